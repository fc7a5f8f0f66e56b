"""The scale of a picture: what its shares are of, and where the bar to clear stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from endorsements.pictures.bars import NOTHING, Cell, Line, Mark, Part
from endorsements.pictures.figures import as_percent, position, share_of
from endorsements.tally.counts import EXHAUSTED
from endorsements.tally.outcome_words import HALF
from endorsements.tally.vocabulary import (
    ABSTAIN,
    ALL_BALLOTS,
    ALL_CAST,
    AT_LEAST,
    CONTINUING,
    IRV,
    MAXIMUM_SCORE,
    NAMED_ONLY,
    NO_ENDORSEMENT,
    PER_CANDIDATE,
    SCORE,
    STAR,
    WHETHER_WHOM,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Rule,
    Threshold,
)
from endorsements.tally.words import base_in_words, numbered

REST = "rest"
LEFT_OUT = "left out of the share"
_WITHOUT_BAR = {STAR: CONTINUING, SCORE: MAXIMUM_SCORE}
_WITH_ABSTENTIONS = (ALL_BALLOTS, ALL_CAST, WHOLE_ROLL)
# What a denominator holds besides the choices on the ballot and abstentions.
_REST_OF = {ALL_CAST: ["blank or invalid"], WHOLE_ROLL: ["blank, invalid or did not vote"]}


@dataclass(frozen=True)
class Scale:
    """From nothing to all ballots (or points) of a denominator.

    Args:
        threshold: None where nothing had to be cleared.
        number: of the denominator's ballots (or points).
        needed: fewest that clear the bar, where there is one number for the whole picture.
    """

    form: str
    base: str
    threshold: Threshold | None
    number: int
    needed: int | None = None

    def counts(self, kind: str) -> bool:
        """Whether the denominator holds ballots of this kind."""
        if kind == ABSTAIN:
            return self.base in _WITH_ABSTENTIONS
        left_out = {NO_ENDORSEMENT: NAMED_ONLY, EXHAUSTED: CONTINUING}
        return self.base != left_out.get(kind)

    @property
    def mark(self) -> Mark | None:
        if self.threshold is None:
            return None
        return Mark(position(self.threshold.share), f"{bar_in_words(self.threshold)} needed")

    def share_cell(self, amount: Fraction | int) -> Cell:
        """A share as it is printed: one below the bar never as the bar."""
        apart_from = self.threshold.share if self.threshold else None
        return Cell(as_percent(share_of(amount, self.number), apart_from))

    def part(self, amount: Fraction | int, kind: str, is_solid: bool = False) -> Part:
        return Part(position(share_of(amount, self.number)), kind, is_solid=is_solid)

    def line(
        self, label: str, ballots: Fraction | int, kind: str, *, is_winner: bool = False
    ) -> Line:
        """A choice with its ballots, its share and its stretch.

        What the denominator leaves out has a number, but no share.
        """
        if not self.counts(kind):
            return Line(label, (Cell(str(ballots)), Cell(NOTHING)), aside=LEFT_OUT)
        return Line(
            label,
            (Cell(str(ballots)), self.share_cell(ballots)),
            (self.part(ballots, kind, is_winner),),
            is_winner,
        )

    def rest_lines(self, counted: int, *, abstain: bool) -> list[Line]:
        """A line for what the denominator holds besides so many ballots; none for nothing.

        Args:
            abstain: whether abstentions are among the rest.
        """
        names = (["Abstain"] if abstain else []) + _REST_OF.get(self.base, [])
        if self.number <= counted or not names:
            return []
        kind = ABSTAIN if names == ["Abstain"] else REST
        return [self.line(", ".join(names).capitalize(), self.number - counted, kind)]

    @property
    def in_words(self) -> str:
        """For example "Shares are of 412 ballots. The upright line marks 60 %: at least 248." """
        of = f"Shares are of {base_in_words(self.number, self.base, self.form)}."
        if self.threshold is None:
            return f"{of} No bar was set."
        things = "points" if self.base == MAXIMUM_SCORE else "ballots"
        fewest = "" if self.needed is None else f": at least {numbered(self.needed, things)}"
        return f"{of} The upright line marks {bar_in_words(self.threshold)}{fewest}."


def bar_in_words(threshold: Threshold) -> str:
    """For example "more than 50 %"."""
    over = "" if threshold.compare == AT_LEAST else "more than "
    return f"{over}{as_percent(threshold.share)}"


def bar_to_clear(rule: Rule) -> Threshold | None:
    """What a winner has to clear; more than half in an instant run-off without a threshold."""
    if rule.form == WHETHER_WHOM:
        return rule.whom_threshold
    return HALF if rule.form == IRV and rule.threshold is None else rule.threshold


def base_of(rule: Rule, threshold: Threshold | None) -> str:
    """The denominator of a picture's shares; without a bar it is all who take part."""
    base = threshold.base if threshold else _WITHOUT_BAR.get(rule.form, WITHOUT_ABSTENTIONS)
    if base == WITHOUT_ABSTENTIONS and not rule.has_abstain and rule.form != PER_CANDIDATE:
        return ALL_BALLOTS
    return base
