"""What staff write about a round whose outcome is public: their words, and when they appear."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from endorsements.models.rounds import OUTCOME_PUBLIC, Round


class Quotes(models.TextChoices):
    """How much of the numbers an announcement repeats; the record has all of them in any case."""

    EVERYTHING = "everything", "everything: every name with its numbers"
    WINNERS = "winners", "the winner's share only"


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def due(self, at: datetime) -> Self:
        """Those whose time has come and whose round has an outcome that everybody may know."""
        waiting = self.filter(published_at__isnull=True, publish_at__lte=at)
        return waiting.filter(round__status__in=OUTCOME_PUBLIC, round__rehearsal=False)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class Announcement(models.Model):
    """One for a round. The outcome it speaks of is filled in from the count, not typed."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="announcement")
    title = models.CharField(max_length=120)
    slug = models.SlugField("address", unique=True, help_text="Last part of the page's address.")
    text = models.TextField(
        help_text="Plain paragraphs with an empty line between them. The outcome is put below by "
        "itself."
    )
    quotes = models.CharField(
        "repeats",
        max_length=10,
        choices=Quotes,
        default=Quotes.EVERYTHING,
        help_text="How much of the numbers stands in it. The public record has all of them.",
    )
    has_members_words = models.BooleanField(
        "with members' words",
        default=True,
        help_text="Reasons whose authors agreed to be quoted, with first name and town.",
    )
    publish_at = models.DateTimeField(
        "appears",
        null=True,
        blank=True,
        help_text="By the clock, once the outcome is public. Empty: not yet.",
    )
    published_at = models.DateTimeField(null=True, editable=False)
    corrected_at = models.DateTimeField(null=True, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quotes__in=Quotes.values), name="announcement_repeats_what_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="announcement_has_words"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("publish_at")),
                name="announcement_appears_at_its_time",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(publish_at__isnull=False),
                name="announcement_published_had_a_time",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | Q(published_at__isnull=False),
                name="announcement_corrected_was_published",
            ),
        ]

    def __str__(self) -> str:
        return self.title
