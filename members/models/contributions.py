"""The ledger. Rows are only ever added: a mistake is undone by another row.

Signs (docs/decisions has the reasons): dues and gifts are above zero, a waiver is
zero, and a refund is what it undoes with the sign turned, so that a member's rows
add up to what the organisation kept.
"""

from collections.abc import Collection
from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.people import Member

BY_HAND = "hand"


class ContributionKind(models.TextChoices):
    DUES = "dues", "dues"
    GIFT = "gift", "gift"
    REFUND = "refund", "refund"
    WAIVER = "waiver", "waiver of dues"


MONEY_IN = [ContributionKind.DUES, ContributionKind.GIFT]


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def received_by(self, day: date) -> Self:
        """Entries dated on or before the day."""
        return self.filter(received_on__lte=day)

    def from_source(self, source: str, external_ids: Collection[str]) -> Self:
        return self.filter(source=source, external_id__in=external_ids)

    def not_undone(self) -> Self:
        return self.exclude(kind=ContributionKind.REFUND).filter(undone_by__isnull=True)


class Contribution(models.Model):
    """One entry of the ledger; the database refuses to change or delete it."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="contributions")
    kind = models.CharField(max_length=6, choices=ContributionKind)
    amount_cents = models.IntegerField(default=0)
    received_on = models.DateField(help_text="The day from which dues are reckoned.")
    source = models.SlugField(
        max_length=30, default=BY_HAND, db_index=False, help_text="Where the entry came from."
    )
    external_id = models.CharField(
        max_length=120, blank=True, help_text="The source's own number for this one payment."
    )
    undoes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["member", "received_on"], name="ledger_of_a_member")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ContributionKind.values), name="contribution_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=MONEY_IN) | Q(amount_cents__gt=0),
                name="contribution_of_money_is_above_zero",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContributionKind.WAIVER) | Q(amount_cents=0),
                name="contribution_waiver_is_zero",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContributionKind.REFUND) | Q(amount_cents__lte=0),
                name="contribution_refund_is_not_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(kind=ContributionKind.REFUND, undoes__isnull=False)
                | (~Q(kind=ContributionKind.REFUND) & Q(undoes__isnull=True)),
                name="contribution_refund_and_nothing_else_names_what_it_undoes",
            ),
            models.UniqueConstraint(fields=["undoes"], name="contribution_is_undone_once"),
            models.CheckConstraint(condition=~Q(source=""), name="contribution_names_its_source"),
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="contribution_is_fed_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ledger_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="refund_mirrors_what_it_undoes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__undoes__isnull=False),
                func=pgtrigger.Func(
                    """
                    IF NOT EXISTS (
                        SELECT FROM {meta.db_table} payment
                        WHERE payment.{columns.id} = NEW.{columns.undoes}
                        AND payment.{columns.kind} <> 'refund'
                        AND payment.{columns.member} = NEW.{columns.member}
                        AND payment.{columns.amount_cents} = -NEW.{columns.amount_cents}
                    ) THEN
                        RAISE EXCEPTION 'refund_mirrors_what_it_undoes'
                        USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    @property
    def dollars(self) -> str:
        """The amount as people write it, the sign first."""
        sign = "-" if self.amount_cents < 0 else ""
        return f"{sign}${abs(self.amount_cents) // 100:,}.{abs(self.amount_cents) % 100:02}"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.received_on:%-d %B %Y}"
