"""The page on which staff propose one more address of a member."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminTextareaWidget

from members import address_acts, looks
from members.admin import proposals
from members.errors import MembersError
from members.models import LookPage, Member


class ProposedAddressForm(forms.Form):
    email = forms.EmailField(label="E-mail address", widget=UnfoldAdminEmailInputWidget)
    reason = forms.CharField(
        label="How you know that it is theirs",
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        error_messages={"required": "Please say how: another person has to confirm it."},
    )


def urls(member_admin):
    page = require_http_methods(["GET", "HEAD", "POST"])(partial(propose_page, member_admin))
    return [
        path(
            "<int:member_id>/address/",
            member_admin.admin_site.admin_view(page),
            name="members_member_address",
        )
    ]


def propose_page(member_admin, request, member_id):
    """Asks for the address; proposes it on POST."""
    member = get_object_or_404(Member, pk=member_id)
    if not member_admin.has_change_permission(request, member):
        raise PermissionDenied
    form = ProposedAddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            proposal = address_acts.propose(member, by=request.user, **form.cleaned_data)
        except MembersError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, proposals.PROPOSED)
            return redirect(proposals.CHANGE_PAGE, proposal.pk)
    looks.record(LookPage.PERSON, by=request.user, of=member)
    context = {
        **member_admin.admin_site.each_context(request),
        "opts": Member._meta,
        "title": f"Add an address to {member}",
        "form": form,
    }
    return TemplateResponse(request, "admin/members/propose.html", context)
