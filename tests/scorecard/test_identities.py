"""How to reach a legislator, and which numbers mean them."""

import pytest

from members.models import AuditEvent
from scorecard import identities
from scorecard.errors import NoSuchNumber
from tests.factories.scorecard import (
    LegislatorFactory,
    LegislatorNumberFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


def test_contact_is_stated_once():
    session, one = SessionFactory(), LegislatorFactory(phone="1")
    before = session.changed_at
    for _ in range(2):
        identities.state_contact(one.pk, email="a@example.org", phone=" 617 ", page_url="", by=None)

    one.refresh_from_db()
    session.refresh_from_db()
    assert (one.email, one.phone) == ("a@example.org", "617")
    event = AuditEvent.objects.get()
    assert (event.detail["before"]["phone"], event.detail["now"]["phone"]) == ("1", "617")
    assert session.changed_at > before


def test_a_number_is_added_once_and_forgotten():
    one = LegislatorFactory()
    for _ in range(2):
        identities.add_number(one.pk, " demo/1 ", by=None)
    assert [row.number for row in one.numbers.all()] == ["demo/1"]

    identities.remove_number(one.pk, "demo/1", by=None)
    with pytest.raises(NoSuchNumber, match="demo/1 is no number of"):
        identities.remove_number(one.pk, "demo/1", by=None)

    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["scorecard.number_added", "scorecard.number_removed"]


def test_a_number_is_one_persons_and_says_something():
    other = LegislatorNumberFactory()
    one = LegislatorFactory()

    with pytest.raises(NoSuchNumber, match=f"is the number of {other.legislator}"):
        identities.add_number(one.pk, other.number, by=None)
    with pytest.raises(NoSuchNumber, match="needs to say something"):
        identities.add_number(one.pk, "  ", by=None)
