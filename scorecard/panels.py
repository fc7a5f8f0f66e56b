"""What apps above show on a legislator's page, such as what the members decided about them.

The app above fills the list when it starts; this app asks for no names from there. Pages with
panels are kept only as long as the panels say the same (`freshness.py`): who fills the list has
nothing to invalidate.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scorecard.models import Legislator


@dataclass(frozen=True)
class PanelRow:
    """One line: what it was, where it can be looked up, and what it says of the legislator."""

    title: str
    address: str
    says: str


@dataclass(frozen=True)
class Panel:
    """A section of the page, with one sentence above its rows."""

    title: str
    standfirst: str
    rows: tuple[PanelRow, ...]


# Each gives a section, or None for somebody of whom it has nothing to say; three queries at most.
panels: list[Callable[[Legislator], Panel | None]] = []


def panels_of(legislator: Legislator) -> list[Panel]:
    """In the order in which they were added."""
    return [found for panel in panels if (found := panel(legislator))]
