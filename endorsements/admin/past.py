"""Endorsements from before the rounds of this site: facts, typed in with their source."""

from django.contrib import admin
from django.db import models
from unfold.widgets import UnfoldAdminURLInputWidget

from endorsements import linking
from endorsements.admin.legislators import ChoosesLegislator
from endorsements.models import PastEndorsement
from members.admin.audited import AuditedModelAdmin


@admin.register(PastEndorsement)
class PastEndorsementAdmin(ChoosesLegislator, AuditedModelAdmin):
    list_display = ["candidate", "office", "election", "year", "outcome", "share", "legislator"]
    list_select_related = ["legislator"]
    list_filter = ["year", "outcome"]
    search_fields = ["candidate", "office", "election"]
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https", "widget": UnfoldAdminURLInputWidget},
    }

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        linking.note(obj, before=form.initial.get("legislator"), by=request.user)
