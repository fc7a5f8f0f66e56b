"""Everything public as files, and the page that explains them."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from scorecard import dataset
from scorecard.dataset import Table
from scorecard.freshness import kept_while
from scorecard.models import Session


def _all_states(request: HttpRequest) -> str:
    return " ".join(dataset.state_of(table) for table in dataset.tables())


def _state(request: HttpRequest, name: str) -> str:
    table = dataset.table_named(name)
    return dataset.state_of(table) if table else ""


@require_safe
@kept_while(_all_states)
def downloads(request: HttpRequest, _: str) -> HttpResponse:
    """Each file with what its rows and its columns are."""
    sessions = list(Session.objects.published().latest_first())
    context = {
        "tables": dataset.tables(),
        "sessions": sessions,
        "changed_at": max((one.changed_at for one in sessions), default=None),
        "licence": settings.DATA_LICENCE,
    }
    return render(request, "scorecard/data/downloads.html", context)


@require_safe
@kept_while(_state)
def as_csv(request: HttpRequest, _: str, name: str) -> StreamingHttpResponse:
    """Written while it is sent."""
    return _file(name, "csv", "text/csv", dataset.csv_pieces)


@require_safe
@kept_while(_state)
def as_json(request: HttpRequest, _: str, name: str) -> StreamingHttpResponse:
    """Written while it is sent; says what it is about."""
    return _file(name, "json", "application/json", lambda one: dataset.json_pieces(one, _about()))


def _about() -> dict[str, object]:
    changes = Session.objects.published().order_by("-changed_at")
    changed = changes.values_list("changed_at", flat=True).first()
    return {
        "organisation": settings.ORGANISATION_NAME,
        "licence": settings.DATA_LICENCE,
        "explained_at": dataset.page(reverse("scorecard:downloads")),
        "changed_at": timezone.localtime(changed).isoformat() if changed else None,
    }


def _file(
    name: str, ending: str, kind: str, pieces: Callable[[Table], Iterator[str]]
) -> StreamingHttpResponse:
    table = dataset.table_named(name)
    if table is None:
        raise Http404
    return StreamingHttpResponse(
        (piece.encode() for piece in pieces(table)),
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )
