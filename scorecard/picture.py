"""What is stored of a session, in the lines that people would compare."""

from collections import defaultdict
from dataclasses import dataclass

from scorecard import grading
from scorecard.models import AgendaBill, Cosponsorship, Position, ScoredItem, Session, VoteRow

# Line of a table to what it says.
Lines = dict[str, str]


@dataclass(frozen=True)
class Picture:
    """A session as lines: what was scored, how everybody stands, which bills are tracked."""

    items: Lines
    people: Lines
    bills: Lines


@dataclass(frozen=True)
class Change:
    """A line that differs; empty before where it is new, empty after where it is gone."""

    line: str
    before: str
    after: str


def picture_of(session: Session) -> Picture:
    return Picture(_items(session), _people(session), _bills(session))


def changes(before: Lines, after: Lines) -> list[Change]:
    """The lines that differ, in the order of the later picture, those that are gone last."""
    lines = [*after, *(line for line in before if line not in after)]
    found = [Change(line, before.get(line, ""), after.get(line, "")) for line in lines]
    return [change for change in found if change.before != change.after]


def _items(session: Session) -> Lines:
    items = ScoredItem.objects.filter(session=session).prefetch_related("topics")
    return {
        f"{item.get_chamber_display()} {item.number}: {item.title}": ", ".join(
            filter(
                None,
                [
                    item.get_position_display(),
                    item.bill_number,
                    item.amendment and f"amendment {item.amendment}",
                    f"{item.voted_on:%-d %B %Y}" if item.voted_on else "",
                    " and ".join(topic.name for topic in item.topics.all()),
                    item.description,
                ],
            )
        )
        for item in items
    }


def _people(session: Session) -> Lines:
    rules = session.rules.as_rules()
    marks: dict[int, list[grading.Mark]] = defaultdict(list)
    positions = Position.objects.filter(row__session=session).order_by("item__place")
    for row_id, mark in positions.values_list("row_id", "mark"):
        marks[row_id].append(grading.Mark(mark))
    rows = VoteRow.objects.filter(session=session).select_related("legislator")
    lines = {}
    for row in rows:
        one = grading.grade(marks[row.pk], rules)
        whose = "" if row.legislator else " (nobody's)"
        signs = "".join(SIGNS[mark] for mark in marks[row.pk])
        line = f"{row.get_chamber_display()} row {row.sheet_row}: {row.written_name}{whose}"
        lines[line] = f"{one.score if one.score is not None else 'no score'}, {signs}"
    return lines


SIGNS = {
    grading.Mark.PLUS: "+",
    grading.Mark.MINUS: "\N{MINUS SIGN}",
    grading.Mark.ABSENT: "a",
    grading.Mark.PRESENT: "p",
    grading.Mark.NOT_IN_OFFICE: ".",
    grading.Mark.OTHER: "?",
}


def _bills(session: Session) -> Lines:
    sponsors: dict[int, list[str]] = defaultdict(list)
    cells = Cosponsorship.objects.filter(column__session=session, is_yes=True)
    for bill, name in cells.order_by("column__place").values_list(
        "bill_id", "column__written_name"
    ):
        sponsors[bill].append(name)
    bills = AgendaBill.objects.filter(session=session).prefetch_related("versions", "topics")
    return {
        f"{bill.key}: {bill.short_title}": "; ".join(
            [
                f"{len(sponsors[bill.pk])} cosponsors",
                *(topic.name for topic in bill.topics.all()),
                *(
                    f"{version.number} {version.title} {version.bill_status}".strip()
                    for version in bill.versions.all()
                ),
                ", ".join(sponsors[bill.pk]),
            ]
        )
        for bill in bills
    }
