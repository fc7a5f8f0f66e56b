"""Mails that a member may refuse, and how."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from members import mail_choices, outbox
from members.errors import NoSuchLink
from members.mail_choices import refused_by, unsubscribe_address, wanting, write_to
from members.models import AuditEvent, MailSubject, Member, OutboxMail
from tests.factories.members import MemberAddressFactory, MemberFactory
from tests.members.people import ADA, ada

pytestmark = pytest.mark.django_db
REMINDERS, RESULTS = MailSubject.REMINDERS, MailSubject.RESULTS


def token_of(member, subject=RESULTS) -> str:
    return unsubscribe_address(member.pk, subject).rstrip("/").rpartition("/")[2]


def test_everything_is_wanted_at_first():
    assert refused_by(MemberFactory()) == set()


def test_choose_refuses_what_is_not_wanted_and_leaves_a_trail():
    member, user = ada()

    mail_choices.choose(member.pk, wanted=[REMINDERS], by=user)

    assert refused_by(member) == {RESULTS}
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id, event.detail) == (
        "member.mail_chosen",
        user.pk,
        {"refused": ["results"]},
    )


def test_choose_takes_a_refusal_back():
    member, user = ada()
    mail_choices.choose(member.pk, wanted=[], by=user)

    mail_choices.choose(member.pk, wanted=[RESULTS], by=user)

    assert refused_by(member) == {REMINDERS}


def test_choosing_the_same_again_leaves_no_trail():
    member, user = ada()

    mail_choices.choose(member.pk, wanted=MailSubject.values, by=user)

    assert not AuditEvent.objects.exists()


def test_a_link_refuses_its_subject_alone_however_often():
    member, _ = ada()

    for _ in range(2):
        assert mail_choices.refuse(token_of(member)) == RESULTS

    assert refused_by(member) == {RESULTS}
    assert AuditEvent.objects.get().actor_label == "the system"


@pytest.mark.parametrize("token", ["", "nonsense", "WzEsInJlc3VsdHMiXQ:1x:abc"])
def test_a_link_that_is_not_ours_is_refused(token):
    with pytest.raises(NoSuchLink, match="not one of ours"):
        mail_choices.refuse(token)


def test_the_link_of_somebody_who_left_does_nothing():
    with pytest.raises(NoSuchLink):
        mail_choices.read(token_of(MemberFactory(left_on=date(2026, 3, 1))))


def test_wanting_leaves_out_who_refused_and_who_left():
    wants, refuses = MemberFactory(), MemberFactory()
    MemberFactory(left_on=date(2026, 3, 1))
    mail_choices.choose(refuses.pk, wanted=[REMINDERS], by=None)

    assert list(wanting(Member.objects.all(), RESULTS)) == [wants]
    assert set(wanting(Member.objects.all(), REMINDERS)) == {wants, refuses}


def test_write_to_writes_once_to_each_address_of_those_who_want_it():
    member, _ = ada()
    MemberAddressFactory(member=member, email="two@example.org")
    mail_choices.choose(MemberAddressFactory().member_id, wanted=[], by=None)

    for _ in range(2):
        write_to(Member.objects.all(), about=RESULTS, subject="Endorsed", body="Look.\n", key="r1")

    assert sorted(OutboxMail.objects.values_list("to", "kind")) == [
        (ADA, "results"),
        ("two@example.org", "results"),
    ]


def test_write_to_reaches_addresses_of_merged_rows_and_heeds_the_person():
    member = MemberFactory()
    MemberAddressFactory(member__merged_into=member, email="old@example.org")

    assert write_to(Member.objects.whole(), about=RESULTS, subject="E", body="B\n", key="r") == 1
    assert token_of(member) in OutboxMail.objects.get().unsubscribe


def test_a_mail_that_may_be_refused_says_how_to_people_and_programs(client):
    member, _ = ada()
    write_to(Member.objects.all(), about=RESULTS, subject="Endorsed", body="Look.\n", key="r1")

    outbox.hand_over()

    [sent] = mail.outbox
    link = unsubscribe_address(member.pk, RESULTS)
    assert sent.body == (
        f"Look.\n\n--\nNo more mails about results and news of endorsements:\n{link}\n"
    )
    assert sent.extra_headers["List-Unsubscribe"] == f"<{link}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.endswith(reverse("members:unsubscribe", args=[token_of(member)]))
