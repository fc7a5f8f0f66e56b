import csv
import io

import pytest

from endorsements.chapter_staff import rounds_of
from endorsements.models import Answer, Round
from endorsements.questionnaires import exchange
from tests.endorsements.questionnaires.asked import answer_all, ask
from tests.factories.endorsements import CandidateFactory, ChapterStaffFactory, RoundFactory
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def rows_of(invitation, rounds=None):
    rounds = Round.objects.all() if rounds is None else rounds
    lines = exchange.answers_csv(invitation.questionnaire, rounds)
    return list(csv.reader(io.StringIO("".join(lines))))[1:]


def test_answers_go_out_harmless_and_only_when_submitted():
    first, second = ask(CandidateFactory(name="=Ash"), CandidateFactory(name="Birch"))
    answer_all(first)
    answer_all(second, submits=False)
    by = StaffFactory(email="desk@example.org")
    Answer.objects.filter(value="yes").update(entered_by=by)

    rows = rows_of(first)

    assert [row[2:4] + row[6:8] for row in rows] == [
        ["'=Ash", "answered", "Yes", "Of course."],
        ["'=Ash", "answered", "4 of 5 (1: not at all; 5: very)", ""],
        ["'=Ash", "answered", "Homes first", ""],
        ["Birch", "opened", "", ""],
    ]
    assert [row[9].startswith(str(by)) for row in rows] == [True, False, False, False]


def test_a_chapters_staff_take_out_the_answers_of_their_own_rounds_alone():
    staff = ChapterStaffFactory()
    own = CandidateFactory(name="Ash", contest__round=RoundFactory(chapter=staff.chapter))
    first, _ = ask(own, CandidateFactory(name="Birch"))

    assert [row[2] for row in rows_of(first, rounds_of(staff.user))] == ["Ash"]
