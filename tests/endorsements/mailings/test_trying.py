"""Mails sent to oneself before anybody else gets them."""

import pytest

from endorsements.errors import CannotBeMailed
from endorsements.mailings import planning, trying
from members.models import AuditEvent
from tests.factories.endorsements import ContestFactory
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def a_draft():
    voting_round = ContestFactory(office="Governor").round
    planning.plan_usual(voting_round.pk, by=None)
    return voting_round


def test_every_mail_goes_to_the_one_who_asks(mailoutbox):
    staff = StaffFactory()

    assert trying.send_to_oneself(a_draft(), by=staff) == 6

    assert {mail.to[0] for mail in mailoutbox} == {staff.email}
    assert {mail.subject[:7] for mail in mailoutbox} == {"[Test] "}
    assert all("List-Unsubscribe" not in mail.extra_headers for mail in mailoutbox)
    assert AuditEvent.objects.get(action="round.mails_tried").actor_id == staff.pk


def test_without_mail_server_one_sentence_says_so(no_mail_server):
    with pytest.raises(CannotBeMailed, match="The mail server did not take it"):
        trying.send_to_oneself(a_draft(), by=StaffFactory())
