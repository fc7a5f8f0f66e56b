"""Where scores and medians stand on their line."""

import pytest

from scorecard.grading import Group
from scorecard.pages.scales import Scale, place_of


@pytest.mark.parametrize(("score", "place"), [(0, 4), (50, 50), (100, 96), (76, 73.92)])
def test_both_ends_leave_room_for_a_whole_mark(score, place):
    assert place_of(score) == place


def test_what_is_not_there_is_not_marked():
    assert Scale.of(None, {Group.DEMOCRATIC: 0, Group.OTHERS: None}) == Scale(None, 4, None)
    assert Scale.of(50, {}) == Scale(50, None, None)
