"""The organisation's sheets, read by their headers; pure. What is odd is said cell by cell.

`open_file` makes grids of text from a workbook or from CSV, `read` makes facts of the grids, and
`disagreements` holds the sheets against each other. Nothing here asks who anybody is: people
stay a number and a name as written.
"""

from scorecard.workbook.agreement import disagreements
from scorecard.workbook.files import Grid, Grids, open_file
from scorecard.workbook.oddities import Oddity
from scorecard.workbook.reading import Workbook, read
from scorecard.workbook.rows import (
    BillKeyRow,
    BillRow,
    ItemRow,
    SponsorCell,
    SponsorPerson,
    VotesColumn,
    VotesPerson,
)

__all__ = [
    "BillKeyRow",
    "BillRow",
    "Grid",
    "Grids",
    "ItemRow",
    "Oddity",
    "SponsorCell",
    "SponsorPerson",
    "VotesColumn",
    "VotesPerson",
    "Workbook",
    "disagreements",
    "open_file",
    "read",
]
