"""Tracked bills, one line each."""

from collections.abc import Iterator

from scorecard.models import AgendaBill, BillVersion, Chamber
from scorecard.records import SessionRecord
from scorecard.tables.words import topics_in

COLUMNS = (
    "session",
    "sheet_row",
    "bill_key",
    "house_bill",
    "senate_bill",
    "title_in_sponsorship_sheet",
    "title_in_sponsored_bills_sheet",
    "tags",
    "status_house",
    "status_senate",
    "cosponsors",
    "cosponsors_corrected",
)


def rows(record: SessionRecord, as_site: bool) -> Iterator[dict[str, object]]:
    for bill in record.bills:
        yield _row(record, bill, as_site)


def _row(record: SessionRecord, bill: AgendaBill, as_site: bool) -> dict[str, object]:
    versions = list(bill.versions.all())
    house = next((one for one in versions if one.chamber == Chamber.HOUSE), None)
    senate = next((one for one in versions if one.chamber == Chamber.SENATE), None)
    bare = sum(bill.pk in sponsor.bare_bills for sponsor in record.sponsors)
    all_of_them = sum(bill.pk in sponsor.bills for sponsor in record.sponsors)
    return {
        "session": record.session.first_year,
        "sheet_row": bill.sheet_row,
        "bill_key": bill.written_key,
        "house_bill": house.number if house else "",
        "senate_bill": senate.number if senate else "",
        "title_in_sponsorship_sheet": bill.written_title,
        "title_in_sponsored_bills_sheet": versions[0].written_title if versions else "",
        "tags": topics_in(versions[0].tags if versions else "", record.topic_names),
        "status_house": _status(house),
        "status_senate": _status(senate),
        "cosponsors": bare if as_site else all_of_them,
        "cosponsors_corrected": all_of_them,
    }


def _status(version: BillVersion | None) -> str:
    return version.bill_status if version else ""
