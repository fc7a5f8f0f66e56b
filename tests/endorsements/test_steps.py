"""What is due for a round, at every point of its life."""

from datetime import timedelta

import pytest

from endorsements import embargo, log, rounds, steps, tasks
from endorsements.clock import database_now
from endorsements.models import Round
from tests.endorsements.driving import drive
from tests.endorsements.test_life_cycle import life
from tests.factories.endorsements import (
    cast,
    certified_round,
    close,
    counted_round,
    draft_round,
    entries,
    fresh,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import StaffFactory
from tests.tampering import force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bells")]
DAY = timedelta(days=1)


def due(voting_round, at=None):
    return list(steps.due(fresh(voting_round), at or database_now()))


def test_every_step_has_its_task():
    names = {
        *steps.MAKE_KEY.values(),
        *steps.PROVE_KEY.values(),
        *steps.DESTROY_KEY.values(),
        *(steps.OPEN_VOTING, steps.CLOSE_VOTING, steps.SIGN_LOG),
        *(steps.MIX, steps.TALLY, steps.TALLY_CHALLENGED, steps.TELL, steps.PUBLISH, steps.CERTIFY),
    }

    assert names == set(tasks.TASKS)


def test_nothing_is_due_for_a_draft():
    assert due(draft_round(1)) == []


def test_a_scheduled_round_needs_its_keys_and_opens_at_its_time():
    voting_round = scheduled_round(1, with_keys=False, opens_at=database_now() + DAY)

    assert due(voting_round) == ["make_signing_key", "make_mix_key", "make_tally_key"]
    assert due(voting_round, voting_round.opens_at)[-1] == "open_voting"
    with_keys = scheduled_round(1, opens_at=database_now() + DAY)
    assert due(with_keys) == []
    assert due(with_keys, with_keys.opens_at) == ["open_voting"]


def test_an_open_round_needs_its_log_signed_and_closes_at_its_time():
    voting_round = open_round(1)
    assert due(voting_round) == []

    cast(entries(voting_round)[0])

    assert due(voting_round) == ["sign_log"]
    assert due(voting_round, voting_round.closes_at) == ["close_voting", "sign_log"]


def test_a_held_round_past_its_closing_time_is_to_be_closed_and_nothing_else():
    voting_round = open_round(1)
    rounds.hold(voting_round.pk, reason="A check.")
    log.sign_checkpoint(voting_round.pk)

    assert due(voting_round) == []
    assert due(voting_round, voting_round.closes_at) == ["close_voting"]
    force(voting_round, held_from="closed")
    assert due(voting_round, voting_round.closes_at) == []


def test_counting_goes_on_by_itself_to_the_end():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    rounds.close_voting(
        voting_round.pk, by=StaffFactory(), proposed_by=StaffFactory(), reason="Storm."
    )

    assert drive(voting_round) == [
        *("sign_log", "mix_round"),
        *("sign_log", "tally_round"),
        *("sign_log", "publish_round"),
        *("destroy_tally_key", "certify_round"),
    ]
    assert fresh(voting_round).status == "certified"


def test_publication_waits_for_the_embargo_and_certification_for_the_window():
    counted = counted_round(["ash"], embargo_hours=2)
    assert due(counted) == ["tell_candidates"]
    embargo.tell_candidates(counted.pk)
    counted = fresh(counted)
    assert due(counted) == []
    assert due(counted, counted.publication_due_at) == ["publish_round"]

    published = published_round(["ash"], challenge_days=3)
    assert due(published) == []
    force(published, published_at=published.published_at - 3 * DAY)
    assert due(published) == ["destroy_tally_key", "certify_round"]


def test_keys_of_rounds_that_ended_are_destroyed_to_the_last():
    staff = StaffFactory()
    back, gone = scheduled_round(1), open_round(1)
    rounds.unschedule(back.pk, by=staff)
    rounds.annul(gone.pk, reason="A leak.", by=staff, proposed_by=StaffFactory())

    assert drive(back) == ["destroy_signing_key", "destroy_mix_key", "destroy_tally_key"]
    assert drive(gone) == ["sign_log", "destroy_mix_key", "destroy_tally_key", "sign_log"]


def test_rounds_with_nothing_left_to_do_are_left_alone():
    draft = draft_round(1)
    certified = certified_round(["ash"])
    later = open_round(1, closes_at=database_now() + 9 * DAY)
    sooner = open_round(1, closes_at=database_now() + 2 * DAY)
    undated = draft_round(1, opens_at=None, closes_at=None)

    unfinished = steps.unfinished()

    assert unfinished[:2] == [sooner, later]
    assert not {draft, undated} & set(unfinished)
    assert due(certified) == []


def test_every_round_that_needs_a_step_is_among_the_unfinished(monkeypatch):
    monkeypatch.setattr("endorsements.keys.destroy", lambda *_: None)

    for _, voting_round in life():
        if due(voting_round):
            assert Round.objects.get(pk=voting_round.pk) in steps.unfinished()


@pytest.mark.parametrize(("minutes", "is_stuck"), [(0, False), (5, False), (6, True)])
def test_a_count_that_takes_minutes_is_stuck(minutes, is_stuck):
    voting_round = open_round(1)
    close(voting_round)
    voting_round = fresh(voting_round)

    at = voting_round.closes_at + timedelta(minutes=minutes)

    assert steps.is_stuck(voting_round, at) == is_stuck
    assert not steps.is_stuck(open_round(1), at - timedelta(hours=1))


def test_every_step_that_does_not_come_is_noticed():
    late = timedelta(minutes=6)
    voting_round = open_round(1)
    assert steps.is_stuck(voting_round, voting_round.closes_at + late)
    counted = counted_round(["ash"])
    assert steps.is_stuck(counted, counted.counted_at + late)
    published = published_round(["ash"])
    assert steps.is_stuck(published, published.published_at + late)
    assert not steps.is_stuck(scheduled_round(1), voting_round.closes_at + late)
