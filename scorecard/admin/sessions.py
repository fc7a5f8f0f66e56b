"""Sessions: how complete each is, what is open, and whether everybody sees it."""

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminSingleDateWidget

from members.admin.audited import ReadOnly
from scorecard import particulars, publication
from scorecard.admin import session_page
from scorecard.errors import ScorecardError
from scorecard.models import Chamber, Legislator, Session

ACTS = {
    "publish": (publication.publish, "Everybody sees this session now."),
    "withdraw": (publication.withdraw, "This session is a draft: only staff see it."),
}


class ParticularsForm(forms.ModelForm):
    class Meta:
        model = Session
        fields = particulars.FIELDS
        widgets = {
            "as_of": UnfoldAdminSingleDateWidget,
            "rules": UnfoldAdminSelectWidget,
            "speaker": UnfoldAdminSelectWidget,
            "senate_president": UnfoldAdminSelectWidget,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, chamber in (("speaker", Chamber.HOUSE), ("senate_president", Chamber.SENATE)):
            field = cast("forms.ModelChoiceField[Legislator]", self.fields[name])
            field.queryset = Legislator.objects.voting_in(self.instance, chamber)


@admin.register(Session)
class SessionAdmin(ReadOnly, ModelAdmin):
    list_display = ["years", "number", "status", "as_of", "rules", "changed_at"]
    list_select_related = ["rules"]

    def has_change_permission(self, request, obj=None):
        return ModelAdmin.has_change_permission(self, request, obj)

    def get_urls(self):
        act = self.admin_site.admin_view(require_POST(self.act))
        return [
            path("<int:session_id>/do/<slug:name>/", act, name="scorecard_session_act"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not object_id.isdigit():
            raise Http404
        session = get_object_or_404(Session.objects.select_related("rules"), pk=object_id)
        if not self.has_view_permission(request, session):
            raise PermissionDenied
        may_act = self.has_change_permission(request, session)
        if request.method == "POST" and not may_act:
            raise PermissionDenied
        form = ParticularsForm(request.POST or None, instance=session)
        if request.method == "POST" and form.is_valid():
            particulars.state(session.pk, by=request.user, **form.cleaned_data)
            messages.success(request, "Kept.")
            return redirect("admin:scorecard_session_change", session.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": Session._meta,
            "original": session,
            "title": f"Session {session}",
            "page": session_page.page_of(session),
            "form": form,
            "may_act": may_act,
        }
        return TemplateResponse(request, "admin/scorecard/session.html", context)

    def act(self, request, session_id, name):
        if not self.has_change_permission(request) or name not in ACTS:
            raise PermissionDenied
        get_object_or_404(Session, pk=session_id)
        command, done = ACTS[name]
        try:
            command(session_id, by=request.user)
        except ScorecardError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect("admin:scorecard_session_change", session_id)
