"""The pages beside a questionnaire: adding questions, sending it, and who has answered."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from endorsements.admin.asking import taking_in
from endorsements.admin.asking.forms import AddForm, SendForm
from endorsements.admin.asking.framing import do, page_of, questionnaire_of
from endorsements.chapter_staff import rounds_of
from endorsements.clock import database_now
from endorsements.models import Answer
from endorsements.questionnaires import exchange, sending, writing
from members import audit, moments

NAMED = "endorsements_questionnaire"
EXPORTS = ("questions", "answers")


def urls(questionnaire_admin):
    def page(view):
        guarded = require_http_methods(["GET", "HEAD", "POST"])(partial(view, questionnaire_admin))
        return questionnaire_admin.admin_site.admin_view(guarded)

    return [
        path("<int:pk>/add/", page(add_page), name=f"{NAMED}_add_questions"),
        path("<int:pk>/import/", page(taking_in.questions), name=f"{NAMED}_import"),
        path("<int:pk>/answers/", page(taking_in.answers), name=f"{NAMED}_import_answers"),
        path(
            "<int:pk>/answers/of/<int:invitation>/", page(taking_in.pasted), name=f"{NAMED}_paste"
        ),
        path("<int:pk>/<slug:what>.csv", page(export), name=f"{NAMED}_export"),
        path("<int:pk>/send/", page(send_page), name=f"{NAMED}_send"),
    ]


def rows_of(questionnaire, user):
    """Who was asked and how far they are; nothing of what they say. Of other chapters none."""
    now = database_now()
    theirs = rounds_of(user).values("pk")
    asked = questionnaire.invitations.filter(candidate__contest__round__in=theirs)
    invitations = asked.select_related("candidate__contest", "wording")
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
    questionnaire = questionnaire_of(questionnaire_admin, request, pk)
    form = AddForm(request.POST if request.method == "POST" else None)
    preview = []
    if form.is_valid():
        preview = form.preview()
        if form.cleaned_data["looked_at"]:
            return do(request, questionnaire, "The questions are added.", partial(_add, form))
    context = {"title": f"Add questions: {questionnaire}", "form": form, "preview": preview}
    return page_of(questionnaire_admin, request, questionnaire, "add", context)


def _add(form, questionnaire, by):
    answers = form.cleaned_data
    bank, pasted = answers["bank"], answers["pasted"]
    writing.add(questionnaire.pk, answers["section"], bank=bank, pasted=pasted, by=by)


def send_page(questionnaire_admin, request, pk):
    questionnaire = questionnaire_of(questionnaire_admin, request, pk)
    form = SendForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        return do(request, questionnaire, "It is on its way.", partial(_send, form))
    context = {"title": f"Send: {questionnaire}", "form": form}
    return page_of(questionnaire_admin, request, questionnaire, "send", context)


def _send(form, questionnaire, by):
    due_at = form.cleaned_data["due_at"]
    sending.send(questionnaire.pk, form.addresses(), due_at=due_at, by=by)


def export(questionnaire_admin, request, pk, what):
    """Questions or answers as a file; who downloads answers leaves a line in the trail."""
    questionnaire = questionnaire_of(questionnaire_admin, request, pk, right="view")
    if what not in EXPORTS:
        raise Http404
    if not request.user.has_perm("endorsements.change_questionnaire"):
        raise PermissionDenied
    if what == "answers":
        audit.record("questionnaire.answers_exported", by=request.user, of=questionnaire)
    name = f"questionnaire-{questionnaire.pk}-{what}.csv"
    lines = (
        exchange.questions_csv(questionnaire)
        if what == "questions"
        else exchange.answers_csv(questionnaire, rounds_of(request.user))
    )
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
