"""The contests of a round, each with its rule and its candidates, on the round's own form."""

from django import forms
from django.contrib import admin
from django.forms.widgets import Script
from django.template.loader import render_to_string
from unfold.admin import StackedInline

from endorsements.admin.candidates import CandidateInline
from endorsements.admin.chosen import ChoosesRows
from endorsements.admin.drafts import EditedWithItsRound, is_draft
from endorsements.admin.keyed import KeyedFormSet
from endorsements.admin.preset_choice import OWN_LABEL
from endorsements.admin.rule_form import OWN_FIELDS, RuleForm
from endorsements.admin.rule_values import BAR, RANKED, SECOND_BAR, SWITCHES
from endorsements.admin.try_form import OF_CONTEST
from endorsements.admin.try_it import address_for
from endorsements.models import Contest
from endorsements.tally.presets import PRESETS, preset_of
from endorsements.tally.rule_words import rule_in_words

# What a contest may name, and the words that come from there.
ROWS = {
    "for_office": ["office", "district"],
    "for_question": ["office"],
    "at_election": ["election"],
}
WORDS = ["office", "district", "election"]
WHAT = [*ROWS, "chapter", *WORDS]
WHAT_LINES = [("for_office", "at_election"), ("for_question", "chapter")]
IN_WORDS = (
    "In words",
    {
        "classes": ["collapse"],
        "description": "What ballots print: filled in from what is chosen above. Type here only "
        "where members decide on something that no public office or question is.",
        "fields": [tuple(WORDS)],
    },
)
RULE_LINES = ["preset", ("how_many", "quorum")]


def fields_of(*parts):
    """A line of the expert form, by the parts of the rule in it."""
    return tuple(OWN_FIELDS[part] for part in parts)


OWN_FIELDSETS = [
    (
        "A rule of your own: ballot, share and ties",
        {
            "classes": ["collapse"],
            "fields": [
                fields_of("form", "most_marks", "ties"),
                fields_of(*SWITCHES),
                fields_of(*BAR),
                fields_of(*SECOND_BAR),
            ],
        },
    ),
    (
        "A rule of your own: how ranks are read and counted",
        {
            "classes": ["collapse"],
            "fields": [fields_of(*RANKED[:3]), fields_of(*RANKED[3:]), "position"],
        },
    ),
]


class ContestForm(RuleForm, forms.ModelForm):
    class Meta:
        model = Contest
        fields = [*WHAT, "position"]
        labels = {
            "for_office": "Office",
            "for_question": "Or a ballot question",
            "at_election": "Election",
            "office": "Office or question",
            "chapter": "Only for a chapter",
        }
        help_texts = {
            "office": "For example: Delegates to our convention.",
            "election": "",
            "chapter": "Empty: every member on the roll votes in this contest.",
        }
        widgets = {"position": forms.HiddenInput}

    def stored_rule(self):
        is_new = self.instance._state.adding
        return PRESETS[0].rule if is_new else self.instance.rule_of([])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A saved contest says its rule in words; the list is for choosing another.
        self.fields["preset"].widget.is_open = self.instance._state.adding or self.is_bound
        if "office" in self.fields:  # not in a form of what is frozen
            self.fields["office"].required = False

    def has_changed(self):
        """A new row counts as filled in as soon as one of its candidates is."""
        nested = getattr(self, "nested_formsets", []) if self.instance._state.adding else []
        return super().has_changed() or any(one.formset.has_changed() for one in nested)

    def clean(self):
        super().clean()
        rule = self.chosen_rule()
        if rule is not None:
            self.instance.take_rule(rule)
        if "office" in self.fields:
            self._take_words()
            self._refuse_what_does_not_fit()
        return self.cleaned_data

    def _refuse_what_does_not_fit(self):
        if self.cleaned_data.get("for_question") and not self.instance.is_question:
            self.add_error("for_question", "Choose a rule that is answered by yes or no.")
        if self.cleaned_data.get("for_question") and self.cleaned_data.get("for_office"):
            self.add_error("for_question", "Choose an office or a question, not both.")
        if not self.cleaned_data.get("office") and "office" not in self.errors:
            self.add_error("office", "Choose an office or a question, or write what is decided on.")

    def _take_words(self):
        """Of the rows that are chosen; those of a row that is chosen no more go with it."""
        said = self.cleaned_data
        for row, words in ROWS.items():
            if row in self.changed_data and not said.get(row):
                said |= dict.fromkeys((name for name in words if name not in self.changed_data), "")
        printed = Contest(**{name: said.get(name) for name in ROWS})
        printed.take_words()
        said |= {name: getattr(printed, name) for name in WORDS if getattr(printed, name)}
        if printed.for_office is not None:
            said["district"] = printed.district
        said["at_election"] = printed.at_election


class ContestFormSet(KeyedFormSet):
    named_by = ("office", "district")
    words_from = ("for_office", "for_question")
    otherwise = "contest"

    def save_new(self, form, commit=True):
        # Rows that were dragged number from 0; a new one says 0 as well and belongs at the end.
        form.instance.position = 1 + max(other.instance.position for other in self.forms)
        return super().save_new(form, commit=commit)


class ContestInline(ChoosesRows, EditedWithItsRound, StackedInline):
    model = Contest
    form = ContestForm
    formset = ContestFormSet
    inlines = [CandidateInline]
    autocomplete_fields = list(ROWS)
    ordering_field = "position"
    hide_ordering_field = True
    readonly_fields = ["which", "electorate", "rule"]
    fieldsets = [(None, {"fields": [*WHAT_LINES, *RULE_LINES]}), IN_WORDS, *OWN_FIELDSETS]
    # The rule in words belongs to candidates that are stored.
    saved_fieldsets = [
        (None, {"fields": [*WHAT_LINES, "rule", *RULE_LINES]}),
        IN_WORDS,
        *OWN_FIELDSETS,
    ]
    frozen_fieldsets = [(None, {"fields": [("which", "electorate"), "rule"]})]

    class Media:
        css = {"all": ["css/rule-choice.css"]}
        js = [
            Script("js/rule-choice.js", type="module"),
            Script("js/name-choices.js", type="module"),
        ]

    def get_fieldsets(self, request, obj=None):
        if not is_draft(obj):
            return self.frozen_fieldsets
        return self.saved_fieldsets if obj else self.fieldsets

    def get_formset(self, request, obj=None, **kwargs):
        if not is_draft(obj):
            self.ordering_field = None  # nothing to drag
        return super().get_formset(request, obj, **kwargs)

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        # Each row is asked for its round, to know whether it is frozen.
        contests = super().get_queryset(request).select_related("round", "chapter", *ROWS)
        return contests.prefetch_related("candidates")

    @admin.display(description="contest")
    def which(self, contest):
        return ", ".join(part for part in (str(contest), contest.election) if part)

    @admin.display(description="who votes in it")
    def electorate(self, contest):
        return f"Members of {contest.chapter}" if contest.chapter else "Everybody on the roll"

    @admin.display(description="the rule as it is printed")
    def rule(self, contest):
        """In words; of a saved contest, since its candidates belong to it."""
        if contest.pk is None:
            return "It stands here once the round is saved."
        rule = contest.as_rule()
        preset = preset_of(rule)
        context = {
            "name": preset.called(rule) if preset else OWN_LABEL,
            "words": rule_in_words(rule),
            "try_it": address_for(f"{OF_CONTEST}{contest.pk}"),
        }
        return render_to_string("admin/endorsements/rule/in_words.html", context)
