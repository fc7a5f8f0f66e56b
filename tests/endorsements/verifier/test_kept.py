"""Receipts and checkpoints that somebody kept, against the record."""

import json

import pytest

from endorsements.protocol.receipts import parse_receipt
from endorsements.verifier.main import main

pytestmark = pytest.mark.django_db

VOTERS = ["berkshire 0", "berkshire 1", "cape 2", "valley 1", "other 1", "other 2", "other 3"]


@pytest.fixture
def check(tmp_path, capsys):
    """Runs the program in this process; gives exit status and what stands under a heading."""

    def run(folder, option, text, heading):
        kept = tmp_path / "kept.txt"
        kept.write_text(text, encoding="utf-8")
        status = main([str(folder), option, str(kept)])
        printed = capsys.readouterr().out
        part = printed.partition(f"\n{heading} ")[2].partition("\nWhat nobody can see")[0]
        return status, " ".join(part.split())

    return run


@pytest.fixture
def check_receipt(check):
    return lambda folder, text: check(folder, "--receipt", text, "Receipt")


@pytest.fixture
def check_checkpoint(check):
    return lambda folder, point: check(folder, "--checkpoint", json.dumps(point), "Checkpoint")


def halves(text):
    public, _, private = text.partition("PRIVATE")
    return public, "PRIVATE" + private


@pytest.mark.parametrize("voter", VOTERS)
def test_every_voter_finds_their_ballot_counted_as_cast(eventful, check_receipt, voter):
    status, said = check_receipt(eventful.certified, eventful.receipts[voter])

    assert status == 0
    assert "ok The ballot of this receipt is in the log, with the same signature." in said
    assert "ok It is the last of its slot, the one that counts." in said
    assert "ok Its inner ballot came out of the mixing." in said
    assert "Governor: " in said
    assert said.count("as on the receipt.") >= 1


def test_a_code_of_a_small_contest_cannot_be_looked_up(eventful, check_receipt):
    _, said = check_receipt(eventful.certified, eventful.receipts["cape 0"])

    assert (
        "unchecked Cape: No single ballots and no check codes are published: only 3 ballots" in said
    )


def test_a_vote_for_who_withdrew_is_said_to_be_blank(eventful, check_receipt):
    status, said = check_receipt(eventful.certified, eventful.receipts["cape 1"])

    assert status == 0
    assert "note Governor: Birch of governor withdrew, so this vote counts as blank." in said


def test_a_replaced_ballot_does_not_count(eventful, check_receipt):
    status, said = check_receipt(eventful.certified, eventful.receipts["berkshire 0, version 1"])

    assert status == 1
    assert "FAULT This ballot does not count: version 3 replaced it." in said
    assert "came out" not in said


def test_a_replaced_ballot_that_was_mixed_all_the_same_is_a_fault(eventful, check_receipt):
    old = eventful.receipts["berkshire 0, version 1"]
    new = eventful.receipts["berkshire 0"]
    hashes = [parse_receipt(text).inner_hash for text in (old, new)]

    _, said = check_receipt(eventful.certified, old.replace(*hashes))

    assert "FAULT The inner ballot of a ballot that was replaced came out of the mixing." in said


def test_a_voided_ballot_does_not_count(eventful, check_receipt):
    status, said = check_receipt(eventful.certified, eventful.receipts["other 0"])

    assert status == 1
    assert "its slot was taken out of the count (not a member)." in said


def test_while_voting_goes_on_the_log_has_the_ballot(eventful, check_receipt):
    status, said = check_receipt(eventful.voting, eventful.receipts["cape 0"])

    assert status == 0
    assert "It is the last of its slot, the one that counts." in said
    assert "unchecked Whether it counts as it was cast: that is published after the count." in said


def test_the_public_half_alone_says_that_the_ballot_is_there(eventful, check_receipt):
    status, said = check_receipt(eventful.certified, halves(eventful.receipts["cape 0"])[0])

    assert status == 0
    assert "unchecked Whether it counts as it was cast: the private half is not there." in said


def test_the_private_half_alone_says_that_it_counts(eventful, check_receipt):
    status, said = check_receipt(eventful.certified, halves(eventful.receipts["cape 0"])[1])

    assert status == 0
    assert "unchecked Whether the ballot was recorded: the public half is not there." in said
    assert "ok Its inner ballot came out of the mixing." in said


def test_codes_alone_are_looked_up_and_shown(eventful, check_receipt):
    code = parse_receipt(eventful.receipts["other 1"]).codes["governor"]

    status, said = check_receipt(eventful.certified, f"code governor: {code.lower()}")

    assert status == 0
    assert "stands beside “Left blank”. Is that your choice?" in said


def test_a_contest_without_a_code_is_named(eventful, check_receipt):
    text = eventful.receipts["berkshire 0"]
    lines = [line for line in text.splitlines() if "governor" not in line]

    _, said = check_receipt(eventful.certified, "\n".join(lines))

    assert "unchecked Governor: the receipt has no code for it." in said


def changed(text, key, value):
    lines = [f"{key}: {value}" if x.startswith(f"{key}:") else x for x in text.splitlines()]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("round", "ab" * 16, "This receipt is for another round."),
        ("slot", "ab" * 16, "The log has no ballot of version 1 from the slot"),
        ("version", "7", "The log has no ballot of version 7 from the slot"),
        ("commitment", "ab" * 32, "The log has another ballot of version 1 from the slot"),
        ("signature", "ab" * 64, "The log has another signature for this ballot"),
        ("inner hash", "ab" * 32, "The inner ballot did not come out of the mixing."),
        ("code governor", "AAAA-AAAA-AAAA", "the code AAAA-AAAA-AAAA is not in the list."),
        ("choice governor", "Cedar", "the receipt says “Cedar”."),
    ],
)
def test_a_receipt_that_does_not_fit_is_a_fault(eventful, check_receipt, key, value, sentence):
    text = changed(eventful.receipts["cape 0"], key, value)

    status, said = check_receipt(eventful.certified, text)

    assert status == 1
    assert f"FAULT {sentence}" in said or sentence in said.partition("FAULT")[2]


def test_a_code_for_another_contest_is_a_fault(eventful, check_receipt):
    status, said = check_receipt(eventful.certified, "code mayor: AAAA-AAAA-AAAA")

    assert status == 1
    assert "FAULT The receipt has a code for mayor, which is not a contest here." in said


@pytest.mark.parametrize("moment", ["while voting", "at publication", "at the end"])
def test_a_checkpoint_kept_at_any_time_is_found_again(eventful, check_checkpoint, moment):
    point = eventful.checkpoints[moment]

    status, said = check_checkpoint(eventful.certified, point)

    assert status == 0
    assert f"ok The log up to entry {point['seq']} is as it was at {point['at']}." in said


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"round": "ab" * 16}, "it is one of another round."),
        ({"seq": 99}, "the log ends at entry 28. Entries that were signed are not there."),
        ({"head": "ab" * 32}, "the log stood otherwise when this was signed."),
        ({"slots": 1}, "it speaks of 1 slots, the log of 14."),
        ({"at": "2020-01-01T00:00:00.000000Z"}, "The record does not list this checkpoint."),
    ],
)
def test_a_checkpoint_that_does_not_fit_is_a_fault(eventful, check_checkpoint, change, sentence):
    status, said = check_checkpoint(eventful.certified, eventful.checkpoints["at the end"] | change)

    assert status == 1
    assert sentence in said
