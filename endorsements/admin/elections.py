"""Elections, offices and questions on the public's ballot, which contests name."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminURLInputWidget

from endorsements import elections
from endorsements.admin.chosen import ChoosesRows
from endorsements.models import BallotQuestion, Contest, Election, ElectionKind, Office, RoundStatus
from members.admin.audited import AuditedModelAdmin


class ReprintedAdmin(AuditedModelAdmin):
    """What drafts print of a row follows it; what is scheduled keeps its words."""

    formfield_overrides = {
        models.URLField: {"assume_scheme": "https", "widget": UnfoldAdminURLInputWidget},
        models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 4})},
    }

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if number := elections.reprint(obj) if change else 0:
            contests = "contest of a draft prints" if number == 1 else "contests of drafts print"
            messages.info(request, f"{number} {contests} these words now.")


class ElectionForm(forms.ModelForm):
    def clean(self):
        super().clean()
        said, follows = self.cleaned_data, self.cleaned_data.get("follows")
        if follows is not None and {"kind", "day"} <= said.keys():
            if said["kind"] == ElectionKind.PRIMARY:
                self.add_error("follows", "A primary follows no other election.")
            elif said["day"] <= follows.day:
                self.add_error("follows", f"It must be before this election: {follows}.")
        then = Election.objects.filter(follows=self.instance.pk or 0).first()
        if then is not None and (
            said.get("kind") != ElectionKind.PRIMARY or said.get("day", then.day) >= then.day
        ):
            self.add_error(None, f"{then} follows this one, which must be a primary before it.")
        return said


@admin.register(Election)
class ElectionAdmin(ReprintedAdmin):
    form = ElectionForm
    fields = [("name", "kind"), ("day", "slug"), "follows", "source"]
    list_display = ["name", "kind", "day", "follows"]
    list_select_related = ["follows"]
    list_filter = ["kind"]
    search_fields = ["name", "day"]
    prepopulated_fields = {"slug": ["name", "day"]}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "follows":
            kwargs["queryset"] = Election.objects.filter(kind=ElectionKind.PRIMARY)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Office)
class OfficeAdmin(ReprintedAdmin):
    fields = ["title", "district", "chamber"]
    list_display = ["title", "district", "chamber"]
    list_filter = ["chamber"]
    search_fields = ["title", "district"]


@admin.register(BallotQuestion)
class BallotQuestionAdmin(ChoosesRows, ReprintedAdmin):
    fields = [
        *("election", ("number", "title"), "text"),
        *("arguments_for", "arguments_against", "source"),
    ]
    list_display = ["__str__", "election"]
    list_select_related = ["election"]
    search_fields = ["number", "title", "text"]
    autocomplete_fields = ["election"]

    def get_readonly_fields(self, request, obj=None):
        """All but the source, once a round that is scheduled asks it."""
        asked = Contest.objects.filter(for_question=obj).exclude(round__status=RoundStatus.DRAFT)
        if obj is None or not asked.exists():
            return []
        return ["election", "number", "title", "text", "arguments_for", "arguments_against"]
