"""Rules to come can be edited; rules in force stay as they were."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from members.models import StandingRules
from tests.factories.members import StandingRulesFactory

pytestmark = pytest.mark.django_db
FIELDS = {
    "effective_from": "2026-06-01",
    "annual_dues_cents": "6000",
    "monthly_dues_cents": "500",
    "reduced_annual_cents": "1000",
    "reduced_monthly_cents": "100",
    "grace_days": "14",
    "waiver_months": "6",
    "minimum_days": "0",
    "period": "calendar",
    "next_year_from": "11",
    "waits_again": "always",
    "record_days": "5",
}


@pytest.fixture(autouse=True)
def fifth_of_may():
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


def change(client, rules):
    return client.post(reverse("admin:members_standingrules_change", args=[rules.pk]), FIELDS)


def test_staff_add_rules(admin_client):
    admin_client.post(reverse("admin:members_standingrules_add"), FIELDS)

    assert StandingRules.objects.get().annual_dues_cents == 60_00


def test_no_rules_are_added_for_days_that_were_judged_by_others(admin_client):
    StandingRulesFactory()

    page = admin_client.post(
        reverse("admin:members_standingrules_add"), FIELDS | {"effective_from": "2026-05-05"}
    )

    assert "Rules take effect on a day to come" in page.content.decode()
    assert StandingRules.objects.count() == 1


def test_the_first_rules_of_all_may_begin_in_the_past(admin_client):
    admin_client.post(
        reverse("admin:members_standingrules_add"), FIELDS | {"effective_from": "2020-01-01"}
    )

    rules = StandingRules.objects.get()
    assert (rules.period, rules.next_year_from, rules.record_days) == ("calendar", 11, 5)


def test_rules_to_come_are_changed(admin_client):
    rules = StandingRulesFactory(effective_from=date(2026, 5, 6))

    assert change(admin_client, rules).status_code == 302

    rules.refresh_from_db()
    assert rules.grace_days == 14


def test_rules_in_force_are_not_changed(admin_client):
    rules = StandingRulesFactory(effective_from=date(2026, 5, 5))

    assert change(admin_client, rules).status_code == 403

    rules.refresh_from_db()
    assert rules.grace_days == 30


def test_rules_in_force_are_not_deleted(admin_client):
    rules = StandingRulesFactory()
    address = reverse("admin:members_standingrules_delete", args=[rules.pk])

    assert admin_client.post(address, {"post": "yes"}).status_code == 403

    selected = {"action": "delete_selected", "_selected_action": [rules.pk], "post": "yes"}
    admin_client.post(reverse("admin:members_standingrules_changelist"), selected)
    assert StandingRules.objects.get() == rules
