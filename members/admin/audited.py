"""The bases of admin pages: whatever staff change, and whosever data they look at, is kept."""

from django.db.models import Model
from unfold.admin import ModelAdmin

from members import audit, looks
from members.models import LookPage
from members.models.looks import OF_MANY


class AuditedModelAdmin(ModelAdmin):
    """Writes an audit event wherever Django's admin writes its own log, in one transaction."""

    def log_addition(self, request, obj, message):
        audit.record(f"{obj._meta.model_name}.added", by=request.user, of=obj, changes=message)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        audit.record(f"{obj._meta.model_name}.changed", by=request.user, of=obj, changes=message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            audit.record(f"{obj._meta.model_name}.deleted", by=request.user, of=obj)
        return super().log_deletions(request, queryset)


# How a list is turned and leafed through; all else that is asked of it narrows it to some people.
TURNED = {"o", "p", "all", "e", "_popup", "_to_field", "_changelist_filters"}


class LookedAt:
    """Mixed into an admin page of personal data: every row opened is kept, and every list that was
    searched or narrowed, down to one person perhaps.

    The one door: a page that shows somebody's data without being such a page calls `looks.record`.
    """

    look_page = LookPage.PERSON
    model: type[Model]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            term = self._named(str(obj)) if self.look_page in OF_MANY else ""
            looks.record(self.look_page, by=request.user, of=obj, term=term)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changelist_view(self, request, extra_context=None):
        page = super().changelist_view(request, extra_context)
        if asked := self._asked(request.GET):
            looks.record(LookPage.SEARCH, by=request.user, term=self._named(asked))
        return page

    def _asked(self, query):
        """What a list was narrowed by, in words; empty where it was only turned."""
        narrowed = [query.get("q", "").strip()]
        narrowed += [
            f"{name}={value}" for name, value in sorted(query.items()) if name not in {"q", *TURNED}
        ]
        return ", ".join(filter(None, narrowed))

    def _named(self, words):
        return f"{self.model._meta.verbose_name_plural}: {words}"


class ReadOnly:
    """Mixed into an admin page or inline that shows rows and changes none."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
