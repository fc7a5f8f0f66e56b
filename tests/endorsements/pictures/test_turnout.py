"""The line of turnout: what a template is given to print."""

from datetime import UTC, datetime, timedelta

from endorsements.pictures.turnout import Gridline, Point, turnout_line

OPENS = datetime(2026, 11, 20, 12, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=10)


def test_turnout_line_runs_from_the_opening_to_the_last_point():
    line = turnout_line(
        [Point(OPENS + timedelta(days=5), 60), Point(CLOSES, 90)],
        opens_at=OPENS,
        closes_at=CLOSES,
        eligible=400,
    )

    assert line.path == "M0.0 400.0 L500.0 160.0 L1000.0 40.0"
    assert (line.end_x, line.end_y) == ("100", "10")
    assert line.gridlines == (Gridline("0", "25\u00a0%"),)
    assert line.quorum_y == ""


def test_turnout_line_ends_its_scale_at_the_quarter_that_holds_the_quorum():
    line = turnout_line([], opens_at=OPENS, closes_at=CLOSES, eligible=100, quorum=40)

    assert line.gridlines == (Gridline("50", "25\u00a0%"), Gridline("0", "50\u00a0%"))
    assert line.quorum_y == "20"
    assert (line.path, line.end_x, line.end_y) == ("M0.0 400.0", "0", "100")


def test_turnout_line_keeps_a_point_outside_the_voting_time_inside_the_picture():
    line = turnout_line(
        [Point(OPENS - timedelta(days=1), 0), Point(CLOSES + timedelta(days=1), 4)],
        opens_at=OPENS,
        closes_at=CLOSES,
        eligible=0,
    )

    assert line.path == "M0.0 400.0 L0.0 400.0 L1000.0 0.0"
