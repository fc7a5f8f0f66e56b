"""A session: what was scored in each chamber, how many have a score, and the medians."""

from collections import Counter
from dataclasses import dataclass

from scorecard.grading import Group, Shown, Side, sides
from scorecard.models import Chamber, ScoredItem, Session, Topic
from scorecard.records import SessionRecord
from scorecard.tables.medians import score_median


@dataclass(frozen=True)
class ItemLine:
    """A scored item in a table; no tally of what nobody voted on."""

    item: ScoredItem
    tally: tuple[int, int] | None


@dataclass(frozen=True)
class ChamberPart:
    """One chamber of a session. `shown` counts people by what is shown of their score."""

    chamber: Chamber
    lines: list[ItemLine]
    shown: Counter[Shown]
    medians: list[tuple[Group, int | None]]
    nobodys: int

    @property
    def roll_calls(self) -> int:
        return sum(line.item.is_roll_call for line in self.lines)

    @property
    def others(self) -> int:
        return len(self.lines) - self.roll_calls

    @property
    def people(self) -> int:
        return sum(self.shown.values())

    @property
    def with_score(self) -> int:
        return self.shown[Shown.SCORE] + self.shown[Shown.MARKED]

    @property
    def marked(self) -> int:
        return self.shown[Shown.MARKED]

    @property
    def missed(self) -> int:
        return self.shown[Shown.MISSED]

    @property
    def without_base(self) -> int:
        return self.shown[Shown.NO_DATA]


class SessionPage:
    """Everything its page says, in a number of queries that does not grow."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._record = SessionRecord(session)
        self.chambers = [self._part(chamber) for chamber in Chamber]
        self.bills = self._record.bills

    def _part(self, chamber: Chamber) -> ChamberPart:
        record = self._record
        once = [one for one in record.voters[chamber] if not one.row.repeats_id]
        known = [one for one in once if one.row.legislator_id]
        return ChamberPart(
            chamber,
            [self._line(item) for item in record.items[chamber]],
            Counter(one.grade.shown for one in known),
            [(group, score_median(record, chamber, group)) for group in Group],
            len(once) - len(known),
        )

    def _line(self, item: ScoredItem) -> ItemLine:
        # Items do not fetch the session they came from again for their addresses.
        item.session = self.session
        marks = self._record.marks_on(item)
        return ItemLine(item, sides(marks, Side(item.position)) if item.is_roll_call else None)

    @property
    def topics(self) -> list[tuple[Topic, int, int]]:
        """With the number of scored items and of tracked bills, by name."""
        lines = [line for part in self.chambers for line in part.lines]
        items = Counter(topic for line in lines for topic in line.item.topics.all())
        bills = Counter(topic for bill in self.bills for topic in bill.topics.all())
        found = sorted({*items, *bills}, key=lambda topic: topic.name)
        return [(topic, items[topic], bills[topic]) for topic in found]
