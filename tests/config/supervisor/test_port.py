import socket

import pytest

from config.embedded import Trouble
from config.supervisor import port


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_each_checkout_has_a_port_of_its_own_that_stays(monkeypatch, tmp_path):
    monkeypatch.delenv("PORT", raising=False)

    first, again, other = (port.preferred(tmp_path / name) for name in ("a", "a", "b"))

    assert first == again != other
    assert 8000 <= first < 9000


def test_a_taken_port_is_passed_over_with_a_sentence(monkeypatch, tmp_path, taken):
    monkeypatch.setenv("PORT", str(taken))
    said = []

    chosen = port.choose(tmp_path, said.append)

    assert chosen > taken
    assert said[0] == f"Port {taken} is taken by another program; trying the next."
    assert port.is_free(chosen)


@pytest.mark.parametrize("given", ["http", "", "80", "70000"])
def test_what_is_no_port_is_refused_with_a_sentence(monkeypatch, tmp_path, given):
    monkeypatch.setenv("PORT", given)

    with pytest.raises(Trouble, match=f"^PORT={given} is not a port: give a number from 1024 to"):
        port.preferred(tmp_path)
