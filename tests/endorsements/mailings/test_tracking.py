"""What the mail service reports: real requests to django-anymail's addresses."""

import json
from base64 import b64encode

import pytest
from anymail.signals import AnymailTrackingEvent
from django.test import Client, override_settings
from django.urls import include, path

from endorsements.mailings import tracking
from endorsements.models import Delivery, DeliveryState
from tests.factories.endorsements import DeliveryFactory, SentFactory

pytestmark = pytest.mark.django_db
S = DeliveryState
urlpatterns = [path("mail-service/", include("anymail.urls"))]
HOOK = "/mail-service/postmark/tracking/"
SECRET = "postmark:a long secret"


@pytest.fixture
def service():
    with override_settings(
        ROOT_URLCONF=__name__, ANYMAIL={"WEBHOOK_SECRET": SECRET, "POSTMARK_SERVER_TOKEN": "x"}
    ):
        yield


def post(body, secret=SECRET):
    given = {"Authorization": f"Basic {b64encode(secret.encode()).decode()}"} if secret else {}
    return Client().post(HOOK, json.dumps(body), content_type="application/json", headers=given)


def bounce(address, **more):
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "Email": address,
        "MessageID": "m",
        "BouncedAt": "2026-03-14T12:00:00Z",
        **more,
    }


def report(kind, recipient, **more):
    return AnymailTrackingEvent(event_type=kind, recipient=recipient, **more)


def state_of(delivery) -> str:
    delivery.refresh_from_db()
    return delivery.state


def test_a_bounce_is_noted_however_often_it_is_told(service):
    delivery = SentFactory(to="ada@example.org")
    metadata = {"delivery": str(delivery.pk)}

    answers = [post(bounce("Ada@Example.org", Metadata=metadata)).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert state_of(delivery) == S.BOUNCED


@pytest.mark.parametrize("secret", ["", "postmark:guessed", "x"])
def test_who_does_not_know_the_secret_changes_nothing(service, secret):
    delivery = SentFactory(to="ada@example.org")

    answer = post(bounce("ada@example.org"), secret)

    assert answer.status_code == 400
    assert state_of(delivery) == S.SENT


def test_an_address_that_nobody_was_mailed_at_is_answered_and_forgotten(service):
    delivery = SentFactory()

    assert post(bounce("stranger@example.org")).status_code == 200

    assert state_of(delivery) == S.SENT
    assert Delivery.objects.count() == 1


def test_without_a_mail_service_nothing_listens(client):
    assert client.post(HOOK, "{}", content_type="application/json").status_code == 404


def test_a_report_that_names_no_copy_is_of_the_last_one_to_the_address():
    earlier, later = SentFactory(to="ada@example.org"), SentFactory(to="ada@example.org")

    assert tracking.take(report("complained", "ada@example.org")) is True

    assert (state_of(earlier), state_of(later)) == (S.SENT, S.COMPLAINED)


@pytest.mark.parametrize(
    ("before", "kind", "after"),
    [
        (S.SENT, "delivered", S.DELIVERED),
        (S.SENT, "rejected", S.BOUNCED),
        (S.DELIVERED, "bounced", S.BOUNCED),
        (S.BOUNCED, "delivered", S.BOUNCED),
        (S.COMPLAINED, "bounced", S.COMPLAINED),
        (S.BOUNCED, "complained", S.COMPLAINED),
        (S.SENT, "opened", S.SENT),
        (S.SENT, "deferred", S.SENT),
    ],
)
def test_no_report_makes_a_copy_better(before, kind, after):
    delivery = SentFactory(to="ada@example.org", state=before)

    tracking.take(report(kind, "ada@example.org"))

    assert state_of(delivery) == after


@pytest.mark.parametrize("address", [None, "", "x" * 300 + "@example.org", "a\0@example.org"])
def test_odd_addresses_are_of_nobody(address):
    assert tracking.take(report("bounced", address)) is False


@pytest.mark.parametrize("named", ["", "nonsense", "9" * 5000, "²", "-1"])
def test_odd_names_of_copies_are_not_believed(named):
    delivery = SentFactory(to="ada@example.org")

    tracking.take(report("bounced", "ada@example.org", metadata={"delivery": named}))

    assert state_of(delivery) == S.BOUNCED


def test_a_copy_of_somebody_else_is_not_touched_by_its_number():
    delivery = SentFactory(to="ada@example.org")

    told = report("bounced", "ben@example.org", metadata={"delivery": str(delivery.pk)})

    assert tracking.take(told) is False
    assert state_of(delivery) == S.SENT


def test_a_copy_that_was_not_sent_cannot_come_back():
    delivery = DeliveryFactory()

    told = report("bounced", "ada@example.org", metadata={"delivery": str(delivery.pk)})

    assert tracking.take(told) is False
