"""What the app above says of legislators whom the members endorsed."""

from scorecard import endorsed


def test_nobody_is_endorsed_where_nobody_says_so(monkeypatch):
    monkeypatch.setattr(endorsed, "sources", [])
    assert endorsed.endorsed() == frozenset()


def test_what_several_say_is_taken_together(monkeypatch):
    monkeypatch.setattr(endorsed, "sources", [lambda: [3, 1], lambda: {3, 7}])
    assert endorsed.endorsed() == {1, 3, 7}
