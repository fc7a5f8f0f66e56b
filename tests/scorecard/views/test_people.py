"""A legislator's page, as visitors meet it."""

import pytest

from scorecard import naming, panels
from scorecard.models import Service
from scorecard.panels import Panel, PanelRow
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    one = make.LegislatorFactory(given_name="Ada", family_name="Adams", slug="ada-adams")
    make.ServiceFactory(legislator=one, district="1st Demo")
    return one


def text_of(client, address, **data):
    answer = client.get(address, data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_who_sits_where(client, ada):
    assert ada.get_absolute_url() == "/scorecard/legislators/ada-adams/"
    text = text_of(client, ada.get_absolute_url())
    assert "<h1>Ada Adams</h1>" in text
    assert "1st Demo" in text


def test_a_former_address_leads_to_the_one_of_today(client, ada):
    naming.rename(ada.pk, name="Ada Brown", given_name="Ada", family_name="Brown", by=None)
    answer = client.get("/scorecard/legislators/ada-adams/")
    assert (answer.status_code, answer.url) == (301, "/scorecard/legislators/ada-brown/")


def test_nobody_is_404(client):
    assert client.get("/scorecard/legislators/nobody/").status_code == 404


def test_apps_above_add_sections(client, ada, monkeypatch):
    row = PanelRow("Primary 2001", "/rounds/demo/", "Endorsed with 70 % of 10 ballots.")
    panel = Panel("What our members decided", "Each round.", (row,))
    given = [lambda one: panel if one == ada else None]
    monkeypatch.setattr(panels, "panels", given)
    text = text_of(client, ada.get_absolute_url())
    assert "What our members decided" in text
    assert 'href="/rounds/demo/"' in text
    other = make.LegislatorFactory()
    assert "What our members decided" not in text_of(client, other.get_absolute_url())


@pytest.mark.parametrize("act", ["phone", "seat", "panel"])
def test_what_the_page_shows_besides_sessions_makes_it_new(client, ada, act, monkeypatch):
    page = ada.get_absolute_url()
    first = client.get(page)
    assert "Last-Modified" not in first
    kept = {"if-none-match": first["ETag"]}
    assert client.get(page, headers=kept).status_code == 304
    if act == "phone":
        ada.phone = "555-0100"
        ada.save()
    elif act == "seat":
        Service.objects.update(party="Independent")
    else:
        monkeypatch.setattr(panels, "panels", [lambda one: Panel("New", "", ())])
    assert client.get(page, headers=kept).status_code == 200
