"""What is kept of Stripe: its events as they came, payments set out on, and what renews itself.

Money is not here: payments go onto the ledger like those of any other feed. Nothing of a card is
here either; cards are typed in at Stripe.
"""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.imports import Import
from members.models.people import Member, SourcePerson


def dollars(cents: int) -> str:
    """As people write it: without cents where there are none."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}.{rest:02}" if rest else f"${whole:,}"


class EventStatus(models.TextChoices):
    WAITING = "waiting", "to be looked at"
    DONE = "done", "done"
    IGNORED = "ignored", "not for us"
    FAILED = "failed", "given up"


class StripeEventQuerySet(models.QuerySet["StripeEvent"]):
    def due(self, at: datetime) -> Self:
        return self.filter(status=EventStatus.WAITING, due_at__lte=at).order_by("due_at", "pk")


class StripeEvent(models.Model):
    """A signed event as it came. Only `members.stripe_inbox` changes it."""

    event_id = models.CharField(max_length=255)
    type = models.CharField(max_length=100)
    is_live = models.BooleanField(help_text="Whether it is about real money.")
    content = models.BinaryField(help_text="The event as it came, compressed with gzip.")
    status = models.CharField(max_length=7, choices=EventStatus, default=EventStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    problem = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    brought = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="+")

    objects = StripeEventQuerySet.as_manager()

    class Meta:
        verbose_name = "event of Stripe"
        verbose_name_plural = "events of Stripe"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(status=EventStatus.WAITING),
                name="stripe_events_that_wait",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["event_id"], name="stripe_event_is_kept_once"),
            models.CheckConstraint(condition=~Q(event_id=""), name="stripe_event_has_an_id"),
            models.CheckConstraint(
                condition=Q(status__in=EventStatus.values), name="stripe_event_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=EventStatus.FAILED) | ~Q(problem=""),
                name="stripe_event_that_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} ({self.event_id})"


class CheckoutStatus(models.TextChoices):
    OPEN = "open", "not paid yet"
    PAID = "paid", "paid"
    EXPIRED = "expired", "expired"


class CheckoutQuerySet(models.QuerySet["Checkout"]):
    def to_ask_about(self, at: datetime) -> Self:
        """Open ones at which nobody has looked for a while."""
        return self.filter(status=CheckoutStatus.OPEN, looked_at__lt=at - timedelta(minutes=10))


class Checkout(models.Model):
    """A payment that somebody set out to make at Stripe. Only `members.checkouts` changes it.

    The token is made with the form: a form that is sent twice is one checkout. Whoever knows it
    set out on this payment.
    """

    token = models.UUIDField()
    source = models.SlugField(max_length=30, db_index=False)
    session_id = models.CharField(max_length=255)
    url = models.URLField(max_length=2000)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=8)
    dues_cents = models.PositiveIntegerField()
    gift_cents = models.PositiveIntegerField()
    status = models.CharField(
        max_length=7, choices=CheckoutStatus, default=CheckoutStatus.OPEN, db_index=True
    )
    begun_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(default=timezone.now)
    brought = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CheckoutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="checkout_is_one_for_each_form"),
            models.UniqueConstraint(fields=["session_id"], name="checkout_is_one_for_each_session"),
            models.CheckConstraint(
                condition=Q(status__in=CheckoutStatus.values), name="checkout_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(dues_cents__gt=0) | Q(gift_cents__gt=0),
                name="checkout_is_about_some_money",
            ),
            models.CheckConstraint(
                condition=~Q(status=CheckoutStatus.PAID) | Q(brought__isnull=False),
                name="checkout_that_is_paid_brought_an_import",
            ),
        ]

    @property
    def dues(self) -> str:
        return dollars(self.dues_cents)

    @property
    def gift(self) -> str:
        return dollars(self.gift_cents)

    @property
    def total(self) -> str:
        return dollars(self.dues_cents + self.gift_cents)

    def __str__(self) -> str:
        return self.session_id


# What Stripe calls a subscription that goes on, if its card is good or not.
GOING_ON = ["active", "trialing", "past_due", "unpaid", "paused"]
UNPAID = ["past_due", "unpaid"]


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def going_on(self) -> Self:
        return self.filter(status__in=GOING_ON)

    def of(self, member: Member) -> Self:
        """Those of a person, under whichever row of the rolls their payments stand."""
        numbers = SourcePerson.objects.filter(member__in=Member.objects.rows_of(member))
        return self.filter(
            models.Exists(
                numbers.filter(source=models.OuterRef("source"), number=models.OuterRef("customer"))
            )
        )


class Subscription(models.Model):
    """Dues that renew themselves, as Stripe last described them.

    A copy to show, never a rule: only payments on the ledger make standing. Whose it is says the
    customer's number (`SourcePerson`).
    """

    source = models.SlugField(max_length=30, db_index=False)
    subscription_id = models.CharField(max_length=255)
    customer = models.CharField(max_length=120, db_index=True)
    status = models.CharField(max_length=30, help_text="In Stripe's words.")
    kind = models.CharField(max_length=12)
    amount_cents = models.PositiveIntegerField()
    interval = models.CharField(max_length=5, help_text="month or year")
    item = models.CharField(max_length=255)
    product = models.CharField(max_length=255)
    renews_on = models.DateField(null=True, help_text="The day of the next payment.")
    ends_on = models.DateField(null=True, help_text="The day it ends, or ended.")
    seen_at = models.DateTimeField(help_text="When Stripe was asked.")

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "subscription_id"], name="subscription_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(interval__in=["month", "year"]),
                name="subscription_is_monthly_or_yearly",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["dues", "reduced"]), name="subscription_is_of_dues"
            ),
        ]

    @property
    def is_unpaid(self) -> bool:
        return self.status in UNPAID

    @property
    def dollars(self) -> str:
        return dollars(self.amount_cents)

    def __str__(self) -> str:
        return self.subscription_id
