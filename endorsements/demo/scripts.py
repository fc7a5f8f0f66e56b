"""The rounds of `rounds.toml`: contests, candidates, and how many votes each choice gets."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).with_name("rounds.toml")
KNOWN = ("candidates", "votes", "chapter", "preset", "seats", "question", "is_public")


@dataclass(frozen=True)
class ContestScript:
    """One contest.

    Args:
        votes: selection, with keys in any order, to number of ballots.
        preset: key of the counting rule; the usual one where it is empty.
        question: what the public decides on, where it is no office.
        is_public: whether the public elects; otherwise it is a matter of the organisation alone.
        seats: how many may be endorsed, where it is not what the preset says.
        rule: columns of the usual rule that differ.
    """

    key: str
    office: str
    district: str
    candidates: list[dict[str, str]] = field(default_factory=list)
    votes: dict[str, int] = field(default_factory=dict)
    chapter: str = ""
    preset: str = ""
    seats: int | None = None
    question: dict[str, str] = field(default_factory=dict)
    is_public: bool = True
    rule: dict[str, Any] = field(default_factory=dict)

    @property
    def voters(self) -> int:
        return sum(self.votes.values())


@dataclass(frozen=True)
class RoundScript:
    """One round.

    Args:
        changed: how many of its voters cast another ballot before their last one.
        of_chapter: whose own round it is; empty for everybody's.
    """

    slug: str
    title: str
    summary: str
    contests: list[ContestScript]
    changed: int = 0
    challenge_days: int = 7
    of_chapter: str = ""

    @property
    def voters(self) -> int:
        return max(contest.voters for contest in self.contests)


def script(name: str) -> RoundScript:
    """The round called "certified", "open", "chapter" or "draft"."""
    read = tomllib.loads(SCRIPTS.read_text(encoding="utf-8"))[name]
    contests = [_contest(**contest) for contest in read.pop("contests")]
    summary = read.pop("summary").strip()
    return RoundScript(contests=contests, summary=summary, **read)


def _contest(key: str, office: str = "", district: str = "", **rest: Any) -> ContestScript:
    known = {name: rest.pop(name) for name in KNOWN if name in rest}
    return ContestScript(key, office, district, rule=rest, **known)
