"""Files of tracked bills, of who cosponsored them, and of corrections made."""

from collections.abc import Iterator

from scorecard.dataset.people import LEGISLATOR
from scorecard.dataset.table import Table, Value, columns, page
from scorecard.dataset.votes import SESSION, published
from scorecard.models import AgendaBill, BillVersion, Chamber, Correction, Cosponsorship
from scorecard.pages.links import outward
from scorecard.records import SessionRecord

BILL = "The bill's name in addresses here; unique within its session."


def cosponsors_of(record: SessionRecord, bill: AgendaBill) -> int:
    return sum(bill.pk in sponsor.bills for sponsor in record.sponsors)


def version_in(bill: AgendaBill, chamber: Chamber) -> BillVersion | None:
    return next((one for one in bill.versions.all() if one.chamber == chamber), None)


def _bills() -> Iterator[tuple[Value, ...]]:
    for session in published():
        record = SessionRecord(session)
        for bill in record.bills:
            bill.session = session
            topics = "; ".join(topic.slug for topic in bill.topics.all())
            yield (
                *(session.first_year, bill.slug, bill.short_title),
                *_version(version_in(bill, Chamber.HOUSE)),
                *_version(version_in(bill, Chamber.SENATE)),
                *(topics, cosponsors_of(record, bill), len(record.sponsors)),
                page(bill.get_absolute_url()),
            )


def _version(one: BillVersion | None) -> tuple[Value, ...]:
    return (one.number, one.title, one.bill_status, outward(one.url)) if one else ("", "", "", "")


BILLS = Table(
    name="tracked_bills",
    title="Tracked bills",
    holds="One row for each bill of the organisation's agenda; one filed in both chambers is one.",
    columns=columns(
        session=SESSION,
        bill=BILL,
        short_title="What the organisation calls it.",
        house_number="Without dots; empty for a bill that was not filed in the House.",
        house_title="The full title there.",
        house_status="What became of it there; empty where it was not noted.",
        house_url="Its page at the legislature.",
        senate_number="Without dots; empty for a bill that was not filed in the Senate.",
        senate_title="The full title there.",
        senate_status="What became of it there; empty where it was not noted.",
        senate_url="Its page at the legislature.",
        topics="Names of topics as in the file of topics, separated by semicolons.",
        cosponsors="How many legislators signed it, of both chambers.",
        base="How many people the sheet of cosponsors of this session asks about.",
        page="The bill's page here.",
    ),
    rows=_bills,
)


def _cosponsorships() -> Iterator[tuple[Value, ...]]:
    rows = (
        Cosponsorship.objects.filter(column__session__in=published(), is_yes=True)
        .order_by("bill__session__first_year", "bill__sheet_row", "column__place")
        .values_list(
            *("bill__session__first_year", "bill__slug", "column__legislator__slug"),
            *("column__legislator__name", "column__written_name"),
        )
    )
    for year, bill, slug, name, written in rows.iterator():
        yield year, bill, slug or "", name or written.strip()


COSPONSORSHIPS = Table(
    name="cosponsorships",
    title="Cosponsorships",
    holds="One row for each legislator who signed a tracked bill.",
    columns=columns(
        session=SESSION,
        bill=BILL,
        legislator=f"{LEGISLATOR} Empty while it is open who is meant.",
        name="As the person writes it, or as the sheet does while it is open who is meant.",
    ),
    rows=_cosponsorships,
)


def _corrections() -> Iterator[tuple[Value, ...]]:
    for one in Correction.objects.made().order_by("-settled_at", "-pk").iterator():
        yield (
            one.settled_at.date().isoformat() if one.settled_at else "",
            page(one.page) if one.page.startswith("/") else one.page,
            one.changed,
        )


CORRECTIONS = Table(
    name="corrections",
    title="Corrections made",
    holds="One row for each mistake that a reader reported and that was corrected.",
    columns=columns(
        settled_on="The day, as YYYY-MM-DD.",
        page="The page it was about.",
        changed="What was changed.",
    ),
    rows=_corrections,
)
