"""The page of numbers: pictures with their tables, and the sheet."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.urls import reverse

from members import months
from members.models import MonthNumbers
from tests.factories.members import ContributionFactory, MemberFactory, RefundFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE, SHEET = "admin:members_monthnumbers_changelist", "admin:members_monthnumbers_csv"


@pytest.fixture
def now():
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


def paid_and_counted():
    member = ContributionFactory(received_on=date(2025, 3, 3)).member
    ContributionFactory(member=member, received_on=date(2026, 3, 3), amount_cents=1_234_50)
    ContributionFactory(member=MemberFactory(), received_on=date(2026, 4, 2), amount_cents=10_00)
    RefundFactory(undoes=ContributionFactory(kind="gift", amount_cents=5_00))
    months.reckon_what_is_due()


def test_the_page_says_the_latest_month_in_words(admin_client, now):
    paid_and_counted()

    page = admin_client.get(reverse(PAGE))

    assert [chart.says for chart in page.context["charts"]] == [
        "2 members at the end of April 2026, 1 of them in good standing. That is 1 more than a "
        "year before.",
        "In April 2026 1 joined, 0 came back and 0 lapsed.",
        "In April 2026 0 members paid on.",
        "In April 2026 $5 came in: $0 of yearly dues, $10 of monthly dues and $0 of gifts, less $5 "
        "given back.",
    ]


def test_each_picture_has_its_table(admin_client, now):
    paid_and_counted()

    charts = {chart.name: chart for chart in admin_client.get(reverse(PAGE)).context["charts"]}

    assert charts["members"].rows[:2] == [["April 2026", "2", "1"], ["March 2026", "1", "1"]]
    assert charts["moves"].rows[0] == ["April 2026", "1", "0", "0"]
    assert charts["renewals"].rows[1] == ["March 2026", "1"]
    assert charts["money"].rows[:2] == [
        ["April 2026", "$0", "$10", "$0", "\u2212$5", "$5"],
        ["March 2026", "$1,234.50", "$0", "$5", "$0", "$1,239.50"],
    ]
    assert [len(chart.header) for chart in charts.values()] == [
        len(chart.rows[0]) for chart in charts.values()
    ]


def test_the_sheet_says_the_same(admin_client, now):
    paid_and_counted()

    sheet = b"".join(admin_client.get(reverse(SHEET)).streaming_content).decode()

    assert sheet.splitlines()[0] == (
        "\ufeffmonth,members,good standing,joined,came back,renewed,lapsed,"
        "yearly dues,monthly dues,gifts,refunds,kept"
    )
    assert sheet.splitlines()[-1] == "2026-04,2,1,1,0,0,0,0.00,10.00,0.00,-5.00,5.00"


def test_what_is_not_counted_yet_is_said(admin_client, now):
    ContributionFactory(received_on=date(2026, 3, 3))

    page = admin_client.get(reverse(PAGE)).content.decode()
    sheet = b"".join(admin_client.get(reverse(SHEET)).streaming_content).decode()

    assert "2 months of members are still to be counted" in page
    assert sheet.splitlines()[1].startswith("2026-03,,,,,,,120.00")


def test_without_a_ledger_the_page_says_so(admin_client):
    assert "There is nothing on the ledger yet." in admin_client.get(reverse(PAGE)).content.decode()


def test_who_may_not_see_the_numbers_does_not(client):
    staff = UserFactory(is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="view_member"))
    client.force_login(staff)

    assert [client.get(reverse(name)).status_code for name in (PAGE, SHEET)] == [403, 403]


def test_the_page_takes_as_many_queries_for_three_months_as_for_one(
    admin_client, now, count_queries
):
    counts = []
    for day in ("2026-04-01", "2026-02-01"):
        ContributionFactory(received_on=date.fromisoformat(day))
        months.reckon_what_is_due()
        with count_queries() as queries:
            admin_client.get(reverse(PAGE))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"month": date(2026, 1, 2)}, "month_numbers_begin_a_month"),
        ({"good": 2}, "month_numbers_good_are_members"),
    ],
)
def test_numbers_that_cannot_be_are_refused(fields, rule):
    numbers = {"members": 1, "good": 1, "joined": 0, "came_back": 0, "renewed": 0, "lapsed": 0}

    with pytest.raises(IntegrityError, match=rule):
        MonthNumbers.objects.create(**{"month": date(2026, 1, 1)} | numbers | fields)
