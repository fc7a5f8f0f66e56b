"""Legislative sessions, and the rules by which each was graded."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from scorecard.grading import Rules

if TYPE_CHECKING:
    from scorecard.models.people import Legislator

PERCENT = 100


class Chamber(models.TextChoices):
    HOUSE = "house", "House"
    SENATE = "senate", "Senate"


class SessionStatus(models.TextChoices):
    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"


class GradingRules(models.Model):
    """How votes become a score. Old scorecards were published under other rules, so that each
    session names its own; the defaults are those of the present site (since 1 April 2026)."""

    name = models.CharField(max_length=120)
    shown_from_percent = models.PositiveSmallIntegerField(
        default=90, help_text="The least recorded share with which a score is shown."
    )
    marked_below_percent = models.PositiveSmallIntegerField(
        default=90,
        help_text="Below this recorded share a score that is shown says that votes are missing.",
    )
    medians_above_percent = models.PositiveSmallIntegerField(
        default=90, help_text="Medians take in recorded shares above this one, and not equal."
    )
    absence_is_recorded = models.BooleanField(
        default=False, help_text="Whether being absent (NV) counts as a recorded vote."
    )

    class Meta:
        verbose_name_plural = "grading rules"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="grading_rules_have_a_name_of_their_own"),
            models.CheckConstraint(
                condition=Q(shown_from_percent__lte=PERCENT)
                & Q(marked_below_percent__lte=PERCENT)
                & Q(medians_above_percent__lte=PERCENT),
                name="grading_rules_are_shares",
            ),
            models.CheckConstraint(
                condition=Q(marked_below_percent__gte=F("shown_from_percent")),
                name="grading_rules_mark_only_what_they_show",
            ),
        ]

    def as_rules(self) -> Rules:
        """What `grading` reckons with."""
        return Rules(
            shown_from=self.shown_from_percent,
            marked_below=self.marked_below_percent,
            medians_above=self.medians_above_percent,
            absence_is_recorded=self.absence_is_recorded,
        )

    def __str__(self) -> str:
        return self.name


class SessionQuerySet(models.QuerySet["Session"]):
    def published(self) -> Self:
        return self.filter(status=SessionStatus.PUBLISHED)

    def latest_first(self) -> Self:
        return self.order_by("-first_year")

    def touch(self) -> None:
        """Something that pages of these sessions show has changed."""
        self.update(changed_at=timezone.now())


class Session(models.Model):
    """Two years of a legislature. Only `publication.py` changes its status."""

    first_year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(
        help_text="The General Court's own count: 2025 is the 194th."
    )
    status = models.CharField(
        max_length=9, choices=SessionStatus, default=SessionStatus.DRAFT, editable=False
    )
    as_of = models.DateField(
        null=True, blank=True, help_text="How far the votes reach; empty once they are all in."
    )
    rules = models.ForeignKey(GradingRules, on_delete=models.PROTECT, related_name="sessions")
    speaker = models.ForeignKey(
        "scorecard.Legislator",
        verbose_name="Speaker of the House",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose score stands beside those of the House; empty where several presided.",
    )
    senate_president = models.ForeignKey(
        "scorecard.Legislator",
        verbose_name="President of the Senate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose score stands beside those of the Senate; empty where several presided.",
    )
    changed_at = models.DateTimeField(
        default=timezone.now,
        editable=False,
        help_text="When anything shown of this session last changed: what pages are dated by.",
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year"]
        constraints = [
            models.UniqueConstraint(fields=["first_year"], name="session_has_years_of_its_own"),
            models.UniqueConstraint(fields=["number"], name="session_has_a_number_of_its_own"),
            models.CheckConstraint(
                condition=Q(status__in=SessionStatus.values), name="session_status_is_known"
            ),
        ]

    @property
    def years(self) -> str:
        return f"{self.first_year}\N{EN DASH}{self.first_year + 1}"

    def presided_by(self, chamber: Chamber) -> "Legislator | None":
        return self.speaker if chamber == Chamber.HOUSE else self.senate_president

    def get_absolute_url(self) -> str:
        return reverse("scorecard:session", args=[self.first_year])

    def __str__(self) -> str:
        return self.years
