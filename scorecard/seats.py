"""Who sits for a district, with what the last published session says of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scorecard import atlas, grading
from scorecard.grading import Grade, Mark
from scorecard.models import Chamber, Legislator, Position, Service, Session
from scorecard.places.names import key_of

VACANT, NO_SCORE = "vacant", "none"


@dataclass(frozen=True)
class Seat:
    """A district with who holds it; nobody does where it is vacant."""

    chamber: Chamber
    district: str
    service: Service | None = None
    grade: Grade | None = None

    @property
    def legislator(self) -> Legislator | None:
        return self.service.legislator if self.service else None

    @property
    def score(self) -> int | None:
        return self.grade.score if self.grade and self.grade.is_shown else None

    @property
    def letter(self) -> str:
        return self.grade.letter if self.grade and self.grade.is_shown else ""

    @property
    def group(self) -> str:
        """How the seat is drawn: by its letter without sign, or as one without score or holder."""
        if self.service is None:
            return VACANT
        return self.letter[:1].lower() or NO_SCORE


@dataclass(frozen=True)
class Seats:
    """Seats in the order of the districts, and the session that their grades are of."""

    session: Session | None
    seats: list[Seat]

    def of(self, chamber: Chamber) -> list[Seat]:
        return [seat for seat in self.seats if seat.chamber == chamber]


def seats_of(districts: Iterable[tuple[Chamber, str]]) -> Seats:
    """The seats of some districts, in three queries whatever their number."""
    wanted = list(districts)
    rows = Service.objects.current().select_related("legislator")
    everywhere = {_place_of(row): row for row in rows}
    held = {place: everywhere[place] for place in wanted if place in everywhere}
    session = Session.objects.published().latest_first().select_related("rules").first()
    grades = _grades(session, list(held.values())) if session else {}
    return Seats(session, [_seat(one, held.get(one), grades) for one in wanted])


def _place_of(service: Service) -> tuple[Chamber, str]:
    """The district as the table has it: a list that spells it otherwise makes no seat vacant."""
    known = atlas.table().names[service.chamber]
    return Chamber(service.chamber), known.get(key_of(service.district), service.district)


def _seat(
    place: tuple[Chamber, str], service: Service | None, grades: dict[tuple[int, str], Grade]
) -> Seat:
    chamber, district = place
    grade = grades.get((service.legislator_id, chamber)) if service else None
    return Seat(chamber, district, service, grade)


def _grades(session: Session, services: list[Service]) -> dict[tuple[int, str], Grade]:
    """By legislator and the chamber they voted in; somebody in two rows is counted once."""
    people = [service.legislator_id for service in services]
    positions = Position.objects.filter(
        row__session=session, row__repeats__isnull=True, row__legislator__in=people
    ).order_by()
    marks: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for person, chamber, mark in positions.values_list(
        "row__legislator_id", "row__chamber", "mark"
    ):
        marks[person, chamber].append(Mark(mark))
    rules = session.rules.as_rules()
    return {key: grading.grade(own, rules) for key, own in marks.items()}
