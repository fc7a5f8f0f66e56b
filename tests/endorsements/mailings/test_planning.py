"""Which mails a round sends, and who read them before."""

from datetime import UTC, datetime, timedelta

import pytest

from endorsements import checklist, rounds
from endorsements.errors import MailingBegun, NotReady
from endorsements.mailings import letters, planning
from endorsements.models import Mailing, MailingState
from members.models import AuditEvent
from tests.factories.endorsements import MailingFactory, RoundFactory, draft_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def find_good(mailing, by=None) -> bool:
    digest = letters.compose(mailing, mailing.round).digest
    return planning.find_good(mailing.pk, digest=digest, by=by or StaffFactory())


def test_the_usual_mails_are_planned_once():
    voting_round, staff = RoundFactory(), StaffFactory()

    added = [planning.plan_usual(voting_round.pk, by=staff) for _ in range(2)]

    assert added == [6, 0]
    assert list(voting_round.mailings.values_list("kind", "hours_before")) == [
        ("opens", None),
        ("reminder", None),
        ("reminder", 24),
        ("closing", 3),
        ("result", None),
        ("candidates", None),
    ]
    assert AuditEvent.objects.get().detail == {"added": 6}


def test_each_mail_is_due_at_its_time():
    voting_round = RoundFactory(opens_at=NOON, closes_at=NOON + timedelta(days=4))
    planning.plan_usual(voting_round.pk, by=None)

    due = [mailing.due_at(voting_round) for mailing in voting_round.mailings.all()]

    assert due == [
        NOON,
        NOON + timedelta(days=2),
        NOON + timedelta(days=3),
        NOON + timedelta(days=3, hours=21),
        None,
        None,
    ]


def test_a_reminder_before_the_opening_or_soon_after_it_is_never_due():
    voting_round = RoundFactory(opens_at=NOON, closes_at=NOON + timedelta(hours=5))
    planning.plan_usual(voting_round.pk, by=None)

    due = {str(one.name): one.due_at(voting_round) for one in voting_round.mailings.all()}

    assert due["Reminder half-way"] is None
    assert due["Reminder, 24 hours before the close"] is None
    assert due["Closing soon, 3 hours before the close"] is None


def test_without_times_nothing_is_due():
    voting_round = RoundFactory(opens_at=None, closes_at=None)

    assert MailingFactory(round=voting_round, kind="reminder").due_at(voting_round) is None


def test_a_reminder_at_other_hours_is_added_once():
    voting_round, staff = RoundFactory(), StaffFactory()

    for _ in range(2):
        planning.add_reminder(voting_round.pk, hours=48, by=staff)

    assert list(voting_round.mailings.values_list("kind", "hours_before")) == [("reminder", 48)]
    assert AuditEvent.objects.get().action == "mailing.planned"


def test_a_mail_that_was_found_good_is_to_be_read_again_after_a_change():
    mailing, staff = MailingFactory(), StaffFactory()
    assert find_good(mailing, staff) is True
    mailing.refresh_from_db()
    assert planning.is_found_good(mailing, mailing.round)

    planning.write_note(mailing.pk, note="Come to the forum.", by=staff)

    mailing.refresh_from_db()
    assert (mailing.read_by, mailing.read_at, mailing.read_digest) == ("", None, "")
    assert planning.unread(mailing.round) == [
        "Nobody has looked at the mail “Voting is open” and found it good."
    ]


def test_a_mail_of_a_draft_whose_round_changed_is_to_be_read_again():
    mailing = MailingFactory(is_good=True)

    assert not planning.is_found_good(mailing, mailing.round)
    assert planning.unread(mailing.round) == [
        "Nobody has looked at the mail “Voting is open” and found it good since it was changed."
    ]


def test_words_that_changed_under_the_reader_are_not_found_good():
    mailing = MailingFactory()

    assert planning.find_good(mailing.pk, digest="0" * 64, by=StaffFactory()) is False

    mailing.refresh_from_db()
    assert (mailing.read_by, mailing.read_at, mailing.read_digest) == ("", None, "")


def test_the_same_note_again_leaves_no_trail():
    mailing = MailingFactory(note="Hello.")

    planning.write_note(mailing.pk, note="Hello.", by=StaffFactory())

    assert not AuditEvent.objects.exists()


def test_a_planned_mail_can_be_removed():
    mailing = MailingFactory()

    planning.remove(mailing.pk, by=StaffFactory())

    assert not Mailing.objects.exists()
    assert AuditEvent.objects.get().action == "mailing.removed"


@pytest.mark.parametrize("state", [s for s in MailingState if s != MailingState.PLANNED])
def test_what_has_begun_is_not_changed(state):
    mailing, staff = MailingFactory(state=state, ended_at=NOON), StaffFactory()

    with pytest.raises(MailingBegun):
        planning.write_note(mailing.pk, note="Late.", by=staff)
    with pytest.raises(MailingBegun):
        planning.remove(mailing.pk, by=staff)
    with pytest.raises(MailingBegun):
        find_good(mailing)


def test_unread_mails_bar_scheduling_and_read_ones_do_not():
    voting_round = draft_round()
    mailing = MailingFactory(round=voting_round)

    with pytest.raises(NotReady, match="Nobody has looked at the mail “Voting is open”"):
        rounds.schedule(voting_round.pk, by=StaffFactory())

    find_good(mailing)
    assert checklist.obstacles_to_scheduling(voting_round) == []


def test_a_rehearsal_needs_nobody_to_read_its_mails():
    mailing = MailingFactory(round__rehearsal=True)

    assert planning.unread(mailing.round) == []
    assert planning.unplanned(mailing.round) == []


def test_a_round_without_mails_is_to_be_considered():
    voting_round = RoundFactory()

    assert planning.unplanned(voting_round) == [
        "No mail is planned: members are not told that voting opens, nor reminded."
    ]
    MailingFactory(round=voting_round)
    assert planning.unplanned(voting_round) == []
