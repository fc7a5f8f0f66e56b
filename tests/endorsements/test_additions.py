"""Members added to a frozen roll: by two people, with a line in the log, counted and verified."""

import json
from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from endorsements import additions, casting, counting, log, mixing, publication, rounds
from endorsements.errors import CannotBeAdded, DoesNotAddUp, RoundNotOpen
from endorsements.inspection import inspect
from endorsements.models import LogEntry, RollEntry
from members import proposals
from members.errors import CannotBeDone, ProposedAlready
from members.models import AuditEvent, OutboxMail
from tests.endorsements.verifier.eventful_round import write_record
from tests.endorsements.verifier.forgery import Forgery
from tests.endorsements.verifier.running import verify
from tests.factories.endorsements import (
    ContestFactory,
    cast,
    cast_all,
    close,
    counted_round,
    draft_round,
    fresh,
    open_round,
    scheduled_round,
)
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    StaffFactory,
)
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db
WHY = "Her cheque was mislaid."


@pytest.fixture
def ada():
    return StaffFactory(email="ada@example.org")


@pytest.fixture
def ben():
    return StaffFactory(email="ben@example.org")


@pytest.fixture
def cleo():
    member = MemberFactory(name="Cleo", town="")
    MemberAddressFactory(member=member, email="cleo@example.org")
    return member


def add(voting_round, member, by, then):
    proposal = additions.propose(voting_round.pk, member, style="S1", reason=WHY, by=by)
    proposals.confirm(proposal.pk, by=then)
    return RollEntry.objects.get(round=voting_round, member=member)


def added_lines(voting_round):
    lines = LogEntry.objects.filter(round=voting_round, kind="roll_add").order_by("seq")
    return [line.payload for line in lines]


def test_who_is_added_has_a_slot_a_ballot_and_a_reason(cleo, ada, ben):
    voting_round = open_round(3)

    entry = add(voting_round, cleo, ada, ben)

    today = timezone.localdate()
    assert entry.why == f"Added to the roll on {today:%-d %B %Y} because: {WHY}"
    assert (entry.style, entry.channel, len(bytes(entry.slot))) == ("S1", "none", 16)
    assert list(RollEntry.objects.added()) == [entry]
    assert added_lines(voting_round) == [{"slot": bytes(entry.slot).hex(), "style": "S1"}]
    stored = fresh(voting_round)
    assert (stored.roll_root, stored.roll_count) == (voting_round.roll_root, 3)


def test_the_trail_says_who_and_never_the_slot(cleo, ada, ben):
    entry = add(open_round(3), cleo, ada, ben)

    event = AuditEvent.objects.get(action="roll.added")
    assert (event.actor_label, event.object_id) == ("ben@example.org", str(entry.round_id))
    assert event.detail == {
        "member": cleo.pk,
        "style": "S1",
        "reason": WHY,
        "proposed_by": "ada@example.org",
    }
    assert bytes(entry.slot).hex() not in str(list(AuditEvent.objects.values()))


def test_the_member_is_told_at_every_address(cleo, ada, ben):
    MemberAddressFactory(member=MemberFactory(merged_into=cleo), email="old@example.org")

    entry = add(open_round(3, title="Spring"), cleo, ada, ben)

    mails = OutboxMail.objects.filter(kind="addition").order_by("to")
    assert [mail.to for mail in mails] == ["cleo@example.org", "old@example.org"]
    assert mails[0].subject == "You are on the roll of Spring"
    assert entry.reason in mails[0].body
    assert "On your ballot: Governor." in mails[0].body
    assert f"/ballots/{entry.round.slug}/" in mails[0].body
    assert mails[0].forget


def test_an_addition_before_the_opening_is_logged_after_the_genesis(cleo, ada, ben):
    voting_round = scheduled_round(3)
    entry = add(voting_round, cleo, ada, ben)
    assert not LogEntry.objects.exists()

    rounds.open_voting(voting_round.pk)

    kinds = LogEntry.objects.order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["genesis", "roll_add"]
    assert added_lines(voting_round) == [{"slot": bytes(entry.slot).hex(), "style": "S1"}]


def test_additions_before_the_opening_are_sorted_by_slot(cleo, ada, ben):
    voting_round = scheduled_round(3)
    for member in (cleo, MemberFactory(), MemberFactory()):
        add(voting_round, member, ada, ben)

    rounds.open_voting(voting_round.pk)

    slots = [line["slot"] for line in added_lines(voting_round)]
    assert len(slots) == 3
    assert slots == sorted(slots)


def test_a_round_that_goes_back_to_draft_forgets_its_additions(cleo, ada, ben):
    voting_round = scheduled_round(3)
    add(voting_round, cleo, ada, ben)

    rounds.unschedule(voting_round.pk, by=ada)

    assert not RollEntry.objects.exists()


