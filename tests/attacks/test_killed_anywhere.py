"""Every step killed between any two statements, and around every file, then finished."""

from functools import partial

import pytest

from endorsements import casting, custody, log, roll, rounds, steps, tasks
from endorsements.clock import database_now
from endorsements.errors import AlreadyRecorded, IllegalMove, NotReady
from endorsements.models import (
    CastRecord,
    Checkpoint,
    Envelope,
    InnerBallot,
    KeyName,
    LogEntry,
    PaperEntry,
    Result,
    RollEntry,
)
from endorsements.paper import finishing
from tests.attacks.auditing import assert_verified
from tests.attacks.crashes import Killed, dying, key_files, run_and_die_everywhere
from tests.attacks.dumps import dump
from tests.endorsements.driving import drive
from tests.endorsements.paper.piles import entered, marked, printed
from tests.factories.endorsements import (
    cast,
    cast_all,
    draft_round,
    entries,
    fresh,
    open_round,
    scheduled_round,
)
from tests.factories.members import StaffFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bells")]
CHOICES = ["ash", "ash", "ash", "birch", ""]
WHOLE_LOG = [
    "genesis",
    *["cast"] * 6,
    *("close", "mix", "destroy", "tally", "destroy", "certify"),
]


def end_of(voting_round):
    """What must come out the same however often a worker died."""
    logged = LogEntry.objects.filter(round=voting_round).in_order()
    numbers = Result.objects.get(contest__round=voting_round).numbers
    # The roll of the second round has the members of both.
    del numbers["eligible"]
    # They name the candidates in the ballot's order, which was drawn for each round.
    for one in numbers["rounds"]:
        del one["sentence"]
    return {
        "status": fresh(voting_round).status,
        "log": [entry.kind for entry in logged],
        "numbers": numbers,
        "records": sorted(
            CastRecord.objects.filter(contest__round=voting_round).values_list(
                "selection", flat=True
            )
        ),
        "keys": {path.parent.name for path in key_files(voting_round)},
        "left": [
            Envelope.objects.filter(round=voting_round).count(),
            InnerBallot.objects.filter(round=voting_round).count(),
            RollEntry.objects.filter(round=voting_round, slot__isnull=False).count(),
        ],
    }


def assert_sound(voting_round):
    """The log replays whole, and every entry is signed for."""
    replay = log.replay(fresh(voting_round), roll.public_roll(fresh(voting_round)))
    last = Checkpoint.objects.filter(round=voting_round).last()
    assert (last.seq, last.slots) == (replay.seq, replay.slots_at[replay.seq])
    assert not log.is_behind_its_checkpoints(voting_round.pk)


def contents():
    return {table: sorted(rows.values()) for table, rows in dump().items()}


def vote(voting_round):
    cast_all(voting_round, CHOICES)
    cast_all(voting_round, ["ash"])


def test_a_life_full_of_deaths_ends_like_a_quiet_one(monkeypatch, set_clock, tmp_path):
    quiet, deadly = scheduled_round(5), scheduled_round(5, with_keys=False)
    deaths = {}

    def die_through(voting_round):
        while due := list(steps.due(fresh(voting_round), tasks.database_now())):
            act = partial(tasks.TASKS[due[0]], str(voting_round.pk))
            if due[0] in deaths:  # signing comes up again and again
                act()
            else:
                deaths[due[0]] = run_and_die_everywhere(monkeypatch, voting_round, act)

    drive(quiet)
    vote(quiet)
    die_through(deadly)
    assert fresh(deadly).status == "open"
    vote(deadly)
    die_through(deadly)
    set_clock(max(quiet.closes_at, deadly.closes_at))
    die_through(deadly)
    drive(quiet)

    assert set(deaths) >= {
        *steps.MAKE_KEY.values(),
        *(steps.OPEN_VOTING, steps.SIGN_LOG, steps.CLOSE_VOTING, steps.MIX, steps.TALLY),
        *(steps.PUBLISH, steps.DESTROY_KEY[KeyName.TALLY], steps.CERTIFY),
    }
    assert min(deaths.values()) > 5, deaths
    assert end_of(deadly) == end_of(quiet)
    assert end_of(deadly)["log"] == WHOLE_LOG
    for one in (deadly, quiet):
        assert_sound(one)
        assert_verified(fresh(one), tmp_path)


