"""A questionnaire in the admin: edited until it is sent, read afterwards."""

from django import forms
from django.contrib import admin
from django.db import models
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextareaWidget

from endorsements.admin.asking import pages
from endorsements.admin.asking.bank import LINES, AskedForm
from endorsements.chapter_staff import chapters_of
from endorsements.models import Question, Questionnaire, Section
from members.admin.audited import AuditedModelAdmin
from members.models import Chapter
from scorecard.forms.pictures import PictureField

SMALL = {models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 2})}}


def is_sent(thing):
    """Whether a questionnaire, or that of a section, was sent."""
    if isinstance(thing, Section):
        stored = Questionnaire.objects.filter(pk=thing.questionnaire_id).first()
        return stored is not None and stored.is_sent
    return thing is not None and thing.is_sent


def of_chapter(user, questionnaire, *, or_everybodys=False):
    """Whether it is for this person to write and send; of their chapter, as the database says."""
    chapters = chapters_of(user)
    if chapters is None or questionnaire is None or questionnaire._state.adding:
        return True
    stored = Questionnaire.objects.values_list("chapter", flat=True).get(pk=questionnaire.pk)
    return stored in chapters or (or_everybodys and stored is None)


class EditedUntilSent:
    """Mixed into an inline whose rights are those to the questionnaire."""

    def has_view_permission(self, request, obj=None):
        return self._may_edit(request) or request.user.has_perm("endorsements.view_questionnaire")

    def has_add_permission(self, request, obj=None):
        is_theirs = isinstance(obj, Section) or of_chapter(request.user, obj)
        return is_theirs and not is_sent(obj) and self._may_edit(request)

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
    fields = [("title", "office"), "chapter", "introduction"]
    list_display = ["title", "office", "chapter", "sent_at", "asked", "answered"]
    list_select_related = ["chapter"]
    search_fields = ["title", "office"]
    formfield_overrides = SMALL
    warn_unsaved_form = True

    def get_urls(self):
        return [*pages.urls(self), *super().get_urls()]

    def get_queryset(self, request):
        has_answered = models.Q(invitations__state="answered")
        chapters = chapters_of(request.user)
        theirs = models.Q(chapter=None) | models.Q(chapter__in=chapters or ())
        return (
            super()
            .get_queryset(request)
            .filter(models.Q() if chapters is None else theirs)
            .annotate(
                number_asked=models.Count("invitations"),
                number_answered=models.Count("invitations", filter=has_answered),
            )
        )

    def get_readonly_fields(self, request, obj=None):
        return ["title", "office", "chapter", "introduction"] if is_sent(obj) else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        chapters = chapters_of(request.user)
        if db_field.name == "chapter" and chapters is not None:
            # Without one it would be the whole organisation's.
            kwargs |= {"queryset": Chapter.objects.filter(pk__in=chapters), "required": True}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request, obj=None):
        is_theirs = of_chapter(request.user, obj, or_everybodys=True)
        return is_theirs and super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return of_chapter(request.user, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_theirs = of_chapter(request.user, obj) and not is_sent(obj)
        return is_theirs and super().has_delete_permission(request, obj)

    def get_inlines(self, request, obj=None):
        """What was sent is read in a list, not in forms that nobody can fill in."""
        return [] if is_sent(obj) else self.inlines

    def get_actions(self, request):
        return {}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {
                "asking": pages.rows_of(obj, request.user),
                "may_ask": self.has_change_permission(request, obj),
                "sent": obj.sections.prefetch_related("questions") if obj.is_sent else [],
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
