"""The ledger: entries are proposed here, confirmed by another person, and never changed."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin
from unfold.decorators import action

from members import by_hand, looks
from members.admin import exports, proposals
from members.admin.audited import LookedAt, ReadOnly
from members.admin.ledger_forms import CENTS, EntryForm, UndoForm
from members.errors import MembersError
from members.models import AuditEvent, Contribution, LookPage


@admin.register(Contribution)
class ContributionAdmin(LookedAt, ReadOnly, ModelAdmin):
    look_page = LookPage.ENTRY
    list_display = ["received_on", "member", "kind", "dollars", "source"]
    list_filter = ["kind", "source"]
    list_select_related = ["member"]
    date_hierarchy = "received_on"
    search_fields = ["member__name", "member__addresses__email", "external_id"]
    readonly_fields = ["dollars", "recorded_at", "came_with", "two_people"]
    actions_detail = ["undo"]

    list_before_template = "admin/members/contribution/_list_links.html"

    def get_urls(self):
        export = exports.export_url(self, exports.rows_of_ledger, exports.OF_LEDGER, "ledger")
        return [export, *super().get_urls()]

    def has_add_permission(self, request, obj=None):
        return ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request, obj=None):
        return [
            "member",
            "kind",
            "dollars",
            "received_on",
            "recorded_at",
            "two_people",
            "covers_until",
            "source",
            "external_id",
            "series",
            "undoes",
            "came_with",
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """A page of its own: what is typed here is no row yet, and may never be one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EntryForm(request.POST if request.method == "POST" else None)
        return self._ask(request, form, "Enter a payment or waiver", _propose_entry)

    @action(description="Undo this entry", url_path="undo", permissions=["add"])
    def undo(self, request, object_id):
        entry = get_object_or_404(Contribution, pk=object_id)
        looks.record(LookPage.ENTRY, by=request.user, of=entry)
        form = UndoForm(request.POST if request.method == "POST" else None)

        def propose(answers, by):
            return by_hand.propose_undoing(entry, by=by, **answers)

        title = f"Undo: {entry}, {entry.dollars}, for {entry.member}"
        return self._ask(request, form, title, propose)

    def _ask(self, request, form, title, propose):
        if form.is_valid():
            try:
                proposal = propose(form.cleaned_data, request.user)
            except MembersError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, proposals.PROPOSED)
                return redirect(proposals.CHANGE_PAGE, proposal.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": Contribution._meta,
            "title": title,
            "form": form,
        }
        return TemplateResponse(request, "admin/members/propose.html", context)

    @admin.display(description="amount", ordering="amount_cents")
    def dollars(self, entry):
        return entry.dollars

    @admin.display(description="entered by hand")
    def two_people(self, entry):
        event = AuditEvent.objects.about(entry).filter(action="contribution.entered").last()
        if event is None or "proposal" not in event.detail:
            return "-"
        address = reverse(proposals.CHANGE_PAGE, args=[event.detail["proposal"]])
        words = f"proposed by {event.detail['proposed_by']}, confirmed by {event.actor_label}"
        return format_html('<a href="{}">{}</a>: {}', address, words, event.detail["note"])


def _propose_entry(answers, by):
    amount_cents = int(answers.pop("amount") * CENTS)
    return by_hand.propose_entry(answers.pop("member"), amount_cents=amount_cents, by=by, **answers)
