"""A round: one vote of the membership, with its life in one status field."""

import uuid
from datetime import datetime, timedelta
from typing import Self

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from endorsements.models import guards
from members.models import Chapter, User


class RoundStatus(models.TextChoices):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    MIXED = "mixed"
    COUNTED = "counted"
    PUBLISHED = "published"
    CERTIFIED = "certified"
    HELD = "held"
    ANNULLED = "annulled"


OUTCOME_PUBLIC = (RoundStatus.PUBLISHED, RoundStatus.CERTIFIED)
REHEARSAL_KEPT = timedelta(days=7)
BEFORE_CLOSE = (RoundStatus.DRAFT, RoundStatus.SCHEDULED, RoundStatus.OPEN)


class RoundQuerySet(models.QuerySet["Round"]):
    def announced(self) -> Self:
        """Rounds that the public may know of: everything but drafts."""
        return self.exclude(status=RoundStatus.DRAFT)

    def announced_to(self, user: User | AnonymousUser) -> Self:
        """Those that this person may know of: a rehearsal is for staff alone."""
        if user.is_active and user.is_staff:
            return self.announced()
        return self.announced().filter(rehearsal=False)

    def past_rehearsals(self, at: datetime) -> Self:
        """Rehearsals whose time is over, to be deleted with all they left; drafts stay."""
        over = self.filter(rehearsal=True, closes_at__lte=at - REHEARSAL_KEPT)
        return over.exclude(status=RoundStatus.DRAFT)

    def open_now(self) -> Self:
        return self.filter(status=RoundStatus.OPEN)

    def published(self) -> Self:
        return self.filter(status__in=OUTCOME_PUBLIC)

    def being_counted(self) -> Self:
        return self.filter(status__in=[RoundStatus.CLOSED, RoundStatus.MIXED, RoundStatus.COUNTED])

    def due_to_open(self, at: datetime) -> Self:
        return self.filter(status=RoundStatus.SCHEDULED, opens_at__lte=at)

    def due_to_close(self, at: datetime) -> Self:
        """Open rounds past their closing time, and held ones that were open."""
        is_open = Q(status=RoundStatus.OPEN) | Q(
            status=RoundStatus.HELD, held_from=RoundStatus.OPEN
        )
        return self.filter(is_open, closes_at__lte=at)

    def with_vote_to_end(self) -> Self:
        """Rounds with a frozen roll in which ballots are or will be taken, held ones included."""
        to_end = [RoundStatus.SCHEDULED, RoundStatus.OPEN]
        return self.filter(Q(status__in=to_end) | Q(status=RoundStatus.HELD, held_from__in=to_end))

    def with_mail_to_send(self) -> Self:
        """Rounds with mails that are planned or on their way, drafts left out."""
        busy = ["planned", "queuing", "sending"]
        return self.announced().filter(mailings__state__in=busy).distinct()

    def with_mail_to_forget(self) -> Self:
        """Rounds that are over, of whose mails single copies are still there."""
        ended = [RoundStatus.CERTIFIED, RoundStatus.ANNULLED]
        return self.filter(status__in=ended, mailings__numbers={}).distinct()

    def with_log(self) -> Self:
        """Rounds whose log has begun and may still grow."""
        return self.filter(logentry__seq=0).distinct()


