"""Every status and every command against the table of the protocol, pair by pair."""

from contextlib import suppress

import pytest
from django.db import transaction

from endorsements import certification, counting, custody, keys, mixing, publication, rounds
from endorsements.errors import EndorsementError, IllegalMove
from endorsements.models import Envelope, InnerBallot, KeyName, LogEntry, RollEntry, RoundStatus
from tests.factories.endorsements import (
    RoundFactory,
    cast,
    close,
    draft_round,
    entries,
    fresh,
    open_round,
    release,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
S = RoundStatus

# As in the protocol's "Life of a round", written out a second time.
TABLE = {
    "draft": ["scheduled"],
    "scheduled": ["draft", "open", "annulled"],
    "open": ["closed", "held", "annulled"],
    "closed": ["mixed", "held", "annulled"],
    "mixed": ["counted", "held", "annulled"],
    "counted": ["published", "held", "annulled"],
    "published": ["certified", "held", "annulled"],
    "certified": ["annulled"],
    "held": ["open", "closed", "mixed", "counted", "published", "annulled"],
    "annulled": [],
}
PAIRS = [(start, end) for start in TABLE for end in TABLE]


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_a_round_moves_as_the_table_says_and_not_otherwise(start, end):
    held_from = end if start == "held" and end != "annulled" else ""
    voting_round = RoundFactory.build(status=start, held_from=held_from)

    if end not in TABLE[start]:
        with pytest.raises(IllegalMove):
            rounds.move(voting_round, end)
        assert (voting_round.status, voting_round.held_from) == (start, held_from)
    else:
        rounds.move(voting_round, end)
        assert (voting_round.status, voting_round.held_from) == (
            end,
            start if end == "held" else "",
        )


@pytest.mark.parametrize("held_from", TABLE["held"][:-1])
def test_a_held_round_goes_back_to_where_it_was_held_from(held_from):
    voting_round = RoundFactory.build(status="held", held_from=held_from)

    for other in set(TABLE["held"]) - {held_from, "annulled"}:
        with pytest.raises(IllegalMove, match=f"This round was held from {held_from}"):
            rounds.move(voting_round, other)
    rounds.move(voting_round, held_from)

    assert (voting_round.status, voting_round.held_from) == (held_from, "")


def ways(end):
    """The statuses from which the table leads to `end`."""
    return {start for start in TABLE if end in TABLE[start]}


COMMANDS = {
    "schedule": (lambda r, by: rounds.schedule(r, by=by), ways("scheduled")),
    "unschedule": (lambda r, by: rounds.unschedule(r, by=by), ways("draft")),
    "open": (
        lambda r, by: rounds.open_voting(r, by=by, proposed_by=StaffFactory()),
        ways("open") - {"held"},
    ),
    "close": (
        lambda r, by: rounds.close_voting(r, by=by, proposed_by=StaffFactory(), reason="Storm."),
        ways("closed") - {"held"},
    ),
    "hold": (
        lambda r, by: rounds.hold(r, reason="A check.", by=by, proposed_by=StaffFactory()),
        ways("held"),
    ),
    "release": (lambda r, by: release(r), {"held"}),
    "annul": (
        lambda r, by: rounds.annul(r, reason="A leak.", by=by, proposed_by=StaffFactory()),
        ways("annulled"),
    ),
    "mix": (lambda r, by: mixing.mix(r), ways("mixed") - {"held"}),
    "tally": (lambda r, by: counting.tally(r), ways("counted") - {"held"}),
    "publish": (lambda r, by: publication.publish(r), ways("published") - {"held"}),
    "certify": (lambda r, by: certification.certify(r), ways("certified")),
}


def life():
    """(status, round) one after the other, each reached by the commands."""
    staff = StaffFactory()
    first, voting_round = draft_round(1), open_round(1)
    yield "draft", first
    rounds.schedule(first.pk, by=staff)
    for key in KeyName:
        custody.make_key(first.pk, key)
    yield "scheduled", first
    yield "open", voting_round
    rounds.hold(voting_round.pk, reason="A check.")
    yield "held", voting_round
    release(voting_round.pk)
    cast(entries(voting_round)[0])
    close(voting_round)
    yield "closed", voting_round
    mixing.mix(voting_round.pk)
    yield "mixed", voting_round
    counting.tally(voting_round.pk)
    yield "counted", voting_round
    publication.publish(voting_round.pk)
    custody.destroy_key(voting_round.pk, KeyName.TALLY)
    yield "published", voting_round
    certification.certify(voting_round.pk)
    yield "certified", voting_round
    rounds.annul(voting_round.pk, reason="A leak.", by=staff, proposed_by=StaffFactory())
    yield "annulled", voting_round


def is_moved_by(command, voting_round):
    before = fresh(voting_round).status
    with transaction.atomic():
        with suppress(EndorsementError), transaction.atomic():
            command(voting_round.pk, StaffFactory())
        is_moved = fresh(voting_round).status != before
        transaction.set_rollback(True)
    return is_moved


def test_every_command_moves_a_round_exactly_where_the_table_allows_it(monkeypatch):
    # What is tried here is undone again, but for files.
    monkeypatch.setattr(keys, "destroy", lambda *_: None)
    moved = {name: set() for name in COMMANDS}

    for status, voting_round in life():
        assert fresh(voting_round).status == status
        for name, (command, _) in COMMANDS.items():
            if is_moved_by(command, voting_round):
                moved[name].add(status)

    assert moved == {name: set(expected) for name, (_, expected) in COMMANDS.items()}


def kinds(voting_round):
    logged = LogEntry.objects.filter(round=voting_round).in_order()
    return list(logged.values_list("kind", flat=True))


def test_annulling_deletes_what_is_sealed_unopened_from_every_state(monkeypatch):
    monkeypatch.setattr(keys, "destroy", lambda *_: None)
    found = {}

    for status, voting_round in life():
        if status in ("draft", "annulled"):
            continue
        had_log = bool(kinds(voting_round))
        with transaction.atomic():
            rounds.annul(
                voting_round.pk, reason="A leak.", by=StaffFactory(), proposed_by=StaffFactory()
            )
            assert not Envelope.objects.filter(round=voting_round).exists()
            assert not InnerBallot.objects.filter(round=voting_round).exists()
            slots = RollEntry.objects.filter(round=voting_round, slot__isnull=False)
            assert not slots.exists()
            annulled = fresh(voting_round)
            assert (annulled.status, annulled.stop_reason) == (S.ANNULLED, "A leak.")
            found[status] = kinds(voting_round)[-1:] == (["annul"] if had_log else [])
            transaction.set_rollback(True)

    assert found == dict.fromkeys(TABLE.keys() - {"draft", "annulled"}, True)
