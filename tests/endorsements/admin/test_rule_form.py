"""The rule on the form of a contest: chosen by name, or put together in the expert form."""

from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest

from endorsements.admin.contests import ContestForm
from endorsements.admin.rule_form import OWN_FIELDS
from endorsements.admin.rule_values import values_of
from endorsements.models import Contest
from endorsements.tally.presets import BY_KEY, PRESETS, rule_by
from endorsements.tally.vocabulary import FORMS, Quorum, RankedRules, Threshold
from tests.endorsements.admin.forms_sent import errors_of, form_of
from tests.endorsements.admin.staging import ADD, change_page, page_of
from tests.factories.endorsements import PLAIN_RULES, contest_of, open_round

pytestmark = pytest.mark.django_db
FIRST = "contests-0-"
NEW = {"office": "Governor", "position": "0"}


def typed(form):
    """What a browser sends of a form that nobody has touched; it sends no empty box."""
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def own(rule, **fields):
    """What a browser sends for a rule of one's own."""
    parts = {OWN_FIELDS[part]: value for part, value in values_of(rule).items()}
    sent = {name: value for name, value in parts.items() if value}
    return NEW | {"preset": "own", "how_many": rule.seats} | sent | fields


def filled_in(contest=None, **answers):
    """The form of a contest, its own or a new one's values changed by the answers."""
    sent = NEW | typed(ContestForm(instance=contest)) | answers
    return ContestForm(sent, instance=contest)


def rule_from(form):
    assert form.errors == {}
    return form.instance.rule_of([])


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_rule_is_chosen_by_its_name_and_shown_again(preset):
    contest = contest_of("single_choice")
    contest.take_rule(PRESETS[0].rule)

    assert rule_from(filled_in(contest, preset=preset.key)) == preset.rule

    shown = ContestForm(instance=contest).initial
    assert (shown["preset"], shown["how_many"], shown["quorum"]) == (preset.key, None, "")


def test_a_named_rule_takes_seats_and_quorum_of_the_contest():
    chosen = {"preset": "approval-majority", "how_many": 3, "quorum": "20 %"}
    contest = contest_of("single_choice")
    contest.take_rule(PRESETS[0].rule)
    form = filled_in(contest, **chosen)

    fifth = Quorum(share=Fraction(1, 5))
    assert rule_from(form) == rule_by(BY_KEY["approval-majority"], seats=3, quorum=fifth)
    again = ContestForm(instance=contest)
    assert {name: again.initial[name] for name in chosen} == chosen
    assert "Approve as many as you like, 3 seats, majority" in str(again["preset"])


@pytest.mark.parametrize("form", FORMS)
def test_a_rule_of_ones_own_is_kept_exactly_and_shown_again(form):
    rule = replace(PLAIN_RULES[form], has_abstain=True, quorum=Quorum(ballots=200))
    if rule.threshold and form != "score":
        rule = replace(rule, threshold=Threshold(Fraction(5, 8), "more_than", "all_cast"))
    if rule.ranked:
        ranked = RankedRules("skip", "exhaust", "exhaust_two", "earliest", "two_left", "decimal5")
        rule = replace(rule, ranked=ranked, most_marks=2)
    contest = contest_of("single_choice")
    contest.take_rule(PRESETS[0].rule)

    assert rule_from(ContestForm(own(rule, quorum="200"), instance=contest)) == rule

    again = filled_in(contest)
    assert not again.has_changed()
    assert rule_from(again) == rule
    assert again.initial["quorum"] == "200"


def test_the_parts_of_a_named_rule_are_where_one_goes_on_from():
    contest = contest_of("single_choice")
    contest.take_rule(BY_KEY["stv"].rule)
    rule = rule_from(filled_in(contest, preset="own", how_many=3, own_arithmetic="decimal5"))

    assert rule == replace(BY_KEY["stv"].rule, ranked=RankedRules(arithmetic="decimal5"))


def test_the_parts_of_the_chosen_rule_may_stand_in_the_expert_form():
    rule = BY_KEY["ranked-60"].rule

    assert rule_from(ContestForm(own(rule, preset="ranked-60", how_many=""))) == rule


def test_a_rule_is_stored_with_its_round(staff, new):
    staff.post(ADD, new | {FIRST + "preset": "stv", FIRST + "how_many": "4"})

    contest = Contest.objects.get()
    assert contest.rule_of([]) == rule_by(BY_KEY["stv"], seats=4)
    shown = form_of(staff.get(change_page(contest.round)))
    assert (shown[FIRST + "preset"], shown[FIRST + "how_many"]) == ("stv", "4")
    staff.post(change_page(contest.round), shown | {FIRST + "preset": "single-80-all"})
    assert Contest.objects.get().form == "stv"
    shown |= {FIRST + "preset": "single-80-all", FIRST + "how_many": ""}
    staff.post(change_page(contest.round), shown)
    assert Contest.objects.get().rule_of([]) == BY_KEY["single-80-all"].rule


