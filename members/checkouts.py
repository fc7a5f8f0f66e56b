"""Payments that somebody sets out to make at Stripe: begun here, paid there, settled here.

A payment is settled when its payer comes back, when Stripe's event arrives, or when a worker asks;
all three take in the same facts under the same names, so that whoever is first writes, once.
"""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import OperationalError
from django.utils import timezone

from members import gateway, imports, levels, stripe_memberships
from members.errors import NotOffered
from members.feeds.stripe_events import INTENT, INVOICE, Subject
from members.models import (
    Checkout,
    CheckoutStatus,
    Import,
    ImportStatus,
    Member,
    MemberAddress,
    SourcePerson,
)
from members.stripe_inbox import bring_in

ONLY_A_GIFT = "gift"
INTERVALS = {levels.MONTH: "month", levels.YEAR: "year"}


@dataclass(frozen=True)
class Payer:
    """Who pays: a member who is logged in, or somebody with a name and an address.

    `is_proved` says that the address is theirs beyond doubt.
    """

    name: str
    email: str
    member: Member | None = None
    is_proved: bool = False


@dataclass(frozen=True)
class Choice:
    """What they want: dues for a period (or none, with ONLY_A_GIFT), a gift on top, a chapter."""

    period: str
    dues_cents: int = 0
    gift_cents: int = 0
    chapter: str = ""


def begin(
    token: UUID, choice: Choice, payer: Payer, *, success_url: str, cancel_url: str
) -> Checkout:
    """Have a page prepared at Stripe on which this is paid. A form sent twice is one checkout.

    Raises:
        NotOffered: the amount is too small, or dues renew themselves already.
        PaymentsAway: Stripe does not answer; nothing was begun.
    """
    if there := Checkout.objects.filter(token=token).first():
        return there
    purchase = _purchase(choice, payer)
    session_id, url = gateway.open_checkout(
        purchase, success_url=success_url, cancel_url=cancel_url, key=f"checkout-{token}"
    )
    # Who died before this line comes again with the same token, and gets the same page of Stripe.
    begun, _ = Checkout.objects.get_or_create(
        token=token,
        defaults={
            "source": gateway.source(),
            "session_id": session_id,
            "url": url,
            "member": payer.member,
            "period": choice.period,
            "dues_cents": choice.dues_cents,
            "gift_cents": choice.gift_cents,
        },
    )
    return begun


def _purchase(choice: Choice, payer: Payer) -> gateway.Purchase:
    interval, kind = INTERVALS.get(choice.period, ""), ONLY_A_GIFT
    if choice.period == ONLY_A_GIFT:
        if not choice.gift_cents:
            raise NotOffered("Please say how much you want to give.")
    else:
        kind = levels.kind_of(choice.dues_cents, choice.period, timezone.localdate())
    if interval and payer.member and (others := stripe_memberships.of(payer.member)):
        raise NotOffered(
            f"You pay {others[0].dollars} a {others[0].interval} already. You can change the "
            "amount, or give something on top."
        )
    marks = {gateway.MARK: kind, "chapter": _chapter(choice, payer)}
    if choice.gift_cents and kind != ONLY_A_GIFT:
        marks[ONLY_A_GIFT] = str(choice.gift_cents)
    if payer.member is None:
        marks |= {"name": payer.name, "email": payer.email}
    return gateway.Purchase(
        dues_cents=choice.dues_cents,
        gift_cents=choice.gift_cents,
        interval=interval,
        marks={name: value for name, value in marks.items() if value},
        email=payer.email,
        customer=_customer_of(payer.member, payer.email) if payer.member else "",
    )


def _chapter(choice: Choice, payer: Payer) -> str:
    """Nobody puts somebody else into a chapter by paying in their name."""
    if payer.member or payer.is_proved:
        return choice.chapter
    is_known = MemberAddress.objects.filter(email=payer.email).exists()
    return "" if is_known else choice.chapter


def _customer_of(member: Member, email: str) -> str:
    """The number under which Stripe knows this member, from a payment made while logged in.

    A number that a payment of somebody not logged in has brought is not used: the card behind it
    may be another's.
    """
    numbers = SourcePerson.objects.filter(source=gateway.source(), came_with__isnull=True)
    if known := numbers.filter(member__in=Member.objects.rows_of(member)).last():
        return known.number
    number = gateway.make_customer(name=member.name, email=email, key=f"customer-{member.pk}")
    SourcePerson.objects.get_or_create(
        source=gateway.source(), number=number, defaults={"member": member}
    )
    return number


def settle(checkout_id: int) -> Checkout:
    """Find out whether it was paid, and if so put it onto the ledger at once.

    Raises:
        PaymentsAway: Stripe does not answer; a worker asks again.
    """
    checkout = Checkout.objects.get(pk=checkout_id)
    if checkout.status == CheckoutStatus.OPEN and checkout.source == gateway.source():
        _ask(checkout)
    if checkout.brought_id:
        _apply(checkout.brought_id)
    return checkout


def _ask(checkout: Checkout) -> None:
    session = gateway.checkout(checkout.session_id)
    checkout.looked_at = timezone.now()
    if session["status"] == "expired":
        checkout.status = CheckoutStatus.EXPIRED
    elif session["payment_status"] == "paid":
        invoice, intent = session["invoice"], session["payment_intent"]
        subject = Subject(INVOICE, invoice) if invoice else Subject(INTENT, intent)
        checkout.brought = bring_in(subject, file_name="checkout")
        checkout.status = CheckoutStatus.PAID
    checkout.save(update_fields=["looked_at", "status", "brought"])


def _apply(import_id: int) -> None:
    # While a large file is being applied: whoever works on imports does this one afterwards.
    with suppress(OperationalError):
        imports.work_on(import_id)


def outcome(checkout: Checkout) -> Import | None:
    """The import once it was applied; None while it waits."""
    if checkout.brought_id is None:
        return None
    applied = [ImportStatus.APPLIED, ImportStatus.UNREADABLE]
    return (
        Import.objects.defer("content").filter(pk=checkout.brought_id, status__in=applied).first()
    )
