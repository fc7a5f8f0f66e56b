"""Whom the members endorsed, as rows ready to print: here, and before there were rounds here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from endorsements import later
from endorsements.before_and_since import Span, Split, split
from endorsements.decisions import span_of_past, span_of_round
from endorsements.models import (
    Candidate,
    Contest,
    Election,
    LaterState,
    PastEndorsement,
    Result,
    RoundStatus,
)
from endorsements.pictures.stored import Stored
from endorsements.pictures.support import Support, support
from endorsements.tally.vocabulary import ENDORSED
from endorsements.tally.words import listed
from endorsements.voted import votes_of
from scorecard.models import Legislator

Noted = Mapping[tuple[int, str], list[LaterState]]


@dataclass(frozen=True)
class EndorsementRow:
    """Somebody the members endorsed, by a round here or before there were any.

    Args:
        together: who else was endorsed in the same contest.
        legislator: who it is in the legislature, where staff have said so.
        at: the election, where it is a row.
        record: their votes before and since, once `with_records` has looked for them.
    """

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
    together: str = ""
    legislator: Legislator | None = None
    span: Span | None = None
    record: Split | None = None
    round_id: UUID | None = None
    contest_id: int | None = None
    key: str = ""
    at: Election | None = None
    party: str = ""
    photo: str = ""
    initials: str = ""


def with_records(rows: list[EndorsementRow]) -> list[EndorsementRow]:
    """The same rows; those of legislators with how they voted before and since, in two queries."""
    people = {row.legislator.pk for row in rows if row.legislator}
    if not people:
        return rows
    votes = votes_of(people)
    return [
        replace(row, record=split(votes.get(row.legislator.pk, []), row.span))
        if row.legislator and row.span
        else row
        for row in rows
    ]


EVERY = Q()


def here(of: Q = EVERY) -> list[EndorsementRow]:
    """Endorsements decided by rounds of this site, newest first; rehearsals left out.

    A contest may have endorsed several; a question has a position in place of a name.
    """
    results = (
        Result.objects.filter(
            outcome=ENDORSED,
            contest__round__status__in=[RoundStatus.PUBLISHED, RoundStatus.CERTIFIED],
            contest__round__rehearsal=False,
        )
        .filter(of)
        .select_related("contest__round__chapter", "contest__at_election")
        .prefetch_related(
            Prefetch("contest__candidates", Candidate.objects.select_related("legislator"))
        )
        .order_by("-contest__round__closes_at", "contest__position")
    )
    noted = later.by_winner([result.contest for result in results])
    return [row for result in results for row in _endorsed(result, noted)]


def _endorsed(result: Result, noted: Noted) -> Iterator[EndorsementRow]:
    contest, numbers = result.contest, result.numbers
    names, people = contest.answers(), {one.key: one for one in contest.candidates.all()}
    closes_at, definition = contest.round.closes_at, _definition(contest)
    for key in numbers["winners"]:
        how = support(Stored(definition, numbers), key) if "tallies" in numbers else Support("", "")
        yield EndorsementRow(
            year=timezone.localtime(closes_at).year if closes_at else 0,
            candidate=f"Position: {names[key]}" if contest.is_question else names[key],
            office=_office(contest),
            election=contest.election,
            share=how.share,
            base=how.base,
            later=later.all_in_words(noted.get((contest.pk, key), [])),
            link=f"{reverse('endorsements:round', args=[contest.round.slug])}#{contest.key}",
            source="",
            is_demo=contest.round.is_demo,
            description=people[key].description if key in people else "",
            legislator=people[key].legislator if key in people else None,
            span=span_of_round(contest.round),
            round_id=contest.round_id,
            contest_id=contest.pk,
            key=key,
            at=contest.at_election,
            party=people[key].party if key in people else "",
            photo=people[key].photo_address if key in people else "",
            initials=people[key].initials if key in people else "",
            together=listed([names[other] for other in numbers["winners"] if other != key])
            if len(numbers["winners"]) > 1
            else "",
        )


def _office(contest: Contest) -> str:
    """With the chapter whose endorsement it is: one race may carry that and the statewide one."""
    chapter = contest.round.chapter
    return f"{contest} ({chapter})" if chapter else str(contest)


def _definition(contest: Contest) -> Mapping[str, Any]:
    frozen = (contest.round.definition or {})["contests"]
    return next(one for one in frozen if one["key"] == contest.key)


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
            legislator=row.legislator,
            span=span_of_past(row),
            at=row.at_election,
        )
        for row in rows
    ]
