"""Why members voted as they say they did: apart from ballot, slot and log, and without a time."""

import uuid
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from endorsements.models import reviewing_guards as guards
from endorsements.models.contests import Contest
from members.models import Member


class ReasonQuerySet(models.QuerySet["Reason"]):
    def of_member(self, member: Member) -> Self:
        """Also where a row that was merged into the member's has written it."""
        return self.filter(Q(member=member) | Q(member__merged_into=member))

    def to_quote(self) -> Self:
        return self.filter(may_quote=True)

    def quoted(self) -> Self:
        return self.filter(is_quoted=True)


class Reason(models.Model):
    """A member's reason in one contest, sealed to one length.

    The key is drawn at random and no time is kept. At the certification those that may be quoted
    are written anew all at once, so that nothing tells in which order they came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    may_quote = models.BooleanField(default=False)
    is_quoted = models.BooleanField(default=False)
    is_kept = models.BooleanField(default=False)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "member"], name="reason_once_for_a_member_in_a_contest"
            ),
            models.CheckConstraint(
                condition=Q(may_quote=True) | Q(is_quoted=False, is_kept=False),
                name="reason_is_quoted_only_with_consent",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="has_its_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=guards.DECLARE,
                func=guards.REASON_HAS_ITS_TIME,
            )
        ]

    def __str__(self) -> str:
        return "a reason"
