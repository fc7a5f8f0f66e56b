"""The pages beside a questionnaire: adding questions, sending it, and who has answered."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from endorsements.admin import moments
from endorsements.admin.asking.forms import AddForm, FileForm, SendForm
from endorsements.clock import database_now
from endorsements.errors import EndorsementError
from endorsements.models import Answer, Questionnaire
from endorsements.questionnaires import exchange, sending, writing
from members import audit

CHANGE_PAGE = "admin:endorsements_questionnaire_change"
EXPORTS = {"questions": exchange.questions_csv, "answers": exchange.answers_csv}


def urls(questionnaire_admin):
    def page(view):
        guarded = require_http_methods(["GET", "HEAD", "POST"])(partial(view, questionnaire_admin))
        return questionnaire_admin.admin_site.admin_view(guarded)

    return [
        path("<int:pk>/add/", page(add_page), name="endorsements_questionnaire_add_questions"),
        path("<int:pk>/import/", page(import_page), name="endorsements_questionnaire_import"),
        path("<int:pk>/<slug:what>.csv", page(export), name="endorsements_questionnaire_export"),
        path("<int:pk>/send/", page(send_page), name="endorsements_questionnaire_send"),
    ]


def rows_of(questionnaire):
    """Who was asked and how far they are; nothing of what they say."""
    now = database_now()
    invitations = questionnaire.invitations.select_related("candidate__contest", "wording")
    answered = dict.fromkeys((one.pk for one in invitations), 0)
    for pk in (
        Answer.objects.filter(invitation__in=invitations)
        .exclude(value="")
        .values_list("invitation_id", flat=True)
    ):
        answered[pk] += 1
    return [
        {
            "invitation": one,
            "says": one.says(now),
            "answered": answered[one.pk],
            "due": moments.in_words(one.due_at),
            "wording": one.wording.get_state_display() if hasattr(one, "wording") else "",
        }
        for one in invitations
    ]


def add_page(questionnaire_admin, request, pk):
    questionnaire = _of(questionnaire_admin, request, pk)
    form = AddForm(request.POST if request.method == "POST" else None)
    preview = []
    if form.is_valid():
        preview = form.preview()
        if form.cleaned_data["looked_at"]:
            return _do(request, questionnaire, "The questions are added.", partial(_add, form))
    context = {"title": f"Add questions: {questionnaire}", "form": form, "preview": preview}
    return _page(questionnaire_admin, request, questionnaire, "add", context)


def _add(form, questionnaire, by):
    answers = form.cleaned_data
    bank, pasted = answers["bank"], answers["pasted"]
    writing.add(questionnaire.pk, answers["section"], bank=bank, pasted=pasted, by=by)


def send_page(questionnaire_admin, request, pk):
    questionnaire = _of(questionnaire_admin, request, pk)
    form = SendForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        return _do(request, questionnaire, "It is on its way.", partial(_send, form))
    context = {"title": f"Send: {questionnaire}", "form": form}
    return _page(questionnaire_admin, request, questionnaire, "send", context)


def _send(form, questionnaire, by):
    due_at = form.cleaned_data["due_at"]
    sending.send(questionnaire.pk, form.addresses(), due_at=due_at, by=by)


def import_page(questionnaire_admin, request, pk):
    questionnaire = _of(questionnaire_admin, request, pk)
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    if form.is_valid():
        return _do(request, questionnaire, "The questions are added.", partial(_bring_in, form))
    context = {"title": f"Questions from a file: {questionnaire}", "form": form}
    return _page(questionnaire_admin, request, questionnaire, "import", context)


def _bring_in(form, questionnaire, by):
    exchange.bring_in(questionnaire.pk, form.cleaned_data["file"].read(), by=by)


def export(questionnaire_admin, request, pk, what):
    """Questions or answers as a file; who downloads answers leaves a line in the trail."""
    questionnaire = _of(questionnaire_admin, request, pk)
    if what not in EXPORTS:
        raise Http404
    if what == "answers":
        audit.record("questionnaire.answers_exported", by=request.user, of=questionnaire)
    name = f"questionnaire-{questionnaire.pk}-{what}.csv"
    return StreamingHttpResponse(
        EXPORTS[what](questionnaire),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _of(questionnaire_admin, request, pk):
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    if not questionnaire_admin.has_change_permission(request, questionnaire):
        raise PermissionDenied
    return questionnaire


def _do(request, questionnaire, done, command):
    try:
        command(questionnaire, request.user)
    except EndorsementError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(CHANGE_PAGE, questionnaire.pk)


def _page(questionnaire_admin, request, questionnaire, name, context):
    context = {
        **questionnaire_admin.admin_site.each_context(request),
        **context,
        "opts": Questionnaire._meta,
        "original": questionnaire,
        "questionnaire": questionnaire,
    }
    return TemplateResponse(request, f"admin/endorsements/questionnaire/{name}.html", context)
