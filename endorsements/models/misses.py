"""Who is just outside a round's roll, and why: written with the roll, and as fixed as the roll."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, Q

from endorsements.models import guards
from endorsements.models.rounds import Round
from members.dues import reasons
from members.dues.grounds import Grounds, read_grounds
from members.models import Chapter, Member


class RollMissQuerySet(models.QuerySet["RollMiss"]):
    def of_member(self, member: Member) -> Self:
        return self.filter(Q(member=member) | Q(member__merged_into=member))

    def off_the_roll(self) -> Self:
        """Misses of the whole round; a chapter's contest alone may be missed from on the roll."""
        return self.filter(chapter__isnull=True)

    def per_cause(self) -> dict[str, int]:
        """Cause to the number of misses, the most frequent first."""
        counted = self.order_by().values_list("cause").annotate(number=Count("pk"))
        return dict(counted.order_by("-number", "cause"))


class RollMiss(models.Model):
    """Somebody who is not on the roll, or not in a chapter's contest, with the reason.

    `grounds` is the compact text of `members.dues.grounds`; `cause` is its first word.
    """

    # That round and member exist is checked as for the roll.
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="misses", db_index=False, db_constraint=False
    )
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    chapter = models.ForeignKey(
        Chapter, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    cause = models.CharField(max_length=20)
    grounds = models.CharField(max_length=120)

    objects = RollMissQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "roll misses"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "member", "chapter"],
                name="member_misses_a_roll_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(grounds__startswith=models.F("cause")) & ~Q(cause=""),
                name="roll_miss_has_its_cause",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="written_with_the_roll",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="written"),
                func=guards.MISSES_OF_DRAFTS,
            ),
            pgtrigger.Trigger(
                name="frozen_after_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=guards.FROZEN_MISSES,
            ),
        ]

    @property
    def facts(self) -> Grounds:
        return read_grounds(self.grounds)

    @property
    def why(self) -> str:
        """To the member themselves."""
        return reasons.in_words(self.facts)

    def __str__(self) -> str:
        return f"{self.member}: {self.cause}"
