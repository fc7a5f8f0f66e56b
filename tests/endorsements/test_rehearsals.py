"""A rehearsal: staff alone vote, nobody else sees it, nothing of it stays."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from endorsements import additions, checklist, keys, log, rehearsals, rounds, tasks
from endorsements.errors import NeedsTwo
from endorsements.models import KeyName, RollEntry, Round
from endorsements.roll import electorate_of
from members.models import AuditEvent
from tests.endorsements.driving import drive
from tests.factories.endorsements import (
    cast_all,
    close,
    counted_round,
    draft_round,
    fresh,
    held_as_it_is,
    open_round,
    voters,
)
from tests.factories.members import MemberFactory, StaffFactory
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db
S = rounds.RoundStatus


def rehearsal(number=2, **fields):
    """A draft with `number` members on staff among more who are not."""
    voters(3)
    return draft_round(number, rehearsal=True, **fields)


def over(voting_round):
    """As if it had closed long ago."""
    with guards_off():
        long_ago = timezone.now() - timedelta(days=8)
        Round.objects.filter(pk=voting_round.pk).update(
            opens_at=long_ago - timedelta(days=1), closes_at=long_ago
        )


def left_of(round_id):
    """Tables in which a row still names the round, or something of it."""
    tables = {}
    for model in apps.get_app_config("endorsements").get_models():
        for field in model._meta.fields:
            if field.name in ("round", "contest__round") and field.related_model is Round:
                tables[model.__name__] = model.objects.filter(**{field.name: round_id}).count()
    return {name for name, number in tables.items() if number}


def test_only_members_with_a_staff_login_may_vote():
    assert sum(electorate_of(rehearsal(2)).values()) == 2
    assert sum(electorate_of(draft_round(3)).values()) == 8


def test_two_voters_are_enough_and_nobody_is_not():
    voting_round = rehearsal(2, records_minimum=10, counts_minimum=3)
    assert checklist.obstacles_to_scheduling(voting_round) == []

    StaffFactory._meta.model.objects.update(is_active=False)
    (obstacle,) = checklist.obstacles_to_scheduling(voting_round)
    assert obstacle.startswith("Governor has 0 members who may vote in it; in a rehearsal staff")


def test_the_roll_is_frozen_and_grows_with_staff_alone():
    voting_round = rehearsal(2)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    assert RollEntry.objects.filter(round=voting_round).count() == 2

    stranger = MemberFactory(name="Cleo", town="")
    voting_round = fresh(voting_round)
    assert additions.obstacle(voting_round, stranger, "S1", "She asked.") == (
        "Cleo is not on staff, and in a rehearsal staff alone vote."
    )
    (late,) = voters(1, on_staff=True)
    assert additions.obstacle(voting_round, late, "S1", "She asked.") == ""


def test_nothing_is_deleted_before_its_time():
    voting_round = counted_round(["ash"])
    rehearsed = open_round(1, rehearsal=True)
    over(voting_round)
    draft = draft_round(1, rehearsal=True)
    over(draft)

    tasks.forget_rehearsals()

    assert {one.pk for one in Round.objects.all()} == {voting_round.pk, rehearsed.pk, draft.pk}
    assert fresh(rehearsed).status == S.OPEN


def test_a_rehearsal_deletes_itself_with_everything_it_left():
    voting_round = rehearsal(3)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    make_keys_and_open(voting_round)
    cast_all(voting_round, ["ash", "birch"])
    close(voting_round)
    drive(voting_round)
    assert fresh(voting_round).status == S.CERTIFIED
    log.write_out_checkpoints(voting_round.pk)
    draft = draft_round(1, replaces=voting_round)
    over(voting_round)

    tasks.forget_rehearsals()

    assert list(Round.objects.all()) == [draft]
    assert fresh(draft).replaces is None
    assert left_of(voting_round.pk) == set()
    assert not log._checkpoint_file(voting_round.pk).exists()
    assert not any(keys.is_in_custody(voting_round.pk, key) for key in KeyName)
    assert AuditEvent.objects.filter(action="round.forgotten").exists()
    assert rehearsals.forget(voting_round.pk)


def make_keys_and_open(voting_round):
    for key in KeyName:
        tasks.TASKS[f"make_{key}_key"](str(voting_round.pk))
    rounds.open_voting(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)


@pytest.mark.parametrize("stands", ["open", "held", "scheduled"])
def test_one_that_did_not_come_to_its_end_is_annulled_and_then_deleted(stands):
    voting_round = rehearsal(1)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    if stands != "scheduled":
        make_keys_and_open(voting_round)
    if stands == "held":
        held_as_it_is(voting_round)
    over(voting_round)

    tasks.forget_rehearsals()
    assert fresh(voting_round).status == S.ANNULLED
    for key in (KeyName.MIX, KeyName.TALLY):
        tasks.TASKS[f"destroy_{key}_key"](str(voting_round.pk))
    tasks.forget_rehearsals()

    assert not Round.objects.filter(pk=voting_round.pk).exists()
    assert left_of(voting_round.pk) == set()


def test_keys_that_are_still_there_are_waited_for():
    voting_round = rehearsal(1)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    make_keys_and_open(voting_round)
    over(voting_round)
    tasks.forget_rehearsals()

    assert not rehearsals.forget(voting_round.pk)
    assert fresh(voting_round).status == S.ANNULLED


def test_nobody_annuls_anything_but_a_rehearsal_that_is_over():
    for voting_round in (open_round(1), open_round(1, rehearsal=True)):
        with pytest.raises(NeedsTwo):
            rounds.annul(voting_round.pk, reason="Why not.", by=None, proposed_by=None)
