"""A chapter's staff: the rounds of their chapters, and nothing beyond, whatever they ask for."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.urls import reverse

from endorsements import chapter_staff, custody, rounds
from endorsements.admin.acts import BY_NAME
from endorsements.models import (
    BankQuestion,
    ChapterStaff,
    KeyName,
    LaterState,
    Post,
    Questionnaire,
    RollEntry,
    RollMiss,
    Round,
)
from endorsements.round_acts import stops
from members import proposals
from members.errors import NeedsAnotherPerson
from members.models import Member
from tests.endorsements.admin.staging import button, change_page, digests
from tests.factories.endorsements import (
    AnnouncementFactory,
    BankQuestionFactory,
    ChapterStaffFactory,
    LaterStateFactory,
    PastEndorsementFactory,
    QuestionnaireFactory,
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


def open_in(chapter):
    """A round that takes the ballots of a chapter's three members."""
    voting_round = draft_round(3, chapter=chapter)
    for member in Member.objects.all():
        member.chapters.add(chapter)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    for key in KeyName:
        custody.make_key(voting_round.pk, key)
    return rounds.open_voting(voting_round.pk)


def test_they_confirm_what_is_proposed_of_their_own(limited):
    voting_round, elsewhere = open_in(limited.chapter), ChapterStaffFactory()
    elsewhere.user.user_permissions.set(Permission.objects.all())
    waiting = stops.propose_hold(voting_round, by=StaffFactory(), reason="Odd.")
    assert limited.user in proposals.confirmers(waiting)
    assert elsewhere.user not in proposals.confirmers(waiting)
    with pytest.raises(NeedsAnotherPerson):
        proposals.confirm(waiting.pk, by=elsewhere.user)
    assert Round.objects.get(pk=voting_round.pk).status == "open"

    proposals.confirm(waiting.pk, by=limited.user)

    assert Round.objects.get(pk=voting_round.pk).status == "held"


# What a chapter's staff with every right may look through, and what they may add; of all that is
# not named here they see nothing.
THEIRS = {
    "announcement": True,
    "ballotquestion": False,
    "bankquestion": False,
    "election": False,
    "invitation": False,
    "laterstate": True,
    "office": False,
    "pastendorsement": False,
    "post": False,
    "questionnaire": True,
    "readingmatter": True,
    "recommendation": True,
    "round": True,
}
PROPOSALS = "members_proposal"


def test_every_page_of_the_desk_is_theirs_or_is_not(browser, limited, client):
    statewide = StaffFactory(is_superuser=False)
    statewide.user_permissions.set(Permission.objects.all())
    seen, added, shown_to_all = set(), set(), set()
    pages = {
        f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry
    }
    for name in pages:
        if browser.get(reverse(f"admin:{name}_changelist")).status_code == 200:
            seen.add(name)
        if browser.get(reverse(f"admin:{name}_add")).status_code == 200:
            added.add(name)
    client.force_login(statewide)
    for name in pages:
        if client.get(reverse(f"admin:{name}_changelist")).status_code == 200:
            shown_to_all.add(name)

    assert seen == {f"endorsements_{name}" for name in THEIRS} | {PROPOSALS}
    assert added == {f"endorsements_{name}" for name, may_add in THEIRS.items() if may_add}
    assert shown_to_all >= seen | {"endorsements_observer", "members_member"}


def test_no_row_that_is_everybodys_is_changed_by_them(browser):
    kept, past = BankQuestionFactory(wording="Kept?"), PastEndorsementFactory()
    for model, row in (("bankquestion", kept), ("pastendorsement", past)):
        for page in ("change", "delete"):
            address = reverse(f"admin:endorsements_{model}_{page}", args=[row.pk])
            assert browser.post(address, {"post": "yes", "wording": "X"}).status_code == 403
    assert BankQuestion.objects.get().wording == "Kept?"


def test_questionnaires_of_their_own_are_written_and_everybodys_are_read(browser, limited):
    own = QuestionnaireFactory(title="Ours", chapter=limited.chapter)
    everybodys = QuestionnaireFactory(title="Everybody's")
    strange = QuestionnaireFactory(title="Strange", chapter=ChapterFactory())
    listed = browser.get(reverse("admin:endorsements_questionnaire_changelist"))
    text = listed.content.decode()
    assert ("Ours" in text, "Everybody" in text, "Strange" in text) == (True, True, False)

    def status(one, page, method="get"):
        address = reverse(f"admin:endorsements_questionnaire_{page}", args=[one.pk])
        return getattr(browser, method)(address).status_code

    pages = ("add_questions", "import", "send")
    assert [status(own, page) for page in pages] == [200, 200, 200]
    for one in (everybodys, strange):
        assert [status(one, page) for page in pages] == [403, 403, 403]
    assert [status(one, "change") for one in (own, everybodys, strange)] == [200, 200, 302]
    assert [status(one, "change", "post") for one in (everybodys, strange)] == [403, 302]
    assert [status(one, "import_answers") for one in (everybodys, strange)] == [200, 403]
    stolen = {"title": "Wide", "chapter": "", "sections-TOTAL_FORMS": 0}
    browser.post(reverse("admin:endorsements_questionnaire_add"), stolen)
    assert not Questionnaire.objects.filter(title="Wide").exists()


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
