"""A line of the list of legislators: who it is, their seat, their score and how it moved."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.urls import reverse
from django.utils.text import slugify

from scorecard.grading import Grade, Shown
from scorecard.models import Chamber, Session
from scorecard.places.names import key_of
from scorecard.places.table import Reach

SIGNS = {
    "up": "\N{BLACK UP-POINTING TRIANGLE}",
    "same": "=",
    "down": "\N{BLACK DOWN-POINTING TRIANGLE}",
}
# Of a district that the table of places does not know, and of a seat that nobody noted.
NOWHERE = Reach(place=10_000)


@dataclass(frozen=True)
class Person:
    pk: int
    name: str
    family_name: str
    given_name: str
    slug: str

    @property
    def url(self) -> str:
        return _person_url(self.slug)


@dataclass(frozen=True)
class Held:
    """A seat as a line names it; empty where no list of members says it."""

    chamber: str = ""
    district: str = ""
    party: str = ""
    reach: Reach = NOWHERE

    @property
    def label(self) -> str:
        return Chamber(self.chamber).label if self.chamber else ""

    @property
    def url(self) -> str:
        return "" if self.reach is NOWHERE else _district_url(self.chamber, self.district)


@lru_cache(maxsize=1000)
def _district_url(chamber: str, district: str) -> str:
    return reverse("scorecard:district", args=[chamber, slugify(district)])


@lru_cache(maxsize=2000)
def _person_url(slug: str) -> str:
    return reverse("scorecard:legislator", args=[slug])


@dataclass(frozen=True)
class Standing:
    """A grade with the session and the chamber that it is of."""

    session: Session
    chamber: str
    grade: Grade

    @property
    def chamber_label(self) -> str:
        return Chamber(self.chamber).label

    @property
    def score(self) -> int | None:
        return self.grade.score if self.grade.is_shown else None

    @property
    def on_record(self) -> int:
        """The number of votes on record, of `grade.tally.cells`."""
        return self.grade.tally.recorded(self.session.rules.as_rules())

    @property
    def has_missing_votes(self) -> bool:
        return self.grade.shown == Shown.MARKED

    @property
    def why_not(self) -> str:
        """Why there is no score, where there is none."""
        if self.grade.shown == Shown.NO_DATA:
            return "in office for none of the votes"
        return f"under {self.session.rules.shown_from_percent} % on record"


@dataclass(frozen=True)
class Move:
    """Points up or down, in a word and a sign."""

    points: int

    @property
    def direction(self) -> str:
        if not self.points:
            return "same"
        return "up" if self.points > 0 else "down"

    @property
    def word(self) -> str:
        return f"{self.direction} {abs(self.points)}" if self.points else "the same"

    @property
    def sign(self) -> str:
        return SIGNS[self.direction]


@dataclass(frozen=True)
class Line:
    """One person; `standing` is of the session shown, `before` of the one before it."""

    person: Person
    held: Held
    standing: Standing | None = None
    before: Standing | None = None
    is_endorsed: bool = False

    @cached_property
    def score(self) -> int | None:
        return self.standing.score if self.standing else None

    @property
    def letter(self) -> str:
        return self.standing.grade.letter if self.standing and self.score is not None else ""

    @property
    def recorded(self) -> int | None:
        return self.standing.grade.recorded if self.standing else None

    @property
    def is_of_other_chamber(self) -> bool:
        """The score rests on votes in a chamber that the person does not sit in."""
        return self.standing is not None and self.standing.chamber != self.held.chamber

    @cached_property
    def moved(self) -> int | None:
        """Points since the session before; scores of two chambers are not compared."""
        if self.standing is None or self.before is None:
            return None
        if self.standing.chamber != self.before.chamber:
            return None
        now, then = self.standing.score, self.before.score
        return None if now is None or then is None else now - then

    @cached_property
    def move(self) -> Move | None:
        return None if self.moved is None else Move(self.moved)

    @cached_property
    def key(self) -> str:
        """What a search looks in: the name, the district, its towns."""
        return f"{key_of(self.person.name)} {self.held.reach.key}"
