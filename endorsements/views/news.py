"""Announcements of rounds, as the public reads them."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import normalize_newlines
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsements.announcements import words_about
from endorsements.chapter_staff import may_touch
from endorsements.models import Announcement, Round
from endorsements.models.announcements import Quotes
from endorsements.views import endorsed
from endorsements.views.results import ResultRow, result_rows
from members.staff_door import turned_away

MOST = 50


@dataclass(frozen=True)
class Told:
    """What an announcement says of one contest; `lines` are the winners with their shares."""

    result: ResultRow
    lines: tuple[str, ...]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, the latest first."""
    news = Announcement.objects.published().select_related("round")[:MOST]
    return render(request, "endorsements/news/index.html", {"news": news})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One announcement, with the outcome of its round."""
    found = Announcement.objects.published().select_related("round")
    announcement = get_object_or_404(found, slug=slug)
    return render(request, "endorsements/news/show.html", context_of(announcement))


@never_cache
@require_safe
def preview(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """What the public will see, for staff with the right to see announcements."""
    if away := turned_away(request):
        return away
    user, found = request.user, Announcement.objects.select_related("round")
    announcement = get_object_or_404(found, pk=announcement_id)
    if not user.is_authenticated or not may_touch(user, announcement.round):
        raise PermissionDenied
    if not any(user.has_perm(f"endorsements.{right}_announcement") for right in ("view", "change")):
        raise PermissionDenied
    context = context_of(announcement) | {"is_preview": announcement.published_at is None}
    return render(request, "endorsements/news/show.html", context)


def context_of(announcement: Announcement) -> dict[str, Any]:
    """What its page needs; of a round whose outcome is not public there are no numbers."""
    decided = announcement.round
    return {
        "announcement": announcement,
        "paragraphs": paragraphs(announcement.text),
        "round": decided,
        "tells_everything": announcement.quotes == Quotes.EVERYTHING,
        "told": _told(decided),
        "words": words_about(decided) if announcement.has_members_words else [],
    }


def paragraphs(text: str) -> list[str]:
    """What stands between empty lines. Templates escape it: pasted marks are letters."""
    blocks = normalize_newlines(text).split("\n\n")
    return [block.strip() for block in blocks if block.strip()]


def _told(decided: Round) -> list[Told]:
    rows = [row for row in endorsed.here() if row.round_id == decided.pk]
    return [
        Told(
            result,
            tuple(
                f"{row.candidate}: {_strength(row)}"
                for row in rows
                if row.link.endswith(f"#{result.key}")
            ),
        )
        for result in result_rows(decided)
    ]


def _strength(row: endorsed.EndorsementRow) -> str:
    return ", ".join(part for part in (row.share, row.base) if part) or "endorsed"
