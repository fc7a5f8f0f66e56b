"""The candidates of a contest, inside the contest's own row."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.text import slugify
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminURLInputWidget

from endorsements import linking
from endorsements.admin.drafts import EditedWithItsRound, is_draft
from endorsements.admin.keyed import KeyedFormSet
from endorsements.admin.legislators import ChoosesLegislator
from endorsements.models import Candidate
from endorsements.tally.vocabulary import RESERVED_KEYS
from members.models import User

ROWS_FOR_A_NEW_CONTEST = 2
ON_THE_BALLOT = ["name", "description"]


class CandidateForm(forms.ModelForm):
    class Meta:
        model = Candidate
        fields = [*ON_THE_BALLOT, "website", "legislator", "email", "biography"]
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
    by: User | None = None

    def save_new(self, form, commit=True):
        return self._noted(super().save_new(form, commit=commit), form)

    def save_existing(self, form, obj, commit=True):
        return self._noted(super().save_existing(form, obj, commit=commit), form)

    def _noted(self, candidate, form):
        if candidate.pk:
            linking.note(candidate, before=form.initial.get("legislator"), by=self.by)
        return candidate


class CandidateInline(ChoosesLegislator, EditedWithItsRound, StackedInline):
    model = Candidate
    form = CandidateForm
    formset = CandidateFormSet
    # What stands on the ballot is frozen with the round; the database refuses the rest too.
    draft_fields = [tuple(ON_THE_BALLOT), ("website", "legislator"), "email", "biography"]
    frozen_fields = ["line", ("website", "legislator"), "email", "biography"]
    readonly_fields = ["line"]
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https", "widget": UnfoldAdminURLInputWidget},
        models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 2})},
    }

    def has_change_permission(self, request, obj=None):
        """What is not on the ballot may be mended at any time."""
        return self._may_edit_rounds(request)

    def get_fields(self, request, obj=None):
        return self.draft_fields if is_draft(obj) else self.frozen_fields

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.pk else ROWS_FOR_A_NEW_CONTEST

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.by = request.user
        return formset

    @admin.display(description="on the ballot")
    def line(self, candidate):
        parts = [
            candidate.name,
            candidate.description,
            "withdrew" if candidate.is_withdrawn else "",
        ]
        return ", ".join(part for part in parts if part)
