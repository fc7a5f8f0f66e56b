"""A season from the first question to the run-off: candidates, members, staff, real workers.

Everything is done through the pages. Forty members vote on a ballot with six counting forms: some
in a window, most by the pages alone, one on paper. Every page that somebody looks at is checked
by axe.
"""

import re

import pytest

from endorsements import publication
from endorsements.models import (
    Announcement,
    Candidate,
    Delivery,
    Invitation,
    Result,
    RollEntry,
    Round,
)
from tests.browser import people
from tests.browser.season import stage
from tests.browser.season.box import vote, vote_all
from tests.browser.season.desk import ROUND, Desk, fill, sound
from tests.endorsements.test_runoffs import tied_round
from tests.factories.endorsements import entries
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1280, "height": 900}
FULL = {
    "council": "ash cedar",
    "board": "ash:yes birch:no",
    "senate": "cedar>ash",
    "house": "ash:5 birch:0",
    "ballot-law": "yes",
}


@pytest.fixture
def sink(monkeypatch):
    """Where the workers' mails go. Asked for before `worker`, which takes the address over."""
    with Sink().running() as sink:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{sink.port}")
        yield sink


@pytest.fixture
def desk(new_page):
    windows = [new_page(viewport=WIDE, bypass_csp=True) for _ in range(2)]
    for window, address in zip(windows, ("first@example.org", "second@example.org"), strict=True):
        people.log_in(window, people.staff(address), then="/admin/")
    return Desk(*windows)


def test_candidates_answer_and_two_people_open_the_round(new_page, sink, worker, desk):
    spring = stage.spring_draft()
    candidates_answer(new_page, sink, desk, spring)
    ash = Candidate.objects.get(contest__round=spring, contest__key="governor", key="ash")
    desk.recommend(ash, recused="Al Day (her brother)")
    opened_by_two(desk, spring)


def test_forty_members_vote_and_the_result_is_announced(new_page, sink, worker, desk):
    spring = stage.opened(stage.spring_draft(opens_in=-6, closes_in=23))
    members_vote(new_page, desk, spring)
    a_candidate_withdraws(desk, sink, spring)
    who_has_not_voted_is_reminded(desk, spring)
    desk.announce(spring, "What our members decided", "Thirty-nine of us have voted.")
    closed_and_counted(new_page, desk, spring)


def test_a_run_off_decides_what_a_tie_left_open(new_page, worker, desk):
    """Prepared by itself; staff give it its dates."""
    publication.publish(tied_round(title="Autumn endorsements").pk)
    run_off = Round.objects.get(contests__run_off_of__isnull=False)
    desk.give_dates(run_off)
    opened_by_two(desk, run_off)
    tied = [one.key for one in run_off.contests.get().candidates.order_by("name")]
    names = [tied[0]] * 3 + [tied[1]]
    vote_all(
        (entry, {"council": name}) for entry, name in zip(entries(run_off), names, strict=False)
    )
    desk.propose(run_off, "Close early", reason="Everybody has voted.")
    stage.becomes(run_off, "published")
    page = new_page()
    page.goto(f"/rounds/{run_off.slug}/")
    page.get_by_text(f"{tied[0].title()} is endorsed").first.wait_for()
    sound(page)


def test_a_chapter_decides_for_itself(new_page, worker, desk):
    """Its own staff set the round up; its members vote, and nobody else."""
    chapter = stage.a_chapter()
    stage.spring_draft()
    page = new_page(viewport=WIDE, bypass_csp=True)
    people.log_in(page, stage.staff_of(chapter), then="/admin/")
    page.goto("/admin/endorsements/round/")
    assert page.get_by_text("Spring endorsements").count() == 0
    own = Desk(page, desk.second)
    voting_round = own.set_up_a_round("Valley mayor", chapter, "Mayor", ["Dan", "Eve"])
    opened_by_two(own, voting_round)
    assert voting_round.roll.count() == stage.OF_THE_CHAPTER
    vote_all((entry, {"mayor": "dan"}) for entry in entries(voting_round))
    own.propose(voting_round, "Close early", reason="Everybody has voted.")
    stage.becomes(voting_round, "published")
    public = new_page()
    public.goto("/endorsements/")
    sound(public)
    assert public.get_by_text("Dan").count()


def candidates_answer(new_page, sink, desk, draft: Round) -> None:
    """Three are asked: two answer, one declines."""
    asked = list(Candidate.objects.filter(contest__round=draft, contest__key="governor"))
    desk.send_questionnaire("Governor 2026", asked)
    page = new_page()
    for name in ("ash", "birch"):
        page.goto(stage.private_link(sink, f"{name}@example.org"))
        sound(page)
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("radio", name="Yes").first.wait_for()
        for legend in page.get_by_role("radio", name="Yes").all():
            legend.check()
        page.get_by_text("Saved at").wait_for()
        sound(page)
        page.get_by_role("button", name="Save and go on").click()
        page.get_by_role("button", name="Submit my answers").click()
        page.get_by_text("Your answers are submitted").wait_for()
    page.goto(stage.private_link(sink, "cedar@example.org"))
    page.get_by_role("link", name="I do not want to answer").click()
    sound(page)
    page.get_by_role("button", name="I decline to answer").click()
    page.get_by_text("You said that you do not answer").wait_for()
    states = Invitation.objects.order_by("candidate__key").values_list("state", flat=True)
    assert list(states) == ["answered", "answered", "declined"]
    desk.first.reload()
    sound(desk.first)


