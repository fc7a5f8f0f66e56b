"""Every ballot that is not taken: the class, the sentence, and nothing changed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import signing

from endorsements import (
    casting,
    keys,
    rounds,
    voiding,
)
from endorsements.errors import (
    AlreadyRecorded,
    CandidateWithdrawn,
    ForeignForm,
    InvalidSelection,
    NotOnTheRoll,
    OtherBallotRecorded,
    RoundNotOpen,
    SlotClosed,
    StaleBallot,
)
from endorsements.models import Candidate, Channel, KeyName, RollEntry
from endorsements.tally.vocabulary import FORMS
from members.models import Member
from tests.endorsements.ballot_box import refused, send
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    draft_round,
    entries,
    fresh,
    open_round,
    scheduled_round,
)
from tests.factories.members import ChapterFactory, MemberFactory, StaffFactory
from tests.tampering import force, run

pytestmark = pytest.mark.django_db
ENDED = "Voting in this round has ended. This ballot was not recorded."
ON_HOLD = "Voting is on hold at the moment. This ballot was not recorded; please try again later."


@pytest.fixture(scope="module")
def made_once(rows_of_the_module):
    return open_round(2)


@pytest.fixture
def voting_round(made_once):
    return fresh(made_once)


@pytest.fixture
def entry(voting_round):
    return entries(voting_round)[0]


# --- The round


def test_no_ballot_is_taken_before_the_opening():
    entry = entries(scheduled_round(1))[0]

    with refused(RoundNotOpen, "Voting in this round has not begun."):
        send(entry)


@pytest.mark.parametrize(
    "status", ["closed", "mixed", "counted", "published", "certified", "annulled"]
)
def test_no_ballot_is_taken_after_the_close(voting_round, entry, status):
    force(voting_round, status=status, stop_reason="Told.", published_at=voting_round.opens_at)

    with refused(RoundNotOpen, ENDED):
        send(entry)
    # The page was asked for while the round was open; the ballot box looks for itself.
    with refused(RoundNotOpen, ENDED):
        send(entry, voting_round=voting_round)


def test_no_ballot_is_taken_on_hold(voting_round, entry):
    rounds.hold(voting_round.pk, reason="A check.")

    with refused(RoundNotOpen, ON_HOLD):
        send(entry)
    with refused(RoundNotOpen, ON_HOLD):
        send(entry, voting_round=voting_round)


def test_a_round_held_after_its_close_says_that_voting_has_ended(voting_round, entry):
    force(voting_round, status="held", held_from="mixed", stop_reason="A check.")

    with refused(RoundNotOpen, ENDED):
        send(entry)


def test_no_ballot_is_taken_past_the_closing_time_by_the_databases_clock(voting_round, entry):
    force(voting_round, closes_at=datetime.now(UTC) - timedelta(milliseconds=1))

    with refused(RoundNotOpen, ENDED), time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC)):
        token = casting.issue_token(entry, replaces=0)
        send(entry, token)


# --- The member


def test_who_is_not_on_the_roll_has_no_ballot(voting_round):
    for member in (None, MemberFactory()):
        with pytest.raises(NotOnTheRoll, match="You are not on the roll of this round"):
            casting.roll_entry(voting_round, member)


def test_who_is_on_the_roll_is_found(voting_round, entry):
    assert casting.roll_entry(voting_round, entry.member) == entry


def test_a_slot_that_was_forgotten_has_no_ballot(voting_round, entry):
    rounds.annul(voting_round.pk, reason="A leak.", by=StaffFactory(), proposed_by=StaffFactory())

    with pytest.raises(NotOnTheRoll):
        casting.roll_entry(voting_round, entry.member)


def test_who_votes_on_paper_casts_nothing_here(entry):
    RollEntry.objects.filter(pk=entry.pk).update(channel=Channel.PAPER)

    with refused(SlotClosed, "marked as voting on paper"):
        send(entry)


@pytest.mark.parametrize("has_voted", [True, False])
def test_a_voided_slot_casts_nothing(entry, has_voted):
    if has_voted:
        send(entry)
    voiding.void_slot(
        entry.pk, reason_class="double membership", by=StaffFactory(), proposed_by=StaffFactory()
    )

    with refused(SlotClosed, "Your place in this round was voided"):
        send(entry)


# --- The form


def test_a_form_sent_twice_is_recorded_once(entry):
    token = casting.issue_token(entry, replaces=0)
    send(entry, token)

    with refused(AlreadyRecorded, "Version 1 of your ballot is recorded."):
        send(entry, token)
    with refused(AlreadyRecorded, "what was changed in it since was not recorded"):
        send(entry, token, governor="birch")


def test_an_old_form_does_not_replace_what_came_after_it(entry):
    token = casting.issue_token(entry, replaces=0)
    send(entry, token)
    send(entry)

    with refused(OtherBallotRecorded, "Another ballot of yours (version 2) was recorded"):
        send(entry, token)


def test_of_two_devices_the_second_is_told_of_the_first(entry):
    phone, desk = (casting.issue_token(entry, replaces=0) for _ in range(2))
    send(entry, phone)

    with refused(OtherBallotRecorded, "Another ballot of yours (version 1) was recorded"):
        send(entry, desk, governor="birch")


def test_a_form_that_replaces_what_is_not_there_is_refused(entry):
    token = casting.issue_token(entry, replaces=5)

    with refused(OtherBallotRecorded, "(version 0)"):
        send(entry, token)


def test_a_form_is_good_for_two_hours(entry):
    start = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(start, tick=False):
        token = casting.issue_token(entry, replaces=0)

    with (
        time_machine.travel(start + timedelta(hours=2, seconds=1), tick=False),
        refused(StaleBallot, "opened more than two hours ago"),
    ):
        send(entry, token)
    with time_machine.travel(start + timedelta(hours=2), tick=False):
        send(entry, token)


def test_another_members_form_is_refused(voting_round, entry):
    other = entries(voting_round)[1]

    with refused(ForeignForm, "not made for your ballot"):
        send(entry, casting.issue_token(other, replaces=0))


def test_another_rounds_form_is_refused(entry):
    other = open_round(1)

    with refused(ForeignForm, "not made for your ballot"):
        send(entry, casting.issue_token(entries(other)[0], replaces=0))


def test_a_form_from_before_the_round_was_scheduled_again_is_refused():
    """The definition may be another one now: slots are fresh with each scheduling."""
    voting_round = scheduled_round(1)
    token = casting.issue_token(entries(voting_round)[0], replaces=0)
    rounds.unschedule(voting_round.pk, by=StaffFactory())
    for key in KeyName:
        keys.destroy(voting_round.pk, key)
    run("UPDATE endorsements_keyevent SET event = 'destroyed' WHERE event = 'made'")
    rounds.schedule(voting_round.pk, by=StaffFactory())

    with pytest.raises(ForeignForm):
        casting.read_token(token, entries(voting_round)[0])


@pytest.mark.parametrize("token", ["x", "a:b:c", "W10:1:x"])
def test_a_damaged_form_is_refused(entry, token):
    with refused(ForeignForm, "not made for your ballot"):
        send(entry, token)


def test_a_form_signed_for_another_purpose_is_refused(entry):
    content = [entry.round_id.hex, bytes(entry.slot).hex(), 0, "nonce"]

    with refused(ForeignForm, "not made for your ballot"):
        send(entry, signing.dumps(content, salt="something else"))


# --- The choices


def test_a_contest_that_is_not_on_the_ballot_is_refused():
    voting_round = draft_round(2)
    chapter = ChapterFactory()
    mayor = ContestFactory(round=voting_round, key="mayor", office="Mayor", chapter=chapter)
    CandidateFactory(contest=mayor, key="oak")
    own = Member.objects.first()
    own.chapters.add(chapter)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    force(
        voting_round,
        status="open",
        mix_key=b"m" * 32,
        tally_key=keys.make(voting_round.pk, KeyName.TALLY),
        signing_key=keys.make(voting_round.pk, KeyName.SIGNING),
    )
    # Members come by name, entries by number: "Member 10" before "Member 9".
    inside, outside, *_ = sorted(entries(voting_round), key=lambda one: one.member_id != own.pk)

    with refused(InvalidSelection, "“mayor” is not a contest on your ballot"):
        send(outside, governor="ash", mayor="oak")
    receipt = send(inside, governor="ash", mayor="oak")
    assert dict(receipt.selections) == {"governor": "ash", "mayor": "oak"}


@pytest.mark.parametrize(
    "selection", ["elm", "ASH", "ash ", "ash,birch", "abstain", "blank", "invalid", "\x00"]
)
def test_what_is_not_a_choice_of_the_contest_is_refused_without_repeating_it(entry, selection):
    with refused(InvalidSelection, "That is not a choice in the contest for Governor."):
        send(entry, governor=selection)


def test_a_vote_for_a_candidate_who_withdrew_is_refused_without_naming_them(entry):
    rounds.withdraw_candidate(
        Candidate.objects.get(key="ash").pk, by=StaffFactory(), proposed_by=StaffFactory()
    )

    with refused(
        CandidateWithdrawn, "A candidate marked in the contest for Governor has withdrawn"
    ):
        send(entry, governor="ash")
    assert send(entry, governor="birch").version == 1


def test_withdrawing_from_one_contest_is_not_withdrawing_from_another():
    voting_round = draft_round(1)
    other = ContestFactory(round=voting_round, key="mayor")
    CandidateFactory(contest=other, key="ash")
    rounds.schedule(voting_round.pk, by=StaffFactory())
    force(voting_round, status="draft")
    checked = casting.check_selections(fresh(voting_round), "S1", {"mayor": "ash"})

    assert checked == {"governor": "", "mayor": "ash"}


@pytest.fixture(scope="module")
def of_every_form(rows_of_the_module):
    return open_round(1, forms=FORMS)


@pytest.mark.parametrize(
    ("form", "selection"),
    [
        ("single_choice", "birch"),
        ("approval", "birch"),
        ("per_candidate", "birch:no"),
        ("score", "birch:0"),
        ("star", "birch:5"),
        ("irv", "ash>birch"),
        ("stv", "birch>ash"),
        ("whether_whom", "no:birch"),
    ],
)
def test_any_mark_for_a_candidate_who_withdrew_is_refused(of_every_form, form, selection):
    gone = Candidate.objects.get(contest__key=form, key="birch")
    rounds.withdraw_candidate(gone.pk, by=StaffFactory(), proposed_by=StaffFactory())
    others = {"approval": "birch", "single_choice": "birch"} | {form: selection}
    elsewhere = {key: text for key, text in others.items() if key != form}

    with refused(CandidateWithdrawn, "Nothing was recorded; please choose again."):
        casting.check_selections(of_every_form, "S1", {form: selection})
    assert casting.check_selections(of_every_form, "S1", elsewhere).items() >= elsewhere.items()


@pytest.mark.parametrize(
    ("form", "selection"),
    [
        ("single_choice", "ash birch"),
        ("question", "maybe"),
        ("approval", "ash no-endorsement"),
        ("per_candidate", "ash:abstain"),
        ("score", "ash:6"),
        ("star", "ash"),
        ("irv", "ash>"),
        ("stv", "ash>birch=no-endorsement"),
        ("whether_whom", "yes"),
    ],
)
def test_what_a_form_does_not_allow_is_refused(of_every_form, form, selection):
    with refused(InvalidSelection, "That is not a choice in the contest for"):
        casting.check_selections(of_every_form, "S1", {form: selection})
