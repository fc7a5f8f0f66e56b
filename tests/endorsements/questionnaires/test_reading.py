from datetime import UTC, datetime, timedelta

import pytest

from endorsements.questionnaires import answering, reading
from endorsements.questionnaires.words import Given, mark_of
from tests.endorsements.questionnaires.asked import (
    answer_all,
    ask,
    let_the_deadline_pass,
    questions_of,
)
from tests.factories.endorsements import CandidateFactory, ContestFactory, RoundFactory

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def contest():
    """Four candidates: one answered, one declined, one wrote half of it, one was not asked."""
    made = ContestFactory(round=RoundFactory(opens_at=NOW - timedelta(hours=1)))
    names = ("Ash", "Birch", "Cedar", "Doe")
    people = [
        CandidateFactory(contest=made, name=name, position=position)
        for position, name in enumerate(names)
    ]
    ash, birch, cedar = ask(*people[:3])
    answer_all(ash)
    answering.decline(birch.pk)
    answer_all(cedar, submits=False)
    return made


def invitations(contest):
    return [one.invitation for one in contest.candidates.exclude(invitation=None)]


def shown(contest, for_members):
    return reading.side_by_side(contest, for_members=for_members, at=datetime.now(UTC))


def test_nothing_is_shown_while_somebody_can_still_answer(contest):
    first, *_ = invitations(contest)
    let_the_deadline_pass(first)

    page = shown(contest, for_members=True)

    assert page.groups == []
    assert page.waits_until is not None
    assert [one.says for one in page.states] == [
        "answered",
        "declined to answer",
        "opened",
        "was not asked",
    ]


def test_everybody_reads_what_is_public_and_nothing_that_was_not_submitted(contest):
    let_the_deadline_pass(*invitations(contest))

    page = shown(contest, for_members=False)

    assert [
        (row.question.wording, [cell.says or cell.state for cell in row.cells])
        for group in page.groups
        for row in group.rows
    ] == [
        (
            "Do you back rent control?",
            ["Yes", "declined to answer", "did not respond", "was not asked"],
        ),
        (
            "What comes first?",
            ["Homes first", "declined to answer", "did not respond", "was not asked"],
        ),
    ]
    assert page.hidden == 1


def test_members_read_more(contest):
    let_the_deadline_pass(*invitations(contest))

    page = shown(contest, for_members=True)

    assert [row.question.visibility for group in page.groups for row in group.rows] == [
        "public",
        "members",
        "public",
    ]
    assert page.hidden == 0


def test_the_public_waits_for_the_date_of_the_round(contest):
    let_the_deadline_pass(*invitations(contest))
    contest.round.answers_public_from = datetime.now(UTC) + timedelta(days=1)

    assert shown(contest, for_members=False).groups == []
    assert shown(contest, for_members=False).public_from == contest.round.answers_public_from
    assert len(shown(contest, for_members=True).groups) == 2


def test_an_undated_draft_is_public_from_no_day():
    draft = RoundFactory.build(opens_at=None, answers_public_from=None)

    assert reading.public_from(draft) is None


def test_disagreement_is_marked_and_open_questions_are_said():
    made = ContestFactory()
    ash, birch = ask(CandidateFactory(contest=made), CandidateFactory(contest=made))
    yes_no = questions_of(ash)[0]
    yes_no_mark = mark_of("yes", "Of course.")
    answer_all(ash)
    answer_all(birch)
    answering.save(birch.pk, {yes_no.pk: Given("no", "", yes_no_mark)})
    let_the_deadline_pass(ash, birch)

    rows = [row for group in shown(made, for_members=True).groups for row in group.rows]

    assert [row.differs for row in rows] == [True, False, False]
    assert reading._cell(ash.candidate, yes_no, None).state == "left this open"


def test_queries_do_not_grow(contest, django_assert_num_queries):
    let_the_deadline_pass(*invitations(contest))
    with django_assert_num_queries(5):
        shown(contest, for_members=True)


def test_asked_contests_are_named(contest):
    assert reading.asked_contests(contest.round) == {contest.key}
    assert reading.asked_contests(RoundFactory()) == set()
