"""Readers of outside sources: from the bytes of a file to rows or refusals, without database.

One module per source; each has `read(content, frame)`, which raises `Unreadable` at once when
the file is not of its kind.
"""

from members.feeds import actblue, action_network, generic, nationbuilder, stripe_payments
from members.feeds.rows import Frame, Outcome, Reader

__all__ = ["LABELS", "NAMES", "READERS", "Frame", "Outcome", "Reader"]

READERS: dict[str, Reader] = {
    "actblue": actblue.read,
    "nationbuilder": nationbuilder.read,
    "action_network": action_network.read,
    "csv": generic.read,
    "stripe": stripe_payments.read_live,
    "stripe_test": stripe_payments.read_test,
}
# Files that are uploaded, and what else arrives by itself.
LABELS = {
    "actblue": "ActBlue: contributions",
    "nationbuilder": "NationBuilder: people or memberships",
    "action_network": "Action Network: report",
    "csv": "Another source, as our own CSV",
}
NAMES = LABELS | {"stripe": "Stripe", "stripe_test": "Stripe, test mode"}
