"""The command line: arguments that cannot be read, and records that are not whole."""

import contextlib
import io
import json
import shutil

import pytest

from endorsements.protocol import chain
from endorsements.verifier import signatures
from endorsements.verifier.main import main
from tests.endorsements.protocol.logs import annul, cast, chained, genesis, hold, release
from tests.endorsements.verifier.forgery import Forgery

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    def with_arguments(*arguments):
        status = main(list(map(str, arguments)))
        printed = capsys.readouterr()
        return status, " ".join((printed.out + printed.err).split())

    return with_arguments


@pytest.fixture
def kept(tmp_path):
    path = tmp_path / "kept.txt"

    def write(raw):
        path.write_bytes(raw)
        return path

    return write


def log_alone(folder, *entries):
    lines = "".join(json.dumps(line) + "\n" for line in chained(*entries))
    folder.mkdir()
    (folder / "log.jsonl").write_text(lines, encoding="utf-8")
    (folder / "checkpoints.jsonl").write_text("", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("option", "raw", "sentence"),
    [
        ("--receipt", b"", "is not a receipt: it holds no receipt."),
        ("--receipt", b"\xff", "is not a text in UTF-8."),
        ("--receipt", b"x" * (1 << 20) + b"x", "is too large to be a receipt or a checkpoint."),
        ("--checkpoint", b"", "is not JSON as a record has it"),
        ("--checkpoint", b"[]", "is not an object."),
        ("--checkpoint", b"{}", "has no “round”."),
    ],
)
def test_what_was_kept_must_be_readable(eventful, run, kept, option, raw, sentence):
    status, said = run(eventful.certified, option, kept(raw))

    assert status == 2
    assert said.startswith("CANNOT BE READ: ")
    assert sentence in said


def test_what_was_kept_must_be_there(eventful, run, tmp_path):
    status, said = run(eventful.certified, "--receipt", tmp_path / "nothing.txt")

    assert status == 2
    assert "cannot be read: No such file or directory." in said


def test_a_receipt_may_lie_in_the_folder(eventful, run, tmp_path):
    folder = shutil.copytree(eventful.certified, tmp_path / "record")
    (folder / "receipt.txt").write_text(eventful.receipts["cape 0"], encoding="utf-8")

    assert run(folder)[0] == 1
    assert run(folder, "--receipt", folder / "receipt.txt")[0] == 0


def test_several_things_may_be_checked_at_once(eventful, run, tmp_path):
    paths = []
    for voter in ("cape 0", "other 3"):
        paths.append(tmp_path / f"{voter}.txt")
        paths[-1].write_text(eventful.receipts[voter], encoding="utf-8")

    status, said = run(eventful.zip, "--receipt", paths[0], "--receipt", paths[1])

    assert status == 0
    assert said.count("Its inner ballot came out of the mixing.") == 2


def test_wrong_arguments_end_with_the_usage():
    with pytest.raises(SystemExit) as ended:
        main(["--recipt", "x"])

    assert ended.value.code == 2


def test_what_was_found_before_a_file_could_not_be_read_is_printed(eventful, run, tmp_path):
    folder = shutil.copytree(eventful.certified, tmp_path / "record")
    (folder / "roll.txt").write_text("slots\n", encoding="utf-8")

    status, said = run(folder)

    assert status == 2
    assert "FAULT roll.txt is not the file whose sum stands in SHA256SUMS." in said
    assert said.endswith("CANNOT BE READ: roll.txt, line 1 is malformed.")


def test_an_unreadable_log_names_its_line(run, tmp_path):
    folder = log_alone(tmp_path / "record", genesis())
    (folder / "log.jsonl").write_text("{}\n[1.5]\n", encoding="utf-8")

    assert "log.jsonl, line 2 is not JSON as a record has it" in run(folder)[1]


def test_a_log_that_has_just_begun_adds_up(run, tmp_path):
    status, said = run(log_alone(tmp_path / "record", genesis()))

    assert status == 0
    assert "1 entry, each following from the one before." in said
    assert "1 entry at the end of the log: no checkpoint covers that yet." in said


def test_a_log_without_a_roll_has_no_turnout(run, tmp_path):
    _, said = run(log_alone(tmp_path / "record", genesis(roll_count=0)))

    assert "Ballots that count: 0, from 0 slots on the roll." in said


def test_a_log_with_a_ballot_that_nobody_signed_does_not_add_up(run, tmp_path):
    status, said = run(log_alone(tmp_path / "record", genesis(), cast("aa" * 16)))

    assert status == 1
    assert "entry 1 is a ballot without a signature" in said


def test_the_log_of_an_annulled_round_adds_up(run, tmp_path):
    status, said = run(log_alone(tmp_path / "record", genesis(), annul()))

    assert status == 0
    assert "the round was annulled: a mistake." in said
    assert "The round was annulled: nothing of its count is published." in said


