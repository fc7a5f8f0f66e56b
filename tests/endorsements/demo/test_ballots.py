"""Drawn ballots add up to the script, and fall the same way for the same seed."""

import re
from collections import Counter

import pytest

from endorsements.demo.ballots import Electorate, draw, in_order
from endorsements.demo.scripts import script
from endorsements.demo.seed import dice
from endorsements.tally.vocabulary import BLANK

MEMBERS = range(1, 351)
INSIDE = set(range(1, 91))


def electorate(plan, willing=(), waiting=()):
    chapters = {contest.chapter: INSIDE for contest in plan.contests if contest.chapter}
    return Electorate(MEMBERS, willing, waiting, chapters)


@pytest.mark.parametrize("name", ["certified", "open"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_last_ballots_add_up_to_the_script(name, seed):
    plan = script(name)

    ballots = draw(plan, electorate(plan), dice(seed, "ballots"))

    for contest in plan.contests:
        votes = Counter(
            cast[-1][contest.key] for cast in ballots.values() if contest.key in cast[-1]
        )
        assert {choice or "blank": times for choice, times in votes.items()} == contest.votes


def test_same_seed_draws_the_same_ballots_in_the_same_order():
    plan = script("open")
    draws = [list(draw(plan, electorate(plan), dice(7, "x")).items()) for _ in range(2)]

    assert draws[0] == draws[1]


def test_only_the_chapter_votes_in_its_contest():
    plan = script("certified")

    ballots = draw(plan, electorate(plan), dice(1, "x"))

    assert {voter for voter, cast in ballots.items() if "mayor" in cast[-1]} == (
        set(ballots) & INSIDE
    )


def test_the_willing_vote_and_the_waiting_do_not():
    plan = script("open")

    for seed in range(20):
        ballots = draw(plan, electorate(plan, willing={3, 200}, waiting={4, 201}), dice(seed, "x"))
        assert {3, 200} <= set(ballots)
        assert not {4, 201} & set(ballots)


def test_some_change_their_ballot_and_cast_the_other_one_first():
    plan = script("certified")

    ballots = draw(plan, electorate(plan), dice(1, "x"))
    order = in_order(ballots)

    assert sum(len(cast) == 2 for cast in ballots.values()) == plan.changed
    assert [version for _, version, _ in order] == [1] * plan.voters + [2] * plan.changed
    assert all(ballot == ballots[voter][-1] for voter, version, ballot in order[plan.voters :])
    assert all(cast[0].keys() == cast[-1].keys() for cast in ballots.values())


def test_script_names_what_its_contests_offer():
    for name in ("certified", "open", "draft"):
        for contest in script(name).contests:
            keys = {candidate["key"] for candidate in contest.candidates}
            extra = {"no-endorsement", "abstain", "blank", BLANK}
            marked = {key for text in contest.votes for key in re.split("[ >]", text)}
            assert marked <= keys | extra | ({"yes", "no"} if not keys else set())
            assert all("does not exist" in one["biography"] for one in contest.candidates)
            assert all(one["description"].startswith("Invented") for one in contest.candidates)
            assert "invented" in contest.office + contest.district + contest.question.get(
                "title", ""
            )
