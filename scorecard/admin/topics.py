"""Topics, and what sheets call them; a name that is new counts from the next import on."""

from django.contrib import admin
from unfold.admin import TabularInline

from members.admin.audited import AuditedModelAdmin
from scorecard.models import Session, Topic, TopicName


class TopicNameInline(TabularInline):
    model = TopicName
    extra = 1


@admin.register(Topic)
class TopicAdmin(AuditedModelAdmin):
    list_display = ["name", "slug"]
    inlines = [TopicNameInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        Session.objects.touch()
