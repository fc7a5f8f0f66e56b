"""What a share is of: how the ballots of a contest divide, and which of them a bar counts.

Source: the words for counting in the glossary. "All ballots in that race" as the booklet of
Progressive Massachusetts prints it (docslib.org/doc/3025597); yes against no without abstentions as
Metro DC DSA counts (members.mdcdsa.org/t/337); all eligible, also the absent, as the Sierra Club's
compliance guidelines have it (rmc.sierraclub.org/secretary/policies/matrix.txt).
"""

from __future__ import annotations

from dataclasses import dataclass

from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    CONTINUING,
    HIGHEST_SCORE,
    MAXIMUM_SCORE,
    NAMED_ONLY,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Threshold,
)


@dataclass(frozen=True)
class BallotNumbers:
    """How many ballots of a contest are what.

    Args:
        cast: all, blank and invalid ones too.
        abstained: marked ballots that say no more than "abstain".
        eligible: members on the contest's roll.
    """

    cast: int
    blank: int
    invalid: int
    abstained: int
    eligible: int

    @property
    def marked(self) -> int:
        """Ballots that say something, abstentions and "no endorsement" included."""
        return self.cast - self.blank - self.invalid

    @property
    def valid(self) -> int:
        """Ballots that take part in the decision."""
        return self.marked - self.abstained


@dataclass(frozen=True)
class Bar:
    """A threshold with the number it is of.

    Args:
        threshold: None where the most votes win.
    """

    threshold: Threshold | None
    denominator: int

    @property
    def needed(self) -> int | None:
        """Fewest votes (or points) that clear the bar; None without a threshold."""
        return None if self.threshold is None else self.threshold.needed(self.denominator)

    def is_reached(self, amount: int) -> bool:
        """Whether so many votes clear the bar. Never without a vote."""
        if self.threshold is None:
            return amount > 0
        return self.threshold.is_reached(amount, self.denominator)


def bar_of(
    threshold: Threshold | None, numbers: BallotNumbers, *, unnamed: int = 0, continuing: int = 0
) -> Bar:
    """The bar of a contest; without a threshold its shares are of the valid ballots.

    Args:
        unnamed: valid ballots for "no endorsement" and nobody else.
        continuing: ballots that still count in the round of counting.
    """
    denominators = {
        ALL_BALLOTS: numbers.marked,
        WITHOUT_ABSTENTIONS: numbers.valid,
        NAMED_ONLY: numbers.valid - unnamed,
        ALL_CAST: numbers.cast,
        CONTINUING: continuing,
        MAXIMUM_SCORE: numbers.valid * HIGHEST_SCORE,
        WHOLE_ROLL: numbers.eligible,
    }
    return Bar(threshold, denominators[threshold.base if threshold else WITHOUT_ABSTENTIONS])
