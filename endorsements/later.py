"""What became of endorsements: noted and taken back by staff, and read by every page that shows
them. The result itself is never touched."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import dateformat, timezone

from endorsements.clock import database_now
from endorsements.errors import CannotBeNoted
from endorsements.models import Contest, Election, ElectionKind, LaterState, Result
from endorsements.models.later import AT_AN_ELECTION, BY_A_ROUND, CARRYING, Stage, phrase
from members import audit
from members.models import User

NOTED = "This is noted already."
REFUSED = {
    "later_state_is_noted_once": NOTED,
    "later_state_is_not_won_and_lost": "The opposite is noted of the same election: take it back.",
    "later_state_is_not_carried_and_not_carried": "The opposite is noted: take it back first.",
}


@transaction.atomic
def note(noted: LaterState, *, by: User) -> LaterState:
    """Store what became of an endorsement; see `obstacle` for what is refused.

    Raises:
        CannotBeNoted: it is about no endorsement here, or contradicts what is noted.
    """
    if barred := obstacle(noted):
        raise CannotBeNoted(barred)
    if _is_noted(noted):
        raise CannotBeNoted(NOTED)
    try:
        with transaction.atomic():
            noted.save(force_insert=True)
    except IntegrityError as error:
        said = next((words for name, words in REFUSED.items() if name in str(error)), None)
        if said is None:
            raise
        raise CannotBeNoted(said) from None
    detail = {"winner": noted.winner, "on": noted.on, "reason": noted.reason}
    said = phrase(noted.state, noted.election)
    audit.record("endorsement.later", by=by, of=noted.contest, said=said, **detail)
    return noted


def obstacle(noted: LaterState) -> str:
    """Why this cannot be noted, in a sentence; empty when it can."""
    decided = noted.contest.round
    result = Result.objects.filter(contest=noted.contest).first()
    if not decided.has_public_outcome or decided.rehearsal or result is None:
        return "Only what a published round decided has a later state."
    if noted.winner not in result.numbers["winners"]:
        return "The members did not endorse this name."
    if noted.on > timezone.localdate():
        return "It is noted once it has happened."
    ends = [moment for moment in (decided.closes_at, decided.published_at) if moment]
    if noted.on < timezone.localdate(min(ends)):
        return "This is before the vote ended."
    if not noted.reason.strip():
        return "Please say on what this rests."
    if noted.election and noted.state not in AT_AN_ELECTION:
        return "Only who won or lost did so at an election."
    return _obstacle_of_round(noted) or _obstacle_of_election(noted)


def _is_noted(noted: LaterState) -> bool:
    """Asked before storing: PostgreSQL names whichever of two broken constraints it meets first."""
    same = {name: getattr(noted, name) for name in ("contest", "winner", "state", "election")}
    return LaterState.objects.that_stand().filter(**same).exists()


def _obstacle_of_election(noted: LaterState) -> str:
    """Whether it fits the election that the contest names, and the one that follows that."""
    first = noted.contest.at_election
    if first is None:
        return ""
    then = _followed_by(first)
    if noted.state in CARRYING:
        if first.kind != ElectionKind.PRIMARY:
            return f"Nothing is carried forward from {first}: it is no primary."
        return "" if then is None or noted.on <= then.day else f"It is too late for {then}."
    if noted.state not in AT_AN_ELECTION:
        return ""
    held = {first.kind: first} | ({then.kind: then} if then else {})
    is_open = then is None and first.kind == ElectionKind.PRIMARY
    if noted.election and noted.election not in held:
        unknown = is_open and noted.election != ElectionKind.PRIMARY
        return "" if unknown else f"It is about {first}, not about {Stage(noted.election).label}."
    at = held.get(noted.election, first)
    return "" if noted.on >= at.day else f"It is noted once it has happened: {at}."


def _followed_by(election: Election) -> Election | None:
    return Election.objects.filter(follows=election).first()


def _obstacle_of_round(noted: LaterState) -> str:
    if (noted.state in BY_A_ROUND) != (noted.by_round is not None):
        return "Name the round where a round rescinded or superseded it, and only there."
    other = noted.by_round
    if other is None:
        return ""
    if other.pk == noted.contest.round_id or other.rehearsal or not other.has_public_outcome:
        return "It takes another round, whose outcome is published."
    return ""


@transaction.atomic
def take_back(noted_id: int, *, because: str, by: User) -> LaterState:
    """Say that a mark was a mistake; it stays in the database and leaves the pages.

    Raises:
        CannotBeNoted: it was taken back before, or nobody says why.
    """
    noted = LaterState.objects.select_for_update(of=("self",)).get(pk=noted_id)
    if noted.taken_back_at is not None:
        raise CannotBeNoted("This was taken back before.")
    if not because.strip():
        raise CannotBeNoted("Please say why it is taken back.")
    noted.taken_back_at, noted.taken_back_because = database_now(), because.strip()
    noted.save(update_fields=["taken_back_at", "taken_back_because"])
    said = phrase(noted.state, noted.election)
    audit.record(
        "endorsement.later_taken_back",
        by=by,
        of=noted.contest,
        winner=noted.winner,
        said=said,
        reason=noted.taken_back_because,
    )
    return noted


def by_winner(contests: Iterable[Contest]) -> dict[tuple[int, str], list[LaterState]]:
    """(contest, key of who was endorsed) to what stands of them, the oldest first; one query."""
    keys = [contest.pk for contest in contests]
    rows = LaterState.objects.that_stand().filter(contest__in=keys).select_related("by_round")
    found: dict[tuple[int, str], list[LaterState]] = {}
    for row in rows:
        found.setdefault((row.contest_id, row.winner), []).append(row)
    return found


def in_words(noted: LaterState) -> str:
    """For example "Won the primary (1 September 2026)"."""
    said = phrase(noted.state, noted.election)
    if noted.by_round is not None:
        said = f"{said}, “{noted.by_round.title}”"
    return f"{said[0].upper()}{said[1:]} ({dateformat.format(noted.on, 'j F Y')})"


def all_in_words(noted: Iterable[LaterState]) -> str:
    return "; ".join(in_words(one) for one in noted)
