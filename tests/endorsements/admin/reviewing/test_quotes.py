"""Staff choose quotes after the close; before it they see nothing, nor ever without consent."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from endorsements.models import Reason
from endorsements.reviewing import reasons
from members.models import Look
from tests.factories.endorsements import cast, close, entries, open_round
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting_round():
    voting_round = open_round(2)
    for entry, text in zip(entries(voting_round), ["She <listens>.", "Secret."], strict=True):
        cast(entry)
        may_quote = text != "Secret."
        contest = voting_round.contests.get()
        reasons.write(contest.pk, text, may_quote=may_quote, member=entry.member)
    return voting_round


def page_of(voting_round):
    return reverse("admin:endorsements_round_quotes", args=[voting_round.pk])


def test_before_the_close_staff_see_nothing_and_choose_nothing(staff, voting_round):
    page = staff.get(page_of(voting_round)).content.decode()
    assert "after the close, and not before" in page
    assert "listens" not in page
    known = Reason.objects.get(may_quote=True).id
    staff.post(page_of(voting_round), {"quoted": [known]})
    assert "after the close" in staff.post(page_of(voting_round), {}, follow=True).content.decode()
    assert not Reason.objects.quoted().exists()
    assert not Look.objects.exists()


def test_after_the_close_staff_choose_and_the_look_is_kept(staff, voting_round):
    close(voting_round)
    page = staff.get(page_of(voting_round)).content.decode()
    assert "She &lt;listens&gt;." in page
    assert "Secret." not in page
    assert Look.objects.get().term == f"reasons to quote: {voting_round}"
    chosen = Reason.objects.get(may_quote=True)
    page = staff.post(page_of(voting_round), {"quoted": [chosen.id]}, follow=True).content.decode()
    assert "Quotes chosen for the announcement: 1." in page
    assert f'value="{chosen.id}" checked' in page
    secret = Reason.objects.get(may_quote=False)
    assert (
        "not one of the"
        in staff.post(page_of(voting_round), {"quoted": [secret.id]}).content.decode()
    )
    staff.post(page_of(voting_round), {})
    assert not Reason.objects.quoted().exists()


def test_who_may_not_change_rounds_reads_no_reason(client, voting_round):
    close(voting_round)
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_round"))
    client.force_login(user)
    assert client.get(page_of(voting_round)).status_code == 403
