"""The address of Stripe's webhooks: who is heard, what is kept, how fast it answers."""

import gzip
import json
import threading

import pytest
from django.db import connection
from django.urls import reverse

from members import checkouts, imports, stripe_inbox, tasks
from members.models import Checkout, Import, StripeEvent
from tests.fake_stripe import signature
from tests.members.feeding import ledger
from tests.members.stripe_site import SECRET, connected, paid

pytestmark = pytest.mark.django_db
HOOK = reverse("members:hook_stripe")


@pytest.fixture
def fake(settings):
    with connected(settings) as fake:
        yield fake


@pytest.fixture
def event(fake):
    paid(fake)
    return json.dumps(fake.books.events[-1]).encode()


def send(client, content, signed=None):
    headers = {"Stripe-Signature": signature(content, SECRET) if signed is None else signed}
    return client.post(HOOK, content, content_type="application/json", headers=headers)


def test_an_event_is_kept_as_it_came_and_stripe_is_not_asked_yet(client, fake, event):
    fake.calls.clear()
    response = send(client, event)

    kept = StripeEvent.objects.get()
    assert (response.status_code, kept.status, fake.calls) == (200, "waiting", [])
    assert gzip.decompress(bytes(kept.content)) == event


@pytest.mark.parametrize(
    "signed",
    ["", "t=1,v1=00", signature(b"other", SECRET), "nonsense"],
    ids=["none", "wrong", "of another body", "nonsense"],
)
def test_who_did_not_sign_is_not_heard(client, event, signed):
    assert send(client, event, signed).status_code == 400
    assert not StripeEvent.objects.exists()


def test_an_old_signature_is_a_replay_by_somebody_else(client, event):
    assert send(client, event, signature(event, SECRET, at=1_700_000_000)).status_code == 400


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"object": "event"}', b"7"])
def test_a_body_that_is_no_event_is_refused_although_it_is_signed(client, fake, content):
    assert send(client, content).status_code == 400
    assert not StripeEvent.objects.exists()


def test_the_same_event_twice_is_kept_once(client, event):
    assert [send(client, event).status_code for _ in range(2)] == [200, 200]
    assert StripeEvent.objects.count() == 1


def test_without_keys_there_is_no_such_page(client, event, settings):
    settings.STRIPE_SECRET_KEY = ""

    assert send(client, event).status_code == 404


def test_only_post_is_answered(client, fake):
    assert client.get(HOOK).status_code == 405


def test_a_worker_puts_it_onto_the_ledger(client, event):
    send(client, event)

    tasks.look_into_stripe_event(StripeEvent.objects.get().pk)
    tasks.look_into_stripe_event(StripeEvent.objects.get().pk)

    assert [row[1:3] for row in ledger()] == [("dues", 10_00)]
    assert Import.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_real_deliveries_are_tried_again_until_they_are_taken(live_server, fake):
    paid(fake)
    fake.hook = live_server.url + HOOK
    fake.secret = "whsec_other"
    assert set(fake.send_events()) == {400}
    fake._told, fake.secret = 0, SECRET

    assert set(fake.send_events()) == {200}
    assert StripeEvent.objects.count() == len(fake.books.events)


@pytest.mark.django_db(transaction=True)
def test_the_payer_comes_back_while_the_event_is_looked_into(fake):
    """Four at once, each asking Stripe for itself: one payment on the ledger."""
    paid(fake)
    content = json.dumps(fake.books.events[-1]).encode()
    event = stripe_inbox.keep(content, signature(content, SECRET))
    checkout = Checkout.objects.get()
    start, faults = threading.Barrier(4), []

    def run(act):
        try:
            start.wait()
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    acts = [lambda: tasks.look_into_stripe_event(event.pk), lambda: checkouts.settle(checkout.pk)]
    threads = [threading.Thread(target=run, args=(act,)) for act in acts * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in Import.objects.due():
        imports.work_on(one.pk)

    assert faults == []
    assert [row[1:3] for row in ledger()] == [("dues", 10_00)]