def played_to_the_end(cleo, ada, ben):
    """Two additions, one before the opening; both vote, one twice."""
    voting_round = scheduled_round(4)
    early = add(voting_round, MemberFactory(), ada, ben)
    rounds.open_voting(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    cast_all(voting_round, ["ash", "birch"])
    late = add(voting_round, cleo, ada, ben)
    for entry, selection in ((early, "ash"), (late, "birch"), (late, "ash")):
        cast(entry, selection)
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    publication.publish(voting_round.pk)
    return fresh(voting_round)


def test_additions_are_counted_published_and_verified(cleo, ada, ben, tmp_path):
    voting_round = played_to_the_end(cleo, ada, ben)

    write_record(voting_round, tmp_path)
    status, said = verify(tmp_path)

    assert status == 0, said
    assert "The roll of 4 slots was fixed before the first ballot, and 2 added" in said
    (contest,) = json.loads((tmp_path / "result.json").read_text())["contests"]
    assert contest["tallies"]["ash"] == 3
    assert json.loads((tmp_path / "result.json").read_text())["roll"] == 6
    assert len((tmp_path / "roll.txt").read_text().splitlines()) == 4


def leave_out(forgery):
    forgery.remove(forgery.entry("roll_add"))


def give_another_ballot(forgery):
    forgery.payload("roll_add")["style"] = "S2"


def put_it_on_the_frozen_roll(forgery):
    line = forgery.entry("roll_add")
    forgery.roll = sorted([*forgery.roll, [line["payload"]["slot"], line["payload"]["style"]]])
    forgery.remove(line)


def add_one_more(forgery):
    forgery.insert("roll_add", {"slot": "ee" * 16, "style": "S1"})


def add_one_after_the_close(forgery):
    forgery.insert("roll_add", {"slot": "ee" * 16, "style": "S1"}, before="tally")


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (leave_out, "from a slot that is not on the roll"),
        (give_another_ballot, "does not match the ballot styles of the slots"),
        (put_it_on_the_frozen_roll, "The roll is not the one that the log began with."),
        (add_one_more, "do NOT add up"),
        (add_one_after_the_close, "stands after the close entry"),
    ],
)
def test_tampering_with_additions_is_caught(cleo, ada, ben, tmp_path, tamper, sentence):
    """Even where every hash and sum is computed anew."""
    write_record(played_to_the_end(cleo, ada, ben), tmp_path / "true")
    forgery = Forgery(tmp_path / "true")

    tamper(forgery)
    forgery.rechain()

    status, said = verify(forgery.write(tmp_path / "forged"))
    assert status == 1, said
    assert sentence in said


@pytest.mark.parametrize("change", [{"style": "S2"}, {"slot": b"x" * 16}, {"reason": ""}])
def test_an_addition_changed_past_the_commands_stops_the_count(cleo, ada, ben, change):
    voting_round = open_round(3)
    entry = add(voting_round, cleo, ada, ben)
    close(voting_round)
    inspect(fresh(voting_round), after="close")

    with guards_off():
        RollEntry.objects.filter(pk=entry.pk).update(**change)

    with pytest.raises(DoesNotAddUp, match="not those"):
        inspect(fresh(voting_round), after="close")


@pytest.mark.parametrize(
    ("status", "fields"),
    [
        ("open", {"reason": WHY}),
        ("open", {}),
        ("scheduled", {}),
        ("counted", {"reason": WHY}),
    ],
)
def test_the_database_takes_no_addition_without_reason_and_line(cleo, status, fields):
    make = {"open": open_round, "scheduled": scheduled_round}
    voting_round = make[status](3) if status in make else counted_round(["ash"])

    with pytest.raises(InternalError, match="roll"):
        RollEntry.objects.create(
            round=voting_round, member=cleo, slot=b"x" * 16, style="S1", **fields
        )


def refused(voting_round, member, by, sentence, **changes):
    said = {"style": "S1", "reason": WHY} | changes
    with pytest.raises(CannotBeDone, match=sentence):
        additions.propose(voting_round.pk, member, by=by, **said)
    with transaction.atomic(), pytest.raises(CannotBeAdded, match=sentence):
        additions.add(voting_round.pk, member.pk, by=by, proposed_by=by, **said)


def test_nobody_is_added_twice(cleo, ada, ben):
    voting_round = open_round(3)
    additions.propose(voting_round.pk, cleo, style="S1", reason=WHY, by=ada)
    with pytest.raises(ProposedAlready):
        additions.propose(voting_round.pk, cleo, style="S1", reason=WHY, by=ben)
    proposals.confirm(proposals.Proposal.objects.get().pk, by=ben)

    refused(voting_round, cleo, ada, "Cleo is on the roll of this round already")


def test_nobody_who_is_on_the_roll_is_added(ada):
    voting_round = open_round(3)
    entry = RollEntry.objects.first()

    refused(voting_round, entry.member, ada, "on the roll of this round already")


