"""A ballot with a contest of every form in a real browser: on a phone, with and without scripts."""

import re

import pytest
from django.test import override_settings

from endorsements import counting, mixing, publication
from endorsements.models import CastRecord
from endorsements.tally.vocabulary import FORMS
from tests.browser import people
from tests.factories.endorsements import close, entries, open_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}

# What a voter does, contest by contest, and what is then in the sealed ballot.
WANTED = {
    "single_choice": "birch",
    "question": "no-endorsement",
    "approval": {"ash", "cedar"},
    "per_candidate": {"ash:yes", "birch:no"},
    "score": {"ash:5", "birch:0"},
    "star": {"cedar:3"},
    "irv": "cedar>no-endorsement>ash",
    "stv": "birch>ash",
    "whether_whom": "yes:cedar",
}


@pytest.fixture
def voting_round():
    with override_settings(PUBLISH_PATTERNS=True):
        return open_round(3, forms=FORMS, title="Every form")


def contest(page, key):
    return page.locator(f"[id='contest-{key}']")


def oval(page, key, name, answer):
    """One of the ovals in the row about a candidate."""
    about = contest(page, key).get_by_role("group", name=re.compile(f"^{name}"))
    return about.get_by_role("radio", name=answer, exact=True)


def mark_all_but_ranks(page):
    contest(page, "single_choice").get_by_role("radio", name="Birch").check()
    contest(page, "question").get_by_role("radio", name=re.compile("No position")).check()
    for name in ("Ash", "Birch", "Cedar", "Birch"):  # the second press clears it
        contest(page, "approval").locator(".tick", has_text=name).click()
    oval(page, "per_candidate", "Ash", "Yes").check()
    oval(page, "per_candidate", "Birch", "No").check()
    oval(page, "score", "Ash", "5").check()
    oval(page, "score", "Birch", "0").check()
    oval(page, "star", "Cedar", "3").check()
    whether, whom = contest(page, "whether_whom").locator("fieldset").all()
    whether.get_by_role("radio", name="Yes").check()
    whom.get_by_role("radio", name="Cedar").check()


def choose_ranks(page, key, ranks):
    for name, rank in ranks.items():
        contest(page, key).get_by_role("combobox", name=name).select_option(rank)


def press_ranks(page, key, *names):
    for name in names:
        contest(page, key).get_by_role("button", name=f"{name}: give rank").click()


def press(page, name):
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def records_of(voting_round):
    """Close and count a round of one ballot; contest to what it says, marks in no order."""
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    publication.publish(voting_round.pk)
    records = CastRecord.objects.filter(contest__round=voting_round).select_related("contest")
    texts = {record.contest.key: record.selection for record in records}
    return {
        key: set(text.split(" ")) if isinstance(WANTED[key], set) else text
        for key, text in texts.items()
    }


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_a_member_votes_in_every_form_on_a_phone(new_page, voting_round, javascript):
    page = new_page(java_script_enabled=javascript)
    people.log_in(page, people.voter(entries(voting_round)[0]), then="/ballots/")
    page.goto(f"/ballots/{voting_round.slug}/")
    mark_all_but_ranks(page)
    if javascript:
        press_ranks(page, "irv", "Cedar", "No endorsement", "Ash")
        press_ranks(page, "stv", "Birch", "Ash")
        assert people.faults(page) == []
    else:
        choose_ranks(page, "irv", {"Ash": "4", "Cedar": "1", "No endorsement": "2"})
        choose_ranks(page, "stv", {"Ash": "1", "Birch": "1"})
        press(page, "Review my ballot")
        assert contest(page, "stv").get_by_text(re.compile("You gave rank 1 to both")).count() == 1
        choose_ranks(page, "stv", {"Ash": "2"})
    press(page, "Review my ballot")
    page.get_by_role("heading", name="Is this your ballot?").wait_for()
    assert page.get_by_text("You left out a rank").count() == (0 if javascript else 1)
    reads = page.locator(".readback").all_inner_texts()
    found = people.faults(page) if javascript else []
    press(page, "Change my choices")
    press(page, "Review my ballot")
    assert page.locator(".readback").all_inner_texts() == reads
    press(page, "Cast my ballot")
    page.get_by_role("heading", name="Your ballot is recorded").wait_for()
    assert page.locator(".readback").all_inner_texts() == reads
    code = "".join(page.locator(".check-code").nth(6).inner_text().split())
    found += people.faults(page) if javascript else []

    assert found == []
    assert records_of(voting_round) == WANTED
    page.goto(f"/rounds/{voting_round.slug}/codes/irv/")
    line = page.locator(f"tr[id='{code}'] td").inner_text()
    assert line.splitlines() == ["1. Cedar;", "2. No endorsement;", "3. Ash"]
    assert not people.is_wider_than_its_screen(page)


