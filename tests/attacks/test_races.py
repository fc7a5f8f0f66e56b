"""Ballots, closing, and everything else that happens to a round at the same moment."""

import random
import threading
import time
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.db import InternalError, connection, transaction

from endorsements import casting, log, rounds, voiding
from endorsements.clock import database_now
from endorsements.errors import (
    AlreadyRecorded,
    BallotRefused,
    IllegalMove,
    OtherBallotRecorded,
    RoundNotOpen,
)
from endorsements.models import (
    CastRecord,
    Contest,
    Envelope,
    InnerBallot,
    LogEntry,
    Result,
    RollEntry,
    Round,
)
from tests.attacks.auditing import assert_verified
from tests.attacks.threads import at_once
from tests.endorsements.driving import drive
from tests.endorsements.paper.piles import marked
from tests.factories.endorsements import cast, draft_round, entries, fresh, open_round, release
from tests.factories.members import StaffFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bells")]
WRITERS, BALLOTS = 8, 250
CHOICES = ["ash", "birch", "no-endorsement", ""]


def write_until_closed(own_entries, seed, receipts):
    """Cast and cast again, until the round takes no more; keeps what was acknowledged."""
    chance = random.Random(seed)
    with suppress(RoundNotOpen):
        while True:
            receipts.append(cast(chance.choice(own_entries), chance.choice(CHOICES)))


@pytest.mark.parametrize("run", range(3))
def test_writers_racing_the_close_lose_nothing_and_slip_nothing_in(run, tmp_path):
    voting_round, staff = open_round(WRITERS * 4), StaffFactory()
    everybody, acknowledged, waits = entries(voting_round), [], []

    def close():
        end = time.monotonic() + 30
        while len(acknowledged) < BALLOTS and time.monotonic() < end:
            time.sleep(0.01)
        started = time.monotonic()
        rounds.close_voting(
            voting_round.pk, by=staff, proposed_by=StaffFactory(), reason="The race."
        )
        waits.append(time.monotonic() - started)

    writers = [
        partial(write_until_closed, everybody[writer::WRITERS], writer, acknowledged)
        for writer in range(WRITERS)
    ]
    at_once([*writers, close])

    assert len(acknowledged) >= BALLOTS
    logged = list(LogEntry.objects.filter(round=voting_round).in_order())
    assert logged[-1].kind == "close"
    recorded = {one.payload["commitment"] for one in logged if one.kind == "cast"}
    assert recorded == {receipt.commitment.hex() for receipt in acknowledged}
    assert not LogEntry.objects.pending().exists()
    assert waits[0] < 5

    drive(voting_round)
    last = {}
    for receipt in sorted(acknowledged, key=lambda receipt: receipt.version):
        last[receipt.slot] = receipt
    assert sorted(CastRecord.objects.values_list("code", "selection")) == sorted(
        (one.codes["governor"], one.selections["governor"]) for one in last.values()
    )
    assert Result.objects.get().numbers["cast"] == len(last)
    assert_verified(fresh(voting_round), tmp_path)


def test_the_clock_races_the_writers_too():
    """Nothing is taken after the closing time even while nobody has closed the round yet."""
    closes_at = database_now() + timedelta(seconds=3)
    voting_round = open_round(WRITERS, closes_at=closes_at)
    acknowledged = []

    at_once(
        partial(write_until_closed, [entry], number, acknowledged)
        for number, entry in enumerate(entries(voting_round))
    )

    assert database_now() >= closes_at
    assert fresh(voting_round).status == "open"
    rounds.close_voting(voting_round.pk)
    close = LogEntry.objects.get(kind="close")
    assert close.payload["at"] >= log.as_text(closes_at)
    assert LogEntry.objects.filter(kind="cast").count() == len(acknowledged)
    assert close.payload["count"] == len({receipt.slot for receipt in acknowledged})


def answer(entry, token):
    voting_round = Round.objects.get(pk=entry.round_id)
    try:
        return casting.cast(
            voting_round=voting_round,
            entry=entry,
            token=token,
            selections={"governor": "ash"},
            mail_to="voter@example.org",
        ).version
    except (AlreadyRecorded, OtherBallotRecorded) as refusal:
        return type(refusal)


def test_of_two_devices_at_once_one_is_recorded():
    for entry in entries(open_round(6)):
        tokens = [casting.issue_token(entry, replaces=0) for _ in range(3)]

        answers = at_once([lambda e=entry, t=token: answer(e, t) for token in tokens])

        assert sorted(answers, key=str) == [1, OtherBallotRecorded, OtherBallotRecorded]
        assert casting.recorded_version(entry) == 1


def test_of_one_form_sent_several_times_at_once_one_is_recorded():
    for entry in entries(open_round(6)):
        token = casting.issue_token(entry, replaces=0)

        answers = at_once([lambda e=entry, t=token: answer(e, t)] * 3)

        assert sorted(answers, key=str) == [1, AlreadyRecorded, AlreadyRecorded]


