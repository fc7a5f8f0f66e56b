"""Somebody's votes in a session: each in words, and all of them by topic."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scorecard import grading
from scorecard.grading import Mark, Side, Tally, word_of
from scorecard.models import Chamber, Legislator, Position, ScoredItem, Session, Topic
from scorecard.pages.item import GROUPS
from scorecard.pages.links import official_record

UNKNOWN_MARK = "No known mark in the sheet"
# How a mark counts in the score, in words.
COUNTS = {
    Mark.PLUS: "with us",
    Mark.MINUS: "against us",
    Mark.ABSENT: "counts as not with us",
    Mark.PRESENT: "counts as not with us",
    Mark.OTHER: "counts as not with us",
    Mark.NOT_IN_OFFICE: "does not count",
}
# What is said of an item that nobody voted on.
MADE_UP = {Mark.PLUS: "Counted with us", Mark.MINUS: "Counted against us"}


@dataclass(frozen=True)
class Vote:
    """Where somebody stood on a scored item."""

    item: ScoredItem
    mark: Mark

    @property
    def kind(self) -> str:
        """How it is drawn."""
        return GROUPS[self.mark][0]

    @property
    def anchor(self) -> str:
        """Its place in the table of the page."""
        return f"{self.item.chamber[0]}{self.item.number}"

    @property
    def word(self) -> str:
        """Yes, No, Absent; of what was not voted on, how it was counted."""
        if self.mark in MADE_UP and not self.item.is_roll_call:
            return MADE_UP[self.mark]
        if self.mark == Mark.OTHER:
            return UNKNOWN_MARK
        if self.mark == Mark.NOT_IN_OFFICE:
            return GROUPS[self.mark][1]
        return word_of(self.mark, Side(self.item.position))

    @property
    def counts(self) -> str:
        """How it counts in the score; nothing where the word says so already."""
        return "" if self.word in MADE_UP.values() else COUNTS[self.mark]

    @property
    def says(self) -> str:
        return ", ".join(filter(None, (self.word, self.counts)))

    @property
    def record_url(self) -> str:
        return official_record(self.item)


@dataclass(frozen=True)
class TopicVotes:
    """Votes under one topic; `topic` is None for items without any."""

    topic: Topic | None
    votes: list[Vote]

    @property
    def tally(self) -> Tally:
        return grading.tally(vote.mark for vote in self.votes)

    @property
    def score(self) -> int | None:
        return grading.score(self.tally)


@dataclass(frozen=True)
class Votes:
    """All of somebody's marks in one session and chamber, in the order of the bills sheet."""

    chamber: Chamber
    votes: list[Vote]

    @property
    def topics(self) -> list[TopicVotes]:
        return by_topic(self.votes)

    @property
    def absent(self) -> list[Vote]:
        return self._with(Mark.ABSENT)

    @property
    def present(self) -> list[Vote]:
        return self._with(Mark.PRESENT)

    @property
    def not_in_office(self) -> list[Vote]:
        return self._with(Mark.NOT_IN_OFFICE)

    @property
    def unclear(self) -> list[Vote]:
        return self._with(Mark.OTHER)

    def _with(self, mark: Mark) -> list[Vote]:
        return [vote for vote in self.votes if vote.mark == mark]


def by_topic(votes: Iterable[Vote]) -> list[TopicVotes]:
    """By the name of the topic, items without one last; one with two topics stands under both."""
    found: dict[Topic | None, list[Vote]] = defaultdict(list)
    for vote in votes:
        for topic in vote.item.topics.all() or [None]:
            found[topic].append(vote)
    names = sorted(found, key=lambda topic: (topic is None, topic.name if topic else ""))
    return [TopicVotes(topic, found[topic]) for topic in names]


def votes_in(session: Session, legislator: Legislator) -> list[Votes]:
    """By chamber, those where nothing is left out; in two queries."""
    own = Position.objects.filter(
        row__session=session, row__legislator=legislator, row__repeats__isnull=True
    )
    rows = own.select_related("item").prefetch_related("item__topics").order_by("item__sheet_row")
    found: dict[Chamber, list[Vote]] = {chamber: [] for chamber in Chamber}
    for row in rows:
        # Items do not fetch the session they came from again for their addresses.
        row.item.session = session
        found[Chamber(row.item.chamber)].append(Vote(row.item, Mark(row.mark)))
    return [Votes(chamber, votes) for chamber, votes in found.items() if votes]
