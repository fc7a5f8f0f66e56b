"""Endorsements of people who sit or sat in the legislature: by rounds here, and before them."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import BooleanField, Exists, F, Func, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from endorsements import later
from endorsements.before_and_since import Span
from endorsements.models import Candidate, LaterState, PastEndorsement, Round
from endorsements.models.later import Later
from endorsements.models.past import PastOutcome
from endorsements.models.rounds import OUTCOME_PUBLIC
from endorsements.pictures.stored import Stored
from endorsements.pictures.support import Support, support
from endorsements.tally.vocabulary import ENDORSED
from scorecard import endorsed, panels
from scorecard.models import Legislator
from scorecard.panels import Panel, PanelRow


@dataclass(frozen=True)
class Decision:
    """One endorsement. `address` leads to its round, or to the source that reports it.

    Args:
        outcome: as it was called: endorsed, recommended, supported.
    """

    legislator: Legislator
    outcome: str
    office: str
    election: str
    span: Span
    share: str
    base: str
    address: str
    is_ours: bool
    is_demo: bool = field(default=False)
    later: str = field(default="")

    @property
    def when(self) -> str:
        return f"{self.outcome.capitalize()} {self.span.in_words}"


def register() -> None:
    """Called once, when the app starts."""
    panels.panels.append(panel)
    endorsed.sources.append(endorsed_people)


def decisions(people: Collection[int] | None = None) -> list[Decision]:
    """The latest first; in three queries.

    Args:
        people: ids of legislators; everybody whom staff have linked if None.
    """
    won = _winners().select_related("legislator", "contest__round__chapter", "contest__result")
    past = PastEndorsement.objects.exclude(legislator=None).select_related("legislator")
    if people is not None:
        won, past = won.filter(legislator__in=people), past.filter(legislator__in=people)
    winners = [one for one in won if one.key in one.contest.result.numbers["winners"]]
    noted = later.by_winner([one.contest for one in winners])
    here = [_decided_here(one, noted.get((one.contest_id, one.key), [])) for one in winners]
    found = [*here, *(_decided_before(one) for one in past)]
    return sorted(found, key=lambda one: one.span.last, reverse=True)


def _winners() -> QuerySet[Candidate]:
    """Candidates of contests that endorsed somebody; whom, the result's numbers say."""
    return Candidate.objects.filter(
        legislator__isnull=False,
        contest__round__status__in=OUTCOME_PUBLIC,
        contest__round__rehearsal=False,
        contest__result__outcome=ENDORSED,
    ).order_by("pk")


def span_of_round(voting_round: Round) -> Span:
    """From the end of voting to the publication: the day it was decided, or the day it was told."""
    closed, told = voting_round.closes_at, voting_round.published_at
    days = [timezone.localtime(moment).date() for moment in (closed, told) if moment]
    # Who closes early leaves the planned time behind the publication.
    return Span(min(days), timezone.localtime(told).date() if told else max(days))


def span_of_past(past: PastEndorsement) -> Span:
    """The day where a source gives it, the whole year otherwise."""
    return Span.of_day(past.decided_on) if past.decided_on else Span.of_year(past.year)


def _decided_here(one: Candidate, noted: list[LaterState]) -> Decision:
    contest, numbers = one.contest, one.contest.result.numbers
    chapter = contest.round.chapter
    frozen = (contest.round.definition or {})["contests"]
    definition = next(row for row in frozen if row["key"] == contest.key)
    is_told = "tallies" in numbers
    how = support(Stored(definition, numbers), one.key) if is_told else Support("", "")
    return Decision(
        legislator=_whose(one),
        outcome=PastOutcome.ENDORSED.value,
        office=f"{contest} ({chapter})" if chapter else str(contest),
        election=contest.election,
        span=span_of_round(contest.round),
        share=how.share,
        base=how.base,
        address=f"{reverse('endorsements:round', args=[contest.round.slug])}#{contest.key}",
        is_ours=True,
        is_demo=contest.round.is_demo,
        later=later.all_in_words(noted),
    )


def _decided_before(past: PastEndorsement) -> Decision:
    return Decision(
        legislator=_whose(past),
        outcome=past.outcome,
        office=past.office,
        election=past.election,
        span=span_of_past(past),
        share=past.share,
        base="",
        address=past.source,
        is_ours=False,
        later=past.later.capitalize(),
    )


def _whose(row: Candidate | PastEndorsement) -> Legislator:
    if row.legislator is None:
        raise ValueError(f"{row} is linked with nobody")
    return row.legislator


def endorsed_people() -> set[int]:
    """Legislators whom a round of this site endorsed, or who were endorsed before; in one query.

    Not those who were recommended or supported, nor where a round rescinded it since.
    """
    is_among = Func(
        F("contest__result__numbers__winners"),
        F("key"),
        function="jsonb_exists",
        output_field=BooleanField(),
    )
    rescinded = LaterState.objects.that_stand().filter(
        contest=OuterRef("contest"), winner=OuterRef("key"), state=Later.RESCINDED
    )
    won = _winners().order_by().filter(is_among).exclude(Exists(rescinded))
    here = won.values_list("legislator_id", flat=True)
    past = PastEndorsement.objects.filter(legislator__isnull=False, outcome=PastOutcome.ENDORSED)
    both = here.union(past.order_by().values_list("legislator_id", flat=True))
    return {person for person in both if person}


def panel(legislator: Legislator) -> Panel | None:
    """What a legislator's page says of it."""
    found = decisions([legislator.pk])
    if not found:
        return None
    since = PanelRow(
        "How they voted since",
        reverse("endorsements:since_of", args=[legislator.slug]),
        "Their score before and since, and each scored vote since.",
    )
    return Panel(
        f"Endorsements by {settings.ORGANISATION_NAME}",
        "Those of rounds here lead to the full count; those from before lead to their source.",
        (*(_row(one) for one in found), since),
    )


def _row(one: Decision) -> PanelRow:
    strength = ", ".join(part for part in (one.share, one.base) if part)
    said = f"{one.when}{f': {strength}' if strength else ''}."
    if one.later:
        said += f" {one.later}."
    if one.is_demo:
        said += " Invented for the demonstration."
    return PanelRow(
        ", ".join(part for part in (one.office, one.election) if part), one.address, said
    )
