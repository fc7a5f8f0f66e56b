"""One ballot is opened by the worker, and what it says the challenger alone reads."""

import pytest

from endorsements import envelopes, steps
from endorsements.challenges import answering, filing, opening
from endorsements.clock import database_now
from endorsements.errors import ChallengeRefused, NeedsTwo
from endorsements.models import CastRecord, Challenge, InnerBallot
from endorsements.round_acts import challenged
from endorsements.tasks import tally_challenged
from members import proposals
from members.errors import CannotBeDone
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db


def opened(published, ada, ben, receipt=None):
    filed = filing.file(published.round.pk, published.entry, receipt=receipt or published.whole)
    opening.ask(filed.challenge.pk, by=ada, proposed_by=ben)
    opening.open_asked(published.round.pk)
    return Challenge.objects.get(pk=filed.challenge.pk), filed.key


def test_two_people_have_it_opened_and_learn_nothing_of_the_vote(published, ada, ben, bells):
    filed = filing.file(published.round.pk, published.entry, receipt=published.whole)
    proposal = challenged.propose_opening(filed.challenge, by=ada, reason="To compare.")
    assert "the challenger alone can read" in " ".join(
        proposals.acts["challenge.open"].words(proposal)
    )
    proposals.confirm(proposal.pk, by=ben)
    assert "tally_challenged" in list(steps.due(published.round, database_now()))

    tally_challenged(str(published.round.pk))
    tally_challenged(str(published.round.pk))

    one = Challenge.objects.get()
    assert (one.is_found, one.agrees, one.sealed) == (True, True, None)
    assert b"Ash" not in bytes(one.opened)
    (line,) = opening.read(one, filed.key)
    assert line.startswith("Governor, ")
    assert "says “Ash”, and so does the list" in line
    assert "tally_challenged" not in list(steps.due(published.round, database_now()))


def test_only_the_challengers_key_reads_it(published, ada, ben):
    one, _ = opened(published, ada, ben)
    other, _ = envelopes.new_reader()

    for key in (other, "", "no key", "00"):
        with pytest.raises(ChallengeRefused, match="not the key"):
            opening.read(one, key)


def test_another_members_ballot_does_not_show_itself(published, ada, ben):
    """Its mark is public; its codes are not."""
    other = published.receipts[11]
    receipt = published.text_of(0, inner_hash=other.inner_hash.hex())

    one, key = opened(published, ada, ben, receipt)

    assert (one.is_found, one.agrees) == (True, False)
    assert opening.read(one, key) == [
        "Governor: the ballot has another check code than the receipt."
    ]


def test_a_ballot_that_was_never_mixed_is_said_to_be_missing(published, ada, ben):
    one, key = opened(published, ada, ben, published.text_of(0, inner_hash="00" * 32))

    assert (one.is_found, one.agrees) == (False, False)
    assert opening.read(one, key) == ["This ballot did not come out of the mixing."]


@pytest.mark.parametrize(("is_changed", "said"), [(True, "says otherwise"), (False, "not have it")])
def test_a_list_that_says_otherwise_is_found_out(published, ada, ben, is_changed, said):
    code = published.receipts[0].codes["governor"]
    with guards_off():
        records = CastRecord.objects.filter(code=code)
        records.update(selection="birch") if is_changed else records.delete()

    one, key = opened(published, ada, ben)

    assert one.agrees is False
    assert said in opening.read(one, key)[0]


def test_a_damaged_ballot_is_said_to_be_damaged(published, ada, ben):
    with guards_off():
        name = published.receipts[0].inner_hash
        InnerBallot.objects.filter(hash=name).update(sealed=b"broken")

    one, key = opened(published, ada, ben)

    assert one.agrees is False
    assert "cannot be opened" in opening.read(one, key)[0]


def test_what_cannot_be_opened_is_refused(published, ada, ben):
    public = filing.file(published.round.pk, published.entry, receipt=published.public).challenge
    with pytest.raises(CannotBeDone, match="public half of the receipt alone"):
        challenged.propose_opening(public, by=ada, reason="To compare.")
    with pytest.raises(NeedsTwo):
        opening.ask(public.pk, by=ada, proposed_by=ada)
    with pytest.raises(ChallengeRefused, match="nothing to read"):
        opening.read(public, "00")
    answering.take_on(public.pk, by=ada)
    answering.answer(public.pk, finding="stands", words="It is.", by=ben, proposed_by=ada)
    with pytest.raises(CannotBeDone, match="is answered"):
        challenged.propose_opening(Challenge.objects.get(), by=ada, reason="To compare.")


def test_it_is_opened_once(published, ada, ben):
    one, _ = opened(published, ada, ben)

    with pytest.raises(ChallengeRefused):
        opening.ask(one.pk, by=ada, proposed_by=ben)
    assert opening.open_asked(published.round.pk) == 0
