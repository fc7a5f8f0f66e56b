"""Who gets a copy, once, however often the work is begun or killed."""

from datetime import timedelta

import pytest
from django.db import connection

from endorsements import rounds, tasks
from endorsements.clock import database_now
from endorsements.mailings import letters, planning, queuing
from endorsements.models import Delivery, MailingState, RollEntry, RoundStatus
from members.models import OutboxMail
from tests.factories.endorsements import (
    MailingFactory,
    cast,
    close,
    entries,
    fresh,
    held_as_it_is,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import StaffFactory
from tests.tampering import force

pytestmark = pytest.mark.django_db


def begin(voting_round, later=timedelta(0)):
    """What is being queued now, by kind, after it was begun."""
    begun = queuing.begin_due(fresh(voting_round), database_now() + later)
    return [mailing.kind for mailing in begun]


def readers(mailing) -> set[int]:
    return set(Delivery.objects.filter(mailing=mailing).values_list("member_id", flat=True))


def state_of(mailing) -> str:
    mailing.refresh_from_db()
    return mailing.state


def test_everybody_on_the_roll_gets_one_copy_however_often_it_is_queued(monkeypatch):
    monkeypatch.setattr(queuing, "ENTRIES_AT_ONCE", 2)
    voting_round = open_round(5)
    mailing = MailingFactory(is_good=True, round=voting_round)
    assert begin(voting_round) == ["opens"]

    for _ in range(2):
        queuing.queue(mailing, database_now())

    assert readers(mailing) == {entry.member_id for entry in entries(voting_round)}
    assert Delivery.objects.count() == 5
    assert state_of(mailing) == MailingState.SENDING


def test_queuing_goes_on_where_it_was_killed(monkeypatch):
    monkeypatch.setattr(queuing, "ENTRIES_AT_ONCE", 2)
    voting_round = open_round(5)
    mailing = MailingFactory(round=voting_round, state=MailingState.QUEUING)
    real, stretches = queuing._queue_stretch, []

    def die_after_two(*args):
        if len(stretches) == 2:
            raise SystemExit
        stretches.append(1)
        return real(*args)

    monkeypatch.setattr(queuing, "_queue_stretch", die_after_two)
    with pytest.raises(SystemExit):
        queuing.queue(mailing, database_now())
    assert Delivery.objects.count() == 4
    assert begin(voting_round) == ["opens"]

    monkeypatch.setattr(queuing, "_queue_stretch", real)
    queuing.queue(mailing, database_now())

    assert Delivery.objects.count() == 5
    assert state_of(mailing) == MailingState.SENDING


def test_a_reminder_is_queued_for_those_alone_who_have_not_voted():
    voting_round = open_round(3)
    voted, *others = entries(voting_round)
    cast(voted)
    reminder = MailingFactory(round=voting_round, kind="reminder", state=MailingState.QUEUING)
    opening = MailingFactory(round=voting_round, kind="opens", state=MailingState.QUEUING)

    queuing.queue(reminder, database_now())
    queuing.queue(opening, database_now())

    assert readers(reminder) == {entry.member_id for entry in others}
    assert readers(opening) == {entry.member_id for entry in (voted, *others)}


def test_who_was_voided_gets_no_copy():
    voting_round = open_round(2)
    first = entries(voting_round)[0]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = 'endorsements_rollentry:frozen_after_draft'")
    RollEntry.objects.filter(pk=first.pk).update(is_voided=True)
    mailing = MailingFactory(round=voting_round, state=MailingState.QUEUING)

    queuing.queue(mailing, database_now())

    assert first.member_id not in readers(mailing)


def test_before_the_opening_nothing_is_begun():
    voting_round = scheduled_round(with_keys=False)
    mailing = MailingFactory(is_good=True, round=voting_round)

    assert begin(voting_round) == []
    assert state_of(mailing) == MailingState.PLANNED


def test_an_opening_ahead_of_its_time_is_told_at_once():
    voting_round = scheduled_round(1, opens_at=database_now() + timedelta(hours=5))
    rounds.open_voting(voting_round.pk, by=StaffFactory(), proposed_by=StaffFactory())
    MailingFactory(is_good=True, round=voting_round)

    assert begin(voting_round) == ["opens"]


def test_reminders_begin_at_their_time_and_not_before():
    voting_round = open_round(1, opens_at=database_now() - timedelta(hours=1))
    MailingFactory(is_good=True, round=voting_round, kind="closing", hours_before=3)

    assert begin(voting_round, timedelta(days=6)) == []
    assert begin(voting_round, timedelta(days=6, hours=22)) == ["closing"]


def test_of_several_that_are_late_the_last_alone_goes_out():
    voting_round = open_round(1)
    half_way = MailingFactory(is_good=True, round=voting_round, kind="reminder")
    MailingFactory(is_good=True, round=voting_round, kind="reminder", hours_before=24)

    assert begin(voting_round, timedelta(days=6, hours=12)) == ["reminder"]

    assert state_of(half_way) == MailingState.DROPPED
    assert half_way.ended_at is not None


def reminder(voting_round, hours, **fields):
    return MailingFactory(round=voting_round, kind="reminder", hours_before=hours, **fields)


def found_good(mailing):
    digest = letters.compose(mailing, mailing.round).digest
    assert planning.find_good(mailing.pk, digest=digest, by=StaffFactory())


def test_what_nobody_found_good_waits_until_somebody_has():
    voting_round = open_round(1)
    added = planning.add_reminder(voting_round.pk, hours=24, by=StaffFactory())
    late = timedelta(days=6, hours=12)
    assert begin(voting_round, late) == []
    assert queuing.due_and_unread(fresh(voting_round), database_now() + late) == [added]
    assert queuing.due_and_unread(fresh(voting_round), database_now()) == []

    found_good(added)

    assert queuing.due_and_unread(fresh(voting_round), database_now() + late) == []
    assert begin(voting_round, late) == ["reminder"]


def test_other_words_than_were_found_good_wait_and_another_closing_time_does_not():
    voting_round = open_round(1)
    kept, changed = reminder(voting_round, 48), reminder(voting_round, 24)
    for one in (kept, changed):
        found_good(one)
    planning.write_note(changed.pk, note="Come to the forum.", by=StaffFactory())
    force(voting_round, closes_at=voting_round.closes_at + timedelta(days=1))

    assert begin(voting_round, timedelta(days=7, hours=12)) == ["reminder"]

    assert (state_of(kept), state_of(changed)) == (MailingState.QUEUING, MailingState.PLANNED)


def test_words_that_change_while_the_mail_is_begun_keep_it_back(monkeypatch):
    mailing = MailingFactory(is_good=True, round=open_round(1))
    real = queuing._overtaken

    def write_meanwhile(*args):
        planning.write_note(mailing.pk, note="Come to the forum.", by=StaffFactory())
        return real(*args)

    monkeypatch.setattr(queuing, "_overtaken", write_meanwhile)

    assert begin(mailing.round) == []
    assert state_of(mailing) == MailingState.PLANNED


def test_a_later_mail_overtakes_an_unread_one_and_an_earlier_one_does_not():
    voting_round = open_round(1)
    before, sent = reminder(voting_round, 48), reminder(voting_round, 24, is_good=True)
    after = reminder(voting_round, 12)

    begin(voting_round, timedelta(days=6, hours=18))

    states = [state_of(one) for one in (before, sent, after)]
    assert states == [MailingState.DROPPED, MailingState.QUEUING, MailingState.PLANNED]


@pytest.mark.parametrize("kind", ["rehearsal", "is_demo"])
def test_rehearsals_and_demos_wait_for_nobody(kind):
    voting_round = open_round(1, **{kind: True})
    MailingFactory(round=voting_round)

    assert begin(voting_round) == ["opens"]


def test_after_the_close_nothing_about_the_vote_is_begun():
    voting_round = open_round(1)
    mailing = MailingFactory(is_good=True, round=voting_round, kind="closing", hours_before=3)

    assert begin(voting_round, timedelta(days=8)) == []
    close(voting_round)
    assert begin(voting_round) == []

    assert state_of(mailing) == MailingState.DROPPED


def test_a_held_round_reminds_nobody():
    voting_round = held_as_it_is(open_round(1))
    mailing = MailingFactory(is_good=True, round=voting_round, kind="reminder", hours_before=24)

    assert begin(voting_round, timedelta(days=6, hours=12)) == []
    assert state_of(mailing) == MailingState.PLANNED


def test_the_result_goes_out_after_publication():
    voting_round = published_round(["ash", "birch", "ash"])
    MailingFactory(is_good=True, round=voting_round, kind="result")

    assert voting_round.status == RoundStatus.PUBLISHED
    assert begin(voting_round) == ["result"]


def test_mails_that_cannot_be_queued_keep_back_those_of_no_other_round(mailoutbox, monkeypatch):
    faulty, sound = (
        MailingFactory(is_good=True, round=open_round(1)),
        MailingFactory(is_good=True, round=open_round(2)),
    )
    queue = queuing.queue

    def fail(mailing, now):
        if mailing.pk == faulty.pk:
            raise ValueError("A round that nobody foresaw.")
        return queue(mailing, now)

    monkeypatch.setattr(queuing, "queue", fail)

    tasks.send_mailings()

    assert Delivery.objects.filter(mailing=sound).count() > 0
    assert not Delivery.objects.filter(mailing=faulty).exists()
    assert len(mailoutbox) == Delivery.objects.count()
    alert = OutboxMail.objects.get(kind="alert")
    assert (tasks.FAULTY in alert.body, faulty.round.title in alert.subject) == (True, True)
