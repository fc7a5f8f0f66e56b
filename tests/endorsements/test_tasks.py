"""Tasks: which queue, what they ask for next, and what they do when something is wrong."""

from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from kombu.exceptions import OperationalError

from config.celery import app
from endorsements import keys, log, rounds, steps, tasks
from endorsements.clock import database_now
from endorsements.models import (
    Announcement,
    Checkpoint,
    Delivery,
    KeyEvent,
    KeyName,
    LogEntry,
    Mailing,
)
from members.models import OutboxMail, User
from tests.factories.endorsements import (
    AnnouncementFactory,
    MailingFactory,
    cast,
    cast_all,
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
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def alerts():
    return [mail.body.splitlines()[0] for mail in OutboxMail.objects.filter(kind="alert")]


def do(step, voting_round):
    tasks.TASKS[step](str(voting_round.pk))
    return fresh(voting_round).status


def test_a_keys_work_goes_to_its_own_queue_and_everything_else_to_the_default():
    queues = {
        name: app.amqp.router.route({}, task.name)["queue"].name
        for name, task in tasks.TASKS.items()
        if "queue" in app.amqp.router.route({}, task.name)
    }

    assert {name for name, queue in queues.items() if queue == "mix"} == {
        "make_mix_key",
        "prove_mix_key",
        "destroy_mix_key",
        "mix_round",
    }
    assert {name for name, queue in queues.items() if queue == "tally"} == {
        "make_tally_key",
        "prove_tally_key",
        "destroy_tally_key",
        "tally_round",
        "tally_challenged",
    }


def test_every_bell_of_the_schedule_is_a_task(settings):
    assert set(settings.CELERY_BEAT_SCHEDULE) <= set(app.tasks)
    assert set(settings.CELERY_BEAT_SCHEDULE) == {
        f"endorsements.tasks.{name}"
        for name in (
            "reconcile",
            "flush_logs",
            "forget_mailings",
            "forget_rehearsals",
            "prove_keys",
            "send_mail",
            "send_mailings",
            "publish_announcements",
            "remind_candidates",
        )
    } | {
        f"members.tasks.{name}"
        for name in (
            "answer_inquiries",
            "erase_departures",
            "forget_old_looks",
            "forget_sessions",
            "reckon_months",
            "work_on_imports",
            "work_on_stripe",
        )
    }


def test_a_dead_broker_loses_nothing_but_a_nudge(monkeypatch):
    def away(*_, **__):
        raise OperationalError("no socket")

    monkeypatch.setattr("celery.app.task.Task.apply_async", away)

    tasks.nudge(draft_round(1).pk, steps.SIGN_LOG)


def test_bells_ring_once_the_transaction_is_committed(bells, django_capture_on_commit_callbacks):
    voting_round = draft_round(1)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.nudge_on_commit(voting_round.pk, steps.SIGN_LOG, steps.MIX)
        assert bells == []

    assert bells == [(voting_round.pk, steps.SIGN_LOG), (voting_round.pk, steps.MIX)]


def test_reconcile_asks_for_whatever_is_due(bells):
    waiting = scheduled_round(1, with_keys=False, opens_at=database_now() + DAY)
    voted = open_round(1)
    cast(entries(voted)[0])

    tasks.reconcile()

    assert sorted(bells, key=str) == sorted(
        [
            (voted.pk, "sign_log"),
            (waiting.pk, "make_signing_key"),
            (waiting.pk, "make_mix_key"),
            (waiting.pk, "make_tally_key"),
        ],
        key=str,
    )


def test_reconcile_tells_staff_of_a_count_that_is_stuck(bells, set_clock):
    voting_round = open_round(1)
    close(voting_round)
    set_clock(voting_round.closes_at + timedelta(minutes=6))

    tasks.reconcile()
    tasks.reconcile()

    assert alerts() == [tasks.STUCK]
    assert bells == [(voting_round.pk, "mix_round")] * 2


def test_flush_logs_places_and_signs_what_waits(bells):
    voting_round, idle = open_round(2), open_round(1)
    cast_all(voting_round, ["ash", "birch"])

    tasks.flush_logs()

    assert not LogEntry.objects.pending().exists()
    assert Checkpoint.objects.filter(round=voting_round).last().slots == 2
    assert Checkpoint.objects.filter(round=idle).count() == 1
    assert log._last_line(log._checkpoint_file(voting_round.pk))["seq"] == 2
    assert OutboxMail.objects.filter(kind="checkpoint").count() == 1


def damage_checkpoints(voting_round):
    log.write_out_checkpoints(voting_round.pk)
    with log._checkpoint_file(voting_round.pk).open("a") as file:
        file.write("[]\n")


def test_a_damaged_checkpoint_file_stops_reconciling_no_other_round(bells, caplog):
    faulty = open_round(1, closes_at=database_now() + DAY)
    sound = open_round(1, closes_at=database_now() + 2 * DAY)
    damage_checkpoints(faulty)
    cast(entries(faulty)[0])
    cast(entries(sound)[0])

    tasks.reconcile()

    assert bells == [(sound.pk, steps.SIGN_LOG)]
    assert alerts() == [tasks.FAULTY]
    assert "round passed over" in caplog.text
    assert "Traceback" in caplog.text


def test_a_damaged_checkpoint_file_leaves_the_logs_of_others_signed(bells):
    faulty = open_round(1, closes_at=database_now() + DAY)
    sound = open_round(1, closes_at=database_now() + 2 * DAY)
    damage_checkpoints(faulty)
    cast(entries(faulty)[0])
    cast(entries(sound)[0])

    tasks.flush_logs()

    assert list(LogEntry.objects.pending().values_list("round", flat=True)) == [faulty.pk]
    assert Checkpoint.objects.filter(round=sound).last().slots == 1
    assert alerts() == [tasks.FAULTY]


def test_a_task_out_of_time_is_no_fault_of_a_round(monkeypatch):
    def too_late(_):
        raise SoftTimeLimitExceeded

    open_round(1)
    monkeypatch.setattr(steps, "has_unsigned_log", too_late)

    with pytest.raises(SoftTimeLimitExceeded):
        tasks.flush_logs()

    assert alerts() == []


def test_prove_keys_asks_every_keys_worker_of_rounds_that_open_or_are_open(bells):
    rounds_in_use = [open_round(1), scheduled_round(1)]
    close(open_round(1))

    tasks.prove_keys()

    asked = {(one.pk, f"prove_{key}_key") for one in rounds_in_use for key in KeyName}
    assert set(bells) == asked
    assert len(bells) == len(asked)


@pytest.mark.parametrize("key", KeyName)
def test_a_key_lost_before_the_opening_is_told_to_staff(bells, key):
    voting_round = scheduled_round(1)
    keys.destroy(voting_round.pk, key)

    getattr(tasks, f"prove_{key}_key")(str(voting_round.pk))

    assert fresh(voting_round).status == "scheduled"
    assert OutboxMail.objects.get(kind="alert").body.startswith(f"The {key} key")


@pytest.mark.parametrize("key", KeyName)
def test_a_lost_key_holds_the_round_at_once_and_tells_staff(bells, key):
    voting_round = open_round(1)
    keys.destroy(voting_round.pk, key)

    assert do(f"prove_{key}_key", voting_round) == "held"
    assert do(f"prove_{key}_key", voting_round) == "held"

    reason = f"The {key} key of the round is missing."
    assert fresh(voting_round).stop_reason == reason
    assert alerts() == [f"The round is held: {reason}"]
    assert LogEntry.objects.in_order().last().payload == {"from": "open", "reason": reason}


@pytest.mark.parametrize("key", KeyName)
def test_a_foreign_key_holds_the_round(bells, key):
    voting_round = open_round(1)
    keys.destroy(voting_round.pk, key)
    keys.make(voting_round.pk, key)

    assert do(f"prove_{key}_key", voting_round) == "held"

    assert "not the one that was announced" in fresh(voting_round).stop_reason


@pytest.mark.parametrize("key", KeyName)
def test_a_good_key_is_proved_again(bells, key):
    voting_round = open_round(1)
    proved = KeyEvent.objects.filter(key=key, event="proved")
    before = proved.get().at

    assert do(f"prove_{key}_key", voting_round) == "open"

    assert proved.get().at > before


def test_no_key_is_proved_but_of_open_rounds(bells):
    voting_round = scheduled_round(1)
    keys.destroy(voting_round.pk, KeyName.MIX)

    assert do("prove_mix_key", voting_round) == "scheduled"


def test_opening_signs_the_beginning_of_the_log(bells):
    voting_round = scheduled_round(1)

    assert do("open_voting", voting_round) == "open"

    assert Checkpoint.objects.get().seq == 0


def test_an_opening_that_is_refused_is_told_when_it_is_late(bells, set_clock):
    voting_round = scheduled_round(1, with_keys=False)

    assert do("open_voting", voting_round) == "scheduled"

    assert len(alerts()) == 1
    early = scheduled_round(1, opens_at=database_now() + DAY)
    assert do("open_voting", early) == "scheduled"
    assert len(alerts()) == 1


def test_a_second_message_to_open_is_no_cause_for_alarm(bells, set_clock):
    voting_round = scheduled_round(1)
    do("open_voting", voting_round)
    set_clock(voting_round.opens_at + DAY)

    assert do("open_voting", voting_round) == "open"

    assert alerts() == []


def test_closing_signs_the_log_and_asks_for_the_mix(bells, set_clock):
    voting_round = open_round(1)
    assert do("close_voting", voting_round) == "open"
    assert bells == []
    set_clock(voting_round.closes_at)

    assert do("close_voting", voting_round) == "closed"

    assert Checkpoint.objects.last().seq == LogEntry.objects.get(kind="close").seq
    assert bells == [(voting_round.pk, "mix_round")]


def test_a_round_that_cannot_be_closed_is_held(bells, set_clock):
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    log.flush(voting_round.pk)
    with guards_off():
        LogEntry.objects.filter(seq=1).update(signature=b"s" * 64, payload={"slot": "00"})
    set_clock(voting_round.closes_at)

    assert do("close_voting", voting_round) == "held"
    assert do("close_voting", voting_round) == "held"

    assert "The log does not add up" in fresh(voting_round).stop_reason
    assert len(alerts()) == 1
    assert bells == []


def test_each_step_of_the_count_asks_for_the_next(bells):
    voting_round = open_round(1)
    cast_all(voting_round, ["ash"])
    close(voting_round)

    assert do("mix_round", voting_round) == "mixed"
    assert do("tally_round", voting_round) == "counted"
    assert do("publish_round", voting_round) == "published"
    assert do("destroy_tally_key", voting_round) == "published"
    assert do("certify_round", voting_round) == "certified"

    assert [step for _, step in bells] == [
        "tally_round",
        "publish_round",
        "destroy_tally_key",
        "certify_round",
        "certify_round",
    ]
    assert Checkpoint.objects.last().seq == LogEntry.objects.in_order().last().seq


def test_steps_that_are_not_due_ask_for_nothing(bells):
    voting_round = open_round(1)

    for step in ("mix_round", "tally_round", "publish_round", "certify_round"):
        assert do(step, voting_round) == "open"
    for key in KeyName:
        assert do(f"destroy_{key}_key", voting_round) == "open"

    assert bells == []


def test_keys_are_made_and_destroyed_by_their_tasks(bells):
    voting_round = scheduled_round(1, with_keys=False)
    for key in KeyName:
        do(f"make_{key}_key", voting_round)
        assert keys.is_in_custody(voting_round.pk, key)

    rounds.unschedule(voting_round.pk, by=StaffFactory())
    for key in KeyName:
        do(f"destroy_{key}_key", voting_round)
        assert not keys.is_in_custody(voting_round.pk, key)


def test_without_the_signing_key_a_round_is_held_by_the_next_signature(bells):
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    keys.destroy(voting_round.pk, KeyName.SIGNING)

    assert do("sign_log", voting_round) == "held"
    assert do("sign_log", voting_round) == "held"

    assert len(alerts()) == 1


def test_mail_is_handed_over(mailoutbox):
    cast(entries(open_round(1))[0])

    tasks.send_mail()

    assert ["voter@example.org"] in [mail.to for mail in mailoutbox]
    assert not OutboxMail.objects.exists()


def test_a_counted_round_under_embargo_is_not_published(bells):
    assert do("publish_round", counted_round(["ash"], embargo_hours=1)) == "counted"
    assert do("publish_round", published_round(["ash"])) == "published"


def test_an_announcement_that_is_due_appears_with_the_outcome(bells):
    written = AnnouncementFactory(round=counted_round(["ash"]))

    tasks.publish_announcements()
    assert not Announcement.objects.exclude(published_at=None).exists()
    do("publish_round", written.round)
    assert Announcement.objects.get(published_at__isnull=False) == written


def test_an_open_round_is_told_to_everybody_once_though_the_bell_rings_twice(mailoutbox):
    voting_round = open_round(3)
    MailingFactory(is_good=True, round=voting_round)

    for _ in range(2):
        tasks.send_mailings()

    assert len(mailoutbox) == len({mail.to[0] for mail in mailoutbox}) == 3


def test_staff_are_told_once_of_a_mail_that_is_due_and_unread(mailoutbox):
    mailing = MailingFactory(round=open_round(3))

    for _ in range(2):
        tasks.send_mailings()

    assert mailoutbox == []
    alert = OutboxMail.objects.get(kind="alert")
    assert (mailing.round.title in alert.subject, mailing.name in alert.body) == (True, True)


def test_mails_of_drafts_wait(mailoutbox):
    MailingFactory(is_good=True, round=draft_round())

    tasks.send_mailings()

    assert mailoutbox == []


def test_a_rehearsal_is_mailed_to_staff_and_says_so(mailoutbox):
    MailingFactory(round=open_round(2, rehearsal=True))

    tasks.send_mailings()

    assert {mail.subject[:11] for mail in mailoutbox} == {"[Rehearsal]"}
    assert {mail.to[0] for mail in mailoutbox} <= set(
        User.objects.filter(is_staff=True).values_list("email", flat=True)
    )


def test_the_copies_of_a_round_that_is_over_are_forgotten_by_themselves(mailoutbox):
    voting_round = certified_round(["ash"])
    MailingFactory(is_good=True, round=voting_round, kind="result")
    tasks.send_mailings()
    assert len(mailoutbox) == 1

    tasks.forget_mailings()

    assert not Delivery.objects.exists()
    assert Mailing.objects.get().numbers == {"sent": 1}
