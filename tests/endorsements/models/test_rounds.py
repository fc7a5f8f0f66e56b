"""What a round may never be, what is frozen with it, and which rounds are which."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from endorsements.models import Round, RoundStatus
from tests.factories.endorsements import (
    RoundFactory,
    draft_round,
    fresh,
    open_round,
    scheduled_round,
)
from tests.tampering import force, run

pytestmark = pytest.mark.django_db
S = RoundStatus
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
FROZEN = "the definition of a round is frozen when it is scheduled"
FIXED = "keys and opening time of a round are fixed when it opens"


def change(voting_round: Round, **columns: object) -> None:
    """As any path would that does not go through the commands."""
    with transaction.atomic():
        Round.objects.filter(pk=voting_round.pk).update(**columns)


@pytest.mark.parametrize("minutes", [0, -1])
def test_a_round_closes_after_it_opens(minutes):
    with pytest.raises(IntegrityError, match="round_closes_after_it_opens"):
        RoundFactory(opens_at=NOON, closes_at=NOON + timedelta(minutes=minutes))


def test_an_embargo_is_a_day_at_most():
    with pytest.raises(IntegrityError, match="round_embargo_is_a_day_at_most"):
        RoundFactory(embargo_hours=25)


@pytest.mark.parametrize(("counts", "records"), [(0, 10), (4, 3)])
def test_minimums_are_in_order(counts, records):
    with pytest.raises(IntegrityError, match="round_minimums_are_in_order"):
        RoundFactory(counts_minimum=counts, records_minimum=records)


@pytest.mark.parametrize(
    "column",
    [
        "definition",
        "definition_hash",
        "roll_root",
        "roll_count",
        "pad_to",
        "record_date",
        "opens_at",
        "closes_at",
    ],
)
def test_a_round_once_scheduled_is_frozen(column):
    voting_round = scheduled_round(1, with_keys=False)

    with pytest.raises(IntegrityError, match="round_once_scheduled_is_frozen"):
        force(voting_round, **{column: None})


@pytest.mark.parametrize("column", ["signing_key", "mix_key", "tally_key"])
def test_a_round_once_open_has_its_keys(column):
    voting_round = open_round(1)

    with pytest.raises(IntegrityError, match="round_once_open_has_its_keys"):
        force(voting_round, **{column: None})


@pytest.mark.parametrize(("status", "held_from"), [(S.HELD, ""), (S.OPEN, S.OPEN)])
def test_a_held_round_says_from_where_and_no_other_does(status, held_from):
    voting_round = open_round(1)

    with pytest.raises(IntegrityError, match="round_held_says_from_where"):
        force(voting_round, status=status, held_from=held_from, stop_reason="Why not.")


@pytest.mark.parametrize(("status", "held_from"), [(S.HELD, S.OPEN), (S.ANNULLED, "")])
def test_a_stopped_round_says_why(status, held_from):
    voting_round = open_round(1)

    with pytest.raises(IntegrityError, match="round_stopped_says_why"):
        force(voting_round, status=status, held_from=held_from)


def test_a_held_round_says_since_when():
    held = {"status": S.HELD, "held_from": S.OPEN, "stop_reason": "Why not."}

    with pytest.raises(IntegrityError, match="round_held_says_since_when"):
        force(open_round(1), held_at=None, **held)


@pytest.mark.parametrize(
    "columns",
    [
        {"window_ended_at": NOON},
        {"window_ended_because": "In a hurry."},
        {"window_ended_at": NOON, "window_ended_because": "In a hurry.", "published_at": None},
    ],
)
def test_a_window_that_was_ended_early_says_why(columns):
    with pytest.raises(IntegrityError, match="round_window_ended_early_says_why"):
        force(open_round(1), **columns)


@pytest.mark.parametrize("columns", [{"status": "paused"}, {"status": "held", "held_from": "x"}])
def test_a_status_is_one_of_the_table(columns):
    with pytest.raises(IntegrityError, match="round_status_is_known"):
        force(open_round(1), stop_reason="Told.", **columns)


@pytest.mark.parametrize("status", [S.PUBLISHED, S.CERTIFIED])
def test_a_published_round_has_its_time(status):
    voting_round = open_round(1)

    with pytest.raises(IntegrityError, match="round_published_has_its_time"):
        force(voting_round, status=status)


FROZEN_WITH_THE_DEFINITION = {
    "definition": {"format": "another"},
    "definition_hash": b"\x01" * 32,
    "roll_root": b"\x01" * 32,
    "roll_count": 99,
    "pad_to": 4096,
    "record_date": datetime(2026, 1, 1, tzinfo=UTC).date(),
    "suite": "sb1",
    "counts_minimum": 2,
    "records_minimum": 20,
    "challenge_days": 30,
    "embargo_hours": 12,
    "title": "Another title",
    "slug": "another-address",
}


@pytest.mark.parametrize("column", FROZEN_WITH_THE_DEFINITION)
def test_the_definition_cannot_be_changed_after_scheduling(column):
    voting_round = scheduled_round(1, with_keys=False)

    with pytest.raises(InternalError, match=FROZEN):
        change(voting_round, **{column: FROZEN_WITH_THE_DEFINITION[column]})
    with pytest.raises(InternalError, match=FROZEN):
        change(voting_round, status=S.OPEN, **{column: FROZEN_WITH_THE_DEFINITION[column]})


@pytest.mark.parametrize("column", ["signing_key", "mix_key", "tally_key", "opens_at"])
def test_keys_and_opening_time_are_fixed_by_opening(column):
    value = NOON if column == "opens_at" else b"\x01" * 32
    change(scheduled_round(1, with_keys=False), **{column: value})

    with pytest.raises(InternalError, match=FIXED):
        change(open_round(1), **{column: value})


@pytest.mark.parametrize("target", [S.DRAFT, S.SCHEDULED])
def test_an_open_round_cannot_become_a_draft_again(target):
    voting_round = open_round(1)

    with pytest.raises(InternalError, match="a round that has opened cannot be scheduled again"):
        change(voting_round, status=target)


def test_a_round_stays_the_rehearsal_that_it_is():
    voting_round = scheduled_round(1, with_keys=False, rehearsal=True)

    with pytest.raises(InternalError, match="whether a round is a rehearsal is fixed"):
        change(voting_round, rehearsal=False)
    with pytest.raises(InternalError, match="whether a round is a rehearsal is fixed"):
        change(voting_round, rehearsal=False, status=S.DRAFT)


def test_words_about_a_round_and_its_closing_time_may_change():
    voting_round = open_round(1)
    later = voting_round.closes_at + timedelta(days=1)

    change(voting_round, summary="Said better.", closes_at=later)

    assert fresh(voting_round).closes_at == later


def delete_with_everything(voting_round: Round) -> None:
    """Row by row, as SQL would: Django's own deletion protects log and files first."""
    with transaction.atomic():
        for table in ("rollentry", "recordfile", "keyevent", "checkpoint", "logentry"):
            run(f"DELETE FROM endorsements_{table} WHERE round_id = %s", voting_round.pk)  # noqa: S608 - our own names
        run(
            "DELETE FROM endorsements_candidate WHERE contest_id IN "
            "(SELECT id FROM endorsements_contest WHERE round_id = %s)",
            voting_round.pk,
        )
        run("DELETE FROM endorsements_contest WHERE round_id = %s", voting_round.pk)
        run("DELETE FROM endorsements_round WHERE id = %s", voting_round.pk)


