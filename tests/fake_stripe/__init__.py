"""A small Stripe of our own on loopback: real HTTP, spoken to by the real `stripe` client.

It knows what the site uses of the interface as of version 2026-10-28 (an invoice names no charge,
the period stands on the items of a subscription), pages for Checkout and for the portal that a
browser can click, and signed webhooks. What it does not know it answers with 404, as Stripe does.
"""

from tests.fake_stripe.books import Books
from tests.fake_stripe.server import FakeStripe
from tests.fake_stripe.webhooks import signature

__all__ = ["Books", "FakeStripe", "signature"]
