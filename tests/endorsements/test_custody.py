"""Keys of a round: made, announced and proved while scheduled; destroyed when their time comes."""

import pytest

from endorsements import certification, custody, keys, log, mixing, publication, rounds
from endorsements.errors import KeyLost
from endorsements.models import Checkpoint, KeyEvent, KeyName, LogEntry, RoundStatus
from tests.factories.endorsements import (
    close,
    counted_round,
    draft_round,
    fresh,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import StaffFactory
from tests.tampering import force

pytestmark = pytest.mark.django_db
EVERY_KEY = pytest.mark.parametrize("key", KeyName)


def events(voting_round, key):
    known = KeyEvent.objects.filter(round=voting_round, key=key)
    return sorted(known.values_list("event", flat=True))


def logged_destructions(voting_round):
    entries = LogEntry.objects.filter(round=voting_round, kind="destroy").in_order()
    return [entry.payload["key"] for entry in entries]


@EVERY_KEY
def test_a_key_is_made_announced_and_proved_for_a_scheduled_round(key):
    voting_round = scheduled_round(1, with_keys=False)

    assert custody.make_key(voting_round.pk, key)

    announced = bytes(getattr(fresh(voting_round), f"{key}_key"))
    assert announced == keys.public_half(voting_round.pk, key)
    assert events(voting_round, key) == ["made", "proved"]


@EVERY_KEY
def test_making_a_key_twice_changes_nothing(key):
    voting_round = scheduled_round(1, with_keys=False)
    custody.make_key(voting_round.pk, key)
    announced = getattr(fresh(voting_round), f"{key}_key")

    assert custody.make_key(voting_round.pk, key)

    assert getattr(fresh(voting_round), f"{key}_key") == announced
    assert events(voting_round, key) == ["made", "proved"]


def test_no_key_is_made_but_for_a_scheduled_round():
    for voting_round in (draft_round(1), open_round(1)):
        assert not custody.make_key(voting_round.pk, KeyName.MIX)

    assert not keys.is_in_custody(draft_round(1).pk, KeyName.MIX)


@EVERY_KEY
def test_a_lost_key_is_not_replaced_behind_the_back_of_who_saw_it_announced(key):
    voting_round = scheduled_round(1)
    keys.destroy(voting_round.pk, key)

    with pytest.raises(KeyLost):
        custody.make_key(voting_round.pk, key)

    assert not keys.is_in_custody(voting_round.pk, key)


def test_a_proof_is_noted_with_its_time():
    voting_round = open_round(1)
    before = KeyEvent.objects.get(key=KeyName.MIX, event="proved").at

    custody.prove_key(voting_round.pk, KeyName.MIX)

    assert KeyEvent.objects.get(key=KeyName.MIX, event="proved").at > before


@EVERY_KEY
def test_a_lost_key_is_not_proved(key):
    voting_round = open_round(1)
    keys.destroy(voting_round.pk, key)

    with pytest.raises(KeyLost):
        custody.prove_key(voting_round.pk, key)


@EVERY_KEY
def test_no_key_is_destroyed_before_its_time(key):
    for voting_round in (scheduled_round(1), open_round(1)):
        assert not custody.destroy_key(voting_round.pk, key)
        assert keys.is_in_custody(voting_round.pk, key)


def test_the_mix_key_goes_with_the_mix_and_the_tally_key_with_the_challenge_window():
    voting_round = open_round(1)
    close(voting_round)
    assert not custody.destroy_key(voting_round.pk, KeyName.MIX)

    mixing.mix(voting_round.pk)
    assert logged_destructions(voting_round) == ["mix"]
    assert not custody.destroy_key(voting_round.pk, KeyName.TALLY)

    waiting = published_round(["ash"], challenge_days=7)
    assert not custody.destroy_key(waiting.pk, KeyName.TALLY)
    over = published_round(["ash"])
    assert custody.destroy_key(over.pk, KeyName.TALLY)
    assert logged_destructions(over) == ["mix", "tally"]
    assert not custody.destroy_key(over.pk, KeyName.SIGNING)


def test_destroying_a_key_twice_is_logged_once():
    voting_round = published_round(["ash"])

    for _ in range(2):
        assert custody.destroy_key(voting_round.pk, KeyName.TALLY)

    assert logged_destructions(voting_round) == ["mix", "tally"]
    assert events(voting_round, KeyName.TALLY) == ["destroyed", "made", "proved", "used"]


@EVERY_KEY
def test_keys_of_a_round_that_went_back_to_draft_are_destroyed_without_a_log(key):
    voting_round = scheduled_round(1)
    rounds.unschedule(voting_round.pk, by=StaffFactory())
    assert key in custody.keys_to_destroy(fresh(voting_round))

    assert custody.destroy_key(voting_round.pk, key)

    assert not keys.is_in_custody(voting_round.pk, key)
    assert key not in custody.keys_to_destroy(fresh(voting_round))
    assert not LogEntry.objects.exists()


def test_every_key_of_a_round_annulled_before_it_opened_is_destroyed():
    voting_round = scheduled_round(1)
    rounds.annul(voting_round.pk, reason="A leak.", by=StaffFactory(), proposed_by=StaffFactory())

    assert custody.keys_to_destroy(fresh(voting_round)) == list(KeyName)


def test_a_round_annulled_while_open_is_signed_to_its_last_entry():
    voting_round = open_round(1)
    rounds.annul(voting_round.pk, reason="A leak.", by=StaffFactory(), proposed_by=StaffFactory())
    assert custody.keys_to_destroy(fresh(voting_round)) == [KeyName.MIX, KeyName.TALLY]

    for key in KeyName:
        custody.destroy_key(voting_round.pk, key)
    log.sign_checkpoint(voting_round.pk)

    assert logged_destructions(voting_round) == ["mix", "tally"]
    assert Checkpoint.objects.last().seq == LogEntry.objects.in_order().last().seq
    assert custody.keys_to_destroy(fresh(voting_round)) == []


def test_a_used_key_is_noted():
    voting_round = counted_round(["ash"])

    assert "used" in events(voting_round, KeyName.MIX)
    assert "used" in events(voting_round, KeyName.TALLY)


def test_a_destruction_that_was_logged_is_run_again_where_the_file_came_back():
    voting_round = published_round(["ash"])
    keys.make(voting_round.pk, KeyName.MIX)

    assert custody.destroy_key(voting_round.pk, KeyName.MIX)

    assert not keys.is_in_custody(voting_round.pk, KeyName.MIX)
    assert logged_destructions(voting_round) == ["mix"]


@pytest.mark.parametrize("status", [RoundStatus.HELD, RoundStatus.CERTIFIED])
def test_a_tally_key_is_kept_while_held_and_gone_once_certified(status):
    voting_round = published_round(["ash"])
    if status == RoundStatus.HELD:
        force(voting_round, status=status, held_from="published", stop_reason="A challenge.")
        assert not custody.destroy_key(voting_round.pk, KeyName.TALLY)
    else:
        custody.destroy_key(voting_round.pk, KeyName.TALLY)
        assert certification.certify(voting_round.pk)
        assert publication.publish(voting_round.pk)
        assert custody.destroy_key(voting_round.pk, KeyName.TALLY)