class Round(models.Model):
    """One vote of the membership. Only `rounds.py` and the counting steps change its status."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    suite = models.CharField(max_length=8, default="sb2", editable=False)
    title = models.CharField(max_length=120)
    slug = models.SlugField(unique=True, help_text="Last part of the round's address.")
    summary = models.TextField(blank=True, help_text="What this round decides, in two sentences.")
    status = models.CharField(
        max_length=9, choices=RoundStatus, default=RoundStatus.DRAFT, editable=False
    )
    held_from = models.CharField(max_length=9, blank=True, default="", editable=False)
    stop_reason = models.TextField(blank=True, default="", editable=False)
    held_at = models.DateTimeField(null=True, editable=False)
    chapter = models.ForeignKey(
        Chapter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose round it is: its members alone vote. Empty: the whole organisation's.",
    )
    record_date = models.DateField(
        null=True, blank=True, help_text="Who is in good standing on this day may vote."
    )
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    answers_public_from = models.DateTimeField(
        null=True,
        blank=True,
        help_text="From when everybody reads what candidates answered; members read it earlier. "
        "Empty: from the opening.",
    )
    embargo_hours = models.PositiveSmallIntegerField(
        default=0, help_text="Hours between the count and its publication, to tell candidates."
    )
    challenge_days = models.PositiveSmallIntegerField(
        default=7, help_text="Days in which a voter may challenge the published record."
    )
    counts_minimum = models.PositiveSmallIntegerField(
        default=3, help_text="With fewer ballots only the outcome of a contest is published."
    )
    records_minimum = models.PositiveSmallIntegerField(
        default=10, help_text="With fewer ballots no single records are published."
    )
    rehearsal = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False, editable=False)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    definition = models.JSONField(null=True, editable=False)
    definition_hash = models.BinaryField(max_length=32, null=True)
    roll_root = models.BinaryField(max_length=32, null=True)
    roll_count = models.PositiveIntegerField(null=True, editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)
    pad_to = models.PositiveIntegerField(null=True, editable=False)
    signing_key = models.BinaryField(max_length=32, null=True)
    mix_key = models.BinaryField(max_length=32, null=True)
    tally_key = models.BinaryField(max_length=32, null=True)
    result_salt = models.BinaryField(max_length=16, null=True)
    candidates_told_at = models.DateTimeField(null=True, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    window_ended_at = models.DateTimeField(null=True, editable=False)
    window_ended_because = models.TextField(blank=True, default="", editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_at", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=RoundStatus.values)
                & Q(held_from__in=["", *RoundStatus.values]),
                name="round_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(status=RoundStatus.DRAFT)
                | Q(
                    definition__isnull=False,
                    definition_hash__isnull=False,
                    roll_root__isnull=False,
                    roll_count__isnull=False,
                    pad_to__isnull=False,
                    record_date__isnull=False,
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                ),
                name="round_once_scheduled_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[RoundStatus.DRAFT, RoundStatus.SCHEDULED])
                | Q(status=RoundStatus.ANNULLED)
                | Q(
                    signing_key__isnull=False,
                    mix_key__isnull=False,
                    tally_key__isnull=False,
                ),
                name="round_once_open_has_its_keys",
            ),
            models.CheckConstraint(
                condition=(Q(status=RoundStatus.HELD) & ~Q(held_from=""))
                | (~Q(status=RoundStatus.HELD) & Q(held_from="")),
                name="round_held_says_from_where",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[RoundStatus.HELD, RoundStatus.ANNULLED])
                | ~Q(stop_reason=""),
                name="round_stopped_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=OUTCOME_PUBLIC) | Q(published_at__isnull=False),
                name="round_published_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(window_ended_at__isnull=True, window_ended_because="")
                | (
                    Q(window_ended_at__isnull=False, published_at__isnull=False)
                    & ~Q(window_ended_because="")
                ),
                name="round_window_ended_early_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=RoundStatus.HELD) | Q(held_at__isnull=False),
                name="round_held_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(candidates_told_at__isnull=True)
                | Q(counted_at__isnull=False, embargo_hours__gt=0),
                name="round_told_candidates_in_its_embargo",
            ),
            models.CheckConstraint(
                condition=Q(embargo_hours__lte=24), name="round_embargo_is_a_day_at_most"
            ),
            models.CheckConstraint(
                condition=Q(counts_minimum__gte=1, records_minimum__gte=F("counts_minimum")),
                name="round_minimums_are_in_order",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_after_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=guards.FROZEN_ROUND,
            ),
            pgtrigger.Trigger(
                name="kept_after_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=guards.KEPT_ROUND,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def forgotten_at(self) -> datetime | None:
        """When a rehearsal deletes itself; None for every other round, and without dates."""
        if not self.rehearsal or self.closes_at is None:
            return None
        return self.closes_at + REHEARSAL_KEPT

    def is_past_rehearsal(self, at: datetime) -> bool:
        return self.forgotten_at is not None and self.forgotten_at <= at

    @property
    def effective_status(self) -> str:
        """The status, or for a held round the one it was held from."""
        return self.held_from or self.status

    @property
    def publication_due_at(self) -> datetime | None:
        """When the embargo is over; None before the count."""
        return self.counted_at and self.counted_at + timedelta(hours=self.embargo_hours)

    @property
    def certification_due_at(self) -> datetime | None:
        """End of the challenge window; None before publication."""
        if self.window_ended_at:
            return self.window_ended_at
        return self.published_at and self.published_at + timedelta(days=self.challenge_days)

    @property
    def has_public_outcome(self) -> bool:
        return self.status in OUTCOME_PUBLIC
