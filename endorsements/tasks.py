"""Celery rings the bell; the database says what is due. Every task takes a round id at most,
may run twice, and may be killed anywhere."""

import functools
from collections.abc import Callable, Iterable
from uuid import UUID

import structlog
from celery import Task, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from kombu.exceptions import OperationalError

from endorsements import (
    alerts,
    announcements,
    certification,
    counting,
    custody,
    embargo,
    log,
    mixing,
    publication,
    rehearsals,
    rounds,
    steps,
)
from endorsements.challenges import answering, opening
from endorsements.checklist import RESTORED
from endorsements.clock import database_now
from endorsements.errors import DoesNotAddUp, IllegalMove, KeyLost, NotReady
from endorsements.mailings import forgetting, queuing, sending
from endorsements.models import KeyName, Round, RoundStatus
from endorsements.questionnaires.sending import remind
from members import outbox

logger = structlog.get_logger(__name__)
KEYS_IN_USE = (RoundStatus.SCHEDULED, RoundStatus.OPEN, RoundStatus.HELD)
CANNOT_BE_HELD = (RoundStatus.SCHEDULED, RoundStatus.CERTIFIED)


def nudge(round_id: UUID, step: str) -> None:
    """Ask a worker to do a step. With Valkey away nothing is lost: the beat asks again."""
    try:
        TASKS[step].delay(str(round_id))
    except OperationalError:
        logger.warning("broker is away", step=step)


def nudge_on_commit(round_id: UUID, *names: str) -> None:
    """The same for several steps, once the transaction around it is committed."""
    for name in names:
        transaction.on_commit(functools.partial(nudge, round_id, name))


def _or_hold(round_id: str, step: Callable[[], bool | None]) -> bool:
    """Do a step; if anything does not add up, hold the round and tell staff."""
    try:
        return bool(step())
    except (DoesNotAddUp, KeyLost) as fault:
        logger.error("round held", round=round_id, reason=str(fault))
        _hold(round_id, str(fault))
        return False


def _hold(round_id: str, reason: str) -> None:
    with transaction.atomic():
        voting_round = Round.objects.get(pk=round_id)
        try:
            rounds.hold(UUID(round_id), reason=reason)
        except IllegalMove:
            # Not open yet, held already, or over: staff must know all the same.
            if voting_round.status in CANNOT_BE_HELD:
                alerts.tell_staff(voting_round, reason)
            return
        alerts.tell_staff(voting_round, f"The round is held: {reason}")


FAULTY = "A task of this round failed and is tried again; please look at the workers' error log."


def _each(found: Iterable[Round], do: Callable[[Round], object]) -> None:
    """Do the same for every round: what goes wrong in one stops none of the others.

    Whatever it is, it reaches the error log with its trace, and staff are told.
    """
    for voting_round in found:
        try:
            do(voting_round)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("round passed over", round=str(voting_round.id))
            alerts.tell_staff(voting_round, FAULTY)


@shared_task
def reconcile() -> None:
    """Every few seconds: do or ask for whatever is due or stuck."""
    _each(steps.unfinished(), _reconcile_round)


def _reconcile_round(voting_round: Round) -> None:
    if _is_held_as_restored(voting_round):
        # What was destroyed may be back.
        for key in filter(lambda key: custody.may_destroy(voting_round, key), KeyName):
            nudge(voting_round.id, steps.DESTROY_KEY[key])
        return
    now = database_now()
    if steps.is_stuck(voting_round, now):
        waits = steps.waits_for_paper(voting_round)
        alerts.tell_staff(voting_round, PAPER_WAITS if waits else STUCK)
    answering.remind(voting_round, now)
    for step in steps.due(voting_round, now):
        nudge(voting_round.id, step)


def _is_held_as_restored(voting_round: Round) -> bool:
    """Hold a round that an older backup has set back; nothing more is signed of it.

    A signature would contradict what was signed before.
    """
    if not log.is_behind_its_checkpoints(voting_round.id):
        return False
    _hold(str(voting_round.id), RESTORED)
    if voting_round.status != RoundStatus.ANNULLED:
        alerts.tell_staff(voting_round, RESTORED)
    return True


PAPER_WAITS = (
    "The count waits for the ballots on paper: each is entered by two people, and two people say "
    "that all are entered."
)
STUCK = "The count has not finished; please look at the workers."


@shared_task
def flush_logs() -> None:
    """Every two seconds: give pending ballots their place and sign where the log stands."""
    _each(steps.unfinished(), _sign_if_unsigned)


def _sign_if_unsigned(voting_round: Round) -> None:
    if steps.has_unsigned_log(voting_round):
        sign_log(str(voting_round.id))


@shared_task
def prove_keys() -> None:
    """Every minute: ask each worker to show the keys of the rounds that open, are open or held."""
    for voting_round in Round.objects.filter(status__in=KEYS_IN_USE):
        for key in steps.keys_in_use(voting_round):
            nudge(voting_round.id, steps.PROVE_KEY[key])


@shared_task
def forget_rehearsals() -> None:
    """Every hour: delete the rehearsals whose time is over."""
    _each(Round.objects.past_rehearsals(database_now()), lambda past: rehearsals.forget(past.pk))


@shared_task
def remind_candidates() -> None:
    """Every few minutes: remind who has not answered and whose deadline comes near."""
    remind(database_now())


