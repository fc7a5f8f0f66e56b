"""What tables say in words."""

from collections.abc import Mapping

from scorecard.grading import Grade, Shown

MISSED = "N/A: missed at least 10% of scored votes"
UNKNOWN = "(unknown)"
NO_DATA = "N/A: no voting data"


def shown_as_site(grade: Grade) -> str:
    """ "C (77%)", or why there is none."""
    if grade.shown == Shown.NO_DATA:
        return NO_DATA
    return MISSED if grade.shown == Shown.MISSED else f"{grade.letter} ({grade.score}%)"


def or_empty(number: int | None) -> int | str:
    return "" if number is None else number


def topics_in(cell: str, names: Mapping[str, str]) -> str:
    """The topics that a cell names, in its order; what no topic is called is said to be unknown.

    Args:
        names: what sheets call a topic, to its name.
    """
    tags = [tag.strip().lower() for tag in cell.split(",")]
    return "; ".join(names.get(tag, UNKNOWN).lower() for tag in tags if tag)
