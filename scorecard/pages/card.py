"""A legislator in a few words: for the card on other sites, and the picture that links show."""

from dataclasses import dataclass

from scorecard.grades import grades_of
from scorecard.models import Chamber, Legislator, Service, Session
from scorecard.pages.lines import Standing


@dataclass(frozen=True)
class Card:
    """`seat` is the one held today, else the last one known; both may be None."""

    legislator: Legislator
    seat: Service | None
    standing: Standing | None

    @property
    def place(self) -> str:
        """Chamber, district and party."""
        if self.seat is None:
            return ""
        past = f"Until {self.seat.ended_on.year}: " if self.seat.ended_on else ""
        party = f" · {self.seat.party}" if self.seat.party else ""
        return f"{past}{self.seat.get_chamber_display()}, {self.seat.district}{party}"

    @property
    def letter(self) -> str:
        return self.standing.grade.letter if self.standing and self.score is not None else ""

    @property
    def score(self) -> int | None:
        return self.standing.score if self.standing else None

    @property
    def plus(self) -> int:
        return self.standing.grade.tally.plus if self.standing else 0

    @property
    def base(self) -> int:
        return self.standing.grade.tally.in_office if self.standing else 0


def card_of(legislator: Legislator) -> Card:
    """Of the last published session, in the chamber where they sit, else in the other one."""
    seats = list(legislator.services.all())
    seat = seats[0] if seats else None
    session = Session.objects.published().latest_first().select_related("rules").first()
    return Card(legislator, seat, _standing(legislator, seat, session) if session else None)


def _standing(legislator: Legislator, seat: Service | None, session: Session) -> Standing | None:
    grades = grades_of([session], [legislator.pk])
    chambers = sorted(Chamber.values, key=lambda one: seat is None or one != seat.chamber)
    for chamber in chambers:
        if found := grades.get((session.pk, legislator.pk, chamber)):
            return Standing(session, chamber, found)
    return None
