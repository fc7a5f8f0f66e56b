"""What the database refuses of meetings and of chapters' rules."""

import pytest
from django.db import IntegrityError

from members.models import Meeting
from tests.factories.members import AttendanceFactory, ChapterRulesFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def test_rules_of_a_chapter_start_on_a_day_of_their_own():
    rules = ChapterRulesFactory()

    with pytest.raises(IntegrityError, match="chapter_rules_start_on_a_day_of_their_own"):
        ChapterRulesFactory(chapter=rules.chapter)


def test_rules_of_a_chapter_look_back_some_months():
    with pytest.raises(IntegrityError, match="chapter_rules_look_back_some_months"):
        ChapterRulesFactory(within_months=0)


def test_a_meeting_is_entered_once():
    meeting = MeetingFactory()

    with pytest.raises(IntegrityError, match="meeting_is_entered_once"):
        MeetingFactory(chapter=meeting.chapter, title=meeting.title)


def test_a_meeting_has_a_title():
    with pytest.raises(IntegrityError, match="meeting_has_a_title"):
        MeetingFactory(title="")


def test_a_member_attends_a_meeting_once():
    attendance = AttendanceFactory()

    with pytest.raises(IntegrityError, match="member_attends_a_meeting_once"):
        AttendanceFactory(meeting=attendance.meeting, member=attendance.member)


def test_meetings_and_rules_say_what_they_are():
    attendance = AttendanceFactory(meeting__title="Potluck", meeting__chapter__name="Cape")

    assert str(attendance).endswith(" at Potluck of Cape on 3 March 2026")
    assert str(ChapterRulesFactory(chapter__name="Berkshires")) == (
        "Rules of Berkshires from 1 January 2020"
    )
    assert [one.came for one in Meeting.objects.with_numbers()] == [1]
