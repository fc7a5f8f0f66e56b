"""The published schema of results: it fits every form, and refuses what is no result."""

import copy
import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from django.contrib.staticfiles import finders

from endorsements.protocol.results import result_document
from endorsements.tally.results import contest_result
from endorsements.tally.vocabulary import (
    APPROVAL,
    DECIMAL5,
    FORMS,
    IRV,
    OUTCOMES,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
    Quorum,
    RankedRules,
)
from tests.endorsements.exports.contests import CANDIDATES, contest

SCHEMA = json.loads(Path(finders.find("schemas/result-1.json")).read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
ROUND = {
    "round": "0" * 32,
    "counts_minimum": 1,
    "records_minimum": 1,
    "patterns": True,
}
RANKINGS = ["ash>birch>cedar"] * 5 + ["birch>ash"] * 3 + ["cedar>birch"] * 3 + ["ash>>birch=cedar"]
BALLOTS = {
    SINGLE_CHOICE: ["ash"] * 5 + ["birch", "abstain", "", "zzz"],
    QUESTION: ["yes"] * 4 + ["no", "no-endorsement"],
    APPROVAL: ["ash birch"] * 3 + ["cedar"],
    PER_CANDIDATE: ["ash:yes birch:no"] * 3 + ["cedar:abstain", "abstain"],
    SCORE: ["ash:5 birch:2"] * 3 + ["cedar:4"],
    STAR: ["ash:5 birch:2"] * 3 + ["cedar:4"],
    IRV: RANKINGS,
    STV: RANKINGS,
    WHETHER_WHOM: ["yes:ash"] * 4 + ["no:", "yes:abstain", ":birch"],
}


def document(form, *, ballots=None, definition=ROUND, withdrawn=(), **changes):
    exported = contest(form, **changes)
    result = contest_result(
        definition,
        exported.definition,
        Counter(BALLOTS[form] if ballots is None else ballots),
        eligible=20,
        seed=bytes(32),
        withdrawn=[("governor", key) for key in withdrawn],
    )
    return json.loads(
        json.dumps(result_document(definition, [result], roll_count=20, salt="1" * 32))
    )


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("form", FORMS)
def test_results_of_every_form_fit(form):
    VALIDATOR.validate(document(form))
    VALIDATOR.validate(document(form, ballots=[]))
    VALIDATOR.validate(document(form, quorum=Quorum(ballots=15)))
    VALIDATOR.validate(document(form, definition=ROUND | {"records_minimum": 99}))


@pytest.mark.parametrize("form", sorted(set(FORMS) - {QUESTION}))
def test_results_with_a_withdrawal_fit(form):
    VALIDATOR.validate(document(form, withdrawn=["ash"]))


@pytest.mark.parametrize("form", FORMS)
def test_a_contest_too_small_for_numbers_has_none(form):
    small = document(form, definition=ROUND | {"counts_minimum": 99, "records_minimum": 99})
    VALIDATOR.validate(small)
    small["contests"][0]["tallies"] = {"ash": 1}
    assert not VALIDATOR.is_valid(small)


@pytest.mark.parametrize("arithmetic", ["exact", DECIMAL5])
def test_parts_of_votes_fit_as_they_are_written(arithmetic):
    rules = RankedRules(arithmetic=arithmetic)
    ballots = ["ash>birch>cedar"] * 40 + ["ash>cedar"] * 31 + ["birch"] * 11 + ["cedar>birch"] * 10
    written = document(STV, ballots=ballots, ranked=rules)
    VALIDATOR.validate(written)
    tallies = written["contests"][0]["rounds"][-1]["tallies"]
    assert any(isinstance(amount, str) for amount in tallies.values())


@pytest.mark.parametrize("ties", ["no_endorsement", "endorse_both", "run_off", "draw"])
@pytest.mark.parametrize("form", sorted(set(FORMS) - {STV, QUESTION}))
def test_ties_fit_however_they_are_settled(form, ties):
    halves = [text for text in BALLOTS[form] if "cedar" not in text]
    both = halves + [_exchanged(text) for text in halves]
    VALIDATOR.validate(document(form, ballots=both, ties=ties))


def _exchanged(text):
    return text.replace("ash", "#").replace("birch", "ash").replace("#", "birch")


def places(value, path=()):
    """Every place in a document: the path to it."""
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        yield (*path, key)
        if isinstance(child, (dict, list)):
            yield from places(child, (*path, key))


# Maps from candidates to something: which of them are there is for the recount to say.
OF_CANDIDATES = ("tallies", "answers", "denominators", "needed", "scores", "transfers")


def is_of_a_candidate(path):
    if len(path) > 2 and path[-3] == "answers":
        return False
    return any(name in path[:-1] for name in OF_CANDIDATES) and path[-1] in (
        *CANDIDATES,
        "yes",
        "no",
        "no-endorsement",
        "exhausted",
        "abstain",
    )


@pytest.mark.parametrize("form", FORMS)
def test_nothing_may_be_missing(form):
    whole = document(form)
    for path in places(whole):
        if isinstance(path[-1], str) and not is_of_a_candidate(path):
            without = copy.deepcopy(whole)
            del at(without, path[:-1])[path[-1]]
            assert not VALIDATOR.is_valid(without), path


@pytest.mark.parametrize("form", FORMS)
def test_no_value_may_be_of_another_kind(form):
    whole = document(form)
    for path in places(whole):
        below_nothing = [-1] if isinstance(at(whole, path), int) else []
        for wrong in (0.5, "", *below_nothing):
            other = copy.deepcopy(whole)
            at(other, path[:-1])[path[-1]] = wrong
            assert not VALIDATOR.is_valid(other), (path, wrong)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_may_be_added(form):
    whole = document(form)
    objects = [(), *(path for path in places(whole) if isinstance(at(whole, path), dict))]
    for path in objects:
        with_more = copy.deepcopy(whole)
        at(with_more, path)["more.than"] = 1
        assert not VALIDATOR.is_valid(with_more), path


def at(value, path):
    for key in path:
        value = value[key]
    return value


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_winners_are_there_exactly_where_somebody_is_endorsed(outcome):
    whole = document(SINGLE_CHOICE)
    for winners in ([], ["ash"]):
        whole["contests"][0] |= {"outcome": outcome, "winners": winners}
        assert VALIDATOR.is_valid(whole) == (bool(winners) == (outcome == "endorsed"))


def test_details_of_another_form_are_refused():
    whole = document(SCORE)
    for form in set(FORMS) - {SCORE, STAR}:
        whole["contests"][0]["form"] = form
        assert not VALIDATOR.is_valid(whole)
