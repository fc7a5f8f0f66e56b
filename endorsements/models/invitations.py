"""Candidates who were asked, the private links they were given, and what they answered."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from endorsements.models import question_guards
from endorsements.models.contests import Candidate
from endorsements.models.photos import Photo
from endorsements.models.questionnaires import Question, Questionnaire
from members.models import User


class InvitationState(models.TextChoices):
    INVITED = "invited"
    OPENED = "opened"
    ANSWERED = "answered"
    DECLINED = "declined", "declined to answer"


# What a page calls an invitation whose deadline has passed; it is nobody's act, so not stored.
NO_RESPONSE = "did not respond"
WITHOUT_WORD = (InvitationState.INVITED, InvitationState.OPENED)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self, at: datetime) -> Self:
        """Those that can still be answered and were not."""
        return self.filter(state__in=WITHOUT_WORD, due_at__gt=at)


class Invitation(models.Model):
    """One candidate asked to answer one questionnaire. Only `questionnaires` changes it."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="invitation")
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField()
    due_at = models.DateTimeField()
    invited_at = models.DateTimeField()
    state = models.CharField(
        max_length=8, choices=InvitationState, default=InvitationState.INVITED, editable=False
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    # Names of the reminders that went out, each with the deadline it was about.
    reminders = models.JSONField(default=list, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["candidate__contest__position", "candidate__position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=InvitationState.values), name="invitation_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.ANSWERED, submitted_at__isnull=False)
                | (~Q(state=InvitationState.ANSWERED) & Q(submitted_at__isnull=True)),
                name="invitation_answered_says_when",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(submitted_at__lt=F("due_at")),
                name="invitation_answered_before_its_deadline",
            ),
            models.CheckConstraint(condition=~Q(email=""), name="invitation_has_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.questionnaire}"

    def is_open(self, at: datetime) -> bool:
        """Whether the candidate may still answer and change answers."""
        return at < self.due_at

    def says(self, at: datetime) -> str:
        """How it stands, in the words that every page uses."""
        if self.state in WITHOUT_WORD and not self.is_open(at):
            return NO_RESPONSE
        return InvitationState(self.state).label.lower()


class CandidateLink(models.Model):
    """A private link that one mail carried. Its digest alone is kept."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="link_is_kept_as_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"Link {self.pk} of {self.invitation}"


class Answer(models.Model):
    """What a candidate says to one question. `value` is yes, no, a number, or the text itself.

    `entered_by` is whoever on the staff wrote it down for the candidate, at `saved_at`; none where
    the candidate did.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "question"], name="answer_once_to_a_question"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="answered_in_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=question_guards.ANSWERED_IN_TIME,
            )
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} to {self.question_id}"


class WordingState(models.TextChoices):
    CONFIRMED = "confirmed", "confirmed as it stands"
    ASKED = "asked", "the candidate asks for changes"
    TAKEN = "taken", "changes taken over"
    LEFT = "left", "left as it was"


class BallotWording(models.Model):
    """How a candidate wants to stand on the ballot, and what became of it."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="wording")
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=200, blank=True)
    biography = models.TextField(blank=True)
    website = models.URLField(blank=True)
    photo = models.ForeignKey(Photo, null=True, on_delete=models.PROTECT, related_name="wordings")
    state = models.CharField(max_length=9, choices=WordingState)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=WordingState.values), name="wording_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="wording_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"
