"""Closing an account: what goes, what stays, and its end."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from members import closing
from members.errors import CannotBeClosed
from members.models import (
    AuditEvent,
    Contribution,
    Departure,
    MailRefusal,
    MailSubject,
    Member,
    MemberAddress,
    OutboxMail,
    SourcePerson,
)
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    MemberAddressFactory,
    MemberFactory,
    OutboxMailFactory,
    SourcePersonFactory,
    StaffFactory,
    UserFactory,
)
from tests.members.people import ADA, ada, login_of

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel(MARCH, tick=False):
        yield


@pytest.fixture
def lists(monkeypatch):
    """The lists of others, empty for this test."""
    for name in ("bars", "notices", "acts"):
        monkeypatch.setattr(closing, name, [])
    return closing


def close(user, told=()):
    closing.close(user.pk, told=told, by=user)


def test_name_town_addresses_chapters_and_choices_go_at_once():
    member, user = ada()
    member.chapters.add(ChapterFactory())
    MailRefusal.objects.create(member=member, subject=MailSubject.RESULTS)

    close(user)

    member.refresh_from_db()
    assert (member.name, member.town, member.left_on) == ("Former member", "", date(2026, 3, 14))
    assert not member.chapters.exists()
    assert not MemberAddress.objects.exists()
    assert not MailRefusal.objects.exists()
    assert Member.objects.joined_to(user) is None


def test_the_log_in_is_emptied_and_its_number_stays():
    _, user = ada()
    user.groups.add(Group.objects.create(name="Helpers"))

    close(user)

    user.refresh_from_db()
    assert (user.email, user.is_active) == (f"closed-{user.pk}@closed.invalid", False)
    assert not user.has_usable_password()
    assert (user.last_login, user.groups.count()) == (None, 0)
    assert not EmailAddress.objects.exists()


def test_who_gave_money_is_kept_apart_with_the_ledger():
    member, user = ada()
    MemberAddressFactory(member=member, email="two@example.org")
    entry = ContributionFactory(member=member)
    SourcePersonFactory(member=member)

    close(user)

    kept = Departure.objects.get()
    assert (kept.member, kept.name, kept.town) == (member, "Ada Lovelace", "Natick")
    assert kept.addresses == f"{ADA}\ntwo@example.org"
    assert list(Contribution.objects.all()) == [entry]
    assert SourcePerson.objects.count() == 1


def test_of_who_never_gave_money_no_more_than_a_number_is_kept():
    member, user = ada()
    ContributionFactory(member=member, kind="waiver", amount_cents=0)
    SourcePersonFactory(member=member)

    close(user)

    kept = Departure.objects.get()
    assert (kept.name, kept.town, kept.addresses) == ("", "", "")
    # Without it the next list would put them onto the rolls again.
    assert SourcePerson.objects.exists()


def test_rows_that_were_merged_leave_together():
    member, user = ada()
    row = MemberAddressFactory(member__merged_into=member, member__name="A. Lovelace").member
    ContributionFactory(member=row)

    close(user)

    names = Departure.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["Ada Lovelace", "A. Lovelace"]
    assert not Member.objects.filter(left_on=None).exists()


def test_every_address_is_told_and_the_mail_leaves_no_trace():
    member, user = ada()
    MemberAddressFactory(member=member, email="two@example.org")

    close(user)

    mails = OutboxMail.objects.order_by("to")
    assert [(mail.to, mail.forget) for mail in mails] == [(ADA, True), ("two@example.org", True)]
    assert "erased after 8 years" in mails[0].body
    assert "until you end it there" in mails[0].body


def test_mails_that_were_sent_and_news_that_waits_are_forgotten_others_are_not():
    _, user = ada()
    OutboxMailFactory(to=ADA, subject="sent", sent_at=MARCH)
    OutboxMailFactory(to=ADA, subject="news", kind="results")
    OutboxMailFactory(to=ADA, subject="receipt", kind="receipt")
    OutboxMailFactory(to="bo@example.org", subject="to another", sent_at=MARCH)

    close(user)

    left = set(OutboxMail.objects.exclude(kind="account-closed").values_list("subject", flat=True))
    assert left == {"receipt", "to another"}


def test_the_trail_says_so_without_a_name():
    member, user = ada()

    close(user)

    event = AuditEvent.objects.get()
    assert (event.action, event.object_id) == ("account.closed", str(member.pk))
    assert (event.actor_id, event.object_label) == (user.pk, "Former member")
    assert "ada" not in event.actor_label.lower()


@pytest.mark.parametrize("shared", [False, True])
def test_a_log_in_that_leads_to_nobody_or_to_two_goes_alone(shared):
    user = login_of(ADA)
    for _ in range(2 if shared else 0):
        MemberAddressFactory(email=ADA)

    close(user)

    assert not Departure.objects.exists()
    assert MemberAddress.objects.count() == (2 if shared else 0)
    assert OutboxMail.objects.get().to == ADA


def test_an_account_is_closed_by_its_owner_alone_and_once():
    _, user = ada()
    with pytest.raises(CannotBeClosed, match="by its owner"):
        closing.close(user.pk, told=(), by=StaffFactory())
    close(user)

    with pytest.raises(CannotBeClosed, match="and once"):
        close(user)


def test_staff_are_to_lose_their_rights_first():
    user = StaffFactory()

    with pytest.raises(CannotBeClosed, match="take your rights away first"):
        close(user)

    assert closing.what_to_know(user) == []


def test_what_others_say_bars_closing(lists):
    member, user = ada()
    lists.bars.append(lambda one: [f"{one.name} has a card."])

    with pytest.raises(CannotBeClosed, match="Ada Lovelace has a card"):
        close(user)

    assert not Departure.objects.exists()
    assert closing.obstacles(UserFactory()) == []
    member.refresh_from_db()
    assert member.left_on is None


def test_what_is_to_be_known_must_have_been_read(lists):
    _, user = ada()
    lists.notices.append(lambda _: ["A vote is open."])
    with pytest.raises(CannotBeClosed, match="read this once more"):
        close(user, told=["Another vote is open."])

    close(user, told=["A vote is open."])

    assert Departure.objects.exists()


def test_what_others_do_is_done_with_it_or_not_at_all(lists):
    _, user = ada()

    def fail(member):
        raise CannotBeClosed("The bank is away.")

    seen = []
    lists.acts += [lambda member: seen.append(member.name), fail]
    with pytest.raises(CannotBeClosed, match="The bank is away"):
        close(user)

    assert seen == ["Ada Lovelace"]
    assert (Departure.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_somebody_who_comes_back_is_somebody_new():
    member, user = ada()
    close(user)

    again, other = ada()

    assert Member.objects.joined_to(other) == again
    assert again != member


def departure(left_on, **fields):
    return Departure.objects.create(member=MemberFactory(left_on=left_on), name="Ada", **fields)


def test_erase_due_ends_what_was_kept_once_its_years_are_over(settings):
    settings.RETENTION_YEARS = 8
    due, later = departure(date(2018, 3, 14)), departure(date(2018, 3, 15))
    SourcePersonFactory(member=due.member)

    assert closing.erase_due(today=date(2026, 3, 14)) == 1

    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.name, due.erased_on, later.name) == ("", date(2026, 3, 14), "Ada")
    assert not SourcePerson.objects.exists()
    assert AuditEvent.objects.get().action == "departure.erased"


def test_erasing_may_run_twice():
    departure(date(2010, 1, 1))

    assert [closing.erase_due(today=date(2026, 3, 14)) for _ in range(2)] == [1, 0]


def test_erasing_knows_leap_days(settings):
    settings.RETENTION_YEARS = 1
    departure(date(2027, 2, 28))

    assert closing.erase_due(today=date(2028, 2, 29)) == 1
