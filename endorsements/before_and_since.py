"""How somebody voted before an endorsement and since: sums over dated roll calls, and no more.

The score is that of `scorecard.grading`, over roll calls in which the person was in office: who
came or left in the middle of a session has fewer votes, not missed ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from scorecard.grading import Grade, Mark, Rules, grade


@dataclass(frozen=True)
class Span:
    """The days within which something was decided; one day where it is known."""

    first: date
    last: date

    @classmethod
    def of_day(cls, day: date) -> Self:
        return cls(day, day)

    @classmethod
    def of_year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def in_words(self) -> str:
        if self == Span.of_year(self.first.year):
            return f"in {self.first.year}"
        if self.first == self.last:
            return f"on {_written(self.last)}"
        return f"between {_written(self.first)} and {_written(self.last)}"


@dataclass(frozen=True)
class Vote:
    """One scored item of a person's record; `day` is None for what was not voted on."""

    day: date | None
    mark: Mark
    rules: Rules


@dataclass(frozen=True)
class Period:
    """The votes of some time. A score is shown by the rules of the latest session in it."""

    grade: Grade
    rules: Rules | None

    @property
    def base(self) -> int:
        """Votes while in office, the missed ones included."""
        return self.grade.tally.in_office

    @property
    def score_in_words(self) -> str:
        if self.rules is None:
            return "no scored vote"
        if self.grade.is_shown:
            return f"{self.grade.score} of 100 ({self.grade.letter})"
        return f"no score: under {self.rules.shown_from} % on record"

    @property
    def base_in_words(self) -> str:
        row = self.grade.tally
        if not self.base:
            return ""
        missed = f", {row.absent} missed" if row.absent else ""
        return f"{row.plus} of {self.base} vote{'' if self.base == 1 else 's'} with us{missed}"

    @property
    def says(self) -> str:
        return ", ".join(part for part in (self.score_in_words, self.base_in_words) if part)


@dataclass(frozen=True)
class Split:
    """A record on both sides of a span, and how much of it stands on neither.

    Args:
        within: votes on a day of the span: on which side they fall is not known.
        undated: scored items without a day.
    """

    before: Period
    since: Period
    within: int
    undated: int


def split(votes: Iterable[Vote], span: Span) -> Split:
    """Somebody's record before and since; items of times out of office are left out."""
    own = [vote for vote in votes if vote.mark is not Mark.NOT_IN_OFFICE]
    dated = [(vote.day, vote) for vote in own if vote.day is not None]
    return Split(
        before=_period((day, vote) for day, vote in dated if day < span.first),
        since=_period((day, vote) for day, vote in dated if day > span.last),
        within=sum(span.first <= day <= span.last for day, _ in dated),
        undated=len(own) - len(dated),
    )


def _period(dated: Iterable[tuple[date, Vote]]) -> Period:
    votes = [vote for _, vote in sorted(dated, key=lambda pair: pair[0])]
    if not votes:
        return Period(grade([]), None)
    rules = votes[-1].rules
    return Period(grade((vote.mark for vote in votes), rules), rules)


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
