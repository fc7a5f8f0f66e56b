"""Opening and closing early and more time: proposed by one, done by another, told to members."""

from datetime import timedelta

import pytest

from endorsements import rounds
from endorsements.errors import IllegalMove
from endorsements.models import LogEntry
from endorsements.round_acts import times
from members import proposals
from members.errors import CannotBeDone, NeedsAnotherPerson, ProposedAlready
from members.models import AuditEvent, MemberAddress, OutboxMail
from members.moments import with_weekday
from tests.factories.endorsements import (
    cast,
    draft_round,
    entries,
    fresh,
    open_round,
    scheduled_round,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
WHY = "The hall has no power."


def payload(voting_round, kind):
    return LogEntry.objects.get(round=voting_round, kind=kind).payload


def test_a_round_is_opened_early_by_two(ada, ben):
    later = fresh(draft_round(1)).opens_at + timedelta(days=2)
    voting_round = scheduled_round(3, opens_at=later)
    proposal = times.propose_opening(voting_round, by=ada, reason=WHY)
    assert fresh(voting_round).status == "scheduled"

    proposals.confirm(proposal.pk, by=ben)

    opened = fresh(voting_round)
    assert (opened.status, opened.opens_at < later) == ("open", True)
    event = AuditEvent.objects.get(action="round.opened")
    assert (event.actor_label, event.detail) == (str(ben), {"proposed_by": str(ada)})
    words = proposals.acts["round.open_early"].words(proposal)
    assert words[0].startswith(f"“{voting_round}” opens at once, and not on ")


def test_what_bars_opening_bars_proposing_it(ada):
    with pytest.raises(CannotBeDone, match="The signing key has not been made"):
        times.propose_opening(scheduled_round(1, with_keys=False), by=ada, reason=WHY)
    with pytest.raises(CannotBeDone, match="A round that is open cannot be opened"):
        times.propose_opening(open_round(1), by=ada, reason=WHY)
    with pytest.raises(IllegalMove, match="Only a scheduled round"):
        times.propose_opening(draft_round(1, opens_at=None), by=ada, reason=WHY)


def test_a_round_is_closed_early_by_two_and_the_log_says_why(ada, ben):
    voting_round = open_round(3)
    cast(entries(voting_round)[0])
    proposal = times.propose_closing(voting_round, by=ada, reason=WHY)
    cautions = proposals.acts["round.close_early"].cautions(proposal)

    proposals.confirm(proposal.pk, by=ben)

    assert fresh(voting_round).status == "closed"
    assert payload(voting_round, "close")["early"] == WHY
    detail = AuditEvent.objects.get(action="round.closed").detail
    assert detail == {"early": True, "reason": WHY, "proposed_by": str(ada)}
    assert "1 of 3 members have voted, 33.3 %." in cautions[0]


def test_closing_that_came_due_meanwhile_leaves_nothing_to_confirm(ada, ben):
    voting_round = open_round(1)
    proposal = times.propose_closing(voting_round, by=ada, reason=WHY)
    rounds.close_voting(voting_round.pk, by=ben, proposed_by=StaffFactory(), reason="Storm.")

    with pytest.raises(CannotBeDone, match="Only an open round can be closed"):
        proposals.confirm(proposal.pk, by=ben)
    with pytest.raises(CannotBeDone, match="Only an open round can be closed"):
        times.propose_closing(voting_round, by=ada, reason=WHY)
    with pytest.raises(IllegalMove):
        times.propose_closing(draft_round(1, closes_at=None), by=ada, reason=WHY)


def test_more_time_is_told_to_everybody_on_the_roll_once(ada, ben):
    voting_round = open_round(3, title="Spring")
    voted, waiting, twice = entries(voting_round)
    cast(voted)
    shared = MemberAddress.objects.get(member=waiting.member).email
    MemberAddress.objects.create(member=twice.member, email=shared)
    old, later = voting_round.closes_at, voting_round.closes_at + timedelta(hours=5)
    proposal = times.propose_extension(voting_round, closes_at=later, by=ada, reason=WHY)
    assert not OutboxMail.objects.filter(kind="extension").exists()

    proposals.confirm(proposal.pk, by=ben)

    assert fresh(voting_round).closes_at == later
    assert set(payload(voting_round, "extend")) == {"old", "new"}
    mails = OutboxMail.objects.filter(kind="extension")
    expected = {address.email.lower() for address in MemberAddress.objects.all()}
    assert sorted(mails.values_list("to", flat=True)) == sorted(expected)
    mail = mails.first()
    assert mail.subject == "More time to vote in Spring"
    assert with_weekday(later) in mail.body
    assert with_weekday(old) in mail.body
    assert mail.forget
    words = proposals.acts["round.extend"].words(proposal)
    assert words[0] == f"“Spring” closes on {with_weekday(later)}, and not on " + (
        f"{with_weekday(old)}."
    )


def test_an_extension_of_another_closing_time_is_not_what_was_looked_at(ada, ben):
    voting_round = open_round(1)
    later = voting_round.closes_at + timedelta(hours=5)
    proposal = times.propose_extension(voting_round, closes_at=later, by=ada, reason=WHY)
    sooner = voting_round.closes_at + timedelta(hours=1)
    rounds.extend(voting_round.pk, closes_at=sooner, by=ada, proposed_by=ben)

    with pytest.raises(CannotBeDone, match="The closing time has changed since"):
        proposals.confirm(proposal.pk, by=ben)
    with pytest.raises(IllegalMove, match="later than the old one"):
        times.propose_extension(fresh(voting_round), closes_at=sooner, by=ada, reason=WHY)


def test_nobody_confirms_what_they_proposed_and_nothing_waits_twice(ada):
    voting_round = open_round(1)
    proposal = times.propose_closing(voting_round, by=ada, reason=WHY)

    with pytest.raises(NeedsAnotherPerson):
        proposals.confirm(proposal.pk, by=ada)
    with pytest.raises(ProposedAlready):
        times.propose_closing(voting_round, by=StaffFactory(), reason="Again.")
    assert fresh(voting_round).status == "open"
