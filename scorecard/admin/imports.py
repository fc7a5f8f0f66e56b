"""Workbooks: upload one, look at what it would change, apply it, and take it back."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminIntegerFieldWidget

from members.admin.audited import ReadOnly
from scorecard import imports
from scorecard.admin import import_page, people_page
from scorecard.beginnings import YEARS, session_of
from scorecard.errors import ScorecardError
from scorecard.models import WorkbookImport
from scorecard.workbook.files import LARGEST_FILE

EARLIEST = 1995
# Button to the command behind it, and what is said afterwards.
ACTS = {
    "apply": (imports.apply, "The workbook is applied."),
    "undo": (imports.undo, "The workbook is taken back."),
}


class UploadForm(forms.ModelForm):
    first_year = forms.IntegerField(
        label="First year of the session",
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="2025 for the session of 2025 and 2026. A session that is new begins as a draft.",
    )
    file = forms.FileField(
        widget=UnfoldAdminFileFieldWidget,
        help_text="A workbook (.xlsx), or a .zip of its six sheets as CSV. Nothing is written yet: "
        "you will first see what it would change, and what is odd in it.",
    )

    class Meta:
        model = WorkbookImport
        fields = ()

    def clean_first_year(self):
        year = self.cleaned_data["first_year"]
        if not EARLIEST <= year <= timezone.localdate().year + 1 or year % YEARS == 0:
            raise forms.ValidationError("Sessions begin in odd years, as 2023 or 2025.")
        return year

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(f"The file is larger than {LARGEST_FILE // 1024**2} MB.")
        return file


@admin.register(WorkbookImport)
class WorkbookImportAdmin(ReadOnly, ModelAdmin):
    form = UploadForm
    list_display = ["received_at", "file_name", "session", "status", "applied_at", "by"]
    list_display_links = ["received_at", "file_name"]
    list_filter = ["status", "session"]
    list_select_related = ["session", "by"]

    def has_add_permission(self, request):
        return ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request, obj=None):
        return ["first_year", "file"]

    def get_queryset(self, request):
        # The file itself would be fetched for every line of the list.
        return super().get_queryset(request).defer("content", "report")

    def get_urls(self):
        act = self.admin_site.admin_view(require_POST(self.act))
        who = self.admin_site.admin_view(self.who)
        return [
            path("<int:import_id>/do/<slug:name>/", act, name="scorecard_import_act"),
            path("<int:import_id>/who/", who, name="scorecard_import_who"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        # One file at a time; what it would change is to be looked at next.
        fewer = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, fewer | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        file = form.cleaned_data["file"]
        session = session_of(form.cleaned_data["first_year"])
        received = imports.receive(
            session, file_name=file.name, content=file.read(), by=request.user
        )
        imports.preview(received.pk)
        obj.pk, obj.session = received.pk, session

    def log_addition(self, request, obj, message):
        """`imports.receive` has left the trail; Django's own log would know the form alone."""

    def response_add(self, request, obj, post_url_continue=None):
        return redirect("admin:scorecard_workbookimport_change", obj.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not object_id.isdigit():
            raise Http404
        one = self._one(request, int(object_id))
        context = self._context(request, one) | {
            "page": import_page.page_of(one),
            "may_act": self.has_add_permission(request),
            "may_answer": request.user.has_perm("scorecard.add_answer"),
        }
        return TemplateResponse(request, "admin/scorecard/import.html", context)

    def act(self, request, import_id, name):
        if not self.has_add_permission(request) or name not in ACTS:
            raise PermissionDenied
        self._one(request, import_id)
        command, done = ACTS[name]
        try:
            command(import_id, by=request.user)
        except ScorecardError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect(reverse("admin:scorecard_workbookimport_change", args=[import_id]))

    def who(self, request, import_id):
        """One question about a person, and the answer to it."""
        if not request.user.has_perm("scorecard.add_answer"):
            raise PermissionDenied
        one = self._one(request, import_id)
        return people_page.answered(request, one, self._context(request, one))

    def _one(self, request, import_id):
        rows = WorkbookImport.objects.defer("content").select_related("session", "by")
        one = get_object_or_404(rows, pk=import_id)
        if not self.has_view_permission(request, one):
            raise PermissionDenied
        return one

    def _context(self, request, one):
        return {
            **self.admin_site.each_context(request),
            "opts": WorkbookImport._meta,
            "original": one,
            "title": one.file_name,
        }
