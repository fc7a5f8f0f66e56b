"""Rounds on their way through the count, and what must become of them when something is wrong."""

from endorsements import counting, keys, log, mixing, tasks
from endorsements.models import KeyName, LogEntry, RecordFile
from members.models import OutboxMail
from tests.factories.endorsements import cast_all, close, fresh, open_round

CHOICES = ["ash", "ash", "birch"]
VOTERS = 4


def closed():
    voting_round = open_round(VOTERS)
    cast_all(voting_round, CHOICES)
    close(voting_round)
    return fresh(voting_round)


def mixed():
    voting_round = closed()
    mixing.mix(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    return fresh(voting_round)


def counted():
    voting_round = mixed()
    counting.tally(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    return fresh(voting_round)


def assert_held(voting_round, step, reason):
    before = fresh(voting_round).status
    for _ in range(2):
        tasks.TASKS[step](str(voting_round.pk))

    held = fresh(voting_round)
    assert (held.status, held.held_from) == ("held", before)
    assert reason in held.stop_reason
    assert RecordFile.objects.filter(round=voting_round).count() <= 1
    told = OutboxMail.objects.filter(kind="alert").values_list("body", flat=True)
    assert [held.stop_reason in body for body in told] == [True]
    assert LogEntry.objects.filter(kind="hold").count() == 1
    assert keys.is_in_custody(voting_round.pk, KeyName.TALLY)


BROKEN = "The log does not add up"


def change_a_line(voting_round):
    LogEntry.objects.filter(seq=1).update(payload={"slot": "00" * 16})
