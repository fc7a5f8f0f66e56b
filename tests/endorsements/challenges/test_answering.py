"""An open challenge stops certification; two people answer it; then nothing of it is left."""

from datetime import timedelta

import pytest

from endorsements import certification, custody, steps
from endorsements.challenges import answering, filing, opening
from endorsements.errors import ChallengeRefused, IllegalMove, NeedsTwo
from endorsements.models import Challenge, KeyName, RoundStatus
from endorsements.round_acts import challenged
from members import proposals
from members.errors import CannotBeDone
from members.models import OutboxMail
from tests.endorsements.challenges.conftest import Published
from tests.factories.endorsements import fresh
from tests.tampering import force

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """A round of one's own: these tests destroy its key, and files come back with no rollback."""
    return Published()


@pytest.fixture
def one(published):
    return filing.file(published.round.pk, published.entry, receipt=published.whole).challenge


def over(published):
    """The same round once its window is over."""
    published_at = published.round.published_at - timedelta(days=30)
    return force(published.round, published_at=published_at)


def answer(challenge, by, then, finding="stands"):
    proposal = challenged.propose_answer(challenge, finding=finding, words="We looked.", by=by)
    return proposals.confirm(proposal.pk, by=then)


def test_two_people_answer_and_the_challenger_is_told(one, published, ada, ben):
    with pytest.raises(CannotBeDone, match="Somebody has to look into"):
        challenged.propose_answer(one, finding="stands", words="We looked.", by=ada)
    answering.take_on(one.pk, by=ada)

    answer(one, ada, ben)

    stored = Challenge.objects.get()
    assert (stored.state, stored.finding, stored.answer) == ("answered", "stands", "We looked.")
    assert OutboxMail.objects.filter(kind="challenge").exists()
    said = "1 challenge filed; 1 answered: the record stands."
    assert answering.in_words(published.round) == said
    with pytest.raises(ChallengeRefused, match="is answered"):
        answering.take_on(one.pk, by=ada)


def test_an_answer_of_wrong_says_that_nothing_follows_by_itself(one, ada, ben):
    answering.take_on(one.pk, by=ada)
    proposal = challenged.propose_answer(one, finding="wrong", words="It is missing.", by=ada)

    assert "hold or annul" in proposals.acts["challenge.answer"].words(proposal)[-1]
    with pytest.raises(NeedsTwo):
        answering.answer(one.pk, finding="wrong", words="x", by=ada, proposed_by=ada)


def test_nobody_answers_while_the_worker_opens(one, ada, ben):
    answering.take_on(one.pk, by=ada)
    opening.ask(one.pk, by=ada, proposed_by=ben)

    with pytest.raises(CannotBeDone, match="has not opened"):
        challenged.propose_answer(one, finding="stands", words="x", by=ada)


def test_certification_and_the_key_wait_for_an_open_challenge(one, published, ada, ben):
    late = over(published)
    assert not certification.is_due(late)
    assert not custody.may_destroy(late, KeyName.TALLY)
    assert not custody.destroy_key(late.pk, KeyName.TALLY)
    assert not certification.certify(late.pk)
    assert "certify_round" not in list(steps.due(late, late.certification_due_at))
    assert not steps.is_stuck(late, late.certification_due_at + timedelta(days=9))
    with pytest.raises(IllegalMove, match="A challenge is open"):
        certification.ask(late.pk, by=ada)
    answering.take_on(one.pk, by=ada)
    answer(one, ada, ben)

    assert custody.destroy_key(late.pk, KeyName.TALLY)
    assert certification.certify(late.pk)
    assert fresh(late).status == RoundStatus.CERTIFIED


def test_nothing_of_it_joins_a_slot_or_a_vote_afterwards(one, published, ada, ben):
    late = over(published)
    answering.take_on(one.pk, by=ada)
    answer(one, ada, ben, "wrong")
    custody.destroy_key(late.pk, KeyName.TALLY)
    certification.certify(late.pk)

    left = Challenge.objects.get()
    assert (left.slot, left.sealed, left.opened, left.words, left.answer) == (
        None,
        None,
        None,
        "",
        "",
    )
    assert (left.version, left.is_on_paper) == (0, False)
    assert filing.last_version(left) == 0
    assert "1 answered: the record is wrong" in answering.in_words(late)


def test_who_had_a_ballot_opened_has_a_day_to_read_it(one, published, ada, ben):
    opening.ask(one.pk, by=ada, proposed_by=ben)
    opening.open_asked(published.round.pk)
    answering.take_on(one.pk, by=ada)
    answer(one, ada, ben)
    late = over(published)

    assert not certification.is_due(late)
    Challenge.objects.update(answered_at=late.published_at)
    assert certification.is_due(late)


def test_staff_are_reminded_once_a_day_from_a_day_before_the_end(one, published, settings):
    settings.ALERT_ADDRESSES = ["desk@example.org"]
    due = published.round.certification_due_at
    reminders = OutboxMail.objects.filter(to="desk@example.org", body__contains="wait for")

    answering.remind(published.round, due - timedelta(days=2))
    assert not reminders.exists()
    for _ in range(2):
        answering.remind(published.round, due - timedelta(hours=1))
    assert reminders.count() == 1
    answering.remind(published.round, due + timedelta(days=2))
    assert reminders.count() == 2


def test_without_a_challenge_nothing_is_said(published):
    assert answering.in_words(published.round) == ""
