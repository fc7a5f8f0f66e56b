"""Questions and answers from files and letters: looked at first, and then taken in as a whole."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from endorsements.admin.asking.forms import FileForm, PasteForm
from endorsements.admin.asking.framing import do, page_of, questionnaire_of
from endorsements.chapter_staff import may_touch
from endorsements.errors import EndorsementError
from endorsements.models import Question
from endorsements.questionnaires import answer_files, entering, exchange, pasting, question_files

QUESTIONS_HELP = (
    f"As “Questions as CSV” gives it: {', '.join(exchange.QUESTIONS)}. Only section and wording "
    "must be there."
)
ANSWERS_HELP = (
    "As “Answers as CSV” gives it; needed are the columns candidate, question and answer. Write "
    "yes or no, a number from 1 to 5, or the text."
)
MAY_ENTER = "endorsements.change_invitation"


def questions(questionnaire_admin, request, pk):
    questionnaire = questionnaire_of(questionnaire_admin, request, pk)
    form = _file_form(request, QUESTIONS_HELP)
    context = {"title": f"Questions from a file: {questionnaire}", "form": form}
    if form.is_valid():
        content = form.cleaned_data["content"]
        if form.is_looked_at:
            command = partial(_bring_in, content)
            return do(request, questionnaire, "The file's questions are in.", command)
        context |= _looked_at(form, partial(question_files.plan, questionnaire, content))
    return page_of(questionnaire_admin, request, questionnaire, "import", context)


def _bring_in(content, questionnaire, by):
    question_files.bring_in(questionnaire.pk, content, by=by)


def answers(questionnaire_admin, request, pk):
    questionnaire = _may_enter(questionnaire_admin, request, pk)
    form = _file_form(request, ANSWERS_HELP)
    context = {"title": f"Answers from a file: {questionnaire}", "form": form}
    if form.is_valid():
        source = answer_files.read_file(form.cleaned_data["content"])
        if form.is_looked_at:
            return do(request, questionnaire, "The answers are in.", partial(_enter, source))
        look = partial(entering.plan, questionnaire, source, by=request.user)
        context |= _looked_at(form, look)
    return page_of(questionnaire_admin, request, questionnaire, "answers", context)


def pasted(questionnaire_admin, request, pk, invitation):
    questionnaire = _may_enter(questionnaire_admin, request, pk)
    one = get_object_or_404(questionnaire.invitations, pk=invitation)
    if not may_touch(request.user, one.candidate.contest.round):
        raise PermissionDenied
    form = PasteForm(request.POST if request.method == "POST" else None)
    context = {
        "title": f"Answers of {one.candidate}: {questionnaire}",
        "form": form,
        "questions": Question.objects.filter(section__questionnaire=questionnaire),
        "invitation": one,
    }
    if form.is_valid():
        source = pasting.read_text(one.pk, form.cleaned_data["pasted"])
        if form.cleaned_data["looked_at"]:
            return do(request, questionnaire, "The answers are in.", partial(_enter, source))
        context["plan"] = entering.plan(questionnaire, source, by=request.user)
    return page_of(questionnaire_admin, request, questionnaire, "paste", context)


def _enter(source, questionnaire, by):
    entering.enter(questionnaire.pk, source, by=by)


def _may_enter(questionnaire_admin, request, pk):
    """Of a questionnaire of everybody's, a chapter's staff enter what their candidates say."""
    questionnaire = questionnaire_of(questionnaire_admin, request, pk, right="view")
    if not request.user.has_perm(MAY_ENTER):
        raise PermissionDenied
    return questionnaire


def _file_form(request, help_text):
    if request.method != "POST":
        return FileForm(help_text=help_text)
    return FileForm(request.POST, request.FILES, help_text=help_text)


def _looked_at(form, look):
    """The preview, or why there is none."""
    try:
        return {"plan": look(), "held": form.held_again()}
    except EndorsementError as refusal:
        form.add_error("file", str(refusal))
        return {}
