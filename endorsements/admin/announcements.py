"""Announcements: written by staff, previewed as the public will see them, out by the clock."""

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminTextareaWidget

from endorsements.admin.of_chapters import OfChapters
from endorsements.chapter_staff import rounds_of
from endorsements.clock import database_now
from endorsements.models import Announcement, RoundStatus
from members.admin.audited import AuditedModelAdmin

FIXED_WHEN_PUBLISHED = ["round", "slug", "publish_at", "published_at", "corrected_at"]


@admin.register(Announcement)
class AnnouncementAdmin(OfChapters, AuditedModelAdmin):
    fields = ["round", "title", "slug", "text", "quotes", "has_members_words", "publish_at"]
    list_display = ["title", "round", "publish_at", "published_at", "look"]
    list_select_related = ["round"]
    prepopulated_fields = {"slug": ["title"]}
    warn_unsaved_form = True
    formfield_overrides = {
        models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 16})},
    }

    def get_object(self, request, object_id, from_field=None):
        """Locked where it is saved: it may be published at this very moment."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        return Announcement.objects.select_for_update(no_key=True).filter(pk=found.pk).first()

    def get_fields(self, request, obj=None):
        if obj is None:
            return self.fields
        more = ["published_at", "corrected_at"] if obj.published_at else []
        return [*self.fields, *more, "look"]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        return [*FIXED_WHEN_PUBLISHED, "look"] if obj.published_at else ["round", "look"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "round":
            told_of = rounds_of(request.user).filter(rehearsal=False, announcement__isnull=True)
            kwargs["queryset"] = told_of.exclude(status=RoundStatus.ANNULLED)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        is_public = obj is not None and obj.published_at is not None
        return not is_public and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        return {}

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save()
            return
        changed = list(form.changed_data)
        if changed and obj.published_at:
            obj.corrected_at = database_now()
            changed.append("corrected_at")
        if changed:
            obj.save(update_fields=changed)

    @admin.display(description="as the public sees it")
    def look(self, announcement):
        address = reverse("endorsements:news_preview", args=[announcement.pk])
        return format_html('<a href="{}">Look at it</a>', address)
