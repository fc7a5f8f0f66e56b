"""The public log of a round, its signed checkpoints, and what is known of its keys."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from endorsements.models import guards
from endorsements.models.rounds import Round
from endorsements.protocol import chain


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    def pending(self) -> Self:
        """Entries recorded but without a place in the chain yet."""
        return self.filter(seq__isnull=True)

    def in_order(self) -> Self:
        return self.filter(seq__isnull=False).order_by("seq")


class LogEntry(models.Model):
    """One line of a round's log. Ballots wait for their number; everything else has one at once.

    The payload of a ballot's entry holds slot, version and commitment, never a time.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT)
    seq = models.PositiveBigIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in chain.KINDS])
    payload = models.JSONField()
    head = models.BinaryField(max_length=32, null=True)
    signature = models.BinaryField(max_length=64, null=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "seq"], name="log_number_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(kind__in=chain.KINDS), name="log_entry_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(seq__isnull=True, head__isnull=True)
                | Q(seq__isnull=False, head__isnull=False),
                name="log_entry_with_number_has_head",
            ),
            models.CheckConstraint(
                condition=Q(seq__isnull=False) | Q(kind=chain.CAST),
                name="log_entry_waits_only_if_a_ballot",
            ),
            models.CheckConstraint(
                condition=~Q(kind=chain.CAST) | Q(signature__isnull=False),
                name="log_entry_of_a_ballot_is_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["round"], condition=Q(seq__isnull=True), name="log_pending")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=guards.APPEND_ONLY_LOG,
            )
        ]

    def __str__(self) -> str:
        return f"log entry {self.seq} ({self.kind})"


class Checkpoint(models.Model):
    """A signed statement of where the log stands: entry number, head, slots that voted so far."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT)
    seq = models.PositiveBigIntegerField()
    head = models.BinaryField(max_length=32)
    slots = models.PositiveIntegerField()
    at = models.DateTimeField()
    signature = models.BinaryField(max_length=64)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["round", "seq"], name="checkpoint_once_for_an_entry")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=guards.APPEND_ONLY,
            )
        ]

    def __str__(self) -> str:
        return f"checkpoint at entry {self.seq}"


class KeyName(models.TextChoices):
    SIGNING = "signing"
    MIX = "mix"
    TALLY = "tally"


class KeyEventKind(models.TextChoices):
    MADE = "made"
    PROVED = "proved"
    USED = "used"
    DESTROYED = "destroyed"


class KeyEvent(models.Model):
    """What happened to one generation of a key, known by its public half. Evidence, not proof."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="key_events")
    key = models.CharField(max_length=7, choices=KeyName)
    public = models.BinaryField(max_length=32)
    event = models.CharField(max_length=9, choices=KeyEventKind)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "key", "public", "event"], name="key_event_once_for_a_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} key {self.event}"
