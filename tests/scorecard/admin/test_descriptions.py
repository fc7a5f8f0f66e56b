"""Staff describe a vote or a bill in their own words, and change nothing else of it."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.models import AuditEvent
from scorecard.wording import mark_of
from tests.factories.members import UserFactory
from tests.factories.scorecard import BillVersionFactory, ScoredItemFactory

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize(
    ("factory", "name"), [(ScoredItemFactory, "scoreditem"), (BillVersionFactory, "billversion")]
)


@pytest.fixture
def item():
    return ScoredItemFactory(description="The sheet's words.")


def page(one):
    return reverse(f"admin:scorecard_{one._meta.model_name}_change", args=[one.pk])


def sent(text, replaces="", **more):
    return {"text": text, "replaces": mark_of(replaces)} | more


@BOTH
def test_only_the_own_description_is_written(admin_client, factory, name):
    one = factory()
    before = one.session.changed_at
    answer = admin_client.post(page(one), sent(" Opens parks. ", title="Other"))
    assert answer.status_code == 302
    title = one.title
    one.refresh_from_db()
    assert (one.own_description, one.title) == ("Opens parks.", title)
    assert one.session.changed_at > before
    assert AuditEvent.objects.filter(action="scorecard.described").count() == 1
    assert admin_client.get(reverse(f"admin:scorecard_{name}_changelist")).status_code == 200


def test_a_preview_shows_paragraphs_and_keeps_nothing(admin_client, item):
    answer = admin_client.post(page(item), sent("One.\n\n<b>Two</b>.", preview="1"))
    text = answer.content.decode()
    assert "<p>One.</p>" in text
    assert "<p>&lt;b&gt;Two&lt;/b&gt;.</p>" in text
    item.refresh_from_db()
    assert item.own_description == ""
    assert not AuditEvent.objects.exists()


def test_an_empty_preview_is_the_sheets(admin_client, item):
    text = admin_client.post(page(item), sent("", preview="1")).content.decode()
    assert text.count("<p>The sheet&#x27;s words.</p>") == 2


def test_the_later_of_two_is_told_and_both_texts_stand_on_the_page(admin_client, item):
    admin_client.post(page(item), sent("The first."))
    answer = admin_client.post(page(item), sent("The second."))
    text = answer.content.decode()
    assert "Somebody else described this while you wrote." in text
    assert "<p>The first.</p>" in text
    assert "The second.</textarea>" in text
    item.refresh_from_db()
    assert item.own_description == "The first."

    assert f'value="{mark_of("The first.")}"' in text
    admin_client.post(page(item), sent("Both.", replaces="The first."))
    item.refresh_from_db()
    assert item.own_description == "Both."


def test_line_ends_of_browsers_make_no_other_text(admin_client, item):
    admin_client.post(page(item), sent("One.\r\n\r\nTwo."))
    admin_client.post(page(item), sent("Three.", replaces="One.\n\nTwo."))
    item.refresh_from_db()
    assert item.own_description == "Three."


def test_the_same_again_leaves_no_trace(admin_client, item):
    admin_client.post(page(item), sent(""))
    assert not AuditEvent.objects.exists()


def test_who_may_only_look_is_given_no_form(client, item):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_scoreditem"))
    client.force_login(user)
    assert "</textarea>" not in client.get(page(item)).content.decode()
    assert client.post(page(item), sent("Mine.")).status_code == 403


def test_who_may_not_look_is_sent_away(client, item):
    client.force_login(UserFactory(is_staff=True))
    assert client.get(page(item)).status_code == 403