def vote(entry):
    try:
        return [cast(entry)]
    except RoundNotOpen:
        return []


def place_and_sign(round_id):
    log.flush(round_id)
    log.sign_checkpoint(round_id)
    log.write_out_checkpoints(round_id)
    return [round_id]


def hold_and_release(round_id, staff):
    rounds.hold(round_id, reason="A check.", by=staff, proposed_by=StaffFactory())
    release(round_id)
    time.sleep(0.02)
    return [round_id]


def extend(round_id, staff):
    later = Round.objects.get(pk=round_id).closes_at + timedelta(minutes=1)
    return [rounds.extend(round_id, closes_at=later, by=staff, proposed_by=StaffFactory())]


def test_everything_at_once_locks_nobody_out():
    """Casting, flushing, signing, holding, extending and voiding, all at the same moment.

    A deadlock would end one of them with an error after a second.
    """
    voting_round, staff, is_over = open_round(12), StaffFactory(), threading.Event()
    *voting, gone = entries(voting_round)
    at_latest = time.monotonic() + 20

    def until_it_is_over(act, *arguments):
        results = []
        while not is_over.is_set():
            results += act(*arguments)
        return results

    def end_it():
        while not LogEntry.objects.filter(kind="cast").exists() and time.monotonic() < at_latest:
            time.sleep(0.1)
        time.sleep(1)
        voiding.void_slot(
            gone.pk, reason_class="double membership", by=staff, proposed_by=StaffFactory()
        )
        time.sleep(0.5)
        is_over.set()

    acts = [partial(until_it_is_over, vote, entry) for entry in voting[:4]]
    acts.append(partial(until_it_is_over, place_and_sign, voting_round.pk))
    acts += [
        partial(until_it_is_over, act, voting_round.pk, staff) for act in (hold_and_release, extend)
    ]
    done = at_once([*acts, end_it])

    voted = [receipts for receipts in done[:4] if receipts]
    assert voted
    assert all(done[4:-1])
    rounds.close_voting(voting_round.pk, by=staff, proposed_by=StaffFactory(), reason="The race.")
    drive(voting_round)
    assert fresh(voting_round).status == "certified"
    assert Result.objects.get().numbers["cast"] == len(voted)
    ballots = LogEntry.objects.filter(kind="cast").count()
    assert ballots == sum(len(receipts) for receipts in voted)
    assert not Envelope.objects.exists()
    assert not InnerBallot.objects.exists()


def in_a_side_transaction(begun, go_on, act):
    """Hold a transaction open after `act` until told to commit."""
    with transaction.atomic():
        act()
        begun.set()
        go_on.wait(20)


def wait_for_a_waiter():
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_a_contest_edited_while_the_round_is_scheduled_is_frozen_as_edited():
    voting_round, staff = draft_round(1), StaffFactory()
    begun, go_on = threading.Event(), threading.Event()

    def edit():
        in_a_side_transaction(begun, go_on, lambda: Contest.objects.update(office="Treasurer"))

    def schedule():
        begun.wait(20)
        rounds.schedule(voting_round.pk, by=staff)

    def let_go_on():
        wait_for_a_waiter()
        go_on.set()

    at_once([edit, schedule, let_go_on])

    assert fresh(voting_round).definition["contests"][0]["office"] == "Treasurer"


def test_an_edit_that_comes_while_the_round_is_being_scheduled_is_refused():
    voting_round, staff = draft_round(1), StaffFactory()
    begun, go_on = threading.Event(), threading.Event()

    def schedule():
        in_a_side_transaction(begun, go_on, lambda: rounds.schedule(voting_round.pk, by=staff))

    def edit():
        begun.wait(20)
        with pytest.raises(InternalError, match="contests are frozen"):
            Contest.objects.update(office="Treasurer")

    def let_go_on():
        wait_for_a_waiter()
        go_on.set()

    at_once([schedule, edit, let_go_on])

    assert Contest.objects.get().office == "Governor"


def test_a_member_marked_paper_while_they_cast_does_one_of_the_two():
    voting_round = open_round(12)
    everybody = entries(voting_round)

    def mark(entry):
        with suppress(IllegalMove):
            return marked(entry)

    def vote(entry):
        with suppress(BallotRefused):
            return cast(entry)

    outcomes = at_once(partial(act, entry) for entry in everybody for act in (mark, vote))

    pairs = list(zip(outcomes[::2], outcomes[1::2], strict=True))
    assert all((on_paper is None) != (receipt is None) for on_paper, receipt in pairs)
    here = RollEntry.objects.filter(round=voting_round).who_voted()
    assert here.count() == Envelope.objects.count() == sum(one is None for one, _ in pairs)
    on_paper = RollEntry.objects.filter(round=voting_round).on_paper()
    assert on_paper.count() == len(everybody) - here.count()
