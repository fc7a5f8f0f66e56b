"""A lost second factor: others take it away, for a reason, and its owner is told."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from members import lost_factors, proposals, second_factors
from members.errors import CannotBeDone, MembersError
from members.lost_factors import CannotBeReset
from members.models import AuditEvent, OutboxMail
from tests.factories.members import EmailAddressFactory
from tests.members.logging_in import give_password, is_logged_in, log_in, person

pytestmark = pytest.mark.django_db
WHY = "Her phone fell into the lake; I rang her."
STAFF = {"is_staff": True, "is_superuser": True, "app": True}


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada():
    user = person(email="ada@example.org", app=True)
    EmailAddressFactory(user=user, email="ada@work.example", primary=False)
    EmailAddressFactory(user=user, email="not@hers.example", primary=False, verified=False)
    return user


def long_standing(**fields):
    """Staff for longer than a day; the database keeps since when."""
    return person(**STAFF | {"staff_since": "2020-01-01T00:00Z"} | fields)


def test_all_falls_and_the_owner_is_told_everywhere(ada, client):
    log_in(client, ada)
    by = long_standing()

    lost_factors.reset(ada.pk, by=by, reason=f" {WHY} ")

    assert not Authenticator.objects.filter(user=ada).exists()
    assert not is_logged_in(client, ada)
    event = AuditEvent.objects.get(action="user.second_factor_reset")
    assert (event.actor_label, event.object_label) == (by.email, ada.email)
    assert event.detail == {"reason": WHY}
    told = OutboxMail.objects.filter(kind="second-factor-reset")
    assert sorted(told.values_list("to", flat=True)) == ["ada@example.org", "ada@work.example"]


def test_the_first_step_is_still_asked_for(ada):
    lost_factors.reset(ada.pk, by=None, reason=WHY)
    thief, owner = Client(), Client()

    give_password(thief, ada, password="a guess")
    give_password(owner, ada)

    assert not is_logged_in(thief, ada)
    assert is_logged_in(owner, ada)


def test_nobody_resets_their_own():
    staff = long_standing()

    with pytest.raises(CannotBeReset, match="their own"):
        lost_factors.reset(staff.pk, by=staff, reason=WHY)
    with pytest.raises(MembersError, match="their own"):
        lost_factors.propose(staff, by=staff, reason=WHY)
    assert second_factors.has_one(staff)


def test_nothing_falls_without_a_reason(ada):
    with pytest.raises(CannotBeReset, match="say why"):
        lost_factors.reset(ada.pk, by=None, reason="  ")
    assert second_factors.has_one(ada)


def test_there_must_be_something_to_take_away():
    with pytest.raises(CannotBeReset, match="has no second factor"):
        lost_factors.reset(person().pk, by=None, reason=WHY)
    with pytest.raises(CannotBeDone, match="has no second factor"):
        lost_factors.propose(person(), by=long_standing(), reason=WHY)


def test_it_takes_two(ada):
    first, second = long_standing(), long_standing()

    proposal = lost_factors.propose(ada, by=first, reason=WHY)
    assert second_factors.has_one(ada)
    with pytest.raises(MembersError):
        proposals.confirm(proposal.pk, by=first)
    proposals.confirm(proposal.pk, by=second)

    assert not second_factors.has_one(ada)
    event = AuditEvent.objects.get(action="user.second_factor_reset")
    assert (event.actor_label, event.detail["reason"]) == (second.email, WHY)


def test_the_owner_does_not_confirm_it():
    first, owner = long_standing(), long_standing()
    proposal = lost_factors.propose(owner, by=first, reason=WHY)

    with pytest.raises(CannotBeDone, match="their own"):
        proposals.confirm(proposal.pk, by=owner)
    assert second_factors.has_one(owner)


# --- On the page of a login


def reset_page(user):
    return reverse("admin:members_user_reset_factor", args=[user.pk])


def test_staff_propose_it_on_the_page_of_the_login(ada):
    client = Client()
    client.force_login(long_standing())
    page = client.get(reverse("admin:members_user_change", args=[ada.pk])).content.decode()
    assert reset_page(ada) in page

    answer = client.post(reset_page(ada), {"reason": WHY})

    proposal = proposals.Proposal.objects.get()
    assert answer.url == reverse("admin:members_proposal_change", args=[proposal.pk])
    assert (proposal.act, proposal.reason) == ("user.reset_second_factor", WHY)
    assert second_factors.has_one(ada)


def test_a_refusal_is_said_on_the_page():
    staff = long_standing()
    client = Client()
    client.force_login(staff)

    page = client.post(reset_page(staff), {"reason": WHY}).content.decode()

    assert "Nobody resets their own second factor" in page
    assert not proposals.Proposal.objects.exists()


def test_who_may_not_change_logins_does_not_propose_it(ada):
    client = Client()
    client.force_login(person(is_staff=True))

    assert client.post(reset_page(ada), {"reason": WHY}).status_code == 403
