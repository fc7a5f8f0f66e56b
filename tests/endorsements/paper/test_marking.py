"""Who votes on paper: never who has cast a ballot, and nobody casts one afterwards."""

import pytest

from endorsements import casting
from endorsements.errors import IllegalMove, NeedsTwo, SlotClosed
from endorsements.models import RollEntry
from endorsements.paper import marking
from endorsements.round_acts import on_paper
from members import proposals
from members.errors import CannotBeDone, ProposedAlready
from members.models import AuditEvent, OutboxMail
from tests.endorsements.paper.piles import marked
from tests.factories.endorsements import cast, close, entries, open_round, scheduled_round
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db


def propose(entry, by, is_on_paper=True):
    return on_paper.propose_marking(
        entry.round, member=entry.member, on_paper=is_on_paper, by=by, reason="She asked."
    )


def test_two_people_mark_a_member_who_then_casts_nothing_here(ada, ben):
    entry = entries(open_round(3))[0]
    proposal = propose(entry, ada)
    with pytest.raises(ProposedAlready):
        propose(entry, ben)

    proposals.confirm(proposal.pk, by=ben)

    assert RollEntry.objects.get(pk=entry.pk).channel == "paper"
    with pytest.raises(SlotClosed, match="marked as voting on paper"):
        cast(entry)
    assert casting.recorded_version(entry) == 0
    mail = OutboxMail.objects.get(kind="paper")
    assert "keep the slip" in mail.body
    assert AuditEvent.objects.get(action="roll.on_paper").detail == {
        "on_paper": True,
        "proposed_by": str(ada),
    }


def test_a_mark_is_taken_back_by_two_and_the_member_votes_here(ada, ben):
    entry = marked(entries(open_round(3))[0])

    proposals.confirm(propose(entry, ada, False).pk, by=ben)

    assert cast(entry).version == 1
    mail = OutboxMail.objects.filter(kind="paper").latest("pk")
    assert "after all" in mail.body


def test_the_page_of_the_proposal_says_what_so_few_mean(ada):
    first, second, third, fourth = entries(open_round(4, records_minimum=3))
    act = proposals.acts["round.mark_paper"]

    alone = act.cautions(propose(first, ada))
    marked(second)
    marked(third)
    one_of_three = propose(fourth, ada)

    assert "One member alone" in alone[1]
    assert act.words(one_of_three)[0].startswith(f"{fourth.member} votes on paper")
    assert act.cautions(one_of_three) == ["Did the member ask for it themselves?"]
    assert act.member(propose(third, ada, False)) == third.member
    assert "handed in" in act.cautions(propose(second, ada, False))[0]


def test_one_person_alone_marks_nobody(ada):
    entry = entries(open_round(1))[0]

    with pytest.raises(NeedsTwo):
        marking.mark(entry.pk, is_on_paper=True, by=ada, proposed_by=ada)


def test_who_has_cast_a_ballot_is_not_marked(ada, ben):
    voted, late = entries(open_round(3))[:2]
    cast(voted)
    with pytest.raises(CannotBeDone, match="has cast a ballot"):
        propose(voted, ada)
    proposal = propose(late, ada)
    cast(late)

    with pytest.raises(CannotBeDone, match="paper comes too late"):
        proposals.confirm(proposal.pk, by=ben)
    assert RollEntry.objects.get(pk=late.pk).channel == "online"


def test_nobody_is_marked_twice_or_after_the_close_or_taken_out(ada):
    voting_round = open_round(3)
    first, second, third = entries(voting_round)
    marked(first)
    RollEntry.objects.filter(pk=third.pk).update(is_voided=True)
    with pytest.raises(CannotBeDone, match="noted already"):
        propose(first, ada)
    with pytest.raises(CannotBeDone, match="taken out of the count"):
        propose(third, ada)
    close(voting_round)

    with pytest.raises(CannotBeDone, match="while the round is scheduled or open"):
        propose(second, ada)


def test_a_stranger_is_on_no_roll(ada):
    voting_round = scheduled_round(1, with_keys=False)

    with pytest.raises(IllegalMove, match="not on the roll"):
        on_paper.propose_marking(
            voting_round, member=MemberFactory(), on_paper=True, by=ada, reason="She asked."
        )


def test_who_was_taken_out_does_not_count_among_them():
    voting_round = open_round(3)
    first, second, _ = entries(voting_round)
    marked(first)
    marked(second)
    RollEntry.objects.filter(pk=second.pk).update(is_voided=True)

    assert marking.marked_by_style(voting_round) == {"S1": 1}


@pytest.mark.parametrize(
    ("number", "said"), [(0, ""), (1, "named vote"), (2, "Only 2 members"), (3, ""), (4, "")]
)
def test_how_few(number, said):
    voting_round = scheduled_round(1, with_keys=False, records_minimum=3, rehearsal=True)

    words = marking.how_few(voting_round, number)

    assert said in words
    assert bool(words) == bool(said)
