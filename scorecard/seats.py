"""Who sits for a district, with what the last published session says of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from scorecard import atlas
from scorecard.grades import Grades, grades_of
from scorecard.grading import Grade
from scorecard.models import Chamber, Legislator, Service, Session

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
    people = [row.legislator_id for row in held.values()]
    grades = grades_of([session], people) if session else {}
    return Seats(session, [_seat(session, one, held.get(one), grades) for one in wanted])


def _place_of(service: Service) -> tuple[Chamber, str]:
    """The district as the table has it: a list that spells it otherwise makes no seat vacant."""
    return Chamber(service.chamber), atlas.table().name_of(service.chamber, service.district)


def _seat(
    session: Session | None, place: tuple[Chamber, str], service: Service | None, grades: Grades
) -> Seat:
    chamber, district = place
    if session is None or service is None:
        return Seat(chamber, district, service)
    grade = grades.get((session.pk, service.legislator_id, chamber))
    return Seat(chamber, district, service, grade)
