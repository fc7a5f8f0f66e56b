import os

from config.supervisor.seat import Seat


def test_one_demo_per_checkout(tmp_path):
    first, second = Seat(tmp_path), Seat(tmp_path)
    assert first.take()
    first.write("http://localhost:8123")

    assert not second.take()
    assert second.occupant() == (os.getpid(), "http://localhost:8123")

    first.leave()
    assert second.take()
    assert second.occupant() is None
    second.leave()
