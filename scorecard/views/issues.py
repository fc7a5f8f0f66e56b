"""Issues: the topics that votes and bills are sorted by."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from scorecard.freshness import kept_until_changed
from scorecard.models import SessionStatus, Topic
from scorecard.pages.issue import sessions_of

PUBLISHED = SessionStatus.PUBLISHED


@require_safe
@kept_until_changed
def issues(request: HttpRequest) -> HttpResponse:
    """All issues, with how much of the published sessions is about each."""
    scored = Count("items", filter=Q(items__session__status=PUBLISHED), distinct=True)
    tracked = Count(
        "agenda_bills", filter=Q(agenda_bills__session__status=PUBLISHED), distinct=True
    )
    topics = Topic.objects.annotate(scored=scored, tracked=tracked)
    return render(request, "scorecard/items/issues.html", {"topics": topics})


@require_safe
@kept_until_changed
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    context = {"topic": topic, "sessions": sessions_of(topic)}
    return render(request, "scorecard/items/issue.html", context)