def opened_by_two(desk, draft: Round) -> None:
    """Mails read, scheduled, keys proved, and opened before its time."""
    desk.plan_mails(draft)
    desk.schedule(draft)
    desk.first.goto(f"{ROUND}/{draft.pk}/path/")
    sound(desk.first)
    proved = draft.key_events.filter(event="proved")
    stage.until(lambda: proved.count() == 3, "the proving of three keys")
    desk.propose(draft, "Open early", reason="Everybody is ready.")
    stage.becomes(draft, "open")


def members_vote(new_page, desk, voting_round: Round) -> None:
    """One will vote on paper; three in windows, of whom one votes again; two not at all yet."""
    first, second, third, *others = entries(voting_round)
    *others, _, _, on_paper = others
    desk.propose(
        voting_round,
        "Note who votes on paper",
        member=on_paper.member.name,
        reason="Has no computer.",
    )
    in_a_window(new_page(), first, "Ash", says_why=True)
    page = in_a_window(new_page(), second, "Ash")
    page.get_by_role("link", name="Change my ballot").click()
    mark_and_cast(page, "Birch")
    in_a_window(new_page(viewport={"width": 320, "height": 640}), third, "Cedar")
    half = len(others) // 2
    vote_all([(one, {"governor": "ash"} | FULL) for one in others[:half]])
    vote_all([(one, {"governor": "birch"} | FULL) for one in others[half:]])


def in_a_window(page, entry: RollEntry, name: str, *, says_why: bool = False):
    """Read about the candidates, vote, and say why."""
    people.log_in(page, people.voter(entry), then="/ballots/")
    sound(page)
    page.goto(f"/rounds/{entry.round.slug}/contests/governor/")
    assert page.get_by_text("She answered every question.").count()
    sound(page)
    page.goto(f"/ballots/{entry.round.slug}/")
    mark_and_cast(page, name)
    if says_why:
        page.get_by_role("link", name="Say why, if you like").click()
        page.get_by_label("Your reason").first.fill("She knows the budget.")
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Keep this reason").first.click()
        page.get_by_role("button", name="Delete my reason").wait_for()
        sound(page)
        page.goto(f"/ballots/{entry.round.slug}/")
    return page


def mark_and_cast(page, name: str) -> None:
    sound(page)
    governor = page.locator("[id='contest-governor']")
    governor.get_by_role("radio", name=re.compile(name)).check()
    page.get_by_role("button", name="Review my ballot").first.click()
    page.get_by_role("heading", name="Is this your ballot?").wait_for()
    sound(page)
    page.get_by_role("button", name="Cast my ballot").first.click()
    page.get_by_role("heading", name="Your ballot is recorded").wait_for()
    sound(page)


def a_candidate_withdraws(desk, sink, voting_round: Round) -> None:
    cedar = Candidate.objects.get(contest__round=voting_round, contest__key="governor", key="cedar")
    desk.propose(voting_round, "Note a withdrawal", candidate=str(cedar.pk), reason="She says so.")
    third = entries(voting_round)[2].member.addresses.get().email
    stage.until(
        lambda: any("Cedar" in mail for mail in stage.mails_to(sink, third)),
        "a mail about the withdrawal",
    )


def who_has_not_voted_is_reminded(desk, voting_round: Round) -> None:
    """The day before the close: two who have not voted, and nobody who has or votes on paper."""
    late, never = entries(voting_round)[-3:-1]
    desk.remind(voting_round, hours=24)
    reminders = Delivery.objects.filter(mailing__round=voting_round, mailing__kind="reminder")
    stage.until(lambda: reminders.filter(state="sent").count() == 2, "the sending of reminders")
    assert {one.member_id for one in reminders} == {late.member_id, never.member_id}
    vote(late, {"governor": "ash"} | FULL)
    desk.first.goto(f"{ROUND}/{voting_round.pk}/mail/")
    sound(desk.first)


def closed_and_counted(new_page, desk, voting_round: Round) -> None:
    """The sheet of paper is entered twice; then it is counted and published by itself."""
    desk.first.goto(f"/rounds/{voting_round.slug}/paper/sheets/")
    fill(desk.first, "number", "1")
    desk.first.get_by_role("button", name="Make sheets to print").click()
    sound(desk.first)
    code = desk.first.locator(".sheet-code code").inner_text()
    desk.propose(voting_round, "Close early", reason="Everybody has voted.")
    stage.becomes(voting_round, "mixed")
    for page in (desk.first, desk.second):
        page.goto(f"/rounds/{voting_round.slug}/paper/enter/")
        fill(page, "sheet", code)
        page.get_by_role("button", name="Go on").click()
        page.locator("[id='contest-governor']").get_by_role("radio", name="Birch").check()
        sound(page)
        page.get_by_role("button", name="This is what the sheet says").click()
        page.get_by_role("heading", name="Enter a sheet").wait_for()
    desk.propose(voting_round, "All ballots on paper are entered", reason="There was one.")
    stage.becomes(voting_round, "published")

    page = new_page()
    page.goto(f"/rounds/{voting_round.slug}/")
    sound(page)
    governor = Result.objects.get(contest__round=voting_round, contest__key="governor").numbers
    assert sorted(governor["tied"]) == ["ash", "birch"]
    stage.until(lambda: Announcement.objects.get().published_at, "the announcement")
    page.goto("/endorsements/news/what-our-members-decided/")
    assert page.get_by_text("Thirty-nine of us have voted.").count()
    sound(page)