def test_a_person_on_the_roll_under_another_row_is_not_added(cleo, ada):
    voting_round = open_round(3)
    on_the_roll = RollEntry.objects.first().member
    on_the_roll.merged_into = cleo
    on_the_roll.save()

    refused(voting_round, cleo, ada, "Cleo is on the roll of this round already")


def test_a_row_that_was_joined_is_not_added(cleo, ada):
    duplicate = MemberFactory(name="C.", town="", merged_into=cleo)

    refused(open_round(3), duplicate, ada, "C. was joined with Cleo")


def test_who_left_is_not_added(ada):
    gone = MemberFactory(name="Former member", town="", left_on="2026-01-01")

    refused(open_round(3), gone, ada, "has closed the account")


def test_no_new_kind_of_ballot_is_made(cleo, ada):
    refused(open_round(3), cleo, ada, "no new kind of ballot", style="S9")


def test_the_reason_fits_onto_the_roll(cleo, ada):
    refused(open_round(3), cleo, ada, "fewer words", reason="x" * 181)


def test_nobody_is_added_to_a_draft_or_after_the_close(cleo, ada):
    closed = open_round(3)
    close(closed)

    refused(draft_round(3), cleo, ada, "This one is draft")
    refused(fresh(closed), cleo, ada, "This one is closed")


def test_nobody_is_added_while_the_round_is_held(cleo, ada):
    voting_round = open_round(3)
    rounds.hold(voting_round.pk, reason="A question.", by=ada, proposed_by=StaffFactory())

    refused(fresh(voting_round), cleo, ada, "This one is held")


def test_nobody_is_added_once_the_closing_time_has_passed(cleo, ada, monkeypatch):
    voting_round = open_round(3)
    later = voting_round.closes_at + timedelta(seconds=1)
    monkeypatch.setattr(additions, "database_now", lambda: later)

    refused(voting_round, cleo, ada, "The closing time has passed")


def test_a_round_that_closes_meanwhile_leaves_the_proposal_waiting(cleo, ada, ben):
    voting_round = open_round(3)
    proposal = additions.propose(voting_round.pk, cleo, style="S1", reason=WHY, by=ada)
    close(voting_round)

    with pytest.raises(CannotBeDone, match="This one is closed"):
        proposals.confirm(proposal.pk, by=ben)

    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert not RollEntry.objects.added().exists()


def test_who_is_added_votes_until_the_close(cleo, ada, ben):
    voting_round = open_round(3)
    entry = add(voting_round, cleo, ada, ben)

    assert cast(entry).version == 1
    close(voting_round)
    with pytest.raises(RoundNotOpen):
        casting.require_open(fresh(voting_round))


def words(proposal):
    act = proposals.acts[proposal.act]
    return act.words(proposal), act.cautions(proposal)


def test_what_would_happen_is_said_in_words(ada, ben):
    late = ContributionFactory(member__name="Dan", received_on="2026-07-05").member
    voting_round = open_round(3, title="Spring")
    add(voting_round, MemberFactory(), ada, ben)

    proposal = additions.propose(voting_round.pk, late, style="S1", reason=WHY, by=ada)

    said, cautions = words(proposal)
    assert said[:2] == [
        "Dan, Natick is added to the roll of “Spring”.",
        "On their ballot: Governor.",
    ]
    assert "not who" in said[2]
    assert cautions[0].startswith("Why the rules left them off: ")
    assert cautions[1:] == ["Added to this roll before: 1."]


def test_what_is_strange_is_pointed_out(cleo, ada):
    north, south = ChapterFactory(name="North"), ChapterFactory(name="South")
    voting_round = draft_round(3)
    for chapter, office in ((north, "Mayor"), (south, "Sheriff")):
        ContestFactory(round=voting_round, key=office.lower(), office=office, chapter=chapter)
    voting_round.definition = {"styles": {"S1": ["governor", "mayor"]}, "contests": []}
    cleo.chapters.add(south)
    EmailAddressFactory(user=ada, email="cleo@example.org")
    proposal = proposals.Proposal(
        act="roll.add",
        object_id=str(voting_round.pk),
        parameters={"member": cleo.pk, "style": "S1"},
        proposed_by=ada,
    )
    type(voting_round).objects.filter(pk=voting_round.pk).update(definition=voting_round.definition)

    cautions = additions.ADD.cautions(proposal)

    assert cautions[0].startswith("On the record date, by what is known today, not in good")
    assert cautions[1:] == [
        "Whoever proposes it is the member whom it is for.",
        "“Mayor” is for members of North; this one is not.",
        "Members of South vote in “Sheriff”; this ballot lacks it.",
    ]


def test_ballots_are_named_by_their_contests():
    assert additions.ballots(scheduled_round(2)) == {"S1": "Governor"}
    assert additions.ballots(draft_round(2)) == {}
