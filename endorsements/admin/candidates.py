"""The candidates of a contest, inside the contest's own row."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.text import slugify
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminURLInputWidget

from endorsements.admin.drafts import EditedWithItsRound, is_draft
from endorsements.admin.keyed import KeyedFormSet
from endorsements.models import Candidate
from endorsements.tally.vocabulary import RESERVED_KEYS

ROWS_FOR_A_NEW_CONTEST = 2
ON_THE_BALLOT = ["name", "description"]


class CandidateForm(forms.ModelForm):
    class Meta:
        model = Candidate
        fields = [*ON_THE_BALLOT, "website", "biography"]
        labels = {"description": "One line"}

    def clean_name(self):
        name = self.cleaned_data["name"]
        if slugify(name) in RESERVED_KEYS:
            raise forms.ValidationError(
                f"“{name}” is not a candidate: the switches of the contest offer it."
            )
        return name


class CandidateFormSet(KeyedFormSet):
    named_by = ("name",)
    otherwise = "candidate"
    reserved = RESERVED_KEYS


class CandidateInline(EditedWithItsRound, StackedInline):
    model = Candidate
    form = CandidateForm
    formset = CandidateFormSet
    # What stands on the ballot is frozen with the round; the database refuses the rest too.
    draft_fields = [tuple(ON_THE_BALLOT), ("website", "biography")]
    frozen_fields = ["line", ("website", "biography")]
    readonly_fields = ["line"]
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https", "widget": UnfoldAdminURLInputWidget},
        models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 2})},
    }

    def has_change_permission(self, request, obj=None):
        """Website and biography may be mended at any time; they are not on the ballot."""
        return self._may_edit_rounds(request)

    def get_fields(self, request, obj=None):
        return self.draft_fields if is_draft(obj) else self.frozen_fields

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.pk else ROWS_FOR_A_NEW_CONTEST

    @admin.display(description="on the ballot")
    def line(self, candidate):
        parts = [
            candidate.name,
            candidate.description,
            "withdrew" if candidate.is_withdrawn else "",
        ]
        return ", ".join(part for part in parts if part)
