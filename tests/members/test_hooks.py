"""The address of ActBlue's webhooks: who may send, what is kept, and what becomes of it."""

import gzip
from base64 import b64encode
from io import BytesIO
from itertools import permutations

import pytest
import time_machine
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from django.urls import reverse

from members import hooks, imports
from members.models import Import, ImportStatus, Member
from tests.members.events import cancelled, event, refunded
from tests.members.feeding import apply, counted, ledger
from tests.members.feeds.frames import actblue, actblue_line

pytestmark = pytest.mark.django_db
HOOK = reverse("members:hook_actblue")
WHOLE = [
    ("Ada Lovelace", "cancellation", 0, "2026-04-05", "cancellation:AB1", ""),
    ("Ada Lovelace", "dues", 120_00, "2026-03-03", "1001", ""),
    ("Ada Lovelace", "refund", -120_00, "2026-04-04", "refund:1001", "1001"),
]


@pytest.fixture(autouse=True)
def fifth_of_may(settings):
    settings.ACTBLUE_WEBHOOK_USER, settings.ACTBLUE_WEBHOOK_PASSWORD = "actblue", "päss"
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


def send(client, content: bytes, pair: str = "actblue:päss"):
    return client.post(
        HOOK,
        content,
        content_type="application/json",
        headers={"Authorization": f"Basic {b64encode(pair.encode()).decode()}"},
    )


def work():
    for one in Import.objects.due():
        imports.work_on(one.pk)


def test_an_event_is_kept_as_it_came_and_applied_by_a_worker(client):
    response = send(client, event())

    one = Import.objects.get()
    assert (response.status_code, one.status) == (200, ImportStatus.ORDERED)
    assert gzip.decompress(bytes(one.content)) == event()
    assert ledger() == []
    work()
    assert ledger() == [WHOLE[1]]


@pytest.mark.parametrize("order", list(permutations([event(), refunded(), cancelled()])))
def test_events_in_any_order_and_replayed_leave_one_ledger(client, order):
    for content in [*order, *reversed(order)]:
        assert send(client, content).status_code == 200
        work()

    assert ledger() == WHOLE
    assert Member.objects.count() == 1


def test_webhook_and_csv_count_a_payment_once(client):
    apply(actblue(actblue_line()), "actblue")

    send(client, event())
    work()

    assert counted(Import.objects.first()) == (0, 0, 1, 0)


@pytest.mark.parametrize("pair", ["actblue:pass", "somebody:päss", "", "actblue"])
def test_wrong_credentials_are_refused(client, pair):
    response = send(client, event(), pair)

    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Basic realm="webhooks"')
    assert not Import.objects.exists()


def test_no_credentials_are_refused(client):
    assert client.post(HOOK, event(), content_type="application/json").status_code == 401


@pytest.mark.parametrize("name", ["ACTBLUE_WEBHOOK_USER", "ACTBLUE_WEBHOOK_PASSWORD"])
def test_without_credentials_in_the_settings_there_is_no_such_page(client, settings, name):
    setattr(settings, name, "")

    assert send(client, event(), ":").status_code == 404


@pytest.mark.parametrize("content", [b"", event()[:-5], b"7", b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_none_or_cut_off_is_to_be_sent_again(client, content):
    assert send(client, content).status_code == 400
    assert not Import.objects.exists()


def test_ten_megabytes_are_refused(client):
    assert send(client, event(donor={"x": "y" * 10 * 1024**2})).status_code == 400
    assert not Import.objects.exists()


class Untouchable(BytesIO):
    """A body that nobody may read."""

    def read(self, *size):
        raise AssertionError("The body was read.")


def send_body(pair: str, **environ):
    """As a server hands a request to the application, with a body that nobody may read."""
    request = RequestFactory().post(HOOK, content_type="application/json")
    token = b64encode(pair.encode()).decode()
    environ = request.environ | {"HTTP_AUTHORIZATION": f"Basic {token}"} | environ
    answered = []
    application = get_wsgi_application()
    application(
        environ | {"wsgi.input": Untouchable()}, lambda status, headers: answered.append(status)
    ).close()
    return answered[0]


@pytest.mark.django_db(transaction=True)
def test_bodies_are_refused_without_being_read():
    ten_megabytes = {"CONTENT_LENGTH": str(10 * 1024**2)}

    assert send_body("actblue:wrong", CONTENT_LENGTH="9") == "401 Unauthorized"
    assert send_body("actblue:päss", **ten_megabytes) == "400 Bad Request"
    # A body in pieces says no length, and counts as empty.
    in_pieces = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    assert send_body("actblue:päss", **in_pieces) == "400 Bad Request"


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic ",
        "Basic !!!",
        "basic YWN0Ymx1ZTpww6Rzcw",
        "Bearer YWN0Ymx1ZTpww6Rzcw==",
        "Basic YWN0Ymx1ZTpww6Rzcw== ",
        "Basic \xff\xfe\x80",
        "Basic " + "A" * 100_000,
        b64encode(b"actblue:p\xe4ss").decode(),
    ],
)
def test_malformed_credentials_are_refused(client, header):
    response = client.post(
        HOOK, event(), content_type="application/json", headers={"Authorization": header}
    )

    assert response.status_code == 401
    assert not Import.objects.exists()


def test_credentials_are_compared_in_constant_time(client, monkeypatch):
    compared = []
    monkeypatch.setattr(hooks, "constant_time_compare", lambda *pair: compared.append(pair))

    assert send(client, event()).status_code == 401
    assert compared == [("Basic YWN0Ymx1ZTpww6Rzcw==", "Basic YWN0Ymx1ZTpww6Rzcw==")]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (event().replace(b'"120.0"', b"1e400"), 200),
        (event().replace(b'"120.0"', b"9" * 4000), 200),
        # More digits than Python reads, so that nobody is kept busy by them.
        (event().replace(b'"120.0"', b"9" * 10_000), 400),
        (b"[" * 500 + b"]" * 500, 200),
        (b'{"contribution": ' + b'{"a":' * 500 + b"1" + b"}" * 501, 200),
    ],
)
def test_numbers_and_depths_without_end_put_nothing_on_the_ledger(client, content, status):
    assert send(client, content).status_code == status
    work()

    assert ledger() == []
    assert [one.status for one in Import.objects.all()] == ["applied"] * (status == 200)


def test_of_a_key_that_stands_twice_the_last_one_counts(client):
    send(client, event().replace(b'"amount": "120.0"', b'"amount": "1.0", "amount": "120.0"'))
    work()

    assert ledger() == [WHOLE[1]]


def test_a_flood_of_one_event_counts_once(client):
    for _ in range(30):
        assert send(client, event()).status_code == 200
    work()

    assert ledger() == [WHOLE[1]]
    assert not Import.objects.due().exists()


def test_only_post_is_answered(client):
    assert client.get(HOOK).status_code == 405


def test_a_line_that_is_refused_is_kept_with_its_reason(client):
    send(client, event(amount="-5"))
    work()

    one = Import.objects.get()
    assert (one.status, counted(one)) == ("applied", (0, 0, 0, 1))
    assert "below zero" in one.refusals[0][1]