def test_every_form_is_marked_by_keyboard_alone(new_page, voting_round):
    page = new_page(viewport=NARROW, color_scheme="dark")
    people.log_in(page, people.voter(entries(voting_round)[0]), then="/ballots/")
    page.goto(f"/ballots/{voting_round.slug}/")
    assert people.faults(page) == []
    assert not people.is_wider_than_its_screen(page)

    go_to(page, "single_choice", "input")
    page.keyboard.press("Space")
    go_to(page, "approval", ".tick-no")
    page.keyboard.press("Space")
    assert page.locator("[id='contest-approval'] .tick-yes:checked").count() == 1
    page.keyboard.press("ArrowDown")
    assert page.locator("[id='contest-approval'] .tick-yes:checked").count() == 0
    page.keyboard.press("ArrowDown")
    go_to(page, "per_candidate", "input:checked")
    page.keyboard.press("ArrowRight")
    go_to(page, "score", "input:checked")
    page.keyboard.press("ArrowLeft")
    assert page.locator("[id='contest-score'] .points input[value='06']:checked").count() == 1

    order = rank_by_keyboard(page)
    go_to_button(page, "Review my ballot")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Is this your ballot?").wait_for()
    ranked = page.locator(".choice-ranked .candidate-name").all_inner_texts()
    assert ranked == order
    assert not people.is_wider_than_its_screen(page)
    go_to_button(page, "Cast my ballot")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your ballot is recorded").wait_for()
    assert not people.is_wider_than_its_screen(page)


def rank_by_keyboard(page):
    """Rank three names, move the first one down and the last one up; returns the order."""
    irv = contest(page, "irv")
    go_to(page, "irv", ".rank-number")
    names = irv.locator(".rank-line .candidate-name").all_inner_texts()[:3]
    for _ in names:
        page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    while "rank 1 of 3" not in (focused(page).get_attribute("aria-label") or ""):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    assert focused(page).get_attribute("aria-label").startswith(f"{names[0]}: rank 2 of 3")
    assert irv.get_by_role("status").inner_text() == f"{names[0]}: rank 2 of 3."
    irv.get_by_role("button", name=f"Move {names[2]} up").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert focused(page).get_attribute("aria-label").startswith(f"{names[2]}: rank 1 of 3")
    irv.get_by_role("button", name=f"Take {names[0]} out").focus()
    page.keyboard.press("Enter")
    assert irv.get_by_role("status").inner_text() == f"{names[0]}: not ranked. Ranked: 2."
    return [names[2], names[1]]


def focused(page):
    return page.locator(":focus")


def go_to(page, key, wanted):
    tab_until(page, f"[id='contest-{key}'] {wanted}:focus")


def go_to_button(page, name):
    tab_until(page, f"button:focus:text('{name}')")


def tab_until(page, wanted):
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(wanted).count():
            return
    raise AssertionError(f"{wanted} cannot be reached by keyboard")


def test_names_are_put_in_order_by_dragging(new_page):
    voting_round = open_round(3, forms=["irv"])
    page = new_page(viewport={"width": 1280, "height": 900})
    people.log_in(page, people.voter(entries(voting_round)[0]), then="/ballots/")
    page.goto(f"/ballots/{voting_round.slug}/")
    irv = contest(page, "irv")
    press_ranks(page, "irv", "Ash", "Birch")
    irv.scroll_into_view_if_needed()

    drag(page, irv, "Cedar", onto="Ash")
    assert order_of(irv) == ["Cedar", "Ash", "Birch"]
    drag(page, irv, "Cedar", onto="Birch", below=True)
    assert order_of(irv) == ["Ash", "Birch", "Cedar"]
    drag(page, irv, "Birch", onto="No endorsement")
    assert order_of(irv) == ["Ash", "Cedar"]
    drag(page, irv, "Cedar", onto="Ash", escape=True)
    assert order_of(irv) == ["Ash", "Cedar"]
    chosen = irv.locator("select").evaluate_all(
        "all => Object.fromEntries(all.map(one => ["
        "one.parentElement.querySelector('.candidate-name').textContent, one.value]))"
    )
    assert chosen == {"Ash": "01", "Cedar": "02", "Birch": "00", "No endorsement": "00"}


def order_of(irv):
    return irv.locator("ol .candidate-name").all_inner_texts()


def drag(page, irv, name, *, onto, below=False, escape=False):
    source = irv.locator(".rank-line", has_text=name).locator(".candidate-name").bounding_box()
    target = irv.locator(".rank-line", has_text=onto).bounding_box()
    height = target["height"] * (0.8 if below else 0.2)
    page.mouse.move(source["x"] + 5, source["y"] + 5)
    page.mouse.down()
    page.mouse.move(source["x"] + 5, source["y"] + 20, steps=3)
    page.mouse.move(target["x"] + 60, target["y"] + height, steps=5)
    if escape:
        page.keyboard.press("Escape")
    page.mouse.up()
