"""The rule of a contest as it is stored: what it may never be, and that it is read back whole."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.db import IntegrityError

from endorsements.models import Contest
from endorsements.models.rules import ROW_RULES
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    BASES_OF_FORM,
    FORMS,
    MORE_THAN,
    RANKED_FORMS,
    Quorum,
    RankedRules,
    Threshold,
)
from tests.factories.endorsements import (
    NO_BAR,
    PLAIN_RULES,
    CandidateFactory,
    ContestFactory,
    contest_of,
)

pytestmark = pytest.mark.django_db
WHOM = {
    "whom_numerator": 1,
    "whom_denominator": 2,
    "whom_compare": "at_least",
    "whom_base": ALL_BALLOTS,
}
BAR = {name.replace("whom", "threshold"): value for name, value in WHOM.items()}
NO_WHOM = {
    "whom_numerator": None,
    "whom_denominator": None,
    "whom_compare": "",
    "whom_base": "",
}
# Name of the constraint, a form, and what breaks it in a contest of that form.
BROKEN = [
    ("contest_form_is_known", "single_choice", NO_BAR | {"form": "borda"}),
    ("contest_tie_rule_is_known", "single_choice", {"ties": "coin"}),
    *[
        ("contest_threshold_is_a_share_or_nothing", "single_choice", broken)
        for broken in (
            {"threshold_numerator": 0},
            {"threshold_numerator": 6},
            {"threshold_numerator": None},
            {"threshold_denominator": None},
            {"threshold_compare": "at_most"},
            {"threshold_compare": ""},
            {"threshold_base": ""},
            {"threshold_base": "everybody"},
            NO_BAR | {"threshold_base": ALL_BALLOTS},
        )
    ],
    (
        "contest_threshold_can_be_reached",
        "single_choice",
        {"threshold_numerator": 5, "threshold_compare": MORE_THAN},
    ),
    *[
        ("contest_threshold_is_of_what_the_form_counts", form, {"threshold_base": base})
        for form, base in (
            ("single_choice", "continuing"),
            ("question", "maximum_score"),
            ("approval", "continuing"),
            ("per_candidate", "named_only"),
            ("score", "all_ballots"),
            ("irv", "named_only"),
            ("whether_whom", "named_only"),
        )
    ],
    (
        "contest_threshold_is_of_what_the_form_counts",
        "stv",
        BAR,
    ),
    *[
        ("contest_whom_threshold_is_a_share_or_nothing", "whether_whom", broken)
        for broken in (
            {"whom_numerator": 0},
            {"whom_numerator": 6},
            {"whom_denominator": None},
            {"whom_compare": ""},
        )
    ],
    (
        "contest_whom_threshold_can_be_reached",
        "whether_whom",
        {"whom_numerator": 5, "whom_compare": MORE_THAN},
    ),
    ("contest_with_two_steps_has_two_thresholds", "single_choice", WHOM),
    ("contest_with_two_steps_has_two_thresholds", "whether_whom", NO_WHOM),
    ("contest_with_two_steps_has_two_thresholds", "whether_whom", NO_BAR),
    ("contest_with_two_steps_has_two_thresholds", "whether_whom", {"whom_base": "continuing"}),
    *[
        ("contest_quorum_is_a_number_or_a_share", "single_choice", broken)
        for broken in (
            {"quorum_ballots": 10, "quorum_numerator": 1, "quorum_denominator": 5},
            {"quorum_numerator": 1},
            {"quorum_denominator": 5},
            {"quorum_numerator": 6, "quorum_denominator": 5},
            {"quorum_numerator": 0, "quorum_denominator": 5},
        )
    ],
    ("contest_endorses_one_or_more", "approval", {"seats": 0}),
    *[
        ("contest_endorses_one_where_the_form_finds_one", form, {"seats": 2})
        for form in ("single_choice", "question", "star", "irv", "whether_whom")
    ],
    *[
        ("contest_limits_marks_where_a_ballot_has_several", form, {"most_marks": most})
        for form, most in (("approval", 0), ("irv", 0), ("single_choice", 1), ("score", 3))
    ],
    *[
        ("contest_of_several_seats_by_rank_draws_ties", "stv", {"ties": ties})
        for ties in ("no_endorsement", "endorse_both", "run_off")
    ],
    ("contest_question_is_not_answered_both_ways", "question", {"ties": "endorse_both"}),
    *[
        ("contest_reads_ranks_exactly_where_there_are_ranks", form, broken)
        for form, broken in (
            ("irv", {"overvote": ""}),
            ("irv", {"duplicate": "none"}),
            ("stv", {"arithmetic": "float"}),
            ("stv", {"lookback": ""}),
            ("single_choice", {"stop": "majority"}),
            ("approval", {"skipped": "skip"}),
        )
    ],
    *[
        ("contest_offers_no_endorsement_where_it_can_be_marked", form, {"has_no_endorsement": True})
        for form in ("per_candidate", "whether_whom")
    ],
]


@pytest.mark.parametrize(("name", "form", "broken"), BROKEN)
def test_the_database_refuses(name, form, broken):
    contest = contest_of(form)

    with pytest.raises(IntegrityError, match=rf'"{name}"'):
        Contest.objects.filter(pk=contest.pk).update(**broken)


def test_every_rule_on_a_row_is_broken_above():
    assert {name for name, _, _ in BROKEN} == set(ROW_RULES)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_stored_with_each_of_its_bases_and_without_a_bar(form):
    for base in BASES_OF_FORM[form]:
        contest_of(form, **BAR | {"threshold_base": base})
    if form != "whether_whom":
        assert contest_of(form, **NO_BAR).threshold is None


def test_the_whole_may_be_asked_for():
    contest = ContestFactory(threshold_numerator=1, threshold_denominator=1)

    assert contest.threshold == Threshold(Fraction(1))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "quorum", [Quorum(), Quorum(ballots=40), Quorum(share=Fraction(1, 5))], ids=str
)
def test_a_rule_is_read_back_as_it_was_taken(form, quorum):
    ranked = RankedRules("skip", "exhaust", "exhaust_two", "earliest", "two_left", "decimal5")
    rule = replace(
        PLAIN_RULES[form],
        candidates=("yes", "no") if form == "question" else ("birch", "ash"),
        quorum=quorum,
        has_abstain=True,
        most_marks=2 if form in ("approval", "irv", "stv") else None,
        ranked=ranked if form in RANKED_FORMS else None,
    )
    contest = ContestFactory()
    if form != "question":
        for position, key in enumerate(rule.candidates):
            CandidateFactory(contest=contest, key=key, position=position)

    contest.take_rule(rule)
    contest.save()
    contest.refresh_from_db()

    assert contest.as_rule() == rule


def test_a_question_is_answered_by_yes_or_no_whoever_was_typed_in_before():
    contest = contest_of("approval")
    contest.take_rule(PLAIN_RULES["question"])

    assert contest.as_rule().candidates == ("yes", "no")
    assert contest.answers() == {"yes": "Yes", "no": "No"}
    contest.take_rule(PLAIN_RULES["approval"])
    assert contest.answers() == {"ash": "Ash", "birch": "Birch", "cedar": "Cedar"}
