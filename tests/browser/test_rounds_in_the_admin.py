"""Staff set a round up in a real browser: rows added, rows removed, nothing typed is lost."""

import pytest

from endorsements.models import Candidate, Contest, Round
from members.models import Proposal
from tests.browser import people
from tests.factories.endorsements import cast_all, draft_round, open_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def fill(page, name, words):
    page.locator(f"[name={name}]").fill(words)


def decide_on(page, contest, words):
    """Types what no public office is."""
    page.locator(f"[name=contests-{contest}-office]").evaluate(
        "field => { field.closest('details').open = true }"
    )
    fill(page, f"contests-{contest}-office", words)


def add_candidate(page, contest):
    page.locator(f"#contests-{contest}-candidates-data").get_by_text("Add another").click()


def test_contests_and_candidates_are_added_and_removed_on_one_form(new_page):
    page = new_page(viewport=DESK)
    people.log_in(page, people.staff(), then="/admin/")
    page.goto("/admin/endorsements/round/add/")
    fill(page, "title", "Spring endorsements")
    decide_on(page, 0, "Governor")
    fill(page, "contests-0-candidates-0-name", "Ann")
    fill(page, "contests-0-candidates-1-name", "Bob")
    add_candidate(page, 0)
    fill(page, "contests-0-candidates-2-name", "Cid")
    fill(page, "contests-0-candidates-2-biography", "Grew up in Natick.")
    page.get_by_text("Add another Contest").click()
    decide_on(page, 1, "Mayor")
    fill(page, "contests-1-candidates-0-name", "Dan")
    page.locator("#contests-0-candidates-data .delete-template:visible").nth(1).click()
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_text("still bar scheduling").wait_for()
    rows = Candidate.objects.order_by("contest__position", "pk")
    assert list(rows.values_list("contest__key", "key", "biography")) == [
        ("governor", "ann", ""),
        ("governor", "cid", "Grew up in Natick."),
        ("mayor", "dan", ""),
    ]


def test_a_rule_is_chosen_by_its_name_and_gone_on_from(new_page):
    page = new_page(viewport=DESK)
    people.log_in(page, people.staff(), then="/admin/")
    page.goto("/admin/endorsements/round/add/")
    fill(page, "title", "Spring endorsements")
    decide_on(page, 0, "Board")
    page.get_by_role("radio", name="Ranked choice for 3 seats").check()
    chosen = page.locator(".rule-chosen:visible")
    assert chosen.inner_text() == ": Ranked choice for 3 seats (STV)"
    page.get_by_role("heading", name="A rule of your own: how ranks").click()
    page.locator("[name=contests-0-own_arithmetic]").select_option("decimal5")
    assert chosen.inner_text() == ": A rule of your own"
    fill(page, "contests-0-how_many", "4")
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_text("still bar scheduling").wait_for()
    contest = Contest.objects.get()
    assert (contest.form, contest.seats, contest.ties) == ("stv", 4, "draw")
    assert (contest.arithmetic, contest.skipped) == ("decimal5", "skip")
    assert contest.threshold is None
    assert not contest.has_no_endorsement


@pytest.mark.parametrize("has_script", [True, False])
def test_made_up_ballots_are_counted(new_page, has_script):
    page = new_page(java_script_enabled=has_script, bypass_csp=has_script)
    people.log_in(page, people.staff(), then="/admin/")
    page.goto("/admin/endorsements/round/try/?rule=ranked-majority")
    page.get_by_role("button", name="Count these ballots").click()

    page.get_by_text("Birch is endorsed with 58.3").wait_for()
    assert page.locator("[name=ballots]").input_value().startswith("40: Ash > Birch")
    if has_script:
        assert people.faults(page) == []
        assert not people.is_wider_than_its_screen(page)


def test_a_clean_draft_is_scheduled_once_somebody_has_looked(new_page):
    voting_round = draft_round(3)
    page = new_page(viewport=PHONE)
    people.log_in(page, people.staff(), then="/admin/")
    page.goto(f"/admin/endorsements/round/{voting_round.pk}/change/")
    page.get_by_role("link", name="Schedule", exact=True).click()
    page.wait_for_url("**/do/schedule/")  # `all()` asks at once: on the old page it finds none
    for box in page.locator(".desk-ask input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Schedule").click()

    page.get_by_text("The round is scheduled.").wait_for()
    assert Round.objects.get().status == "scheduled"


def test_a_round_is_closed_early_by_two_people(new_page):
    voting_round = open_round(4)
    cast_all(voting_round, ["ash", "birch"])
    first = new_page(viewport=PHONE, bypass_csp=True)
    people.log_in(first, people.staff(), then="/admin/")
    second_person = people.staff("second@example.org")
    first.goto(f"/admin/endorsements/round/{voting_round.pk}/change/")
    first.get_by_role("link", name="Close early", exact=True).click()
    fill(first, "reason", "The hall has no power.")
    first.get_by_role("button", name="Propose it").click()
    first.get_by_text("Waits for a second person").wait_for()
    assert Round.objects.get().status == "open"

    second = new_page(viewport=DESK, bypass_csp=True)
    people.log_in(second, second_person, then="/admin/")
    second.goto(f"/admin/members/proposal/{Proposal.objects.get().pk}/change/")
    assert [fault for fault in people.faults(second) if " region:" not in fault] == []
    second.get_by_role("button", name="Confirm, and do it").click()
    second.get_by_text("Confirmed, and done.").wait_for()

    assert Round.objects.get().status == "closed"


def test_the_pages_of_rounds_have_no_fault(new_page):
    draft, voting_round = draft_round(3, record_date=None), open_round(4)
    cast_all(voting_round, ["ash", "birch"])
    page = new_page(bypass_csp=True)
    people.log_in(page, people.staff(), then="/admin/")
    of_rounds = "/admin/endorsements/round"
    for address in (
        "/admin/",
        f"{of_rounds}/add/",
        f"{of_rounds}/try/?rule=stv",
        f"{of_rounds}/{draft.pk}/change/",
        f"{of_rounds}/{voting_round.pk}/change/",
        f"{of_rounds}/{voting_round.pk}/do/annul/",
        f"{of_rounds}/{draft.pk}/preview/",
    ):
        page.goto(address)
        found = people.faults_in_both_looks(page, narrowest=360)
        # The frame of the admin is django-unfold's: its header stands outside every landmark.
        assert [fault for fault in found if " region:" not in fault] == []
