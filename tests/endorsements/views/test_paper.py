"""The staff's pages for ballots on paper: who gets there, and from the sheet to the count."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from endorsements import mixing
from endorsements.models import PaperEntry
from endorsements.paper.entering import pile_of
from endorsements.paper.sheets import read_sheet
from tests.endorsements.paper.piles import finished, marked, printed
from tests.endorsements.views.marking import marks_for
from tests.factories.endorsements import close, entries, fresh, open_round
from tests.factories.members import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
CODE = re.compile(r"Sheet <code>([A-Z0-9-]+)</code>")


@pytest.fixture
def closed():
    voting_round = open_round(4, records_minimum=3)
    for entry in entries(voting_round)[:2]:
        marked(entry)
    close(voting_round)
    return fresh(voting_round)


@pytest.fixture
def admin(client):
    client.force_login(StaffFactory())
    return client


@pytest.fixture
def two():
    """Two browsers, of two people of the staff."""
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(StaffFactory())
    return browsers


def page(name, voting_round):
    return reverse(f"endorsements:{name}", args=[voting_round.slug])


def read(client, voting_round, sheet, **marks):
    data = {"sheet": sheet.code, "read": "1", **marks}
    return client.post(page("paper_enter", voting_round), data)


def ash(voting_round):
    return marks_for(voting_round.definition["contests"][0], "ash")


@pytest.mark.parametrize("name", ["paper", "paper_sheets", "paper_enter"])
def test_the_pages_are_for_staff_alone(client, closed, name):
    assert client.get(page(name, closed)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(page(name, closed)).status_code == 403


def test_sheets_are_printed_each_with_its_own_codes_and_nothing_is_stored(admin, closed):
    answer = admin.post(page("paper_sheets", closed), {"style": "S1", "number": "3"})

    text = answer.content.decode()
    codes = CODE.findall(text)
    assert len(set(codes)) == 3
    sheet = read_sheet(closed, codes[0])
    assert sheet.codes["governor"][:4] in text
    assert "no-store" in answer["Cache-Control"]
    assert not PaperEntry.objects.exists()


@pytest.mark.parametrize("number", ["0", "51", "many", ""])
def test_a_wrong_number_of_sheets_gets_a_sentence(admin, closed, number):
    answer = admin.post(page("paper_sheets", closed), {"style": "S1", "number": number})

    assert answer.status_code == 400
    assert "field-error" in answer.content.decode()


def test_a_sheet_is_read_by_two_and_then_all_are_in(closed, two):
    sheet = printed(closed)[0]
    for number, client_of in enumerate(two, start=1):
        asked = client_of.post(page("paper_enter", closed), {"sheet": sheet.code})
        assert "What is marked on this sheet?" in asked.content.decode()
        answer = read(client_of, closed, sheet, **ash(closed))
        assert answer.status_code == 302
        assert PaperEntry.objects.count() == number
    assert pile_of(closed).agreed == 1
    text = client_of.get(page("paper", closed)).content.decode()
    assert "Only 2 members vote on paper" in text
    assert "Propose it" in text
    finished(closed)
    assert "Two people have said" in client_of.get(page("paper", closed)).content.decode()
    assert client_of.get(page("paper_enter", closed)).status_code == 302


def test_readings_that_differ_are_shown_with_the_contest(closed, two):
    sheet = printed(closed)[0]
    one, other = two
    read(one, closed, sheet, **ash(closed))

    answer = read(other, closed, sheet, **{"unreadable-governor": "1", "contest-governor": "x"})

    assert answer.status_code == 409
    assert "read this sheet otherwise: Governor" in answer.content.decode()
    assert pile_of(closed).differing == 1


def test_a_made_up_code_and_a_made_up_mark_are_refused(admin, closed):
    made_up = admin.post(page("paper_enter", closed), {"sheet": "A" * 20})
    none = admin.post(page("paper_enter", closed), {"sheet": ""})
    mark = read(admin, closed, printed(closed)[0], **{"contest-governor": "nobody"})

    assert (made_up.status_code, none.status_code, mark.status_code) == (400, 400, 400)
    assert "letter by letter" in made_up.content.decode()
    assert "Nothing was noted yet" in mark.content.decode()
    assert not PaperEntry.objects.exists()


def test_a_sheet_that_should_not_be_there_is_forgotten(admin, closed):
    sheet = printed(closed)[0]
    read(admin, closed, sheet, **ash(closed))

    admin.post(page("paper_enter", closed), {"sheet": sheet.code, "forget": "1"})

    assert not PaperEntry.objects.exists()


def test_before_the_close_there_is_nothing_to_enter(admin):
    voting_round = open_round(3)

    answer = admin.get(page("paper_enter", voting_round), follow=True)

    assert "after the close" in answer.content.decode()
    assert "Propose somebody" in answer.content.decode()


def test_the_public_page_says_what_the_count_waits_for(client, closed):
    mixing.mix(closed.pk)

    text = client.get(reverse("endorsements:round", args=[closed.slug])).content.decode()

    assert "ballots on paper are being entered" in text