@shared_task
def publish_announcements() -> None:
    """Every half minute: publish what staff have written, where its time has come."""
    announcements.publish_due()


@shared_task
def send_mail() -> None:
    """Every few seconds: hand over the mails that commands have put in the outbox."""
    outbox.hand_over()


@shared_task
def send_mailings() -> None:
    """Every few seconds: queue the mails of rounds that are due, and hand over some of them."""
    now = database_now()

    def queue_due(voting_round: Round) -> None:
        for mailing in queuing.begin_due(voting_round, now):
            queuing.queue(mailing, now)
        for mailing in queuing.due_and_unread(voting_round, now):
            alerts.tell_staff_of_unread(mailing)

    _each(Round.objects.with_mail_to_send(), queue_due)
    sending.hand_over(now)


@shared_task
def forget_mailings() -> None:
    """Every hour: of the mails of rounds that are over keep the numbers alone."""
    _each(Round.objects.with_mail_to_forget(), forgetting.forget)


@shared_task
def open_voting(round_id: str) -> None:
    try:
        rounds.open_voting(UUID(round_id))
    except IllegalMove:
        return
    except NotReady as refusal:
        logger.warning("round not opened", round=round_id, reason=str(refusal))
        alerts.tell_staff_if_late(Round.objects.get(pk=round_id), str(refusal))
    else:
        sign_log(round_id)


@shared_task
def close_voting(round_id: str) -> None:
    try:
        is_closed = _or_hold(round_id, lambda: bool(rounds.close_voting(UUID(round_id))))
    except IllegalMove:
        return
    sign_log(round_id)
    if is_closed:
        nudge(UUID(round_id), steps.MIX)


@shared_task
def sign_log(round_id: str) -> None:
    """Flush, sign, and write the checkpoint to the file outside the database."""
    if _is_held_as_restored(Round.objects.get(pk=round_id)):
        return
    log.flush(UUID(round_id))
    _or_hold(round_id, lambda: log.sign_checkpoint(UUID(round_id)) is not None)
    log.write_out_checkpoints(UUID(round_id))
    alerts.tell_observers(UUID(round_id))


@shared_task
def mix_round(round_id: str) -> None:
    if _or_hold(round_id, lambda: mixing.mix(UUID(round_id))):
        nudge(UUID(round_id), steps.TALLY)


@shared_task
def tally_round(round_id: str) -> None:
    if _or_hold(round_id, lambda: counting.tally(UUID(round_id))):
        nudge(UUID(round_id), steps.PUBLISH)


@shared_task
def tell_candidates(round_id: str) -> None:
    _or_hold(round_id, lambda: embargo.tell_candidates(UUID(round_id)))


@shared_task
def tally_challenged(round_id: str) -> None:
    """Open the ballots that two people have asked for, for their challengers alone."""
    _or_hold(round_id, lambda: bool(opening.open_asked(UUID(round_id))))


@shared_task
def publish_round(round_id: str) -> None:
    if _or_hold(round_id, lambda: publication.publish(UUID(round_id))):
        sign_log(round_id)
        for step in steps.due(Round.objects.get(pk=round_id), database_now()):
            nudge(UUID(round_id), step)
        announcements.publish_due()


@shared_task
def certify_round(round_id: str) -> None:
    if certification.certify(UUID(round_id)):
        sign_log(round_id)


@shared_task
def make_signing_key(round_id: str) -> None:
    custody.make_key(UUID(round_id), KeyName.SIGNING)


@shared_task
def make_mix_key(round_id: str) -> None:
    custody.make_key(UUID(round_id), KeyName.MIX)


@shared_task
def make_tally_key(round_id: str) -> None:
    custody.make_key(UUID(round_id), KeyName.TALLY)


@shared_task
def prove_signing_key(round_id: str) -> None:
    _prove(round_id, KeyName.SIGNING)


@shared_task
def prove_mix_key(round_id: str) -> None:
    _prove(round_id, KeyName.MIX)


@shared_task
def prove_tally_key(round_id: str) -> None:
    _prove(round_id, KeyName.TALLY)


def _prove(round_id: str, key: KeyName) -> None:
    voting_round = Round.objects.get(pk=round_id)
    is_announced = getattr(voting_round, f"{key}_key") is not None
    if is_announced and key in steps.keys_in_use(voting_round):
        _or_hold(round_id, lambda: custody.prove_key(UUID(round_id), key))


@shared_task
def destroy_signing_key(round_id: str) -> None:
    custody.destroy_key(UUID(round_id), KeyName.SIGNING)


@shared_task
def destroy_mix_key(round_id: str) -> None:
    custody.destroy_key(UUID(round_id), KeyName.MIX)


@shared_task
def destroy_tally_key(round_id: str) -> None:
    if custody.destroy_key(UUID(round_id), KeyName.TALLY):
        nudge(UUID(round_id), steps.CERTIFY)


TASKS: dict[str, Task] = {
    task.__name__: task
    for task in (
        open_voting,
        close_voting,
        sign_log,
        mix_round,
        tally_round,
        tally_challenged,
        tell_candidates,
        publish_round,
        certify_round,
        make_signing_key,
        make_mix_key,
        make_tally_key,
        prove_signing_key,
        prove_mix_key,
        prove_tally_key,
        destroy_signing_key,
        destroy_mix_key,
        destroy_tally_key,
    )
}
