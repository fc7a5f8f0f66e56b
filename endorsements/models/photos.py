"""Photos of candidates, small ones alone; the name of each is made from what it shows."""

from django.db import models
from django.db.models import Q


class Photo(models.Model):
    """One JPEG, which candidates of several rounds may share."""

    digest = models.CharField(primary_key=True, max_length=16)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(content=b""), name="photo_shows_something"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{16}$"), name="photo_is_named_by_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.digest
