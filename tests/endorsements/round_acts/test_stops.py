"""Holding, releasing, annulling and certifying early, each by two."""

from datetime import timedelta

import pytest
from django.utils import timezone

from endorsements import custody, keys, rounds, steps, tasks
from endorsements.errors import IllegalMove
from endorsements.models import Envelope, KeyName, LogEntry, Round
from endorsements.round_acts import stops
from members import proposals
from members.errors import CannotBeDone
from members.models import AuditEvent
from tests.endorsements.driving import drive
from tests.factories.endorsements import (
    cast,
    certified_round,
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
WHY = "Two slots look odd."


def held(voting_round):
    rounds.hold(voting_round.pk, reason="A check.", by=StaffFactory(), proposed_by=StaffFactory())
    return fresh(voting_round)


def prove(voting_round):
    for key in steps.keys_in_use(fresh(voting_round)):
        custody.prove_key(voting_round.pk, key)


def last(voting_round):
    entry = LogEntry.objects.filter(round=voting_round).in_order().last()
    return entry.kind, entry.payload


def test_a_round_is_held_by_two(ada, ben):
    voting_round = open_round(2)
    proposal = stops.propose_hold(voting_round, by=ada, reason=WHY)
    assert fresh(voting_round).status == "open"

    proposals.confirm(proposal.pk, by=ben)

    assert last(voting_round) == ("hold", {"from": "open", "reason": WHY})
    assert AuditEvent.objects.get(action="round.held").detail["proposed_by"] == str(ada)
    with pytest.raises(CannotBeDone, match="A round that is held cannot become held"):
        stops.propose_hold(fresh(voting_round), by=ada, reason=WHY)


def test_a_check_that_fails_holds_at_once_and_needs_nobody():
    voting_round = open_round(1)
    keys.destroy(voting_round.pk, KeyName.MIX)

    tasks.prove_mix_key(str(voting_round.pk))

    assert fresh(voting_round).status == "held"


def test_a_round_is_released_by_two_once_its_keys_are_proved_again(ada, ben):
    voting_round = held(open_round(2))
    proposal = stops.propose_release(voting_round, by=ada, reason="All is well.")
    act = proposals.acts["round.release"]
    assert act.words(proposal)[:2] == [
        f"“{voting_round}” goes on from where it was held: open.",
        "It was held because: A check.",
    ]
    assert len(act.cautions(proposal)) == 3
    with pytest.raises(CannotBeDone, match="The mix key has not been proved since"):
        proposals.confirm(proposal.pk, by=ben)
    assert fresh(voting_round).status == "held"

    for key in KeyName:
        tasks.TASKS[steps.PROVE_KEY[key]](str(voting_round.pk))
    assert act.cautions(proposal) == []
    proposals.confirm(proposal.pk, by=ben)

    assert fresh(voting_round).status == "open"
    assert last(voting_round) == ("release", {"to": "open", "reason": "All is well."})
    assert act.cautions(proposal) == []


def test_a_lost_key_keeps_the_round_held(ada, ben):
    voting_round = open_round(1)
    keys.destroy(voting_round.pk, KeyName.TALLY)
    tasks.prove_tally_key(str(voting_round.pk))
    proposal = stops.propose_release(fresh(voting_round), by=ada, reason="All is well.")
    for key in KeyName:
        tasks.TASKS[steps.PROVE_KEY[key]](str(voting_round.pk))

    with pytest.raises(CannotBeDone) as refusal:
        proposals.confirm(proposal.pk, by=ben)

    assert "The tally key has not been proved" in str(refusal.value)
    assert "mix key" not in str(refusal.value)
    assert fresh(voting_round).status == "held"


def _drop_an_envelope(voting_round):
    Envelope.objects.filter(round=voting_round).delete()


def _change_an_envelope(voting_round):
    with guards_off():
        Envelope.objects.filter(round=voting_round).update(sealed=b"something else")


def _change_the_record_date(voting_round):
    with guards_off():
        Round.objects.filter(pk=voting_round.pk).update(roll_count=9)


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (_drop_an_envelope, "1 ballots in the log have no envelope."),
        (_change_an_envelope, "An envelope is not the one that the log says"),
        (_change_the_record_date, "Definition, roll, keys or times are not those in the log."),
    ],
)
def test_what_does_not_add_up_keeps_the_round_held(ada, ben, tamper, sentence):
    voting_round = open_round(1)
    cast(entries(voting_round)[0])
    voting_round = held(voting_round)
    tamper(voting_round)
    prove(voting_round)
    proposal = stops.propose_release(fresh(voting_round), by=ada, reason="All is well.")

    with pytest.raises(CannotBeDone, match=sentence):
        proposals.confirm(proposal.pk, by=ben)
    assert fresh(voting_round).status == "held"


