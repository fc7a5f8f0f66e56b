"""Endorsements decided before this system, as public facts with their source."""

from django.db import models
from django.db.models import F, Q

from endorsements.models.elections import Election
from endorsements.models.later import PHRASES
from scorecard.models import Legislator


class PastOutcome(models.TextChoices):
    ENDORSED = "endorsed"
    RECOMMENDED = "recommended"
    SUPPORTED = "supported"


class PastEndorsement(models.Model):
    """Whom the organisation endorsed before its rounds were run here. Nothing here was counted."""

    year = models.PositiveSmallIntegerField()
    election = models.CharField(max_length=80)
    office = models.CharField(max_length=120)
    candidate = models.CharField(max_length=120)
    outcome = models.CharField(max_length=12, choices=PastOutcome, default=PastOutcome.ENDORSED)
    share = models.CharField(
        max_length=40, blank=True, help_text="As published, for example “over 70 %”."
    )
    later = models.CharField(
        max_length=120,
        blank=True,
        choices=[(said, said) for said in PHRASES],
        help_text="What became of it, in the words used of rounds here.",
    )
    source = models.URLField(max_length=300)
    decided_on = models.DateField(
        null=True, blank=True, help_text="Only where the source gives the day."
    )
    at_election = models.ForeignKey(
        Election,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="past_endorsements",
        help_text="Whose page lists it. Only where the source leaves no doubt.",
    )
    legislator = models.ForeignKey(
        Legislator,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="past_endorsements",
        help_text="Who this is in the legislature, if they sit or sat there. Never guessed.",
    )

    class Meta:
        ordering = ["-year", "office", "candidate"]
        constraints = [
            models.CheckConstraint(
                condition=Q(later__in=["", *PHRASES]), name="past_endorsement_later_is_known"
            ),
            models.UniqueConstraint(
                fields=["year", "election", "office", "candidate"],
                name="past_endorsement_entered_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__year=F("year")),
                name="past_endorsement_day_lies_in_its_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.office}: {self.candidate}"
