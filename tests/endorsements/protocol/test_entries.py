"""What a line of the log must hold, kind by kind."""

import pytest

from endorsements.protocol.chain import KINDS
from endorsements.protocol.entries import FIELDS, fault_in
from tests.endorsements.protocol import logs
from tests.endorsements.protocol.logs import ASH, BIRCH

SOUND = [
    logs.genesis(),
    logs.cast(ASH),
    logs.hold(),
    logs.release(),
    logs.extend(),
    logs.add(BIRCH),
    logs.void(ASH),
    logs.withdraw(),
    logs.paper(),
    logs.close(logs.ONE),
    logs.mix(1),
    logs.destroy("mix"),
    logs.tally(1),
    logs.annul(),
    logs.certify(),
]
WITH_FIELDS = [(kind, name) for kind, payload in SOUND for name in payload]
WRONG = [None, True, -1, 2**63, 1.5, "no such text" * 9, "AA" * 32, [], {"x": None}, {"x": {}}]
TEXTS = ("reason", "from", "to", "style", "contest", "candidate")


def line(kind, payload, **more):
    return {"seq": 4, "kind": kind, "payload": payload, "head": "00" * 32} | more


def test_every_kind_has_its_fields():
    assert sorted(FIELDS) == sorted(KINDS) == sorted(kind for kind, _ in SOUND)


@pytest.mark.parametrize(("kind", "payload"), SOUND, ids=[kind for kind, _ in SOUND])
def test_a_sound_entry_has_no_fault(kind, payload):
    assert fault_in(line(kind, payload)) == ""


@pytest.mark.parametrize(("kind", "name"), WITH_FIELDS)
def test_no_field_may_be_missing(kind, name):
    payload = dict(dict(SOUND)[kind])
    del payload[name]

    assert fault_in(line(kind, payload)) == f"entry 4 of the log is a malformed {kind} entry"


@pytest.mark.parametrize("wrong", WRONG, ids=str)
@pytest.mark.parametrize(("kind", "name"), WITH_FIELDS)
def test_every_field_has_its_form(kind, name, wrong):
    payload = dict(SOUND)[kind] | {name: wrong}

    assert (fault_in(line(kind, payload)) == "") == (isinstance(wrong, str) and name in TEXTS)


@pytest.mark.parametrize(("kind", "payload"), SOUND, ids=[kind for kind, _ in SOUND])
def test_no_entry_may_hold_more(kind, payload):
    assert "malformed" in fault_in(line(kind, payload | {"note": "not looked at"}))


def test_a_ballot_has_a_version_from_one_on():
    assert "malformed" in fault_in(line(*logs.cast(ASH, 0)))


def test_a_count_names_the_root_of_every_contest():
    kind, payload = logs.tally(1)
    sound = payload | {"records": {"governor": {"count": 1, "root": "aa" * 32}}}
    unsound = payload | {"records": {"governor": {"count": 1, "root": "aa"}}}

    assert fault_in(line(kind, sound)) == ""
    assert "malformed" in fault_in(line(kind, unsound))


def test_a_close_may_say_why_it_was_early():
    kind, payload = logs.close()

    assert fault_in(line(kind, payload | {"early": "a storm"})) == ""
    assert "malformed" in fault_in(line(kind, payload | {"early": 5}))


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "line",
        {},
        line("poll", {}),
        line(["cast"], {}),
        line("certify", {}, more=1),
        line("certify", {}) | {"seq": True},
        line("certify", {}) | {"head": "00"},
        line("cast", dict(SOUND)["cast"], signature="00"),
    ],
    ids=str,
)
def test_a_line_that_is_no_line_is_refused(broken):
    assert fault_in(broken).startswith("a line of the log is malformed: ")


def test_a_long_line_is_not_repeated_whole():
    assert len(fault_in("x" * 10_000)) < 150


def test_only_ballots_are_signed_one_by_one():
    signature = "00" * 64

    assert fault_in(line(*logs.cast(ASH), signature=signature)) == ""
    assert "carries a signature" in fault_in(line(*logs.hold(), signature=signature))
