"""Heads of the log: each follows from all that stands before it."""

import pytest

from endorsements.protocol.chain import CAST, HOLD, genesis_head, next_head
from tests.endorsements.protocol.logs import genesis

OTHER = {
    "round": "99" * 16,
    "roll_count": 4,
    "opens_at": "2026-08-01T12:00:00.000001Z",
    "closes_at": "2026-08-08T12:00:00.000001Z",
}


def test_the_first_head_of_the_suite_never_changes():
    _, payload = genesis()

    assert (
        genesis_head(payload).hex()
        == "b133675b6119851b7761a66ebb3e6392e6b4567bf3e2e96db93e10a695b14830"
    )


@pytest.mark.parametrize("name", sorted(genesis()[1]))
def test_the_first_head_depends_on_every_field(name):
    _, payload = genesis()
    changed = payload | {name: OTHER.get(name, "99" * 32)}

    assert genesis_head(changed) != genesis_head(payload)


@pytest.mark.parametrize(
    "arguments",
    [
        (b"other", 1, CAST, {"slot": "a"}),
        (b"head", 2, CAST, {"slot": "a"}),
        (b"head", 1, HOLD, {"slot": "a"}),
        (b"head", 1, CAST, {"slot": "b"}),
    ],
)
def test_a_head_depends_on_all_it_is_made_of(arguments):
    assert next_head(*arguments) != next_head(b"head", 1, CAST, {"slot": "a"})


def test_a_head_of_the_suite_never_changes():
    assert (
        next_head(bytes(32), 1, CAST, {"slot": "a", "version": 1}).hex()
        == "0928a7ebbc1e9f68a5cc2ebc029735792bcfe4bcd86227c8d695d2ae47431a23"
    )
