"""A round in public: before, during and after the vote, its check codes and its record."""

import mimetypes
import tempfile

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsements import publication, steps
from endorsements.challenges import answering
from endorsements.incumbents import cards_of
from endorsements.models import Announcement, Candidate, CastRecord, RollEntry, Round, RoundStatus
from endorsements.protocol.records import grouped
from endorsements.questionnaires.reading import asked_contests
from endorsements.runoffs import round_before
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.rule_words import rule_in_words
from endorsements.tally.selection_words import BETWEEN_CHOICES, selections_in_words
from endorsements.turnout import turnout_of
from endorsements.views import results, rows
from endorsements.views.voter import member_of, why_not_on_the_roll

ZIP_IN_MEMORY = 8 * 1024 * 1024
BEFORE_CLOSE = (RoundStatus.SCHEDULED, RoundStatus.OPEN)
WORKING = (RoundStatus.CLOSED, RoundStatus.MIXED, RoundStatus.COUNTED)


def _announced(request: HttpRequest, slug: str) -> Round:
    return get_object_or_404(Round.objects.announced_to(request.user), slug=slug)


@require_safe
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One round, whatever point of its life it is at."""
    voting_round = _announced(request, slug)
    context = {
        "round": voting_round,
        "steps": rows.steps_of(voting_round),
        "left": rows.left_of(voting_round),
        "turnout": turnout_of(voting_round),
        "added": RollEntry.objects.filter(round=voting_round).added().count(),
        "contests": _contests(voting_round),
        "results": results.result_rows(voting_round),
        "files": publication.file_names(voting_round),
        "challenged": answering.in_words(voting_round),
        "waits_for_paper": steps.waits_for_paper(voting_round),
        "is_working": voting_round.effective_status in WORKING,
        **_of_the_reader(request, voting_round),
        "follows": round_before(voting_round),
        "news": Announcement.objects.published().filter(round=voting_round).first(),
    }
    return render(request, "endorsements/round.html", context)


def _of_the_reader(request: HttpRequest, voting_round: Round) -> dict[str, object]:
    """Whether the member who reads may vote, and if not, why not."""
    member = member_of(request)
    if member is None:
        return {"may_vote": False, "why_not": "", "is_reader": request.user.is_staff}
    may_vote = RollEntry.objects.filter(round=voting_round).of_member(member).exists()
    asks = voting_round.effective_status in BEFORE_CLOSE
    why_not = why_not_on_the_roll(voting_round, member) if asks and not may_vote else ""
    return {"may_vote": may_vote, "why_not": why_not, "is_reader": True}


def _contests(voting_round: Round) -> list[dict[str, object]]:
    people = Candidate.objects.filter(contest__round=voting_round)
    notes = {
        (candidate.contest.key, candidate.key): candidate
        for candidate in people.select_related("contest", "legislator")
    }
    cards = cards_of(notes.values())
    asked = asked_contests(voting_round)
    named = voting_round.contests.select_related("at_election", "for_question")
    rows_of = {contest.key: contest for contest in named}
    return [
        contest
        | {
            "rule": rule_in_words(rule_from_definition(contest)),
            "people": [
                notes[contest["key"], one["key"]]
                for one in contest["candidates"]
                if (contest["key"], one["key"]) in notes  # a question has none
            ],
            "cards": cards.get(contest["key"], []),
            "is_asked": contest["key"] in asked,
            "at": rows_of[contest["key"]].at_election,
            "asks": rows_of[contest["key"]].for_question,
        }
        for contest in (voting_round.definition or {})["contests"]
    ]


@require_safe
@never_cache
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """The status alone, for a page that waits for the result."""
    return JsonResponse({"status": _announced(request, slug).status})


@require_safe
def codes(request: HttpRequest, slug: str, contest: str) -> HttpResponse:
    """Every check code of a contest beside its choice: find yours with your own eyes.

    The whole list goes to everybody, so that nobody learns which code was looked for.
    """
    voting_round = _announced(request, slug)
    result = next((row for row in results.result_rows(voting_round) if row.key == contest), None)
    if result is None or not result.has_records:
        raise Http404
    definition = next(
        one for one in (voting_round.definition or {})["contests"] if one["key"] == contest
    )
    records = CastRecord.objects.filter(contest__round=voting_round, contest__key=contest).order_by(
        "code"
    )
    in_words = selections_in_words(definition, {record.selection for record in records})
    context = {
        "round": voting_round,
        "result": result,
        "records": [
            {
                "code": record.code,
                "grouped": grouped(record.code),
                "choice": _in_lines(in_words[record.selection]),
            }
            for record in records
        ],
    }
    return render(request, "endorsements/codes.html", context)


def _in_lines(choice: str) -> str:
    """As it stands on the receipt, but each name that is ranked, scored or answered on its own."""
    return choice.replace(BETWEEN_CHOICES, BETWEEN_CHOICES + "\n")


@require_safe
def record_file(request: HttpRequest, slug: str, name: str) -> StreamingHttpResponse:
    """One file of the public record."""
    try:
        pieces = publication.file_content(_announced(request, slug), name)
    except KeyError:
        raise Http404 from None
    kind = {"py": "text/plain", "jsonl": "text/plain", "csv": "text/csv"}.get(
        name.rpartition(".")[2], mimetypes.guess_type(name)[0] or "text/plain"
    )
    return StreamingHttpResponse(
        (piece.encode() for piece in pieces),
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name.rpartition("/")[2]}"'},
    )


@require_safe
def record_zip(request: HttpRequest, slug: str) -> FileResponse:
    """The whole public record as one zip."""
    voting_round = _announced(request, slug)
    if not publication.file_names(voting_round):
        raise Http404
    target = tempfile.SpooledTemporaryFile(max_size=ZIP_IN_MEMORY)  # noqa: SIM115 - response closes it
    publication.write_zip(voting_round, target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{voting_round.slug}-record.zip")
