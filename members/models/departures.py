"""Who closed their account, and what the law has us keep of them until its time is over."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from members.models.people import Member


class DepartureQuerySet(models.QuerySet["Departure"]):
    def still_kept(self) -> Self:
        """Departures of which a contributor's record is kept."""
        return self.filter(erased_on__isnull=True)

    def due_for_erasure(self, *, left_by: date) -> Self:
        return self.still_kept().filter(member__left_on__lte=left_by).order_by("pk")


class Departure(models.Model):
    """The contributor's record of somebody who left: empty for those who never gave money.

    The ledger keeps amounts and days under the member's number; this row says whose they were.
    Only `members.closing` writes it.
    """

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="departure")
    name = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=120, blank=True)
    addresses = models.TextField(blank=True, help_text="E-mail addresses, one a line.")
    erased_on = models.DateField(null=True, blank=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True) | Q(name="", town="", addresses=""),
                name="departure_once_erased_names_nobody",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="departure_is_for_good", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"departure of member {self.member_id}"
