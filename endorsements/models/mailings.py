"""Mails of a round to everybody on its roll: what is due when, and what became of each copy.

A copy that was not sent because its reader had voted leaves no row that says so: it is deleted.
All copies are deleted once the round is certified or annulled; their numbers stay.
"""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from endorsements.models.contests import Candidate
from endorsements.models.rounds import Round
from members.models import MailSubject, Member

SOON_AFTER_OPENING = timedelta(hours=3)


class MailingKind(models.TextChoices):
    OPENS = "opens", "Voting is open"
    REMINDER = "reminder", "Reminder"
    CLOSING = "closing", "Closing soon"
    RESULT = "result", "Result"
    CANDIDATES = "candidates", "Result, to the candidates"


# Sent while ballots are taken, and of no use afterwards.
OF_THE_VOTE = (MailingKind.OPENS, MailingKind.REMINDER, MailingKind.CLOSING)
# For those alone who have not voted.
REMINDING = (MailingKind.REMINDER, MailingKind.CLOSING)


class MailingState(models.TextChoices):
    PLANNED = "planned"
    QUEUING = "queuing", "being queued"
    SENDING = "sending", "being sent"
    SENT = "sent"
    DROPPED = "dropped"


class MailingQuerySet(models.QuerySet["Mailing"]):
    def under_way(self) -> Self:
        return self.filter(state__in=[MailingState.QUEUING, MailingState.SENDING])

    def not_begun(self) -> Self:
        return self.filter(state=MailingState.PLANNED)


class Mailing(models.Model):
    """One mail of a round, to all members, or all candidates, whom it concerns when it is sent.

    `hours_before` the close; none for what is due at the opening, half-way or at publication. The
    time follows the round's own, so that an extension moves it. `queued_to` is how far along the
    roll the copies are queued. `read_digest` is of the words that somebody found good.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=10, choices=MailingKind)
    hours_before = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(
        blank=True,
        default="",
        max_length=2000,
        help_text="Your own words, printed after the first paragraph. Plain text.",
    )
    state = models.CharField(
        max_length=8, choices=MailingState, default=MailingState.PLANNED, editable=False
    )
    begun_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    queued_to = models.BigIntegerField(default=0, editable=False)
    numbers = models.JSONField(default=dict, editable=False)
    read_by = models.CharField(max_length=150, blank=True, default="", editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    read_digest = models.CharField(max_length=64, blank=True, default="", editable=False)

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "hours_before"],
                name="mailing_once_at_its_time",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MailingKind.values) & Q(state__in=MailingState.values),
                name="mailing_kind_and_state_are_known",
            ),
            models.CheckConstraint(
                condition=Q(hours_before__isnull=True)
                | (Q(kind__in=REMINDING) & Q(hours_before__gte=1)),
                name="mailing_hours_are_of_a_reminder",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MailingState.SENT, MailingState.DROPPED])
                | Q(ended_at__isnull=False),
                name="mailing_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by="", read_digest="")
                | (Q(read_at__isnull=False) & ~Q(read_by="") & ~Q(read_digest="")),
                name="mailing_found_good_says_by_whom",
            ),
        ]

    @property
    def is_of_the_vote(self) -> bool:
        return self.kind in OF_THE_VOTE

    @property
    def is_reminding(self) -> bool:
        return self.kind in REMINDING

    @property
    def is_to_candidates(self) -> bool:
        return self.kind == MailingKind.CANDIDATES

    @property
    def about(self) -> MailSubject:
        """What a member refuses who wants no such mail."""
        return MailSubject.REMINDERS if self.is_of_the_vote else MailSubject.RESULTS

    @property
    def name(self) -> str:
        if self.kind == MailingKind.REMINDER and self.hours_before is None:
            return "Reminder half-way"
        if self.hours_before is None:
            return self.get_kind_display()
        return f"{self.get_kind_display()}, {self.hours_before} hours before the close"

    def due_at(self, voting_round: Round) -> datetime | None:
        """When it is to be sent; None where there is no such time.

        A reminder soon after the opening, or before it, is none.
        """
        if self.kind == MailingKind.OPENS:
            return voting_round.opens_at
        if not self.is_of_the_vote:
            return voting_round.published_at
        opens, closes = voting_round.opens_at, voting_round.closes_at
        if opens is None or closes is None:
            return None
        if self.hours_before is None:
            due = opens + (closes - opens) / 2
        else:
            due = closes - timedelta(hours=self.hours_before)
        return due if due >= opens + SOON_AFTER_OPENING else None

    def __str__(self) -> str:
        return f"{self.name} ({self.round})"


class DeliveryState(models.TextChoices):
    """What became of one copy. Only what the mail service says comes after `SENT`."""

    QUEUED = "queued"
    SENT = "sent", "handed over"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained", "marked as junk"
    REFUSED = "refused", "wants no such mail"
    UNREACHABLE = "unreachable", "no address that works"
    OFF = "off", "not on the roll any more"
    FAILED = "failed", "not taken by the mail server"


TAKEN = (
    DeliveryState.SENT,
    DeliveryState.DELIVERED,
    DeliveryState.BOUNCED,
    DeliveryState.COMPLAINED,
)
# An address with such a copy gets no more mail of its round.
UNWANTED = (DeliveryState.BOUNCED, DeliveryState.COMPLAINED)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def queued(self) -> Self:
        return self.filter(state=DeliveryState.QUEUED)

    def due(self, at: datetime) -> Self:
        return self.queued().filter(due_at__lte=at)

    def per_state(self) -> dict[str, int]:
        counted = self.order_by().values_list("state").annotate(number=models.Count("pk"))
        return dict(counted)


class Delivery(models.Model):
    """The copy of one member, or of one candidate. `to` is the address that it went to."""

    mailing = models.ForeignKey(
        Mailing, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    member = models.ForeignKey(
        Member, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    candidate = models.ForeignKey(
        Candidate, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    state = models.CharField(max_length=11, choices=DeliveryState, default=DeliveryState.QUEUED)
    to = models.EmailField(blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=60, blank=True, default="")
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["mailing", "due_at", "id"],
                condition=Q(state=DeliveryState.QUEUED),
                name="deliveries_waiting",
            ),
            models.Index(fields=["to"], condition=~Q(to=""), name="deliveries_to"),
            models.Index(
                fields=["sent_at"], condition=Q(sent_at__isnull=False), name="deliveries_sent"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["member", "mailing"], name="member_mailed_once"),
            models.UniqueConstraint(
                fields=["candidate", "mailing"],
                condition=Q(candidate__isnull=False),
                name="candidate_mailed_once",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=True, candidate__isnull=False)
                | Q(member__isnull=False, candidate__isnull=True),
                name="delivery_is_a_members_or_a_candidates",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="delivery_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=TAKEN) | (Q(sent_at__isnull=False) & ~Q(to="")),
                name="delivery_taken_says_when_and_where",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
