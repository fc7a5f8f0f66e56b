"""In an embargo the candidates are told, once, and nobody else learns anything."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from endorsements import embargo, rounds, steps, tasks
from endorsements.admin import desk
from endorsements.models import Candidate, Round
from members.models import AuditEvent, OutboxMail
from tests.endorsements.driving import drive
from tests.factories.endorsements import (
    RoundFactory,
    cast_all,
    close,
    counted_round,
    fresh,
    open_round,
    published_round,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
WON = ["ash", "ash", "birch"]


@pytest.fixture
def counted():
    voting_round = counted_round(WON, embargo_hours=5)
    Candidate.objects.filter(key="ash").update(email="ash@example.org")
    return voting_round


def letters():
    return OutboxMail.objects.filter(kind="embargo")


def test_each_candidate_with_an_address_is_told_once(counted):
    assert steps.TELL in steps.due(counted, timezone.now())
    assert embargo.tell_candidates(counted.pk) is True
    assert embargo.tell_candidates(counted.pk) is True
    [letter] = letters()
    assert (letter.to, letter.forget) == ("ash@example.org", True)
    assert "Ash is endorsed" in letter.body
    assert "Please keep this to yourself until" in letter.body
    assert embargo.unreachable(counted) == ["Birch"]
    event = AuditEvent.objects.get(action="round.candidates_told")
    assert event.detail == {"told": 1, "no_address": 1}
    assert steps.TELL not in steps.due(fresh(counted), timezone.now())


def test_nothing_is_public_before_and_everything_by_itself_after(counted, client, set_clock):
    assert drive(counted) == ["tell_candidates"]
    tasks.publish_round(str(counted.pk))
    assert fresh(counted).status == "counted"
    client.force_login(StaffFactory())
    pages = [
        reverse("endorsements:round", args=[counted.slug]),
        reverse("endorsements:home"),
        reverse("endorsements:endorsements"),
        reverse("endorsements:feed"),
        reverse("admin:endorsements_round_change", args=[counted.pk]),
    ]
    for page in pages:
        assert "Ash is endorsed" not in client.get(page).content.decode()
    record = reverse("endorsements:record_file", args=[counted.slug, "result.json"])
    assert client.get(record).status_code == 404
    set_clock(timezone.now() + timedelta(hours=6))
    assert "publish_round" in drive(counted)
    assert "Ash is endorsed" in client.get(pages[0]).content.decode()


def test_staff_see_how_long_it_lasts(counted):
    said = desk.sentence_of(counted)
    assert "published by itself in 4 hours and 59 minutes, on " in said
    assert "The candidates are being told. Nobody could tell Birch: there is no address." in said
    embargo.tell_candidates(counted.pk)
    assert "The candidates were told on " in desk.sentence_of(fresh(counted))


@pytest.mark.parametrize("kind", ["none", "rehearsal", "published"])
def test_nobody_is_told_otherwise(kind):
    if kind == "published":
        voting_round = published_round(WON)
    else:
        is_rehearsal = kind == "rehearsal"
        hours = 5 if is_rehearsal else 0
        voting_round = counted_round(WON, rehearsal=is_rehearsal, embargo_hours=hours)
    Candidate.objects.update(email="a@example.org")
    assert embargo.tell_candidates(voting_round.pk) is False
    assert not letters().exists()


def test_what_was_tampered_with_is_told_to_nobody_and_holds_the_round(counted, monkeypatch):
    monkeypatch.setattr("endorsements.publication.values_root", lambda values: b"other")
    tasks.tell_candidates(str(counted.pk))
    assert fresh(counted).status == "held"
    assert not letters().exists()


def test_annulment_takes_back_letters_that_wait(counted):
    embargo.tell_candidates(counted.pk)
    two = {"by": StaffFactory(), "proposed_by": StaffFactory()}
    rounds.annul(counted.pk, reason="A mistake.", **two)
    assert not letters().exists()


def test_who_withdrew_is_not_written_to():
    voting_round = open_round(3, embargo_hours=1)
    Candidate.objects.update(email="a@example.org")
    two = {"by": StaffFactory(), "proposed_by": StaffFactory()}
    rounds.withdraw_candidate(Candidate.objects.get(key="birch").pk, **two)
    cast_all(voting_round, ["ash"] * 3)
    close(voting_round)
    drive(voting_round)
    assert [letter.body.split(",")[0] for letter in letters()] == ["Ash"]


def test_an_embargo_lasts_a_day_at_most():
    with pytest.raises(IntegrityError, match="round_embargo_is_a_day_at_most"):
        RoundFactory(embargo_hours=25)


def test_an_embargo_cannot_be_changed_after_scheduling(counted):
    with pytest.raises(Exception, match="frozen when it is scheduled"):
        Round.objects.filter(pk=counted.pk).update(embargo_hours=0)


def test_candidates_are_told_in_an_embargo_alone():
    with pytest.raises(IntegrityError, match="round_told_candidates_in_its_embargo"):
        RoundFactory(candidates_told_at=timezone.now())
