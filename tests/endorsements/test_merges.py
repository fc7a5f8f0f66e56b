"""What rounds have against merging, as the command says it."""

import pytest
from django.db import connection, transaction

from endorsements import merges, rounds
from endorsements.models import RollEntry
from members import merging
from members.errors import CannotBeMerged
from members.models import OutboxMail
from tests.attacks.threads import at_once
from tests.factories.endorsements import (
    cast,
    close,
    draft_round,
    entries,
    open_round,
    scheduled_round,
)
from tests.factories.members import MemberAddressFactory, MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db


def merge(duplicate, into):
    return merging.merge(duplicate.pk, into=into.pk, by=StaffFactory(), reason="One person.")


@pytest.mark.parametrize("make", [scheduled_round, open_round])
@pytest.mark.parametrize("is_duplicate", [True, False])
def test_who_is_on_the_roll_of_a_vote_that_has_not_ended_is_left_alone(make, is_duplicate):
    voting_round = make(2)
    voter, stranger = entries(voting_round)[0].member, MemberFactory()
    pair = (voter, stranger) if is_duplicate else (stranger, voter)

    with pytest.raises(CannotBeMerged) as refused:
        merge(*pair)

    assert str(refused.value) == (
        f"{voter} is on the roll of “{voting_round}”, where voting has not ended: wait until it "
        "has. To vote now, an address can be added to that entry."
    )


def test_of_a_held_vote_the_roll_counts_too():
    voting_round = open_round(2)
    rounds.hold(
        voting_round.pk, reason="A look at the key.", by=StaffFactory(), proposed_by=StaffFactory()
    )
    one, other = (entry.member for entry in entries(voting_round))

    assert len(merges.objections_of_rounds(one, other)) == 2


def test_after_the_close_two_of_a_roll_can_be_one_person():
    voting_round = open_round(2)
    one, other = (entry.member for entry in entries(voting_round))
    close(voting_round)

    merge(one, other)

    assert RollEntry.objects.filter(round=voting_round).count() == 2


def test_people_on_no_roll_can_be_merged_while_others_vote():
    open_round(2)

    assert merges.objections_of_rounds(MemberFactory(), MemberFactory()) == []


def test_the_receipt_goes_to_the_addresses_of_duplicates_too():
    voter = entries(open_round(2))[0]
    MemberAddressFactory(email="old@example.org", member__merged_into=voter.member)

    cast(voter)

    own = voter.member.addresses.get().email
    told = OutboxMail.objects.filter(subject__contains="recorded").values_list("to", flat=True)
    assert {own, "old@example.org"} <= set(told)


@pytest.mark.django_db(transaction=True)
def test_a_merge_does_not_overtake_the_freezing_of_a_roll():
    draft = draft_round(2)

    def schedule_slowly():
        with transaction.atomic():
            rounds.schedule(draft.pk, by=StaffFactory())
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.5)")

    def merge_meanwhile():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.25)")
        try:
            merge(MemberFactory(), MemberFactory())
        except CannotBeMerged as refusal:
            return str(refusal)
        return ""

    _, said = at_once([schedule_slowly, merge_meanwhile])

    assert said == merges.BUSY
