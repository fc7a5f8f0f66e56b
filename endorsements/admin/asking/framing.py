"""What the pages beside a questionnaire share: who may use them, their frame, the way back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from endorsements.errors import EndorsementError
from endorsements.models import Questionnaire

CHANGE_PAGE = "admin:endorsements_questionnaire_change"


def questionnaire_of(questionnaire_admin, request, pk, right="change"):
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    if not getattr(questionnaire_admin, f"has_{right}_permission")(request, questionnaire):
        raise PermissionDenied
    return questionnaire


def do(request, questionnaire, done, command):
    try:
        command(questionnaire, request.user)
    except EndorsementError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(CHANGE_PAGE, questionnaire.pk)


def page_of(questionnaire_admin, request, questionnaire, name, context):
    context = {
        **questionnaire_admin.admin_site.each_context(request),
        **context,
        "opts": Questionnaire._meta,
        "original": questionnaire,
        "questionnaire": questionnaire,
    }
    return TemplateResponse(request, f"admin/endorsements/questionnaire/{name}.html", context)
