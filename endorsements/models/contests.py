"""Contests of a round and their candidates, with the rule by which they are counted."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from endorsements.models import guards, rules
from endorsements.models.elections import BallotQuestion, Election, Office
from endorsements.models.photos import Photo
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
    votes in it. `run_off_of` is the contest whose tie this one is to settle. `office`, `district`
    and `election` are the words that are printed: those of the rows that the contest names, or
    typed where it decides on something that no public office is.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="contests")
    key = models.SlugField(max_length=40, help_text="Short name used in the public record.")
    office = models.CharField(max_length=120, help_text="For example: Governor.")
    district = models.CharField(max_length=120, blank=True)
    election = models.CharField(
        max_length=120, blank=True, help_text="For example: State primary, 15 September 2026."
    )
    for_office = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.PROTECT, related_name="contests"
    )
    for_question = models.ForeignKey(
        BallotQuestion, null=True, blank=True, on_delete=models.PROTECT, related_name="contests"
    )
    at_election = models.ForeignKey(
        Election, null=True, blank=True, on_delete=models.PROTECT, related_name="contests"
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
            models.CheckConstraint(
                condition=Q(for_office__isnull=True) | Q(for_question__isnull=True),
                name="contest_is_for_an_office_or_a_question",
            ),
            models.CheckConstraint(
                condition=Q(for_question__isnull=True)
                | Q(form=vocabulary.QUESTION, at_election__isnull=False),
                name="contest_for_a_question_is_answered_and_has_its_election",
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

    def take_words(self) -> None:
        """Print what the rows say that the contest names; see `elections.reprint`."""
        if self.for_question is not None:
            self.office, self.district = str(self.for_question), ""
            self.at_election = self.for_question.election
        elif self.for_office is not None:
            self.office, self.district = self.for_office.title, self.for_office.district
        if self.at_election is not None:
            self.election = str(self.at_election)

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

    Key, name, description and position are part of the definition; staff may correct everything
    else at any time.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="candidates")
    key = models.SlugField(max_length=40, help_text="Short name used in the public record.")
    name = models.CharField(max_length=120)
    description = models.CharField(
        max_length=200, blank=True, help_text="One line under the name on the ballot."
    )
    biography = models.TextField(blank=True)
    party = models.CharField(max_length=60, blank=True)
    is_incumbent = models.BooleanField(
        "holds this office now", default=False, help_text="Not somebody who held it before."
    )
    photo = models.ForeignKey(
        Photo, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates"
    )
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

    @property
    def photo_address(self) -> str:
        """Where the photo is; empty without one."""
        return reverse("endorsements:photo", args=[self.photo_id]) if self.photo_id else ""

    @property
    def initials(self) -> str:
        """What stands for a picture where there is none: of the first and the last word."""
        words = self.name.split()
        return "".join(word[:1] for word in dict.fromkeys([words[0], words[-1]])).upper()
