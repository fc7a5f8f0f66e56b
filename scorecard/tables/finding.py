"""Whom the present site takes for whom: by the number in the sheet, the first one that has it."""

from collections.abc import Sequence

from scorecard.models import Chamber, Legislator
from scorecard.records import SessionRecord, Sponsor, Voter


def sponsor_as_site(record: SessionRecord, number: str) -> Sponsor | None:
    """None for people without a number: the site looks nobody up by name."""
    return next((one for one in record.sponsors if has_number(one, number)), None)


def has_number(sponsor: Sponsor, number: str) -> bool:
    return bool(_digits(number)) and sponsor.column.written_number == number


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def voter_as_site(record: SessionRecord, chamber: Chamber, numbers: Sequence[str]) -> Voter | None:
    """Args: numbers: those of a legislator; the site's list of members has one of them."""
    return next((one for one in record.voters[chamber] if one.row.written_number in numbers), None)


def voter_of(record: SessionRecord, chamber: Chamber, legislator: Legislator) -> Voter | None:
    """The first row of the legislator in this chamber."""
    return next(
        (one for one in record.voters[chamber] if one.row.legislator_id == legislator.pk), None
    )


def count_as_site(sponsor: Sponsor) -> int:
    return len(sponsor.bare_bills)
