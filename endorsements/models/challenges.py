"""Challenges: a member says that their ballot is not in the count as they cast it."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from endorsements.models.rounds import Round
from members.models import User

# The challenger has so long to read what was found, which certification takes away.
TIME_TO_READ = timedelta(days=1)
# Ballots on the site are numbered from 1.
ON_PAPER = 0


class ChallengeState(models.TextChoices):
    FILED = "filed", "filed"
    LOOKING = "looking", "being looked into"
    ANSWERED = "answered", "answered"


class Finding(models.TextChoices):
    STANDS = "stands", "the record stands"
    WRONG = "wrong", "the record is wrong"


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def unanswered(self) -> Self:
        return self.exclude(state=ChallengeState.ANSWERED)

    def stopping(self) -> Self:
        """Those for which certification waits: unanswered, or opened and just answered."""
        unread = Q(opened__isnull=False, answered_at__gt=Now() - TIME_TO_READ)
        return self.filter(~Q(state=ChallengeState.ANSWERED) | unread)

    def emptied(self) -> int:
        """Leave of each its state and finding: nothing that joins it to a slot or a vote.

        Where few vote on paper, that it was one of them would say who.
        """
        return self.update(
            slot=None,
            version=ON_PAPER,
            sealed=None,
            opened=None,
            reader=b"",
            words="",
            answer="",
        )

    def to_open(self) -> Self:
        """Those whose ballot two people have asked the worker to open."""
        return self.filter(is_opening=True, is_found__isnull=True, sealed__isnull=False)


class Challenge(models.Model):
    """One challenge; at certification nothing is left of it but its state and finding.

    Args:
        slot: whose it is, as long as slots are kept.
        version: of the ballot on the receipt; `ON_PAPER` of who votes on paper and has no receipt,
            and of every challenge of which nothing is left.
        sealed: inner hash and check codes of the private receipt, for the tally worker alone.
        reader: public half of a key that the challenger was given, and nobody else has.
        opened: what the worker found, sealed for that key.
        is_found: whether that inner ballot came out of the mixing; None before it was looked for.
        agrees: whether the public list says what the ballot says.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="challenges")
    slot = models.BinaryField(max_length=16, null=True)
    version = models.PositiveIntegerField()
    words = models.TextField(max_length=2000, blank=True)
    state = models.CharField(
        max_length=8, choices=ChallengeState, default=ChallengeState.FILED, db_index=True
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    reader = models.BinaryField(max_length=32)
    is_opening = models.BooleanField(default=False)
    opened = models.BinaryField(null=True)
    is_found = models.BooleanField(null=True)
    agrees = models.BooleanField(null=True)
    finding = models.CharField(max_length=6, choices=Finding, blank=True, default="")
    answer = models.TextField(max_length=2000, blank=True, default="")
    filed_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"],
                condition=~Q(state="answered"),
                name="one_open_challenge_for_a_slot",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ChallengeState.values), name="challenge_state_is_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="answered", answered_at__isnull=False, finding__in=Finding.values)
                    | (~Q(state="answered") & Q(answered_at__isnull=True, finding=""))
                ),
                name="challenge_answered_says_what_was_found",
            ),
        ]

    @property
    def is_on_paper(self) -> bool:
        """Whether it comes from somebody who votes on paper, as long as that is known."""
        return self.slot is not None and self.version == ON_PAPER

    def __str__(self) -> str:
        return f"challenge {self.pk}"
