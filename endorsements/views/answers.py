"""Candidates' answers side by side, for members and for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsements.clock import database_now
from endorsements.models import Contest, Round
from endorsements.questionnaires.reading import NOT_ASKED, SideBySide, side_by_side
from endorsements.views.voter import member_of


@require_safe
@never_cache
def answers(request: HttpRequest, slug: str, contest: str) -> HttpResponse:
    """One contest, question by question."""
    shown = _contest(request, slug, contest)
    page = _for_reader(request, shown)
    context = {"round": shown.round, "contest": shown, "page": page}
    return render(request, "endorsements/questionnaires/answers.html", context)


@require_safe
@never_cache
def answers_figure(request: HttpRequest, slug: str, contest: str, pk: int) -> HttpResponse:
    """The figure of a section that this reader may see."""
    for group in _for_reader(request, _contest(request, slug, contest)).groups:
        if group.section.pk == pk and group.section.figure is not None:
            return HttpResponse(bytes(group.section.figure), content_type="image/jpeg")
    raise Http404


def _contest(request: HttpRequest, slug: str, contest: str) -> Contest:
    rounds = Round.objects.announced_to(request.user)
    found = Contest.objects.filter(round__in=rounds).select_related("round")
    return get_object_or_404(found, round__slug=slug, key=contest)


def _for_reader(request: HttpRequest, contest: Contest) -> SideBySide:
    page = side_by_side(contest, for_members=bool(member_of(request)), at=database_now())
    if all(one.says == NOT_ASKED for one in page.states):
        raise Http404
    return page
