"""Scored items and bills as the workbook has them; staff write a description of their own."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from scorecard import wording
from scorecard.models import BillVersion, ScoredItem


class DescribedAdmin(ModelAdmin):
    """All comes from the workbook, and only `own_description` is written here."""

    list_filter = ["session", "chamber"]
    list_select_related = ["session"]

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name != "own_description"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        wording.describe(obj, form.cleaned_data["own_description"], by=request.user)

    def log_change(self, request, obj, message):
        """`wording.describe` leaves the trail."""


@admin.register(ScoredItem)
class ScoredItemAdmin(DescribedAdmin):
    list_display = ["title", "session", "chamber", "number", "bill_number", "voted_on"]
    search_fields = ["title", "bill_number"]
    fields = [
        "title",
        "session",
        "chamber",
        "number",
        "bill_number",
        "voted_on",
        "position",
        "description",
        "own_description",
    ]


@admin.register(BillVersion)
class BillVersionAdmin(DescribedAdmin):
    list_display = ["number", "session", "chamber", "title", "bill_status"]
    search_fields = ["title", "number"]
    fields = ["number", "session", "chamber", "title", "description", "own_description"]
