"""The log: places in batches, heads, checkpoints, and the file outside the database."""

import json

import pytest
from nacl.signing import VerifyKey

from endorsements import (
    keys,
    log,
    roll,
    voiding,
)
from endorsements.errors import DoesNotAddUp, KeyLost
from endorsements.models import Checkpoint, KeyName, LogEntry
from endorsements.protocol.digests import checkpoint_message
from tests.factories.endorsements import cast, cast_all, entries, open_round, scheduled_round
from tests.factories.members import StaffFactory
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db


def lines(voting_round):
    return [log.entry_line(one) for one in LogEntry.objects.filter(round=voting_round).in_order()]


def replay(voting_round):
    return log.replay(voting_round, roll.public_roll(voting_round))


def on_file(voting_round):
    path = log._checkpoint_file(voting_round.pk)
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_ballots_wait_until_they_get_their_place():
    voting_round = open_round(2)
    cast_all(voting_round, ["ash", "birch"])
    assert len(lines(voting_round)) == 1

    assert log.flush(voting_round.pk) == 2
    assert log.flush(voting_round.pk) == 0

    assert [line["seq"] for line in lines(voting_round)] == [0, 1, 2]
    assert replay(voting_round).seq == 2


def test_a_batch_is_sorted_by_commitment_which_hides_the_order_of_casting():
    voting_round = open_round(8)
    cast_all(voting_round, ["ash"] * 8)

    log.flush(voting_round.pk)

    commitments = [line["payload"]["commitment"] for line in lines(voting_round)[1:]]
    assert commitments == sorted(commitments)


def test_ballots_without_a_beginning_of_the_log_are_a_fault_of_ours():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    with guards_off():
        LogEntry.objects.filter(seq=0).delete()

    with pytest.raises(LookupError):
        log.flush(voting_round.pk)


def test_a_ballots_line_carries_its_receipt_and_no_time():
    voting_round = open_round(1)
    receipt = cast(entries(voting_round)[0])
    log.flush(voting_round.pk)

    line = lines(voting_round)[1]
    assert set(line) == {"seq", "kind", "payload", "head", "signature"}
    assert line["signature"] == receipt.signature.hex()
    assert line["payload"] == {
        "slot": receipt.slot.hex(),
        "version": 1,
        "commitment": receipt.commitment.hex(),
    }


def test_a_checkpoint_is_signed_by_the_rounds_key():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    log.flush(voting_round.pk)

    point = log.sign_checkpoint(voting_round.pk)

    line = log.checkpoint_line(point)
    assert (line["seq"], line["slots"], line["head"]) == (1, 1, lines(voting_round)[1]["head"])
    message = checkpoint_message(
        voting_round.pk.bytes, 1, bytes.fromhex(line["head"]), 1, line["at"]
    )
    VerifyKey(bytes(voting_round.signing_key)).verify(message, bytes.fromhex(line["signature"]))


def test_the_same_place_is_signed_once():
    voting_round = open_round(1)

    assert log.sign_checkpoint(voting_round.pk) is None
    assert log.sign_checkpoint(scheduled_round(1).pk) is None
    assert Checkpoint.objects.count() == 1


def test_without_the_signing_key_nothing_is_signed():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    log.flush(voting_round.pk)
    keys.destroy(voting_round.pk, KeyName.SIGNING)

    with pytest.raises(KeyLost):
        log.sign_checkpoint(voting_round.pk)

    assert Checkpoint.objects.count() == 1


def test_checkpoints_count_slots_that_voted_whatever_became_of_them():
    """Against the replay, through votes again, a voided slot, one voided before it voted."""
    voting_round, staff = open_round(5), StaffFactory()
    first, second, third, fourth, fifth = entries(voting_round)

    def sign():
        log.flush(voting_round.pk)
        return log.sign_checkpoint(voting_round.pk)

    cast(first)
    cast(second)
    sign()
    cast(first)
    cast(first)
    cast(third)
    sign()
    voiding.void_slot(second.pk, reason_class="double", by=staff, proposed_by=StaffFactory())
    voiding.void_slot(fourth.pk, reason_class="double", by=staff, proposed_by=StaffFactory())
    sign()
    cast(fifth)
    cast(third)
    sign()
    voiding.void_slot(first.pk, reason_class="double", by=staff, proposed_by=StaffFactory())
    sign()

    slots = replay(voting_round).slots_at
    points = list(Checkpoint.objects.all())
    assert [point.slots for point in points] == [0, 2, 3, 3, 4, 4]
    assert [point.slots for point in points] == [slots[point.seq] for point in points]


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"slot": "00"}},
        {"head": b"h" * 32},
        {"kind": "close", "signature": None},
        {"seq": 7},
    ],
)
def test_a_log_changed_past_its_guards_does_not_add_up(change):
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    log.flush(voting_round.pk)
    with guards_off():
        LogEntry.objects.filter(seq=1).update(**change)

    with pytest.raises(DoesNotAddUp, match="The log does not add up"):
        replay(voting_round)


def test_a_log_that_lost_a_ballots_first_version_does_not_add_up():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    with guards_off():
        LogEntry.objects.filter(seq=None).delete()
    cast(entries(voting_round)[0])
    log.flush(voting_round.pk)

    with pytest.raises(DoesNotAddUp, match="have a gap"):
        replay(voting_round)


def test_checkpoints_are_written_outside_the_database_once_each():
    voting_round = open_round(2)
    assert log.write_out_checkpoints(voting_round.pk) == 1
    cast(entries(voting_round)[0])
    log.flush(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)

    assert log.write_out_checkpoints(voting_round.pk) == 1
    assert log.write_out_checkpoints(voting_round.pk) == 0

    stored = Checkpoint.objects.filter(round=voting_round)
    assert on_file(voting_round) == [log.checkpoint_line(point) for point in stored]


@pytest.mark.parametrize("keep", [0, 40, -1])
def test_a_line_cut_short_by_a_crash_is_written_again(keep):
    voting_round = open_round(1)
    log.write_out_checkpoints(voting_round.pk)
    cast(entries(voting_round)[0])
    log.flush(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    path = log._checkpoint_file(voting_round.pk)
    first, second = path.read_text(), json.dumps(log.checkpoint_line(Checkpoint.objects.last()))
    path.write_text(first + (second[:keep] if keep else ""))

    assert not log.is_behind_its_checkpoints(voting_round.pk)
    assert log.write_out_checkpoints(voting_round.pk) == 1

    assert path.read_text().endswith("\n" + second + "\n")
    assert not log.is_behind_its_checkpoints(voting_round.pk)


def test_a_log_is_behind_when_it_lacks_or_contradicts_what_was_signed():
    voting_round = open_round(2)
    assert not log.is_behind_its_checkpoints(voting_round.pk)
    cast(entries(voting_round)[0])
    log.flush(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    log.write_out_checkpoints(voting_round.pk)
    assert not log.is_behind_its_checkpoints(voting_round.pk)

    with guards_off():
        LogEntry.objects.filter(seq=1).delete()
    assert log.is_behind_its_checkpoints(voting_round.pk)

    cast(entries(voting_round)[1])
    log.flush(voting_round.pk)
    assert LogEntry.objects.filter(seq=1).exists()
    assert log.is_behind_its_checkpoints(voting_round.pk)


def test_the_end_of_a_long_file_is_found(monkeypatch):
    voting_round = open_round(1)
    log.write_out_checkpoints(voting_round.pk)
    path = log._checkpoint_file(voting_round.pk)
    path.write_text("x\n" * log.TAIL_BYTES + path.read_text())

    assert log._last_line(path)["seq"] == 0
