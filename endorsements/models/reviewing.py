"""What helps members decide: the committee's recommendation, links and events, their own notes."""

import pgtrigger
from django.db import models
from django.db.models import Q

from endorsements.models import reviewing_guards as guards
from endorsements.models.contests import Candidate, Contest
from members.models import User


class Recommended(models.TextChoices):
    NONE = "none", "no recommendation"
    CANDIDATE = "candidate", "a candidate"
    NO_ENDORSEMENT = "nobody", "no endorsement, or no position on a question"
    YES = "yes", "yes to the question"
    NO = "no", "no to the question"


class Recommendation(models.Model):
    """What the committee recommends in a contest. Frozen at the opening but for corrections, which
    stand beside it for everybody to read."""

    contest = models.OneToOneField(Contest, on_delete=models.CASCADE, related_name="recommendation")
    choice = models.CharField(
        "what is recommended", max_length=9, choices=Recommended, default=Recommended.NONE
    )
    candidate = models.ForeignKey(
        Candidate, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    reasons = models.TextField(blank=True)
    recused = models.TextField(
        "who recused themselves",
        blank=True,
        help_text="One name a line; who took no part in the recommendation, and why.",
    )
    corrections = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(choice__in=Recommended.values), name="recommendation_is_known"
            ),
            models.CheckConstraint(
                condition=Q(choice=Recommended.CANDIDATE, candidate__isnull=False)
                | (~Q(choice=Recommended.CANDIDATE) & Q(candidate__isnull=True)),
                name="recommendation_names_a_candidate_where_it_says_so",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fits_its_contest",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=guards.DECLARE,
                func=guards.FITS_ITS_CONTEST,
            ),
            pgtrigger.Trigger(
                name="answers_its_contest",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=guards.DECLARE,
                func=guards.ANSWERS_ITS_CONTEST,
            ),
            pgtrigger.Trigger(
                name="frozen_at_the_opening",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=guards.DECLARE,
                func=guards.FROZEN_RECOMMENDATION,
            ),
        ]

    def __str__(self) -> str:
        return f"Recommendation: {self.contest}"

    @property
    def in_words(self) -> str:
        if self.candidate is not None:
            return self.candidate.name
        return {
            Recommended.NO_ENDORSEMENT: "No endorsement",
            Recommended.YES: "Yes",
            Recommended.NO: "No",
        }.get(Recommended(self.choice), "No recommendation")

    @property
    def names_of_recused(self) -> list[str]:
        return [line.strip() for line in self.recused.splitlines() if line.strip()]


class RecommendationCorrection(models.Model):
    """A change after the opening: what stood there before, and why it was changed."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="lines"
    )
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    before = models.TextField("what it said before")
    because = models.TextField("why it was changed")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="correction_has_a_number_of_its_own"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="correction_says_why"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=guards.KEPT_CORRECTION,
            )
        ]

    def __str__(self) -> str:
        return f"correction {self.number}"


class ReadingMatter(models.Model):
    """A link to read or an event to go to, for a contest or one of its candidates."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="reading")
    candidate = models.ForeignKey(
        Candidate,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reading",
        help_text="Empty: about the whole contest.",
    )
    title = models.CharField(max_length=160)
    url = models.URLField("address", blank=True)
    starts_at = models.DateTimeField(
        "begins", null=True, blank=True, help_text="Of an event. Empty for a link."
    )
    place = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["starts_at", "title", "pk"]
        verbose_name = "link or event"
        verbose_name_plural = "links and events"
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="link_or_event_has_a_title"),
            models.CheckConstraint(
                condition=~Q(url="") | Q(starts_at__isnull=False),
                name="link_or_event_leads_somewhere_or_begins",
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__regex=r"^https?://"), name="link_is_an_address"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fits_its_contest",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=guards.DECLARE,
                func=guards.FITS_ITS_CONTEST,
            )
        ]

    def __str__(self) -> str:
        return self.title


class CandidateNote(models.Model):
    """What somebody noted for themselves beside a candidate: sealed, without a time."""

    # Not hidden: what hangs on a login goes with it (`members.logins.forget_login`).
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="candidate_notes")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "candidate"], name="note_of_a_candidate_once_for_a_login"
            )
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"
