"""The rule of a contest as columns, with everything a rule may never be as constraints."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from endorsements.tally import vocabulary
from endorsements.tally.vocabulary import Quorum, RankedRules, Rule, Threshold


class Form(models.TextChoices):
    SINGLE_CHOICE = vocabulary.SINGLE_CHOICE, "Choose one"
    QUESTION = vocabulary.QUESTION, "Ballot question: yes or no"
    APPROVAL = vocabulary.APPROVAL, "Approve as many as you like"
    PER_CANDIDATE = vocabulary.PER_CANDIDATE, "Yes or no on each candidate"
    SCORE = vocabulary.SCORE, "Score each candidate, 0 to 5"
    STAR = vocabulary.STAR, "STAR: score, then a run-off of the top two"
    IRV = vocabulary.IRV, "Rank, one is endorsed (instant run-off)"
    STV = vocabulary.STV, "Rank, several are endorsed (STV)"
    WHETHER_WHOM = vocabulary.WHETHER_WHOM, "Whether to endorse, then whom"


class Compare(models.TextChoices):
    AT_LEAST = vocabulary.AT_LEAST, "at least"
    MORE_THAN = vocabulary.MORE_THAN, "more than"


class Base(models.TextChoices):
    ALL_BALLOTS = vocabulary.ALL_BALLOTS, "all ballots marked in the contest"
    WITHOUT_ABSTENTIONS = vocabulary.WITHOUT_ABSTENTIONS, "all but abstentions"
    NAMED_ONLY = vocabulary.NAMED_ONLY, "named candidates only"
    ALL_CAST = vocabulary.ALL_CAST, "all ballots cast, blank ones too"
    CONTINUING = vocabulary.CONTINUING, "ballots still in the count"
    MAXIMUM_SCORE = vocabulary.MAXIMUM_SCORE, "the highest possible score"
    WHOLE_ROLL = vocabulary.WHOLE_ROLL, "all members who may vote in it"


class TieRule(models.TextChoices):
    ENDORSES_NOBODY = vocabulary.TIE_ENDORSES_NOBODY, "a tie endorses nobody"
    ENDORSES_BOTH = vocabulary.TIE_ENDORSES_BOTH, "everybody in the tie is endorsed"
    RUN_OFF = vocabulary.TIE_RUN_OFF, "a run-off round is prepared"
    DRAW = vocabulary.TIE_DRAW, "a public draw decides"


class Overvote(models.TextChoices):
    EXHAUST = vocabulary.EXHAUST, "ends the ballot there"
    SKIP = vocabulary.SKIP, "is passed over"


class Duplicate(models.TextChoices):
    SKIP = vocabulary.SKIP, "is passed over"
    EXHAUST = vocabulary.EXHAUST, "ends the ballot there"


class Skipped(models.TextChoices):
    SKIP = vocabulary.SKIP, "is passed over"
    EXHAUST = vocabulary.EXHAUST, "ends the ballot there"
    EXHAUST_TWO = vocabulary.EXHAUST_TWO, "ends the ballot where two in a row are empty"


class Lookback(models.TextChoices):
    LATEST = vocabulary.LOOKBACK_LATEST, "the round before, then the one before that"
    EARLIEST = vocabulary.LOOKBACK_EARLIEST, "the first round, then the second"
    NONE = vocabulary.LOOKBACK_NONE, "no earlier round: the draw at once"


class Stop(models.TextChoices):
    MAJORITY = vocabulary.STOP_AT_MAJORITY, "when somebody has more than half"
    TWO_LEFT = vocabulary.STOP_AT_TWO_LEFT, "when two are left"


class Arithmetic(models.TextChoices):
    EXACT = vocabulary.EXACT, "exact fractions"
    DECIMAL5 = vocabulary.DECIMAL5, "five decimals, the rest cut off"


# Column to the choices of it; all of them are set in ranked forms, none in any other.
RANKED_COLUMNS: dict[str, type[models.TextChoices]] = {
    "overvote": Overvote,
    "duplicate": Duplicate,
    "skipped": Skipped,
    "lookback": Lookback,
    "stop": Stop,
    "arithmetic": Arithmetic,
}


class RuleColumns(models.Model):
    """How a contest is counted: what `vocabulary.Rule` holds, but for the candidates.

    A bar is four columns, all set or all empty. `threshold_` is the bar of the contest, in
    "whether, then whom" that of its first step; `whom_` is that of its second.
    """

    form = models.CharField(max_length=13, choices=Form, default=Form.SINGLE_CHOICE)
    seats = models.PositiveSmallIntegerField(default=1)
    most_marks = models.PositiveSmallIntegerField(null=True, blank=True)
    ties = models.CharField(max_length=14, choices=TieRule, default=TieRule.ENDORSES_NOBODY)
    has_no_endorsement = models.BooleanField("offers “no endorsement”", default=True)
    has_abstain = models.BooleanField("offers “abstain”", default=False)
    threshold_numerator = models.PositiveSmallIntegerField(null=True, blank=True, default=3)
    threshold_denominator = models.PositiveSmallIntegerField(
        null=True, blank=True, default=5, validators=[MinValueValidator(1)]
    )
    threshold_compare = models.CharField(
        max_length=9, choices=Compare, blank=True, default=Compare.AT_LEAST
    )
    threshold_base = models.CharField(
        max_length=20, choices=Base, blank=True, default=Base.ALL_BALLOTS
    )
    whom_numerator = models.PositiveSmallIntegerField(null=True, blank=True)
    whom_denominator = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)]
    )
    whom_compare = models.CharField(max_length=9, choices=Compare, blank=True, default="")
    whom_base = models.CharField(max_length=20, choices=Base, blank=True, default="")
    quorum_ballots = models.PositiveIntegerField(null=True, blank=True)
    quorum_numerator = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_denominator = models.PositiveSmallIntegerField(null=True, blank=True)
    overvote = models.CharField(max_length=7, choices=Overvote, blank=True, default="")
    duplicate = models.CharField(max_length=7, choices=Duplicate, blank=True, default="")
    skipped = models.CharField(max_length=11, choices=Skipped, blank=True, default="")
    lookback = models.CharField(max_length=8, choices=Lookback, blank=True, default="")
    stop = models.CharField(max_length=8, choices=Stop, blank=True, default="")
    arithmetic = models.CharField(max_length=8, choices=Arithmetic, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def threshold(self) -> Threshold | None:
        return self._bar("threshold")

    @property
    def whom_threshold(self) -> Threshold | None:
        return self._bar("whom")

    @property
    def quorum(self) -> Quorum:
        if self.quorum_numerator is None or self.quorum_denominator is None:
            return Quorum(ballots=self.quorum_ballots)
        return Quorum(share=Fraction(self.quorum_numerator, self.quorum_denominator))

    @property
    def ranked(self) -> RankedRules | None:
        if self.form not in vocabulary.RANKED_FORMS:
            return None
        return RankedRules(**{column: str(getattr(self, column)) for column in RANKED_COLUMNS})

    def rule_of(self, candidates: Sequence[str]) -> Rule:
        """The rule in these columns, for candidates given by their keys."""
        return Rule(
            candidates=tuple(candidates),
            threshold=self.threshold,
            has_no_endorsement=self.has_no_endorsement,
            has_abstain=self.has_abstain,
            quorum=self.quorum,
            form=str(self.form),
            seats=self.seats,
            most_marks=self.most_marks,
            ties=str(self.ties),
            ranked=self.ranked,
            whom_threshold=self.whom_threshold,
        )

    def take_rule(self, rule: Rule) -> None:
        """Write a rule into the columns; the caller saves. Candidates are left as they are."""
        for column, value in columns_of(rule).items():
            setattr(self, column, value)

    def _bar(self, which: str) -> Threshold | None:
        over, under, compare, base = (getattr(self, column) for column in bar_columns(which))
        if over is None or under is None:
            return None
        return Threshold(Fraction(over, under), str(compare), str(base))


def bar_columns(which: str) -> list[str]:
    """The four columns of a bar; `which` is "threshold" or "whom"."""
    return [f"{which}_{part}" for part in ("numerator", "denominator", "compare", "base")]


def columns_of(rule: Rule) -> dict[str, Any]:
    """Column to value, of every column of `RuleColumns`."""
    share = rule.quorum.share
    return {
        "form": rule.form,
        "seats": rule.seats,
        "most_marks": rule.most_marks,
        "ties": rule.ties,
        "has_no_endorsement": rule.has_no_endorsement,
        "has_abstain": rule.has_abstain,
        **_bar_values("threshold", rule.threshold),
        **_bar_values("whom", rule.whom_threshold),
        "quorum_ballots": rule.quorum.ballots,
        "quorum_numerator": share.numerator if share else None,
        "quorum_denominator": share.denominator if share else None,
        **{column: getattr(rule.ranked, column, "") for column in RANKED_COLUMNS},
    }


def _bar_values(which: str, bar: Threshold | None) -> dict[str, Any]:
    values: tuple[Any, ...] = (None, None, "", "")
    if bar is not None:
        values = (bar.share.numerator, bar.share.denominator, bar.compare, bar.base)
    return dict(zip(bar_columns(which), values, strict=True))


def _is_a_share(which: str) -> Q:
    over, under, compare, base = bar_columns(which)
    none = Q(**{f"{over}__isnull": True, f"{under}__isnull": True, compare: "", base: ""})
    whole = Q(
        **{
            f"{over}__isnull": False,
            f"{under}__isnull": False,
            f"{over}__gte": 1,
            f"{over}__lte": F(under),
            f"{compare}__in": Compare.values,
            f"{base}__in": Base.values,
        }
    )
    return none | whole


def _can_be_reached(which: str) -> Q:
    """More than everything is not a bar."""
    over, under, compare, _ = bar_columns(which)
    return ~Q(**{compare: vocabulary.MORE_THAN, under: F(over), f"{over}__isnull": False})


def _base_fits_the_form() -> Q:
    fits = Q(threshold_base="")
    for form, bases in vocabulary.BASES_OF_FORM.items():
        if bases:  # a form without any has no bar
            fits |= Q(form=form, threshold_base__in=bases)
    return fits


_IS_RANKED = Q(form__in=vocabulary.RANKED_FORMS)
_HAS_TWO_STEPS = Q(form=vocabulary.WHETHER_WHOM)

# Name to rule. The name is the rule as a phrase.
ROW_RULES: dict[str, Q] = {
    "contest_form_is_known": Q(form__in=Form.values),
    "contest_tie_rule_is_known": Q(ties__in=TieRule.values),
    "contest_threshold_is_a_share_or_nothing": _is_a_share("threshold"),
    "contest_threshold_can_be_reached": _can_be_reached("threshold"),
    "contest_threshold_is_of_what_the_form_counts": _base_fits_the_form(),
    "contest_whom_threshold_is_a_share_or_nothing": _is_a_share("whom"),
    "contest_whom_threshold_can_be_reached": _can_be_reached("whom"),
    "contest_with_two_steps_has_two_thresholds": (
        _HAS_TWO_STEPS
        & Q(threshold_numerator__isnull=False)
        & Q(whom_base__in=vocabulary.BASES_OF_FORM[vocabulary.WHETHER_WHOM])
    )
    | (~_HAS_TWO_STEPS & Q(whom_numerator__isnull=True)),
    "contest_quorum_is_a_number_or_a_share": (
        Q(quorum_numerator__isnull=True, quorum_denominator__isnull=True)
        | Q(
            quorum_ballots__isnull=True,
            quorum_numerator__isnull=False,
            quorum_denominator__isnull=False,
            quorum_numerator__gte=1,
            quorum_denominator__gte=F("quorum_numerator"),
        )
    ),
    "contest_endorses_one_or_more": Q(seats__gte=1),
    "contest_endorses_one_where_the_form_finds_one": Q(seats=1)
    | ~Q(form__in=vocabulary.FORMS_WITH_ONE_WINNER),
    "contest_limits_marks_where_a_ballot_has_several": Q(most_marks__isnull=True)
    | Q(most_marks__gte=1, form__in=vocabulary.FORMS_WITH_LIMITED_MARKS),
    "contest_of_several_seats_by_rank_draws_ties": Q(ties=vocabulary.TIE_DRAW)
    | ~Q(form=vocabulary.STV),
    "contest_question_is_not_answered_both_ways": ~Q(
        form=vocabulary.QUESTION, ties=vocabulary.TIE_ENDORSES_BOTH
    ),
    "contest_reads_ranks_exactly_where_there_are_ranks": (
        _IS_RANKED & Q(**{f"{name}__in": kind.values for name, kind in RANKED_COLUMNS.items()})
    )
    | (~_IS_RANKED & Q(**dict.fromkeys(RANKED_COLUMNS, ""))),
    "contest_offers_no_endorsement_where_it_can_be_marked": Q(has_no_endorsement=False)
    | ~Q(form__in=vocabulary.FORMS_WITHOUT_NO_ENDORSEMENT),
}
CONSTRAINTS = [
    models.CheckConstraint(condition=condition, name=name) for name, condition in ROW_RULES.items()
]
