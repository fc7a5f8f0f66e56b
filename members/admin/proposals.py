"""What takes two people: what waits for whom, and a page on which another person answers."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from members import looks, proposals
from members.admin import proposal_page
from members.admin.audited import LookedAt, ReadOnly
from members.errors import MembersError
from members.models import LookPage, Proposal

CHANGE_PAGE = "admin:members_proposal_change"
PROPOSED = "Proposed. Nothing is written until another person confirms it, within 24 hours."
# Button to the command behind it, and what is said afterwards.
ACTS = {
    "confirm": (proposals.confirm, "Confirmed, and done."),
    "refuse": (proposals.refuse, "Refused. Who proposed it is told by mail."),
    "withdraw": (proposals.withdraw, "Withdrawn."),
}


class AnswerForm(forms.Form):
    """Nothing to ask: pressing the button is the answer."""


class RefusalForm(AnswerForm):
    remark = forms.CharField(
        label="Why (if you like)",
        required=False,
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


FORMS = {"refuse": RefusalForm}


class WhoseFilter(admin.SimpleListFilter):
    """What waits for the reader comes first; everything else is a click away."""

    title = "which"
    parameter_name = "which"

    def lookups(self, request, model_admin):
        return [("mine", "Mine"), ("all", "All")]

    def choices(self, changelist):
        everything, *others = super().choices(changelist)
        return [everything | {"display": "For me to confirm"}, *others]

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return queryset.filter(proposed_by=request.user)
        if self.value() == "all":
            return queryset
        return queryset.filter(pk__in=proposals.waiting_for(request.user).values("pk"))


@admin.register(Proposal)
class ProposalAdmin(ReadOnly, LookedAt, ModelAdmin):
    list_display = ["proposed_at", "what", "object_label", "proposed_by", "stands"]
    list_display_links = ["proposed_at", "what"]
    list_filter = [WhoseFilter]
    list_select_related = ["proposed_by", "settled_by"]
    search_fields = ["object_label", "reason", "proposed_by__email"]

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        """For whoever may do one of the acts; a single proposal for its maker as well."""
        theirs = proposals.acts_of(request.user)
        if obj is None:
            return bool(theirs)
        if not proposals.is_within_reach(obj, request.user):
            return False
        return obj.act in theirs or obj.proposed_by_id == request.user.pk

    def get_queryset(self, request):
        theirs = Q(act__in=proposals.acts_of(request.user)) | Q(proposed_by=request.user)
        reach = proposals.within_reach(request.user).values("pk")
        return super().get_queryset(request).filter(theirs, pk__in=reach)

    def get_actions(self, request):
        return {}  # each is looked at before it is answered

    def get_urls(self):
        act = self.admin_site.admin_view(require_POST(self.act))
        return [
            path("<int:proposal_id>/do/<slug:name>/", act, name="members_proposal_act"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        one = self._visible(request, object_id)
        act = proposals.acts.get(one.act)
        if act and (member := act.member(one)):
            looks.record(LookPage.PERSON, by=request.user, of=member)
        context = {
            **self.admin_site.each_context(request),
            "opts": Proposal._meta,
            "original": one,
            "title": f"{proposals.name_of_act(one)}: {one.object_label}",
            "page": proposal_page.page_of(one, request.user),
            "refusal_form": RefusalForm(),
        }
        return TemplateResponse(request, "admin/members/proposal.html", context)

    def act(self, request, proposal_id, name):
        one = self._visible(request, proposal_id)
        form = FORMS.get(name, AnswerForm)(request.POST)
        if name not in ACTS:
            raise PermissionDenied
        command, done = ACTS[name]
        if not form.is_valid():
            messages.error(request, "Please say why in fewer words: 500 characters at most.")
            return redirect(CHANGE_PAGE, one.pk)
        try:
            command(one.pk, by=request.user, **form.cleaned_data)
        except MembersError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect(CHANGE_PAGE, one.pk)

    def _visible(self, request, proposal_id):
        rows = Proposal.objects.select_related("proposed_by", "settled_by")
        one = get_object_or_404(rows, pk=proposal_id)
        if not self.has_view_permission(request, one):
            raise PermissionDenied
        return one

    @admin.display(description="what")
    def what(self, one):
        return proposals.name_of_act(one)

    @admin.display(description="how it stands")
    def stands(self, one):
        return proposal_page.stands_in_words(one)
