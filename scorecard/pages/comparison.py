"""Two legislators side by side: what both of them did, and nothing that only one could do."""

from dataclasses import dataclass
from functools import cached_property

from scorecard.grading import Mark
from scorecard.models import AgendaBill, Legislator, Position, Session, Topic
from scorecard.pages.cosponsored import cosponsored_by
from scorecard.pages.history import Histories, Record
from scorecard.pages.votes import Vote

VOTED = (Mark.PLUS, Mark.MINUS)


@dataclass(frozen=True)
class Pair:
    """How the two stood on one item."""

    one: Vote
    other: Vote

    @property
    def each(self) -> tuple[Vote, Vote]:
        return self.one, self.other

    @property
    def were_in_office(self) -> bool:
        return Mark.NOT_IN_OFFICE not in (self.one.mark, self.other.mark)

    @property
    def both_voted(self) -> bool:
        """Or were counted, where nobody voted."""
        return self.one.mark in VOTED and self.other.mark in VOTED

    @property
    def differ(self) -> bool:
        return self.both_voted and self.one.mark != self.other.mark

    @property
    def are_alike(self) -> bool:
        return self.both_voted and self.one.mark == self.other.mark


@dataclass(frozen=True)
class TopicPair:
    """How often each was with us under a topic, out of the items of which both were in office."""

    topic: Topic | None
    one: int
    other: int
    all: int


@dataclass(frozen=True)
class BillsPair:
    """Tracked bills by who of the two cosponsored them."""

    both: list[AgendaBill]
    one: list[AgendaBill]
    other: list[AgendaBill]
    neither: list[AgendaBill]

    @property
    def of_one(self) -> int:
        return len(self.both) + len(self.one)

    @property
    def of_other(self) -> int:
        return len(self.both) + len(self.other)

    @property
    def all(self) -> int:
        return len(self.both) + len(self.one) + len(self.other) + len(self.neither)


class Comparison:
    """Everything that its page says; six queries, whatever the number of sessions."""

    def __init__(self, one: Legislator, other: Legislator, first_year: int | None) -> None:
        """Args: first_year: of the session compared vote by vote; the latest if it is none."""
        self.one, self.other = one, other
        histories = Histories()
        self.records = pairs_of(histories.of(one.pk), histories.of(other.pk))
        self._signed = cosponsored_by([one.pk, other.pk], histories.sessions)
        self.sessions = [each for each in histories.sessions if self._have_both(each)]
        asked = [each for each in self.sessions if each.first_year == first_year]
        self.session = next(iter([*asked, *self.sessions]), None)

    @property
    def both(self) -> tuple[Legislator, Legislator]:
        return self.one, self.other

    def _have_both(self, session: Session) -> bool:
        signed = all((one.pk, session.pk) in self._signed for one in self.both)
        return signed or any(one.session == session for one, _ in self.records)

    @cached_property
    def pairs(self) -> list[Pair]:
        """Of the session shown; items of a chamber in which only one of them voted are left out."""
        return pairs_in(self.session, self.one, self.other) if self.session else []

    @property
    def in_office(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.were_in_office]

    @property
    def voted(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.both_voted]

    @property
    def differing(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.differ]

    @property
    def alike(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.are_alike]

    @property
    def missed(self) -> list[Pair]:
        """Both were in office, and one of them at least did not vote."""
        return [pair for pair in self.in_office if not pair.both_voted]

    @property
    def topics(self) -> list[TopicPair]:
        """By name, items without one last."""
        found: dict[Topic | None, list[Pair]] = {}
        for pair in self.in_office:
            for topic in pair.one.item.topics.all() or [None]:
                found.setdefault(topic, []).append(pair)
        names = sorted(found, key=lambda topic: (topic is None, topic.name if topic else ""))
        return [_topic(topic, found[topic]) for topic in names]

    @property
    def bills(self) -> BillsPair | None:
        """Of the session shown; None where the sheets do not have both."""
        if self.session is None:
            return None
        found = [self._signed.get((who.pk, self.session.pk)) for who in self.both]
        one, other = found
        if one is None or other is None:
            return None
        return BillsPair(
            [bill for bill in one.signed if bill in other.signed],
            [bill for bill in one.signed if bill in other.unsigned],
            [bill for bill in one.unsigned if bill in other.signed],
            [bill for bill in one.unsigned if bill in other.unsigned],
        )


def _topic(topic: Topic | None, pairs: list[Pair]) -> TopicPair:
    one = sum(pair.one.mark == Mark.PLUS for pair in pairs)
    other = sum(pair.other.mark == Mark.PLUS for pair in pairs)
    return TopicPair(topic, one, other, len(pairs))


def pairs_of(one: list[Record], other: list[Record]) -> list[tuple[Record, Record]]:
    """Records of the same session and chamber: only those have been scored on the same votes."""
    theirs = {(record.session.pk, record.chamber): record for record in other}
    return [
        (record, theirs[record.session.pk, record.chamber])
        for record in one
        if (record.session.pk, record.chamber) in theirs
    ]


def pairs_in(session: Session, one: Legislator, other: Legislator) -> list[Pair]:
    """Items on which the sheets have both, in their order, the House's first; two queries."""
    rows = (
        Position.objects.filter(
            row__session=session, row__legislator__in=[one, other], row__repeats__isnull=True
        )
        .select_related("item", "row")
        .prefetch_related("item__topics")
    )
    found: dict[int, dict[int, Vote]] = {}
    for row in rows.order_by("item__chamber", "item__sheet_row"):
        row.item.session = session
        vote = Vote(row.item, Mark(row.mark))
        found.setdefault(row.item_id, {})[row.row.legislator_id or 0] = vote
    return [
        Pair(votes[one.pk], votes[other.pk])
        for votes in found.values()
        if {one.pk, other.pk} <= votes.keys()
    ]
