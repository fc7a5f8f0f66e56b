"""The operations of the API, each for GET alone."""

from collections.abc import Iterable
from typing import Annotated, Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from scorecard import models
from scorecard.api import answers, homes, schemas
from scorecard.api.edges import open_to_all, refusal
from scorecard.dataset import Table, agenda, votes
from scorecard.models import Legislator, Position, Session

MOST = 200
Limit = Annotated[int, Query(50, ge=1, le=MOST, description="How many at once.")]
Offset = Annotated[int, Query(0, ge=0, le=1_000_000, description="How many to leave out first.")]
Text = Annotated[str, Query("", max_length=100)]

api = NinjaAPI(
    title=f"Scorecard of {settings.ORGANISATION_NAME}",
    version="1.0.0",
    description="How legislators voted, read-only. Numbers count each person once. What is "
    f"here stays; fields may be added. {settings.DATA_LICENCE}",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_decorator(open_to_all, mode="view")


@api.exception_handler(Http404)
def nothing(request: HttpRequest, refused: Http404) -> HttpResponse:
    return refusal("There is nothing at this address.", 404)


@api.exception_handler(homes.NotFound)
def nowhere(request: HttpRequest, refused: homes.NotFound) -> HttpResponse:
    return refusal(str(refused), 404)


@api.exception_handler(ValidationError)
def misunderstood(request: HttpRequest, refused: ValidationError) -> HttpResponse:
    first: dict[str, Any] = refused.errors[0]
    return refusal(f"{first['loc'][-1]}: {first['msg']}.", 422)


def _page(
    request: HttpRequest, rows: QuerySet[Any] | list[Any], limit: int, offset: int, as_answers: Any
) -> dict[str, object]:
    count = len(rows) if isinstance(rows, list) else rows.count()
    following = None
    if offset + limit < count:
        query = request.GET.copy()
        query["offset"], query["limit"] = str(offset + limit), str(limit)
        following = f"{settings.BASE_URL}{request.path}?{query.urlencode()}"
    part: Iterable[Any] = rows[offset : offset + limit]
    return {"count": count, "next": following, "results": list(as_answers(part))}


def _session(first_year: int) -> Session:
    session = Session.objects.published().filter(first_year=first_year).select_related("rules")
    if not (found := session.first()):
        raise Http404
    return found


def _rows_of(table: Table, first_year: int | None = None) -> list[dict[str, object]]:
    """The rows of a file, of one session if one is named."""
    rows: Iterable[dict[str, object]] = (
        dict(zip(table.header, row, strict=True)) for row in table.rows()
    )
    return [row for row in rows if first_year is None or row["session"] == first_year]


@api.get("/sessions", response=schemas.Page[schemas.Session], summary="Published sessions")
def sessions(request: HttpRequest, limit: Limit, offset: Offset) -> dict[str, object]:
    return _page(request, _rows_of(votes.SESSIONS), limit, offset, list)


@api.get(
    "/sessions/{first_year}/medians", response=list[schemas.Median], summary="Medians of a session"
)
def medians(request: HttpRequest, first_year: int) -> list[dict[str, object]]:
    _session(first_year)
    return _rows_of(votes.MEDIANS, first_year)


@api.get(
    "/sessions/{first_year}/bills",
    response=schemas.Page[schemas.Bill],
    summary="Tracked bills of a session",
)
def bills(request: HttpRequest, first_year: int, limit: Limit, offset: Offset) -> dict[str, object]:
    _session(first_year)
    return _page(request, _rows_of(agenda.BILLS, first_year), limit, offset, list)


@api.get(
    "/sessions/{first_year}/items",
    response=schemas.Page[schemas.Item],
    summary="Scored items of a session, of one chamber or topic if named",
)
def items(
    request: HttpRequest,
    first_year: int,
    limit: Limit,
    offset: Offset,
    chamber: schemas.Chambers | None = None,
    topic: Text = "",
) -> dict[str, object]:
    session = _session(first_year)
    rows = session.items.prefetch_related("topics").order_by("chamber", "sheet_row")
    if chamber:
        rows = rows.filter(chamber=chamber)
    if topic:
        rows = rows.filter(topics__slug=topic)
    return _page(request, rows, limit, offset, lambda part: answers.items(session, part))


@api.get(
    "/sessions/{first_year}/items/{chamber}/{number}",
    response=schemas.ItemWithPositions,
    summary="A scored item with who voted how",
)
def item(
    request: HttpRequest, first_year: int, chamber: schemas.Chambers, number: int
) -> dict[str, object]:
    session = _session(first_year)
    rows = session.items.prefetch_related("topics").filter(chamber=chamber, number=number)
    found = answers.items(session, rows)
    if not found:
        raise Http404
    cells = _positions().filter(item__in=rows).order_by("row__sheet_row")
    return found[0] | {"positions": list(answers.positions(cells))}


def _positions() -> QuerySet[Position]:
    public = Session.objects.published()
    return Position.objects.filter(
        item__session__in=public, row__repeats__isnull=True
    ).select_related("row__legislator", "item__session")


@api.get(
    "/legislators",
    response=schemas.Page[schemas.Legislator],
    summary="Legislators by family name, those in office and former ones",
)
def legislators(
    request: HttpRequest,
    limit: Limit,
    offset: Offset,
    search: Text = "",
    chamber: schemas.Chambers | None = None,
    party: Text = "",
    in_office: bool | None = None,
) -> dict[str, object]:
    """`search` looks in names and districts; `chamber` and `party` are of a seat held today."""
    rows = Legislator.objects.public().prefetch_related("services")
    for word in search.split():
        held = models.Service.objects.filter(district__icontains=word)
        rows = rows.filter(Q(name__icontains=word) | Q(services__in=held)).distinct()
    seats = models.Service.objects.current()
    if chamber:
        seats = seats.filter(chamber=chamber)
    if party:
        seats = seats.filter(party__iexact=party)
    if chamber or party or in_office:
        rows = rows.filter(pk__in=seats.values("legislator"))
    elif in_office is False:
        rows = rows.exclude(pk__in=seats.values("legislator"))
    return _page(request, rows, limit, offset, answers.legislators)


@api.get(
    "/legislators/{slug}",
    response=schemas.LegislatorWithHistory,
    summary="A legislator with scores over the sessions and seats",
)
def legislator(request: HttpRequest, slug: str) -> dict[str, object]:
    return answers.with_history(_legislator(slug))


def _legislator(slug: str) -> Legislator:
    """By the name in today's address or a former one."""
    rows = Legislator.objects.public().prefetch_related("services")
    former = models.FormerSlug.objects.filter(slug=slug).values("legislator")
    found = rows.filter(Q(slug=slug) | Q(pk__in=former)).first()
    if found is None:
        raise Http404
    return found


@api.get(
    "/legislators/{slug}/positions",
    response=schemas.Page[schemas.Position],
    summary="How a legislator voted, the latest session first",
)
def positions(
    request: HttpRequest,
    slug: str,
    limit: Limit,
    offset: Offset,
    session: Annotated[int | None, Query(None, description="First year of one session.")],
) -> dict[str, object]:
    rows = _positions().filter(row__legislator=_legislator(slug))
    if session is not None:
        rows = rows.filter(item__session__first_year=session)
    order = ("-item__session__first_year", "item__chamber", "item__sheet_row")
    return _page(request, rows.order_by(*order), limit, offset, answers.positions)


@api.get("/find", response=schemas.Home, summary="Who sits for a town, or for a point")
def find(
    request: HttpRequest,
    town: Text = "",
    ward: Text = "",
    precinct: Text = "",
    longitude: Annotated[float | None, Query(None, ge=-180, le=180)] = None,
    latitude: Annotated[float | None, Query(None, ge=-90, le=90)] = None,
) -> dict[str, object]:
    """Give a town, with ward and precinct where they are asked for; or a point in degrees.

    A point stands in the address, which programs between may note: where it is somebody's home,
    give the town.
    """
    if longitude is not None and latitude is not None:
        return homes.of_point(longitude, latitude)
    if not town:
        raise homes.NotFound("Give a town, or both longitude and latitude.")
    return homes.of_town(town, ward, precinct)


def description() -> dict[str, Any]:
    """The description for programs, as OpenAPI 3."""
    found = api.get_openapi_schema(path_prefix=reverse("api:operations"))
    found["components"]["schemas"]["Error"] = schemas.Error.model_json_schema()
    mistake = {"schema": {"$ref": "#/components/schemas/Error"}}
    for methods in found["paths"].values():
        methods["get"]["responses"]["default"] = {
            "description": "A mistake, in one sentence.",
            "content": {"application/json": mistake},
        }
    return found
