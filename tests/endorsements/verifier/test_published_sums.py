"""Recounting from published numbers: of any contest it gives the very result that was published."""

import json
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endorsements.protocol.digests import canonical_json
from endorsements.tally.count import count
from endorsements.tally.counts import written as written_amount
from endorsements.tally.results import drawn_order, result_of
from endorsements.tally.vocabulary import (
    APPROVAL,
    DECIMAL5,
    EXACT,
    FORMS,
    IRV,
    QUESTION,
    SCORE,
    STAR,
    STV,
    TIE_ENDORSES_BOTH,
    WHETHER_WHOM,
    Quorum,
    RankedRules,
)
from endorsements.verifier.published import Impossible, Published
from endorsements.verifier.recount import Recount
from endorsements.verifier.sums import Mark, dealt
from tests.endorsements.tally.forms import contest_of, of_form
from tests.endorsements.tally.strategies import ODD_TEXTS, any_rule, choices, written

DEFINITION = {"counts_minimum": 0, "records_minimum": 10**6, "patterns": False}
SEED = b"\x07" * 32


@st.composite
def contests(draw):
    """A contest with a profile and those who withdrew from it."""
    rule = draw(any_rule)
    texts = choices(rule).map(lambda choice: written(rule, choice)) | ODD_TEXTS
    profile = draw(st.dictionaries(texts, st.integers(1, 9), max_size=8))
    gone = draw(st.sets(st.sampled_from(rule.candidates), max_size=1))
    return rule, profile, gone


def examination(ballots, gone=(), eligible=100, definition=DEFINITION):
    return SimpleNamespace(
        record=SimpleNamespace(definition=definition),
        state=SimpleNamespace(withdrawn={("governor", key) for key in gone}),
        ballots_in=lambda key: ballots,
        voters_in=lambda key: eligible,
        seed=SEED,
    )


def published(rule, profile, gone=()):
    contest = contest_with(rule)
    order = drawn_order(contest, SEED)
    counted = count(rule, profile, eligible=100, tie_order=order, withdrawn=gone)
    result = result_of(DEFINITION, contest, counted, tie_order=order, withdrawn=gone)
    return json.loads(canonical_json(result))


def contest_with(rule):
    names = {key: key.title() for key in rule.candidates}
    return contest_of(rule, candidates=[{"key": key, "name": name} for key, name in names.items()])


def recounted(rule, result, gone=()):
    recount = Recount(examination(result["cast"], gone), contest_with(rule))
    return json.loads(canonical_json(recount.from_numbers(result)))


@settings(max_examples=250, deadline=None)
@given(contests())
def test_what_was_published_is_what_its_numbers_come_to(contest):
    rule, profile, gone = contest
    result = published(rule, profile, gone)

    assert recounted(rule, result, gone) == result


