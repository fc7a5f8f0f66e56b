"""The candidate's own pages, behind a private link and no log-in.

What is looked at changes nothing, since scanners of mail follow links. No copy of a page is kept
anywhere, no search engine lists one, and no address of one is told to another site.
"""

import functools
from collections.abc import Callable

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsements import photos
from endorsements.clock import database_now
from endorsements.errors import AnswersFixed, LinkRevoked, LinkUnknown, QuestionnaireRefused
from endorsements.forms.questionnaire import SectionForm, WordingForm
from endorsements.models import Answer, BallotWording, Invitation, Photo, Section
from endorsements.questionnaires import answering, links, wordings
from endorsements.questionnaires.progress import drawn_order, progress_of

View = Callable[..., HttpResponse]
HOME = "endorsements:candidate"
JSON = "application/json"


def candidates_page(view: View) -> View:
    """A page behind a private link. Tries of links that nobody was given are counted."""

    @never_cache
    @sensitive_post_parameters()
    @functools.wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: int) -> HttpResponse:
        try:
            invitation = links.invitation_of(token)
        except LinkUnknown:
            if not _may_try(request):
                return ratelimit.handler429(request)
            return _private(_closed(request, "unknown", 404), has_form=False)
        except LinkRevoked:
            return _private(_closed(request, "revoked", 410), has_form=False)
        if not invitation.is_open(database_now()):
            return _private(_over(request, invitation), has_form=False)
        try:
            answer = view(request, invitation, token=token, **kwargs)
        except AnswersFixed:
            answer = _over(request, invitation)
        return _private(answer, has_form=True)

    return guarded


def _may_try(request: HttpRequest) -> bool:
    """Looking is what a guesser does, so that it counts as well as sending does."""
    rates = {"app": "allauth.account", "action": "candidate_link"}
    return bool(ratelimit.consume(request, limit_get=True, **rates))