@pytest.mark.parametrize("end", ["unschedule", "annul"])
def test_keys_of_a_round_given_up_are_destroyed_through_all_deaths(monkeypatch, end):
    voting_round, staff = scheduled_round(1), StaffFactory()
    if end == "unschedule":
        act = partial(rounds.unschedule, voting_round.pk, by=staff)
    else:
        rounds.open_voting(voting_round.pk, by=staff, proposed_by=StaffFactory())
        act = partial(
            rounds.annul, voting_round.pk, reason="A leak.", by=staff, proposed_by=StaffFactory()
        )
    run_and_die_everywhere(monkeypatch, voting_round, act)

    while due := list(steps.due(fresh(voting_round), database_now())):
        act = partial(tasks.TASKS[due[0]], str(voting_round.pk))
        assert run_and_die_everywhere(monkeypatch, voting_round, act) > 2

    left = {path.parent.name for path in key_files(voting_round)}
    if end == "unschedule":
        assert left == set()
        assert not LogEntry.objects.exists()
        rounds.schedule(voting_round.pk, by=staff)
    else:
        assert left == {"signing"}
        kinds = LogEntry.objects.in_order().values_list("kind", flat=True)
        assert list(kinds) == ["genesis", "annul", "destroy", "destroy"]
        assert_sound(voting_round)


def test_a_ballot_is_recorded_once_through_all_deaths(monkeypatch):
    voting_round = open_round(1)
    entry = entries(voting_round)[0]
    token = casting.issue_token(entry, replaces=0)

    def press_the_button():
        casting.cast(
            voting_round=voting_round,
            entry=entry,
            token=token,
            selections={"governor": "ash"},
            mail_to="voter@example.org",
        )

    at = 1
    while not Envelope.objects.exists():
        try:
            with dying(monkeypatch, at):
                press_the_button()
        except Killed:
            assert not LogEntry.objects.pending().exists()
            assert not RollEntry.objects.who_voted().exists()
            at += 1
    assert at > 4
    with pytest.raises(AlreadyRecorded):
        press_the_button()

    assert LogEntry.objects.pending().count() == 1


def test_paper_is_entered_fixed_and_counted_once_through_all_deaths(
    monkeypatch, set_clock, tmp_path
):
    voting_round = open_round(4, records_minimum=2, counts_minimum=1)
    for place, entry in enumerate(entries(voting_round)):
        marked(entry) if place < 2 else cast(entry, "ash")
    set_clock(voting_round.closes_at)
    drive(voting_round)
    readers = [StaffFactory(), StaffFactory()]
    readings = {0: ["birch", "birch"], 1: ["ash", "birch"]}

    def enter(number, reader, selection):
        act = partial(entered, voting_round, sheets[number], reader, selection)
        assert run_and_die_everywhere(monkeypatch, voting_round, act) > 5

    sheets = printed(voting_round, 2)
    for number, selections in readings.items():
        for reader, selection in zip(readers, selections, strict=True):
            enter(number, reader, selection)
    finish = partial(finishing.finish, voting_round.pk, by=readers[0], proposed_by=readers[1])
    with pytest.raises(NotReady, match="Read differently by two people: 1 sheet"):
        finish()
    enter(1, readers[0], "birch")
    assert PaperEntry.objects.count() == 4
    assert run_and_die_everywhere(monkeypatch, voting_round, finish) > 5
    with pytest.raises(IllegalMove):
        finish()

    while due := list(steps.due(fresh(voting_round), tasks.database_now())):
        act = partial(tasks.TASKS[due[0]], str(voting_round.pk))
        is_counting = due[0] == steps.TALLY
        run_and_die_everywhere(monkeypatch, voting_round, act) if is_counting else act()

    result = Result.objects.get().numbers
    assert (result["cast"], result["tallies"]["ash"], result["tallies"]["birch"]) == (4, 2, 2)
    kinds = [entry.kind for entry in LogEntry.objects.in_order()]
    assert (kinds.count("paper"), kinds.count("tally")) == (1, 1)
    assert not PaperEntry.objects.exists()
    assert_sound(voting_round)
    assert_verified(fresh(voting_round), tmp_path)


def test_every_task_run_twice_changes_nothing_more(set_clock):
    twin, voting_round = scheduled_round(5, with_keys=False), scheduled_round(5, with_keys=False)

    def drive_twice():
        while due := list(steps.due(fresh(voting_round), tasks.database_now())):
            for _ in range(2):
                tasks.TASKS[due[0]](str(voting_round.pk))
                tasks.reconcile()
                tasks.flush_logs()

    for one, go_on in ((twin, partial(drive, twin)), (voting_round, drive_twice)):
        go_on()
        vote(one)
        go_on()
    set_clock(max(twin.closes_at, voting_round.closes_at))
    drive(twin)
    drive_twice()

    assert end_of(voting_round) == end_of(twin)
    assert end_of(voting_round)["log"] == WHOLE_LOG
    assert_sound(voting_round)


def test_every_task_at_the_end_changes_nothing_at_all(set_clock):
    voting_round = scheduled_round(1)
    drive(voting_round)
    cast_all(voting_round, ["ash"])
    set_clock(voting_round.closes_at)
    drive(voting_round)
    draft_round(1)
    before = contents()

    for _ in range(2):
        for task in tasks.TASKS.values():
            task(str(voting_round.pk))
        tasks.reconcile()
        tasks.flush_logs()
        tasks.prove_keys()

    assert contents() == before
    assert custody.keys_to_destroy(fresh(voting_round)) == []
