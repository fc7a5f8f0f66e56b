"""The contests of a round, each with its rule and its candidates, on the round's own form."""

from django import forms
from django.contrib import admin
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from endorsements.admin import bars
from endorsements.admin.candidates import CandidateInline
from endorsements.admin.drafts import EditedWithItsRound, is_draft
from endorsements.admin.keyed import KeyedFormSet
from endorsements.models import Base, Compare, Contest
from endorsements.tally.vocabulary import MORE_THAN, Threshold
from endorsements.tally.rule_words import rule_in_words

WHAT = ["office", "district", "election", "chapter"]
CHOICES_BESIDES = ["has_no_endorsement", "has_abstain"]
EXACT_BAR = ["share", "compare", "base"]


class ContestForm(forms.ModelForm):
    bar = forms.ChoiceField(
        label="To be endorsed",
        choices=bars.CHOICES,
        widget=UnfoldAdminSelectWidget,
        help_text="What a candidate needs. Choose “another bar” to use the exact one below.",
    )
    share = bars.ShareField(
        label="Exact share",
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Such as “60 %” or “2/3”. It is counted exactly and never rounded.",
    )
    compare = forms.ChoiceField(
        label="Reached with", choices=Compare.choices, widget=UnfoldAdminSelectWidget
    )
    base = forms.ChoiceField(label="Out of", choices=Base.choices, widget=UnfoldAdminSelectWidget)
    quorum = bars.QuorumField(
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Fewest ballots for a result to stand: a number, “200”, or a share of the "
        "members who may vote in this contest, “20 %”. Empty for none.",
    )

    class Meta:
        model = Contest
        fields = [*WHAT, *CHOICES_BESIDES, "position"]
        labels = {
            "has_no_endorsement": "“No endorsement” is a choice",
            "has_abstain": "“Abstain” is a choice",
            "chapter": "Only for a chapter",
        }
        help_texts = {"chapter": "Empty: every member on the roll votes in this contest."}
        widgets = {"position": forms.HiddenInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        threshold = self.instance.threshold
        self.initial.update(
            bar=bars.preset_of(threshold),
            share=bars.write_share(threshold.share),
            compare=threshold.compare,
            base=threshold.base,
            quorum=bars.write_quorum(self.instance.quorum),
        )

    def has_changed(self):
        """A new row counts as filled in as soon as one of its candidates is."""
        nested = getattr(self, "nested_formsets", []) if self.instance._state.adding else []
        return super().has_changed() or any(one.formset.has_changed() for one in nested)

    def clean(self):
        super().clean()
        is_readable = {"bar", *EXACT_BAR}.isdisjoint(self.errors)
        threshold = self._threshold() if is_readable else None
        if threshold and "quorum" in self.cleaned_data:
            bars.store_rule(self.instance, threshold, self.cleaned_data["quorum"])
        return self.cleaned_data

    def _threshold(self):
        """The bar that was chosen; None, with the mistake noted, where it is none or two."""
        answers = self.cleaned_data
        share, preset = answers["share"], bars.PRESETS.get(answers["bar"])
        exact = Threshold(share, answers["compare"], answers["base"]) if share else None
        is_touched = not set(EXACT_BAR).isdisjoint(self.changed_data)
        if preset is not None:
            if exact is None or exact == preset or not is_touched:
                return preset
            self.add_error("bar", "Choose “another bar” to use the exact one that you gave below.")
        elif exact is None:
            self.add_error("share", "Say which share is needed.")
        elif exact.share == 1 and exact.compare == MORE_THAN:
            self.add_error("share", "Nobody can get more than everything.")
        else:
            return exact
        return None


class ContestFormSet(KeyedFormSet):
    named_by = ("office", "district")
    otherwise = "contest"

    def save_new(self, form, commit=True):
        # Rows that were dragged number from 0; a new one says 0 as well and belongs at the end.
        form.instance.position = 1 + max(other.instance.position for other in self.forms)
        return super().save_new(form, commit=commit)


class ContestInline(EditedWithItsRound, StackedInline):
    model = Contest
    form = ContestForm
    formset = ContestFormSet
    inlines = [CandidateInline]
    ordering_field = "position"
    hide_ordering_field = True
    readonly_fields = ["which", "electorate", "rule"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("office", "district"),
                    ("election", "chapter"),
                    ("bar", "quorum"),
                    tuple(CHOICES_BESIDES),
                ]
            },
        ),
        ("Exact bar", {"classes": ["collapse"], "fields": [tuple(EXACT_BAR), "position"]}),
    ]
    frozen_fieldsets = [(None, {"fields": [("which", "electorate"), "rule"]})]

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if is_draft(obj) else self.frozen_fieldsets

    def get_formset(self, request, obj=None, **kwargs):
        if not is_draft(obj):
            self.ordering_field = None  # nothing to drag
        return super().get_formset(request, obj, **kwargs)

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        # Each row is asked for its round, to know whether it is frozen.
        contests = super().get_queryset(request).select_related("round", "chapter")
        return contests.prefetch_related("candidates")

    @admin.display(description="contest")
    def which(self, contest):
        return ", ".join(part for part in (str(contest), contest.election) if part)

    @admin.display(description="who votes in it")
    def electorate(self, contest):
        return f"Members of {contest.chapter}" if contest.chapter else "Everybody on the roll"

    @admin.display(description="rule")
    def rule(self, contest):
        return rule_in_words(contest.as_rule())
