"""Who may vote in a round, in numbers: on the roll, or on it if it were scheduled now."""

from collections.abc import Sequence
from dataclasses import dataclass

from endorsements.models import Contest, Round
from endorsements.roll import Electorate, voters_per_contest, voters_per_style


@dataclass(frozen=True)
class Group:
    """Some contests, and how many members vote in them."""

    contests: str
    members: int


@dataclass(frozen=True)
class Voters:
    """`by_ballot` has more than one line where members get different ballots."""

    members: int
    by_contest: list[Group]
    by_ballot: list[Group]


def voters_to_be(contests: Sequence[Contest], electorate: Electorate) -> Voters:
    """Who would be on the roll of a draft.

    Args:
        electorate: as `roll.electorate_of` gives it.
    """
    names = {contest.key: str(contest) for contest in contests}
    numbers = voters_per_contest(electorate)
    return Voters(
        members=sum(electorate.values()),
        by_contest=[Group(name, numbers.get(key, 0)) for key, name in names.items()],
        by_ballot=[
            Group(", ".join(names[key] for key in keys), members)
            for keys, members in sorted(electorate.items())
        ],
    )


def voters_on_the_roll(contests: Sequence[Contest], voting_round: Round) -> Voters:
    """Who is on the roll of a round that has one."""
    names = {contest.key: str(contest) for contest in contests}
    styles: dict[str, list[str]] = (voting_round.definition or {}).get("styles", {})
    per_style = voters_per_style(voting_round)
    return Voters(
        members=sum(per_style.values()),
        by_contest=[
            Group(name, sum(per_style.get(style, 0) for style in styles if key in styles[style]))
            for key, name in names.items()
        ],
        by_ballot=[
            Group(", ".join(names[key] for key in keys), per_style.get(style, 0))
            for style, keys in styles.items()
        ],
    )
