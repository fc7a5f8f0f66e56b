"""How many members there were, month by month, as last reckoned from the ledger."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class MonthNumbersQuerySet(models.QuerySet["MonthNumbers"]):
    def between(self, first: date, last: date) -> Self:
        """Months in their order, both ends included."""
        return self.filter(month__gte=first, month__lte=last).order_by("month")


class MonthNumbers(models.Model):
    """A whole month. Members are those whose dues, or days of grace, reach over its last day.

    `good` are those of them who could vote that day. Joined, came back and lapsed tell the members
    of this month's end from those of the month before; renewed are members of both whose dues
    reach further now.
    """

    month = models.DateField(unique=True, help_text="Its first day.")
    members = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    joined = models.PositiveIntegerField()
    came_back = models.PositiveIntegerField()
    renewed = models.PositiveIntegerField()
    lapsed = models.PositiveIntegerField()
    reckoned_at = models.DateTimeField(default=timezone.now)

    objects = MonthNumbersQuerySet.as_manager()

    class Meta:
        verbose_name = "numbers of a month"
        verbose_name_plural = "numbers by the month"
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="month_numbers_begin_a_month"),
            models.CheckConstraint(
                condition=Q(good__lte=F("members")), name="month_numbers_good_are_members"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"
