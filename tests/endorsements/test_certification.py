"""Certification: what goes at the end, and what stays for good."""

from datetime import timedelta

import pytest

from endorsements import certification, counting, custody, mixing, publication
from endorsements.errors import IllegalMove
from endorsements.models import (
    CastRecord,
    InnerBallot,
    KeyName,
    LogEntry,
    RecordFile,
    Result,
    RollEntry,
    RoundStatus,
)
from members import outbox
from members.models import AuditEvent, OutboxMail
from tests.factories.endorsements import (
    cast_all,
    certified_round,
    close,
    entries,
    fresh,
    open_round,
    published_round,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def test_nothing_is_left_that_could_join_vote_and_member():
    voting_round = certified_round(["ash", "birch"])

    assert voting_round.status == RoundStatus.CERTIFIED
    assert not InnerBallot.objects.exists()
    assert not RollEntry.objects.filter(slot__isnull=False).exists()
    assert not OutboxMail.objects.filter(kind="receipt").exists()
    assert LogEntry.objects.in_order().last().kind == "certify"
    assert CastRecord.objects.count() == 2
    assert Result.objects.count() == 1
    assert RecordFile.objects.filter(name="roll.txt").exists()
    assert entries(voting_round)[0].channel == "online"


def test_receipts_of_other_rounds_and_other_mail_are_kept():
    cast_all(open_round(1), ["ash"])
    outbox.put(to="a@example.org", subject="Hello", body="Hello.")

    certified_round(["ash"])

    assert sorted(OutboxMail.objects.values_list("kind", flat=True)) == [
        "",
        "receipt",
        "receipt",
    ]


def test_records_too_few_to_publish_are_deleted():
    voting_round = open_round(3, records_minimum=3)
    cast_all(voting_round, ["ash", "birch"])
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    publication.publish(voting_round.pk)
    custody.destroy_key(voting_round.pk, KeyName.TALLY)
    assert CastRecord.objects.count() == 2

    certification.certify(voting_round.pk)

    assert not CastRecord.objects.exists()
    assert Result.objects.get().numbers["published"] == "counts"


def test_certifying_waits_for_the_window_and_for_the_tally_keys_end(set_clock):
    voting_round = published_round(["ash"], challenge_days=7)
    over = voting_round.published_at + timedelta(days=7)

    assert not certification.certify(voting_round.pk)
    set_clock(over)
    assert certification.is_due(fresh(voting_round))
    assert not certification.certify(voting_round.pk)
    custody.destroy_key(voting_round.pk, KeyName.TALLY)
    assert certification.certify(voting_round.pk)
    assert certification.certify(voting_round.pk)

    assert LogEntry.objects.filter(kind="certify").count() == 1
    assert AuditEvent.objects.filter(action="round.certified").count() == 1


def test_staff_ask_for_a_certification_when_the_window_is_over(set_clock):
    voting_round, staff = published_round(["ash"], challenge_days=7), StaffFactory()

    with pytest.raises(IllegalMove, match="not over yet"):
        certification.ask(voting_round.pk, by=staff)
    with pytest.raises(IllegalMove, match="A round that is open cannot be certified"):
        certification.ask(open_round(1).pk, by=staff)
    set_clock(voting_round.published_at + timedelta(days=7))
    certification.ask(voting_round.pk, by=staff)

    assert fresh(voting_round).status == RoundStatus.PUBLISHED
    assert AuditEvent.objects.get(action="round.certification_asked").actor_id == staff.pk
