"""One candidate's invitation: how far it is, and what staff can do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from endorsements.admin.asking.forms import AgainForm, DeadlineForm, NothingToAsk
from endorsements.admin.of_chapters import OfChapters
from endorsements.chapter_staff import may_touch
from endorsements.clock import database_now
from endorsements.errors import EndorsementError
from endorsements.models import Invitation, InvitationState, WordingState
from endorsements.questionnaires import sending, wordings
from endorsements.questionnaires.progress import progress_of
from members.admin.audited import AuditedModelAdmin, ReadOnly

CHANGE_PAGE = "admin:endorsements_invitation_change"


@dataclass(frozen=True)
class Act:
    label: str
    consequence: str
    done: str
    command: Callable
    form: type[forms.Form] = NothingToAsk


ACTS = {
    "again": Act(
        "Send another link",
        "A new link is mailed. Links that were sent before keep working: take them back first if "
        "they went to the wrong people.",
        "A new link is on its way.",
        sending.send_again,
        AgainForm,
    ),
    "revoke": Act(
        "Take the links back",
        "No link that was sent opens anything any more. What was answered stays.",
        "No link works any more.",
        sending.revoke,
    ),
    "extend": Act(
        "Give more time",
        "The candidate may answer and change answers until then.",
        "There is more time now. The candidate is not told by this: send another link.",
        sending.extend,
        DeadlineForm,
    ),
    "take": Act(
        "Take the wishes over",
        "Name, line, biography, website and photo stand as the candidate wants them.",
        "It stands as the candidate wants it.",
        wordings.take_over,
    ),
    "leave": Act(
        "Leave it as it stands",
        "Nothing is changed; the candidate's page says so.",
        "It stands as it was.",
        wordings.leave,
    ),
}
ON_WISHES = ("take", "leave")


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, OfChapters, AuditedModelAdmin):
    path_to_round = "candidate__contest__round"
    list_display = ["candidate", "contest", "questionnaire", "stands_at", "due_at"]
    list_filter = ["questionnaire", "state"]
    search_fields = ["candidate__name", "email"]
    list_select_related = ["candidate__contest", "questionnaire"]
    fields = ["candidate", "contest", "questionnaire", "email", "due_at", "submitted_at"]
    readonly_fields = ["contest"]

    def get_urls(self):
        page = require_http_methods(["GET", "HEAD", "POST"])(partial(act_page, self))
        page = self.admin_site.admin_view(page)
        own = path("<int:pk>/do/<slug:name>/", page, name="endorsements_invitation_act")
        return [own, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        wording = getattr(obj, "wording", None)
        is_asked = wording is not None and wording.state == WordingState.ASKED
        context |= {
            "says": obj.says(database_now()),
            "acts": [
                {"name": name, "label": act.label}
                for name, act in ACTS.items()
                if is_asked or name not in ON_WISHES
            ]
            if may_act(request)
            else [],
            "wording": wording,
            "wishes": _wishes(obj, wording) if wording else [],
            "new_photo": _new_photo(obj, wording),
            "progress": progress_of(obj),
            "shows_answers": obj.state == InvitationState.ANSWERED,
            "links": obj.links.all(),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="contest")
    def contest(self, invitation):
        return str(invitation.candidate.contest)

    @admin.display(description="state", ordering="state")
    def stands_at(self, invitation):
        return invitation.says(database_now())


def may_act(request):
    return request.user.has_perm("endorsements.change_invitation")


def _new_photo(invitation, wording):
    """Where the photo is that the candidate sent; empty where it is shown already."""
    if wording is None or wording.photo_id in (None, invitation.candidate.photo_id):
        return ""
    return reverse("endorsements:photo", args=[wording.photo_id])


def _wishes(invitation, wording):
    """What stands and what is wished, where they differ."""
    pairs = (
        (name, getattr(invitation.candidate, name), getattr(wording, name))
        for name in wordings.FIELDS
    )
    return [
        {"field": name, "stands": stands, "wished": wished}
        for name, stands, wished in pairs
        if stands != wished
    ]


def act_page(invitation_admin, request, pk, name):
    invitation = get_object_or_404(Invitation, pk=pk)
    if name not in ACTS:
        raise Http404
    if not (may_act(request) and may_touch(request.user, invitation.candidate.contest.round)):
        raise PermissionDenied
    act = ACTS[name]
    form = act.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act.command(invitation.pk, by=request.user, **form.cleaned_data)
        except EndorsementError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, act.done)
        return redirect(CHANGE_PAGE, invitation.pk)
    context = {
        **invitation_admin.admin_site.each_context(request),
        "opts": Invitation._meta,
        "original": invitation,
        "title": f"{act.label}: {invitation}",
        "act": act,
        "form": form,
        "back": invitation,
    }
    return TemplateResponse(request, "admin/endorsements/questionnaire/act.html", context)
