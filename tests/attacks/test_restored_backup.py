"""An older database comes back while keys and checkpoints outside it are of today."""

import pytest
from django.db import connection

from endorsements import casting, keys, log, mixing, rounds, steps, tasks
from endorsements.checklist import RESTORED
from endorsements.errors import NotReady
from endorsements.models import (
    CastRecord,
    Checkpoint,
    KeyName,
    LogEntry,
    Round,
    RoundStatus,
)
from members.models import OutboxMail
from tests.endorsements.driving import drive
from tests.factories.endorsements import (
    cast,
    cast_all,
    close,
    entries,
    fresh,
    open_round,
    published_round,
    release,
    scheduled_round,
)
from tests.factories.members import StaffFactory
from tests.tampering import guards_off, run

pytestmark = pytest.mark.django_db
TABLES = [
    "castrecord",
    "checkpoint",
    "envelope",
    "innerballot",
    "keyevent",
    "logentry",
    "recordfile",
    "result",
    "rollentry",
    "round",
]


@pytest.fixture
def back_up():
    """Copies the rounds' tables aside; returns the way back to them."""

    def copy():
        for table in TABLES:
            run(f"CREATE TEMPORARY TABLE old_{table} AS SELECT * FROM endorsements_{table}")  # noqa: S608
        return restore

    def restore():
        with guards_off():
            for table in TABLES:
                run(f"DELETE FROM endorsements_{table}")  # noqa: S608
                run(f"INSERT INTO endorsements_{table} SELECT * FROM old_{table}")  # noqa: S608

    assert connection.in_atomic_block
    return copy


def told():
    alerts = OutboxMail.objects.filter(kind="alert").order_by("pk")
    return [mail.body.splitlines()[0] for mail in alerts]


def signed(voting_round):
    return list(Checkpoint.objects.filter(round=voting_round).values_list("seq", flat=True))


def test_a_round_set_back_while_open_is_held_and_nothing_more_is_signed(back_up, bells):
    voting_round = open_round(3)
    first, second, third = entries(voting_round)
    cast(first)
    tasks.sign_log(str(voting_round.pk))
    restore = back_up()
    cast(second)
    tasks.sign_log(str(voting_round.pk))
    restore()

    tasks.reconcile()
    tasks.reconcile()

    held = fresh(voting_round)
    assert (held.status, held.held_from, held.stop_reason) == ("held", "open", RESTORED)
    assert told() == [f"The round is held: {RESTORED}", RESTORED]
    assert bells == []
    tasks.sign_log(str(voting_round.pk))
    assert signed(voting_round) == [0, 1]
    with pytest.raises(casting.RoundNotOpen):
        cast(third)


def test_new_ballots_do_not_hide_that_older_ones_are_missing(back_up, bells):
    """The first flush after the restoring would write the fork down as if nothing had been."""
    voting_round = open_round(4)
    restore = back_up()
    cast(entries(voting_round)[0])
    tasks.sign_log(str(voting_round.pk))
    restore()
    cast_all(voting_round, ["ash"] * 4)
    kept = log._checkpoint_file(voting_round.pk).read_text()

    tasks.flush_logs()

    assert fresh(voting_round).stop_reason == RESTORED
    assert signed(voting_round) == [0]
    assert log._checkpoint_file(voting_round.pk).read_text() == kept


def test_a_round_set_back_cannot_be_released(back_up, bells):
    voting_round, staff = open_round(2), StaffFactory()
    restore = back_up()
    cast(entries(voting_round)[0])
    tasks.sign_log(str(voting_round.pk))
    restore()
    tasks.reconcile()

    with pytest.raises(NotReady, match="an older backup was restored"):
        release(voting_round.pk, "Looks fine.")
    tasks.reconcile()
    assert fresh(voting_round).status == "held"
    rounds.annul(
        voting_round.pk, reason="A backup came back.", by=staff, proposed_by=StaffFactory()
    )
    tasks.reconcile()

    assert fresh(voting_round).status == "annulled"
    assert {step for _, step in bells} == {"destroy_mix_key", "destroy_tally_key"}


