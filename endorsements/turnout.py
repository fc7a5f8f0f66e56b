"""Turnout of a round: a number of members and a line over time, never anything of a ballot."""

from dataclasses import dataclass
from fractions import Fraction

from endorsements.models import Checkpoint, LogEntry, RollEntry, Round
from endorsements.pictures.turnout import Point, TurnoutLine, turnout_line
from endorsements.protocol import chain
from endorsements.tally.words import percent

POINTS_IN_A_LINE = 200


@dataclass(frozen=True)
class Turnout:
    """How many of the roll have voted; `share` as text, `width` a percentage for the bar."""

    voted: int
    eligible: int
    share: str
    width: str
    line: TurnoutLine | None
    says: str


def turnout_of(voting_round: Round) -> Turnout:
    """Distinct members who voted, never ballots: a changed ballot counts once."""
    roll = RollEntry.objects.filter(round=voting_round)
    voted, eligible = roll.who_voted().count() + sheets_counted(voting_round), roll.count()
    share = Fraction(voted, eligible) if eligible else Fraction(0)
    says = f"{voted} of {eligible} members have voted, {percent(share)}"
    return Turnout(
        voted,
        eligible,
        percent(share),
        f"{float(share) * 100:.2f}",
        _line(voting_round, eligible),
        says,
    )


def sheets_counted(voting_round: Round) -> int:
    """Ballots on paper that came in: known once all are entered."""
    entered = LogEntry.objects.filter(round=voting_round, kind=chain.PAPER)
    number: int = next((one.payload["count"] for one in entered), 0)
    return number


def _line(voting_round: Round, eligible: int) -> TurnoutLine | None:
    signed = Checkpoint.objects.filter(round=voting_round).order_by("seq")
    points = [Point(at, slots) for at, slots in signed.values_list("at", "slots")]
    if len(points) < 2 or not (voting_round.opens_at and voting_round.closes_at):
        return None
    every = max(1, len(points) // POINTS_IN_A_LINE)
    return turnout_line(
        [*points[:-1:every], points[-1]],
        opens_at=voting_round.opens_at,
        closes_at=voting_round.closes_at,
        eligible=eligible or 1,
    )
