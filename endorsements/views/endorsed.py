"""Whom the members endorsed, as rows ready to print: here, and before there were rounds here."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone

from endorsements.models import PastEndorsement, Result, RoundStatus
from endorsements.tally.vocabulary import ENDORSED
from endorsements.tally.words import percent


@dataclass(frozen=True)
class EndorsementRow:
    """Somebody the members endorsed, by a round here or before there were any."""

    year: int
    candidate: str
    office: str
    election: str
    share: str
    base: str
    later: str
    link: str
    source: str
    is_demo: bool
    description: str = ""


def here() -> list[EndorsementRow]:
    """Endorsements decided by rounds of this site, newest first; rehearsals left out."""
    results = (
        Result.objects.filter(
            outcome=ENDORSED,
            contest__round__status__in=[RoundStatus.PUBLISHED, RoundStatus.CERTIFIED],
            contest__round__rehearsal=False,
        )
        .select_related("contest__round")
        .prefetch_related("contest__candidates")
        .order_by("-contest__round__closes_at", "contest__position")
    )
    return [_endorsed(result) for result in results]


def _endorsed(result: Result) -> EndorsementRow:
    contest, numbers = result.contest, result.numbers
    winner = next(one for one in contest.candidates.all() if one.key in numbers["winners"])
    closes_at = contest.round.closes_at
    share = base = ""
    if "tallies" in numbers:
        votes, denominator = numbers["tallies"][winner.key], numbers["denominator"]
        share = percent(Fraction(votes, denominator))
        base = f"{votes} of {denominator} ballots"
    return EndorsementRow(
        year=timezone.localtime(closes_at).year if closes_at else 0,
        candidate=winner.name,
        office=str(contest),
        election=contest.election,
        share=share,
        base=base,
        later="",
        link=f"{reverse('endorsements:round', args=[contest.round.slug])}#{contest.key}",
        source="",
        is_demo=contest.round.is_demo,
        description=winner.description,
    )


def before(rows: Iterable[PastEndorsement]) -> list[EndorsementRow]:
    """Endorsements decided before this system, as facts with their source."""
    return [
        EndorsementRow(
            year=row.year,
            candidate=row.candidate,
            office=row.office,
            election=row.election,
            share=row.share,
            base="" if row.outcome == "endorsed" else row.get_outcome_display(),
            later=row.later,
            link="",
            source=row.source,
            is_demo=False,
        )
        for row in rows
    ]
