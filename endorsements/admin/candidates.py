"""The candidates of a contest, inside the contest's own row."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.html import format_html
from django.utils.text import slugify
from unfold.admin import StackedInline
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminURLInputWidget,
    UnfoldBooleanWidget,
)

from endorsements import linking, photos
from endorsements.admin.drafts import EditedWithItsRound, is_draft
from endorsements.admin.keyed import KeyedFormSet
from endorsements.admin.legislators import ChoosesLegislator
from endorsements.models import Candidate
from endorsements.tally.vocabulary import RESERVED_KEYS
from members.models import User
from scorecard.forms.pictures import PictureField

ROWS_FOR_A_NEW_CONTEST = 2
ON_THE_BALLOT = ["name", "description"]
ABOUT = ["party", "is_incumbent"]


class CandidateForm(forms.ModelForm):
    photo_file = PictureField(
        label="Photo",
        required=False,
        widget=UnfoldAdminFileFieldWidget,
        help_text="A JPEG, PNG or WebP. It is made small, and loses place, time and camera.",
    )
    no_photo = forms.BooleanField(
        label="Take the photo down", required=False, widget=UnfoldBooleanWidget
    )

    class Meta:
        model = Candidate
        fields = [*ON_THE_BALLOT, *ABOUT, "website", "legislator", "email", "biography"]
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
            if small := form.cleaned_data.get("photo_file"):
                candidate = photos.hang(candidate.pk, photos.keep(small), by=self.by)
            elif form.cleaned_data.get("no_photo"):
                candidate = photos.hang(candidate.pk, None, by=self.by)
        return candidate


class CandidateInline(ChoosesLegislator, EditedWithItsRound, StackedInline):
    model = Candidate
    form = CandidateForm
    formset = CandidateFormSet
    # What stands on the ballot is frozen with the round; the database refuses the rest too.
    always = [
        tuple(ABOUT),
        ("website", "legislator"),
        "email",
        "biography",
        ("picture", "photo_file", "no_photo"),
    ]
    draft_fields = [tuple(ON_THE_BALLOT), *always]
    frozen_fields = ["line", *always]
    readonly_fields = ["line", "picture"]
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

    @admin.display(description="photo now")
    def picture(self, candidate):
        if not candidate.photo_id:
            return "none: the initials are shown"
        says = f"Photo of {candidate.name}"
        return format_html(
            '<img src="{}" alt="{}" width="72" height="72">', candidate.photo_address, says
        )

    @admin.display(description="on the ballot")
    def line(self, candidate):
        parts = [
            candidate.name,
            candidate.description,
            "withdrew" if candidate.is_withdrawn else "",
        ]
        return ", ".join(part for part in parts if part)
