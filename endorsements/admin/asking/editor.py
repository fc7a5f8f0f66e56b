"""A questionnaire in the admin: edited until it is sent, read afterwards."""

from django import forms
from django.contrib import admin
from django.db import models
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextareaWidget

from endorsements.admin.asking import pages
from endorsements.admin.asking.bank import LINES, AskedForm
from endorsements.models import Question, Questionnaire, Section
from members.admin.audited import AuditedModelAdmin
from scorecard.forms.pictures import PictureField

SMALL = {models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 2})}}


def is_sent(thing):
    """Whether a questionnaire, or that of a section, was sent."""
    if isinstance(thing, Section):
        stored = Questionnaire.objects.filter(pk=thing.questionnaire_id).first()
        return stored is not None and stored.is_sent
    return thing is not None and thing.is_sent


class EditedUntilSent:
    """Mixed into an inline whose rights are those to the questionnaire."""

    def has_view_permission(self, request, obj=None):
        return self._may_edit(request) or request.user.has_perm("endorsements.view_questionnaire")

    def has_add_permission(self, request, obj=None):
        return not is_sent(obj) and self._may_edit(request)

    def has_change_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def _may_edit(self, request):
        user = request.user
        rights = ("change_questionnaire", "add_questionnaire")
        return any(user.has_perm(f"endorsements.{one}") for one in rights)


class QuestionInline(EditedUntilSent, StackedInline):
    model = Question
    form = AskedForm
    fields = [*LINES, "position"]
    formfield_overrides = SMALL
    extra = 0


class SectionForm(forms.ModelForm):
    figure_file = PictureField(
        label="Figure",
        required=False,
        widget=UnfoldAdminFileFieldWidget,
        help_text="A JPEG, PNG or WebP. It is made small; say below what it shows.",
    )

    class Meta:
        model = Section
        fields = ["title", "introduction", "figure_says", "position"]

    def clean(self):
        answers = super().clean() or {}
        figure = answers.get("figure_file") or self.instance.figure
        if figure and not answers.get("figure_says"):
            self.add_error("figure_says", "Say in words what the figure shows.")
        if answers.get("figure_file"):
            self.instance.figure = answers["figure_file"]
        return answers


class SectionInline(EditedUntilSent, StackedInline):
    model = Section
    form = SectionForm
    inlines = [QuestionInline]
    fields = ["title", "introduction", "figure_file", "figure_says", "position"]
    formfield_overrides = SMALL

    def get_fields(self, request, obj=None):
        shown = ["title", "introduction", "figure_says", "position"]
        return shown if is_sent(obj) else self.fields

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


@admin.register(Questionnaire)
class QuestionnaireAdmin(AuditedModelAdmin):
    inlines = [SectionInline]
    fields = [("title", "office"), "introduction"]
    list_display = ["title", "office", "sent_at", "asked", "answered"]
    search_fields = ["title", "office"]
    formfield_overrides = SMALL
    warn_unsaved_form = True

    def get_urls(self):
        return [*pages.urls(self), *super().get_urls()]

    def get_queryset(self, request):
        has_answered = models.Q(invitations__state="answered")
        return (
            super()
            .get_queryset(request)
            .annotate(
                number_asked=models.Count("invitations"),
                number_answered=models.Count("invitations", filter=has_answered),
            )
        )

    def get_readonly_fields(self, request, obj=None):
        return ["title", "office", "introduction"] if is_sent(obj) else []

    def has_delete_permission(self, request, obj=None):
        return not is_sent(obj) and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        return {}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {
                "asking": pages.rows_of(obj, request.user),
                "may_ask": self.has_change_permission(request, obj),
            }
            if obj.is_sent:
                names = ("show_save", "show_save_and_continue", "show_save_and_add_another")
                context |= dict.fromkeys(names, False)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="asked")
    def asked(self, questionnaire):
        return questionnaire.number_asked

    @admin.display(description="answered")
    def answered(self, questionnaire):
        return questionnaire.number_answered
