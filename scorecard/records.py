"""Everything stored of one session, read in a few queries, for tables and pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from scorecard import grading
from scorecard.grading import Grade, Mark
from scorecard.models import (
    AgendaBill,
    Chamber,
    Cosponsorship,
    Position,
    ScoredItem,
    Service,
    Session,
    SponsorColumn,
    TopicName,
    VoteRow,
)


@dataclass(frozen=True)
class Voter:
    """One row of a votes sheet with its marks, by item; items after the row's end are left out."""

    row: VoteRow
    marks: Mapping[int, Mark]
    grade: Grade


@dataclass(frozen=True)
class Sponsor:
    """One column of the Sponsorship sheet. `bills` are those cosponsored, `bare_bills` those
    whose Y stands without blanks, which is all that the present site sees."""

    column: SponsorColumn
    bills: frozenset[int]
    bare_bills: frozenset[int]


class SessionRecord:
    """A session in memory; each part is fetched when it is first asked for, and once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rules = session.rules.as_rules()

    @cached_property
    def items(self) -> dict[Chamber, list[ScoredItem]]:
        """By chamber, in the order of the bills sheet, topics included."""
        found: dict[Chamber, list[ScoredItem]] = {chamber: [] for chamber in Chamber}
        for item in self.session.items.prefetch_related("topics").order_by("sheet_row"):
            found[Chamber(item.chamber)].append(item)
        return found

    @cached_property
    def voters(self) -> dict[Chamber, list[Voter]]:
        """By chamber, in the order of the votes sheet; people listed twice are there twice."""
        marks: dict[int, dict[int, Mark]] = defaultdict(dict)
        positions = Position.objects.filter(row__session=self.session).order_by("pk")
        for row_id, item_id, mark in positions.values_list("row_id", "item_id", "mark"):
            marks[row_id][item_id] = Mark(mark)
        found: dict[Chamber, list[Voter]] = {chamber: [] for chamber in Chamber}
        rows = self.session.vote_rows.select_related("legislator").order_by("sheet_row")
        for row in rows:
            own = marks[row.pk]
            voter = Voter(row, own, grading.grade(own.values(), self.rules))
            found[Chamber(row.chamber)].append(voter)
        return found

    @cached_property
    def sponsors(self) -> list[Sponsor]:
        """In the order of the Sponsorship sheet."""
        bills: dict[int, set[int]] = defaultdict(set)
        bare: dict[int, set[int]] = defaultdict(set)
        cells = Cosponsorship.objects.filter(column__session=self.session, is_yes=True)
        for column_id, bill_id, is_bare in cells.values_list("column_id", "bill_id", "is_bare"):
            bills[column_id].add(bill_id)
            if is_bare:
                bare[column_id].add(bill_id)
        columns = self.session.sponsor_columns.select_related("legislator").order_by("place")
        return [
            Sponsor(column, frozenset(bills[column.pk]), frozenset(bare[column.pk]))
            for column in columns
        ]

    @cached_property
    def bills(self) -> list[AgendaBill]:
        """In the order of the Sponsorship sheet, with versions and topics."""
        bills = self.session.agenda_bills.prefetch_related("versions", "topics")
        return list(bills.order_by("sheet_row"))

    @cached_property
    def sponsor_of(self) -> dict[int, Sponsor]:
        """The column of a legislator, by their id; nobody's columns are left out."""
        return {one.column.legislator_id: one for one in self.sponsors if one.column.legislator_id}

    @cached_property
    def topic_names(self) -> dict[str, str]:
        """What sheets call a topic, to its name."""
        return dict(TopicName.objects.values_list("name", "topic__name"))

    @cached_property
    def seats(self) -> list[Service]:
        """The seats held today, with who holds them: the House's first, as they were listed."""
        return list(
            Service.objects.current().select_related("legislator").order_by("chamber", "pk")
        )

    def marks_on(self, item: ScoredItem, *, each_once: bool = True) -> Iterable[Mark]:
        """The marks in an item's column; people who are listed twice count once, unless told."""
        for voter in self.voters[Chamber(item.chamber)]:
            if (mark := voter.marks.get(item.pk)) and not (each_once and voter.row.repeats_id):
                yield mark
