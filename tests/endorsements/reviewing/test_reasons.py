"""Reasons: after the ballot, sealed, editable until the close, quoted with consent alone."""

import pytest
from django.urls import reverse

from endorsements import rounds
from endorsements.errors import NoReasonTaken
from endorsements.models import Reason
from endorsements.reviewing import reasons
from members import closing
from members.models import AuditEvent
from tests.endorsements.paper.piles import marked
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import (
    cast,
    close,
    entries,
    fresh,
    held_as_it_is,
    open_round,
    release,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def said_by(entry, text="She listens.", may_quote=True):
    contest = entry.round.contests.get()
    reasons.write(contest.pk, text, may_quote=may_quote, member=entry.member)
    return contest


def voted(number=2):
    voting_round = open_round(number)
    for entry in entries(voting_round):
        cast(entry)
    return voting_round


def test_a_reason_is_kept_sealed_and_replaced_under_a_new_key():
    entry = entries(voted(1))[0]
    contest = said_by(entry, "First.", may_quote=False)
    before = Reason.objects.get()
    said_by(entry, " Ash listens. ")

    row = Reason.objects.get()
    assert reasons.reason_of(contest, entry.member) == ("Ash listens.", True)
    assert row.id != before.id
    assert b"Ash" not in bytes(row.sealed)
    assert len(bytes(row.sealed)) == len(bytes(before.sealed))


def test_an_empty_reason_deletes_it():
    entry = entries(voted(1))[0]
    contest = said_by(entry)
    said_by(entry, " ")

    assert reasons.reason_of(contest, entry.member) == ("", False)


def test_no_reason_is_taken_before_the_ballot():
    with pytest.raises(NoReasonTaken, match="once your ballot is recorded"):
        said_by(entries(open_round(1))[0])


def test_no_reason_is_taken_from_who_votes_on_paper_and_the_page_says_why(client):
    entry = marked(entries(open_round(1))[0])
    with pytest.raises(NoReasonTaken, match="You vote on paper, so that no reason is taken"):
        said_by(entry)
    log_in(client, user_of(entry))

    page = client.get(reverse("endorsements:reasons", args=[entry.round.slug])).content.decode()

    assert "You vote on paper, so that no reason is taken" in page
    assert "<textarea" not in page
    assert not Reason.objects.exists()


def test_no_reason_is_taken_from_who_is_not_on_the_roll():
    voting_round = voted(1)
    stranger = entries(voted(1))[-1].member
    with pytest.raises(NoReasonTaken, match="once your ballot is recorded"):
        reasons.write(voting_round.contests.get().pk, "x", may_quote=True, member=stranger)


@pytest.mark.parametrize("end", [held_as_it_is, close])
def test_no_reason_is_taken_or_changed_once_the_round_is_not_open(end):
    voting_round = voted(1)
    entry = entries(voting_round)[0]
    contest = said_by(entry)
    end(voting_round)
    with pytest.raises(NoReasonTaken, match="while the round is open"):
        said_by(entry, "Late.")

    assert reasons.reason_of(contest, entry.member) == ("She listens.", True)
    reasons.delete(contest.pk, member=entry.member)
    assert not Reason.objects.exists()


def test_no_reason_is_taken_after_the_closing_time_of_a_round_not_yet_closed(monkeypatch):
    voting_round = voted(1)
    monkeypatch.setattr(reasons, "database_now", lambda: voting_round.closes_at)
    with pytest.raises(NoReasonTaken):
        said_by(entries(voting_round)[0])


def test_staff_read_nothing_before_the_close():
    voting_round = voted(1)
    said_by(entries(voting_round)[0])
    row = Reason.objects.get()
    assert reasons.to_choose_from(fresh(voting_round)) == []
    with pytest.raises(NoReasonTaken, match="after the close"):
        reasons.choose(voting_round.pk, {row.id}, by=StaffFactory())
    assert reasons.to_choose_from(held_as_it_is(voting_round)) == []
    release(voting_round.pk)
    assert reasons.quotes_of(fresh(voting_round)) == {}


def test_staff_choose_after_the_close_among_those_with_consent():
    voting_round = voted(3)
    yes, also, no = entries(voting_round)
    yes.member.name, yes.member.town = "Maya Torres", "Lowell"
    yes.member.save()
    said_by(yes)
    said_by(also, "He knows buses.")
    said_by(no, "Secret.", may_quote=False)
    close(voting_round)
    after = fresh(voting_round)
    assert {one.text for one in reasons.to_choose_from(after)} == {
        "She listens.",
        "He knows buses.",
    }
    assert reasons.quotes_of(after) == {}

    every = set(Reason.objects.values_list("id", flat=True))
    assert reasons.choose(voting_round.pk, every, by=StaffFactory()) == 2
    wanted = Reason.objects.get(member=yes.member).id
    assert reasons.choose(voting_round.pk, {wanted}, by=StaffFactory()) == 1

    quotes = reasons.quotes_of(after)["governor"]
    assert [(one.text, one.by) for one in quotes] == [("She listens.", "Maya, Lowell")]
    assert AuditEvent.objects.filter(action="quotes.chosen").count() == 2


def test_quotes_of_another_round_are_not_chosen():
    mine, other = voted(1), voted(1)
    said_by(entries(other)[0])
    close(mine)
    close(other)

    assert reasons.choose(mine.pk, {Reason.objects.get().id}, by=StaffFactory()) == 0
    assert not Reason.objects.quoted().exists()


def test_an_annulled_round_keeps_no_reason():
    voting_round = voted(1)
    said_by(entries(voting_round)[0])
    rounds.annul(voting_round.pk, reason="A test.", by=StaffFactory(), proposed_by=StaffFactory())
    assert not Reason.objects.exists()


def test_an_account_that_is_closed_takes_its_reasons_with_it():
    voting_round = voted(2)
    mine, other = entries(voting_round)
    said_by(mine)
    said_by(other)
    close(voting_round)
    user = user_of(mine)
    closing.close(user.pk, told=closing.what_to_know(user), by=user)

    assert Reason.objects.get().member == other.member


def test_a_reason_is_taken_home():
    entry = entries(voted(1))[0]
    said_by(entry)

    assert reasons.as_tables(entry.member)["reasons_given"] == [
        {
            "round": entry.round.title,
            "contest": "Governor",
            "reason": "She listens.",
            "may_be_quoted": True,
            "is_quoted": False,
        }
    ]
