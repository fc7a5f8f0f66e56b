"""Rules by name: each can be stored, is found again, and its example comes to what we say."""

from dataclasses import replace
from fractions import Fraction

import pytest

from endorsements.models import Contest
from endorsements.tally.legality import is_legal
from endorsements.tally.presets import PRESETS, preset_of, rule_by
from endorsements.tally.vocabulary import FORMS, FORMS_WITH_ONE_WINNER, NO_ENDORSEMENT, Quorum
from endorsements.tally.worked_examples import NAMES, worked
from tests.factories.endorsements import contest_of

# What each example comes to, worked out by hand beside it.
OUTCOMES = {
    # 58 of all 100.
    "single-60-all": "No endorsement: Ash has 58 % of 100 ballots; 60 % was needed.",
    # 58 of 100 less 10 abstentions: 58/90 = 64.44 %.
    "single-60-without-abstentions": (
        "Ash is endorsed with 64.4 % of 90 ballots without abstentions; 60 % was needed."
    ),
    # 8 of 11 would be enough; 11 ballots are not.
    "single-60-quorum": "No quorum: 11 ballots were cast, 12 were needed. Nobody is endorsed.",
    # 39 of 49 is 79.59 %; 40 would be needed.
    "single-80-all": "No endorsement: Ash has 79.6 % of 49 ballots; 80 % was needed.",
    # 19 of 30, where 20 are two thirds.
    "single-two-thirds-roll": (
        "No endorsement: Ash has 63.3 % of 30 members who may vote; 66.7 % was needed."
    ),
    # 33, 31 and 17 of 60, more than 30 needed.
    "approval-majority": (
        "Ash and Birch are endorsed with 55 % and 51.7 % of 60 ballots; more than 50 % was needed."
    ),
    # 65, 60 and 12 of 100.
    "approval-dual": (
        "Ash and Birch are endorsed with 65 % and 60 % of 100 ballots; 60 % was needed."
    ),
    # 14, 19, 21 and 5 on 38 ballots.
    "approval-most": (
        "Cedar and Birch are endorsed with 55.3 % and 50 % of 38 ballots; no bar was set."
    ),
    # Ash 47 of 285 (16.5 %), Birch 308 of 346.
    "each-two-thirds": (
        "Birch (89 % Yes of 346 ballots with Yes or No) is endorsed; 66.7 % was needed."
    ),
    # Ash 70 of 100; Birch 60 of the 82 that answer.
    "each-over-60": (
        "Ash (70 % Yes of 100 ballots) and Birch (73.2 % Yes of 82 ballots) are endorsed; "
        "more than 60 % was needed."
    ),
    # 66 of 105.
    "question-60": "The position is Yes, with 62.9 % of 105 ballots; 60 % was needed.",
    # 52 of 104 less 12.
    "question-majority": (
        "The position is No, with 56.5 % of 92 ballots without abstentions; "
        "more than 50 % was needed."
    ),
    # Ash 120 + 18 = 138, Birch 96 + 80 + 6 = 182, Cedar 100, of 50 times 5.
    "score-majority": (
        "Birch is endorsed with 72.8 % of 250 points possible, 3.64 on average; "
        "more than 50 % was needed."
    ),
    # Points 115, 165, 121; in the final 23 + 14 prefer Birch, 13 Cedar.
    "star": "Birch is endorsed with 74 % of 50 ballots with a preference; no bar was set.",
    # 40, 31, 26, 3; then Birch 34; then Birch 34 + 22 of 96.
    "ranked-majority": (
        "Birch is endorsed with 58.3 % of 96 ballots that still counted in round 3; "
        "more than 50 % was needed."
    ),
    # 40, 32, 10, 18; then Birch 42; then 40 and 42 of 82.
    "ranked-60": (
        "No consensus: Birch has 51.2 % of 82 ballots that still counted in round 3; "
        "60 % was needed. Nobody is endorsed."
    ),
    # Quota 100/4 + 1 = 26. Ash 48 moves 22; Birch 31 moves 5 to nobody; Dogwood's 19 make Cedar 43.
    "stv": "Ash, Birch and Cedar are endorsed, in this order; the quota was 26 of 100 ballots.",
    # Yes 61 + 14 + 8 of 100; Ash 61 of 61 + 14 + 9.
    "whether-whom-60": (
        "To endorse anybody 83 % of 100 ballots said Yes; 60 % was needed. "
        "Ash is endorsed with 72.6 % of 84 ballots without abstentions; 60 % was needed."
    ),
}
by_name = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)


