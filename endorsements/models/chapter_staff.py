"""Which staff work for a chapter alone."""

from django.db import models

from members.models import Chapter, User


class ChapterStaff(models.Model):
    """Staff with such a row see and change the rounds of these chapters alone, and nobody is made
    statewide by it: who has none is limited by their rights only."""

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to={"is_staff": True, "is_superuser": False},
    )
    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "chapters' staff"
        ordering = ["chapter", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "chapter"], name="chapter_staff_is_named_once_for_a_chapter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.chapter}"
