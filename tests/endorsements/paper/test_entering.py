"""Sheets come in one by one, each read by two people; nothing readable is stored of them."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from endorsements.errors import IllegalMove, InvalidSelection, NeedsTwo
from endorsements.models import PaperEntry
from endorsements.paper.entering import (
    UNREADABLE,
    Pile,
    Reading,
    enter,
    is_awaited,
    pile_of,
    take_back,
)
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import is_legal
from members.models import AuditEvent
from tests.endorsements.paper.piles import entered, finished, marked, printed
from tests.factories.endorsements import PLAIN_RULES, close, entries, open_round, scheduled_round
from tests.factories.members import MemberAddressFactory, MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db


def test_two_people_who_read_the_same_agree(closed, ada, ben):
    sheet = printed(closed)[0]

    assert entered(closed, sheet, ada) == Reading(False, ())
    assert pile_of(closed) == Pile(marked=2, agreed=0, waiting=1, differing=0)
    assert entered(closed, sheet, ben) == Reading(True, ())
    assert pile_of(closed) == Pile(marked=2, agreed=1, waiting=0, differing=0)


def test_one_person_twice_is_one_reading(closed, ada):
    sheet = printed(closed)[0]
    entered(closed, sheet, ada)

    assert entered(closed, sheet, ada, "birch") == Reading(False, ())

    assert pile_of(closed).waiting == 1
    stored = PaperEntry.objects.get()
    with pytest.raises(IntegrityError, match="paper_entry_once_by_a_person"), transaction.atomic():
        PaperEntry.objects.create(
            round=closed, sheet=stored.sheet, style="S1", by=ada, marks={}, sealed=b"x"
        )


def test_one_member_with_two_logins_is_one_person(closed, ada, ben):
    member = MemberFactory()
    for login in (ada, ben):
        MemberAddressFactory(member=member, email=login.email)
        login.emailaddress_set.create(email=login.email, verified=True, primary=True)
    sheet = printed(closed)[0]
    entered(closed, sheet, ada)

    with pytest.raises(NeedsTwo, match="under another login"):
        entered(closed, sheet, ben)


def test_readings_that_differ_name_the_contest_and_are_read_again(closed, ada, ben):
    sheet = printed(closed)[0]
    entered(closed, sheet, ada, "ash")

    assert entered(closed, sheet, ben, "birch") == Reading(False, ("governor",))
    assert pile_of(closed).differing == 1
    assert entered(closed, sheet, ada, "birch") == Reading(True, ())


def test_a_new_login_enters_nothing(closed):
    new = StaffFactory(staff_since=timezone.now())

    with pytest.raises(NeedsTwo, match="24 hours"):
        entered(closed, printed(closed)[0], new)


def test_what_no_ballot_can_say_is_refused(closed, ada):
    sheet = printed(closed)[0]

    with pytest.raises(InvalidSelection, match="not a choice"):
        entered(closed, sheet, ada, "nobody")
    for selections in ({}, {"governor": "ash", "senate": "ash"}):
        with pytest.raises(InvalidSelection, match="stands on the sheet"):
            enter(closed.pk, sheet, selections, by=ada)


def test_what_cannot_be_read_is_legal_in_no_form():
    voting_round = scheduled_round(3, forms=tuple(PLAIN_RULES), with_keys=False)

    rules = [rule_from_definition(one) for one in voting_round.definition["contests"]]

    assert not any(is_legal(rule, UNREADABLE) for rule in rules)
    assert len(rules) == len(PLAIN_RULES)


def test_nothing_of_a_sheet_can_be_read_from_the_database(closed, ada):
    sheet = printed(closed)[0]

    entered(closed, sheet, ada, "birch")

    row = str(PaperEntry.objects.values_list().get()) + str(AuditEvent.objects.values_list())
    assert sheet.code not in row
    assert sheet.codes["governor"] not in row
    assert "birch" not in row


def test_a_sheet_is_taken_back_while_it_is_not_too_late(closed, ada):
    sheet = printed(closed)[0]
    entered(closed, sheet, ada)

    assert take_back(closed.pk, sheet, by=ada) == 1
    assert take_back(closed.pk, sheet, by=ada) == 0
    assert pile_of(closed).entered == 0


def test_nothing_is_entered_before_the_close_or_after_the_last_word(ada):
    voting_round = open_round(2)
    marked(entries(voting_round)[0])
    sheet = printed(voting_round)[0]
    with pytest.raises(IllegalMove, match="after the close"):
        entered(voting_round, sheet, ada)
    close(voting_round)
    assert is_awaited(voting_round)
    finished(voting_round)

    assert not is_awaited(voting_round)
    with pytest.raises(IllegalMove, match="Two people have said"):
        entered(voting_round, sheet, ada)
    with pytest.raises(IllegalMove, match="Two people have said"):
        take_back(voting_round.pk, sheet, by=ada)
    with pytest.raises(InternalError, match="before the count"), transaction.atomic():
        PaperEntry.objects.create(
            round=voting_round, sheet=b"s", style="S1", by=ada, marks={}, sealed=b"x"
        )


def test_without_anybody_on_paper_nothing_is_awaited_or_entered(ada):
    voting_round = open_round(1)
    close(voting_round)

    assert not is_awaited(voting_round)
    with pytest.raises(IllegalMove, match="Nobody votes on paper"):
        entered(voting_round, printed(voting_round)[0], ada)
