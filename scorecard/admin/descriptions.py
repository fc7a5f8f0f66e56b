"""Scored items and bills as the workbook has them; staff write a description of their own.

It is looked at as the public page will show it before it is kept.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from members.admin.audited import ReadOnly
from scorecard import wording
from scorecard.errors import DescribedMeanwhile
from scorecard.models import BillVersion, ScoredItem


class DescriptionForm(forms.Form):
    text = forms.CharField(
        label="Our own description",
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 8}),
        help_text="Shown instead of the sheet's; left empty, the sheet's is shown. An empty line "
        "begins a paragraph.",
    )
    replaces = forms.CharField(widget=forms.HiddenInput)


class DescribedAdmin(ReadOnly, ModelAdmin):
    """All comes from the workbook, and only the own description is written here."""

    list_filter = ["session", "chamber"]
    list_select_related = ["session"]

    def has_change_permission(self, request, obj=None):
        return ModelAdmin.has_change_permission(self, request, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not object_id.isdigit():
            raise Http404
        one = get_object_or_404(self.get_queryset(request).select_related("session"), pk=object_id)
        may_write = self.has_change_permission(request, one)
        if not self.has_view_permission(request, one) or (
            request.method == "POST" and not may_write
        ):
            raise PermissionDenied
        form, preview = self._form(one), None
        if request.method == "POST":
            form = DescriptionForm(request.POST)
            if form.is_valid() and "preview" in request.POST:
                preview = form.cleaned_data["text"].strip() or one.description
            elif form.is_valid():
                try:
                    wording.describe(
                        one,
                        form.cleaned_data["text"],
                        replaces=form.cleaned_data["replaces"],
                        by=request.user,
                    )
                except DescribedMeanwhile as refusal:
                    messages.error(request, str(refusal))
                    form = self._form(one, form.cleaned_data["text"])
                else:
                    messages.success(request, "Kept, and shown.")
                    return redirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "original": one,
            "title": str(one),
            "facts": [
                (self.model._meta.get_field(name).verbose_name, getattr(one, name))
                for name in self.facts
            ],
            "form": form if may_write else None,
            "preview": preview,
        }
        return TemplateResponse(request, "admin/scorecard/described.html", context)

    def _form(self, one, text=None):
        """Opened now: what is kept with it replaces the text of now."""
        now = one.own_description
        values = {"text": now if text is None else text, "replaces": wording.mark_of(now)}
        return DescriptionForm(initial=values)


@admin.register(ScoredItem)
class ScoredItemAdmin(DescribedAdmin):
    list_display = ["title", "session", "chamber", "number", "bill_number", "voted_on"]
    search_fields = ["title", "bill_number"]
    facts = ["session", "chamber", "number", "bill_number", "voted_on", "position"]


@admin.register(BillVersion)
class BillVersionAdmin(DescribedAdmin):
    list_display = ["number", "session", "chamber", "title", "bill_status"]
    search_fields = ["title", "number"]
    facts = ["number", "session", "chamber", "title"]
