"""A contest's public records for outside tabulators, written while they are sent."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from endorsements.exports import cvr_csv, cvr_json
from endorsements.exports.reading import contest_of, ranks_offered, ranks_used
from endorsements.models import CastRecord, Contest, Result, Round
from endorsements.tally.results import RECORDS


def _public_result(request: HttpRequest, slug: str, contest: str) -> Result:
    """The result of a contest whose single records are public."""
    result = get_object_or_404(
        Result.objects.select_related("contest__round"),
        contest__round__in=Round.objects.announced_to(request.user).published(),
        contest__round__slug=slug,
        contest__key=contest,
    )
    if result.numbers["published"] != RECORDS:
        raise Http404
    return result


@require_safe
def records_csv(request: HttpRequest, slug: str, contest: str) -> StreamingHttpResponse:
    """Cast vote records as a table: a line per ballot, a column per rank or candidate."""
    result = _public_result(request, slug, contest)
    exported = contest_of(_definition(result.contest), result.numbers["withdrawn"])
    records = CastRecord.objects.of(result.contest)
    offered = ranks_offered(exported.rule)
    most = ranks_used(exported, records.ranking_beyond(offered)) if offered else 0
    pieces = cvr_csv.csv_pieces(exported, records.in_order(), most_ranks=most)
    return _download(pieces, "text/csv", f"{slug}-{contest}-cvr.csv")


@require_safe
def records_json(request: HttpRequest, slug: str, contest: str) -> StreamingHttpResponse:
    """Cast vote records in the common data format of NIST SP 1500-103."""
    result = _public_result(request, slug, contest)
    voting_round = result.contest.round
    exported = contest_of(_definition(result.contest), result.numbers["withdrawn"])
    published_at = voting_round.published_at.isoformat() if voting_round.published_at else ""
    about = cvr_json.Round(voting_round.definition or {}, published_at)
    pieces = cvr_json.json_pieces(about, exported, CastRecord.objects.of(result.contest).in_order())
    return _download(pieces, "application/json", f"{slug}-{contest}-cvr.json")


def _definition(contest: Contest) -> dict[str, object]:
    contests = (contest.round.definition or {})["contests"]
    return next(one for one in contests if one["key"] == contest.key)


def _download(pieces: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        (piece.encode() for piece in pieces),
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
