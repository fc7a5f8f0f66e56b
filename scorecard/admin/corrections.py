"""Mistakes that readers reported: looked at, and settled once."""

from django import forms
from django.contrib import admin
from unfold.admin import ModelAdmin

from scorecard import settling
from scorecard.models import Correction, CorrectionStatus


class SettlingForm(forms.ModelForm):
    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        status = cleaned.get("status")
        if status == CorrectionStatus.REPORTED:
            self.add_error("status", settling.NOT_SAID)
        if status == CorrectionStatus.MADE and not cleaned.get("changed"):
            self.add_error("changed", settling.NO_WORDS)
        return cleaned


@admin.register(Correction)
class CorrectionAdmin(ModelAdmin):
    form = SettlingForm
    list_display = ["reported_at", "page", "status", "settled_at"]
    list_filter = ["status"]
    fields = ["page", "said", "reply_to", "reported_at", "status", "changed"]
    readonly_fields = ["page", "said", "reply_to", "reported_at"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or obj.status == CorrectionStatus.REPORTED
        return is_open and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        said = form.cleaned_data
        settling.settle(
            obj.pk,
            status=CorrectionStatus(said["status"]),
            changed=said["changed"],
            by=request.user,
        )

    def log_change(self, request, obj, message):
        """`settling.settle` leaves the trail."""
