"""Other people's counters, each given a profile as we are: it reads the texts its own way.

None of them has thresholds, quorums, "no endorsement" or published tie orders.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pyrankvote
import starvote
from votelib.convert import ApprovalToSimpleVotes
from votelib.evaluate.cardinal import STAR, ScoreVoting
from votelib.evaluate.core import Plurality
from votelib.evaluate.sequential import TransferableVoteSelector

Profile = Mapping[str, int]
SEATS = 3


def pyrankvote_irv(profile: Profile) -> Any:
    return pyrankvote.instant_runoff_voting(*_ballots(profile)).get_winners()


def pyrankvote_stv(profile: Profile) -> Any:
    people, ballots = _ballots(profile)
    return pyrankvote.single_transferable_vote(people, ballots, SEATS).get_winners()


def _ballots(profile: Profile) -> tuple[list[pyrankvote.Candidate], list[pyrankvote.Ballot]]:
    """It knows no numbers beside a ranking; the ballots of one ranking can be one object."""
    rankings = {text: text.split(">") for text in profile if text}
    people = {key: pyrankvote.Candidate(key) for ranking in rankings.values() for key in ranking}
    ballots = []
    for text, ranking in rankings.items():
        ballots += [pyrankvote.Ballot([people[key] for key in ranking])] * profile[text]
    return list(people.values()), ballots


def votelib_irv(profile: Profile) -> Any:
    votes = {tuple(text.split(">")): number for text, number in profile.items() if text}
    return _transferring().evaluate(votes, 1)


def votelib_stv(profile: Profile) -> Any:
    votes = {tuple(text.split(">")): Fraction(number) for text, number in profile.items() if text}
    return _transferring().evaluate(votes, SEATS)


def _transferring() -> TransferableVoteSelector:
    return TransferableVoteSelector(transferer="Gregory", quota_function="droop", eliminate_step=-1)


def votelib_plurality(profile: Profile) -> Any:
    return Plurality().evaluate(dict(profile), 1)


def votelib_approval(profile: Profile) -> Any:
    votes = {frozenset(text.split()): number for text, number in profile.items() if text}
    return Plurality().evaluate(ApprovalToSimpleVotes().convert(votes), SEATS)


def votelib_score(profile: Profile) -> Any:
    votes = {frozenset(_pairs(text)): number for text, number in profile.items() if text}
    return ScoreVoting("sum").evaluate(votes, 1)


def votelib_star(profile: Profile) -> Any:
    votes = {frozenset(_pairs(text)): number for text, number in profile.items() if text}
    return STAR().evaluate(votes, 1)


def starvote_star(profile: Profile) -> Any:
    ballots: list[dict[str, int]] = []
    for text, number in profile.items():
        ballots += [dict(_pairs(text))] * number
    return starvote.star_voting(ballots)


def _pairs(text: str) -> Iterator[tuple[str, int]]:
    for part in text.split():
        key, _, score = part.partition(":")
        yield key, int(score)
