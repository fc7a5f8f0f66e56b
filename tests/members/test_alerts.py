"""Staff hear of what came by itself and could not be entered: once a day and kind."""

import pytest
import time_machine

from members import imports, tasks
from members.models import Import, OutboxMail
from members.models.imports import MOST_ATTEMPTS
from tests.factories.members import ImportFactory
from tests.members.events import event
from tests.members.feeding import apply, line, table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ALERT_ADDRESSES = ["a@example.org", "b@example.org"]
    settings.BASE_URL = "https://vote.example.org"


def arrive(content: bytes) -> Import:
    one = imports.take_in(source="actblue", file_name="webhook", content=content)
    imports.work_on(one.pk)
    return Import.objects.get(pk=one.pk)


def mails() -> list[tuple[str, str]]:
    told = OutboxMail.objects.filter(kind="alert").order_by("pk")
    return list(told.values_list("to", "subject"))


def test_a_refused_line_of_a_webhook_is_told_once_a_day():
    with time_machine.travel("2026-05-05T16:00:00Z", tick=False):
        arrive(event(amount="-5"))
        arrive(event(amount="-6"))
    subject = "ActBlue: contributions: a payment could not be entered"
    assert mails() == [("a@example.org", subject), ("b@example.org", subject)]
    body = OutboxMail.objects.first().body
    assert "https://vote.example.org/admin/members/import/?needs_a_look__exact=1" in body

    with time_machine.travel("2026-05-06T16:00:00Z", tick=False):
        arrive(event(amount="-5"))

    assert len(mails()) == 4


def test_what_was_entered_is_told_to_nobody():
    arrive(event())

    assert mails() == []


def test_a_file_that_somebody_feeds_is_told_on_the_spot_and_not_by_mail():
    apply(table(line(amount="-5")))

    assert mails() == []


@time_machine.travel("2026-05-05T16:00:00Z", tick=False)
def test_imports_that_were_given_up_are_told_once_a_day():
    ImportFactory.create_batch(2, status="ordered", attempts=MOST_ATTEMPTS)

    tasks.work_on_imports()
    tasks.work_on_imports()

    assert [subject for _, subject in mails()] == ["2 imports could not be finished"] * 2
    assert "/admin/members/import/?attempts__gte=5" in OutboxMail.objects.first().body


def test_nothing_given_up_is_told_to_nobody():
    ImportFactory(status="previewed")

    tasks.work_on_imports()

    assert mails() == []
