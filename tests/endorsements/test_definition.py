"""The definition: everything a ballot means, in a form that never says the same twice."""

from uuid import UUID

import pytest

from endorsements import definition, roll
from endorsements.envelopes import InnerText
from endorsements.protocol.digests import canonical_json, definition_digest
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import is_legal
from endorsements.tally.possible import longest_selection
from tests.endorsements.tally.contests import PLAIN
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    contest_of,
    draft_round,
    fresh,
    open_round,
    scheduled_round,
)

pytestmark = pytest.mark.django_db


def test_the_definition_says_everything_that_a_ballot_means(settings):
    voting_round = draft_round(1, title="Autumn 2026", embargo_hours=3)

    built = definition.build(voting_round, {"S1": ("governor",)})

    [contest] = built.pop("contests")
    assert built == {
        "format": "definition/1",
        "suite": "sb2",
        "round": voting_round.id.hex,
        "organisation": settings.ORGANISATION_NAME,
        "title": "Autumn 2026",
        "chapter": "",
        "record_date": "2026-06-30",
        "rehearsal": False,
        "demo": False,
        "embargo_hours": 3,
        "challenge_days": 0,
        "counts_minimum": 1,
        "records_minimum": 1,
        "patterns": settings.PUBLISH_PATTERNS,
        "styles": {"S1": ["governor"]},
    }
    rule = contest.pop("rule")
    assert "at least 60 % (3/5)" in rule
    assert contest == {
        "key": "governor",
        "office": "Governor",
        "district": "",
        "election": "",
        "candidates": [{"key": "ash", "name": "Ash"}, {"key": "birch", "name": "Birch"}],
        **PLAIN,
        "no_endorsement": True,
        "abstain": False,
        "threshold": {"share": "3/5", "compare": "at_least", "base": "all_ballots"},
        "quorum": None,
    }


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        ({}, None),
        ({"quorum_ballots": 40}, {"ballots": 40}),
        ({"quorum_numerator": 2, "quorum_denominator": 10}, {"share": "1/5"}),
    ],
)
def test_a_rule_is_read_back_as_it_was_meant(fields, written):
    contest = ContestFactory(key="governor", has_abstain=True, **fields)
    CandidateFactory(contest=contest, key="ash")

    [built] = definition.build(contest.round, {})["contests"]

    assert built["quorum"] == written
    assert rule_from_definition(built) == contest.as_rule()


def test_the_stored_definition_has_the_hash_that_was_taken_of_it():
    voting_round = scheduled_round(1, with_keys=False, title="Ä “title” — with marks")

    assert definition_digest(fresh(voting_round).definition) == bytes(voting_round.definition_hash)


def test_every_ballot_of_every_style_fits_and_none_tells_its_style_by_its_length():
    keys = [("g", "a"), ("a-contest-with-a-rather-long-key", "candidate-with-a-long-key")]
    voting_round = draft_round(0)
    for contest_key, candidate_key in keys:
        contest = ContestFactory(round=voting_round, key=contest_key)
        CandidateFactory(contest=contest, key=candidate_key)
    styles = {"S1": ("g",), "S2": ("governor", "g", keys[1][0])}
    built = definition.build(voting_round, styles)

    length = definition.pad_to(voting_round, built)

    longest = InnerText(
        UUID(int=0),
        bytes(32),
        "S2",
        tuple((key, "X" * 12, choice) for key, choice in [*keys, ("governor", "no-endorsement")]),
    ).as_json(bytes(16))
    assert len(longest) < length <= len(longest) + 128


FULL_BALLOTS = {
    "single_choice": "no-endorsement",
    "question": "no-endorsement",
    "approval": "ash birch cedar",
    "per_candidate": "ash:abstain birch:abstain cedar:abstain",
    "score": "ash:5 birch:5 cedar:5 no-endorsement:5",
    "star": "ash:5 birch:5 cedar:5 no-endorsement:5",
    "irv": "no-endorsement>birch>cedar>ash",
    "stv": "birch>cedar>ash",
    "whether_whom": "abstain:abstain",
}


@pytest.mark.parametrize("form", FULL_BALLOTS)
def test_the_fullest_ballot_of_every_form_fits(form):
    contest = contest_of(form, has_abstain=True)
    [built] = definition.build(contest.round, {})["contests"]
    rule = rule_from_definition(built)

    assert rule == contest.as_rule()
    assert is_legal(rule, FULL_BALLOTS[form])
    assert is_legal(rule, "abstain")
    assert len(FULL_BALLOTS[form]) <= len(longest_selection(rule))


def test_a_question_is_defined_with_its_answers():
    [built] = definition.build(contest_of("question").round, {})["contests"]

    assert built["candidates"] == [{"key": "yes", "name": "Yes"}, {"key": "no", "name": "No"}]


def test_contests_of_a_style_come_in_the_ballots_order():
    built = {
        "contests": [{"key": "b"}, {"key": "a"}, {"key": "c"}],
        "styles": {"S1": ["c", "b"]},
    }

    assert [one["key"] for one in definition.contests_of(built, "S1")] == ["b", "c"]


def test_who_withdrew_is_told_by_contest_and_candidate():
    voting_round = open_round(1)
    candidates = voting_round.contests.get().candidates.filter(key="ash")
    candidates.update(is_withdrawn=True)

    assert definition.withdrawn_candidates(voting_round) == {("governor", "ash")}


def test_a_definition_holds_nothing_that_two_machines_could_write_differently():
    voting_round = draft_round(2)
    styles = roll.styles_of(roll.electorate_of(voting_round))

    canonical_json(definition.build(voting_round, styles))
