"""What a chapter asks of its voters: to belong to it, and to have come to its meetings."""

from datetime import UTC, date, datetime

import pytest

from members.chapters import Asked, asked_by, belonging_of
from members.dues.reasons import in_words
from tests.factories.members import (
    AttendanceFactory,
    ChapterFactory,
    ChapterRulesFactory,
    MeetingFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 5)


def belonging(member, chapter, **options):
    return [
        (where, may_vote, grounds.attended)
        for where, may_vote, grounds in belonging_of(member, [chapter.pk], on=DAY, **options)
    ]


@pytest.fixture
def chapter():
    """It asks for two meetings within twelve months."""
    return ChapterRulesFactory(meetings_needed=2).chapter


def came(member, chapter, *days, **columns):
    for day in days:
        meeting = MeetingFactory(chapter=chapter, held_on=day)
        AttendanceFactory(member=member, meeting=meeting, **columns)


def test_a_chapter_without_rules_asks_for_belonging_alone():
    chapter = ChapterFactory()
    member = MemberFactory()
    member.chapters.add(chapter)

    assert belonging(member, chapter) == [(chapter.pk, True, 0)]
    assert belonging(MemberFactory(), chapter) == []
    assert belonging(member, ChapterFactory()) == []


@pytest.mark.parametrize(
    ("days", "attended", "may_vote"),
    [
        ([], 0, False),
        ([date(2026, 5, 5)], 1, False),
        ([date(2025, 5, 6), date(2026, 5, 5)], 2, True),
        # One day too early, and one too late.
        ([date(2025, 5, 5), date(2026, 5, 5)], 1, False),
        ([date(2026, 5, 5), date(2026, 5, 6)], 1, False),
    ],
)
def test_meetings_of_the_last_months_are_counted(chapter, days, attended, may_vote):
    member = MemberFactory()
    member.chapters.add(chapter)

    came(member, chapter, *days)

    assert belonging(member, chapter) == [(chapter.pk, may_vote, attended)]


def test_meetings_of_other_chapters_and_of_others_do_not_count(chapter):
    member = MemberFactory()
    member.chapters.add(chapter)

    came(member, ChapterFactory(), DAY)
    came(MemberFactory(), chapter, DAY)

    assert belonging(member, chapter) == [(chapter.pk, False, 0)]


def test_who_came_to_meetings_without_belonging_does_not_belong(chapter):
    member = MemberFactory()
    came(member, chapter, date(2026, 5, 1), DAY)

    assert belonging(member, chapter) == []


def test_what_was_recorded_after_the_freeze_does_not_count(chapter):
    member = MemberFactory()
    member.chapters.add(chapter)
    came(member, chapter, date(2026, 4, 1), recorded_at=datetime(2026, 5, 6, 12, tzinfo=UTC))
    came(member, chapter, date(2026, 4, 2), recorded_at=datetime(2026, 5, 6, 11, tzinfo=UTC))

    frozen_at = datetime(2026, 5, 6, 12, tzinfo=UTC)

    assert belonging(member, chapter, recorded_by=frozen_at) == [(chapter.pk, False, 1)]
    assert belonging(member, chapter) == [(chapter.pk, True, 2)]


def test_rows_of_one_person_belong_and_attend_together(chapter):
    person = MemberFactory()
    duplicate = MemberFactory(merged_into=person)
    duplicate.chapters.add(chapter)
    person.chapters.add(chapter)
    meeting = MeetingFactory(chapter=chapter, held_on=DAY)
    AttendanceFactory(member=person, meeting=meeting)
    AttendanceFactory(member=duplicate, meeting=meeting)

    # One meeting, though both rows are on its list.
    assert belonging(duplicate, chapter) == belonging(person, chapter)
    assert belonging(person, chapter) == [(chapter.pk, False, 1)]


def test_rules_hold_from_their_day_on(chapter):
    ChapterRulesFactory(
        chapter=chapter, effective_from=date(2026, 5, 5), meetings_needed=1, within_months=1
    )

    assert asked_by([chapter.pk], date(2026, 5, 4)) == {chapter.pk: Asked(2, date(2025, 5, 5))}
    assert asked_by([chapter.pk], DAY) == {chapter.pk: Asked(1, date(2026, 4, 6))}


def test_attendance_is_worded(chapter):
    member = MemberFactory()
    member.chapters.add(chapter)
    came(member, chapter, DAY)

    [(_, _, grounds)] = belonging_of(member, [chapter.pk], on=DAY)

    assert in_words(grounds) == (
        "This chapter asks for 2 meetings since 6 May 2025; 1 of yours is recorded."
    )
