"""A candidate answers over the private link: saved as typed, in two windows, then submitted."""

import pytest

from endorsements.models import Answer, Candidate, Invitation
from endorsements.questionnaires.words import words_in
from tests.browser.people import faults
from tests.endorsements.questionnaires.asked import (
    answer_all,
    ask,
    let_the_deadline_pass,
    path_for,
)
from tests.factories.endorsements import scheduled_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NASTY = "a\u00a0b\u2003c \u200bd\u0085e \ufefff\u3000<b>g</b>"


@pytest.fixture
def asked(live_server):
    voting_round = scheduled_round(2)
    return ask(*Candidate.objects.filter(contest__round=voting_round).order_by("key"))


def is_saved(page):
    page.get_by_text("Saved at").wait_for()


def test_a_candidate_answers_in_two_windows(new_page, asked):
    ash, birch = asked
    page = new_page()
    page.goto(path_for(ash))
    assert faults(page) == []
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Yes").check()
    page.get_by_label("4", exact=True).check()
    is_saved(page)
    assert faults(page) == []
    page.get_by_role("button", name="Save and go on").click()

    other = new_page()
    other.goto(page.url)
    page.get_by_label("Your answer").fill(NASTY)
    page.get_by_text(f"{words_in(NASTY)} of at most 5 words.").wait_for()
    is_saved(page)
    other.get_by_label("Your answer").fill("Homes first")
    other.get_by_text("changed in another window").wait_for()
    assert Answer.objects.get(question__kind="text").value == NASTY
    other.get_by_role("button", name="Put what I typed here").click()
    is_saved(other)
    other.get_by_role("button", name="Save and go on").click()
    other.get_by_role("button", name="Submit my answers").click()

    other.get_by_text("Your answers are submitted").wait_for()
    assert Answer.objects.get(question__kind="text").value == "Homes first"
    answer_all(birch)
    let_the_deadline_pass(*Invitation.objects.all())
    other.goto(f"/rounds/{ash.candidate.contest.round.slug}/answers/governor/")
    assert other.get_by_text("Homes first").count() == 2
    assert faults(other) == []
