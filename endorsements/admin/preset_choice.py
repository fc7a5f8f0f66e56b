"""Rules to choose from by name: radio buttons, each with its sentence and its worked example."""

import json
from functools import cache

from django import forms

from endorsements.admin.rule_values import values_of
from endorsements.tally.presets import BY_KEY, PRESETS, Preset
from endorsements.tally.vocabulary import (
    APPROVAL,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
    Rule,
)
from endorsements.tally.worked_examples import worked

OWN = "own"
OWN_LABEL = "A rule of your own"
SUBJECTS = {
    "Choose one": (SINGLE_CHOICE,),
    "Approve of several": (APPROVAL,),
    "Yes or no": (PER_CANDIDATE, QUESTION, WHETHER_WHOM),
    "Scores": (SCORE, STAR),
    "Ranks": (IRV, STV),
}


@cache
def example_of(key):
    return worked(BY_KEY[key])


class PresetSelect(forms.RadioSelect):
    """`is_open` tells whether the list is unfolded when the page comes."""

    template_name = "admin/endorsements/rule/preset_select.html"
    is_open = True

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        preset = BY_KEY.get(value)
        if preset is not None:
            values = json.dumps(values_of(preset.rule))
            option |= {"preset": preset, "example": example_of(value), "values": values}
        return option

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["is_open"] = self.is_open
        return context


def choices_for(rule: Rule | None, chosen: Preset | None) -> list[tuple[str, list]]:
    """The presets by subject, and a rule of one's own.

    Args:
        rule: of the contest, whose seats and quorum the name of its own preset says.
    """
    names = {one.key: one.called(rule if one is chosen else None) for one in PRESETS}
    subjects = [
        (subject, [(one.key, names[one.key]) for one in PRESETS if one.rule.form in forms_])
        for subject, forms_ in SUBJECTS.items()
    ]
    return [*subjects, ("None of these", [(OWN, OWN_LABEL)])]
