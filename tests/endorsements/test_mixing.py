"""Mixing: slots go in, none come out, and the key goes."""

import pytest

from endorsements import (
    keys,
    log,
    mixing,
    rounds,
    voiding,
)
from endorsements.errors import DoesNotAddUp
from endorsements.models import Checkpoint, Envelope, InnerBallot, KeyName, LogEntry, RoundStatus
from endorsements.protocol.digests import inner_digest
from endorsements.protocol.merkle import values_root
from tests.factories.endorsements import (
    cast,
    cast_all,
    close,
    entries,
    fresh,
    open_round,
    scheduled_round,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def closed_round(selections):
    voting_round = open_round(max(len(selections), 1))
    receipts = cast_all(voting_round, selections)
    close(voting_round)
    return fresh(voting_round), receipts


def logged(voting_round, kind):
    return [
        one.payload for one in LogEntry.objects.filter(round=voting_round, kind=kind).in_order()
    ]


def test_envelopes_become_inner_ballots_without_slots():
    voting_round, receipts = closed_round(["ash", "birch", ""])

    assert mixing.mix(voting_round.pk)

    ballots = list(InnerBallot.objects.all())
    hashes = {bytes(one.hash) for one in ballots}
    assert hashes == {receipt.inner_hash for receipt in receipts}
    assert hashes == {inner_digest(bytes(one.sealed)) for one in ballots}
    assert not Envelope.objects.exists()
    assert fresh(voting_round).status == RoundStatus.MIXED
    assert logged(voting_round, "mix") == [{"count": 3, "root": values_root(hashes).hex()}]
    assert logged(voting_round, "destroy") == [{"key": "mix"}]
    assert not keys.is_in_custody(voting_round.pk, KeyName.MIX)


def test_only_the_last_version_of_a_ballot_is_mixed():
    voting_round = open_round(1)
    entry = entries(voting_round)[0]
    receipts = [cast(entry, choice) for choice in ("ash", "birch", "ash")]
    close(voting_round)

    mixing.mix(voting_round.pk)

    assert [bytes(one.hash) for one in InnerBallot.objects.all()] == [receipts[-1].inner_hash]


def test_a_voided_slots_ballot_is_not_mixed():
    voting_round = open_round(2)
    first, second = entries(voting_round)
    cast(first)
    kept = cast(second)
    voiding.void_slot(
        first.pk, reason_class="double membership", by=StaffFactory(), proposed_by=StaffFactory()
    )
    close(voting_round)

    mixing.mix(voting_round.pk)

    assert [bytes(one.hash) for one in InnerBallot.objects.all()] == [kept.inner_hash]


def test_a_round_without_ballots_is_mixed():
    voting_round, _ = closed_round([])

    assert mixing.mix(voting_round.pk)

    assert logged(voting_round, "mix")[0]["count"] == 0


def test_no_envelope_is_opened_before_the_head_of_close_is_signed():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    rounds.close_voting(
        voting_round.pk, by=StaffFactory(), proposed_by=StaffFactory(), reason="Storm."
    )

    assert not mixing.mix(voting_round.pk)
    assert Envelope.objects.count() == 1
    log.sign_checkpoint(voting_round.pk)
    assert Checkpoint.objects.last().seq == LogEntry.objects.get(kind="close").seq
    assert mixing.mix(voting_round.pk)


@pytest.mark.parametrize("make", [lambda: scheduled_round(1), lambda: open_round(1)])
def test_mixing_waits_for_its_turn(make):
    voting_round = make()

    assert not mixing.mix(voting_round.pk)

    assert keys.is_in_custody(voting_round.pk, KeyName.MIX)


def test_mixing_twice_changes_nothing_and_finishes_the_destruction():
    voting_round, _ = closed_round(["ash"])
    mixing.mix(voting_round.pk)
    before = list(LogEntry.objects.values())
    # As if the file came back, or the first run died just before removing it.
    keys.make(voting_round.pk, KeyName.MIX)

    assert mixing.mix(voting_round.pk)

    assert list(LogEntry.objects.values()) == before
    assert not keys.is_in_custody(voting_round.pk, KeyName.MIX)


def test_two_envelopes_around_one_inner_ballot_are_noticed(monkeypatch):
    voting_round, _ = closed_round(["ash", "birch"])
    opened = mixing._opened

    def twice_the_same(*arguments):
        ballots = opened(*arguments)
        return [ballots[0], ballots[0]]

    monkeypatch.setattr(mixing, "_opened", twice_the_same)

    with pytest.raises(DoesNotAddUp, match="Two envelopes hold the same inner ballot"):
        mixing.mix(voting_round.pk)
