"""What the database refuses of the discussion, whatever wrote it."""

from datetime import date

import pytest
from django.db import IntegrityError

from endorsements.models import Post, PostReport, Reaction
from tests.factories.endorsements import close, draft_round, entries, open_round
from tests.factories.members import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


def post(contest, **fields):
    given = {"text": "x", "written_on": DAY, "member": MemberFactory()} | fields
    return Post.objects.create(contest=contest, **given)


def refused(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def contest():
    return open_round(1).contests.get()


def test_a_post_is_by_a_member_or_by_staff(contest):
    with refused("post_is_by_a_member_or_by_staff"):
        post(contest, staff=StaffFactory())


def test_a_post_is_by_somebody(contest):
    with refused("post_is_by_a_member_or_by_staff"):
        post(contest, member=None)


@pytest.mark.parametrize("fields", [{"text": ""}, {"is_taken_back": True}])
def test_a_post_says_something_until_it_is_taken_back(contest, fields):
    with refused("post_says_something_until_taken_back"):
        post(contest, **fields)


@pytest.mark.parametrize("fields", [{"text": "y"}, {"member": None}, {"contest": None}])
def test_a_post_is_not_rewritten(contest, fields):
    row = post(contest)
    assert str(row) == f"post {row.pk} on Governor"
    if "contest" in fields:
        fields = {"contest": draft_round(1).contests.get()}
    with refused("post_is_not_rewritten"):
        Post.objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize("is_draft", [True, False])
def test_a_discussion_is_closed_with_the_round(contest, is_draft):
    if is_draft:
        contest = draft_round(1).contests.get()
    else:
        close(contest.round)
    with refused("discussion_is_closed_with_the_round"):
        post(contest)


def test_an_answer_is_one_level_deep(contest):
    answer = post(contest, parent=post(contest))
    with refused("answer_is_one_level_deep"):
        post(contest, parent=answer)


def test_an_answer_is_in_the_contest_of_its_post(contest):
    other = post(open_round(1).contests.get())
    with refused("answer_is_one_level_deep"):
        post(contest, parent=other)


def test_a_member_reacts_once_in_a_way(contest):
    row = {"post": post(contest), "member": entries(contest.round)[0].member, "kind": "thanks"}
    Reaction.objects.create(**row)
    with refused("reaction_once_for_a_member"):
        Reaction.objects.create(**row)


def test_a_reaction_is_known(contest):
    with refused("reaction_is_known"):
        Reaction.objects.create(post=post(contest), member=MemberFactory(), kind="love")


def test_a_post_is_reported_once_by_a_member(contest):
    row = {"post": post(contest), "member": MemberFactory(), "because": "Rude."}
    assert str(PostReport.objects.create(**row)) == f"report of post {row['post'].pk}"
    with refused("post_reported_once_by_a_member"):
        PostReport.objects.create(**row)


def test_a_report_says_why(contest):
    with refused("report_says_why"):
        PostReport.objects.create(post=post(contest), member=MemberFactory(), because="")
