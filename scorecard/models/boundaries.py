"""The polygons of districts, once an organisation has loaded them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from scorecard.models.sessions import Chamber


class Boundary(models.Model):
    """Where a district lies. Only `boundaries.py` writes these: a chamber at once, or none."""

    chamber = models.CharField(max_length=6, choices=Chamber)
    district = models.CharField(
        max_length=120, help_text="As in the table of districts: 7th Plymouth."
    )
    shape = models.BinaryField(help_text="The area as WKB, in degrees, longitude first.")
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of all the chamber's areas: tells one set from another."
    )
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "boundaries"
        ordering = ["chamber", "district"]
        constraints = [
            models.UniqueConstraint(
                fields=["chamber", "district"], name="district_has_one_boundary"
            ),
            models.CheckConstraint(
                condition=Q(chamber__in=Chamber.values), name="boundary_chamber_is_known"
            ),
            models.CheckConstraint(condition=~Q(shape=b""), name="boundary_has_a_shape"),
            models.CheckConstraint(condition=~Q(district=""), name="boundary_names_its_district"),
        ]

    def __str__(self) -> str:
        return f"{self.get_chamber_display()}, {self.district}"
