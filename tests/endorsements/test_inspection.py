"""What is stored of a round must be what its log says."""

import pytest

from endorsements import inspection, log, rounds
from endorsements.errors import DoesNotAddUp
from endorsements.models import Candidate, Checkpoint, LogEntry, RollEntry
from tests.factories.endorsements import cast_all, close, fresh, open_round
from tests.factories.members import MemberFactory
from tests.tampering import force, guards_off

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made_once(rows_of_the_module):
    voting_round = open_round(2)
    cast_all(voting_round, ["ash", "birch"])
    close(voting_round)
    return voting_round


@pytest.fixture
def voting_round(made_once):
    return fresh(made_once)


def inspect(voting_round, after="close"):
    return inspection.inspect(fresh(voting_round), after=after)


def test_a_sound_round_passes(voting_round):
    replay = inspect(voting_round)
    inspection.require_signed_ballots(voting_round)

    assert len(replay.current()) == 2


def test_a_status_that_the_log_does_not_know_of_is_noticed(voting_round):
    with pytest.raises(DoesNotAddUp, match="The round is closed, and its log says otherwise"):
        inspect(voting_round, after="mix")


def test_a_round_that_only_its_log_calls_held_is_noticed(set_clock):
    voting_round = open_round(1)
    rounds.hold(voting_round.pk, reason="A check.")
    set_clock(voting_round.closes_at)
    rounds.close_voting(voting_round.pk)
    force(voting_round, status="closed", held_from="")

    with pytest.raises(DoesNotAddUp, match="The round is closed, and its log says otherwise"):
        inspect(voting_round)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("mix_key", b"x" * 32),
        ("tally_key", b"x" * 32),
        ("signing_key", b"x" * 32),
        ("roll_count", 3),
        ("definition_hash", b"x" * 32),
    ],
)
def test_what_the_log_began_with_is_still_so(voting_round, column, value):
    force(voting_round, **{column: value})

    with pytest.raises(DoesNotAddUp, match="Definition, roll, keys or times"):
        inspect(voting_round)


def test_another_closing_time_than_was_logged_is_noticed(voting_round):
    force(voting_round, closes_at=voting_round.closes_at.replace(microsecond=7))

    with pytest.raises(DoesNotAddUp, match="Definition, roll, keys or times"):
        inspect(voting_round)


def test_another_roll_is_noticed(voting_round):
    force(voting_round, roll_root=b"x" * 32)

    with pytest.raises(DoesNotAddUp, match="The roll is not the one that was frozen"):
        inspect(voting_round)


def test_a_changed_definition_is_noticed(voting_round):
    force(voting_round, definition=voting_round.definition | {"title": "Another"})

    with pytest.raises(DoesNotAddUp, match="The definition is not the one that was frozen"):
        inspect(voting_round)


def test_members_slipped_onto_the_roll_are_noticed(voting_round):
    with guards_off():
        RollEntry.objects.create(
            round=voting_round, member=MemberFactory(), slot=b"s" * 16, style="S1"
        )

    with pytest.raises(DoesNotAddUp, match="The members on the roll are not those"):
        inspect(voting_round)


def test_a_withdrawal_past_the_log_is_noticed(voting_round):
    with guards_off():
        Candidate.objects.filter(key="ash").update(is_withdrawn=True)

    with pytest.raises(DoesNotAddUp, match="The candidates who withdrew are not those"):
        inspect(voting_round)


@pytest.mark.parametrize("signature", [b"", b"s" * 64])
def test_a_ballot_that_the_ballot_box_did_not_sign_is_noticed(voting_round, signature):
    with guards_off():
        LogEntry.objects.filter(seq=1).update(signature=signature)

    with pytest.raises(DoesNotAddUp, match="was not signed by the ballot box"):
        inspection.require_signed_ballots(voting_round)


@pytest.mark.parametrize(
    "change",
    [{"head": b"x" * 32}, {"slots": 7}, {"seq": 99}, {"signature": b"s" * 64}],
)
def test_another_log_than_was_signed_is_noticed(voting_round, change):
    with guards_off():
        Checkpoint.objects.filter(seq=0).update(**change)

    with pytest.raises(DoesNotAddUp, match="The log is not the one that was signed"):
        inspect(voting_round)


def test_another_log_than_was_signed_outside_the_database_is_noticed(voting_round):
    log.write_out_checkpoints(voting_round.pk)
    path = log._checkpoint_file(voting_round.pk)
    path.write_text(path.read_text().replace('"head": "', '"head": "00'))

    with pytest.raises(DoesNotAddUp, match="an older backup was restored"):
        inspect(voting_round)
