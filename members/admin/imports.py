"""Imports: upload a file, look at what it would change, apply it, and take it back."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget

from members import file_acts, imports, looks, tasks
from members.admin import import_page, proposals
from members.admin.audited import LookedAt, ReadOnly
from members.errors import MembersError
from members.feeds import LABELS, NAMES
from members.models import Import, LookPage

# Button to what it proposes, or to the command behind it and what is said afterwards.
PROPOSED = {"apply": file_acts.APPLY, "undo": file_acts.UNDO}
ACTS = {
    "look-through": (imports.look_through, "These lines count as looked through."),
    "try-again": (imports.try_again, "A worker tries again."),
}


class UploadForm(forms.ModelForm):
    source = forms.ChoiceField(
        label="Where the file comes from",
        choices=list(LABELS.items()),
        widget=UnfoldAdminSelectWidget,
    )
    file = forms.FileField(
        widget=UnfoldAdminFileFieldWidget,
        help_text="A CSV as the source exports it. Nothing is written yet: you will first see what "
        "it would change, line by line.",
    )

    class Meta:
        model = Import
        fields = ["source"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > imports.LARGEST_FILE:
            megabytes = imports.LARGEST_FILE // 1024**2
            raise forms.ValidationError(f"The file is larger than {megabytes} MB.")
        return file


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=500)


@admin.register(Import)
class ImportAdmin(ReadOnly, LookedAt, ModelAdmin):
    look_page = LookPage.SEARCH
    form = UploadForm
    list_display = ["received_at", "file_name", "source_label", "status", "new", "refused", "by"]
    list_display_links = ["received_at", "file_name"]
    list_filter = ["status", "source", "needs_a_look"]
    list_select_related = ["by"]
    search_fields = ["file_name"]
    date_hierarchy = "received_at"

    def has_add_permission(self, request):
        return ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request, obj=None):
        return ["source", "file"]

    def get_queryset(self, request):
        # The file itself would be fetched for every line of the list.
        return super().get_queryset(request).defer("content", "refusals", "outcomes", "people")

    def get_urls(self):
        act = self.admin_site.admin_view(require_POST(self.act))
        refusals = self.admin_site.admin_view(self.refusals)
        progress = self.admin_site.admin_view(self.progress)
        return [
            path("<int:import_id>/do/<slug:name>/", act, name="members_import_act"),
            path("<int:import_id>/refusals.csv", refusals, name="members_import_refusals"),
            path("<int:import_id>/progress/", progress, name="members_import_progress"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        # One file at a time; what it would change is to be looked at next.
        fewer = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, fewer | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        file = form.cleaned_data["file"]
        received = imports.receive(
            source=obj.source, file_name=file.name, content=file.read(), by=request.user
        )
        tasks.nudge_on_commit(received.pk)
        obj.pk = received.pk

    def log_addition(self, request, obj, message):
        """`imports.receive` has left the trail; Django's own log would know the form alone."""

    def response_add(self, request, obj, post_url_continue=None):
        return redirect("admin:members_import_change", obj.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not object_id.isdigit():
            raise Http404
        one = get_object_or_404(Import.objects.defer("content"), pk=object_id)
        if not self.has_view_permission(request, one):
            raise PermissionDenied
        # The page names people, and how their standing would change.
        looks.record(LookPage.SEARCH, by=request.user, term=self._named(one.file_name))
        context = {
            **self.admin_site.each_context(request),
            "opts": Import._meta,
            "original": one,
            "title": one.file_name,
            "page": import_page.page_of(one),
            "may_act": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/members/import.html", context)

    def act(self, request, import_id, name):
        if not self.has_add_permission(request) or name not in PROPOSED | ACTS:
            raise PermissionDenied
        get_object_or_404(Import.objects.only("pk"), pk=import_id)
        if name in PROPOSED:
            return self._propose(request, import_id, PROPOSED[name])
        command, done = ACTS[name]
        try:
            with transaction.atomic():
                command(import_id, by=request.user)
                tasks.nudge_on_commit(import_id)
        except MembersError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect(reverse("admin:members_import_change", args=[import_id]))

    def _propose(self, request, import_id, act):
        form = ReasonForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            proposal = file_acts.propose(act, import_id, reason=reason, by=request.user)
        except MembersError as refusal:
            messages.error(request, str(refusal))
            return redirect(reverse("admin:members_import_change", args=[import_id]))
        return redirect(proposals.CHANGE_PAGE, proposal.pk)

    def refusals(self, request, import_id):
        one = get_object_or_404(Import.objects.defer("content"), pk=import_id)
        if not self.has_view_permission(request, one):
            raise PermissionDenied
        return import_page.refusals_as_csv(one)

    def progress(self, request, import_id):
        one = get_object_or_404(Import.objects.only("status", "attempts"), pk=import_id)
        if not self.has_view_permission(request, one):
            raise PermissionDenied
        return JsonResponse(import_page.progress_of(one))

    @admin.display(description="source", ordering="source")
    def source_label(self, one):
        return NAMES.get(one.source, one.source)

    @admin.display
    def new(self, one):
        return one.counts.get("new")

    @admin.display
    def refused(self, one):
        return one.counts.get("refused")