def numbers_in(value, path=()):
    """Paths to every whole number in a result."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        if isinstance(part, dict | list):
            yield from numbers_in(part, (*path, key))
        elif isinstance(part, int) and not isinstance(part, bool):
            yield (*path, key)


def must_be_believed(path):
    """Numbers that stand in no sum: how many ballots a rule of reading touched, and how many
    scored somebody nought, which comes to the same as not scoring them."""
    return path[0] == "touched" or (path[:2] == ("details", "scores") and path[-1] == 0)


def test_a_score_of_nought_comes_to_the_same_as_none():
    rule = of_form(SCORE)
    result = published(rule, {"ash:5": 1})
    changed = json.loads(json.dumps(result))
    changed["details"]["scores"]["birch"][0] += 1

    assert recounted(rule, changed | {"cast": 1}) == changed


@settings(max_examples=250, deadline=None)
@given(contests(), st.data())
def test_no_single_number_can_be_changed(contest, data):
    rule, profile, gone = contest
    result = published(rule, profile, gone)
    paths = [path for path in numbers_in(result) if not must_be_believed(path)]
    *way, last = data.draw(st.sampled_from(paths))
    part = result
    for step in way:
        part = part[step]
    part[last] += data.draw(st.sampled_from([1, -1, 1000]))

    assert recounted(rule, result | {"cast": sum(profile.values())}, gone) != result


@pytest.mark.parametrize("form", FORMS)
def test_nobody_and_nothing_but_blanks(form):
    for profile in ({}, {"": 3}, {"odd": 2}):
        result = published(of_form(form), profile)
        assert recounted(of_form(form), result) == result


@pytest.mark.parametrize("arithmetic", [EXACT, DECIMAL5])
def test_transfers_of_fractions_are_followed(arithmetic):
    rule = of_form(STV, ranked=RankedRules(arithmetic=arithmetic), has_no_endorsement=False)
    profile = {"ash>birch": 7, "ash>cedar": 4, "birch>ash": 2, "cedar>birch": 2, "ash": 3}
    result = published(rule, profile)

    assert result["rounds"][0]["transfers"]["ash"]["birch"] not in (7, 4)
    assert recounted(rule, result) == result


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (12, 12),
        ("806.07214", Fraction(80607214, 100_000)),
        ("7/3", Fraction(7, 3)),
        ("1" + "0" * 9000 + "/3", Fraction(10**9000, 3)),
    ],
)
def test_amounts_are_read_as_they_are_written(text, amount):
    assert Published({"ash": text}, ()).amount("ash") == amount
    assert written_amount(amount, DECIMAL5 if "." in str(text) else EXACT) == text


@pytest.mark.parametrize("text", ["", "1/0", "-1/2", "0.5", "1e9", "٣/4", True, None, [], -1, 1.5])
def test_anything_else_is_no_amount(text):
    with pytest.raises(Impossible):
        Published({"ash": text}, ()).amount("ash")


@pytest.mark.parametrize(
    ("ballots", "marks", "alike"),
    [
        (0, [], []),
        (2, [], [({}, 2)]),
        (3, [Mark("a", "x", 3)], [({"a": "x"}, 3)]),
        (3, [Mark("a", "x", 2), Mark("a", "y", 1)], [({"a": "x"}, 2), ({"a": "y"}, 1)]),
        (
            3,
            [Mark("a", "x", 2), Mark("b", "y", 2)],
            [({"a": "x", "b": "y"}, 1), ({"a": "x"}, 1), ({"b": "y"}, 1)],
        ),
        (
            3,
            [Mark("a", "x", 1), Mark("a", "y", 2, runs_on=False), Mark("b", "z", 2)],
            [({"a": "x"}, 1), ({"a": "y", "b": "z"}, 2)],
        ),
    ],
)
def test_marks_are_dealt_round_in_a_ring(ballots, marks, alike):
    assert list(dealt(ballots, marks)) == alike


@pytest.mark.parametrize(
    ("ballots", "marks"),
    [(-1, []), (0, [Mark("a", "x", 1)]), (2, [Mark("a", "x", 2), Mark("a", "y", 1)])],
)
def test_more_answers_than_ballots_cannot_be_dealt(ballots, marks):
    with pytest.raises(Impossible):
        list(dealt(ballots, marks))


TINY = DEFINITION | {"counts_minimum": 10}


def from_outcome(rule, ballots=4, **fields):
    """What is expected of a contest of which only this outcome is published."""
    recount = Recount(examination(ballots, definition=TINY), contest_with(rule))
    expected = recount.from_outcome(fields)
    return {key: expected[key] for key in ("outcome", "winners", "sentence")}


@pytest.mark.parametrize(
    ("form", "fields", "outcome", "winners"),
    [
        (APPROVAL, {}, "endorsed", ["cedar", "ash"]),
        (APPROVAL, {"ties": TIE_ENDORSES_BOTH}, "endorsed", ["ash", "birch", "cedar"]),
        (QUESTION, {}, "endorsed", ["no"]),
        (QUESTION, {}, "no_consensus", []),
        (IRV, {}, "no_consensus", []),
        (WHETHER_WHOM, {}, "no_consensus", []),
        (SCORE, {}, "tie", []),
        (STAR, {"has_no_endorsement": True}, "no_endorsement_won", []),
        (STV, {}, "no_endorsement", []),
    ],
)
def test_an_outcome_that_may_be_is_believed(form, fields, outcome, winners):
    expected = from_outcome(of_form(form, **fields), outcome=outcome, winners=winners)

    assert (expected["outcome"], expected["winners"]) == (outcome, winners)


@pytest.mark.parametrize(
    ("form", "fields", "outcome", "winners"),
    [
        (APPROVAL, {}, "endorsed", ["ash", "birch", "cedar"]),
        (APPROVAL, {}, "endorsed", ["ash", "ash"]),
        (QUESTION, {}, "endorsed", ["no-endorsement"]),
        (APPROVAL, {}, "no_consensus", []),
        (STV, {}, "tie", []),
        (SCORE, {}, "no_endorsement_won", []),
        (SCORE, {}, "no_quorum", []),
    ],
)
def test_an_outcome_that_cannot_be_is_not(form, fields, outcome, winners):
    expected = from_outcome(of_form(form, **fields), outcome=outcome, winners=winners)

    assert (expected["outcome"], expected["winners"]) != (outcome, winners)


def test_of_no_ballot_and_below_the_quorum_the_outcome_is_known():
    rule = of_form(APPROVAL, quorum=Quorum(ballots=9))

    assert from_outcome(rule, outcome="endorsed", winners=["ash"])["outcome"] == "no_quorum"
    assert from_outcome(of_form(APPROVAL), 0, outcome="endorsed", winners=["ash"])["winners"] == []


def changed(result, *path, to):
    """A copy of a result with one value replaced."""
    result = json.loads(json.dumps(result))
    *way, last = path
    part = result
    for step in way:
        part = part[step]
    part[last] = to
    return result


THREE = {"ash": 2, "birch>ash": 1, "cedar": 2}


@pytest.mark.parametrize(
    ("form", "profile", "path", "to"),
    [
        (SCORE, {"ash:5": 2}, ("details", "scores", "ash"), [0, 0, 0, 0, 2]),
        (SCORE, {"ash:5": 2}, ("details", "scores", "ash"), [0, 0, 0, 0, 0, "2"]),
        (STAR, {"ash:5": 2, "birch:1": 1}, ("details", "scores", "ash"), [9, 0, 0, 0, 0, 2]),
        (STAR, {"ash:5": 2, "birch:1": 1}, ("rounds", 1, "tallies", "ash"), 3),
        (APPROVAL, {"ash": 2}, ("tallies",), {"ash": 2}),
        (IRV, {"ash": 2}, ("rounds", 0, "tallies", "ash"), 1),
        (IRV, {"ash": 2}, ("touched", "skipped"), 3),
        (IRV, THREE, ("abstained",), 1),
        (
            IRV,
            THREE,
            ("rounds", 1, "transfers"),
            {"ash": {"cedar": 2}},
        ),
        (
            IRV,
            {"ash": 2, "birch>ash": 1, "cedar": 2},
            ("rounds", 1, "transfers"),
            {"birch": {"ash": "1/2"}},
        ),
        (IRV, THREE, ("rounds",), "none"),
    ],
)
def test_numbers_that_cannot_be_are_recounted_as_blanks(form, profile, path, to):
    rule = of_form(form)
    result = changed(published(rule, profile), *path, to=to)

    assert recounted(rule, result)["blank"] == sum(profile.values())
