"""Who casts what in a scripted round: drawn from the seed, adding up to the script's numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from endorsements.demo.scripts import ContestScript, RoundScript
from endorsements.tally.selections import read_mark, read_marks, write_marks
from endorsements.tally.vocabulary import BLANK, Rule

Ballot = dict[str, str]


@dataclass(frozen=True)
class Electorate:
    """Members (by id) who could cast a ballot.

    `willing` are sure to do so, `waiting` sure not to; `chapters`: chapter to its members.
    """

    everyone: Collection[int]
    willing: Collection[int]
    waiting: Collection[int]
    chapters: dict[str, set[int]]


def draw(script: RoundScript, electorate: Electorate, roll: Random) -> dict[int, list[Ballot]]:
    """Member to the ballots they cast one after another; the last one counts.

    Members come in the order in which they vote. The last ballots of all add up to the votes of
    the script. At most one contest of a script may belong to a chapter.
    """
    voters = _voters(script, electorate, roll)
    last: dict[int, Ballot] = {voter: {} for voter in voters}
    for contest in script.contests:
        pile = [choice for choice, times in contest.votes.items() for _ in range(times)]
        roll.shuffle(pile)
        taking_part = [voter for voter in voters if _may_vote(voter, contest, electorate)]
        for voter, choice in zip(taking_part, pile, strict=True):
            last[voter][contest.key] = BLANK if choice == "blank" else choice
    ballots = {voter: [ballot] for voter, ballot in last.items()}
    # A tally that took the wrong one of two ballots would not add up to the script.
    for voter in roll.sample(voters, script.changed):
        ballots[voter].insert(0, dict.fromkeys(last[voter], BLANK))
    return ballots


def _voters(script: RoundScript, electorate: Electorate, roll: Random) -> list[int]:
    """So many of the chapter and so many of the others that every contest has its number."""
    narrow = next((contest for contest in script.contests if contest.chapter), None)
    inside = electorate.chapters[narrow.chapter] if narrow else set()
    number = narrow.voters if narrow else 0
    voters = _some(number, inside & set(electorate.everyone), electorate, roll)
    voters += _some(script.voters - number, set(electorate.everyone) - inside, electorate, roll)
    roll.shuffle(voters)
    return voters


def _some(number: int, members: set[int], electorate: Electorate, roll: Random) -> list[int]:
    sure = sorted(members & set(electorate.willing))
    rest = sorted(members - {*electorate.willing, *electorate.waiting})
    return sure + roll.sample(rest, number - len(sure))


def _may_vote(voter: int, contest: ContestScript, electorate: Electorate) -> bool:
    return not contest.chapter or voter in electorate.chapters[contest.chapter]


def in_order(ballots: Mapping[int, Sequence[Ballot]]) -> list[tuple[int, int, Ballot]]:
    """All ballots as (member, version, ballot): first everybody's first, then the changed ones."""
    casts = [
        (voter, version, ballot)
        for voter, cast in ballots.items()
        for version, ballot in enumerate(cast, start=1)
    ]
    return sorted(casts, key=lambda cast: cast[1])


def as_printed(rule: Rule, selection: str) -> str:
    """A selection of a script, whose keys stand in any order, in the order of the ballot."""
    order = {key: place for place, key in enumerate(rule.options())}
    marks = read_marks(selection)
    marks.sort(key=lambda mark: order.get(read_mark(mark)[0], 0))
    return write_marks(marks)
