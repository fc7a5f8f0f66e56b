"""What the sheets say of people, row by row and column by column as they were written.

A person may stand in two rows, under a wrong number or under none: what was written stays
beside the person it was found to mean, so that every number can be traced to its cell.
"""

from typing import Self

from django.db import models
from django.db.models import Q

from scorecard import grading
from scorecard.models.agenda import AgendaBill
from scorecard.models.items import ScoredItem
from scorecard.models.people import Legislator
from scorecard.models.sessions import Chamber, Session


class Mark(models.TextChoices):
    """What a cell of a votes sheet says."""

    PLUS = grading.Mark.PLUS.value, "with the organisation"
    MINUS = grading.Mark.MINUS.value, "against it"
    ABSENT = grading.Mark.ABSENT.value, "absent"
    PRESENT = grading.Mark.PRESENT.value, "present without voting"
    NOT_IN_OFFICE = grading.Mark.NOT_IN_OFFICE.value, "not in office, or presiding"
    OTHER = grading.Mark.OTHER.value, "anything else"


class VoteRowQuerySet(models.QuerySet["VoteRow"]):
    def each_person_once(self) -> Self:
        """Leaves out the rows that say of a person again what an earlier row says."""
        return self.filter(repeats__isnull=True)


class VoteRow(models.Model):
    """One row of a votes sheet. `repeats` names the first row of the same person."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="vote_rows")
    chamber = models.CharField(max_length=6, choices=Chamber)
    sheet_row = models.PositiveIntegerField()
    written_number = models.CharField(max_length=120, blank=True)
    written_name = models.CharField(max_length=200)
    legislator = models.ForeignKey(
        Legislator, on_delete=models.PROTECT, null=True, blank=True, related_name="vote_rows"
    )
    repeats = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="repeated_by"
    )

    objects = VoteRowQuerySet.as_manager()

    class Meta:
        ordering = ["session", "chamber", "sheet_row"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "chamber", "sheet_row"], name="vote_row_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(chamber__in=Chamber.values), name="vote_row_chamber_is_known"
            ),
            models.UniqueConstraint(
                fields=["session", "chamber", "legislator"],
                condition=Q(repeats__isnull=True, legislator__isnull=False),
                name="legislator_has_one_vote_row",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written_name}, row {self.sheet_row}"


class Position(models.Model):
    """One cell of a votes sheet: where somebody stood on a scored item."""

    row = models.ForeignKey(VoteRow, on_delete=models.CASCADE, related_name="positions")
    item = models.ForeignKey(ScoredItem, on_delete=models.CASCADE, related_name="positions")
    mark = models.CharField(max_length=5, choices=Mark)
    written = models.CharField(
        max_length=40, blank=True, help_text="What the cell says, where it is none of the marks."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "item"], name="position_stands_once"),
            models.CheckConstraint(
                condition=Q(mark__in=Mark.values), name="position_mark_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_mark_display()


class SponsorColumn(models.Model):
    """One column of the Sponsorship sheet: a person as written there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sponsor_columns")
    sheet_column = models.CharField(max_length=3)
    place = models.PositiveIntegerField(help_text="The first column of a person is 0.")
    written_number = models.CharField(max_length=120, blank=True)
    written_name = models.CharField(max_length=200)
    legislator = models.ForeignKey(
        Legislator, on_delete=models.PROTECT, null=True, blank=True, related_name="sponsor_columns"
    )

    class Meta:
        ordering = ["session", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sheet_column"], name="sponsor_column_stands_once"
            ),
            models.UniqueConstraint(
                fields=["session", "legislator"],
                condition=Q(legislator__isnull=False),
                name="legislator_has_one_sponsor_column",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written_name}, column {self.sheet_column}"


class Cosponsorship(models.Model):
    """One cell of the Sponsorship sheet.

    `is_bare` says that nothing stands around the Y: the present site takes one with a blank or
    a line break beside it for a no.
    """

    column = models.ForeignKey(SponsorColumn, on_delete=models.CASCADE, related_name="cells")
    bill = models.ForeignKey(AgendaBill, on_delete=models.CASCADE, related_name="cells")
    is_yes = models.BooleanField()
    is_bare = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["column", "bill"], name="cosponsorship_stands_once"),
        ]

    def __str__(self) -> str:
        return "cosponsored" if self.is_yes else "not cosponsored"
