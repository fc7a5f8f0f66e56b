"""The life of a round against its table: every status, every command."""

from datetime import timedelta

import pytest

from endorsements import (
    checklist,
    custody,
    log,
    mixing,
    rounds,
    voiding,
)
from endorsements.clock import as_text, database_now
from endorsements.errors import (
    DoesNotAddUp,
    IllegalMove,
    NotReady,
    ReasonMissing,
)
from endorsements.models import (
    Candidate,
    Envelope,
    KeyName,
    LogEntry,
    RecordFile,
    RollEntry,
    RoundStatus,
)
from endorsements.protocol.digests import definition_digest
from members.models import AuditEvent
from tests.factories.endorsements import (
    CandidateFactory,
    cast,
    close,
    draft_round,
    entries,
    fresh,
    open_round,
    release,
    scheduled_round,
)
from tests.factories.members import StaffFactory
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db
S = RoundStatus


def kinds(voting_round):
    logged = LogEntry.objects.filter(round=voting_round).in_order()
    return list(logged.values_list("kind", flat=True))


def last_payload(voting_round):
    return LogEntry.objects.filter(round=voting_round).in_order().last().payload


def test_scheduling_freezes_the_round():
    voting_round, staff = draft_round(3), StaffFactory()

    rounds.schedule(voting_round.pk, by=staff)

    scheduled = fresh(voting_round)
    assert scheduled.status == S.SCHEDULED
    assert scheduled.roll_count == RollEntry.objects.count() == 3
    assert scheduled.definition["contests"][0]["key"] == "governor"
    assert bytes(scheduled.definition_hash) == definition_digest(scheduled.definition)
    assert scheduled.pad_to % 64 == 0
    event = AuditEvent.objects.about(scheduled).get()
    assert (event.action, event.actor_id, event.detail) == (
        "round.scheduled",
        staff.pk,
        {"roll": 3},
    )


def test_scheduling_draws_the_order_of_candidates():
    voting_round = draft_round(1)
    contest = voting_round.contests.get()
    as_entered = ["ash", "birch", *(CandidateFactory(contest=contest).key for _ in range(8))]

    rounds.schedule(voting_round.pk, by=StaffFactory())

    candidates = Candidate.objects.order_by("position")
    assert [one.position for one in candidates] == list(range(1, 11))
    frozen = fresh(voting_round).definition["contests"][0]["candidates"]
    drawn = [one.key for one in candidates]
    assert drawn == [one["key"] for one in frozen]
    assert sorted(drawn) == sorted(as_entered)
    # One in three million draws is the order of entry.
    assert drawn != as_entered


def test_scheduling_is_refused_with_the_list_of_the_checklist():
    voting_round = draft_round(0)

    with pytest.raises(NotReady) as refusal:
        rounds.schedule(voting_round.pk, by=StaffFactory())

    assert refusal.value.obstacles == checklist.obstacles_to_scheduling(voting_round)
    assert fresh(voting_round).status == S.DRAFT
    assert not RollEntry.objects.exists()


def test_back_to_draft_forgets_roll_hash_and_keys():
    voting_round = scheduled_round(2)

    rounds.unschedule(voting_round.pk, by=StaffFactory())

    draft = fresh(voting_round)
    assert (draft.status, draft.definition, draft.definition_hash) == (S.DRAFT, None, None)
    assert (draft.roll_root, draft.roll_count, draft.pad_to) == (None, None, None)
    assert (draft.signing_key, draft.mix_key, draft.tally_key) == (None, None, None)
    assert not RollEntry.objects.exists()
    assert not RecordFile.objects.exists()


def test_a_round_scheduled_again_has_other_slots_and_other_keys():
    voting_round = scheduled_round(1)
    before = (entries(voting_round)[0].slot, voting_round.mix_key, voting_round.roll_root)
    rounds.unschedule(voting_round.pk, by=StaffFactory())

    with pytest.raises(NotReady, match="keys of an earlier scheduling are still being destroyed"):
        rounds.schedule(voting_round.pk, by=StaffFactory())
    for key in KeyName:
        custody.destroy_key(voting_round.pk, key)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    custody.make_key(voting_round.pk, KeyName.MIX)

    again = fresh(voting_round)
    after = (entries(again)[0].slot, again.mix_key, again.roll_root)
    assert not {bytes(part) for part in before} & {bytes(part) for part in after}


def test_the_clock_opens_a_round_when_it_is_due():
    voting_round = scheduled_round(1, opens_at=database_now() + timedelta(hours=1))

    with pytest.raises(IllegalMove, match="not due to open yet"):
        rounds.open_voting(voting_round.pk)

    assert kinds(voting_round) == []


