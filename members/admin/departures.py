"""Who left and ever gave money, for the treasurer and whoever audits: read, and noted as a look."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from members import looks
from members.admin.audited import LookedAt, ReadOnly
from members.models import Departure


@admin.register(Departure)
class DepartureAdmin(ReadOnly, LookedAt, ModelAdmin):
    """The list names nobody; only who opens a record, or searches, sees a name."""

    list_display = ["member_id", "left_on", "erased_on"]
    list_select_related = ["member"]
    search_fields = ["name", "addresses"]
    fields = ["member_id", "left_on", "name", "town", "addresses", "erased_on"]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        looks.record(self.look_page, by=request.user, of=obj.member)
        # Past `LookedAt`, which would note the record instead of the person.
        return ModelAdmin.render_change_form(self, request, context, add, change, form_url, obj)

    @admin.display(description="left on", ordering="member__left_on")
    def left_on(self, departure):
        return departure.member.left_on
