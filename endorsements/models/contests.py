"""Contests of a round and their candidates, with the rule by which they are counted."""

import pgtrigger
from django.db import models
from django.db.models import Q

from endorsements.models import guards, rules
from endorsements.models.rounds import Round
from endorsements.models.rules import RuleColumns
from endorsements.tally import vocabulary
from endorsements.tally.words import QUESTION_ANSWERS
from members.models import Chapter
from scorecard.models import Legislator

# Selections are written with keys, colons, equals and greater signs, and spaces between.
PLAIN_KEY = r"^[-a-zA-Z0-9_]+$"


class Contest(RuleColumns):
    """One decision of a round: whom, if anyone, to endorse for an office, or a ballot question.

    `chapter` narrows the contest to that chapter's members; without one everybody on the roll
    votes in it. `run_off_of` is the contest whose tie this one is to settle.
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
    run_off_of = models.OneToOneField(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="run_off"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="contest_key_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(key__regex=PLAIN_KEY), name="contest_key_is_a_plain_word"
            ),
            *rules.CONSTRAINTS,
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
    def is_question(self) -> bool:
        """Whether it is answered by yes or no; such a contest has no candidates."""
        return self.form == vocabulary.QUESTION

    def as_rule(self) -> vocabulary.Rule:
        """The counting rule; candidates in the order of `Candidate.position`."""
        if self.is_question:
            return self.rule_of(list(QUESTION_ANSWERS))
        return self.rule_of([candidate.key for candidate in self.candidates.all()])

    def answers(self) -> dict[str, str]:
        """Key to printed name of what can win, in the ballot's order."""
        if self.is_question:
            return QUESTION_ANSWERS
        return {candidate.key: candidate.name for candidate in self.candidates.all()}


class Candidate(models.Model):
    """Somebody who may be endorsed. Order on the ballot is drawn when the round is scheduled.

    `legislator` and `email` are not part of the definition: staff may correct them at any time.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="candidates")
    key = models.SlugField(max_length=40, help_text="Short name used in the public record.")
    name = models.CharField(max_length=120)
    description = models.CharField(
        max_length=200, blank=True, help_text="One line under the name on the ballot."
    )
    biography = models.TextField(blank=True)
    website = models.URLField(blank=True)
    email = models.EmailField(
        blank=True, help_text="Not public. Where the candidate is told of the result."
    )
    legislator = models.ForeignKey(
        Legislator,
        null=True,
        blank=True,
        # A public link does not vanish with a row: who has one is corrected first.
        on_delete=models.PROTECT,
        related_name="candidacies",
        help_text="Who this is in the legislature, if they sit or sat there. Never guessed.",
    )
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
            models.CheckConstraint(
                condition=Q(key__regex=PLAIN_KEY), name="candidate_key_is_a_plain_word"
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