def test_staff_open_a_round_early_and_it_opens_then():
    voting_round = scheduled_round(1, opens_at=database_now() + timedelta(hours=1))

    rounds.open_voting(voting_round.pk, by=StaffFactory(), proposed_by=StaffFactory())

    opened = fresh(voting_round)
    assert opened.status == S.OPEN
    assert opened.opens_at <= database_now()
    assert last_payload(voting_round) == log.genesis(opened)


def test_opening_is_refused_with_the_list_of_the_checklist():
    voting_round = scheduled_round(1, with_keys=False)

    with pytest.raises(NotReady) as refusal:
        rounds.open_voting(voting_round.pk)

    assert len(refusal.value.obstacles) == 3
    assert fresh(voting_round).status == S.SCHEDULED


def test_the_clock_closes_a_round_when_it_is_due(set_clock):
    voting_round = open_round(2)
    cast(entries(voting_round)[0])
    set_clock(voting_round.closes_at - timedelta(microseconds=1))

    with pytest.raises(IllegalMove, match="not due to close yet"):
        rounds.close_voting(voting_round.pk)
    set_clock(voting_round.closes_at)
    rounds.close_voting(voting_round.pk)

    assert fresh(voting_round).status == S.CLOSED
    assert kinds(voting_round) == ["genesis", "cast", "close"]
    payload = last_payload(voting_round)
    assert (payload["count"], payload["styles"], "early" in payload) == (1, {"S1": 1}, False)


def test_staff_close_early_only_with_a_reason():
    voting_round, staff = open_round(1), StaffFactory()

    with pytest.raises(ReasonMissing):
        rounds.close_voting(voting_round.pk, by=staff, proposed_by=StaffFactory(), reason="  ")
    rounds.close_voting(voting_round.pk, by=staff, proposed_by=StaffFactory(), reason=" Storm. ")

    assert last_payload(voting_round)["early"] == "Storm."
    assert AuditEvent.objects.get(action="round.closed").actor_id == staff.pk


def test_a_held_round_past_its_closing_time_is_closed_first_and_stays_held(set_clock):
    voting_round, staff = open_round(1), StaffFactory()
    cast(entries(voting_round)[0])
    rounds.hold(voting_round.pk, reason="A check.")

    with pytest.raises(IllegalMove, match="not due"):
        rounds.close_voting(voting_round.pk, by=staff, proposed_by=StaffFactory(), reason="Storm.")
    set_clock(voting_round.closes_at)
    rounds.close_voting(voting_round.pk)

    held = fresh(voting_round)
    assert (held.status, held.held_from, held.stop_reason) == (S.HELD, S.CLOSED, "A check.")
    with pytest.raises(IllegalMove, match="Only an open round can be closed"):
        rounds.close_voting(voting_round.pk)
    assert not mixing.mix(voting_round.pk)
    release(voting_round.pk)
    assert fresh(voting_round).status == S.CLOSED
    assert kinds(voting_round) == ["genesis", "cast", "hold", "close", "release"]


def test_holding_and_releasing_are_logged_with_their_reasons():
    voting_round, staff = open_round(1), StaffFactory()
    cast(entries(voting_round)[0])

    with pytest.raises(ReasonMissing):
        rounds.hold(voting_round.pk, reason="")
    rounds.hold(voting_round.pk, reason=" A check. ", by=staff, proposed_by=StaffFactory())
    held = fresh(voting_round)
    assert (held.status, held.held_from, held.stop_reason) == (S.HELD, S.OPEN, "A check.")
    assert last_payload(voting_round) == {"from": "open", "reason": "A check."}

    with pytest.raises(ReasonMissing):
        rounds.release(voting_round.pk, reason="", by=staff, proposed_by=StaffFactory())
    release(voting_round.pk)
    released = fresh(voting_round)
    assert (released.status, released.held_from, released.stop_reason) == (S.OPEN, "", "")
    assert last_payload(voting_round) == {"to": "open", "reason": "It passed."}
    assert kinds(voting_round) == ["genesis", "cast", "hold", "release"]


def test_more_time_may_be_given_and_never_less(set_clock):
    voting_round, staff = open_round(1), StaffFactory()
    old, later = voting_round.closes_at, voting_round.closes_at + timedelta(days=1)

    for moment in (old, old - timedelta(hours=1)):
        with pytest.raises(IllegalMove, match="must be later than the old one"):
            rounds.extend(voting_round.pk, closes_at=moment, by=staff, proposed_by=StaffFactory())
    rounds.extend(voting_round.pk, closes_at=later, by=staff, proposed_by=StaffFactory())
    set_clock(later + timedelta(days=1))
    with pytest.raises(IllegalMove, match="The closing time has passed"):
        rounds.extend(
            voting_round.pk,
            closes_at=later + timedelta(hours=1),
            by=staff,
            proposed_by=StaffFactory(),
        )

    assert fresh(voting_round).closes_at == later
    assert last_payload(voting_round) == {"old": as_text(old), "new": as_text(later)}


