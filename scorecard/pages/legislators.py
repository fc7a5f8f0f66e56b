"""All legislators: who serves now, or who served earlier, each with a score and what it rests on.

Scores are of the latest published session, and moves are from the one published before it. Of
people who served earlier it is each one's own last session.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from scorecard import atlas
from scorecard.grades import Grades, grades_of
from scorecard.models import Chamber, Legislator, Service, Session
from scorecard.pages.lines import NOWHERE, Held, Line, Person, Standing

OF_A_PERSON = ("pk", "name", "family_name", "given_name", "slug")
OF_A_SEAT = ("services__chamber", "services__district", "services__party")


@dataclass(frozen=True)
class Everybody:
    """The lines of all, unsorted; the seats that nobody holds, where they are asked for."""

    lines: list[Line]
    vacant: list[Held]
    session: Session | None = None
    before: Session | None = None


def serving(endorsed: Collection[int]) -> Everybody:
    """Who holds a seat now, in three queries."""
    latest = list(Session.objects.published().latest_first().select_related("rules")[:2])
    session, before = (*latest, None, None)[:2]
    grades = grades_of(latest) if latest else {}
    rows = Legislator.objects.filter(services__isnull=False, services__ended_on__isnull=True)
    lines = []
    for *own, chamber, district, party in rows.order_by().values_list(*OF_A_PERSON, *OF_A_SEAT):
        person, held = Person(*own), _held(chamber, district, party)
        now, then = (_standing(grades, one, person, chamber) for one in (session, before))
        lines.append(Line(person, held, now, then, person.pk in endorsed))
    seats = {(line.held.chamber, line.held.district) for line in lines}
    vacant = [_held(*place) for place in atlas.table().reach if place not in seats]
    return Everybody(lines, vacant, session, before)


def _held(chamber: str, district: str, party: str = "") -> Held:
    """The seat under its district's name in the table: lists may spell it otherwise."""
    table = atlas.table()
    name = table.name_of(chamber, district)
    return Held(chamber, name, party, table.reach.get((chamber, name), NOWHERE))


def _standing(
    grades: Grades, session: Session | None, person: Person, chamber: str
) -> Standing | None:
    """In the chamber where somebody sits, else in the other one."""
    if session is None:
        return None
    for one in (chamber, *(other for other in Chamber.values if other != chamber)):
        if grade := grades.get((session.pk, person.pk, one)):
            return Standing(session, one, grade)
    return None


def earlier(endorsed: Collection[int]) -> Everybody:
    """Who served once and holds no seat now, with their own last session; in three queries."""
    sessions = list(Session.objects.published().latest_first().select_related("rules"))
    people = _who_left()
    grades = grades_of(sessions, people) if sessions else {}
    lines = []
    for pk, (person, held) in people.items():
        standings = (_standing(grades, one, person, held.chamber) for one in sessions)
        last = next((one for one in standings if one), None)
        if last and last.chamber != held.chamber:
            held = Held(last.chamber)
        if held.chamber:
            lines.append(Line(person, held, last, is_endorsed=pk in endorsed))
    return Everybody(lines, [])


def _who_left() -> dict[int, tuple[Person, Held]]:
    """With the seat they held last, where a list of members said it."""
    now = Service.objects.current().values("legislator")
    rows = Legislator.objects.exclude(pk__in=now).order_by(
        F("services__ended_on").desc(nulls_last=True)
    )
    found: dict[int, tuple[Person, Held]] = {}
    for *own, chamber, district, party in rows.values_list(*OF_A_PERSON, *OF_A_SEAT):
        person = Person(*own)
        held = _held(chamber, district, party) if chamber else Held()
        found.setdefault(person.pk, (person, held))
    return found
