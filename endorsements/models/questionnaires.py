"""What candidates are asked: a bank of questions, and questionnaires made from it."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from endorsements.models import question_guards
from members.models import Chapter

LOWEST, HIGHEST = 1, 5
MOST_WORDS = 2000


class QuestionKind(models.TextChoices):
    YES_NO = "yes_no", "yes or no, with a comment"
    SCALE = "scale", f"a scale from {LOWEST} to {HIGHEST}, with a comment"
    TEXT = "text", "a text"


class Visibility(models.TextChoices):
    PUBLIC = "public", "everybody"
    MEMBERS = "members", "members alone"
    COMMITTEE = "committee", "the committee alone"


class Asked(models.Model):
    """What makes a question, in the bank and on a questionnaire alike."""

    wording = models.TextField("question", max_length=1000)
    kind = models.CharField(max_length=6, choices=QuestionKind, default=QuestionKind.YES_NO)
    hint = models.CharField(max_length=300, blank=True, help_text="One line below the question.")
    word_limit = models.PositiveSmallIntegerField(
        default=150, help_text="The most words of the answer, or of the comment to it."
    )
    scale_low = models.CharField(max_length=60, blank=True, help_text=f"What {LOWEST} means.")
    scale_high = models.CharField(max_length=60, blank=True, help_text=f"What {HIGHEST} means.")
    visibility = models.CharField(
        "who may read the answer", max_length=9, choices=Visibility, default=Visibility.PUBLIC
    )
    is_required = models.BooleanField("must be answered", default=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(wording=""), name="%(class)s_asks_something"),
            models.CheckConstraint(
                condition=Q(kind__in=QuestionKind.values), name="%(class)s_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="%(class)s_reader_is_known"
            ),
            models.CheckConstraint(
                condition=Q(word_limit__gte=1, word_limit__lte=MOST_WORDS),
                name="%(class)s_word_limit_is_sensible",
            ),
            models.CheckConstraint(
                condition=~Q(kind=QuestionKind.SCALE) | (~Q(scale_low="") & ~Q(scale_high="")),
                name="%(class)s_scale_says_its_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class BankQuestion(Asked):
    """A question kept to be asked again. Changing it changes no questionnaire."""

    topic = models.CharField(max_length=80, blank=True)

    class Meta(Asked.Meta):
        ordering = ["topic", "id"]


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def not_sent(self) -> Self:
        return self.filter(sent_at=None)


class Questionnaire(models.Model):
    """What the candidates for an office are asked. Frozen by the first sending."""

    title = models.CharField(max_length=120)
    office = models.CharField(max_length=120, blank=True, help_text="For example: State Senate.")
    introduction = models.TextField(blank=True, max_length=4000)
    chapter = models.ForeignKey(
        Chapter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose staff write and send it. Empty: the whole organisation's.",
    )
    sent_at = models.DateTimeField(null=True, editable=False)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_once_sent",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=question_guards.FROZEN_QUESTIONNAIRE,
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None


class Section(models.Model):
    """Questions that belong together, with what is said before them and perhaps a figure."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="sections"
    )
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    introduction = models.TextField(blank=True, max_length=4000)
    figure = models.BinaryField(null=True, editable=False)
    figure_says = models.CharField(
        "the figure in words",
        max_length=300,
        blank=True,
        help_text="What a reader who cannot see the figure must know.",
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | ~Q(figure_says=""),
                name="section_figure_is_said_in_words",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_once_sent",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=question_guards.FROZEN_SECTION,
            )
        ]

    def __str__(self) -> str:
        return self.title


class Question(Asked):
    """One question of a questionnaire; `bank_question` says where it was copied from."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    bank_question = models.ForeignKey(
        BankQuestion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Asked.Meta):
        ordering = ["section__position", "section_id", "position", "id"]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_once_sent",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=question_guards.FROZEN_QUESTION,
            )
        ]
