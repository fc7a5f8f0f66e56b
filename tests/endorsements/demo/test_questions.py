from datetime import UTC, datetime

import pytest

from endorsements.demo import logins, questions
from endorsements.demo.scripts import script
from endorsements.demo.staging import stage_draft
from endorsements.models import Contest, Invitation
from endorsements.questionnaires.reading import side_by_side
from tests.factories.members import ChapterFactory, StaffFactory

pytestmark = pytest.mark.django_db


def test_the_demo_has_answers_to_read_and_links_to_try():
    plan = script("open")
    for name in {one.chapter for one in plan.contests if one.chapter}:
        ChapterFactory(name=name)
    StaffFactory(email=logins.STAFF)
    voting_round = stage_draft(plan)

    questions.ask(voting_round)
    questions.ask(voting_round)

    assert Invitation.objects.count() == 7
    senate = Contest.objects.get(round=voting_round, key="senate")
    page = side_by_side(senate, for_members=True, at=datetime.now(UTC))
    assert sorted(one.says for one in page.states) == ["answered", "answered", "declined to answer"]
    assert [row.differs for group in page.groups for row in group.rows] == [
        False,
        True,
        False,
        False,
        False,
    ]
    school = Contest.objects.get(round=voting_round, key="school-committee")
    page = side_by_side(school, for_members=True, at=datetime.now(UTC))
    assert sorted(one.says for one in page.states) == ["answered", "did not respond"]
    cells = [row.cells for group in page.groups for row in group.rows]
    assert all(any(cell.entered_on for cell in row) for row in cells)
    assert Invitation.objects.filter(due_at__gt=datetime.now(UTC), state="invited").count() == 2
