"""The base of every admin page on which staff change something."""

from unfold.admin import ModelAdmin

from members import audit


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


class ReadOnly:
    """Mixed into an admin page or inline that shows rows and changes none."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
