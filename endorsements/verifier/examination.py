"""What all checks share: the record, where its log has led, and the report they write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from endorsements.protocol.chain import CLOSE
from endorsements.protocol.replay import Replay
from endorsements.tally.results import styles_with
from endorsements.verifier.record import Record
from endorsements.verifier.report import Report
from endorsements.verifier.signatures import Signer


@dataclass(frozen=True)
class Examination:
    """A record whose log has been replayed.

    Args:
        is_signed: tests a signature by the round's key; None where that cannot be done.
    """

    record: Record
    report: Report
    state: Replay
    is_signed: Signer | None

    def contest(self, key: str) -> Mapping[str, Any] | None:
        """A contest of the definition; None for a key that it does not have."""
        contests = self.record.definition["contests"]
        return next((contest for contest in contests if contest["key"] == key), None)

    @property
    def seed(self) -> bytes:
        """Of the public draw: the head of the log at the close."""
        return self.state.heads[self.state.reached_at[CLOSE]]

    def office(self, key: str) -> str:
        """What people call a contest, as far as the record at hand says it."""
        contest = self.contest(key) if self.record.is_whole else None
        return contest["office"] if contest else key

    def ballots_in(self, contest_key: str) -> int:
        """Ballots that count and whose style holds the contest: of slots, and from paper."""
        return self._sum(self.state.current_by_style(), contest_key) + self.paper_in(contest_key)

    def paper_in(self, contest_key: str) -> int:
        """Those of them that were entered from paper."""
        return self._sum(self.state.paper_by_style(), contest_key)

    def voters_in(self, contest_key: str) -> int:
        """Slots on the roll whose style holds the contest."""
        return self._sum(self.state.voters_by_style(), contest_key)

    def _sum(self, by_style: Mapping[str, int], contest_key: str) -> int:
        styles = styles_with(self.record.definition, contest_key)
        return sum(by_style.get(style, 0) for style in styles)


def plural(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: "1 ballot", "3 ballots"."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"
