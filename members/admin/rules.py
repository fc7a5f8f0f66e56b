"""The organisation's rules on standing: new ones are added, those in force stay as they were."""

from django.contrib import admin
from django.utils import timezone

from members.admin.audited import AuditedModelAdmin
from members.models import StandingRules


@admin.register(StandingRules)
class StandingRulesAdmin(AuditedModelAdmin):
    list_display = [
        "effective_from",
        "annual_dues_cents",
        "monthly_dues_cents",
        "grace_days",
        "waiver_months",
        "minimum_days",
    ]

    def has_change_permission(self, request, obj=None):
        return self._is_still_to_come(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._is_still_to_come(obj) and super().has_delete_permission(request, obj)

    def _is_still_to_come(self, rules):
        return rules is None or rules.effective_from > timezone.localdate()
