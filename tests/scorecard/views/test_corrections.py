"""Reporting a mistake, and the log of those corrected."""

import pytest
from django.utils import timezone

from members.models import AuditEvent, OutboxMail
from scorecard.models import Correction, CorrectionStatus
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db
REPORT, LOG = "/scorecard/corrections/report/", "/scorecard/corrections/"
SAID = {"page": "/scorecard/issues/", "said": "The date is wrong.", "reply_to": "ada@example.org"}


def test_a_report_is_kept_and_mailed_to_staff(client, settings):
    settings.ALERT_ADDRESSES = ["one@example.org", "two@example.org"]
    answer = client.post(REPORT, SAID, follow=True)
    assert "Thank you" in answer.content.decode()
    kept = Correction.objects.get()
    assert (kept.page, kept.said, kept.reply_to) == tuple(SAID.values())
    assert kept.status == CorrectionStatus.REPORTED
    mails = list(OutboxMail.objects.order_by("to"))
    assert [mail.to for mail in mails] == settings.ALERT_ADDRESSES
    assert f"/correction/{kept.pk}/change/" in mails[0].body
    assert AuditEvent.objects.filter(action="scorecard.correction_reported").exists()


def test_a_program_that_fills_in_everything_gets_the_same_answer_and_nothing_is_kept(client):
    answer = client.post(REPORT, SAID | {"website": "https://spam.example"}, follow=True)
    assert "Thank you" in answer.content.decode()
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "https://elsewhere.example/"},
        {"page": "//elsewhere.example"},
        {"page": "/a b"},
        {"said": ""},
        {"said": "x" * 4001},
        {"said": "\0"},
        {"reply_to": "nonsense"},
    ],
)
def test_what_cannot_be_kept_is_asked_again(client, wrong):
    answer = client.post(REPORT, SAID | wrong)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Correction.objects.exists()


def test_one_network_is_told_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"correction": "2/h/ip"}
    codes = [client.post(REPORT, SAID).status_code for _ in range(3)]
    assert codes == [302, 302, 429]
    assert Correction.objects.count() == 2


def test_the_form_knows_the_page_one_came_from(client):
    text = client.get(REPORT, {"page": "/scorecard/issues/"}).content.decode()
    assert 'value="/scorecard/issues/"' in text
    assert 'value="/scorecard/"' in client.get(REPORT).content.decode()


def test_the_log_shows_what_was_changed_and_nobody_s_name(client):
    assert "Nothing has been corrected" in client.get(LOG).content.decode()
    settled = {"settled_at": timezone.now(), "reply_to": "ada@example.org"}
    make.CorrectionFactory(status="made", changed="The date is 1 May.", **settled)
    make.CorrectionFactory(status="declined", said="Nonsense", **settled)
    make.CorrectionFactory(said="Still open")
    text = client.get(LOG).content.decode()
    assert "The date is 1 May." in text
    assert "Nonsense" not in text
    assert "Still open" not in text
    assert "ada@example.org" not in text
    assert "The date is wrong" not in text


def test_the_log_asks_no_more_of_three_rows_than_of_one(client, count_queries):
    numbers = []
    for rows in (1, 2):
        for _ in range(rows):
            make.CorrectionFactory(status="made", changed="x", settled_at=timezone.now())
        with count_queries() as queries:
            client.get(LOG)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
