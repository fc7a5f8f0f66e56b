"""Staff read who is just outside a roll, before it is frozen and after."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.models import Look
from tests.factories.endorsements import RoundFactory, draft_round, scheduled_round
from tests.factories.members import ContributionFactory, UserFactory

pytestmark = pytest.mark.django_db


def address(voting_round) -> str:
    return reverse("admin:endorsements_round_misses", args=[voting_round.pk])


def page(client, voting_round, **asked):
    return client.get(address(voting_round), asked)


def lapsed(name: str):
    return ContributionFactory(member__name=name, received_on=date(2024, 1, 1)).member


@pytest.mark.parametrize("make", [draft_round, lambda number: scheduled_round(number)])
def test_staff_read_who_is_outside_and_why(admin_client, make):
    lapsed("Ada Ash")
    voting_round = make(1)

    shown = page(admin_client, voting_round).content.decode()

    assert "Ada Ash" in shown
    assert "Your dues lapsed on 1 January 2025" in shown
    assert "?cause=lapsed&amp;page=1" in shown


def test_the_desk_of_a_round_leads_there(admin_client):
    voting_round = draft_round(1)
    desk = admin_client.get(reverse("admin:endorsements_round_change", args=[voting_round.pk]))

    assert address(voting_round) in desk.content.decode()


def test_the_list_is_searched_and_the_search_written_down(admin_client):
    lapsed("Ada Ash")
    lapsed("Bo Birch")
    voting_round = draft_round(1)

    shown = page(admin_client, voting_round, terms="birch").content.decode()

    assert "Bo Birch" in shown
    assert "Ada Ash" not in shown
    assert Look.objects.get().term == "outside the roll: birch"


@pytest.mark.parametrize(
    "asked", [{"cause": "odd"}, {"page": "0"}, {"page": "x"}, {"terms": "x" * 101}]
)
def test_odd_questions_get_the_whole_list(admin_client, asked):
    lapsed("Ada Ash")

    assert "Ada Ash" in page(admin_client, draft_round(1), **asked).content.decode()


def test_long_lists_have_pages(admin_client):
    for number in range(51):
        lapsed(f"Ada {number:02}")
    voting_round = draft_round(1)

    first = page(admin_client, voting_round).content.decode()
    second = page(admin_client, voting_round, page=2).content.decode()

    assert ("Ada 49" in first, "Ada 50" in first, "page=2" in first) == (True, False, True)
    assert ("Ada 49" in second, "Ada 50" in second, "page=1" in second) == (False, True, True)


def test_who_was_recorded_after_the_freeze_is_listed_apart(admin_client):
    member = lapsed("Ada Ash")
    voting_round = scheduled_round(1)
    ContributionFactory(member=member, recorded_at=timezone.now() + timedelta(hours=1))

    shown = page(admin_client, voting_round).content.decode()

    assert "1 member would be on the roll" in shown
    assert "came onto the ledger on" in shown


def test_nobody_outside_is_said(admin_client):
    voting_round = draft_round(1)

    assert "Nobody is just outside the roll." in page(admin_client, voting_round).content.decode()
    found = page(admin_client, voting_round, terms="x").content.decode()
    assert "Nobody just outside the roll is found by this." in found
    without = page(admin_client, RoundFactory(record_date=None)).content.decode()
    assert "once there is a record date" in without


def test_who_may_not_see_members_may_not_see_the_list(client):
    staff = UserFactory(is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="view_round"))
    client.force_login(staff)

    assert page(client, draft_round(1)).status_code == 403


def test_the_list_takes_as_many_queries_whatever_its_length(admin_client):
    voting_round = scheduled_round(1)
    draft = draft_round(1)
    numbers = []
    for names in ("A", "BC"):
        for name in names:
            lapsed(name)
        with CaptureQueriesContext(connection) as queries:
            page(admin_client, voting_round)
            page(admin_client, draft)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
