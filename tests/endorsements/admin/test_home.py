"""The staff's home: what is open, and what needs attention."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from endorsements.admin import home
from endorsements.models import Round
from members.models.imports import MOST_ATTEMPTS
from tests.endorsements.admin.staging import closed_round, held_round
from tests.factories.endorsements import cast_all, draft_round, open_round, scheduled_round
from tests.factories.members import (
    ImportFactory,
    OutboxMailFactory,
    ProposalFactory,
    StaffFactory,
    UserFactory,
)
from tests.factories.scorecard import CorrectionFactory, WorkbookImportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(rf):
    """The context of the home page, for somebody with all rights."""

    def of_staff():
        request = rf.get("/admin/")
        request.user = StaffFactory()
        return home.dashboard(request, {})

    return of_staff


def said(items):
    return [(item.title, item.says) for item in items]


def test_a_quiet_house_says_so(staff):
    page = staff.get(reverse("admin:index")).content.decode()

    assert "No round is open." in page
    assert "Nothing. All is well." in page


def test_open_rounds_stand_with_turnout_and_closing_time(desk):
    voting_round = open_round(8, title="Spring")
    cast_all(voting_round, ["ash", "birch", ""])
    Round.objects.update(closes_at="2099-07-02T00:00:00Z")

    assert said(desk()["open_rounds"]) == [
        ("Spring", "closes 1 July 2099, 8:00 p.m. EDT; voted: 3 of 8, 37.5 %")
    ]


def test_what_needs_attention_is_listed_with_links(desk, staff):
    held = held_round()
    draft_round(3, title="Unready", record_date=None)
    draft_round(3, title="Clean")
    scheduled_round(3, title="Without keys", with_keys=False)
    OutboxMailFactory(attempts=12)

    listed = desk()["attention"]
    assert said(listed) == [
        (held.title, "held: A test."),
        ("Unready", "1 thing still bars scheduling"),
        ("Without keys", "3 things still bar opening"),
        ("Mail", "1 mail could not be handed over, and will not be tried again"),
    ]
    page = staff.get(reverse("admin:index")).content.decode()
    assert all(item.link in page for item in listed)


def test_a_count_that_does_not_finish_needs_attention(desk, monkeypatch):
    voting_round = closed_round()
    later = voting_round.closes_at + timedelta(minutes=6)
    monkeypatch.setattr(home, "database_now", lambda: later)

    assert said(desk()["attention"]) == [
        (voting_round.title, "the count has not finished; is a worker away?")
    ]


def test_imports_that_wait_for_somebody_are_counted(desk):
    settled = {"status": "applied", "settled_at": "2026-05-05T12:00Z"}
    ImportFactory.create_batch(2, needs_a_look=True, **settled)
    ImportFactory(**settled)
    ImportFactory(status="ordered", attempts=MOST_ATTEMPTS)

    listed = desk()["attention"]

    assert said(listed) == [
        ("Imports", "1 import could not be finished, and none is tried again by itself"),
        ("Refused lines", "2 imports with refused lines that nobody has looked through"),
    ]
    assert [item.link for item in listed] == [
        "/admin/members/import/?attempts__gte=5",
        "/admin/members/import/?needs_a_look__exact=1",
    ]


def test_who_sees_imports_alone_hears_of_them(client):
    ImportFactory(status="applied", settled_at="2026-05-05T12:00Z", needs_a_look=True)
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_import"))
    client.force_login(user)

    page = client.get(reverse("admin:index")).content.decode()

    assert "1 import with refused lines" in page
    assert "Open now" not in page


def test_what_waits_for_a_second_person_stands_first(desk, staff):
    assert desk()["waiting"] == []
    ProposalFactory(act="contribution.enter")

    assert [item.title for item in desk()["waiting"]] == ["1 proposal waits"]
    ProposalFactory(act="contribution.refund")
    (item,) = desk()["waiting"]
    assert item.title == "2 proposals wait"
    page = staff.get(reverse("admin:index")).content.decode()
    assert item.link in page
    assert page.index("For you to confirm") < page.index("Open now")


def test_reported_mistakes_and_workbooks_that_wait_are_named(desk):
    assert said(desk().get("attention", [])) == []
    CorrectionFactory.create_batch(2)
    kept = WorkbookImportFactory(file_name="sheets.xlsx")

    assert said(desk()["attention"]) == [
        ("Mistakes in the scorecard", "2 reports wait for an answer"),
        (f"Scorecard {kept.session}", "sheets.xlsx: waiting to be read, and not applied"),
    ]
