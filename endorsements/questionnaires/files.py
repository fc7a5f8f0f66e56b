"""A file of questions or answers as lines, whatever program saved it."""

from collections.abc import Collection, Iterator

from endorsements.errors import QuestionnaireRefused
from members.errors import Unreadable
from members.feeds.rows import Refusal
from members.feeds.tables import Line, Table

LARGEST, MOST_FAULTS = 1024**2, 50
# A long answer has many paragraphs.
LINES_OF_A_CELL = 500


def lines_of(
    content: bytes, *, columns: Collection[str], required: Collection[str], most: int
) -> Iterator[Line | Refusal]:
    """The lines below the header, in order; what is wrong in a line comes in its place.

    Raises:
        QuestionnaireRefused: it is no such file, or has more than `most` lines or too many faults.
    """
    if len(content) > LARGEST:
        raise QuestionnaireRefused("The file is larger than 1 MB.")
    try:
        table = Table(content, columns, longest=LINES_OF_A_CELL)
        table.require(*required)
    except Unreadable as fault:
        raise QuestionnaireRefused(str(fault)) from fault
    faults = 0
    for number, line in enumerate(table.lines(), start=1):
        faults += isinstance(line, Refusal)
        if number > most or faults > MOST_FAULTS:
            raise QuestionnaireRefused(
                f"The file has more than {most} lines."
                if number > most
                else f"More than {MOST_FAULTS} lines cannot be read: is this the right file?"
            )
        yield line
