"""Staff enter meetings with those who came, and what chapters ask."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from members.models import Attendance, ChapterRules
from tests.factories.members import (
    AttendanceFactory,
    ChapterFactory,
    ChapterRulesFactory,
    MeetingFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db
RULES = reverse("admin:members_chapterrules_add")


@pytest.fixture(autouse=True)
def fifth_of_may():
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


def rules(chapter, day: str) -> dict[str, str]:
    return {
        "chapter": str(chapter.pk),
        "effective_from": day,
        "meetings_needed": "3",
        "within_months": "12",
    }


def test_staff_enter_a_meeting_with_those_who_came(admin_client):
    chapter, member = ChapterFactory(), MemberFactory()

    admin_client.post(
        reverse("admin:members_meeting_add"),
        {
            "chapter": str(chapter.pk),
            "held_on": "2026-05-04",
            "title": "Potluck",
            "attendance-TOTAL_FORMS": "1",
            "attendance-INITIAL_FORMS": "0",
            "attendance-0-member": str(member.pk),
        },
    )

    came = Attendance.objects.get()
    assert (came.member, came.meeting.title, came.meeting.chapter) == (member, "Potluck", chapter)


def test_the_first_rules_of_each_chapter_may_begin_in_the_past(admin_client):
    for chapter in (ChapterFactory(), ChapterFactory()):
        admin_client.post(RULES, rules(chapter, "2026-01-01"))

    assert ChapterRules.objects.count() == 2


def test_later_rules_of_a_chapter_are_of_days_to_come(admin_client):
    chapter = ChapterRulesFactory().chapter

    refused = admin_client.post(RULES, rules(chapter, "2026-05-05"))
    admin_client.post(RULES, rules(chapter, "2026-05-06"))

    assert "Rules take effect on a day to come" in refused.content.decode()
    assert sorted(ChapterRules.objects.values_list("effective_from", flat=True)) == [
        date(2020, 1, 1),
        date(2026, 5, 6),
    ]


def test_rules_of_a_chapter_in_force_are_not_changed(admin_client):
    one = ChapterRulesFactory()

    answer = admin_client.post(
        reverse("admin:members_chapterrules_change", args=[one.pk]),
        rules(one.chapter, "2026-06-01"),
    )

    assert answer.status_code == 403
    assert ChapterRules.objects.get().effective_from == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("make", "name"), [(MeetingFactory, "meeting"), (ChapterRulesFactory, "chapterrules")]
)
def test_lists_take_as_many_queries_whatever_their_length(
    admin_client, make, name, django_assert_max_num_queries
):
    address = reverse(f"admin:members_{name}_changelist")
    make()
    admin_client.get(address)
    with django_assert_max_num_queries(40) as few:
        admin_client.get(address)
    make.create_batch(2)
    with django_assert_max_num_queries(len(few.captured_queries)):
        admin_client.get(address)


def test_the_list_says_how_many_came(admin_client):
    meeting = AttendanceFactory().meeting
    AttendanceFactory(meeting=meeting)

    page = admin_client.get(reverse("admin:members_meeting_changelist"))

    assert [one.came for one in page.context["cl"].result_list] == [2]
