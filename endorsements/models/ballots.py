"""The roll, the sealed envelopes of a round that is open, and the inner ballots after mixing.

No time and no member stands beside a ballot anywhere: what joins a member to a slot is the roll,
what joins a slot to an envelope is gone after mixing.
"""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from endorsements.models import guards
from endorsements.models.rounds import Round
from members.dues.grounds import read_grounds
from members.dues.reasons import in_words
from members.models import Member


class Channel(models.TextChoices):
    NONE = "none", "has not voted"
    ONLINE = "online", "voted on this site"
    PAPER = "paper", "votes on paper"


class RollEntryQuerySet(models.QuerySet["RollEntry"]):
    def of_member(self, member: Member) -> Self:
        """Also where a row that was merged into the member's is on the roll."""
        return self.filter(Q(member=member) | Q(member__merged_into=member))

    def added(self) -> Self:
        """Those whom staff added after the roll was frozen: all others have grounds, no reason."""
        return self.exclude(reason="")

    def on_paper(self) -> Self:
        """Those who hand in a sheet, if they hand in any."""
        return self.filter(channel=Channel.PAPER, is_voided=False)

    def who_voted(self) -> Self:
        """On this site; how many sheets of paper came in, the log says."""
        return self.filter(channel=Channel.ONLINE)


class RollEntry(models.Model):
    """One member on a round's roll: their slot, ballot style, and why they may vote.

    `grounds` is the compact text of `members.dues.grounds`; a `reason` is written by somebody.
    """

    # Each is the first of a unique constraint. That both exist is checked for all rows of a
    # statement at once, by triggers of migration 0003: row by row it takes as long as the writing.
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="roll", db_index=False, db_constraint=False
    )
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    slot = models.BinaryField(max_length=16, null=True)
    style = models.CharField(max_length=8)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.NONE)
    is_voided = models.BooleanField(default=False)
    reason = models.CharField(max_length=250, blank=True, default="")
    grounds = models.CharField(max_length=120, blank=True, default="")

    objects = RollEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "round"], name="member_once_on_a_roll"),
            models.UniqueConstraint(fields=["round", "slot"], name="slot_once_on_a_roll"),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="roll_entry_channel_is_known"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_after_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=guards.FROZEN_ROLL,
            ),
            pgtrigger.Trigger(
                name="written_with_the_roll",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="written"),
                func=guards.GROWING_ROLL,
            ),
        ]

    @property
    def why(self) -> str:
        """Why this member may vote, to the member: what was written, or the grounds in words."""
        return self.reason or (in_words(read_grounds(self.grounds)) if self.grounds else "")

    def __str__(self) -> str:
        return f"roll entry {self.pk}"


class Envelope(models.Model):
    """The sealed ballot of one slot, replaced in place when the member votes again.

    `form` is a digest of the form's random token: it tells a form sent twice from another device.
    """

    slot = models.BinaryField(primary_key=True, max_length=16)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    form = models.BinaryField(max_length=16)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="envelope_version_from_one")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_while_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=guards.ENVELOPES_ONLY_WHILE_OPEN,
            )
        ]

    def __str__(self) -> str:
        return "sealed envelope"


class InnerBallot(models.Model):
    """A ballot without its slot, still sealed; written by the mix in one transaction."""

    hash = models.BinaryField(primary_key=True, max_length=32)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="written_by_the_mix",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=guards.INNER_BALLOT,
            )
        ]

    def __str__(self) -> str:
        return "inner ballot"
