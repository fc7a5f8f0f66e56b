"""How legislators voted since they were endorsed, and before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from endorsements.before_and_since import Split, split
from endorsements.decisions import Decision, decisions
from endorsements.voted import as_vote, positions_of, votes_of
from scorecard.freshness import kept_while
from scorecard.grading import Mark, Side, word_of
from scorecard.models import FormerSlug, Legislator, Position, ScoredItem, Service, Session
from scorecard.pages.links import official_record

UNCLEAR = "no known mark in the sheet"
AGREES = {Mark.PLUS: "with us", Mark.MINUS: "against us"}


@dataclass(frozen=True)
class Line:
    """An endorsement with the record on both sides of it, and the seat held today."""

    decision: Decision
    record: Split
    seat: str


@dataclass(frozen=True)
class Cast:
    """How somebody voted on a roll call, in words."""

    item: ScoredItem
    voted: str
    agrees: str
    official: str


@dataclass(frozen=True)
class Record:
    """Everything the page of one person says.

    Args:
        out_of_office: roll calls since that they were not in office for.
    """

    legislator: Legislator
    lines: list[Line]
    casts: list[Cast]
    out_of_office: int
    sessions: list[str]


@dataclass(frozen=True)
class Everyone:
    """Everything the page of all of them says."""

    lines: list[Line]
    sessions: list[str]


def everyone(request: HttpRequest) -> Everyone:
    """Each endorsement, by the name of the legislator."""
    found = decisions()
    people = {one.legislator.pk: one.legislator for one in found}
    votes, seats = votes_of(people), _seats(people)
    lines = [
        Line(one, split(votes.get(pk := one.legislator.pk, []), one.span), seats.get(pk, ""))
        for one in found
    ]
    lines.sort(key=lambda line: _name(line.decision.legislator))
    return Everyone(lines, _sessions())


@require_safe
@kept_while(everyone)
def since(request: HttpRequest, page: Everyone) -> HttpResponse:
    """Everybody who was endorsed and has a record here."""
    return render(request, "endorsements/since.html", {"page": page})


def record_of(request: HttpRequest, slug: str) -> Record | None:
    """None for somebody who is not there, or was never endorsed."""
    legislator = Legislator.objects.filter(slug=slug).first()
    found = decisions([legislator.pk]) if legislator else []
    if legislator is None or not found:
        return None
    positions = positions_of(legislator)
    votes = [as_vote(one) for one in positions]
    seat = _seats([legislator.pk]).get(legislator.pk, "")
    after = _after(positions, min(one.span.last for one in found))
    return Record(
        legislator,
        [Line(one, split(votes, one.span), seat) for one in found],
        [_cast(one) for one in after if one.mark != Mark.NOT_IN_OFFICE],
        sum(one.mark == Mark.NOT_IN_OFFICE for one in after),
        _sessions(),
    )


@require_safe
@kept_while(record_of)
def since_of(request: HttpRequest, record: Record | None, slug: str) -> HttpResponse:
    """One legislator: each endorsement, and every vote since the first."""
    if record is not None:
        return render(request, "endorsements/since_of.html", {"record": record})
    former = FormerSlug.objects.filter(slug=slug).select_related("legislator").first()
    if former is None:
        raise Http404
    return redirect("endorsements:since_of", former.legislator.slug, permanent=True)


def _after(positions: list[Position], day: date) -> list[Position]:
    return [one for one in positions if one.item.voted_on and one.item.voted_on > day]


def _cast(position: Position) -> Cast:
    item, mark = position.item, Mark(position.mark)
    voted = UNCLEAR if mark is Mark.OTHER else word_of(mark, Side(item.position))
    return Cast(item, voted, AGREES.get(mark, ""), official_record(item))


def _seats(people: Collection[int]) -> dict[int, str]:
    """What they hold today."""
    held = Service.objects.current().filter(legislator__in=people)
    return {service.legislator_id: str(service) for service in held}


def _sessions() -> list[str]:
    return [str(session) for session in Session.objects.published().order_by("first_year")]


def _name(legislator: Legislator) -> tuple[str, str, int]:
    return legislator.family_name, legislator.given_name, legislator.pk
