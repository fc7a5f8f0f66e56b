"""A whole round through a real browser: vote, change, close as staff, result, record, code."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from endorsements.models import Envelope
from members.models import Proposal
from tests.browser import people
from tests.factories.endorsements import cast, entries, open_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1280, "height": 900}


def mark_and_cast(page, name):
    page.get_by_role("radio", name=re.compile(name)).check()
    page.get_by_role("button", name="Review my ballot").first.click()
    page.get_by_role("heading", name="Is this your ballot?").wait_for()
    page.get_by_role("button", name="Cast my ballot").first.click()
    page.get_by_role("heading", name="Your ballot is recorded").wait_for()


def close_as_staff(new_page, voting_round):
    """One person of the staff proposes it, another confirms."""
    first, second = new_page(viewport=DESK), new_page(viewport=DESK)
    people.log_in(first, people.staff(), then="/admin/")
    people.log_in(second, people.staff("second@example.org"), then="/admin/")
    first.goto(f"/admin/endorsements/round/{voting_round.pk}/change/")
    first.get_by_role("link", name="Close early", exact=True).first.click()
    first.locator("[name=reason]").fill("Everybody has voted.")
    first.get_by_role("button", name="Propose it").click()
    first.get_by_text("Waits for a second person").wait_for()
    second.goto(f"/admin/members/proposal/{Proposal.objects.get().pk}/change/")
    second.get_by_role("button", name="Confirm, and do it").click()
    second.get_by_text("Confirmed, and done.").wait_for()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_a_round_from_ballot_to_recount(new_page, worker, tmp_path, javascript):
    voting_round = open_round(12, title="Demo round for governor")
    mine, *others = entries(voting_round)
    for other in others[:9]:
        cast(other, "ash")
    phone = new_page(java_script_enabled=javascript)

    people.log_in(phone, people.voter(mine), then="/ballots/")
    phone.get_by_role("link", name="Vote now").click()
    mark_and_cast(phone, "Birch")
    phone.get_by_role("link", name="Change my ballot").click()
    mark_and_cast(phone, "No endorsement")
    code = "".join(phone.locator(".check-code").first.inner_text().split())
    with phone.expect_download() as saved:
        phone.get_by_role("link", name="Save the receipt").click()
    receipt = tmp_path / "receipt.txt"
    saved.value.save_as(receipt)

    if javascript:  # the page looks by itself; without, it does so only every half minute
        phone.goto(f"/rounds/{voting_round.slug}/")
    close_as_staff(new_page, voting_round)
    if not javascript:
        phone.goto(f"/rounds/{voting_round.slug}/")
    phone.get_by_text("Ash is endorsed with 90 % of 10 ballots; 60 % was needed.").wait_for(
        timeout=60_000
    )
    assert not Envelope.objects.exists()

    with phone.expect_download() as downloaded:
        phone.get_by_role("link", name="Download the record").click()
    folder = unpacked(downloaded.value, tmp_path)
    checked = subprocess.run(
        [sys.executable, "-I", "verify.py", "--receipt", str(receipt)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr

    phone.get_by_role("link", name="Find my check code").click()
    line = phone.locator(f"tr[id='{code}']")
    assert "No endorsement" in line.inner_text()


def unpacked(download, tmp_path: Path) -> Path:
    archive = tmp_path / "record.zip"
    download.save_as(archive)
    with zipfile.ZipFile(archive) as record:
        record.extractall(tmp_path / "record")
    return next((tmp_path / "record").iterdir())


def test_the_ballot_can_be_cast_by_keyboard_alone(new_page):
    voting_round = open_round(3)
    page = new_page()
    people.log_in(page, people.voter(entries(voting_round)[0]), then="/ballots/")
    page.goto(f"/ballots/{voting_round.slug}/")

    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "button[type=submit]:text('Review')")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Is this your ballot?").wait_for()
    tab_to(page, "button[type=submit]:text('Cast')")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your ballot is recorded").wait_for()

    assert Envelope.objects.get().version == 1


def tab_to(page, wanted: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{wanted}:focus").count():
            return
    raise AssertionError(f"{wanted} cannot be reached by keyboard")


def test_a_session_that_ended_in_the_middle_loses_no_marks(new_page):
    voting_round = open_round(3)
    page = new_page()
    user = people.voter(entries(voting_round)[0])
    people.log_in(page, user, then="/ballots/")
    page.goto(f"/ballots/{voting_round.slug}/")
    page.get_by_role("radio", name=re.compile("Birch")).check()
    page.get_by_role("button", name="Review my ballot").first.click()
    page.get_by_role("heading", name="Is this your ballot?").wait_for()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Cast my ballot").first.click()
    page.get_by_role("heading", name="You have been logged out").wait_for()

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log in (new tab)").click()
    beside = opened.value
    beside.locator("[name=login]").fill(user.email)
    beside.locator("[name=password]").fill(people.PASSWORD)
    beside.get_by_role("button", name="Log in").first.click()
    beside.wait_for_url("**/ballots/**")
    page.get_by_role("button", name="Go on with my choices").click()
    page.get_by_role("heading", name="Is this your ballot?").wait_for()
    assert page.get_by_text("Birch").count()
    page.get_by_role("button", name="Cast my ballot").first.click()
    page.get_by_role("heading", name="Your ballot is recorded").wait_for()
