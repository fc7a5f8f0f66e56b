"""A member reads, notes, asks, votes and says why; staff choose what to quote."""

import pytest

from endorsements import log, rounds
from endorsements.models import Candidate, ReadingMatter
from endorsements.reviewing import discussing, recommending
from endorsements.reviewing.recommending import Said
from tests.browser import people
from tests.endorsements.views.voters import user_of
from tests.factories.endorsements import close, entries, scheduled_round
from tests.factories.members import StaffFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_round_to_review():
    """An open round with a recommendation, a link, and what another member asked."""
    voting_round = scheduled_round(3, title="Spring endorsements")
    contest, ash = voting_round.contests.get(), Candidate.objects.get(key="ash")
    said = Said("candidate", ash.pk, "She answered every question.", "Al Day (her brother)")
    recommending.set_down(contest.pk, said, by=StaffFactory())
    ReadingMatter.objects.create(
        contest=contest, candidate=ash, title="Her plan", url="https://example.org/plan"
    )
    entry = entries(voting_round)[1]
    say = {"by": user_of(entry), "member": entry.member}
    asked = discussing.post(contest.pk, "Who knows the buses best?", **say)
    discussing.post(contest.pk, "Ask them on Monday.", answers=asked.pk, **say)
    rounds.open_voting(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    return voting_round


def sound(page):
    assert people.faults_in_both_looks(page) == []


def test_a_member_makes_up_their_mind_votes_and_says_why(new_page):
    voting_round = a_round_to_review()
    page = new_page()
    people.log_in(page, people.voter(entries(voting_round)[0]), then="/ballots/")
    page.get_by_role("link", name="Who runs, what the committee recommends").click()
    page.get_by_role("link", name="For members: the recommendation").click()
    # The order of candidates is drawn by lot.
    ash = page.locator("main li", has_text="My notes on Ash")
    ash.locator("summary").click()
    ash.get_by_label("My note").fill("Knows the budget.")
    ash.get_by_role("button", name="Keep my note").click()
    page.get_by_text("Your note on Ash is kept.").wait_for()
    assert ash.get_by_label("My note").input_value() == "Knows the budget."
    page.get_by_label("What you want to say").last.fill("She does.")
    page.get_by_role("button", name="Say it").click()
    page.get_by_role("button", name="I agree").first.click()
    page.get_by_role("button", name="I agree · 1").wait_for()
    sound(page)
    page.get_by_role("link", name="Report").first.click()
    page.get_by_role("heading", level=1, name="Report").wait_for()
    sound(page)

    page.goto(f"/ballots/{voting_round.slug}/")
    page.get_by_text("What the committee recommends").click()
    assert page.get_by_text("She answered every question.").is_visible()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Review my ballot").first.click()
    page.get_by_role("button", name="Cast my ballot").first.click()
    page.get_by_role("link", name="Say why, if you like").click()
    page.get_by_label("Your reason").fill("She knows the budget.")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Keep this reason").click()
    page.get_by_role("button", name="Delete my reason").wait_for()
    sound(page)

    close(voting_round)
    desk = new_page()
    people.log_in(desk, people.staff(), then="/admin/")
    desk.goto(f"/admin/endorsements/round/{voting_round.pk}/quotes/")
    desk.get_by_role("checkbox").check()
    desk.get_by_role("button", name="Quote what is ticked").click()
    desk.get_by_text("Quotes chosen for the announcement: 1.").wait_for()
    assert not people.is_wider_than_its_screen(desk)