def test_a_round_set_back_to_before_its_opening_does_not_open_again(back_up, bells):
    voting_round = scheduled_round(2)
    restore = back_up()
    drive(voting_round)
    cast(entries(voting_round)[0])
    tasks.sign_log(str(voting_round.pk))
    restore()

    tasks.reconcile()
    tasks.open_voting(str(voting_round.pk))

    assert fresh(voting_round).status == "scheduled"
    assert not LogEntry.objects.exists()
    assert told() == [RESTORED, f"The round could not be opened: {RESTORED}"]
    assert bells == []
    with pytest.raises(rounds.NotReady, match="an older backup was restored"):
        rounds.open_voting(voting_round.pk, by=StaffFactory(), proposed_by=StaffFactory())


def test_a_round_set_back_to_before_the_mix_is_held_unmixed(back_up, bells):
    voting_round = open_round(2)
    cast_all(voting_round, ["ash", "birch"])
    close(voting_round)
    tasks.sign_log(str(voting_round.pk))
    log.write_out_checkpoints(voting_round.pk)
    restore = back_up()
    mixing.mix(voting_round.pk)
    tasks.sign_log(str(voting_round.pk))
    restore()

    tasks.mix_round(str(voting_round.pk))

    held = fresh(voting_round)
    assert (held.status, held.held_from, held.stop_reason) == ("held", "closed", RESTORED)
    assert not keys.is_in_custody(voting_round.pk, KeyName.MIX)


@pytest.mark.parametrize("step", ["tally_round", "publish_round"])
def test_no_step_of_the_count_goes_on_from_an_older_database(back_up, bells, step):
    voting_round = open_round(1)
    cast_all(voting_round, ["ash"])
    close(voting_round)
    before = {"tally_round": ["mix_round"], "publish_round": ["mix_round", "tally_round"]}[step]
    for one in before:
        tasks.TASKS[one](str(voting_round.pk))
        tasks.sign_log(str(voting_round.pk))
    restore = back_up()
    drive(voting_round)
    restore()

    tasks.TASKS[step](str(voting_round.pk))

    assert fresh(voting_round).stop_reason == RESTORED
    assert CastRecord.objects.count() == (1 if step == "publish_round" else 0)


def test_destructions_are_run_again_where_an_older_backup_came_back(back_up, bells):
    """Even when the files of the keys came back with it."""
    voting_round = open_round(1)
    cast_all(voting_round, ["ash"])
    close(voting_round)
    mixing.mix(voting_round.pk)
    tasks.sign_log(str(voting_round.pk))
    restore = back_up()
    drive(voting_round)
    assert fresh(voting_round).status == RoundStatus.CERTIFIED
    restore()
    for key in (KeyName.MIX, KeyName.TALLY):
        keys.make(voting_round.pk, key)
    bells.clear()

    tasks.reconcile()
    assert bells == [(voting_round.pk, steps.DESTROY_KEY[KeyName.MIX])]
    tasks.destroy_mix_key(str(voting_round.pk))
    assert not keys.is_in_custody(voting_round.pk, KeyName.MIX)
    rounds.annul(
        voting_round.pk, reason="A backup came back.", by=StaffFactory(), proposed_by=StaffFactory()
    )
    tasks.reconcile()
    tasks.destroy_tally_key(str(voting_round.pk))

    assert not keys.is_in_custody(voting_round.pk, KeyName.TALLY)


def test_rounds_that_were_not_set_back_go_on(back_up, bells):
    untouched = open_round(1)
    cast(entries(untouched)[0])
    voting_round = open_round(1)
    restore = back_up()
    cast(entries(voting_round)[0])
    tasks.sign_log(str(voting_round.pk))
    restore()

    tasks.reconcile()

    assert bells == [(untouched.pk, "sign_log")]
    assert Round.objects.get(pk=untouched.pk).status == "open"


def test_a_certified_round_that_was_set_back_is_told_and_left_to_staff(back_up, bells):
    voting_round = published_round(["ash"])
    tasks.sign_log(str(voting_round.pk))
    restore = back_up()
    drive(voting_round)
    restore()

    tasks.reconcile()

    held = fresh(voting_round)
    assert (held.status, held.held_from) == ("held", "published")
    assert told() == [f"The round is held: {RESTORED}", RESTORED]
