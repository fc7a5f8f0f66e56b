"""Rules of grading: new ones are added; those that a published session is shown by stay."""

from django.contrib import admin

from members.admin.audited import AuditedModelAdmin
from scorecard.models import GradingRules


@admin.register(GradingRules)
class GradingRulesAdmin(AuditedModelAdmin):
    list_display = [
        "name",
        "shown_from_percent",
        "marked_below_percent",
        "medians_above_percent",
        "absence_is_recorded",
    ]

    def has_change_permission(self, request, obj=None):
        return self._is_free(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._is_free(obj) and super().has_delete_permission(request, obj)

    def _is_free(self, rules):
        return rules is None or not rules.sessions.published().exists()
