"""Who gets a copy: written by the database itself, a stretch of the roll at a time.

Begun once; killed anywhere it goes on where it stopped, and no member gets a second copy.
"""

from datetime import datetime

from django.db import connection, transaction

from endorsements.mailings import candidates, planning
from endorsements.models import Mailing, MailingKind, MailingState, Round, RoundStatus
from endorsements.models.rounds import BEFORE_CLOSE

ENTRIES_AT_ONCE = 20_000
AFTER = dict.fromkeys(
    (MailingKind.RESULT.value, MailingKind.CANDIDATES.value),
    (RoundStatus.PUBLISHED, RoundStatus.CERTIFIED),
)
# Round, the last member queued, and how many entries of the roll at most; then mailing and time.
# One stretch of the roll; of it those to whom the mail goes; and where the stretch ends.
_QUEUE = """
WITH stretch AS MATERIALIZED (
    SELECT member_id, channel, is_voided FROM endorsements_rollentry
    WHERE round_id = %(round)s AND member_id > %(after)s
    ORDER BY member_id LIMIT %(entries)s
), written AS (
    INSERT INTO endorsements_delivery
        (mailing_id, member_id, state, "to", attempts, last_error, due_at)
    SELECT %(mailing)s, member_id, 'queued', '', 0, '', %(at)s FROM stretch
    WHERE NOT is_voided AND (channel = 'none' OR NOT %(reminding)s)
    ORDER BY member_id
    ON CONFLICT DO NOTHING
)
SELECT max(member_id) FROM stretch
"""


def begin_due(voting_round: Round, now: datetime) -> list[Mailing]:
    """Begin with the mails that are due; of several about the vote the last alone goes out.

    One that nobody has found good waits, until a later one overtakes it.

    Returns:
        Those of the round that are being queued, begun just now or before.
    """
    planned = list(voting_round.mailings.not_begun())
    due = [one for one in planned if _is_due(one, voting_round, now)]
    good = [one for one in due if not planning.waits_for_a_reader(one, voting_round)]
    times = {one.pk: one.due_at(voting_round) or now for one in due if one.is_of_the_vote}
    overtaken = _overtaken(times, {one.pk for one in good})
    for mailing in due:
        if mailing.pk in overtaken:
            _move(mailing, MailingState.DROPPED, now)
        elif mailing in good:
            _move(mailing, MailingState.QUEUING, now)
    _drop_what_is_over(planned, voting_round, now)
    return list(voting_round.mailings.filter(state=MailingState.QUEUING))


def due_and_unread(voting_round: Round, now: datetime) -> list[Mailing]:
    """Those whose time has come, and which wait for somebody to find them good."""
    return [
        one
        for one in voting_round.mailings.not_begun()
        if _is_due(one, voting_round, now) and planning.waits_for_a_reader(one, voting_round)
    ]


def queue(mailing: Mailing, now: datetime) -> None:
    """Write the copies that are missing, each stretch of the roll in a transaction of its own."""
    if mailing.is_to_candidates:
        candidates.queue(mailing.pk, now)
        return
    while _queue_stretch(mailing.pk, now):
        pass


@transaction.atomic
def _queue_stretch(mailing_id: int, now: datetime) -> bool:
    mailing = Mailing.objects.select_for_update(no_key=True).get(pk=mailing_id)
    if mailing.state != MailingState.QUEUING:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            _QUEUE,
            {
                "round": mailing.round_id,
                "after": mailing.queued_to,
                "entries": ENTRIES_AT_ONCE,
                "mailing": mailing.pk,
                "at": now,
                "reminding": mailing.is_reminding,
            },
        )
        [last] = cursor.fetchone()
    if last is None:
        mailing.state = MailingState.SENDING
    else:
        mailing.queued_to = last
    mailing.save(update_fields=["state", "queued_to"])
    return last is not None


def _overtaken(times: dict[int, datetime], good: set[int]) -> set[int]:
    """Of the mails about the vote, by their times, those in whose place a later one goes out."""
    latest = max(times.keys() & good, key=times.__getitem__, default=None)
    if latest is None:
        return set()
    return {pk for pk, at in times.items() if at <= times[latest]} - {latest}


def _is_due(mailing: Mailing, voting_round: Round, now: datetime) -> bool:
    if voting_round.status not in AFTER.get(mailing.kind, (RoundStatus.OPEN,)):
        return False
    if _is_over(mailing, voting_round, now):
        return False
    # A round that two people opened early is open, whatever its opening time.
    due = now if mailing.kind == MailingKind.OPENS else mailing.due_at(voting_round)
    return due is not None and due <= now


def _is_over(mailing: Mailing, voting_round: Round, now: datetime) -> bool:
    """Whether a mail about the vote would come after it."""
    closes = voting_round.closes_at
    return mailing.is_of_the_vote and closes is not None and closes <= now


def _drop_what_is_over(planned: list[Mailing], voting_round: Round, now: datetime) -> None:
    ended = voting_round.status == RoundStatus.ANNULLED
    after_the_vote = voting_round.effective_status not in BEFORE_CLOSE
    for mailing in planned:
        is_late = mailing.is_of_the_vote and after_the_vote
        if (ended or is_late) and mailing.state == MailingState.PLANNED:
            _move(mailing, MailingState.DROPPED, now)


def _move(mailing: Mailing, to: MailingState, now: datetime) -> None:
    """Where two workers come at once, one of them moves it."""
    column = "ended_at" if to == MailingState.DROPPED else "begun_at"
    # Whoever changed the words meanwhile has taken back that somebody found them good.
    still = Mailing.objects.not_begun().filter(pk=mailing.pk, read_digest=mailing.read_digest)
    still.update(state=to, **{column: now})
    mailing.state = to
