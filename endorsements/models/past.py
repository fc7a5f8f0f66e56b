"""Endorsements decided before this system, as public facts with their source."""

from django.db import models


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
        max_length=120, blank=True, help_text="What became of it, for example “won”."
    )
    source = models.URLField(max_length=300)

    class Meta:
        ordering = ["-year", "office", "candidate"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "election", "office", "candidate"],
                name="past_endorsement_entered_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.office}: {self.candidate}"
