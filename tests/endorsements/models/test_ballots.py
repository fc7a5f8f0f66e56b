"""Roll, envelopes and inner ballots: who may write them, and when."""

import pytest
from django.db import IntegrityError, InternalError
from django.db.models import F

from endorsements import log, mixing
from endorsements.models import Channel, Envelope, InnerBallot, RollEntry, RoundStatus
from tests.factories.endorsements import (
    cast,
    cast_all,
    close,
    draft_round,
    entries,
    fresh,
    open_round,
    scheduled_round,
)
from tests.factories.members import MemberFactory
from tests.tampering import run, statuses_in_which

pytestmark = pytest.mark.django_db
S = RoundStatus
ROLL_IS_FROZEN = "the roll is frozen when the round is scheduled"
ONLY_WHILE_OPEN = "ballots are taken only while the round is open"
BY_THE_COUNT = "ballots, records and results are written by the count alone"


def new_entry(voting_round, **fields):
    values = {"member": MemberFactory(), "slot": b"s" * 16, "style": "S1"} | fields
    return RollEntry.objects.create(round=voting_round, **values)


def envelope(voting_round, slot=b"s" * 16):
    return Envelope(round=voting_round, slot=slot, version=1, form=b"f" * 16, sealed=b"sealed")


def test_a_member_stands_on_a_roll_once():
    voting_round = draft_round(1)
    entry = new_entry(voting_round)

    with pytest.raises(IntegrityError, match="member_once_on_a_roll"):
        new_entry(voting_round, member=entry.member, slot=b"t" * 16)


def test_a_slot_stands_on_a_roll_once():
    voting_round = draft_round(1)
    new_entry(voting_round)

    with pytest.raises(IntegrityError, match="slot_once_on_a_roll"):
        new_entry(voting_round)


def test_a_channel_is_known():
    with pytest.raises(IntegrityError, match="roll_entry_channel_is_known"):
        new_entry(draft_round(1), channel="fax")


@pytest.mark.parametrize(
    ("reason", "is_logged", "passes"),
    [
        ("", True, {S.DRAFT}),
        ("Mislaid.", False, {S.DRAFT, S.SCHEDULED}),
        ("Mislaid.", True, {S.DRAFT, S.SCHEDULED, S.OPEN}),
    ],
)
def test_nobody_comes_onto_a_roll_but_in_a_draft_or_by_a_logged_act(reason, is_logged, passes):
    voting_round = open_round(1)
    if is_logged:
        log.append(voting_round, "roll_add", {"slot": (b"s" * 16).hex(), "style": "S1"})

    assert statuses_in_which(voting_round, lambda: new_entry(voting_round, reason=reason)) == {
        (status, "") for status in passes
    }


def test_nobody_leaves_a_roll_that_is_frozen():
    voting_round = open_round(1)

    assert statuses_in_which(voting_round, RollEntry.objects.all().delete) == {(S.DRAFT, "")}


def test_a_rehearsals_roll_may_go():
    open_round(1, rehearsal=True)

    RollEntry.objects.all().delete()

    assert not RollEntry.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"member_id": F("member_id") + 1},
        {"style": "S2"},
        {"reason": "Because."},
        {"slot": b"t" * 16},
    ],
)
def test_an_entry_of_a_roll_is_never_changed(change):
    scheduled_round(1, with_keys=False)

    with pytest.raises(InternalError, match=ROLL_IS_FROZEN):
        RollEntry.objects.update(**change)


def test_an_entry_does_not_move_to_another_round():
    scheduled_round(1, with_keys=False)

    with pytest.raises(InternalError, match=ROLL_IS_FROZEN):
        RollEntry.objects.update(round=draft_round(1))


def test_channel_and_voiding_may_be_noted():
    scheduled_round(1, with_keys=False)

    RollEntry.objects.update(channel=Channel.PAPER, is_voided=True)

    assert RollEntry.objects.get().channel == Channel.PAPER


def test_slots_are_forgotten_only_when_all_is_over():
    voting_round = open_round(1)

    def forget():
        RollEntry.objects.update(slot=None)

    assert statuses_in_which(voting_round, forget) == {(S.CERTIFIED, ""), (S.ANNULLED, "")}


def test_rolls_answer_who_voted():
    voting_round = open_round(2)
    first, second = entries(voting_round)
    cast(first)

    assert list(RollEntry.objects.who_voted()) == [first]
    assert list(RollEntry.objects.of_member(second.member)) == [second]


def test_an_envelopes_version_begins_at_one():
    sealed = envelope(open_round(1))
    sealed.version = 0

    with pytest.raises(IntegrityError, match="envelope_version_from_one"):
        sealed.save(force_insert=True)


def test_envelopes_are_taken_only_while_the_round_is_open_whatever_wrote_the_status():
    voting_round = open_round(1)
    new = envelope(voting_round)

    assert statuses_in_which(voting_round, lambda: new.save(force_insert=True)) == {(S.OPEN, "")}


def test_envelopes_are_replaced_only_while_the_round_is_open():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])

    def replace():
        Envelope.objects.update(sealed=b"another", version=2)

    assert statuses_in_which(voting_round, replace) == {(S.OPEN, "")}


def test_an_envelope_of_a_closed_round_does_not_move_to_an_open_one():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    close(voting_round)

    with pytest.raises(InternalError, match=ONLY_WHILE_OPEN):
        Envelope.objects.update(round=open_round(1))


def test_inner_ballots_are_written_by_the_mix_alone():
    voting_round = open_round(1)
    inner = InnerBallot(hash=b"h" * 32, round=voting_round, sealed=b"sealed")

    assert statuses_in_which(voting_round, lambda: inner.save(force_insert=True)) == {
        (S.CLOSED, "")
    }


def mixed_round(**fields):
    voting_round = open_round(1, **fields)
    cast_all(voting_round, ["ash"])
    close(voting_round)
    mixing.mix(voting_round.pk)
    return fresh(voting_round)


def test_inner_ballots_are_never_changed_and_deleted_only_at_the_end():
    voting_round = mixed_round()
    ballots = InnerBallot.objects.all()

    assert statuses_in_which(voting_round, lambda: ballots.update(sealed=b"another")) == set()
    assert statuses_in_which(voting_round, ballots.delete) == {(S.CERTIFIED, ""), (S.ANNULLED, "")}


def test_inner_ballots_of_a_rehearsal_may_go():
    mixed_round(rehearsal=True)

    run("DELETE FROM endorsements_innerballot")

    assert not InnerBallot.objects.exists()


def test_nothing_of_a_ballot_is_told_by_its_name():
    assert str(Envelope()) == "sealed envelope"
    assert str(InnerBallot()) == "inner ballot"
    assert str(RollEntry(pk=7)) == "roll entry 7"
