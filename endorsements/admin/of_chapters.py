"""Admin pages of rounds, and of what belongs to one, for staff of chapters."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from endorsements.chapter_staff import chapters_of, may_touch, rounds_of
from endorsements.models import ChapterStaff
from members.admin.audited import AuditedModelAdmin

# Fields that name what belongs to a round, and how they lead there.
TO_ROUND = {"contest": "round__in", "candidate": "contest__round__in"}


class OfChapters(ModelAdmin):
    """Mixed in before the admin base: rows of other chapters, and statewide ones, are not there
    for a chapter's staff, whatever page or button they ask for.

    `path_to_round` leads from a row to its round.
    """

    path_to_round = "round"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if chapters_of(request.user) is None:
            return rows
        theirs = rounds_of(request.user).values("pk")
        return rows.filter(**{f"{self.path_to_round}__in": theirs})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name in TO_ROUND and chapters_of(request.user) is not None:
            theirs = rounds_of(request.user).values("pk")
            field.queryset = field.queryset.filter(**{TO_ROUND[db_field.name]: theirs})
        return field

    def round_of(self, obj):
        for step in self.path_to_round.split("__"):
            obj = getattr(obj, step)
        return obj

    def _is_theirs(self, request, obj):
        is_stored = obj is not None and not obj._state.adding
        return not is_stored or may_touch(request.user, self.round_of(obj))

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and self._is_theirs(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._is_theirs(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._is_theirs(request, obj)


@admin.register(ChapterStaff)
class ChapterStaffAdmin(AuditedModelAdmin):
    """Named by superusers alone: who could take their own row away would be statewide."""

    fields = ["user", "chapter"]
    list_display = ["user", "chapter"]
    list_select_related = ["user", "chapter"]
    list_filter = ["chapter"]

    def has_add_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return self.has_add_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        return False
