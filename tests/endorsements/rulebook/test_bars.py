"""Close calls and quorums."""

from endorsements.rulebook.bars import quorums, thresholds


def test_close_calls_at_60_percent():
    [_, table] = thresholds().parts

    assert table.rows == (
        ("endorsed", "not endorsed", "3", "5", "60 %"),
        ("not endorsed", "not endorsed", "149", "250", "59.6 %"),
        ("not endorsed", "not endorsed", "5999", "10000", "59.99 %"),
        ("endorsed", "endorsed", "6001", "10000", "60.01 %"),
    )


def test_a_quorum_is_missed_and_a_share_of_the_roll_is_rounded_up():
    [_, table] = quorums().parts

    assert [row[1] for row in table.rows] == [
        "10 ballots for Ash and 1 for Birch: “No quorum: 11 ballots were cast, 12 were needed. "
        "Nobody is endorsed.”",
        "With 150 members who may vote that is 50 ballots; with 100 members, 34.",
    ]
