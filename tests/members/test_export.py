"""What is stored about somebody, for them to take home."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
import time_machine

from members import audit, mail_choices
from members.export import as_csv, as_text, as_zip, everything, for_reading
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    MemberAddressFactory,
    SourcePersonFactory,
    StaffFactory,
)
from tests.members.people import ADA, ada, login_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel(datetime(2026, 5, 5, 16, tzinfo=UTC), tick=False):
        yield


def test_everything_has_every_table_of_a_member():
    member, user = ada()
    member.chapters.add(ChapterFactory(name="Boston"))
    ContributionFactory(member=member, source="actblue", external_id="7", series="AB1")
    SourcePersonFactory(member=member, number="55")
    mail_choices.choose(member.pk, wanted=["results"], by=user)

    tables = everything(user, member)

    assert tables["log_in"][0]["address"] == ADA
    assert tables["log_in_addresses"] == [{"email": ADA, "verified": True, "primary": True}]
    assert tables["membership"] == [
        {
            "number": member.pk,
            "name": "Ada Lovelace",
            "town": "Natick",
            "on_the_rolls_since": date(2025, 1, 15),
            "chapters": "Boston",
            "in_good_standing_today": True,
            "reason": "Dues of $120 on 3 March 2026 cover until 3 March 2027.",
        }
    ]
    assert tables["membership_addresses"] == [{"email": ADA}]
    assert [row["external_id"] for row in tables["ledger"]] == ["7"]
    assert tables["numbers_in_other_systems"] == [{"source": "csv", "number": "55"}]
    assert [row["wanted"] for row in tables["mail"]] == [False, True]
    assert tables["rolls"] == []


def test_a_log_in_without_a_member_has_its_own_tables_alone():
    assert set(everything(login_of(ADA), None)) == {
        "log_in",
        "log_in_addresses",
        "sessions",
        "audit_events",
        "notes_beside_candidates",
    }


def test_nothing_of_another_is_in_it():
    member, user = ada()
    MemberAddressFactory(member=ContributionFactory(member__name="Bo").member, email="bo@ex.org")

    text = as_text(everything(user, member))

    assert "bo@ex.org" not in text
    assert "Bo" not in text


def test_events_by_staff_are_told_without_their_names():
    member, user = ada()
    staff = StaffFactory(email="eve@example.org")
    audit.record("member.changed", by=staff, of=member)
    audit.record("account.exported", by=user, of=user)

    events = everything(user, member)["audit_events"]

    assert [(row["what"], row["by"]) for row in events] == [
        ("member.changed", "staff or the system"),
        ("account.exported", "you"),
    ]
    assert "eve@example.org" not in str(events)


@pytest.mark.parametrize("count", [1, 3])
def test_everything_takes_as_many_queries_for_many_entries(count, count_queries):
    member, user = ada()
    ContributionFactory.create_batch(count, member=member)

    with count_queries() as queries:
        everything(user, member)

    assert len(queries) <= 20


def test_the_zip_holds_text_json_and_a_table_of_each_subject():
    member, user = ada()
    ContributionFactory(member=member)
    tables = everything(user, member)

    archive = zipfile.ZipFile(io.BytesIO(as_zip(tables)))

    whole = json.loads(archive.read("everything.json"))
    assert whole["ledger"][0]["received_on"] == "2026-03-03"
    assert archive.read("read-me-first.txt").decode() == as_text(tables)
    rows = list(csv.DictReader(io.StringIO(archive.read("tables/ledger.csv").decode())))
    assert rows[0]["amount_cents"] == "12000"
    assert "tables/sessions.csv" not in archive.namelist()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "'="])
def test_no_cell_is_taken_for_a_formula(sign):
    text = as_csv([{"name": f"{sign}cmd|' /C calc'!A0"}])

    [_, [cell]] = csv.reader(io.StringIO(text, newline=""))
    assert cell == f"'{sign}cmd|' /C calc'!A0"


def test_values_are_told_in_words():
    rows = [
        {
            "is_staff": False,
            "has_password": True,
            "at": datetime(2026, 5, 5, 16, tzinfo=UTC),
            "on": date(2026, 5, 5),
            "detail": {"a": 1},
            "until": None,
        }
    ]

    assert for_reading({"log_in": rows}) == [
        (
            "Log in",
            [
                [
                    ("is staff", "no"),
                    ("has password", "yes"),
                    ("at", "5 May 2026, 12:00 p.m. EDT"),
                    ("on", "5 May 2026"),
                    ("detail", '{"a": 1}'),
                    ("until", ""),
                ]
            ],
        )
    ]


def test_the_text_says_where_nothing_is_stored():
    assert as_text({"sessions": []}) == (
        "What Progressive Examples has stored about you\n"
        "on 5 May 2026, 12:00 p.m. EDT\n"
        "\n"
        "How you voted is not here: it is stored nowhere together with your name.\n"
        "\n"
        "Sessions\n"
        "--------\n"
        "nothing\n"
    )
