"""From marks back to votes: a plus is a yes only where the organisation's position is yes."""

from collections import Counter
from collections.abc import Iterable

from scorecard.grading.marks import Mark, Side

NOT_VOTING = {
    Mark.ABSENT: "Absent",
    Mark.PRESENT: "Present",
    Mark.NOT_IN_OFFICE: "N/A",
    Mark.OTHER: "N/A",
}


def side_of(mark: Mark, position: Side) -> Side | None:
    """How somebody voted; None for who did not."""
    if mark is Mark.PLUS:
        return position
    return position.other if mark is Mark.MINUS else None


def word_of(mark: Mark, position: Side) -> str:
    """What visitors read: Yes, No, Absent, Present or N/A."""
    side = side_of(mark, position)
    return NOT_VOTING[mark] if side is None else side.value.capitalize()


def sides(marks: Iterable[Mark], position: Side) -> tuple[int, int]:
    """The yes and the no votes of a roll call, counted from its column."""
    count = Counter(side_of(mark, position) for mark in marks)
    return count[Side.YES], count[Side.NO]
