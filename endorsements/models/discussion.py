"""What members on a roll say to each other about a contest while it is undecided."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, Q

from endorsements.models import reviewing_guards as guards
from endorsements.models.contests import Contest
from members.models import Member, User

LONGEST_POST = 2000


class ReactionKind(models.TextChoices):
    AGREE = "agree", "I agree"
    THANKS = "thanks", "Thank you"


class PostQuerySet(models.QuerySet["Post"]):
    def of_member(self, member: Member) -> Self:
        return self.filter(Q(member=member) | Q(member__merged_into=member))

    def with_reports(self) -> Self:
        return self.annotate(number_of_reports=Count("reports"))


class Post(models.Model):
    """A question or remark, or an answer to one; by a member or by staff. A day, no time."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="posts")
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="answers", editable=False
    )
    member = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    staff = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    text = models.TextField(max_length=LONGEST_POST, blank=True)
    written_on = models.DateField()
    hidden_because = models.TextField(blank=True, default="")
    is_taken_back = models.BooleanField(default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=True, staff__isnull=False)
                | Q(member__isnull=False, staff__isnull=True),
                name="post_is_by_a_member_or_by_staff",
            ),
            models.CheckConstraint(
                condition=Q(text="", is_taken_back=True) | (~Q(text="") & Q(is_taken_back=False)),
                name="post_says_something_until_taken_back",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="has_its_place",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=guards.DECLARE,
                func=guards.POST_HAS_ITS_PLACE,
            )
        ]

    def __str__(self) -> str:
        return f"post {self.pk} on {self.contest}"


class Reaction(models.Model):
    """A member's mark under a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=ReactionKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "member", "kind"], name="reaction_once_for_a_member"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ReactionKind.values), name="reaction_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class PostReport(models.Model):
    """A member asks staff to look at a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    because = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "member"], name="post_reported_once_by_a_member"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="report_says_why"),
        ]

    def __str__(self) -> str:
        return f"report of post {self.post_id}"