@by_name
def test_the_example_of_a_preset_comes_to_what_its_arithmetic_says(preset):
    assert worked(preset).outcome == OUTCOMES[preset.key]


@by_name
def test_every_ballot_of_an_example_is_legal_and_can_be_read(preset):
    candidates = ("yes", "no") if preset.rule.form == "question" else tuple(NAMES)
    rule = replace(preset.rule, candidates=candidates)

    assert all(is_legal(rule, text) for text in preset.example)
    assert [number for number, _ in worked(preset).ballots] == list(preset.example.values())


def test_the_rounds_of_an_example_are_told_where_there_are_several():
    told = {preset.key: len(worked(preset).rounds) for preset in PRESETS}

    assert {key: rounds for key, rounds in told.items() if rounds} == {
        "star": 2,
        "ranked-majority": 3,
        "ranked-60": 3,
        "stv": 4,
    }


def test_presets_are_told_apart_and_leave_no_form_out():
    assert len(PRESETS) >= 12
    for names in ([one.key for one in PRESETS], [one.called() for one in PRESETS]):
        assert len(set(names)) == len(PRESETS)
    assert {one.rule.form for one in PRESETS} == set(FORMS)


@by_name
def test_a_preset_is_described_in_sentences_with_a_source(preset):
    assert preset.purpose.startswith("For ")
    assert preset.purpose.endswith(".")
    assert preset.used_by.endswith(".")
    assert preset.source.startswith("http")


@by_name
@pytest.mark.parametrize("quorum", [None, Quorum(ballots=30), Quorum(share=Fraction(1, 5))])
def test_a_preset_is_found_again_whatever_seats_and_quorum_a_contest_has(preset, quorum):
    seats = None if preset.rule.form in FORMS_WITH_ONE_WINNER else 4
    rule = replace(rule_by(preset, seats=seats, quorum=quorum), candidates=("x", "y"))

    assert preset_of(rule) is preset
    assert rule.seats == (seats or preset.rule.seats)
    assert rule.quorum == (quorum or preset.rule.quorum)


def test_a_rule_of_ones_own_is_no_preset():
    plain = replace(PRESETS[0].rule, has_abstain=False)

    assert preset_of(plain) is None
    assert preset_of(replace(plain, quorum=Quorum(ballots=9))).key == "single-60-quorum"


def test_a_name_says_seats_and_quorum_of_the_contest():
    by_key = {preset.key: preset for preset in PRESETS}
    boards, small = by_key["stv"], by_key["single-60-quorum"]

    assert boards.called() == "Ranked choice for 3 seats (STV)"
    assert boards.called(rule_by(boards, seats=5)) == "Ranked choice for 5 seats (STV)"
    fifth = rule_by(small, quorum=Quorum(share=Fraction(1, 5)))
    assert small.called(fifth) == "Single choice, 60 % of all ballots, quorum 20 %"


@by_name
@pytest.mark.django_db
def test_a_preset_can_be_stored(preset):
    contest = contest_of("single_choice")
    contest.take_rule(preset.rule)
    contest.save()

    assert preset_of(Contest.objects.get(pk=contest.pk).as_rule()) is preset


def test_examples_offer_no_endorsement_only_where_their_rule_does():
    for preset in PRESETS:
        if not preset.rule.has_no_endorsement:
            assert NO_ENDORSEMENT not in " ".join(preset.example)
