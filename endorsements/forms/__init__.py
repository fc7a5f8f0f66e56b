"""The shape of a ballot as it travels, from marks to selections, and back to the page."""

from endorsements.forms.ballot import BallotForm
from endorsements.forms.readback import Line, lines_of, longest_lines
from endorsements.forms.rows import ContestRow, ReviewRow

__all__ = ["BallotForm", "ContestRow", "Line", "ReviewRow", "lines_of", "longest_lines"]
