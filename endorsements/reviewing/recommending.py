"""The committee's recommendation in a contest: set before the opening, corrected openly after."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from endorsements.errors import CannotRecommend
from endorsements.models import (
    Contest,
    Recommendation,
    RecommendationCorrection,
    Recommended,
    Round,
    RoundStatus,
)
from members import audit
from members.models import User

BEFORE_OPENING = (RoundStatus.DRAFT, RoundStatus.SCHEDULED)
ENDED = (RoundStatus.CERTIFIED, RoundStatus.ANNULLED)


@dataclass(frozen=True)
class Said:
    """What a recommendation is to say; `candidate_id` where it is one."""

    choice: str
    candidate_id: int | None = None
    reasons: str = ""
    recused: str = ""


@transaction.atomic
def set_down(contest_id: int, said: Said, *, because: str = "", by: User) -> Recommendation:
    """Write down what the committee recommends.

    Args:
        because: why it is corrected; needed once the round has opened, and printed.

    Raises:
        CannotRecommend: it does not fit the contest, or a correction does not say why.
    """
    contest = Contest.objects.select_related("round").get(pk=contest_id)
    # An opening at this moment waits, or is waited for.
    voting_round = Round.objects.select_for_update(no_key=True).get(pk=contest.round_id)
    contest.round = voting_round
    require(contest, said, because=because)
    is_correction = not may_edit(voting_round)
    row, _ = Recommendation.objects.select_for_update(of=["self"]).get_or_create(contest=contest)
    if is_correction:
        _note_correction(row, because)
    row.choice, row.candidate_id = said.choice, said.candidate_id
    row.reasons, row.recused = said.reasons.strip(), said.recused.strip()
    row.save()
    row = Recommendation.objects.select_related("contest", "candidate").get(pk=row.pk)
    what = "corrected" if is_correction else "set"
    said_now = {"contest": str(contest), "recommended": row.in_words, "reason": because.strip()}
    audit.record(f"recommendation.{what}", by=by, of=voting_round, **said_now)
    return row


def recommendations_in(voting_round: Round) -> dict[str, Recommendation]:
    """Contest key to what is recommended there; contests without a recommendation are absent."""
    found = Recommendation.objects.filter(contest__round=voting_round)
    rows = found.select_related("contest", "candidate").prefetch_related("lines")
    return {row.contest.key: row for row in rows}


def may_edit(voting_round: Round) -> bool:
    """Whether it may still be changed without a word."""
    return voting_round.effective_status in BEFORE_OPENING


def require(contest: Contest, said: Said, *, because: str) -> None:
    """Refuse what does not fit the contest, and corrections without a reason.

    Raises:
        CannotRecommend: with what is wrong in words.
    """
    named = said.candidate_id
    if (named is not None) != (said.choice == Recommended.CANDIDATE):
        raise CannotRecommend("Name a candidate where one is recommended, and only there.")
    if named is not None and not contest.candidates.filter(pk=named).exists():
        raise CannotRecommend(f"This candidate does not run in the contest for {contest}.")
    if said.choice in (Recommended.YES, Recommended.NO) and not contest.is_question:
        raise CannotRecommend(f"{contest} is no ballot question: there is no yes or no to it.")
    if not may_edit(contest.round):
        _require_reason(contest.round, because)


def _require_reason(voting_round: Round, because: str) -> None:
    if voting_round.status in ENDED:
        raise CannotRecommend("The round has ended: what was recommended in it stays as it is.")
    if not because.strip():
        raise CannotRecommend(
            "Members vote on this recommendation already. Say why it is corrected: the page shows "
            "what it said before, and why."
        )


def _note_correction(row: Recommendation, because: str) -> None:
    row.corrections += 1
    RecommendationCorrection.objects.create(
        recommendation=row,
        number=row.corrections,
        made_on=timezone.localdate(),
        before=_as_it_stood(row),
        because=because.strip(),
    )


def _as_it_stood(row: Recommendation) -> str:
    parts = [f"{row.in_words}.", row.reasons]
    if row.names_of_recused:
        parts.append(f"Recused: {'; '.join(row.names_of_recused)}.")
    return "\n".join(filter(None, parts))
