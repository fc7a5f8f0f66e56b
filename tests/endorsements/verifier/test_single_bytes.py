"""One byte changed anywhere in a record: it is noticed, or it means the same."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endorsements.verifier.main import examine
from endorsements.verifier.reading import Unreadable
from endorsements.verifier.record import Record
from endorsements.verifier.report import FAULT, Report

pytestmark = pytest.mark.django_db

CHANGES = ["replace", "insert", "delete"]
# White space and the signs of JSON more often than anything else.
BYTES = st.one_of(st.sampled_from(b' \t\r\n"-,:0aA\\'), st.integers(0, 255))


def files_of(folder) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")} | {
        "SHA256SUMS": (folder / "SHA256SUMS").read_bytes()
    }


def adds_up(files: dict[str, bytes]) -> bool:
    report = Report()
    try:
        examine(Record(files), report)
    except Unreadable:
        return False
    return report.number_of(FAULT) == 0


def with_sums(files: dict[str, bytes]) -> dict[str, bytes]:
    """As a forger leaves it."""
    lines = [
        f"{hashlib.sha256(raw).hexdigest()}  {name}\n"
        for name, raw in files.items()
        if name != "SHA256SUMS"
    ]
    return files | {"SHA256SUMS": "".join(lines).encode()}


def meaning(name: str, raw: bytes) -> object:
    """What a file says, whatever its white space; None when it is no such file any more."""
    if not name.startswith(("definition", "result", "log", "checkpoints")):
        return raw
    try:
        text = raw.decode()
        parts = text.split("\n") if name.endswith(".jsonl") else [text]
        last = parts.pop() if name.endswith(".jsonl") else ""
        return last or [json.dumps(json.loads(part), sort_keys=True) for part in parts]
    except ValueError:
        return None


def changed(raw: bytes, change: str, at: int, byte: int) -> bytes:
    taken = 0 if change == "insert" else 1
    put = b"" if change == "delete" else bytes([byte])
    return raw[:at] + put + raw[at + taken :]


NAMES = [
    "SHA256SUMS",
    "checkpoints.jsonl",
    "definition.json",
    "inner_hashes.txt",
    "log.jsonl",
    "records/berkshire.csv",
    "records/governor.csv",
    "result.json",
    "roll.txt",
]


def test_every_file_but_the_program_is_tried(eventful):
    files = files_of(eventful.certified)

    assert sorted([*NAMES, "verify.py"]) == sorted(files)
    assert adds_up(files)
    assert adds_up(with_sums(files))


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_a_changed_byte_is_noticed_or_harmless(eventful, data):
    files = files_of(eventful.certified)
    name = data.draw(st.sampled_from(NAMES))
    at = data.draw(st.integers(0, len(files[name]) - 1))
    kind, byte = data.draw(st.sampled_from(CHANGES)), data.draw(BYTES)
    new = changed(files[name], kind, at, byte)
    forged = files | {name: new}
    if name != "SHA256SUMS":
        forged = with_sums(forged)

    assert adds_up(forged) == (meaning(name, new) == meaning(name, files[name]))


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_without_new_sums_every_changed_byte_is_noticed(eventful, data):
    files = files_of(eventful.certified)
    name = data.draw(st.sampled_from([*NAMES, "verify.py"]))
    at = data.draw(st.integers(0, len(files[name]) - 1))
    new = changed(files[name], "replace", at, data.draw(st.integers(0, 255)))

    assert adds_up(files | {name: new}) == (new == files[name])
