"""Names in a narrow column."""

import pytest

from endorsements.pictures.wrapping import wrapped


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ash", ["Ash"]),
        ("No endorsement", ["No endorsement"]),
        ("Amara Okafor Ruiz", ["Amara Okafor", "Ruiz"]),
        ("Bernadette Birch-Castellanos", ["Bernadette", "Birch-Castella\u2026"]),
        ("Wolfeschlegelsteinhausen", ["Wolfeschlegels\u2026"]),
        ("Ana Maria de la Cruz Fernandez", ["Ana Maria de la", "Cruz Fernandez"]),
        ("", [""]),
    ],
)
def test_a_name_takes_two_lines_at_most(name, lines):
    assert wrapped(name) == lines
