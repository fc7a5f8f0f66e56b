"""The organisation's rules on standing: new ones are added, those in force stay as they were."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from members.admin.audited import AuditedModelAdmin
from members.models import StandingRules

TO_COME = "Rules take effect on a day to come: what was decided by the old ones stays explained."


class DatedForm(forms.ModelForm):
    """A version of some rules. The very first one may begin in the past."""

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        day = cleaned.get("effective_from")
        if day and day <= timezone.localdate() and self.earlier(cleaned).exists():
            self.add_error("effective_from", TO_COME)
        return cleaned

    def earlier(self, cleaned):
        """The versions that there are already."""
        return self._meta.model.objects.all()


class DatedAdmin(AuditedModelAdmin):
    """Versions with a day from which they hold; only those to come are changed or deleted."""

    form = DatedForm

    def has_change_permission(self, request, obj=None):
        return self._is_still_to_come(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._is_still_to_come(obj) and super().has_delete_permission(request, obj)

    def _is_still_to_come(self, rules):
        return rules is None or rules.effective_from > timezone.localdate()


@admin.register(StandingRules)
class StandingRulesAdmin(DatedAdmin):
    list_display = [
        "effective_from",
        "annual_dues_cents",
        "monthly_dues_cents",
        "period",
        "grace_days",
        "waiver_months",
        "minimum_days",
    ]
    fieldsets = [
        (None, {"fields": ["effective_from"]}),
        (
            "Dues",
            {
                "fields": [
                    ("annual_dues_cents", "monthly_dues_cents"),
                    ("reduced_annual_cents", "reduced_monthly_cents"),
                    "period",
                    "next_year_from",
                    "waiver_months",
                ]
            },
        ),
        ("Standing", {"fields": ["grace_days", "minimum_days", "waits_again"]}),
        ("Rounds", {"fields": ["record_days"]}),
    ]
