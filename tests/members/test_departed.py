"""Payments of people who closed their account: nobody comes back by a line of a file."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from members import closing, imports
from members.departed import is_still_theirs, series_of_departed
from members.feeds.rows import PERSON_ONLY, Person, Row
from members.models import Contribution, Member, MemberAddress, OutboxMail, SourcePerson
from tests.factories.members import MemberAddressFactory, SourcePersonFactory
from tests.members.feeding import apply, counted, line, table
from tests.members.people import ada

pytestmark = pytest.mark.django_db
LEFT = date(2026, 3, 14)


@pytest.fixture
def gone():
    """Ada, who paid a series under her number and closed her account."""
    member, user = ada()
    SourcePersonFactory(member=member, number="55")
    apply(table(line(series="S1", person="55")))
    with time_machine.travel(datetime(2026, 3, 14, 12, tzinfo=UTC), tick=False):
        closing.close(user.pk, told=(), by=user)
    member.refresh_from_db()
    return member


def refusal_of(**changes) -> str:
    applied = apply(table(line(**({"id": "2", "date": "2026-04-03"} | changes))))
    [[_, reason]] = applied.refusals
    return reason


@pytest.mark.parametrize("changes", [{"series": "S1"}, {"person": "55"}])
def test_a_payment_that_came_later_is_refused_by_its_series_or_number(gone, changes):
    assert refusal_of(**changes).startswith(
        "This is about somebody who closed their account on 14 March 2026"
    )
    assert (Member.objects.count(), Contribution.objects.count()) == (1, 1)
    assert not MemberAddress.objects.exists()


def test_a_payment_of_their_time_that_comes_late_goes_onto_their_ledger(gone):
    applied = apply(table(line(id="2", date="2026-03-14", person="55", town="Boston")))

    assert counted(applied) == (1, 0, 0, 0)
    assert Contribution.objects.filter(member=gone).count() == 2
    gone.refresh_from_db()
    assert (gone.name, gone.town) == ("Former member", "")


def test_the_end_of_a_series_is_noted_whenever_it_comes(gone):
    applied = apply(
        table(line(id="2", kind="cancellation", date="2026-05-01", amount="", series="S1"))
    )

    assert counted(applied) == (1, 0, 0, 0)


def test_the_same_file_changes_nothing(gone):
    assert counted(apply(table(line(series="S1", person="55")))) == (0, 0, 1, 0)


def test_who_is_back_as_a_new_person_is_known_by_the_address(gone):
    back = MemberAddressFactory(email="ada@example.org", member__name="Ada Lovelace").member

    applied = apply(table(line(id="2", date="2026-04-03", person="55")))

    assert counted(applied) == (1, 0, 0, 0)
    assert Contribution.objects.get(external_id="2").member == back
    assert SourcePerson.objects.get().member == gone


def test_the_old_series_stays_refused_even_then(gone):
    MemberAddressFactory(email="ada@example.org")

    assert "end the series at its source" in refusal_of(series="S1", person="55")


def test_another_payment_of_the_address_alone_is_that_of_somebody_new(gone):
    apply(table(line(id="2", date="2026-04-03")))

    assert Contribution.objects.get(external_id="2").member != gone


def test_staff_are_told_of_a_refusal_that_came_by_itself(gone, settings):
    settings.ALERT_ADDRESSES = ["alerts@example.org"]
    OutboxMail.objects.all().delete()
    event = imports.take_in(
        source="csv",
        file_name="webhook",
        content=table(line(id="2", date="2026-04-03", series="S1")),
    )

    imports.work_on(event.pk)

    assert [mail.to for mail in OutboxMail.objects.all()] == ["alerts@example.org"]


@pytest.mark.parametrize(
    ("kind", "day", "theirs"),
    [
        ("dues", date(2026, 3, 14), True),
        ("dues", date(2026, 3, 15), False),
        ("cancellation", date(2027, 1, 1), True),
        (PERSON_ONLY, date(2026, 3, 1), False),
    ],
)
def test_is_still_theirs(kind, day, theirs):
    assert is_still_theirs(Row(1, Person(number="55"), day, kind), LEFT) is theirs


def test_without_series_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert series_of_departed("csv", [Row(1, Person(number="55"), LEFT)]) == {}
