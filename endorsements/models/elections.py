"""Elections with their days, offices with their districts, and questions on the public's ballot.

A contest names such rows. What its ballot prints of them is copied while the round is a draft
(`Contest.take_words`) and frozen with it, so that rows may be mended later.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import dateformat

from endorsements.models import election_guards as guards
from scorecard.models import Chamber


class ElectionKind(models.TextChoices):
    PRIMARY = "primary", "primary"
    GENERAL = "general", "general election"
    SPECIAL = "special", "special election"


class Election(models.Model):
    """A day on which the public elects, as an authority has set it."""

    name = models.CharField(max_length=80, help_text="For example: State primary.")
    kind = models.CharField(max_length=7, choices=ElectionKind)
    day = models.DateField(help_text="Of the election itself, as officially set.")
    slug = models.SlugField(max_length=100, unique=True, help_text="Its name in addresses.")
    follows = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text="Of a general or special election: the primary whose winners stand in it.",
    )
    source = models.URLField(blank=True, help_text="Where the day can be looked up.")
    is_demo = models.BooleanField("invented for a demonstration", default=False, editable=False)

    class Meta:
        ordering = ["-day", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ElectionKind.values), name="election_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(kind=ElectionKind.PRIMARY),
                name="primary_follows_no_election",
            ),
            models.UniqueConstraint(fields=["name", "day"], name="election_is_entered_once"),
            models.CheckConstraint(condition=~Q(name=""), name="election_has_a_name"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="follows_a_primary",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=guards.FOLLOWS_A_PRIMARY,
            )
        ]

    def __str__(self) -> str:
        """As ballots print it: State primary, 1 September 2026."""
        return f"{self.name}, {dateformat.format(self.day, 'j F Y')}"

    def get_absolute_url(self) -> str:
        return reverse("endorsements:election", args=[self.slug])


class Office(models.Model):
    """What somebody is elected to: a title, in a district where it has one."""

    title = models.CharField(max_length=120, help_text="For example: Governor. Or: State House.")
    district = models.CharField(max_length=120, blank=True, help_text="Empty: the whole state.")
    chamber = models.CharField(
        max_length=6,
        choices=Chamber,
        blank=True,
        help_text="Of a seat in the legislature, whose record the scorecard keeps.",
    )

    class Meta:
        ordering = ["title", "district"]
        constraints = [
            models.UniqueConstraint(fields=["title", "district"], name="office_is_entered_once"),
            models.CheckConstraint(condition=~Q(title=""), name="office_has_a_title"),
            models.CheckConstraint(
                condition=Q(chamber__in=["", *Chamber.values]), name="office_is_in_a_known_chamber"
            ),
            models.CheckConstraint(
                condition=Q(chamber="") | ~Q(district=""), name="office_in_a_chamber_has_a_district"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.district}" if self.district else self.title


class BallotQuestion(models.Model):
    """A question that the public's ballot asks, with what is said for and against it.

    All of it is fixed once a round that is scheduled asks the members about it.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="questions")
    number = models.CharField(
        "official number", max_length=20, blank=True, help_text="As on the ballot; may come later."
    )
    title = models.CharField(max_length=90, help_text="In a few words: rent control.")
    text = models.TextField(help_text="As it officially stands.")
    arguments_for = models.TextField(blank=True)
    arguments_against = models.TextField(blank=True)
    source = models.URLField(blank=True, help_text="Where the text can be looked up.")

    class Meta:
        ordering = ["-election__day", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "number"],
                condition=~Q(number=""),
                name="ballot_question_number_once_at_an_election",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="ballot_question_has_title_and_text"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_once_asked",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=guards.FROZEN_ONCE_ASKED,
            )
        ]

    def __str__(self) -> str:
        """As our ballots print it: Question 3: rent control."""
        return f"Question {self.number}: {self.title}" if self.number else self.title
