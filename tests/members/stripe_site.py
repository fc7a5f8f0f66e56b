"""A fake Stripe that the site of a test talks to, and what has happened in it so far."""

import json
from contextlib import contextmanager
from uuid import uuid4

from members import checkouts, gateway, imports, stripe_inbox
from members.models import Checkout, Import, StripeEvent
from tests.fake_stripe import FakeStripe, signature
from tests.fake_stripe.server import KEY

SECRET = "whsec_fake"
ADA = checkouts.Payer("Ada Lovelace", "ada@example.org")


@contextmanager
def connected(settings, **options):
    """The fake, with the site's settings pointed at it."""
    with FakeStripe(secret=SECRET, **options) as fake:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET
        settings.STRIPE_API_BASE = fake.url
        yield fake
    gateway._client_with.cache_clear()


def begin(payer=ADA, *, period="month", dues=10_00, gift=0, chapter="", token=None) -> Checkout:
    return checkouts.begin(
        token or uuid4(),
        checkouts.Choice(period, dues, gift, chapter),
        payer,
        success_url="http://testserver/thanks",
        cancel_url="http://testserver/join",
    )


def keep(event: dict) -> StripeEvent:
    content = json.dumps(event).encode()
    return stripe_inbox.keep(content, signature(content, SECRET))


def hear(*events: dict) -> None:
    """Events arrive in this order, and a worker looks into each."""
    for event in events:
        stripe_inbox.work_on(keep(event).pk)
    for one in Import.objects.due():
        imports.work_on(one.pk)


def paid(fake: FakeStripe, payer=ADA, **choice) -> dict:
    """A session that was begun and paid, of which the site has heard nothing yet."""
    return fake.books.pay(begin(payer, **choice).session_id)
