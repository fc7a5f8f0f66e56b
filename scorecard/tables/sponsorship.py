"""Who cosponsored how much: one line for each column of the Sponsorship sheet."""

from collections.abc import Iterator

from scorecard.records import SessionRecord
from scorecard.tables.finding import count_as_site

COLUMNS = (
    "session",
    "sheet_column",
    "legislator_id",
    "name",
    "sponsorship_score",
    "sponsorship_total",
)


def rows(record: SessionRecord, as_site: bool) -> Iterator[dict[str, object]]:
    for sponsor in record.sponsors:
        yield {
            "session": record.session.first_year,
            "sheet_column": sponsor.column.sheet_column,
            "legislator_id": sponsor.column.written_number,
            "name": sponsor.column.written_name,
            "sponsorship_score": count_as_site(sponsor) if as_site else len(sponsor.bills),
            "sponsorship_total": len(record.bills),
        }
