"""A roll call or another scored item: counted anew, and who stood where."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from scorecard.grading import Mark, Side, sides, word_of
from scorecard.models import Legislator, Position, ScoredItem
from scorecard.pages.bars import Part, parts_of
from scorecard.pages.parties import UNKNOWN, parties_of

# In the order of the page. What a group is called of a vote, and of an item without one.
GROUPS = {
    Mark.PLUS: ("with", "With us", "Counted with us"),
    Mark.MINUS: ("against", "Against us", "Counted against"),
    Mark.ABSENT: ("absent", "Absent", "Absent"),
    Mark.PRESENT: ("present", "Present, not voting", "Present, not voting"),
    Mark.OTHER: ("unclear", "Not a known mark in the sheet", "Not a known mark in the sheet"),
    Mark.NOT_IN_OFFICE: ("out", "Not in office, or presiding", "Not in office, or presiding"),
}


@dataclass(frozen=True)
class Stand:
    """Where one person stood; `legislator` is None while it is open who is meant."""

    name: str
    legislator: Legislator | None
    party: str
    mark: Mark


@dataclass(frozen=True)
class Group:
    kind: str
    label: str
    word: str
    stands: list[Stand]


@dataclass(frozen=True)
class PartyLine:
    """How often each group stands in a party, in the order of `ItemPage.groups`."""

    party: str
    counts: list[int]
    parts: list[Part]

    @property
    def all(self) -> int:
        return sum(self.counts)


class ItemPage:
    """Everything its page says; three queries, whatever the number of people."""

    def __init__(self, item: ScoredItem) -> None:
        self.item = item
        self._stands = _stands_of(item)
        self.yes, self.no = sides((one.mark for one in self._stands), Side(item.position))

    @property
    def is_typed_otherwise(self) -> bool:
        """Whether the organisation's sheet has a tally, and another one."""
        typed = (self.item.typed_yes, self.item.typed_no)
        return None not in typed and typed != (self.yes, self.no)

    @property
    def groups(self) -> list[Group]:
        """Those that somebody is in."""
        found: dict[Mark, list[Stand]] = defaultdict(list)
        for stand in self._stands:
            found[stand.mark].append(stand)
        return [self._group(mark, found[mark]) for mark in GROUPS if found[mark]]

    def _group(self, mark: Mark, stands: list[Stand]) -> Group:
        kind, voted, made_up = GROUPS[mark]
        if not self.item.is_roll_call:
            return Group(kind, made_up, "", stands)
        word = word_of(mark, Side(self.item.position)) if mark in (Mark.PLUS, Mark.MINUS) else ""
        return Group(kind, voted, word, stands)

    @property
    def bar(self) -> list[Part]:
        """Of those who were in office."""
        return parts_of(
            [(one.kind, one.label, len(one.stands)) for one in self.groups if one.kind != "out"]
        )

    @property
    def in_office(self) -> int:
        return sum(part.count for part in self.bar)

    @property
    def parties(self) -> list[PartyLine]:
        """The largest first; people whose party no list says come last."""
        groups = self.groups
        counts = {group.kind: Counter(stand.party for stand in group.stands) for group in groups}
        whole = Counter(stand.party for stand in self._stands)
        names = sorted(whole, key=lambda name: (name == UNKNOWN, -whole[name], name))
        return [self._line(name, groups, counts) for name in names]

    def _line(self, name: str, groups: list[Group], counts: dict[str, Counter[str]]) -> PartyLine:
        own = [(group.kind, group.label, counts[group.kind][name]) for group in groups]
        drawn = parts_of([one for one in own if one[0] != "out"])
        return PartyLine(name, [count for _, _, count in own], drawn)


def _stands_of(item: ScoredItem) -> list[Stand]:
    """Each person once, by name."""
    rows = (
        Position.objects.filter(item=item, row__repeats__isnull=True)
        .select_related("row__legislator")
        .order_by("row__sheet_row")
    )
    people = [one.row.legislator_id for one in rows if one.row.legislator_id]
    parties = parties_of(people, item.chamber, item.voted_on)
    stands = [
        Stand(
            name=one.row.legislator.name if one.row.legislator else one.row.written_name.strip(),
            legislator=one.row.legislator,
            party=parties.get(one.row.legislator_id or 0, UNKNOWN),
            mark=Mark(one.mark),
        )
        for one in rows
    ]
    return sorted(stands, key=_by_name)


def _by_name(stand: Stand) -> tuple[str, str]:
    whose = stand.legislator
    return (whose.family_name, whose.given_name) if whose else (stand.name, "")
