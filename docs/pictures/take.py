"""Take the pictures of README and docs from a fresh `make demo` at ADDRESS; it prints both.

    PYTHONPATH=. .venv/bin/python docs/pictures/take.py ADDRESS PASSWORD

It votes as the demo member, changes the vote, looks at the desk's pages on the way of a round, and
closes the open round as two people of the staff.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser import chromium

HERE = Path(__file__).parent
PHONE, DESK = {"width": 390, "height": 780}, {"width": 1280, "height": 860}
A_MINUTE = 60_000
MARGIN = 12
WITHOUT_BUTTONS = "#submit-row { visibility: hidden }"  # which stay at the foot of the window


def main(address: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        phone, desk, other = (_window(browser, address, size) for size in (PHONE, DESK, DESK))
        _shoot(desk, "/", "home")
        _vote(phone, password)
        _log_in(desk, "staff@example.org", password, "/admin/")
        _prepare(desk)
        _propose_close(desk)
        _log_in(other, "second@example.org", password, "/admin/")
        _confirm(other)
        _see_result(desk)
        browser.close()


def _window(browser: Browser, address: str, size: dict[str, int]) -> Page:
    return browser.new_context(base_url=address, viewport=size).new_page()


def _shoot(page: Page, path: str, name: str) -> None:
    if path:
        page.goto(path)
    page.screenshot(path=HERE / f"{name}.png")


def _log_in(page: Page, email: str, password: str, then: str) -> None:
    codes = _codes(page)
    page.goto(f"/accounts/login/?next={then}")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()
    if email in codes:
        page.locator("[name=code]").fill(codes[email])
        page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(f"**{then}")


def _codes(page: Page) -> dict[str, str]:
    """What the authenticator apps of the demo's staff show just now, by address."""
    page.goto("/demo/codes/")
    rows = page.locator("tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("code").inner_text() for row in rows}


def _vote(page: Page, password: str) -> None:
    _log_in(page, "member@example.org", password, "/ballots/")
    _shoot(page, "/ballots/", "my-ballots")
    for link in ("Vote now", "Change my ballot"):
        page.goto("/ballots/")
        page.locator("a[href*=legislative-primary]", has_text=link).click()
        page.wait_for_url("**legislative-primary/")
        for contest in page.locator("fieldset.contest").all():
            if contest.get_by_role("radio").count():
                contest.get_by_role("radio").first.check()
        if link == "Vote now":
            page.locator(".contest-rule").first.scroll_into_view_if_needed()
            page.mouse.wheel(0, 420)
            page.wait_for_timeout(300)
            _shoot(page, "", "ballot")
        page.get_by_role("button", name="Review my ballot").first.click()
        page.get_by_role("button", name="Cast my ballot").first.click()
        page.get_by_role("heading", name="Your ballot is recorded").wait_for()
    page.locator(".receipt").screenshot(path=HERE / "receipt.png")


def _open_round(page: Page, title: str) -> None:
    page.goto("/admin/endorsements/round/")
    page.get_by_role("link", name=re.compile(title)).first.click()
    page.wait_for_load_state()


def _prepare(page: Page) -> None:
    """The pages that a round passes on its way, as docs/running-a-round.md tells it."""
    _open_round(page, "general election")
    _part(page, page.locator(".desk").first, "checklist")
    _open_round(page, "legislative primary")
    _shoot(page, "", "admin-round")
    round_page = page.url
    page.get_by_role("link", name=re.compile("Where it is")).first.click()
    page.wait_for_load_state()
    _part(page, page.locator("main.desk"), "path")
    mails = round_page.replace("/change/", "/mail/")
    page.goto(mails)
    page.get_by_role("button", name="Plan the usual mails").click()
    page.get_by_role("button", name="I have read").click()
    page.goto("/admin/endorsements/questionnaire/")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_load_state()
    _part(page, page.locator(".desk").first, "questionnaire")
    page.wait_for_timeout(A_MINUTE / 2)  # the first mail goes out
    page.goto(mails)
    _part(page, page.locator("main.desk"), "mails")
    page.goto(round_page)


def _part(page: Page, part: Locator, name: str) -> None:
    """At most a screen of it."""
    page.wait_for_timeout(500)  # colours fade in
    box = part.bounding_box()
    if box is None:
        raise SystemExit(f"{name} is not on {page.url}")
    height = min(box["height"], DESK["height"]) + MARGIN
    clip = {"x": box["x"] - MARGIN, "y": box["y"] - MARGIN, "width": box["width"], "height": height}
    page.screenshot(path=HERE / f"{name}.png", clip=clip, full_page=True, style=WITHOUT_BUTTONS)


def _propose_close(page: Page) -> None:
    page.get_by_role("link", name="Close early").first.click()
    page.locator("[name=reason]").fill("The pictures of the README show a close.")
    page.get_by_role("button", name="Propose it").click()
    page.get_by_text("Waits for a second person").wait_for()


def _confirm(page: Page) -> None:
    """From the staff desk, where it waits."""
    page.goto("/admin/members/proposal/")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_load_state()
    _part(page, page.locator("main.desk"), "confirm")
    page.get_by_role("button", name="Confirm, and do it").click()
    page.get_by_text("Confirmed, and done.").wait_for()


def _see_result(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("legislative primary")).first.click()
    page.get_by_role("link", name="Find my check code").first.wait_for(timeout=A_MINUTE)
    _shoot(page, "", "result")
    page.get_by_role("link", name="Find my check code").first.click()
    _shoot(page, "", "codes")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])
