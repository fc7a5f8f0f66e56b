"""An outside tabulator comes to our result from either export."""

import csv
import io
import random
from collections import Counter

import pytest

from endorsements.exports.cvr_csv import csv_pieces
from endorsements.exports.cvr_json import Round, json_pieces
from endorsements.exports.reading import ranks_used
from endorsements.tally.count import count
from endorsements.tally.vocabulary import (
    APPROVAL,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
)
from tests.endorsements.exports import outside
from tests.endorsements.exports.contests import PUBLISHED_AT, ROUND, coded, contest

SIX = ("ash", "birch", "cedar", "dogwood", "elm", "fir")
ODD_RANKINGS = [
    "",
    "",
    "abstain",
    "zzz",
    "ash=birch>cedar",
    "cedar>>ash>cedar",
    "ash>birch=elm>fir",
]


def random_rankings(seed, options, number=400):
    chance = random.Random(seed)
    weights = [chance.random() + 0.2 for _ in options]
    rankings = []
    for _ in range(number):
        order = sorted(options, key=lambda key: chance.expovariate(weights[options.index(key)]))
        rankings.append(">".join(order[: chance.randint(1, len(order))]))
    return [*rankings, *ODD_RANKINGS]


def counted(exported, selections):
    options = exported.rule.standing()
    return count(
        exported.rule,
        Counter(selections),
        eligible=len(selections),
        tie_order=options,
        withdrawn=exported.withdrawn,
    )


def table(exported, selections):
    most = ranks_used(exported, selections)
    return "".join(csv_pieces(exported, coded(*selections), most_ranks=most))


def report(exported, selections):
    return "".join(json_pieces(Round(ROUND, PUBLISHED_AT), exported, coded(*selections)))


# With the other seeds two are equal on the way, and every program settles that as it likes.
@pytest.mark.parametrize("seed", sorted(set(range(25)) - {13, 17, 19, 21, 22, 23}))
def test_instant_runoff_from_either_export(seed):
    exported = contest(IRV, candidates=SIX)
    selections = random_rankings(seed, exported.rule.standing())
    ours = counted(exported, selections)
    assert not [tie for one in ours.rounds for tie in one.settled], "choose another seed"
    elected = ours.rounds[-1].elected
    rankings = outside.rankings_in_csv(table(exported, selections))
    assert rankings == outside.rankings_in_json(report(exported, selections))
    assert sum(rankings.values()) == ours.valid
    assert (outside.instant_runoff(rankings),) == elected


@pytest.mark.parametrize("seed", range(25))
def test_transferable_vote_from_either_export(seed):
    exported = contest(STV, candidates=SIX, seats=3)
    selections = random_rankings(seed, SIX)
    ours = counted(exported, selections)
    assert not [tie for one in ours.rounds for tie in one.settled], "choose another seed"
    rankings = outside.rankings_in_json(report(exported, selections))
    assert rankings == outside.rankings_in_csv(table(exported, selections))
    assert outside.transferable_vote(rankings, 3) == set(ours.winners)


def test_marks_for_somebody_who_withdrew_are_left_out_of_a_recount():
    exported = contest(IRV, ("ash",), candidates=SIX)
    selections = random_rankings(3, exported.rule.standing())
    ours = counted(exported, selections)
    rankings = outside.rankings_in_json(report(exported, selections))
    assert sum(rankings.values()) == ours.valid
    assert not any("ash" in ranking for ranking in rankings)
    assert (outside.instant_runoff(rankings),) == ours.rounds[-1].elected


def rows(form, selections):
    exported = contest(form)
    marked = csv.DictReader(io.StringIO(table(exported, selections)))
    return list(marked), counted(exported, selections)


BALLOTS = {
    SINGLE_CHOICE: ["ash"] * 5 + ["birch"] * 3 + ["no-endorsement", "abstain", "", "zzz"],
    QUESTION: ["yes"] * 4 + ["no"] * 3 + ["no-endorsement", "abstain", "", "zzz"],
    APPROVAL: ["ash birch", "ash cedar", "ash", "no-endorsement", "abstain", "", "birch ash"],
    SCORE: ["ash:5 birch:3", "ash:4", "cedar:1 no-endorsement:2", "", "ash:7"],
    STAR: ["ash:5 birch:3", "ash:4", "cedar:1 no-endorsement:2", "", "ash:7"],
    PER_CANDIDATE: ["ash:yes birch:no", "ash:yes cedar:abstain", "birch:yes", "", "ash:so"],
    WHETHER_WHOM: ["yes:ash", "yes:birch", "no:", "yes:abstain", ":ash", "abstain", "", "so:ash"],
    IRV: ["ash>birch", "cedar", "abstain", "", "ash=birch", "zzz"],
    STV: ["ash>birch", "cedar", "", "ash=birch", "zzz"],
}


@pytest.mark.parametrize("form", BALLOTS)
def test_kinds_of_ballots_are_as_many_as_the_result_says(form):
    written, ours = rows(form, BALLOTS[form])
    kinds = Counter(row["counts as"] for row in written)
    assert dict(kinds) == {
        kind: number
        for kind, number in {
            "marked": ours.valid,
            "abstain": ours.abstained,
            "blank": ours.blank,
            "invalid": ours.invalid,
        }.items()
        if number
    }


@pytest.mark.parametrize("form", [SINGLE_CHOICE, QUESTION])
def test_choices_from_the_table(form):
    written, ours = rows(form, BALLOTS[form])
    votes = Counter(row["choice"] for row in written if row["counts as"] == "marked")
    assert votes == {
        key: ours.tallies[key] for key in contest(form).rule.standing() if ours.tallies[key]
    }


@pytest.mark.parametrize("form", [APPROVAL, SCORE, STAR])
def test_columns_of_the_table_add_up_to_the_tallies(form):
    written, ours = rows(form, BALLOTS[form])
    points = {
        key: sum(int(row[key] or 0) for row in written) for key in contest(form).rule.standing()
    }
    assert points == {key: ours.rounds[0].tallies[key] for key in points}


def test_answers_from_the_table():
    written, ours = rows(PER_CANDIDATE, BALLOTS[PER_CANDIDATE])
    yes = {key: sum(row[key] == "yes" for row in written) for key in ours.tallies}
    assert yes == dict(ours.tallies)


def test_two_steps_from_the_table():
    written, ours = rows(WHETHER_WHOM, BALLOTS[WHETHER_WHOM])
    for answer in ("yes", "no"):
        given = sum(row["whether"] == answer for row in written)
        assert given == ours.details["whether"][answer]
    whom = Counter(row["whom"] for row in written)
    assert {key: whom[key] for key in ours.tallies} == dict(ours.tallies)
