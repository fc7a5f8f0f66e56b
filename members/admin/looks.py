"""Who looked at whose data, to read and to filter."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from members.admin.audited import ReadOnly
from members.models import Look


@admin.register(Look)
class LookAdmin(ReadOnly, ModelAdmin):
    list_display = ["at", "by_label", "page", "member_id", "term"]
    list_filter = ["page", "by_label"]
    search_fields = ["by_label", "term", "member_id"]
    date_hierarchy = "at"