def log_of(eventful, tmp_path, kind):
    """The log alone of the eventful round, up to its first entry of a kind."""
    forgery = Forgery(eventful.certified)
    seq = forgery.entry(kind)["seq"]
    del forgery.log[seq + 1 :]
    forgery.checkpoints = [point for point in forgery.checkpoints if point["seq"] <= seq]
    for name in forgery.as_files():
        if name not in ("log.jsonl", "checkpoints.jsonl"):
            forgery.raw[name] = None
    return forgery.write(tmp_path / "record")


def test_the_log_of_a_counted_round_awaits_the_other_files(eventful, run, tmp_path):
    status, said = run(log_of(eventful, tmp_path, chain.TALLY))

    assert status == 0
    assert "unchecked The count: its files are not here. If they are public, fetch them." in said


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (chain.CLOSE, "inner_hashes.txt is here, but the log says of no mixing."),
        (chain.MIX, "result.json is here, but the log says of no count."),
    ],
)
def test_results_without_a_count_in_the_log_are_a_fault(eventful, run, tmp_path, kind, sentence):
    forgery = Forgery(eventful.certified)
    seq = forgery.entry(kind)["seq"]
    del forgery.log[seq + 1 :]
    forgery.checkpoints = [point for point in forgery.checkpoints if point["seq"] <= seq]

    status, said = run(forgery.write(tmp_path / "record"))

    assert status == 1
    assert f"FAULT {sentence}" in said


def test_a_sum_named_twice_is_a_fault(eventful, run, tmp_path):
    folder = shutil.copytree(eventful.certified, tmp_path / "record")
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    (folder / "SHA256SUMS").write_text(sums + sums.splitlines(keepends=True)[0], encoding="utf-8")

    assert "FAULT SHA256SUMS names a file twice." in run(folder)[1]


def test_a_named_file_that_is_missing_is_a_fault(eventful, run, tmp_path):
    folder = shutil.copytree(eventful.certified, tmp_path / "record")
    (folder / "verify.py").unlink()

    status, said = run(folder)

    assert status == 1
    assert "FAULT verify.py is missing; SHA256SUMS names it." in said
    assert "FAULT verify.py is missing: a published record has it." in said


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("rehearsal", "This was a rehearsal; its outcome means nothing."),
        ("demo", "This round belongs to a demonstration; its candidates are invented."),
    ],
)
def test_rehearsals_and_demonstrations_say_so(eventful, run, tmp_path, field, sentence):
    forgery = Forgery(eventful.certified)
    forgery.definition[field] = True
    forgery.refound()
    forgery.recount()
    forgery.resign(eventful.seed)

    status, said = run(forgery.write(tmp_path / "record"))

    assert status == 0
    assert f"note {sentence}" in said


def test_additions_to_the_roll_are_told(eventful, run, tmp_path):
    forgery = Forgery(eventful.certified)
    style = next(s for s, keys in forgery.definition["styles"].items() if keys == ["governor"])
    forgery.insert(chain.ROLL_ADD, {"slot": "ee" * 16, "style": style})
    forgery.recount()
    forgery.result["roll"] += 1
    for result in forgery.result["contests"]:
        result["eligible"] += result["contest"] == "governor"
    forgery.rehash_result()
    forgery.resign(eventful.seed)

    status, said = run(forgery.write(tmp_path / "record"))

    assert status == 0
    assert f"slot {'ee' * 16} was added to the roll with ballot style {style}." in said
    assert "was fixed before the first ballot, and 1 added by logged acts." in said


def test_only_the_first_of_many_alike_are_told(run, tmp_path):
    _, said = run(log_alone(tmp_path / "record", genesis(), *[hold(), release()] * 30))

    assert "30 hold, 30 release" in said
    assert said.count("the round was held: to look.") == 20


def test_without_pynacl_the_report_says_what_was_not_checked(eventful, run, monkeypatch):
    monkeypatch.setattr(signatures, "VerifyKey", None)

    status, said = run(eventful.certified)

    assert status == 0
    assert "unchecked The signatures of 17 ballots and 17 checkpoints: PyNaCl is not" in said


def test_a_checkpoint_is_compared_without_pynacl_too(eventful, run, kept, monkeypatch):
    monkeypatch.setattr(signatures, "VerifyKey", None)
    point = json.dumps(eventful.checkpoints["while voting"]).encode()

    status, said = run(eventful.certified, "--checkpoint", kept(point))

    assert status == 0
    assert "is as it was at" in said


def test_the_report_can_be_caught_as_text(eventful):
    with contextlib.redirect_stdout(io.StringIO()) as caught:
        assert main([str(eventful.published)]) == 0

    assert "RESULT: everything that was checked adds up" in caught.getvalue()
