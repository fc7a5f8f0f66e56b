"""Who left and ever gave money, as staff see it."""

from datetime import date

import pytest
from django.urls import reverse

from members.models import Departure, Look
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/members/departure/"


@pytest.fixture
def kept():
    member = MemberFactory(left_on=date(2026, 3, 14))
    return Departure.objects.create(member=member, name="Ada Lovelace", addresses="ada@example.org")


def test_the_list_names_nobody(admin_client, kept):
    page = admin_client.get(LIST).content.decode()

    assert str(kept.member_id) in page
    assert "Lovelace" not in page
    assert not Look.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_many(admin_client, count, count_queries):
    for _ in range(count):
        Departure.objects.create(member=MemberFactory(left_on=date(2026, 3, 14)))
    admin_client.get(LIST)

    with count_queries() as queries:
        admin_client.get(LIST)

    assert len(queries) == 7


def test_a_record_is_read_and_the_look_noted(admin_client, kept):
    page = admin_client.get(f"{LIST}{kept.pk}/change/").content.decode()

    assert "Ada Lovelace" in page
    assert 'name="_save"' not in page
    assert [(look.page, look.member_id) for look in Look.objects.all()] == [
        ("person", kept.member_id)
    ]


def test_a_search_is_noted(admin_client, kept):
    admin_client.get(LIST, {"q": "lovelace"})

    assert Look.objects.get().term == "departures: lovelace"


def test_the_row_of_a_closed_account_is_only_read(admin_client, kept):
    page = admin_client.get(reverse("admin:members_member_change", args=[kept.member_id]))
    html = page.content.decode()

    assert "Former member" in html
    assert 'name="_save"' not in html
    assert 'name="name"' not in html
