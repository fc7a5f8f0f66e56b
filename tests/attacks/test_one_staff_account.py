"""One staff account with every right cannot do to a round what takes two people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsements import certification, extensions, rounds, voiding, withdrawals
from endorsements.errors import NeedsTwo
from endorsements.models import Candidate, LogEntry, RollEntry, Round
from members.models import OutboxMail, Proposal
from tests.endorsements.admin.forms_sent import form_of
from tests.endorsements.admin.staging import button, change_page, digests
from tests.factories.endorsements import (
    cast_all,
    entries,
    fresh,
    held_as_it_is,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
WHY = "Nobody is looking."
# What may change when one person proposes: the proposal itself, its place in the trail, its mails.
OF_PROPOSALS = {"members_proposal", "members_auditevent", "members_outboxmail"}
BUTTONS = {
    "open": lambda: scheduled_round(3, opens_at=timezone.now() + timedelta(days=1)),
    "close": lambda: open_round(3),
    "extend": lambda: open_round(3),
    "void": lambda: open_round(3),
    "withdrawal": lambda: open_round(3),
    "addition": lambda: open_round(3),
    "hold": lambda: open_round(3),
    "release": lambda: held_as_it_is(open_round(3)),
    "annul": lambda: published_round(["ash", "ash"]),
    "certify-early": lambda: published_long_ago(),
}


@pytest.fixture
def mallory(client):
    user = StaffFactory(email="mallory@example.org")
    client.force_login(user)
    return user


def published_long_ago():
    voting_round = published_round(["ash", "ash"], challenge_days=9)
    long_ago = timezone.now() - timedelta(days=5)
    Round.objects.filter(pk=voting_round.pk).update(published_at=long_ago)
    return fresh(voting_round)


def answers(voting_round, name):
    later = timezone.localtime(voting_round.closes_at) + timedelta(days=1)
    on_the_roll = entries(voting_round)[0].member_id
    return {
        "reason": WHY,
        "is_sure": "on",
        "closes_at_0": later.strftime("%Y-%m-%d"),
        "closes_at_1": later.strftime("%H:%M:%S"),
        "candidate": Candidate.objects.filter(contest__round=voting_round).first().pk,
        "member": MemberFactory().pk if name == "addition" else on_the_roll,
        "reason_class": "double membership",
        "style": "S1",
    }


def changed(before):
    after = digests()
    return {table for table in after if after[table] != before[table]}


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_and_an_own_confirmation_change_nothing(mallory, client, name):
    voting_round = BUTTONS[name]()
    given, before = answers(voting_round, name), digests()

    client.post(button(voting_round, name), given)
    proposal = Proposal.objects.get()
    for answer in ("confirm", "refuse"):
        client.post(reverse("admin:members_proposal_act", args=[proposal.pk, answer]))

    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert changed(before) <= OF_PROPOSALS
    assert not OutboxMail.objects.exclude(kind="proposal").filter(subject__contains=WHY).exists()


def test_no_form_of_the_admin_moves_a_round_or_its_times(mallory, client):
    voting_round = open_round(3)
    cast_all(voting_round, ["ash"])
    before = digests()
    sent = form_of(client.get(change_page(voting_round))) | {
        "status": "closed",
        "held_from": "open",
        "closes_at_0": "2099-01-01",
        "closes_at_1": "12:00",
        "window_ended_at": "2020-01-01",
        "rehearsal": "on",
    }

    client.post(change_page(voting_round), sent)

    assert changed(before) <= {"members_auditevent", "django_admin_log"}


def commands(voting_round, **people):
    """Every command that takes two, ready to be called."""
    entry = RollEntry.objects.filter(round=voting_round).first()
    candidate = Candidate.objects.filter(contest__round=voting_round).first()
    later = voting_round.closes_at + timedelta(days=1)
    pk = voting_round.pk
    return [
        lambda: rounds.close_voting(pk, reason=WHY, **people),
        lambda: rounds.hold(pk, reason=WHY, **people),
        lambda: rounds.release(pk, reason=WHY, **people),
        lambda: rounds.annul(pk, reason=WHY, **people),
        lambda: rounds.extend(pk, closes_at=later, **people),
        lambda: extensions.grant(pk, closes_at=later, **people),
        lambda: rounds.withdraw_candidate(candidate.pk, **people),
        lambda: withdrawals.note(candidate.pk, **people),
        lambda: voiding.void_slot(entry.pk, reason_class="double", **people),
        lambda: certification.end_window(pk, reason=WHY, **people),
    ]


@pytest.mark.parametrize("is_named_twice", [True, False])
def test_no_command_takes_one_person_for_two(mallory, is_named_twice):
    voting_round, early = open_round(2), scheduled_round(2)
    people = {"by": mallory, "proposed_by": mallory if is_named_twice else None}
    before = digests()
    calls = [*commands(voting_round, **people), lambda: rounds.open_voting(early.pk, **people)]

    for call in calls:
        with pytest.raises(NeedsTwo, match="This takes two people"):
            call()

    assert changed(before) == set()
    assert set(LogEntry.objects.values_list("kind", flat=True)) == {"genesis"}