def test_a_held_round_may_get_more_time_and_a_closed_one_may_not():
    voting_round, staff = open_round(1), StaffFactory()
    later = voting_round.closes_at + timedelta(days=1)
    rounds.hold(voting_round.pk, reason="A check.")
    rounds.extend(voting_round.pk, closes_at=later, by=staff, proposed_by=StaffFactory())
    release(voting_round.pk)
    close(voting_round)

    with pytest.raises(IllegalMove, match="Only an open round can be extended"):
        rounds.extend(
            voting_round.pk,
            closes_at=later + timedelta(days=1),
            by=staff,
            proposed_by=StaffFactory(),
        )


def test_annulling_needs_a_reason_and_more_than_a_draft():
    with pytest.raises(ReasonMissing):
        rounds.annul(
            scheduled_round(1).pk, reason="", by=StaffFactory(), proposed_by=StaffFactory()
        )
    with pytest.raises(IllegalMove, match="A draft is edited or deleted"):
        rounds.annul(
            draft_round(1).pk, reason="A leak.", by=StaffFactory(), proposed_by=StaffFactory()
        )


def test_a_ballot_under_way_is_logged_before_the_round_is_annulled():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])

    rounds.annul(voting_round.pk, reason="A leak.", by=StaffFactory(), proposed_by=StaffFactory())

    assert kinds(voting_round) == ["genesis", "cast", "annul"]


def test_a_withdrawal_is_logged_once_and_only_while_the_round_is_open():
    voting_round, staff = open_round(1), StaffFactory()
    ash = Candidate.objects.get(key="ash")

    rounds.withdraw_candidate(ash.pk, by=staff, proposed_by=StaffFactory())

    assert Candidate.objects.get(key="ash").is_withdrawn
    assert last_payload(voting_round) == {"contest": "governor", "candidate": "ash"}
    with pytest.raises(IllegalMove, match="Ash has withdrawn already"):
        rounds.withdraw_candidate(ash.pk, by=staff, proposed_by=StaffFactory())
    close(voting_round)
    with pytest.raises(IllegalMove, match="while the round is open"):
        rounds.withdraw_candidate(
            Candidate.objects.get(key="birch").pk, by=staff, proposed_by=StaffFactory()
        )


def test_a_voided_slot_loses_its_ballot_and_takes_no_other():
    voting_round, staff = open_round(2), StaffFactory()
    first, second = entries(voting_round)
    cast(first)
    cast(second)

    voiding.void_slot(
        first.pk, reason_class="double membership", by=staff, proposed_by=StaffFactory()
    )

    payload = {"slot": bytes(first.slot).hex(), "reason": "double membership"}
    assert last_payload(voting_round) == payload
    assert kinds(voting_round) == ["genesis", "cast", "cast", "void"]
    assert [bytes(one.slot) for one in Envelope.objects.all()] == [bytes(second.slot)]
    with pytest.raises(IllegalMove, match="voided already"):
        voiding.void_slot(first.pk, reason_class="again", by=staff, proposed_by=StaffFactory())
    close(voting_round)
    with pytest.raises(IllegalMove, match="only while the round is open"):
        voiding.void_slot(second.pk, reason_class="late", by=staff, proposed_by=StaffFactory())


def test_voiding_names_its_class_of_reason():
    with pytest.raises(ReasonMissing):
        voiding.void_slot(
            entries(open_round(1))[0].pk,
            reason_class=" ",
            by=StaffFactory(),
            proposed_by=StaffFactory(),
        )


def test_a_round_without_its_times_is_a_fault_of_ours():
    with pytest.raises(LookupError):
        log.genesis(fresh(draft_round(1, opens_at=None, closes_at=None)))


def test_a_round_whose_log_was_changed_cannot_be_closed(set_clock):
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    log.flush(voting_round.pk)
    with guards_off():
        LogEntry.objects.filter(seq=1).update(payload={"slot": "00"})
    set_clock(voting_round.closes_at)

    with pytest.raises(DoesNotAddUp, match="The log does not add up"):
        rounds.close_voting(voting_round.pk)

    assert fresh(voting_round).status == S.OPEN
