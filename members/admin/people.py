"""Members with their addresses, their ledger and their standing; chapters."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from unfold.admin import TabularInline

from members import addresses
from members.admin.audited import AuditedModelAdmin, ReadOnly
from members.models import Chapter, Contribution, Member, MemberAddress
from members.standing import standing_of


class AddressForm(forms.ModelForm):
    def clean_email(self):
        return self.cleaned_data["email"].lower()


class AddressInline(TabularInline):
    model = MemberAddress
    form = AddressForm
    extra = 0
    hide_title = True

    # Added or removed, so that the member can be told of both; see `members.addresses`.
    def has_change_permission(self, request, obj=None):
        return False


class LedgerInline(ReadOnly, TabularInline):
    model = Contribution
    fields = readonly_fields = ["received_on", "kind", "dollars", "source", "recorded_at"]
    hide_title = True
    verbose_name_plural = "ledger"

    @admin.display(description="amount")
    def dollars(self, entry):
        return entry.dollars


@admin.register(Member)
class MemberAdmin(AuditedModelAdmin):
    list_display = ["name", "town", "joined_on", "is_demo"]
    list_filter = ["chapters", "is_demo"]
    search_fields = ["name", "town", "addresses__email"]
    autocomplete_fields = ["chapters"]
    readonly_fields = ["standing"]
    inlines = [AddressInline, LedgerInline]

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        added = [row.email for row in formset.new_objects]
        removed = [row.email for row in formset.deleted_objects]
        if added or removed:
            addresses.announce(form.instance, added=added, removed=removed)

    @admin.display(description="standing today")
    def standing(self, member):
        if member.pk is None:
            return "Save the member first."
        standing = standing_of(member, on=timezone.localdate())
        answer = "In good standing." if standing.is_good else "Not in good standing."
        return f"{answer} {standing.reason}"


@admin.register(Chapter)
class ChapterAdmin(AuditedModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]
