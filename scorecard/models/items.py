"""Scored items: roll calls, and what else the organisation scores in a session."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from scorecard import grading
from scorecard.models.sessions import Chamber, Session
from scorecard.models.topics import Topic

LONGEST_SLUG = 80


class Side(models.TextChoices):
    YES = grading.Side.YES.value, "Yes"
    NO = grading.Side.NO.value, "No"


class ItemKind(models.TextChoices):
    ROLL_CALL = "roll_call", "roll call"
    OTHER = "other", "other scored item"


class ScoredItemQuerySet(models.QuerySet["ScoredItem"]):
    def roll_calls(self) -> Self:
        return self.filter(kind=ItemKind.ROLL_CALL)


class ScoredItem(models.Model):
    """One thing that counts in a score: a roll call, or an item made up by the organisation.

    Made-up items (support for a union, a visit to a prison) have a made-up number and no bill.
    `typed_yes` and `typed_no` are the tally as the organisation typed it in; pages count anew.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="items")
    chamber = models.CharField(max_length=6, choices=Chamber)
    number = models.PositiveIntegerField(help_text="The roll call's number: the key of the sheets.")
    kind = models.CharField(max_length=9, choices=ItemKind, default=ItemKind.ROLL_CALL)
    bill_number = models.CharField(max_length=20, blank=True, help_text="Without dots: H4002.")
    amendment = models.CharField(max_length=60, blank=True)
    voted_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True, help_text="As the sheet has it.")
    own_description = models.TextField(
        blank=True, help_text="Written here by staff; it is shown instead, and survives imports."
    )
    position = models.CharField(
        max_length=3, choices=Side, help_text="How one had to vote to vote with the organisation."
    )
    typed_yes = models.PositiveSmallIntegerField(null=True, blank=True)
    typed_no = models.PositiveSmallIntegerField(null=True, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="items")
    bill_url = models.URLField(max_length=500, blank=True)
    record_url = models.URLField("official roll call", max_length=500, blank=True)
    written = models.JSONField(
        default=dict, help_text="The cells of its row as they are, by header in lower case."
    )
    sheet_row = models.PositiveIntegerField(help_text="Its row in the bills sheet.")
    place = models.PositiveIntegerField(help_text="Its column in the votes sheet, the first is 0.")

    objects = ScoredItemQuerySet.as_manager()

    class Meta:
        ordering = ["session", "chamber", "sheet_row"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "chamber", "number"], name="scored_item_has_a_number_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(chamber__in=Chamber.values)
                & Q(kind__in=ItemKind.values)
                & Q(position__in=Side.values),
                name="scored_item_is_of_known_kinds",
            ),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.ROLL_CALL)
                | Q(bill_number="", voted_on__isnull=True, record_url=""),
                name="made_up_item_has_no_bill_and_no_day",
            ),
        ]

    @property
    def is_roll_call(self) -> bool:
        return self.kind == ItemKind.ROLL_CALL

    @property
    def slug(self) -> str:
        """The title in the address; the number alone finds the item."""
        return slugify(self.title)[:LONGEST_SLUG].strip("-") or "item"

    @property
    def shown_description(self) -> str:
        return self.own_description or self.description

    def get_absolute_url(self) -> str:
        place = [self.session.first_year, self.chamber, self.number, self.slug]
        return reverse("scorecard:roll_call", args=place)

    def __str__(self) -> str:
        return self.title
