"""The page of a session says what is open, and publishes it."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.models import AuditEvent
from scorecard import imports
from tests.factories.members import UserFactory
from tests.factories.scorecard import GradingRulesFactory, SessionFactory, VoteRowFactory
from tests.scorecard import sheets

pytestmark = pytest.mark.django_db


def page(session):
    return reverse("admin:scorecard_session_change", args=[session.pk])


def do(client, session, name):
    url = reverse("admin:scorecard_session_act", args=[session.pk, name])
    return client.post(url, follow=True)


def test_it_says_what_conflicts_and_what_is_open(admin_client, seated, session, received):
    grids = sheets.grids()
    grids["House_Votes"][0][2] = "Yes"
    grids["House_Votes"][5][0] = ""
    imports.apply(received(grids).pk, by=None)

    html = admin_client.get(page(session)).content.decode()

    assert "positions differ" in html
    assert "Best, Ben" in html
    assert "All votes are in." in html
    assert "<strong>1</strong> rows of votes that are nobody" in html


def test_it_is_published_and_taken_back(admin_client, seated, session, received):
    assert "holds nothing yet" in do(admin_client, session, "publish").content.decode()
    imports.apply(received().pk, by=None)
    do(admin_client, session, "publish")
    session.refresh_from_db()
    assert session.status == "published"
    do(admin_client, session, "withdraw")
    session.refresh_from_db()
    assert session.status == "draft"


def test_its_day_and_rules_are_stated_once(admin_client, session):
    rules = GradingRulesFactory()
    for _ in range(2):
        admin_client.post(page(session), {"as_of": "2002-03-01", "rules": rules.pk})
    session.refresh_from_db()
    assert (str(session.as_of), session.rules) == ("2002-03-01", rules)
    assert AuditEvent.objects.filter(action="scorecard.session_stated").count() == 1


def test_who_presides_is_somebody_of_that_chamber(admin_client, session):
    voter = VoteRowFactory(session=session, chamber="house").legislator
    stranger = VoteRowFactory(session=session, chamber="senate").legislator
    for legislator in (stranger, voter):
        stated = {"rules": session.rules_id, "speaker": legislator.pk}
        answer = admin_client.post(page(session), stated)
        session.refresh_from_db()
        assert session.speaker == (voter if answer.status_code == 302 else None)
    assert session.speaker == voter


def test_a_day_that_is_none_changes_nothing(admin_client, session):
    before = session.rules
    admin_client.post(page(session), {"as_of": "soon", "rules": before.pk})
    session.refresh_from_db()
    assert session.as_of is None


def test_who_may_only_look_changes_nothing(client, session):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_session"))
    client.force_login(user)
    assert client.get(page(session)).status_code == 200
    assert client.post(page(session), {}).status_code == 403
    assert do(client, session, "publish").status_code == 403


def test_rules_of_a_published_session_are_not_changed(admin_client):
    rules = SessionFactory().rules
    url = reverse("admin:scorecard_gradingrules_change", args=[rules.pk])
    assert admin_client.post(url, {"name": "Other"}).status_code == 403
    free = GradingRulesFactory(name="Free")
    url = reverse("admin:scorecard_gradingrules_change", args=[free.pk])
    shares = dict.fromkeys(
        ("shown_from_percent", "marked_below_percent", "medians_above_percent"), 50
    )
    admin_client.post(url, {"name": "Freer"} | shares)
    free.refresh_from_db()
    assert free.name == "Freer"
    assert AuditEvent.objects.filter(action="gradingrules.changed").exists()
