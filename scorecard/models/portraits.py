"""Photos of legislators, which staff uploaded; small, so they are kept beside everything else."""

from django.db import models
from django.db.models import Q

from scorecard.models.people import Legislator


class Portrait(models.Model):
    """A photo of a legislator as a JPEG; `Legislator.photo_digest` names it in its address."""

    legislator = models.OneToOneField(Legislator, on_delete=models.CASCADE, related_name="portrait")
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(content=b""), name="portrait_shows_something"),
        ]

    def __str__(self) -> str:
        return f"Photo of {self.legislator}"
