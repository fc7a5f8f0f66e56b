"""A chapter's staff: the rounds of their chapters, and nothing beyond, whatever they ask for."""

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.urls import reverse

from endorsements import chapter_staff, rounds
from endorsements.admin.acts import BY_NAME
from endorsements.models import ChapterStaff, LaterState, Post, RollEntry, RollMiss, Round
from endorsements.round_acts import stops
from members import proposals
from members.errors import NeedsAnotherPerson
from tests.endorsements.admin.staging import button, change_page, digests
from tests.factories.endorsements import (
    AnnouncementFactory,
    ChapterStaffFactory,
    LaterStateFactory,
    draft_round,
    open_round,
    published_round,
)
from tests.factories.members import ChapterFactory, MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def limited():
    """Staff of a chapter with every right in the admin but a superuser's."""
    row = ChapterStaffFactory()
    row.user.user_permissions.set(Permission.objects.all())
    return row


@pytest.fixture
def own(limited):
    return draft_round(3, chapter=limited.chapter, title="Our own round")


@pytest.fixture
def browser(client, limited):
    client.force_login(limited.user)
    return client


def others():
    return [open_round(3, title="Statewide"), draft_round(3, chapter=ChapterFactory())]


def test_who_has_no_chapter_is_statewide(own):
    statewide = StaffFactory(is_superuser=False)
    assert chapter_staff.chapters_of(statewide) is None
    assert chapter_staff.may_touch(statewide, own)
    superuser = StaffFactory()
    ChapterStaff.objects.create(user=superuser, chapter=ChapterFactory())
    assert chapter_staff.may_touch(superuser, own)


def test_staff_are_named_once_for_a_chapter(limited):
    with pytest.raises(IntegrityError, match="chapter_staff_is_named_once_for_a_chapter"):
        ChapterStaffFactory(user=limited.user, chapter=limited.chapter)


def test_the_list_and_the_home_page_show_their_rounds_alone(browser, own):
    others()
    page = browser.get(reverse("admin:endorsements_round_changelist")).content.decode()
    assert "Our own round" in page
    assert "Statewide" not in page
    assert "Statewide" not in browser.get(reverse("admin:index")).content.decode()


def test_no_page_and_no_button_of_another_round_opens(browser):
    strange = others()
    before = digests()
    for voting_round in strange:
        pages = ["preview", "misses", "path"]
        for page in pages:
            address = reverse(f"admin:endorsements_round_{page}", args=[voting_round.pk])
            assert browser.get(address).status_code == 403, page
        for name in BY_NAME:
            assert browser.get(button(voting_round, name)).status_code == 403, name
            answer = browser.post(button(voting_round, name), {"reason": "Mine."})
            assert answer.status_code == 403, name
        for page in ("change", "delete", "history"):
            address = reverse(f"admin:endorsements_round_{page}", args=[voting_round.pk])
            assert browser.get(address).status_code in (302, 403), page
            assert browser.post(address, {"title": "Stolen"}).status_code in (302, 403, 405), page
    assert digests() == before


def test_a_round_of_theirs_opens_and_stays_in_their_chapter(browser, own, limited):
    elsewhere = ChapterFactory()
    page = browser.get(change_page(own)).content.decode()
    assert 'name="chapter"' in page
    assert elsewhere.name not in page.partition('name="chapter"')[2].partition("</select>")[0]
    for stolen in ("", str(elsewhere.pk)):
        browser.post(change_page(own), {"title": "Wide", "chapter": stolen})
        assert Round.objects.get(pk=own.pk).chapter == limited.chapter


