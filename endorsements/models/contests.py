"""Contests of a round and their candidates, with the rule by which they are counted."""

from fractions import Fraction

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from endorsements.models import guards
from endorsements.models.rounds import Round
from endorsements.tally import vocabulary
from members.models import Chapter


class Compare(models.TextChoices):
    AT_LEAST = vocabulary.AT_LEAST, "at least"
    MORE_THAN = vocabulary.MORE_THAN, "more than"


class Base(models.TextChoices):
    ALL_BALLOTS = vocabulary.ALL_BALLOTS, "all ballots marked in the contest"
    WITHOUT_ABSTENTIONS = vocabulary.WITHOUT_ABSTENTIONS, "all but abstentions"
    NAMED_ONLY = vocabulary.NAMED_ONLY, "named candidates only"


class Contest(models.Model):
    """One decision of a round: whom, if anyone, to endorse for an office.

    `chapter` narrows the contest to that chapter's members; without one everybody on the roll
    votes in it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="contests")
    key = models.SlugField(max_length=40, help_text="Short name used in the public record.")
    office = models.CharField(max_length=120, help_text="For example: Governor.")
    district = models.CharField(max_length=120, blank=True)
    election = models.CharField(
        max_length=120, blank=True, help_text="For example: State primary, 15 September 2026."
    )
    position = models.PositiveSmallIntegerField(default=0)
    chapter = models.ForeignKey(
        Chapter, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    has_no_endorsement = models.BooleanField("offers “no endorsement”", default=True)
    has_abstain = models.BooleanField("offers “abstain”", default=False)
    threshold_numerator = models.PositiveSmallIntegerField(default=3)
    threshold_denominator = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(1)]
    )
    threshold_compare = models.CharField(max_length=9, choices=Compare, default=Compare.AT_LEAST)
    threshold_base = models.CharField(max_length=20, choices=Base, default=Base.ALL_BALLOTS)
    quorum_ballots = models.PositiveIntegerField(null=True, blank=True)
    quorum_numerator = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_denominator = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="contest_key_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(threshold_denominator__gte=1)
                & Q(threshold_numerator__gte=1)
                & Q(threshold_numerator__lte=F("threshold_denominator")),
                name="contest_threshold_is_a_share",
            ),
            models.CheckConstraint(
                condition=~Q(
                    threshold_compare=vocabulary.MORE_THAN,
                    threshold_numerator=F("threshold_denominator"),
                ),
                name="contest_threshold_can_be_reached",
            ),
            models.CheckConstraint(
                condition=Q(threshold_compare__in=Compare.values, threshold_base__in=Base.values),
                name="contest_threshold_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(quorum_numerator__isnull=True, quorum_denominator__isnull=True)
                | Q(
                    quorum_ballots__isnull=True,
                    quorum_numerator__isnull=False,
                    quorum_denominator__isnull=False,
                    quorum_numerator__gte=1,
                    quorum_denominator__gte=F("quorum_numerator"),
                ),
                name="contest_quorum_is_a_number_or_a_share",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_after_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=guards.FROZEN_CONTEST,
            )
        ]

    def __str__(self) -> str:
        return f"{self.office}, {self.district}" if self.district else self.office

    @property
    def threshold(self) -> vocabulary.Threshold:
        share = Fraction(self.threshold_numerator, self.threshold_denominator)
        return vocabulary.Threshold(share, self.threshold_compare, self.threshold_base)

    @property
    def quorum(self) -> vocabulary.Quorum:
        if self.quorum_numerator is None or self.quorum_denominator is None:
            return vocabulary.Quorum(ballots=self.quorum_ballots)
        return vocabulary.Quorum(share=Fraction(self.quorum_numerator, self.quorum_denominator))

    def as_rule(self) -> vocabulary.Rule:
        """The counting rule; candidates in the order of `Candidate.position`."""
        return vocabulary.Rule(
            candidates=tuple(candidate.key for candidate in self.candidates.all()),
            threshold=self.threshold,
            has_no_endorsement=self.has_no_endorsement,
            has_abstain=self.has_abstain,
            quorum=self.quorum,
        )


class Candidate(models.Model):
    """Somebody who may be endorsed. Order on the ballot is drawn when the round is scheduled."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="candidates")
    key = models.SlugField(max_length=40, help_text="Short name used in the public record.")
    name = models.CharField(max_length=120)
    description = models.CharField(
        max_length=200, blank=True, help_text="One line under the name on the ballot."
    )
    biography = models.TextField(blank=True)
    website = models.URLField(blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    is_withdrawn = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "key"], name="candidate_key_once_in_a_contest"
            ),
            models.CheckConstraint(
                condition=~Q(key__in=vocabulary.RESERVED_KEYS),
                name="candidate_key_is_not_a_reserved_word",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_after_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=guards.FROZEN_CANDIDATE,
            )
        ]

    def __str__(self) -> str:
        return self.name
