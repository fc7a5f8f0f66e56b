"""Trying a rule with made-up ballots: what is counted and refused; and nothing is kept."""

from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from endorsements.admin.try_form import TryForm, start_from
from endorsements.admin.try_it import address_for, filled_in, trial_of
from endorsements.pictures.counts import in_one_piece
from endorsements.tally.presets import BY_KEY, PRESETS
from endorsements.tally.worked_examples import worked
from members.models import User
from tests.endorsements.admin.forms_sent import form_of
from tests.endorsements.admin.staging import digests, page_of
from tests.factories.endorsements import contest_of
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
TRY = reverse("admin:endorsements_round_try")
BALLOTS = {"rule": "single-60-all", "candidates": "Ash\nBirch", "ballots": "3: Ash\n2: Birch"}


def form(**answers):
    return TryForm(BALLOTS | answers)


def errors(**answers):
    return {field: list(found) for field, found in form(**answers).errors.items()}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_the_example_of_every_rule_is_filled_in_and_comes_to_the_same(preset):
    tried = TryForm(filled_in(preset.key) | {"eligible": preset.eligible})
    assert tried.errors == {}
    trial = trial_of(tried.cleaned_data)

    assert trial["sentence"] == in_one_piece(worked(preset).outcome)
    assert trial["count"].steps == worked(preset).rounds
    assert trial["count"].bars


def test_a_count_is_shown_round_by_round(staff):
    sent = form_of(staff.get(address_for("stv")))
    page = unescape(staff.post(TRY, sent).content.decode())

    example = worked(BY_KEY["stv"])
    assert f'<p class="outcome">{example.outcome}</p>' in page
    assert all(f"<li>{sentence}</li>" in page for sentence in example.rounds)


def test_the_page_begins_with_the_first_rule_and_takes_no_other_word_for_one(staff):
    assert form_of(staff.get(TRY))["rule"] == PRESETS[0].key
    assert form_of(staff.get(f"{TRY}?rule=borda"))["ballots"].strip() == ""
    assert start_from("contest-0") is None
    assert start_from("contest-²") is None


def test_trying_a_rule_keeps_nothing(staff):
    before = digests()
    answer = staff.post(TRY, BALLOTS)

    assert in_one_piece("Ash is endorsed with 60 % of 5 ballots") in answer.content.decode()
    assert digests() == before


def test_a_contest_is_tried_with_its_own_rule_and_candidates(staff):
    contest = contest_of("irv", office="Mayor")
    assert f'href="{address_for(f"contest-{contest.pk}")}"' in page_of(staff, contest.round)

    sent = form_of(staff.get(address_for(f"contest-{contest.pk}")))
    assert sent["candidates"].strip() == "Ash\nBirch\nCedar"
    sent |= {"candidates": "", "ballots": "6: Ash > Cedar\n4: Birch"}
    page = staff.post(TRY, sent).content.decode()

    assert in_one_piece("Ash is endorsed with 60 % of 10 ballots") in page
    assert f"Mayor ({contest.round})" in page


def test_others_may_run_in_the_rule_of_a_contest():
    contest = contest_of("approval")
    tried = form(
        rule=f"contest-{contest.pk}", candidates="Dogwood\n\nElm  Tree", ballots="elm tree"
    )

    assert tried.errors == {}
    assert tried.cleaned_data["contest"]["candidates"] == [
        {"key": "dogwood", "name": "Dogwood"},
        {"key": "elm-tree", "name": "Elm Tree"},
    ]


def test_a_question_has_its_answers_whoever_is_typed():
    tried = form(rule="question-60", ballots="3: yes\n1: no position")

    assert tried.errors == {}
    assert tried.cleaned_data["typed"].profile == {"yes": 3, "no-endorsement": 1}


def test_seats_are_as_many_as_are_asked_for():
    tried = form(rule="stv", how_many="1")

    assert tried.errors == {}
    assert tried.cleaned_data["contest"]["seats"] == 1


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (
            {"ballots": "1: Ash\n2: Oak\n\nx"},
            {
                "ballots": [
                    "Line 2: “Oak” is not one of “Ash”, “Birch”, “No endorsement” and “Abstain”.",
                    "Line 4: “x” is not one of “Ash”, “Birch”, “No endorsement” and “Abstain”.",
                ]
            },
        ),
        ({"ballots": ""}, {"ballots": ["This field is required."]}),
        (
            {"rule": "borda"},
            {"rule": ["Select a valid choice. borda is not one of the available choices."]},
        ),
        ({"how_many": "0"}, {"how_many": ["Ensure this value is greater than or equal to 1."]}),
        (
            {"how_many": "2"},
            {"how_many": ["This rule finds one: leave this empty, or choose a rule for several."]},
        ),
        ({"eligible": "4"}, {"eligible": ["There are more ballots than members."]}),
        ({"candidates": ""}, {}),
        (
            {"candidates": "Ash, Jr.\nBirch"},
            {"candidates": ["“Ash, Jr.”: leave out ,, which stands between names on a ballot."]},
        ),
        (
            {"candidates": "Ash\nAbstain"},
            {"candidates": ["“Abstain” is not a candidate: the rule offers it, or not."]},
        ),
        (
            {"candidates": "Ash\nAsh"},
            {"candidates": ["“Ash” stands there twice.", "“Ash” stands there twice."]},
        ),
        (
            {"candidates": "\n".join(f"Candidate {number}" for number in range(31))},
            {"candidates": ["Write 1 to 30 names, one per line."]},
        ),
    ],
)
def test_mistakes_are_named_at_their_field(answers, found):
    assert errors(**answers) == found


def test_only_the_first_faults_are_named():
    assert len(errors(ballots="Oak\n" * 50)["ballots"]) == 20


def test_a_contest_without_candidates_cannot_be_tried_without_any():
    contest = contest_of("irv", candidates=[])

    assert errors(rule=f"contest-{contest.pk}", candidates="") == {
        "candidates": ["Write 1 to 30 names, one per line."]
    }


def test_ballots_that_the_rule_does_not_allow_are_said(staff):
    page = staff.post(TRY, BALLOTS | {"ballots": "3: Ash\nAsh, Birch"}).content.decode()

    assert "Line 2: This rule does not allow it: it counts as invalid." in page
    assert "1 invalid" in page


def test_only_who_may_see_rounds_may_try_rules(client):
    assert client.get(TRY).status_code == 302
    clerk = UserFactory(is_staff=True)
    client.force_login(clerk)
    assert client.get(TRY).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename="view_round"))
    client.force_login(User.objects.get(pk=clerk.pk))
    assert client.get(TRY).status_code == 200


def test_the_list_of_rounds_leads_here(staff):
    assert (
        f'href="{TRY}"'
        in staff.get(reverse("admin:endorsements_round_changelist")).content.decode()
    )
