"""Endorsements from before the rounds of this site: facts, typed in with their source."""

from django.contrib import admin
from django.db import models
from unfold.widgets import UnfoldAdminURLInputWidget

from endorsements.models import PastEndorsement
from members.admin.audited import AuditedModelAdmin


@admin.register(PastEndorsement)
class PastEndorsementAdmin(AuditedModelAdmin):
    list_display = ["candidate", "office", "election", "year", "outcome", "share"]
    list_filter = ["year", "outcome"]
    search_fields = ["candidate", "office", "election"]
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https", "widget": UnfoldAdminURLInputWidget},
    }
