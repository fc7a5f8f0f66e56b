"""Topics, and what sheets call them; a name that is new counts from the next import on."""

from django.contrib import admin
from unfold.admin import TabularInline

from members.admin.audited import AuditedModelAdmin
from scorecard.models import Topic, TopicName


class TopicNameInline(TabularInline):
    model = TopicName
    extra = 1


@admin.register(Topic)
class TopicAdmin(AuditedModelAdmin):
    list_display = ["name", "slug"]
    inlines = [TopicNameInline]
