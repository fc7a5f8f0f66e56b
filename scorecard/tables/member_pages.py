"""What the page of each of today's members shows of a session."""

from collections.abc import Iterator

from scorecard.grading import grade
from scorecard.models import Chamber, Service
from scorecard.records import SessionRecord, Voter
from scorecard.tables.finding import count_as_site, sponsor_as_site, voter_as_site, voter_of
from scorecard.tables.words import or_empty, shown_as_site

COLUMNS = (
    "session",
    "chamber_now",
    "legislator_id",
    "name",
    "party",
    "district",
    "votes_listed",
    "score",
    "recorded_vote_percentage",
    "shown",
    "bills_listed",
    "bills_cosponsored",
)


def rows(record: SessionRecord, as_site: bool) -> Iterator[dict[str, object]]:
    for seat in record.seats:
        yield _row(record, seat, as_site)


def _row(record: SessionRecord, seat: Service, as_site: bool) -> dict[str, object]:
    voter = voter_on_page(record, seat, as_site)
    shown = voter.grade if voter else grade([])
    bills = cosponsored(record, seat, as_site)
    return {
        "session": record.session.first_year,
        "chamber_now": seat.chamber,
        "legislator_id": number_in_list(seat),
        "name": seat.legislator.name,
        "party": seat.party,
        "district": seat.district,
        "votes_listed": shown.tally.cells,
        "score": or_empty(shown.score),
        "recorded_vote_percentage": or_empty(shown.recorded) if voter else "",
        "shown": shown_as_site(shown),
        "bills_listed": len(record.bills) if bills is not None else 0,
        "bills_cosponsored": bills or 0,
    }


def number_in_list(seat: Service) -> str:
    """The number by which the list of members names them."""
    return seat.legislator.listed_number


def voter_on_page(record: SessionRecord, seat: Service, as_site: bool) -> Voter | None:
    """The row whose votes stand on the page of today's member.

    The site looks in the chamber of today only; ours takes the other one where somebody has
    moved since.
    """
    now = Chamber(seat.chamber)
    if as_site:
        return voter_as_site(record, now, [number_in_list(seat)])
    other = Chamber.SENATE if now == Chamber.HOUSE else Chamber.HOUSE
    return voter_of(record, now, seat.legislator) or voter_of(record, other, seat.legislator)


def cosponsored(record: SessionRecord, seat: Service, as_site: bool) -> int | None:
    """How many bills today's member cosponsored; None for who stands in no column."""
    if as_site:
        found = sponsor_as_site(record, number_in_list(seat))
        return count_as_site(found) if found else None
    sponsor = record.sponsor_of.get(seat.legislator_id)
    return len(sponsor.bills) if sponsor else None
