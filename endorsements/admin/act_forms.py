"""What staff are asked before a button does its work."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
    UnfoldBooleanWidget,
)

from endorsements import additions
from endorsements.models import Candidate, Form, RollEntry
from endorsements.tally.rule_words import rule_in_words
from endorsements.voiding import ReasonClass
from endorsements.working_days import is_working_day
from members import moments
from members.models import Member


class ActForm(forms.Form):
    """Nothing to ask: pressing the button is the answer."""

    def __init__(self, *args, voting_round, **kwargs):
        super().__init__(*args, **kwargs)
        self.voting_round = voting_round


class ScheduleForm(ActForm):
    """What no machine can check, ticked one by one; the trail keeps who ticked it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in things_to_look_at(self.voting_round).items():
            self.fields[name] = forms.BooleanField(
                label=label,
                help_text=help_text,
                widget=UnfoldBooleanWidget,
                error_messages={"required": "Please look at this, and tick the box."},
            )


def things_to_look_at(voting_round):
    """Name to what has to be looked at before a round is frozen, and the facts beside it."""
    contests = list(voting_round.contests.prefetch_related("candidates"))
    rules = [f"{one}: {rule_in_words(one.as_rule())}" for one in contests]
    names = [f"{one}: {', '.join(map(str, one.candidates.all()))}" for one in contests]
    things = {
        "rules": ("The rule of each contest is the one that was decided", " ".join(rules)),
        "candidates": ("Every candidate has confirmed name and candidacy", "; ".join(names)),
        "roll": (
            "Who is on the roll, and who is just outside it, was looked at",
            "Both stand on the page of the round, with the reason of each.",
        ),
    }
    closes_at = voting_round.closes_at
    if closes_at is not None and not is_working_day(timezone.localdate(closes_at)):
        closes = moments.in_words(closes_at)
        things["closing"] = (
            "Somebody will be there when voting ends",
            f"It closes on {closes}, which is no working day: members who are stuck in the last "
            "hour need an answer.",
        )
    return things


class ReasonForm(ActForm):
    reason = forms.CharField(
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="In a sentence or two. It goes into the public log, for everybody to read.",
        error_messages={"required": "Please say why: the reason goes into the public log."},
    )


class WhyForm(ActForm):
    """A reason that stays among staff."""

    reason = forms.CharField(
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="In a sentence or two, for whoever confirms it.",
        error_messages={"required": "Please say why: whoever confirms it will read the reason."},
    )


class AnnulForm(ReasonForm):
    is_sure = forms.BooleanField(
        label="I know that this cannot be taken back",
        widget=UnfoldBooleanWidget,
        error_messages={"required": "Please tick this box to annul the round."},
    )

    def clean(self):
        # The tick is for the form alone.
        answers = super().clean() or {}
        return {name: value for name, value in answers.items() if name != "is_sure"}


class ExtendForm(WhyForm):
    closes_at = forms.SplitDateTimeField(
        label="New closing time",
        widget=UnfoldAdminSplitDateTimeWidget,
        help_text=f"{moments.CLOCK}. It must be later than the closing time so far.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["closes_at"] = self.voting_round.closes_at
        self.order_fields(["closes_at", "reason"])


class CandidateField(forms.ModelChoiceField):
    def label_from_instance(self, candidate):
        return f"{candidate.name} ({candidate.contest})"


class WithdrawalForm(WhyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        running = Candidate.objects.filter(contest__round=self.voting_round, is_withdrawn=False)
        running = running.exclude(contest__form=Form.QUESTION)
        self.fields["candidate"] = CandidateField(
            queryset=running.select_related("contest"),
            widget=UnfoldAdminSelectWidget,
            empty_label="Who withdrew?",
            error_messages={"required": "Please choose who withdrew."},
        )
        self.order_fields(["candidate", "reason"])


class VoidingForm(WhyForm):
    member = forms.ModelChoiceField(
        Member.objects.all(),
        label="Whose place",
        widget=AutocompleteSelect(RollEntry._meta.get_field("member"), admin.site),
        error_messages={"required": "Please choose whose place is taken out."},
    )
    reason_class = forms.ChoiceField(
        label="In the public log",
        choices=ReasonClass.choices,
        widget=UnfoldAdminSelectWidget,
        help_text="The log says this and no more, so that nobody can tell who it was.",
    )
    field_order = ["member", "reason_class", "reason"]


class PaperMarkForm(WhyForm):
    member = forms.ModelChoiceField(
        Member.objects.all(),
        label="Who",
        widget=AutocompleteSelect(RollEntry._meta.get_field("member"), admin.site),
        error_messages={"required": "Please choose who votes on paper."},
    )
    on_paper = forms.TypedChoiceField(
        label="This member",
        choices=[("yes", "votes on paper"), ("no", "does not vote on paper after all")],
        coerce=lambda answer: answer == "yes",
        initial="yes",
        widget=UnfoldAdminSelectWidget,
    )
    field_order = ["member", "on_paper", "reason"]


class AdditionForm(ActForm):
    member = forms.ModelChoiceField(
        Member.objects.still_here(),
        widget=AutocompleteSelect(RollEntry._meta.get_field("member"), admin.site),
        error_messages={"required": "Please choose who is to be added."},
    )
    reason = forms.CharField(
        label="Added to the roll because",
        max_length=additions.LONGEST_REASON,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="The member reads this, and so does whoever confirms it.",
        error_messages={"required": "Please say why: the member will read it."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ballots = additions.ballots(self.voting_round)
        first = [("", "Choose")] if len(ballots) > 1 else []
        self.fields["style"] = forms.ChoiceField(
            label="On their ballot",
            choices=[*first, *ballots.items()],
            widget=UnfoldAdminSelectWidget,
            help_text="The kinds of ballot of this round; there can be no others any more.",
            error_messages={"required": "Please choose what is on their ballot."},
        )
        self.order_fields(["member", "style", "reason"])

    def clean(self):
        answers = super().clean() or {}
        is_whole = {"member", "style", "reason"} <= set(answers)
        # Of a round in another status the command says so.
        if is_whole and self.voting_round.status in additions.WHILE:
            barred = additions.obstacle(self.voting_round, **answers)
            if barred:
                raise forms.ValidationError(barred)
        return answers
