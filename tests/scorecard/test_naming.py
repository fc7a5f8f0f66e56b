"""Renaming a legislator: the address follows, and the former one leads on."""

import pytest

from members.models import AuditEvent
from scorecard import naming
from scorecard.errors import Unnamed
from scorecard.models import FormerSlug, Legislator
from tests.factories import scorecard as make
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def rename(one, name, given="Ada", family="Brown", by=None):
    return naming.rename(one.pk, name=name, given_name=given, family_name=family, by=by)


@pytest.fixture
def ada():
    return make.LegislatorFactory(given_name="Ada", family_name="Adams", slug="ada-adams")


def test_the_address_follows_the_name_and_the_trail_says_who(ada):
    session, staff = make.SessionFactory(), StaffFactory()
    before = session.changed_at
    rename(ada, " Ada Brown ", by=staff)
    ada.refresh_from_db()
    assert (ada.name, ada.family_name, ada.slug) == ("Ada Brown", "Brown", "ada-brown")
    assert FormerSlug.objects.get(slug="ada-adams").legislator == ada
    event = AuditEvent.objects.get(action="scorecard.legislator_renamed")
    assert (event.actor_id, event.detail) == (staff.pk, {"before": "Ada Adams"})
    session.refresh_from_db()
    assert session.changed_at > before


def test_the_same_name_again_changes_nothing(ada):
    rename(ada, "Ada Adams", family="Adams")
    assert not AuditEvent.objects.filter(action="scorecard.legislator_renamed").exists()
    assert not FormerSlug.objects.exists()


def test_a_family_name_alone_keeps_the_address(ada):
    assert rename(ada, "Ada Adams", family="Adams Best").slug == "ada-adams"
    assert not FormerSlug.objects.exists()


def test_somebody_else_s_address_is_not_taken_over(ada):
    make.FormerSlugFactory(slug="ada-brown")
    assert rename(ada, "Ada Brown").slug == "ada-brown-2"


@pytest.mark.parametrize(("name", "family"), [(" ", "Brown"), ("Ada Brown", "")])
def test_a_name_is_needed(ada, name, family):
    with pytest.raises(Unnamed, match="needs a name and a family name"):
        rename(ada, name, family=family)
    assert Legislator.objects.get().name == "Ada Adams"
