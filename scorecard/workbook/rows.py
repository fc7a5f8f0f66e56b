"""The rows of the six sheets as facts. `row` counts from 1, as in a sheet; `column` from 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scorecard.grading import Mark, Side


@dataclass(frozen=True)
class ItemRow:
    """A row of House_Bills or Senate_Bills: one scored item. Its key is `number`.

    `position` is None where the cell says neither yes nor no. `written` holds the cells as they
    are, by header, for whoever must show them as they are.
    """

    row: int
    number: int
    bill_number: str
    amendment: str
    voted_on: date | None
    title: str
    description: str
    position: Side | None
    typed_yes: int | None
    typed_no: int | None
    tags: str
    bill_url: str
    record_url: str
    written: Mapping[str, str]

    @property
    def is_roll_call(self) -> bool:
        """Whether it was voted on: items made up by the organisation have no bill and no day."""
        return bool(self.bill_number or self.voted_on)


@dataclass(frozen=True)
class VotesColumn:
    """The head of a column of a votes sheet; what is written there is compared, never used."""

    column: int
    number: int
    position: str
    bill_number: str
    day: str


@dataclass(frozen=True)
class VotesPerson:
    """A row of a votes sheet. `cells` are by roll call number, up to the last filled one."""

    row: int
    number: str
    name: str
    cells: Mapping[int, str]
    marks: Mapping[int, Mark]


@dataclass(frozen=True)
class BillRow:
    """A row of Sponsored_Bills: a tracked bill as filed in one chamber."""

    row: int
    number: str
    title: str
    short_title: str
    written_title: str
    sponsors: str
    description: str
    tags: str
    url: str
    status: str


@dataclass(frozen=True)
class BillKeyRow:
    """A row of Sponsorship. `numbers` are one or two, without dots, in the order written.

    What is called written stands as it does in the sheet, blanks included.
    """

    row: int
    written: str
    numbers: tuple[str, ...]
    short_title: str
    written_title: str


@dataclass(frozen=True)
class SponsorCell:
    """Whether a bill was cosponsored. `is_bare` where nothing stands around the letter."""

    is_yes: bool
    is_bare: bool


@dataclass(frozen=True)
class SponsorPerson:
    """A column of Sponsorship; `cells` are by row of the sheet."""

    column: int
    number: str
    name: str
    cells: Mapping[int, SponsorCell]
