"""Mistakes that readers report, and what was made of them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class CorrectionStatus(models.TextChoices):
    REPORTED = "reported", "to be looked at"
    MADE = "made", "corrected"
    DECLINED = "declined", "no mistake found"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def waiting(self) -> Self:
        """Reports that nobody has answered."""
        return self.filter(status=CorrectionStatus.REPORTED)

    def made(self) -> Self:
        """What the public log of corrections shows."""
        return self.filter(status=CorrectionStatus.MADE)


class Correction(models.Model):
    """A report, and once it is settled what was changed. Who reported stays with staff."""

    page = models.CharField(max_length=300, help_text="The path of the page it is about.")
    said = models.TextField(help_text="What the reader wrote.")
    reply_to = models.EmailField(blank=True)
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    status = models.CharField(
        max_length=8, choices=CorrectionStatus, default=CorrectionStatus.REPORTED
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed = models.TextField(blank=True, help_text="What was changed, for the public log.")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CorrectionStatus.values), name="correction_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status=CorrectionStatus.REPORTED, settled_at__isnull=True)
                | (~Q(status=CorrectionStatus.REPORTED) & Q(settled_at__isnull=False)),
                name="settled_correction_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=CorrectionStatus.MADE) | ~Q(changed=""),
                name="made_correction_says_what_was_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.get_status_display()}"
