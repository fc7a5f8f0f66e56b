"""verify.py on a round with a contest of each form, whole and where only sums are published."""

import json

import pytest

from endorsements.tally.vocabulary import (
    APPROVAL,
    FORMS,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
)
from endorsements.verifier.main import main
from tests.endorsements.verifier.running import STANDARD_LIBRARY_ONLY, WITH_PYNACL, verify

pytestmark = pytest.mark.django_db

ONE_MARK = (SINGLE_CHOICE, QUESTION)
PATTERNS = tuple(form for form in FORMS if form not in ONE_MARK)


def office(form):
    return form.replace("_", " ").capitalize()


def sentence(folder, form):
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    return next(one["sentence"] for one in result["contests"] if one["contest"] == form)


@pytest.mark.parametrize("flags", [WITH_PYNACL, STANDARD_LIBRARY_ONLY], ids=["pynacl", "alone"])
def test_every_form_is_recounted_from_its_ballots(whole, flags):
    status, said = verify(whole.folder, flags=flags)

    assert status == 0
    for form in FORMS:
        assert f"ok {office(form)}: 12 ballots recounted. {sentence(whole.folder, form)}" in said


def test_the_outcomes_are_the_same_whatever_is_published(whole, summed):
    """But for the order of the draw, which two rounds cannot share."""
    for form in FORMS:
        assert sentence(whole.folder, form) == sentence(summed.folder, form) or form == IRV


@pytest.mark.parametrize("flags", [WITH_PYNACL, STANDARD_LIBRARY_ONLY], ids=["pynacl", "alone"])
def test_of_sums_the_report_says_what_was_checked_and_what_could_not_be(summed, flags):
    status, said = verify(summed.folder, flags=flags)

    assert status == 0
    for form in ONE_MARK:
        assert f"ok {office(form)}: 12 ballots recounted." in said
    for form in PATTERNS:
        part = said.partition(f"ok {office(form)}: 12 ballots. ")[2]
        assert part.startswith(
            "No single ballots and no check codes are published: a ballot can be filled in "
        )
    assert (
        "So only the sums were checked, and all that follows from them. "
        + sentence(summed.folder, APPROVAL)
    ) in said
    assert (
        "So every round was counted anew by the published transfers; which ballot moved where "
        "could not be checked. " + sentence(summed.folder, STV)
    ) in said
    assert (
        "So points and outcome were worked out anew; how many prefer whom in the final could not "
        "be checked. " + sentence(summed.folder, STAR)
    ) in said


def test_the_order_of_the_draw_is_worked_out_from_the_log(whole):
    result = json.loads((whole.folder / "result.json").read_text(encoding="utf-8"))
    (irv,) = (one for one in result["contests"] if one["contest"] == IRV)
    names = {"no-endorsement": "No endorsement"}
    order = ", ".join(names.get(key, key.title()) for key in irv["tie_order"])
    close = next(
        json.loads(line)["seq"]
        for line in (whole.folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
        if json.loads(line)["kind"] == "close"
    )

    _, said = verify(whole.folder)

    assert (
        f"note Irv: the public draw, worked out anew from entry {close} of the log (close), gives "
        f"this order: {order}."
    ) in said
    assert "note Question: the public draw" not in said
    assert any(tie["by"] == "draw" for one in irv["rounds"] for tie in one["settled"])


def test_every_voter_finds_their_choices_of_every_form(whole, tmp_path, capsys):
    for number, text in enumerate(whole.receipts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    kept = [f"--receipt={tmp_path / f'{number}.txt'}" for number in range(len(whole.receipts))]

    status = main([str(whole.folder), *kept])

    said = " ".join(capsys.readouterr().out.split())
    assert status == 0
    assert said.count(", as on the receipt.") == len(FORMS) * len(whole.receipts)
    for words in (
        "“Ash; Birch”, as on the receipt." if "Ash; Birch”" in said else "“Birch; Ash”, as",
        "“1. Cedar; 2. Ash”, as on the receipt.",
        "“1. Birch; 2. Cedar”, as on the receipt.",
        "“Endorse anybody: No; whom: left blank”, as on the receipt.",
        "Approval: Cedar withdrew, so this vote counts as blank.",
        "Approval: Cedar withdrew, so that counts as not marked.",
        "Score: Cedar withdrew, so that counts as not marked.",
    ):
        assert words in said


def test_without_single_records_a_receipt_is_said_to_be_unchecked(summed, tmp_path, capsys):
    kept = tmp_path / "kept.txt"
    kept.write_text(summed.receipts[0], encoding="utf-8")

    status = main([str(summed.folder), "--receipt", str(kept)])

    said = " ".join(capsys.readouterr().out.split())
    assert status == 0
    assert said.count(", as on the receipt.") == len(ONE_MARK)
    for form in (APPROVAL, PER_CANDIDATE, SCORE, STAR, IRV, STV, WHETHER_WHOM):
        assert f"unchecked {office(form)}: No single ballots and no check codes" in said
