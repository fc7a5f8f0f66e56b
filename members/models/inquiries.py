"""Questions "am I a member?" that wait for an answer by mail."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone


class Inquiry(models.Model):
    """An address that asked how it stands; the row goes with the answer. See `inquiries.py`."""

    email = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "inquiries"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="inquiry_address_is_in_lower_case"
            ),
            models.CheckConstraint(condition=~Q(email=""), name="inquiry_has_an_address"),
        ]

    def __str__(self) -> str:
        return f"inquiry {self.pk}"