def test_nobody_chooses_one_rule_and_types_another_and_nothing_typed_is_lost(staff, new):
    answers = {"preset": "stv", "own_share": "70 %", "own_most_marks": "3"}
    answer = staff.post(ADD, new | {FIRST + name: value for name, value in answers.items()})

    assert errors_of(answer) == {
        "preset": [
            "The rule of your own was changed too (Most marks, Share needed). Choose “A rule of "
            "your own” to use it, or take these changes back."
        ]
    }
    shown = form_of(answer)
    assert {name: shown[FIRST + name] for name in answers} == answers


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        (
            {"preset": "star", "how_many": "2"},
            {"how_many": "This rule finds one: leave this empty, or choose a rule for several."},
        ),
        ({"preset": "stv", "how_many": "0"}, {"how_many": "Write a number from 1 to 99."}),
        (
            {"preset": "own", "own_form": "approval", "how_many": "0"},
            {"how_many": "Write a number from 1 to 99."},
        ),
        ({"preset": "stv", "how_many": "100"}, {"how_many": "Write a number from 1 to 99."}),
        (
            {"preset": "borda"},
            {"preset": "Select a valid choice. borda is not one of the available choices."},
        ),
        ({"quorum": "a few"}, {"quorum": "Write a share as “60 %” or “2/3”."}),
        ({"own_share": "60"}, {"own_share": "Write a share as “60 %” or “2/3”."}),
        (
            {"preset": "own", "own_share": "60"},
            {"own_share": "Write a share as “60 %” or “2/3”."},
        ),
        (
            {"preset": "own", "own_share": "100 %", "own_compare": "more_than"},
            {"own_share": "Nobody can get more than everything."},
        ),
        (
            {"preset": "own", "own_form": "score", "how_many": "100", "own_most_marks": "2"},
            {
                "how_many": "Write a number from 1 to 99.",
                "own_base": "“Score each candidate, 0 to 5” has no such number. Choose “the "
                "highest possible score”.",
                "own_most_marks": "Only approvals and ranks can be limited: leave this empty.",
            },
        ),
        (
            {"preset": "own", "own_form": "per_candidate", "own_base": "named_only"},
            {
                "own_base": "“Yes or no on each candidate” has no such number. Choose “all ballots "
                "marked in the contest”, “all but abstentions”, “all ballots cast, blank ones too” "
                "or “all members who may vote in it”.",
                "own_has_no_endorsement": "Here voters say No instead: take this tick out.",
            },
        ),
        (
            {"preset": "own", "own_form": "approval", "own_most_marks": "0"},
            {"own_most_marks": "Write a number from 1 to 99."},
        ),
        (
            {"preset": "own", "own_form": "stv"},
            {
                "own_share": "STV has a quota instead of a threshold: leave this empty.",
                "own_ties": "With several seats by rank the public draw settles ties: choose that.",
            },
        ),
        (
            {"preset": "own", "own_form": "whether_whom", "own_share": ""},
            {
                "own_share": "Say which share of Yes is needed to endorse anybody.",
                "own_whom_share": "Say which share is needed in the second step.",
                "own_has_no_endorsement": "Here voters say No instead: take this tick out.",
            },
        ),
        (
            {"preset": "own", "own_whom_share": "1/2"},
            {"own_whom_share": "Only “whether, then whom” has a second step: leave this empty."},
        ),
        (
            {"preset": "own", "own_form": "question", "own_ties": "endorse_both"},
            {"own_ties": "The answer cannot be Yes and No at once."},
        ),
    ],
)
def test_what_cannot_be_in_one_rule_is_said_at_its_field(answers, errors):
    form = filled_in(**answers)

    assert form.errors == {field: [sentence] for field, sentence in errors.items()}


def test_each_rule_comes_with_its_sentence_and_its_example(staff):
    page = unescape(staff.get(ADD).content.decode())

    for preset in PRESETS:
        assert preset.purpose in page
        assert preset.used_by in page
        assert f'href="{preset.source}"' in page
    assert "No endorsement: Ash has 58 % of 100 ballots; 60 % was needed." in page


def test_a_saved_contest_says_its_rule_in_words(staff):
    contest = contest_of("irv")
    page = page_of(staff, contest.round)

    assert "Ranked choice, 60 % of continuing ballots" in page
    assert "Rank the candidates, as many as you like" in page


def test_a_rule_without_a_name_and_a_frozen_one_are_said_in_words_too(staff):
    assert "A rule of your own</p>" in page_of(staff, contest_of("single_choice").round)
    frozen = page_of(staff, open_round(1))
    assert "Mark one choice." in frozen
    assert "contests-0-preset" not in frozen


def test_a_new_row_of_a_stored_round_waits_for_its_rule(staff):
    page = page_of(staff, contest_of("irv").round)

    assert "It stands here once the round is saved." in page
