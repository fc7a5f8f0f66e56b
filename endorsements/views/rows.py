"""Rows ready to print about rounds and results; templates compute nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils import timezone

from endorsements.models import LogEntry, PastEndorsement, Result, Round, RoundStatus
from endorsements.pictures import Bar, result_bar
from endorsements.protocol import chain
from endorsements.tally.results import RECORDS
from endorsements.tally.vocabulary import ENDORSED
from endorsements.tally.words import percent
from endorsements.timeline import Dates, Step, life_of_round, time_left
from endorsements.views.run_offs import RunOffRow, run_offs_after


@dataclass(frozen=True)
class ResultRow:
    """One contest's outcome; `bar` is None where the numbers are not public."""

    key: str
    office: str
    district: str
    election: str
    rule: str
    numbers: dict[str, Any]
    outcome: str
    is_endorsed: bool
    bar: Bar | None
    has_records: bool
    run_off: RunOffRow | None


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


def steps_of(voting_round: Round) -> list[Step]:
    """The round's life as the public sees it; none for one that was annulled."""
    if voting_round.status == RoundStatus.ANNULLED:
        return []
    dates = Dates(
        record_date=voting_round.record_date,
        opens_at=voting_round.opens_at,
        closes_at=_closed_at(voting_round) or voting_round.closes_at,
        published_at=voting_round.published_at or voting_round.publication_due_at,
        certified_at=voting_round.certification_due_at,
    )
    return life_of_round(voting_round.effective_status, dates)


def _closed_at(voting_round: Round) -> datetime | None:
    """When voting really ended: staff may close early, and say so in the log."""
    close = LogEntry.objects.filter(round=voting_round, kind=chain.CLOSE).first()
    return datetime.fromisoformat(close.payload["at"]) if close else None


def left_of(voting_round: Round) -> str:
    """Words for the time until the close; empty once it has passed."""
    if voting_round.closes_at is None or voting_round.closes_at <= timezone.now():
        return ""
    return time_left(voting_round.closes_at - timezone.now())


def result_rows(voting_round: Round) -> list[ResultRow]:
    """Every contest's outcome in the ballot's order; empty before publication."""
    if not voting_round.has_public_outcome:
        return []
    stored = Result.objects.filter(contest__round=voting_round).select_related("contest")
    numbers = {row.contest.key: row.numbers for row in stored}
    run_offs = run_offs_after(voting_round)
    return [
        _result(contest, numbers[contest["key"]], run_offs.get(contest["key"]))
        for contest in (voting_round.definition or {})["contests"]
    ]


def _result(
    contest: dict[str, Any], numbers: dict[str, Any], run_off: RunOffRow | None
) -> ResultRow:
    return ResultRow(
        key=contest["key"],
        office=contest["office"],
        district=contest["district"],
        election=contest["election"],
        rule=numbers["rule"],
        numbers=numbers,
        outcome=numbers["sentence"],
        is_endorsed=numbers["outcome"] == ENDORSED,
        bar=result_bar(numbers, contest),
        has_records=numbers["published"] == RECORDS,
        run_off=run_off,
    )


def endorsed_here() -> list[EndorsementRow]:
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


def endorsed_before(rows: Iterable[PastEndorsement]) -> list[EndorsementRow]:
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
