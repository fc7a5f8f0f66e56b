"""Events of Stripe and what became of them, to read. Stripe sends one again when it is asked to."""

import gzip
import json

from django.contrib import admin
from unfold.admin import ModelAdmin

from members.admin.audited import LookedAt, ReadOnly
from members.models import LookPage, StripeEvent


@admin.register(StripeEvent)
class StripeEventAdmin(ReadOnly, LookedAt, ModelAdmin):
    look_page = LookPage.SEARCH
    list_display = ["received_at", "type", "status", "attempts", "is_live"]
    list_filter = ["status", "type", "is_live"]
    search_fields = ["event_id"]
    date_hierarchy = "received_at"
    fields = ["event_id", *list_display, "due_at", "problem", "brought", "as_it_came"]
    readonly_fields = ["as_it_came"]

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        is_list = request.resolver_match.url_name.endswith("_changelist")
        return queryset.defer("content") if is_list else queryset

    @admin.display
    def as_it_came(self, event):
        return json.dumps(json.loads(gzip.decompress(bytes(event.content))), indent=1)
