"""What is due for a round, read from the database: the beat asks, the workers do."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q

from endorsements import certification, custody, embargo
from endorsements.checklist import KEYS_NEEDED
from endorsements.models import Checkpoint, KeyName, LogEntry, Round, RoundStatus
from endorsements.paper import entering

OPEN_VOTING = "open_voting"
CLOSE_VOTING = "close_voting"
SIGN_LOG = "sign_log"
MAKE_KEY = {key: f"make_{key}_key" for key in KeyName}
PROVE_KEY = {key: f"prove_{key}_key" for key in KeyName}
DESTROY_KEY = {key: f"destroy_{key}_key" for key in KeyName}
MIX = "mix_round"
TALLY = "tally_round"
TELL = "tell_candidates"
PUBLISH = "publish_round"
CERTIFY = "certify_round"
# Has "tally" in its name, for that worker has the key.
TALLY_CHALLENGED = "tally_challenged"
COUNTING = {RoundStatus.CLOSED.value: MIX, RoundStatus.MIXED.value: TALLY}
LATE_AFTER = timedelta(minutes=5)


def due(voting_round: Round, now: datetime) -> Iterator[str]:
    """Names of the steps a round needs now, in the order in which they should be done."""
    status = voting_round.status
    if status == RoundStatus.SCHEDULED:
        yield from _before_opening(voting_round, now)
    if voting_round.effective_status == RoundStatus.OPEN and _passed(voting_round.closes_at, now):
        yield CLOSE_VOTING
    if has_unsigned_log(voting_round):
        yield SIGN_LOG
    yield from _after_the_close(voting_round, now)
    if status == RoundStatus.PUBLISHED and voting_round.challenges.to_open().exists():
        yield TALLY_CHALLENGED
    for key in custody.keys_to_destroy(voting_round):
        yield DESTROY_KEY[key]
    if certification.is_due(voting_round):
        yield CERTIFY


def waits_for_paper(voting_round: Round) -> bool:
    """Whether nothing but sheets of paper, which two people have to enter, holds up the count."""
    return voting_round.status == RoundStatus.MIXED and entering.is_awaited(voting_round)


def keys_in_use(voting_round: Round) -> tuple[KeyName, ...]:
    """Keys that must be there now, so that their workers prove them; of a held round those that
    the rest of its life needs: it is released once they were proved."""
    if voting_round.status in (RoundStatus.SCHEDULED, RoundStatus.OPEN):
        return tuple(KeyName)
    return KEYS_NEEDED.get(voting_round.held_from, ())


def _before_opening(voting_round: Round, now: datetime) -> Iterator[str]:
    for key in KeyName:
        if getattr(voting_round, f"{key}_key") is None:
            yield MAKE_KEY[key]
    if _passed(voting_round.opens_at, now):
        yield OPEN_VOTING


def _after_the_close(voting_round: Round, now: datetime) -> Iterator[str]:
    status = voting_round.status
    if status in COUNTING and not waits_for_paper(voting_round):
        yield COUNTING[status]
    if embargo.is_due(voting_round):
        yield TELL
    if status == RoundStatus.COUNTED and _passed(voting_round.publication_due_at, now):
        yield PUBLISH


def _passed(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def has_unsigned_log(voting_round: Round) -> bool:
    """Whether entries, pending ones included, stand after the last signed checkpoint."""
    last = Checkpoint.objects.filter(round=voting_round).values_list("seq", flat=True).last()
    newer = Q(seq__isnull=True) | Q(seq__gt=-1 if last is None else last)
    return LogEntry.objects.filter(newer, round=voting_round).exists()


def unfinished() -> list[Round]:
    """Rounds that may need a step, the most urgent first."""
    settled = Q(status__in=[RoundStatus.CERTIFIED, RoundStatus.ANNULLED, RoundStatus.DRAFT])
    active = Round.objects.exclude(settled)
    waiting_for_destruction = Round.objects.filter(settled, key_events__isnull=False).distinct()
    return [*active.order_by(F("closes_at").asc(nulls_last=True)), *waiting_for_destruction]


def is_stuck(voting_round: Round, now: datetime) -> bool:
    """Whether the next step should have been done long ago: staff are told."""
    if voting_round.challenges.stopping().exists():
        return False  # of which staff are told as what it is
    due_at = {
        RoundStatus.OPEN: voting_round.closes_at,
        RoundStatus.CLOSED: voting_round.closes_at,
        RoundStatus.MIXED: voting_round.closes_at,
        RoundStatus.COUNTED: voting_round.publication_due_at,
        RoundStatus.PUBLISHED: voting_round.certification_due_at,
    }.get(RoundStatus(voting_round.status))
    return due_at is not None and due_at + LATE_AFTER < now