def test_another_hold_is_not_the_one_that_was_to_be_released(ada, ben):
    voting_round = held(open_round(1))
    proposal = stops.propose_release(voting_round, by=ada, reason="All is well.")
    prove(voting_round)
    rounds.release(voting_round.pk, reason="All is well.", by=ada, proposed_by=ben)
    with pytest.raises(CannotBeDone, match="Only a held round"):
        proposals.confirm(proposal.pk, by=ben)
    rounds.hold(voting_round.pk, reason="A key is lost.")
    prove(voting_round)

    with pytest.raises(CannotBeDone, match="held anew since"):
        proposals.confirm(proposal.pk, by=ben)


def test_a_round_is_annulled_by_two(ada, ben):
    voting_round = open_round(2)
    cast(entries(voting_round)[0])
    proposal = stops.propose_annulment(voting_round, by=ada, reason=WHY)
    act = proposals.acts["round.annul"]
    assert act.cautions(proposal) == [
        "1 of 2 members have voted, 50 %: their ballots are deleted unopened."
    ]

    proposals.confirm(proposal.pk, by=ben)

    assert last(voting_round) == ("annul", {"reason": WHY})
    assert not Envelope.objects.exists()
    assert AuditEvent.objects.get(action="round.annulled").detail["proposed_by"] == str(ada)


def test_annulling_says_what_goes_with_it(ada):
    scheduled, published = scheduled_round(1), published_round(["ash"])
    act = proposals.acts["round.annul"]
    early = stops.propose_annulment(scheduled, by=ada, reason=WHY)
    late = stops.propose_annulment(published, by=ada, reason=WHY)

    assert act.cautions(early) == []
    assert act.cautions(late)[1].startswith("Its result is public")
    with pytest.raises(CannotBeDone, match="A draft is edited or deleted"):
        stops.propose_annulment(draft_round(1), by=ada, reason=WHY)


def days_ago(voting_round, days):
    published = timezone.now() - timedelta(days=days)
    Round.objects.filter(pk=voting_round.pk).update(published_at=published)
    return fresh(voting_round)


def test_a_round_is_certified_early_by_two_and_the_log_says_why(ada, ben):
    voting_round = days_ago(published_round(["ash", "ash"], challenge_days=7), 2)
    proposal = stops.propose_certification(voting_round, by=ada, reason=WHY)
    drive(voting_round)
    assert fresh(voting_round).status == "published"

    proposals.confirm(proposal.pk, by=ben)
    drive(voting_round)

    assert fresh(voting_round).status == "certified"
    entry = LogEntry.objects.get(round=voting_round, kind="certify")
    assert entry.payload == {"early": WHY}
    event = AuditEvent.objects.get(action="round.window_ended")
    assert (event.actor_label, event.detail["proposed_by"]) == (str(ben), str(ada))


def test_the_shortest_window_is_never_cut_short(ada, settings):
    voting_round = published_round(["ash"], challenge_days=7)
    settings.FEWEST_CHALLENGE_DAYS = 1
    with pytest.raises(IllegalMove, match="open to challenge for 1 day at the least"):
        stops.propose_certification(voting_round, by=ada, reason=WHY)
    settings.FEWEST_CHALLENGE_DAYS = 3
    with pytest.raises(IllegalMove, match="for 3 days at the least"):
        stops.propose_certification(days_ago(voting_round, 2), by=ada, reason=WHY)
    settings.EARLY_CERTIFICATION = False
    with pytest.raises(IllegalMove, match="lets every challenge window run to its end"):
        stops.propose_certification(days_ago(voting_round, 5), by=ada, reason=WHY)


def test_certifying_early_is_for_published_rounds_whose_window_is_open(ada):
    with pytest.raises(IllegalMove, match="Only a published round"):
        stops.propose_certification(certified_round(["ash"]), by=ada, reason=WHY)
    with pytest.raises(IllegalMove, match="over already"):
        stops.propose_certification(published_round(["ash"]), by=ada, reason=WHY)


def test_a_rehearsal_may_be_certified_at_once(ada, ben):
    voting_round = published_round(["ash"], challenge_days=7, rehearsal=True)
    proposal = stops.propose_certification(voting_round, by=ada, reason=WHY)
    proposals.confirm(proposal.pk, by=ben)

    assert fresh(voting_round).certification_due_at <= timezone.now()
