"""The ledger: entries are added or undone, never changed."""

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminDecimalFieldWidget

from members import ledger
from members.admin.audited import LookedAt, ReadOnly
from members.errors import MembersError
from members.models import Contribution, ContributionKind, LookPage

BY_HAND = [
    ContributionKind.DUES,
    ContributionKind.REDUCED,
    ContributionKind.GIFT,
    ContributionKind.WAIVER,
]
CENTS = 100


class EntryForm(forms.ModelForm):
    amount = forms.DecimalField(
        label="Amount in dollars",
        min_value=0,
        max_digits=9,
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget,
    )

    class Meta:
        model = Contribution
        fields = ["member", "kind", "received_on"]

    def clean_received_on(self):
        if self.cleaned_data["received_on"] > timezone.localdate():
            raise forms.ValidationError("This day has not come yet.")
        return self.cleaned_data["received_on"]

    def clean(self):
        amount = self.cleaned_data.get("amount")
        is_free = self.cleaned_data.get("kind") == ContributionKind.WAIVER
        if amount is not None and is_free != (amount == 0):
            self.add_error("amount", "A waiver is 0; dues and gifts are more than 0.")
        elif amount is not None:
            self.instance.amount_cents = int(amount * CENTS)
        return super().clean()


@admin.register(Contribution)
class ContributionAdmin(LookedAt, ReadOnly, ModelAdmin):
    look_page = LookPage.ENTRY
    form = EntryForm
    list_display = ["received_on", "member", "kind", "dollars", "source"]
    list_filter = ["kind", "source"]
    list_select_related = ["member"]
    date_hierarchy = "received_on"
    search_fields = ["member__name", "member__addresses__email", "external_id"]
    autocomplete_fields = ["member"]
    readonly_fields = ["dollars", "recorded_at", "came_with"]
    actions = ["undo"]

    def has_add_permission(self, request):
        return ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["member", "kind", "amount", "received_on"]
        return [
            "member",
            "kind",
            "dollars",
            "received_on",
            "recorded_at",
            "covers_until",
            "source",
            "external_id",
            "series",
            "undoes",
            "came_with",
        ]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "kind":
            kwargs["choices"] = [(kind.value, kind.label) for kind in BY_HAND]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        entry = ledger.enter(
            member=obj.member,
            kind=obj.kind,
            amount_cents=obj.amount_cents,
            received_on=obj.received_on,
            by=request.user,
        )
        obj.pk = entry.pk

    @admin.display(description="amount", ordering="amount_cents")
    def dollars(self, entry):
        return entry.dollars

    @admin.action(description="Refund in full, or withdraw the waiver, today", permissions=["add"])
    def undo(self, request, queryset):
        for contribution_id in queryset.values_list("pk", flat=True):
            try:
                ledger.undo(contribution_id, on=timezone.localdate(), by=request.user)
            except MembersError as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
