"""What the organisation asks of a member in good standing, as dated settings."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from members.dues import cover


class DuesPeriod(models.TextChoices):
    ROLLING = cover.ROLLING, "twelve months from the day received"
    CALENDAR = cover.CALENDAR_YEAR, "calendar years, until 31 December"


class WaitsAgain(models.TextChoices):
    NEVER = cover.NOT_AGAIN, "no: who was ever a member waits no more"
    UNLESS_PRIOR_YEAR = cover.UNLESS_PRIOR_YEAR, "yes, except members of the year before"
    ALWAYS = cover.AGAIN, "yes"


class StandingRulesQuerySet(models.QuerySet["StandingRules"]):
    def in_force_on(self, day: date) -> "StandingRules":
        """The latest rules that had taken effect by the day.

        Before the first row took effect the first row holds; with no row at all, the
        defaults of the fields below do.
        """
        in_force = self.filter(effective_from__lte=day).order_by("-effective_from").first()
        return in_force or self.order_by("effective_from").first() or self.defaults()

    def rulebook(self) -> "list[StandingRules]":
        """All rules, the earliest first; never empty."""
        return list(self.order_by("effective_from")) or [self.defaults()]

    def defaults(self) -> "StandingRules":
        return self.model(effective_from=date.min)


class StandingRules(models.Model):
    """One version of the rules; a payment is judged by the version of its own day.

    The amounts are defaults, not facts: the model organisation's dues could not be
    found; ten dollars a month or 120 a year is what a comparable organisation asks
    (Working Families Party, 2019). Thirty days of membership are a guard against
    people who join for one vote.
    """

    effective_from = models.DateField()
    annual_dues_cents = models.PositiveIntegerField(
        "annual dues (cents)", default=120_00, validators=[MinValueValidator(1)]
    )
    monthly_dues_cents = models.PositiveIntegerField(
        "monthly dues (cents)", default=10_00, validators=[MinValueValidator(1)]
    )
    reduced_annual_cents = models.PositiveIntegerField(
        "annual dues at the hardship rate (cents)",
        default=12_00,
        validators=[MinValueValidator(1)],
    )
    reduced_monthly_cents = models.PositiveIntegerField(
        "monthly dues at the hardship rate (cents)",
        default=1_00,
        validators=[MinValueValidator(1)],
    )
    grace_days = models.PositiveSmallIntegerField(
        default=30,
        validators=[MaxValueValidator(366)],
        help_text="Days after the last paid day on which standing still holds.",
    )
    waiver_months = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Months that a waiver of dues covers.",
    )
    minimum_days = models.PositiveSmallIntegerField(
        default=30,
        validators=[MaxValueValidator(3660)],
        help_text="Days since the first dues or waiver before a member can vote.",
    )

    period = models.CharField(
        "a year's dues are for",
        max_length=8,
        choices=DuesPeriod,
        default=DuesPeriod.ROLLING,
        help_text="A month's dues and waivers are counted from their own day in any case.",
    )
    next_year_from = models.PositiveSmallIntegerField(
        "dues of next year from month",
        default=10,
        validators=[MinValueValidator(2), MaxValueValidator(13)],
        help_text="With calendar years: a year's dues that come in this month or later cover the "
        "next year too. 13: never.",
    )
    waits_again = models.CharField(
        "minimum days after a lapse",
        max_length=17,
        choices=WaitsAgain,
        default=WaitsAgain.NEVER,
        help_text="Whether the minimum days bind again who comes back after the days of grace. "
        "The exception: who was covered on a day of the year before, or of the same year.",
    )
    record_days = models.PositiveSmallIntegerField(
        "record date before opening",
        default=0,
        validators=[MaxValueValidator(366)],
        help_text="The fewest days between the record date and the opening of a round.",
    )

    objects = StandingRulesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "standing rules"
        ordering = ["-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["effective_from"], name="standing_rules_start_on_a_day_of_their_own"
            ),
            models.CheckConstraint(
                condition=Q(monthly_dues_cents__gt=0), name="standing_rules_monthly_dues_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(annual_dues_cents__gte=models.F("monthly_dues_cents")),
                name="standing_rules_year_costs_no_less_than_month",
            ),
            models.CheckConstraint(
                condition=Q(
                    reduced_monthly_cents__gt=0,
                    reduced_annual_cents__gte=models.F("reduced_monthly_cents"),
                ),
                name="standing_rules_hardship_rate_costs_something",
            ),
            models.CheckConstraint(
                condition=Q(waiver_months__gt=0), name="standing_rules_waiver_covers_something"
            ),
            models.CheckConstraint(
                condition=Q(period__in=DuesPeriod.values), name="standing_rules_period_is_known"
            ),
            models.CheckConstraint(
                condition=Q(next_year_from__range=(2, 13)),
                name="standing_rules_next_year_begins_in_a_month",
            ),
            models.CheckConstraint(
                condition=Q(waits_again__in=WaitsAgain.values),
                name="standing_rules_waiting_again_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"Rules from {self.effective_from:%-d %B %Y}"
