"""The rule of a contest on its form: a preset by name, or every part of it in the expert form."""

from fractions import Fraction
from typing import cast

from django import forms
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from endorsements.admin.preset_choice import OWN, OWN_LABEL, PresetSelect, choices_for
from endorsements.admin.rule_sense import mistakes, wrong_seats
from endorsements.admin.rule_values import EXPERT, rule_of, values_of
from endorsements.admin.shares import QuorumField, ShareField, write_quorum, write_share
from endorsements.models.rules import RANKED_COLUMNS, Base, Compare, Form, TieRule
from endorsements.tally.presets import BY_KEY, preset_of, rule_by
from endorsements.tally.vocabulary import Quorum

SHARE_HELP = "Such as “60 %” or “2/3”, counted exactly. Empty: the most votes win."


# Part of a rule to its field. The fields are not called like the columns, since a part that a form
# has no use for has a default here and is empty there.
OWN_FIELDS = {name: f"own_{name}" for name in EXPERT}


def own(values):
    """The values of a rule by the names of their fields."""
    return {OWN_FIELDS[name]: value for name, value in values.items()}


def _select(label: str, choices, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=UnfoldAdminSelectWidget
    )


def _number(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        help_text=help_text,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"inputmode": "numeric"}),
    )


def _share(label: str, help_text: str) -> ShareField:
    return ShareField(
        label=label, required=False, help_text=help_text, widget=UnfoldAdminTextInputWidget
    )


def _switch(label: str, help_text: str) -> forms.BooleanField:
    return forms.BooleanField(
        label=label, required=False, help_text=help_text, widget=UnfoldBooleanWidget
    )


class RuleForm(forms.Form):
    """Mixed into the form of a contest, which says in `stored_rule` what it starts from."""

    preset = forms.ChoiceField(label="Rule", widget=PresetSelect)
    how_many = _number(
        "How many may be endorsed", "Only for a rule that finds several. Empty: as the rule has it."
    )
    quorum = QuorumField(
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Fewest ballots for a result to stand: a number, “200”, or a share of the "
        "members who may vote in this contest, “20 %”. Empty: as the rule has it; most have none.",
    )
    own_form = _select("What a voter does", Form.choices)
    own_most_marks = _number("Most marks", "How many a ballot may approve or rank. Empty: all.")
    own_ties = _select("A tie for an endorsement", TieRule.choices)
    own_share = _share("Share needed", SHARE_HELP)
    own_compare = _select("Reached with", Compare.choices)
    own_base = _select("Out of", Base.choices)
    own_whom_share = _share("Second step: share needed", "Only in “whether, then whom”.")
    own_whom_compare = _select("Second step: reached with", Compare.choices)
    own_whom_base = _select("Second step: out of", Base.choices)
    own_has_no_endorsement = _switch(
        "“No endorsement” is a choice", "In a ballot question it is called “no position”."
    )
    own_has_abstain = _switch("“Abstain” is a choice", "Whether it counts follows from “out of”.")
    own_overvote = _select("Two at one rank", RANKED_COLUMNS["overvote"].choices)
    own_duplicate = _select("Ranked twice: the second", RANKED_COLUMNS["duplicate"].choices)
    own_skipped = _select("An empty rank", RANKED_COLUMNS["skipped"].choices)
    own_lookback = _select(
        "A tie inside the count",
        RANKED_COLUMNS["lookback"].choices,
        "Which earlier numbers settle it; then the public draw.",
    )
    own_stop = _select(
        "The count stops",
        RANKED_COLUMNS["stop"].choices,
        "Only where one is endorsed and no share is needed.",
    )
    own_arithmetic = _select(
        "Parts of ballots",
        RANKED_COLUMNS["arithmetic"].choices,
        "Only where several are endorsed.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rule = self.stored_rule()
        preset = preset_of(rule)
        cast(forms.ChoiceField, self.fields["preset"]).choices = choices_for(rule, preset)
        seats_as_usual = preset.rule.seats if preset else None
        quorum_as_usual = preset.rule.quorum if preset else Quorum()
        self.initial.update(
            own(values_of(rule)),
            preset=preset.key if preset else OWN,
            how_many=None if rule.seats == seats_as_usual else rule.seats,
            quorum="" if rule.quorum == quorum_as_usual else write_quorum(rule.quorum),
        )

    def stored_rule(self):
        raise NotImplementedError

    def chosen_rule(self):
        """The rule without candidates; None, with the mistakes noted, where there is none."""
        if not {"preset", "how_many", "quorum"}.isdisjoint(self.errors):
            return None
        rule = self._own_rule() if self.cleaned_data["preset"] == OWN else self._rule_by_name()
        return None if self.errors else rule

    def _own_rule(self):
        answers = self.cleaned_data
        values = {name: answers.get(field) for name, field in OWN_FIELDS.items()}
        if not set(OWN_FIELDS.values()).isdisjoint(self.errors):
            return None
        rule = rule_of(values, seats=answers["how_many"], quorum=answers["quorum"])
        for part, sentence in mistakes(rule):
            self.add_error(OWN_FIELDS.get(part, "how_many"), sentence)
        return rule

    def _rule_by_name(self):
        answers = self.cleaned_data
        preset, seats, quorum = BY_KEY[answers["preset"]], answers["how_many"], answers["quorum"]
        if touched := self._touched(values_of(preset.rule)):
            self.add_error(
                "preset",
                f"The rule of your own was changed too ({', '.join(touched)}). Choose "
                f"“{OWN_LABEL}” to use it, or take these changes back.",
            )
        if seats is not None and (problem := wrong_seats(preset.rule.form, seats)):
            self.add_error("how_many", problem)
        return rule_by(preset, seats=seats, quorum=None if quorum == Quorum() else quorum)

    def _touched(self, values):
        """Labels of what was changed in the expert form to something the preset has not."""
        answers, changed = self.cleaned_data, set(self.changed_data)
        return [
            self.fields[field].label
            for name, field in OWN_FIELDS.items()
            if field in changed and field in answers and _as_text(answers[field]) != values[name]
        ]


def _as_text(value):
    return write_share(value) if isinstance(value, Fraction) else value
