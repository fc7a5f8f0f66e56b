"""verify.py on records as the site publishes them, started as anybody would start it."""

import json

import pytest

from tests.endorsements.verifier.running import STANDARD_LIBRARY_ONLY, WITH_PYNACL, verify

pytestmark = pytest.mark.django_db

ADDS_UP = "RESULT: everything that was checked adds up"
SIGNED = "are signed with the key that the log began with"


@pytest.mark.parametrize("record", ["published", "certified", "zip"])
@pytest.mark.parametrize("flags", [WITH_PYNACL, STANDARD_LIBRARY_ONLY], ids=["pynacl", "alone"])
def test_a_published_record_adds_up(eventful, record, flags):
    status, text = verify(getattr(eventful, record), flags=flags)

    assert status == 0
    assert ADDS_UP in text
    assert (SIGNED in text) == (flags == WITH_PYNACL)
    assert ("PyNaCl is not installed" in text) == (flags == STANDARD_LIBRARY_ONLY)


def test_the_report_tells_what_happened(eventful):
    _, text = verify(eventful.certified)

    for sentence in (
        "1 genesis, 17 cast, 1 hold, 1 release, 1 extend, 1 void, 1 withdraw, 1 close, 1 mix, "
        "2 destroy, 1 tally, 1 certify",
        "the round was held: A question about the site.",
        "the round was released: The question is answered.",
        "the closing time was moved from",
        "Birch of governor withdrew in the contest Governor; votes for them count as blank.",
        "was taken out of the count: not a member.",
        "with 13 ballots, before its time: The test is over.",
        "the mix key was destroyed, the log says.",
        "the tally key was destroyed, the log says.",
        "the round was certified.",
        "Ballots that count: 13, from 21 slots on the roll (61.9 %).",
        "2 of them replace an earlier one.",
    ):
        assert sentence in text


def test_the_report_says_how_each_contest_was_checked(eventful):
    _, text = verify(eventful.certified)

    assert "Governor: 13 ballots recounted. No endorsement: Ash of governor has 55.6 %" in text
    assert "Berkshire: 5 ballots recounted. Ash of berkshire is endorsed with 80 %" in text
    assert (
        "Cape: 3 ballots. No single ballots and no check codes are published: only 3 ballots were "
        "cast, and more could show how somebody voted. So only the sums were checked, and all that "
        "follows from them. Ash of cape is endorsed with 100 %"
    ) in text
    assert (
        "unchecked Valley: 2 ballots. No numbers are published: only 2 ballots were cast, and more "
        "could show how somebody voted. So it cannot be recounted. Ash of valley is endorsed."
    ) in text


def test_the_report_says_what_cannot_be_seen(eventful):
    _, text = verify(eventful.certified)

    assert "What nobody can see from this record" in text
    assert "whether the right people were on the roll" in text
    assert "evidence, not proof" in text


@pytest.mark.parametrize("flags", [WITH_PYNACL, STANDARD_LIBRARY_ONLY], ids=["pynacl", "alone"])
def test_a_log_can_be_checked_while_voting_goes_on(eventful, flags):
    status, text = verify(eventful.voting, flags=flags)

    assert status == 0
    assert "Only the log is here" in text
    assert "23 entries, each following from the one before." in text
    assert "The count: the round is not counted, as far as this log says." in text


def test_a_checkpoint_kept_while_voting_is_found_again(eventful, tmp_path):
    kept = tmp_path / "checkpoint.json"
    kept.write_text(json.dumps(eventful.checkpoints["while voting"], indent=1))

    status, text = verify(eventful.zip, "--checkpoint", kept, flags=WITH_PYNACL)

    assert status == 0
    assert "The log up to entry 22 is as it was at" in text


def test_without_an_argument_the_folder_of_the_program_is_checked(eventful):
    assert verify(flags=("-I",))[0] == 2
    assert "there is no log.jsonl in it" in verify()[1]
