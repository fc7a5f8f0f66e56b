"""How people stood in each published session, and the medians beside it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from scorecard.grades import Grades, grades_of
from scorecard.grading import Grade, Group, Shown, group_of, median_score
from scorecard.models import Chamber, Legislator, Service, Session
from scorecard.pages.scales import Scale

Medians = tuple[tuple[Group, int | None], ...]

OFFICES = {Chamber.HOUSE: "Speaker of the House", Chamber.SENATE: "President of the Senate"}
MEDIAN_OF = {Group.DEMOCRATIC: "Median of Democrats", Group.OTHERS: "of all others"}


@dataclass(frozen=True)
class Presiding:
    """Who presides in a chamber, and their own grade there; None where they have no votes."""

    office: str
    legislator: Legislator
    grade: Grade | None

    @property
    def score(self) -> int | None:
        """None where none is shown."""
        return self.grade.score if self.grade and self.grade.is_shown else None


@dataclass(frozen=True)
class Record:
    """Somebody's votes in one session and chamber, graded; with the medians of that chamber and
    whoever presided there, where that is known."""

    session: Session
    chamber: Chamber
    grade: Grade
    medians: Medians
    presiding: Presiding | None

    @property
    def score(self) -> int | None:
        """None where none is shown."""
        return self.grade.score if self.grade.is_shown else None

    @property
    def letter(self) -> str:
        return self.grade.letter if self.grade.is_shown else ""

    @property
    def has_missing_votes(self) -> bool:
        return self.grade.shown == Shown.MARKED

    @property
    def has_no_base(self) -> bool:
        return self.grade.shown == Shown.NO_DATA

    @property
    def on_record(self) -> int:
        """The number of votes on record, of all that were scored."""
        return self.grade.tally.recorded(self.session.rules.as_rules())

    @property
    def why_none(self) -> str:
        """Why there is no score, where there is none."""
        tally = self.grade.tally
        if self.has_no_base:
            return f"not in office, or presiding, for all {tally.cells} scored items"
        return (
            f"{self.on_record} of {tally.cells} votes are on record, {self.grade.recorded} %, "
            f"and a score needs {self.session.rules.shown_from_percent} %"
        )

    @property
    def medians_say(self) -> str:
        """As in "Median of Democrats 76, of all others 0"."""
        return ", ".join(
            f"{MEDIAN_OF[group]} {'none' if value is None else value}"
            for group, value in self.medians
        )

    @property
    def scale(self) -> Scale:
        return Scale.of(self.score, dict(self.medians))


@dataclass(frozen=True)
class Step:
    """From one record to the next one in the same chamber, both with a score."""

    before: Record
    after: Record

    @property
    def points(self) -> int:
        return (self.after.score or 0) - (self.before.score or 0)

    @property
    def size(self) -> int:
        return abs(self.points)


class Histories:
    """The records of everybody in all published sessions; three queries."""

    def __init__(self) -> None:
        published = Session.objects.published().latest_first()
        self.sessions = list(published.select_related("rules", "speaker", "senate_president"))
        self._grades = grades_of(self.sessions)
        self._seats = list(Service.objects.current().order_by("chamber", "pk"))
        self._medians: dict[tuple[int, Chamber], Medians] = {}

    def of(self, legislator_id: int) -> list[Record]:
        """The latest session first; of two chambers in one session, that of today's seat first."""
        return [
            Record(
                session,
                chamber,
                grade,
                self._medians_of(session, chamber),
                self._presiding_in(session, chamber),
            )
            for session in self.sessions
            for chamber in self._chambers_of(legislator_id)
            if (grade := self._grades.get((session.pk, legislator_id, chamber)))
        ]

    def _presiding_in(self, session: Session, chamber: Chamber) -> Presiding | None:
        legislator = session.presided_by(chamber)
        if legislator is None:
            return None
        grade = self._grades.get((session.pk, legislator.pk, chamber))
        return Presiding(OFFICES[chamber], legislator, grade)

    def _chambers_of(self, legislator_id: int) -> list[Chamber]:
        seat = next((one for one in self._seats if one.legislator_id == legislator_id), None)
        return both(Chamber(seat.chamber) if seat else Chamber.SENATE)

    def _medians_of(self, session: Session, chamber: Chamber) -> Medians:
        key = (session.pk, chamber)
        if key not in self._medians:
            seats = [one for one in self._seats if one.chamber == chamber]
            self._medians[key] = medians_of(session, seats, self._grades)
        return self._medians[key]


def both(first: Chamber) -> list[Chamber]:
    return [first, *(chamber for chamber in Chamber if chamber != first)]


def medians_of(session: Session, seats: Collection[Service], grades: Grades) -> Medians:
    """Of those who hold these seats today, by their votes in either chamber, this one's first."""
    rules = session.rules.as_rules()
    return tuple(
        (group, median_score(_grades_of_group(session, seats, grades, group), rules))
        for group in Group
    )


def _grades_of_group(
    session: Session, seats: Iterable[Service], grades: Grades, group: Group
) -> Iterable[Grade]:
    for seat in seats:
        if group_of(seat.party) == group:
            own = [(session.pk, seat.legislator_id, one) for one in both(Chamber(seat.chamber))]
            yield from [grades[key] for key in own if key in grades][:1]


def last_step(records: list[Record]) -> Step | None:
    """To the latest record from the one before it in that chamber, if both have a score."""
    same = [one for one in records if one.chamber == records[0].chamber][:2]
    if len(same) == 1 or any(one.score is None for one in same):
        return None
    return Step(before=same[1], after=same[0]) if same else None
