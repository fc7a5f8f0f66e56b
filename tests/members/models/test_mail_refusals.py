"""What members do not want to be written about."""

import pytest
from django.db import IntegrityError

from members.models import MailRefusal, MailSubject
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db


def test_mail_about_something_is_refused_once():
    refusal = MailRefusal.objects.create(member=MemberFactory(), subject=MailSubject.RESULTS)

    with pytest.raises(IntegrityError, match="mail_about_something_is_refused_once"):
        MailRefusal.objects.create(member=refusal.member, subject=MailSubject.RESULTS)


def test_mail_refusal_subject_is_known():
    with pytest.raises(IntegrityError, match="mail_refusal_subject_is_known"):
        MailRefusal.objects.create(member=MemberFactory(), subject="receipts")


def test_a_refusal_says_what_it_is_about():
    assert str(MailRefusal(subject=MailSubject.RESULTS)) == "no mail about results"
