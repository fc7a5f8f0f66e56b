"""Two people of the staff, each at a desk of their own, doing what a round needs."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from endorsements.models import Candidate, Round
from members.models import Chapter, Proposal
from tests.browser import people

ROUND = "/admin/endorsements/round"
# The frame of the admin is django-unfold's: its header stands outside every landmark, and what it
# scrolls in has one name wherever it stands.
OF_UNFOLD = re.compile(r" region:|simplebar-content-wrapper")
# What tells one page of a kind from another: the number or the key of what it shows.
WHICH = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)|(?<=/candidate/)[^/]+")
looked_at: set[tuple[str, str, int]] = set()


def sound(page) -> None:
    """Nothing on the page is held against it, and nothing sticks out; once for each kind of page.

    A page with another title or in a window of another width is of another kind.
    """
    path = WHICH.sub("*", urlsplit(page.url).path)
    kind = (path, page.title(), page.viewport_size["width"])
    if kind in looked_at:
        return
    looked_at.add(kind)
    page.wait_for_timeout(150)  # colours fade in
    found = [fault for fault in people.faults(page) if not OF_UNFOLD.search(fault)]
    assert not found, "\n".join(found)
    assert not people.is_wider_than_its_screen(page), page.url


@dataclass(frozen=True)
class Desk:
    """`first` proposes, `second` confirms; both windows stay logged in."""

    first: Any
    second: Any

    def propose(self, voting_round: Round, button: str, **answers: str) -> None:
        """Press a button of a round that takes two, and have the other one confirm."""
        page = self.first
        page.goto(f"{ROUND}/{voting_round.pk}/change/")
        page.get_by_role("link", name=button, exact=True).first.click()
        for name, answer in answers.items():
            fill(page, name, answer)
        sound(page)
        page.get_by_role("button", name="Propose it").click()
        page.get_by_text("Waits for a second person").wait_for()
        self.confirm()

    def confirm(self) -> None:
        waiting = Proposal.objects.get(state="open")
        self.second.goto(f"/admin/members/proposal/{waiting.pk}/change/")
        self.second.get_by_role("button", name="Confirm, and do it").click()
        self.second.get_by_text("Confirmed, and done.").wait_for()

    def send_questionnaire(self, title: str, candidates: list[Candidate]) -> None:
        """Put one together from pasted lines, and send it to each candidate of a contest."""
        page = self.first
        page.goto("/admin/endorsements/questionnaire/add/")
        fill(page, "title", title)
        page.get_by_role("button", name="Save and continue editing").click()
        page.get_by_role("link", name="Add from the bank or a document").click()
        fill(page, "section", "Housing")
        fill(page, "pasted", "1. Do you back rent control?\n2. Would you sign the housing act?")
        page.get_by_role("button", name="Look at them").click()
        page.get_by_role("heading", name="These questions are added").wait_for()
        sound(page)
        page.get_by_role("button", name="Add these 2 questions").click()
        page.get_by_role("link", name="Send it").click()
        fill(page, "due_at_0", "2030-01-01")
        fill(page, "due_at_1", "12:00")
        for one in candidates:
            fill(page, f"email-{one.pk}", f"{one.key}@example.org")
        sound(page)
        page.get_by_role("button", name="Send it").click()
        page.get_by_text("frozen since").wait_for()

    def recommend(self, candidate: Candidate, *, recused: str) -> None:
        page = self.first
        page.goto("/admin/endorsements/recommendation/add/")
        page.locator("[name=contest]").select_option(str(candidate.contest_id))
        page.locator("[name=choice]").select_option("candidate")
        page.locator("[name=candidate]").select_option(str(candidate.pk))
        fill(page, "reasons", "She answered every question.")
        fill(page, "recused", recused)
        sound(page)
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("successfully").wait_for()

    def plan_mails(self, voting_round: Round) -> None:
        """The usual ones, read and found good."""
        page = self.first
        page.goto(f"{ROUND}/{voting_round.pk}/mail/")
        page.get_by_role("button", name="Plan the usual mails").click()
        page.get_by_role("button", name="I have read").click()
        page.get_by_text("Noted: you have read the mails").wait_for()
        sound(page)

    def remind(self, voting_round: Round, *, hours: int) -> None:
        """Plan one more reminder; where its time has come, it goes out once it was read."""
        page = self.first
        page.goto(f"{ROUND}/{voting_round.pk}/mail/")
        fill(page, "hours", str(hours))
        page.get_by_role("button", name="Plan it").click()
        page.get_by_role("link", name=f"Reminder, {hours} hours before the close").wait_for()
        page.get_by_text("Nobody has found it good: it does not go out").wait_for()
        sound(page)
        page.get_by_role("button", name="I have read").click()
        page.get_by_text("Noted: you have read the mails").wait_for()

    def schedule(self, voting_round: Round) -> None:
        page = self.first
        page.goto(f"{ROUND}/{voting_round.pk}/change/")
        sound(page)
        page.get_by_role("link", name="Schedule", exact=True).click()
        page.wait_for_url("**/do/schedule/")
        for box in page.locator(".desk-ask input[type=checkbox]").all():
            box.check()
        page.get_by_role("button", name="Schedule").click()
        page.get_by_text("The round is scheduled.").wait_for()

    def give_dates(self, voting_round: Round) -> None:
        """To a run-off that was prepared without."""
        self.first.goto(f"{ROUND}/{voting_round.pk}/change/")
        self._fill_dates()
        self.first.get_by_role("button", name="Save", exact=True).click()
        self.first.get_by_text("successfully").wait_for()

    def set_up_a_round(
        self, title: str, chapter: Chapter, office: str, candidates: list[str]
    ) -> Round:
        page = self.first
        page.goto(f"{ROUND}/add/")
        fill(page, "title", title)
        fill(page, "chapter", str(chapter.pk))
        self._fill_dates()
        typed = page.locator("[name=contests-0-office]")
        typed.evaluate("field => { field.closest('details').open = true }")
        typed.fill(office)
        for place, name in enumerate(candidates):
            fill(page, f"contests-0-candidates-{place}-name", name)
        sound(page)
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("successfully").wait_for()
        return Round.objects.get(title=title)

    def _fill_dates(self) -> None:
        fill(self.first, "record_date", "2026-06-30")
        for name, days in (("opens_at", 1), ("closes_at", 3)):
            moment = timezone.localtime() + timedelta(days=days)
            fill(self.first, f"{name}_0", f"{moment:%Y-%m-%d}")
            fill(self.first, f"{name}_1", f"{moment:%H:%M}")

    def announce(self, voting_round: Round, title: str, text: str) -> None:
        page = self.first
        page.goto("/admin/endorsements/announcement/add/")
        page.locator("[name=round]").select_option(str(voting_round.pk))
        fill(page, "title", title)
        fill(page, "text", text)
        fill(page, "publish_at_0", f"{timezone.localdate():%Y-%m-%d}")
        fill(page, "publish_at_1", "00:00")
        sound(page)
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("successfully").wait_for()


def fill(page, name: str, words: str) -> None:
    """Type into a field, choose from a list, or look somebody up."""
    field = page.locator(f"[name={name}]")
    if field.get_attribute("data-ajax--url"):
        page.locator(f"[name={name}] + .select2").click()
        page.locator(".select2-search__field").fill(words)
        page.locator(".select2-results__option", has_text=words).first.click()
    elif field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(words)
    else:
        field.fill(words)
