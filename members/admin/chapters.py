"""Chapters, what they ask of their voters, and their meetings with those who came."""

from django.contrib import admin
from unfold.admin import TabularInline

from members.admin.audited import AuditedModelAdmin
from members.admin.rules import DatedAdmin, DatedForm
from members.models import Attendance, Chapter, ChapterRules, Meeting


class AttendanceInline(TabularInline):
    model = Attendance
    extra = 0
    hide_title = True
    autocomplete_fields = ["member"]
    readonly_fields = ["recorded_at"]

    # Somebody came or did not: a row is added or removed, so that its moment stays its own.
    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Meeting)
class MeetingAdmin(AuditedModelAdmin):
    list_display = ["title", "chapter", "held_on", "came"]
    list_filter = ["chapter"]
    search_fields = ["title", "chapter__name"]
    date_hierarchy = "held_on"
    inlines = [AttendanceInline]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("chapter").with_numbers()

    @admin.display(description="came", ordering="came")
    def came(self, meeting):
        return meeting.came


class ChapterRulesForm(DatedForm):
    def earlier(self, cleaned):
        return super().earlier(cleaned).filter(chapter=cleaned.get("chapter"))


@admin.register(ChapterRules)
class ChapterRulesAdmin(DatedAdmin):
    form = ChapterRulesForm
    list_display = ["chapter", "effective_from", "meetings_needed", "within_months"]
    list_filter = ["chapter"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("chapter")


@admin.register(Chapter)
class ChapterAdmin(AuditedModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]
