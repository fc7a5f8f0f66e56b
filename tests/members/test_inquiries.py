"""“Am I a member?”, answered by mail."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from members import inquiries, outbox
from members.models import Inquiry, OutboxMail
from tests.factories.members import ContributionFactory, MemberAddressFactory, MemberFactory

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 5, 12, tzinfo=UTC)
ADA = "ada@example.org"


def answer(email=ADA) -> str:
    inquiries.ask(email)
    with time_machine.travel(MAY, tick=False):
        inquiries.answer_all()
    return OutboxMail.objects.get().body


def test_ask_keeps_the_address_and_looks_nothing_up(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert inquiries.ask(" Ada@Example.org ").email == ADA


def test_the_answer_goes_to_the_address_and_is_forgotten_with_the_question(mailoutbox):
    answer()

    outbox.hand_over()

    assert [mail.to for mail in mailoutbox] == [[ADA]]
    assert (Inquiry.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_an_address_of_nobody_is_told_so():
    body = answer()

    assert "No member of Progressive Examples has the address ada@example.org." in body
    assert "/members/join/" in body


def test_a_member_reads_how_they_stand():
    entry = ContributionFactory()
    MemberAddressFactory(member=entry.member, email=ADA)

    body = answer("ADA@example.org")

    assert (
        "Today you are a member in good standing. "
        "Dues of $120 on 3 March 2026 cover until 3 March 2027."
    ) in body
    assert "/members/me/" in body
    assert entry.member.name not in body


def test_who_does_not_pay_reads_why_not():
    MemberAddressFactory(email=ADA)

    assert (
        "Today you are on our rolls, and not in good standing. No dues are recorded for you."
        in answer()
    )


def test_two_who_share_an_address_are_named_each_with_their_own_answer():
    MemberAddressFactory(email=ADA, member__name="Ada")
    MemberAddressFactory(email=ADA, member=ContributionFactory(member__name="Bo").member)

    body = answer()

    assert "2 members share the address" in body
    assert "Ada: Today you are on our rolls, and not in good standing." in body
    assert "Bo: Today you are a member in good standing." in body


def test_the_address_of_a_merged_row_leads_to_the_person():
    person = ContributionFactory().member
    MemberAddressFactory(email=ADA, member=MemberFactory(merged_into=person))

    assert "Today you are a member in good standing." in answer()


def test_who_left_is_no_member():
    MemberFactory(left_on=date(2026, 3, 1))

    assert "No member of" in answer()


def test_answering_may_run_twice_and_takes_no_more_than_its_share():
    for number in range(3):
        inquiries.ask(f"{number}@example.org")

    assert [inquiries.answer_all(limit=2), inquiries.answer_all(), inquiries.answer_all()] == [
        2,
        1,
        0,
    ]
    assert OutboxMail.objects.count() == 3
