"""The trail of staff acts, to read and to filter."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from members.admin.audited import LookedAt, ReadOnly
from members.models import AuditEvent, LookPage


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, LookedAt, ModelAdmin):
    look_page = LookPage.SEARCH
    list_display = ["at", "actor_label", "action", "object_label"]
    list_filter = ["action", "object_type", "actor_label"]
    search_fields = ["actor_label", "object_label", "object_id"]
    date_hierarchy = "at"
