"""The three rounds of `rounds.toml`: contests, candidates, and how many votes each choice gets."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).with_name("rounds.toml")
ELECTION = "Demonstration"


@dataclass(frozen=True)
class ContestScript:
    """One contest. `votes`: choice to number of ballots; `rule`: where it is not the usual one."""

    key: str
    office: str
    district: str
    candidates: list[dict[str, str]] = field(default_factory=list)
    votes: dict[str, int] = field(default_factory=dict)
    chapter: str = ""
    rule: dict[str, Any] = field(default_factory=dict)

    @property
    def voters(self) -> int:
        return sum(self.votes.values())


@dataclass(frozen=True)
class RoundScript:
    """One round. `changed`: how many of its voters cast another ballot before their last one."""

    slug: str
    title: str
    summary: str
    contests: list[ContestScript]
    changed: int = 0
    challenge_days: int = 7

    @property
    def voters(self) -> int:
        return max(contest.voters for contest in self.contests)


def script(name: str) -> RoundScript:
    """The round called "certified", "open" or "draft"."""
    read = tomllib.loads(SCRIPTS.read_text(encoding="utf-8"))[name]
    contests = [_contest(**contest) for contest in read.pop("contests")]
    summary = read.pop("summary").strip()
    return RoundScript(contests=contests, summary=summary, **read)


def _contest(key: str, office: str, district: str, **rest: Any) -> ContestScript:
    known = {name: rest.pop(name) for name in ("candidates", "votes", "chapter") if name in rest}
    return ContestScript(key, office, district, rule=rest, **known)