def test_announcements_and_marks_of_others_are_not_theirs(browser):
    told = AnnouncementFactory(round=published_round(["ash"] * 3))
    mark = LaterStateFactory(contest=told.round.contests.get())
    for model, row in (("announcement", told), ("laterstate", mark)):
        change = reverse(f"admin:endorsements_{model}_change", args=[row.pk])
        assert browser.get(change).status_code == 302
        listed = browser.get(reverse(f"admin:endorsements_{model}_changelist"))
        assert change not in listed.content.decode()
    assert browser.get(reverse("endorsements:news_preview", args=[told.pk])).status_code == 403
    note = {"whose": f"{mark.contest_id}:ash", "state": "withdrew", "reason": "No."}
    browser.post(reverse("admin:endorsements_laterstate_add"), note)
    assert LaterState.objects.count() == 1
    page = browser.get(reverse("admin:endorsements_announcement_add")).content.decode()
    assert told.round.title not in page


def test_what_members_read_of_other_rounds_is_not_theirs(browser, own):
    strange = open_round(3, title="Statewide")
    contest = strange.contests.get()
    post = Post.objects.create(
        contest=contest, staff=StaffFactory(), text="Hello.", written_on=strange.record_date
    )
    change = reverse("admin:endorsements_post_change", args=[post.pk])
    assert browser.get(change).status_code == 302
    browser.post(change, {"hidden_because": "Mine."})
    assert Post.objects.get().hidden_because == ""
    for model in ("recommendation", "readingmatter"):
        page = browser.get(reverse(f"admin:endorsements_{model}_add")).content.decode()
        offered = page.partition('name="contest"')[2].partition("</select>")[0]
        assert f'value="{contest.pk}"' not in offered
        assert f'value="{own.contests.get().pk}"' in offered
    assert browser.get(reverse("endorsements:paper", args=[strange.slug])).status_code == 404


def test_what_is_proposed_of_other_rounds_they_neither_see_nor_answer(browser, limited):
    statewide = open_round(3)
    waiting = stops.propose_hold(statewide, by=StaffFactory(), reason="Odd.")
    assert limited.user not in proposals.confirmers(waiting)
    assert not proposals.waiting_for(limited.user).exists()
    with pytest.raises(NeedsAnotherPerson):
        proposals.confirm(waiting.pk, by=limited.user)
    with pytest.raises(NeedsAnotherPerson):
        proposals.refuse(waiting.pk, by=limited.user)
    with pytest.raises(NeedsAnotherPerson):
        stops.propose_hold(open_round(3), by=limited.user, reason="Mine.")
    page = reverse("admin:members_proposal_change", args=[waiting.pk])
    assert browser.get(page).status_code in (302, 403, 404)
    assert Round.objects.get(pk=statewide.pk).status == "open"


def test_they_confirm_what_is_proposed_of_their_own(limited):
    voting_round = open_round(3)
    waiting = stops.propose_hold(voting_round, by=StaffFactory(), reason="Odd.")
    ChapterStaff.objects.all().delete()
    assert proposals.why_not(waiting, limited.user) == ""


def test_nobody_takes_their_own_limit_away(browser, limited):
    delete = reverse("admin:endorsements_chapterstaff_delete", args=[limited.pk])
    assert browser.post(delete, {"post": "yes"}).status_code == 403
    assert browser.get(reverse("admin:endorsements_chapterstaff_changelist")).status_code == 403
    assert ChapterStaff.objects.filter(pk=limited.pk).exists()


def test_the_members_of_the_chapter_alone_are_on_its_roll():
    chapter = ChapterFactory()
    voting_round = draft_round(5, chapter=chapter)
    everybody = list(RollEntry.objects.none()) or list(MemberFactory._meta.model.objects.all())
    for member in everybody[:3]:
        member.chapters.add(chapter)
    scheduled = rounds.schedule(voting_round.pk, by=StaffFactory())

    on_it = set(RollEntry.objects.filter(round=voting_round).values_list("member", flat=True))
    assert on_it == {member.pk for member in everybody[:3]}
    assert scheduled.definition["chapter"] == chapter.name
    assert not RollMiss.objects.filter(round=voting_round, member__in=everybody[3:]).exists()
    with pytest.raises(Exception, match="frozen when it is scheduled"):
        Round.objects.filter(pk=voting_round.pk).update(chapter=None)
