"""The ledger. Rows are only ever added: a mistake is undone by another row.

Signs (docs/decisions has the reasons): dues and gifts are above zero; waivers, credits and
cancellations are zero; a refund or a reversal is what it undoes with the sign turned, so that
a member's rows add up to what the organisation kept.

A refund gives money back and works from its own day on; a reversal says that an entry should
never have been written, bears the entry's own day, and frees the source's id. What is then
written again under that id is its next edition.
"""

from collections.abc import Collection
from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from members.models.imports import Import
from members.models.people import Member

BY_HAND = "hand"


class ContributionKind(models.TextChoices):
    DUES = "dues", "dues"
    GIFT = "gift", "gift"
    REFUND = "refund", "refund"
    WAIVER = "waiver", "waiver of dues"
    REDUCED = "reduced", "dues at the hardship rate"
    CREDIT = "credit", "membership brought over"
    CANCELLATION = "cancellation", "end of a series"
    REVERSAL = "reversal", "reversal"


MONEY_IN = [ContributionKind.DUES, ContributionKind.GIFT, ContributionKind.REDUCED]
OF_NO_AMOUNT = [
    ContributionKind.WAIVER,
    ContributionKind.CREDIT,
    ContributionKind.CANCELLATION,
]
UNDOING = [ContributionKind.REFUND, ContributionKind.REVERSAL]


REVERSAL_MIRRORS = """
    IF NOT EXISTS (
        SELECT FROM {meta.db_table} entry
        WHERE entry.{columns.id} = NEW.{columns.undoes}
        AND entry.{columns.kind} <> 'reversal'
        AND entry.{columns.member} = NEW.{columns.member}
        AND entry.{columns.received_on} = NEW.{columns.received_on}
        AND entry.{columns.amount_cents} = -NEW.{columns.amount_cents}
    ) OR EXISTS (
        SELECT FROM {meta.db_table} refund
        WHERE refund.{columns.undoes} = NEW.{columns.undoes}
        AND refund.{columns.kind} = 'refund'
        AND NOT EXISTS (
            SELECT FROM {meta.db_table} reversal
            WHERE reversal.{columns.undoes} = refund.{columns.id}
            AND reversal.{columns.kind} = 'reversal'
        )
    ) THEN
        RAISE EXCEPTION 'reversal_mirrors_what_it_undoes'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
# A source's id, or a place as the one refund of a payment, is taken until it is reversed.
EDITION_FOLLOWS = """
    IF EXISTS (
        SELECT FROM {meta.db_table} earlier
        WHERE (
            (earlier.{columns.source} = NEW.{columns.source}
            AND earlier.{columns.external_id} = NEW.{columns.external_id}
            AND NEW.{columns.external_id} <> '')
            OR (earlier.{columns.undoes} = NEW.{columns.undoes}
            AND earlier.{columns.kind} = NEW.{columns.kind})
        )
        AND NOT EXISTS (
            SELECT FROM {meta.db_table} reversal
            WHERE reversal.{columns.undoes} = earlier.{columns.id}
            AND reversal.{columns.kind} = 'reversal'
        )
    ) THEN
        RAISE EXCEPTION 'later_edition_follows_a_reversal'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def in_dollars(cents: int) -> str:
    """An amount as people write it, the sign first."""
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02}"


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def received_by(self, day: date) -> Self:
        """Entries dated on or before the day."""
        return self.filter(received_on__lte=day)

    def from_source(self, source: str, external_ids: Collection[str]) -> Self:
        return self.filter(source=source, external_id__in=external_ids)

    def not_reversed(self) -> Self:
        """Entries that were not taken back as written in error; reversals are left out."""
        return self.exclude(kind=ContributionKind.REVERSAL).exclude(
            Exists(self.model.objects.filter(undoes=OuterRef("pk"), kind=ContributionKind.REVERSAL))
        )

    def not_undone(self) -> Self:
        """Entries that stand: neither reversed nor refunded."""
        refunds = self.model.objects.filter(kind=ContributionKind.REFUND).not_reversed()
        return (
            self.not_reversed()
            .exclude(kind=ContributionKind.REFUND)
            .exclude(Exists(refunds.filter(undoes=OuterRef("pk"))))
        )


class Contribution(models.Model):
    """One entry of the ledger; the database refuses to change or delete it."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="contributions")
    kind = models.CharField(max_length=12, choices=ContributionKind)
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
    series = models.CharField(
        max_length=120, blank=True, help_text="The source's number for a recurring series."
    )
    covers_until = models.DateField(
        null=True, blank=True, help_text="The last day that a membership brought over covers."
    )
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    came_with = models.ForeignKey(
        Import, on_delete=models.PROTECT, null=True, editable=False, related_name="entries"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        permissions = [("export_contribution", "Can export the ledger")]
        indexes = [
            models.Index(fields=["member", "received_on"], name="ledger_of_a_member"),
            # Rows are added in the order of this column: a few pages tell where late ones are.
            BrinIndex(fields=["recorded_at"], name="ledger_as_recorded", pages_per_range=32),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ContributionKind.values), name="contribution_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=MONEY_IN) | Q(amount_cents__gt=0),
                name="contribution_of_money_is_above_zero",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=OF_NO_AMOUNT) | Q(amount_cents=0),
                name="contribution_waiver_is_zero",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContributionKind.CANCELLATION) | ~Q(series=""),
                name="contribution_cancellation_names_its_series",
            ),
            models.CheckConstraint(
                # A comparison with nothing is neither true nor false, and would pass.
                condition=Q(
                    kind=ContributionKind.CREDIT,
                    covers_until__isnull=False,
                    covers_until__gte=models.F("received_on"),
                )
                | (~Q(kind=ContributionKind.CREDIT) & Q(covers_until__isnull=True)),
                name="contribution_credit_and_nothing_else_says_until_when",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContributionKind.REFUND) | Q(amount_cents__lte=0),
                name="contribution_refund_is_not_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=UNDOING, undoes__isnull=False)
                | (~Q(kind__in=UNDOING) & Q(undoes__isnull=True)),
                name="contribution_refund_and_nothing_else_names_what_it_undoes",
            ),
            models.UniqueConstraint(
                fields=["undoes", "kind", "edition"], name="contribution_is_undone_once"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="contribution_names_its_source"),
            models.UniqueConstraint(
                fields=["source", "external_id", "edition"],
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
                condition=pgtrigger.Q(new__kind=ContributionKind.REFUND, new__undoes__isnull=False),
                func=pgtrigger.Func(
                    """
                    IF NOT EXISTS (
                        SELECT FROM {meta.db_table} payment
                        WHERE payment.{columns.id} = NEW.{columns.undoes}
                        AND payment.{columns.kind} NOT IN ('refund', 'reversal', 'cancellation')
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
            pgtrigger.Trigger(
                name="reversal_mirrors_what_it_undoes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(
                    new__kind=ContributionKind.REVERSAL, new__undoes__isnull=False
                ),
                func=pgtrigger.Func(REVERSAL_MIRRORS),
            ),
            pgtrigger.Trigger(
                name="later_edition_follows_a_reversal",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__edition__gt=1),
                func=pgtrigger.Func(EDITION_FOLLOWS),
            ),
        ]

    @property
    def dollars(self) -> str:
        return in_dollars(self.amount_cents)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.received_on:%-d %B %Y}"