def _private(response: HttpResponse, *, has_form: bool) -> HttpResponse:
    # Without a referrer browsers send forms with no origin, and Django refuses them.
    response["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _closed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "endorsements/questionnaires/closed.html", {"why": why}, status=status)


def _over(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.accepts(JSON) and not request.accepts("text/html"):
        return JsonResponse({"over": True}, status=410)
    context = {
        "why": "over",
        "invitation": invitation,
        "says": invitation.says(database_now()),
        "order": drawn_order(invitation.candidate.contest),
    }
    status = 200 if request.method in ("GET", "HEAD") else 410
    return render(request, "endorsements/questionnaires/closed.html", context, status=status)


@require_safe
@candidates_page
def overview(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """How far the answers are, until when, and what can be done."""
    context = {
        "invitation": invitation,
        "token": token,
        "progress": progress_of(invitation),
        "wording": BallotWording.objects.filter(invitation=invitation).first(),
        "order": drawn_order(invitation.candidate.contest),
    }
    return render(request, "endorsements/questionnaires/overview.html", context)


@require_POST
@candidates_page
def begin(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    answering.begin(invitation.pk)
    first = invitation.questionnaire.sections.first()
    return redirect("endorsements:candidate_section", token, first.pk if first else 0)


@require_http_methods(["GET", "HEAD", "POST"])
@candidates_page
def section(request: HttpRequest, invitation: Invitation, token: str, pk: int) -> HttpResponse:
    """The questions of one section; saved with a button, or by a script as they are typed."""
    sections = list(invitation.questionnaire.sections.all())
    shown = next((one for one in sections if one.pk == pk), None)
    if shown is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = SectionForm(data, section=shown, answers=_answers(invitation))
    by_script = not request.accepts("text/html")
    if not form.is_valid():
        if by_script:
            return JsonResponse({"refused": _errors(form)}, status=422)
        return _section_page(request, invitation, token, shown, sections, form)
    saved = _saved(invitation, form)
    if by_script:
        return JsonResponse(_in_json(saved))
    if not saved.is_whole:
        return _section_page(request, invitation, token, shown, sections, form, saved)
    return _next_page(token, sections[sections.index(shown) + 1 :])


def _saved(invitation: Invitation, form: SectionForm) -> answering.Saved:
    try:
        return answering.save(invitation.pk, form.typed())
    except AnswersFixed:
        raise
    except QuestionnaireRefused as refusal:
        return answering.Saved(refused={one.pk: str(refusal) for one in form.questions})


def _next_page(token: str, after: list[Section]) -> HttpResponse:
    if after:
        return redirect("endorsements:candidate_section", token, after[0].pk)
    return redirect("endorsements:candidate_review", token)


def _answers(invitation: Invitation) -> dict[int, Answer]:
    return {one.question_id: one for one in invitation.answers.all()}


def _errors(form: SectionForm) -> dict[str, str]:
    return {name.partition("-")[2]: " ".join(map(str, said)) for name, said in form.errors.items()}


def _in_json(saved: answering.Saved) -> dict[str, object]:
    return {
        "at": formats.time_format(timezone.localtime(), "TIME_FORMAT"),
        "marks": saved.marks,
        "refused": saved.refused,
        "elsewhere": {
            pk: {"value": one.value, "comment": one.comment}
            for pk, one in saved.changed_elsewhere.items()
        },
    }


def _section_page(
    request: HttpRequest,
    invitation: Invitation,
    token: str,
    shown: Section,
    sections: list[Section],
    form: SectionForm,
    saved: answering.Saved | None = None,
) -> HttpResponse:
    if saved is not None:
        form.look_again(saved)
    context = {
        "invitation": invitation,
        "token": token,
        "section": shown,
        "number": sections.index(shown) + 1,
        "of": len(sections),
        "before": sections[sections.index(shown) - 1] if sections.index(shown) else None,
        "rows": form.rows(saved),
        "has_trouble": saved is not None or bool(form.errors),
    }
    return render(request, "endorsements/questionnaires/section.html", context)


@require_safe
@candidates_page
def review(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """All answers as they would be read, what is missing, and the button."""
    context = {"invitation": invitation, "token": token, "review": progress_of(invitation)}
    return render(request, "endorsements/questionnaires/review.html", context)


@require_POST
@candidates_page
def submit(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    try:
        answering.submit(invitation.pk)
    except AnswersFixed:
        raise
    except QuestionnaireRefused:
        return redirect("endorsements:candidate_review", token)  # which says what is missing
    return redirect(HOME, token)


@require_http_methods(["GET", "HEAD", "POST"])
@candidates_page
def decline(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if request.method == "POST":
        answering.decline(invitation.pk)
        return redirect(HOME, token)
    context = {"invitation": invitation, "token": token}
    return render(request, "endorsements/questionnaires/decline.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@candidates_page
def wording(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """How name and biography will stand on the ballot."""
    said = BallotWording.objects.filter(invitation=invitation).first()
    stands = {name: getattr(invitation.candidate, name) for name in wordings.FIELDS}
    initial = {name: getattr(said, name) for name in wordings.FIELDS} if said else stands
    is_sent = request.method == "POST"
    form = WordingForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, initial=initial
    )
    if form.is_valid():
        small = form.cleaned_data["photo_file"]
        wordings.say(invitation.pk, form.cleaned_data, photos.keep(small) if small else None)
        return redirect(HOME, token)
    context = {
        "invitation": invitation,
        "token": token,
        "form": form,
        "said": said,
        "has_photo": bool(_photo(invitation)),
    }
    return render(request, "endorsements/questionnaires/wording.html", context)


def _photo(invitation: Invitation) -> Photo | None:
    """The one that was sent, else the one that is shown."""
    sent = BallotWording.objects.filter(invitation=invitation, photo__isnull=False).first()
    return sent.photo if sent else invitation.candidate.photo


@require_safe
@candidates_page
def photo(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """What the candidate sent, for their own eyes until staff have taken it over."""
    found = _photo(invitation)
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.content), content_type="image/jpeg")


@require_safe
@candidates_page
def figure(request: HttpRequest, invitation: Invitation, token: str, pk: int) -> HttpResponse:
    """The figure of a section, re-encoded when it was taken up."""
    found = invitation.questionnaire.sections.filter(pk=pk, figure__isnull=False).first()
    if found is None or found.figure is None:
        raise Http404
    return HttpResponse(bytes(found.figure), content_type="image/jpeg")
