"""Staff propose an address on a page of its own."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.models import Look, MemberAddress, Proposal
from tests.factories.members import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
ASKED = {"email": "new@example.org", "reason": "She rang."}


@pytest.fixture
def ada():
    return MemberFactory(name="Ada", town="")


def page(member):
    return reverse("admin:members_member_address", args=[member.pk])


def test_the_persons_page_leads_here_and_the_look_is_kept(admin_client, ada):
    person = admin_client.get(reverse("admin:members_member_change", args=[ada.pk]))
    assert page(ada) in person.content.decode()
    before = Look.objects.at_person(ada).count()

    assert "Add an address to Ada" in admin_client.get(page(ada)).content.decode()
    assert Look.objects.at_person(ada).count() == before + 1


def test_it_is_proposed_and_nothing_is_written(admin_client, ada):
    response = admin_client.post(page(ada), ASKED)

    proposal = Proposal.objects.get()
    assert response.url == reverse("admin:members_proposal_change", args=[proposal.pk])
    assert proposal.parameters == {"email": "new@example.org"}
    assert not MemberAddress.objects.exists()


def test_the_page_of_the_proposal_says_that_nobody_would_be_told(admin_client, ada):
    response = admin_client.post(page(ada), ASKED, follow=True)

    assert "This member has no address yet" in response.content.decode()


def test_without_a_reason_or_an_address_it_asks_again(admin_client, ada):
    html = admin_client.post(page(ada), {"email": "x", "reason": " "}).content.decode()

    assert "Please say how: another person has to confirm it." in html
    assert "valid email address" in html
    assert not Proposal.objects.exists()


def test_a_refusal_is_said_on_the_page(admin_client):
    gone = MemberFactory(merged_into=MemberFactory())

    assert "was joined with" in admin_client.post(page(gone), ASKED).content.decode()


def test_who_may_only_look_proposes_nothing(client, ada):
    staff = StaffFactory(is_superuser=False)
    staff.user_permissions.set(Permission.objects.filter(codename="view_member"))
    client.force_login(staff)

    assert client.post(page(ada), ASKED).status_code == 403


def test_nobody_has_no_page(admin_client, ada):
    ada.pk += 1
    assert admin_client.get(page(ada)).status_code == 404
