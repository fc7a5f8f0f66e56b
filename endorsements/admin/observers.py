"""Who observes rounds: named here, they read and change nothing."""

from django import forms
from django.contrib import admin

from endorsements.models import Observer
from members.admin.audited import AuditedModelAdmin


class ObserverForm(forms.ModelForm):
    def clean_email(self):
        return self.cleaned_data["email"].lower()


@admin.register(Observer)
class ObserverAdmin(AuditedModelAdmin):
    form = ObserverForm
    fields = ["name", "speaks_for", "email", "is_active"]
    list_display = ["name", "speaks_for", "email", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "speaks_for", "email"]
