"""Links and events for a contest or a candidate; not part of the ballot, so mended at any time."""

from django import forms
from django.contrib import admin
from django.db import models
from unfold.widgets import UnfoldAdminURLInputWidget

from endorsements.admin.of_chapters import OfChapters
from endorsements.models import ReadingMatter
from members.admin.audited import AuditedModelAdmin


class ReadingMatterForm(forms.ModelForm):
    def clean(self):
        super().clean()
        said = self.cleaned_data
        candidate, contest = said.get("candidate"), said.get("contest")
        if candidate is not None and contest is not None and candidate.contest_id != contest.pk:
            self.add_error("candidate", f"{candidate} does not run in the contest for {contest}.")
        if not said.get("url") and not said.get("starts_at") and "url" not in self.errors:
            self.add_error("url", "A link needs its address, an event the time when it begins.")
        return said


@admin.register(ReadingMatter)
class ReadingMatterAdmin(OfChapters, AuditedModelAdmin):
    path_to_round = "contest__round"
    form = ReadingMatterForm
    fields = ["contest", "candidate", "title", "url", "starts_at", "place"]
    list_display = ["title", "contest", "candidate", "starts_at"]
    list_select_related = ["contest", "candidate"]
    search_fields = ["title", "contest__office", "candidate__name"]
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https", "widget": UnfoldAdminURLInputWidget},
    }
