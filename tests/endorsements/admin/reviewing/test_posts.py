"""Moderators see what was reported, hide a post with a reason, and change nobody's words."""

import pytest
from django.urls import reverse

from endorsements.models import Post
from endorsements.reviewing import discussing
from members.models import AuditEvent
from tests.endorsements.views.voters import user_of
from tests.factories.endorsements import entries, open_round

pytestmark = pytest.mark.django_db
LIST = reverse("admin:endorsements_post_changelist")
NO_REPORTS = {
    "reports-TOTAL_FORMS": "0",
    "reports-INITIAL_FORMS": "0",
    "reports-MIN_NUM_FORMS": "0",
    "reports-MAX_NUM_FORMS": "0",
}


@pytest.fixture
def posts():
    voting_round = open_round(2)
    contest = voting_round.contests.get()
    made = []
    for entry, text in zip(entries(voting_round), ["Rude words", "Fair words"], strict=True):
        made.append(discussing.post(contest.pk, text, by=user_of(entry), member=entry.member))
    discussing.report(made[0].pk, "It is rude.", member=entries(voting_round)[1].member)
    return made


def change(post):
    return reverse("admin:endorsements_post_change", args=[post.pk])


def test_reported_posts_are_found(staff, posts):
    reported = staff.get(LIST, {"reported": "yes"}).content.decode()
    assert "Rude words" in reported
    assert "Fair words" not in reported
    others = staff.get(LIST, {"reported": "no"}).content.decode()
    assert "Rude words" not in others
    assert "Fair words" in staff.get(LIST).content.decode()
    assert "It is rude." in staff.get(change(posts[0])).content.decode()


def test_a_post_is_hidden_with_a_reason_and_its_words_stay(staff, posts):
    sent = NO_REPORTS | {"hidden_because": "Rude.", "text": "Changed"}
    staff.post(change(posts[0]), sent)
    staff.post(change(posts[0]), sent)
    row = Post.objects.get(pk=posts[0].pk)
    assert (row.hidden_because, row.text) == ("Rude.", "Rude words")
    assert AuditEvent.objects.filter(action="post.hidden").count() == 1


def test_nothing_is_added_or_deleted(staff, posts):
    assert staff.get(reverse("admin:endorsements_post_add")).status_code == 403
    delete = reverse("admin:endorsements_post_delete", args=[posts[0].pk])
    assert staff.post(delete, {"post": "yes"}).status_code == 403
    assert Post.objects.count() == 2