def test_a_round_is_kept_once_it_has_been_scheduled():
    voting_round = scheduled_round(1, with_keys=False)

    with (
        pytest.raises(InternalError, match="a round is kept once it has been scheduled"),
        transaction.atomic(),
    ):
        run("DELETE FROM endorsements_round WHERE id = %s", voting_round.pk)


def test_a_draft_can_be_deleted_and_a_rehearsal_with_all_it_left():
    drafted, rehearsed = draft_round(1), open_round(1, rehearsal=True)

    drafted.delete()
    delete_with_everything(rehearsed)

    assert not Round.objects.exists()


def test_a_round_is_due_at_its_times():
    voting_round = scheduled_round(1)
    opens, closes, moment = voting_round.opens_at, voting_round.closes_at, timedelta(microseconds=1)

    assert not Round.objects.due_to_open(opens - moment).exists()
    assert Round.objects.due_to_open(opens).exists()
    assert not Round.objects.due_to_close(closes).exists()

    force(voting_round, status=S.OPEN)
    assert not Round.objects.due_to_open(opens).exists()
    assert not Round.objects.due_to_close(closes - moment).exists()
    assert Round.objects.due_to_close(closes).exists()

    force(voting_round, status=S.HELD, held_from=S.OPEN, stop_reason="A check.")
    assert Round.objects.due_to_close(closes).exists()
    force(voting_round, held_from=S.CLOSED)
    assert not Round.objects.due_to_close(closes).exists()


STATUSES_OF = {
    "announced": set(S) - {S.DRAFT},
    "open_now": {S.OPEN},
    "published": {S.PUBLISHED, S.CERTIFIED},
    "being_counted": {S.CLOSED, S.MIXED, S.COUNTED},
}


def test_rounds_are_found_by_their_status():
    voting_round = open_round(1)
    found = {name: set() for name in STATUSES_OF}

    for status in S:
        held_from = S.OPEN if status == S.HELD else ""
        force(
            voting_round,
            status=status,
            held_from=held_from,
            stop_reason="Told.",
            published_at=NOON,
        )
        for name in STATUSES_OF:
            if getattr(Round.objects, name)().exists():
                found[name].add(status)

    assert found == STATUSES_OF


def test_a_round_with_a_log_is_found_once():
    scheduled_round(1)
    begun = open_round(1)

    assert list(Round.objects.with_log()) == [begun]


def test_a_round_knows_its_deadlines_from_its_own_row():
    voting_round = RoundFactory.build(
        counted_at=NOON, embargo_hours=5, published_at=NOON, challenge_days=7
    )

    assert voting_round.publication_due_at == NOON + timedelta(hours=5)
    assert voting_round.certification_due_at == NOON + timedelta(days=7)
    assert RoundFactory.build().publication_due_at is None
    assert RoundFactory.build().certification_due_at is None


def test_a_held_round_counts_as_what_it_was_held_from():
    assert RoundFactory.build(status=S.HELD, held_from=S.MIXED).effective_status == S.MIXED
    assert RoundFactory.build(status=S.OPEN).effective_status == S.OPEN


def test_a_round_is_called_by_its_title():
    assert str(RoundFactory.build(title="Autumn 2026")) == "Autumn 2026"


def test_only_a_published_round_has_a_public_outcome():
    public = {s for s in S if RoundFactory.build(status=s).has_public_outcome}

    assert public == {S.PUBLISHED, S.CERTIFIED}
