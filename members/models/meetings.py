"""What a chapter asks of its voters beside good standing: meetings, who came, and the rules."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.people import Chapter, Member


class ChapterRulesQuerySet(models.QuerySet["ChapterRules"]):
    def in_force_on(self, day: date) -> Self:
        """The latest rules of each chapter that had taken effect by the day.

        A chapter without any asks for nothing but belonging to it.
        """
        begun = self.filter(effective_from__lte=day)
        return begun.order_by("chapter_id", "-effective_from").distinct("chapter_id")


class ChapterRules(models.Model):
    """One version of what a chapter asks, in force until the next one takes effect."""

    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="rules")
    effective_from = models.DateField()
    meetings_needed = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(366)],
        help_text="Meetings of the chapter that a voter has come to. 0: none are needed.",
    )
    within_months = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="How many months back from the record date a meeting counts.",
    )

    objects = ChapterRulesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "chapter rules"
        ordering = ["chapter", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "effective_from"],
                name="chapter_rules_start_on_a_day_of_their_own",
            ),
            models.CheckConstraint(
                condition=Q(within_months__gt=0), name="chapter_rules_look_back_some_months"
            ),
        ]

    def __str__(self) -> str:
        return f"Rules of {self.chapter} from {self.effective_from:%-d %B %Y}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def with_numbers(self) -> Self:
        """`came`: how many were there."""
        return self.annotate(came=models.Count("attendance"))


class Meeting(models.Model):
    """A meeting of a chapter, with those who came."""

    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    title = models.CharField(max_length=120, default="Meeting")
    attendees = models.ManyToManyField(
        Member, through="Attendance", related_name="meetings", blank=True
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "held_on", "title"], name="meeting_is_entered_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.title} of {self.chapter} on {self.held_on:%-d %B %Y}"


class Attendance(models.Model):
    """Somebody came to a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendance")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"], name="member_attends_a_meeting_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} at {self.meeting}"
