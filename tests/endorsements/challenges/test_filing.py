"""A challenge is filed with a receipt of one's own, in time, and not in a flood."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from endorsements.challenges import answering, filing, opening
from endorsements.errors import ChallengeRefused
from endorsements.models import Challenge
from members.models import AuditEvent, OutboxMail
from tests.factories.endorsements import open_round

pytestmark = pytest.mark.django_db


def file(published, receipt=None, entry=None, **more):
    entry = entry or published.entry
    return filing.file(published.round.pk, entry, receipt=receipt or published.public, **more)


def test_a_challenge_is_stored_and_staff_are_told(published, settings):
    settings.ALERT_ADDRESSES = ["desk@example.org"]

    filed = file(published, words=" My code is missing. ")

    stored = Challenge.objects.get()
    assert (stored.state, stored.words, stored.version) == ("filed", "My code is missing.", 1)
    assert stored.sealed is None
    assert filing.last_version(stored) == 1
    assert filed.key not in repr(filed)
    assert "A challenge was filed" in OutboxMail.objects.get(to="desk@example.org").body
    assert AuditEvent.objects.get(action="challenge.filed").actor_id is None
    assert answering.in_words(published.round) == "1 challenge filed; 1 not answered yet."


def test_the_private_half_is_sealed_before_it_is_stored(published):
    filed = file(published, published.whole)

    row = str(Challenge.objects.values_list().get())
    assert Challenge.objects.get().sealed is not None
    assert published.receipts[0].inner_hash.hex() not in row
    assert published.receipts[0].codes["governor"] not in row
    assert filed.key not in row


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"signature": "00" * 64}, "signature on this receipt is not the one"),
        ({"commitment": "00" * 32}, "signature on this receipt is not the one"),
        ({"version": 2}, "signature on this receipt is not the one"),
        ({"slot": "00" * 16}, "not a receipt of yours"),
        ({"round_id": "00" * 16}, "not a receipt of yours"),
        ({"commitment": "no"}, "cannot be read"),
    ],
)
def test_a_forged_receipt_is_refused(published, changes, sentence):
    with pytest.raises(ChallengeRefused, match=sentence):
        file(published, published.text_of(0, **changes))


def test_the_receipt_of_another_member_is_refused(published):
    with pytest.raises(ChallengeRefused, match="not a receipt of yours"):
        file(published, entry=published.other)
    with pytest.raises(ChallengeRefused, match="public half"):
        file(published, f"inner hash: {'00' * 32}")


def test_who_votes_on_paper_files_in_words_alone(published, settings, ada, ben):
    settings.ALERT_ADDRESSES = ["desk@example.org"]

    filed = filing.file(published.round.pk, published.on_paper, words="It says Birch.")

    one = Challenge.objects.get()
    assert (one.version, one.sealed, bytes(one.reader), filed.key) == (0, None, b"", "")
    assert one.is_on_paper
    assert list(published.round.challenges.stopping()) == [one]
    assert "A challenge was filed" in OutboxMail.objects.get(to="desk@example.org").body
    with pytest.raises(ChallengeRefused, match="not answered yet"):
        filing.file(published.round.pk, published.on_paper, words="It does.")
    with pytest.raises(ChallengeRefused, match="votes on paper: nothing leads to"):
        opening.ask(one.pk, by=ada, proposed_by=ben)


def test_who_votes_on_the_site_does_not_file_without_a_receipt(published):
    with pytest.raises(ChallengeRefused, match="cannot be read"):
        filing.file(published.round.pk, published.entry, words="It says Birch.")
    with pytest.raises(ChallengeRefused, match="not a receipt of yours"):
        file(published, entry=published.on_paper)
    file(published)
    assert not Challenge.objects.get().is_on_paper


def test_one_is_open_at_a_time_and_three_are_all(published, ada, ben):
    for _ in range(3):
        filed = file(published)
        with pytest.raises(ChallengeRefused, match=r"not answered yet|have filed 3"):
            file(published)
        answering.take_on(filed.challenge.pk, by=ada)
        answering.answer(
            filed.challenge.pk, finding="stands", words="It is.", by=ben, proposed_by=ada
        )
    with pytest.raises(ChallengeRefused, match="have filed 3"):
        file(published)


def test_the_database_holds_one_open_challenge_for_a_slot(published):
    file(published)
    stored = Challenge.objects.get()

    with pytest.raises(IntegrityError, match="one_open_challenge"), transaction.atomic():
        Challenge.objects.create(
            round=stored.round, slot=stored.slot, version=1, reader=stored.reader
        )
    with pytest.raises(IntegrityError, match="state_is_known"), transaction.atomic():
        Challenge.objects.update(state="odd")
    with pytest.raises(IntegrityError, match="says_what_was_found"), transaction.atomic():
        Challenge.objects.update(state="answered")


def test_not_before_publication_and_not_after_the_window(published, monkeypatch):
    with pytest.raises(ChallengeRefused, match="from its publication"):
        filing.require_window(open_round(1))
    late = published.round.certification_due_at + timedelta(seconds=1)
    monkeypatch.setattr("endorsements.challenges.filing.database_now", lambda: late)

    with pytest.raises(ChallengeRefused, match="is over"):
        file(published)
