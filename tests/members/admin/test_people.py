"""Members with addresses, ledger and standing."""

from datetime import date

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.admin import MemberAdmin
from members.models import AuditEvent, Look, Member, OutboxMail
from members.models.people import FORMER
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NO_ROWS = {"addresses-TOTAL_FORMS": "0", "addresses-INITIAL_FORMS": "0"}
ADA = {"name": "Ada", "town": "Natick", "joined_on": "2026-01-01"}


@time_machine.travel("2026-05-05T16:00:00Z")
def test_a_members_page_shows_standing_and_ledger(admin_client):
    paid = ContributionFactory(amount_cents=123_00)

    page = admin_client.get(
        reverse("admin:members_member_change", args=[paid.member_id])
    ).content.decode()

    assert "In good standing. Dues of $123 on 3 March 2026 cover until 3 March 2027." in page
    assert "$123.00" in page


@time_machine.travel("2026-05-05T16:00:00Z")
def test_a_members_page_says_why_not(admin_client):
    member = MemberFactory()

    page = admin_client.get(
        reverse("admin:members_member_change", args=[member.pk])
    ).content.decode()

    assert "Not in good standing. No dues are recorded for you." in page


def test_staff_add_a_member_with_an_address(admin_client):
    rows = {"addresses-TOTAL_FORMS": "1", "addresses-0-email": "Ada@Example.org"}

    response = admin_client.post(reverse("admin:members_member_add"), NO_ROWS | ADA | rows)

    assert response.status_code == 302
    member = Member.objects.get()
    assert (member.name, member.town, member.joined_on) == ("Ada", "Natick", date(2026, 1, 1))
    assert [str(address) for address in member.addresses.all()] == ["ada@example.org"]
    assert AuditEvent.objects.get().action == "member.added"


def address_rows(member, *emails, **changes):
    """The form's rows: the member's stored addresses, then new ones."""
    stored = list(member.addresses.all())
    rows = NO_ROWS | {
        "addresses-TOTAL_FORMS": str(len(stored) + len(emails)),
        "addresses-INITIAL_FORMS": str(len(stored)),
    }
    for number, address in enumerate(stored):
        rows |= {f"addresses-{number}-id": address.pk, f"addresses-{number}-member": member.pk}
    for number, email in enumerate(emails, start=len(stored)):
        rows[f"addresses-{number}-email"] = email
    return rows | changes


def save(client, member, rows):
    return client.post(reverse("admin:members_member_change", args=[member.pk]), ADA | rows)


@pytest.fixture
def ada():
    return MemberAddressFactory(email="ada@example.org", member__name="Ada").member


def test_nobody_alone_adds_an_address_to_who_is_here_already(admin_client, ada):
    save(admin_client, ada, address_rows(ada, "eve@example.org"))

    assert [str(address) for address in ada.addresses.all()] == ["ada@example.org"]
    assert not OutboxMail.objects.exists()


def add_with(client, *emails):
    rows = {f"addresses-{number}-email": email for number, email in enumerate(emails)}
    count = {"addresses-TOTAL_FORMS": str(len(emails))}
    return client.post(reverse("admin:members_member_add"), NO_ROWS | ADA | count | rows)


def test_an_address_given_twice_is_refused_in_words(admin_client):
    response = add_with(admin_client, "bo@example.org", "Bo@example.org")

    assert "correct the duplicate" in response.content.decode()
    assert not Member.objects.exists()


def test_nobody_new_gets_an_address_of_whoever_adds_them(client):
    own = EmailAddressFactory(user=StaffFactory())
    client.force_login(own.user)

    html = add_with(client, own.email.upper()).content.decode()

    assert "own log-in: two others of the staff have to add it." in html
    assert not Member.objects.exists()


def test_nobody_new_gets_an_address_of_somebody_else(admin_client, ada):
    html = add_with(admin_client, "Ada@example.org").content.decode()

    assert "This is an address of Ada, Natick. Save the new entry without it" in html
    assert Member.objects.get() == ada


def test_chapters_that_staff_change_are_on_the_trail_by_name(admin_client, ada):
    ada.chapters.add(ChapterFactory(name="Natick"))
    other = ChapterFactory(name="Lowell")

    save(admin_client, ada, address_rows(ada, chapters=other.pk))

    event = AuditEvent.objects.get(action="member.chapters_changed")
    assert event.detail == {"added": ["Lowell"], "removed": ["Natick"]}


def test_chapters_that_stay_leave_no_such_line(admin_client, ada):
    save(admin_client, ada, address_rows(ada))

    assert not AuditEvent.objects.filter(action="member.chapters_changed").exists()


def test_a_stored_address_is_not_changed(admin_client, ada):
    rows = address_rows(ada, **{"addresses-0-email": "eve@example.org"})

    save(admin_client, ada, rows)

    assert [str(address) for address in ada.addresses.all()] == ["ada@example.org"]


def test_a_member_is_told_of_an_address_removed(admin_client, ada):
    save(admin_client, ada, address_rows(ada, **{"addresses-0-DELETE": "on"}))

    assert not ada.addresses.exists()
    mail = OutboxMail.objects.get()
    assert (mail.to, "removed: ada@example.org" in mail.body) == ("ada@example.org", True)


def test_nobody_is_told_when_no_address_changes(admin_client, ada):
    save(admin_client, ada, address_rows(ada))

    assert not OutboxMail.objects.exists()


def test_a_member_with_a_ledger_is_not_deleted(admin_client):
    member = ContributionFactory().member

    admin_client.post(reverse("admin:members_member_delete", args=[member.pk]), {"post": "yes"})

    assert Member.objects.get() == member


def test_deleting_a_chapter_leaves_a_trace(admin_client):
    chapter = ChapterFactory(name="Natick")

    admin_client.post(reverse("admin:members_chapter_delete", args=[chapter.pk]), {"post": "yes"})

    event = AuditEvent.objects.get()
    assert (event.action, event.object_label) == ("chapter.deleted", "Natick")


def test_members_are_found_by_address(admin_client):
    MemberFactory(name="Bo Nobody")
    MemberAddressFactory(email="ada@example.org", member__name="Ada Somebody")

    page = admin_client.get(
        reverse("admin:members_member_changelist"), {"q": "ada@example.org"}
    ).content.decode()

    assert ("Ada Somebody" in page, "Bo Nobody" in page) == (True, False)


def change_page(member):
    return reverse("admin:members_member_change", args=[member.pk])


def shown(client, member, **asked):
    return client.get(change_page(member), asked).content.decode()


@time_machine.travel("2026-05-05T16:00:00Z")
def test_a_members_page_says_why_on_another_day(admin_client):
    paid = ContributionFactory()

    page = shown(admin_client, paid.member, on="2027-05-05")

    assert "On 5 May 2027: not in good standing. Your dues lapsed on 3 March 2027" in page


def test_what_is_no_day_is_refused_in_words(admin_client):
    page = shown(admin_client, MemberFactory(), on="soon")

    assert "This is no day; write it as in 2026-05-05." in page


@time_machine.travel("2026-05-05T16:00:00Z")
def test_a_members_page_shows_what_was_paid_under_a_duplicate(admin_client):
    member = MemberFactory()
    ContributionFactory(member=MemberFactory(name="A. Byron", merged_into=member))

    page = shown(admin_client, member)

    assert "In good standing. Dues of $120 on 3 March 2026 cover until 3 March 2027." in page
    assert "under A. Byron, Natick" in page
    assert "Undo this merge" in page


def test_a_duplicates_page_leads_to_the_person(admin_client):
    member = MemberFactory()
    twin = MemberFactory(merged_into=member)

    assert admin_client.get(change_page(twin)).url == change_page(member)


def test_lists_leave_duplicates_out_and_find_the_person_by_them(admin_client):
    member = MemberFactory(name="Ada")
    MemberFactory(name="Byron", merged_into=member)

    page = admin_client.get(reverse("admin:members_member_changelist"), {"q": "byron"})

    assert list(page.context["cl"].result_list) == [member]


@time_machine.travel("2026-05-05T16:00:00Z")
def test_the_list_shows_how_everybody_stands_today(admin_client):
    good = ContributionFactory(member__name="1 good").member
    ContributionFactory(
        member=MemberFactory(merged_into=MemberFactory(name="2 by a duplicate")),
    )
    ContributionFactory(member__name="3 grace", received_on=date(2025, 4, 20))
    ContributionFactory(member__name="4 waiting", received_on=date(2026, 5, 1))
    ContributionFactory(member__name="5 lapsed", received_on=date(2024, 1, 1))
    MemberFactory(name="6 never")

    page = admin_client.get(reverse("admin:members_member_changelist"))

    people = page.context["cl"].result_list
    assert people[0] == good
    assert [person.standing_today for person in people] == [
        "good",
        "good",
        "grace",
        "waiting",
        "lapsed",
        "never covered",
    ]


@time_machine.travel("2026-05-05T16:00:00Z")
@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("good", ["1 good", "2 by a duplicate"]),
        ("grace", ["3 grace"]),
        ("waiting", ["4 waiting"]),
        ("lapsed", ["5 lapsed"]),
        ("left", [FORMER]),
        ("never covered", ["7 never", "8 gave"]),
        ("anything", ["1", "2", "3", "4", "5", "7", "8", FORMER]),
    ],
)
def test_the_list_is_filtered_by_standing_as_its_column_says(admin_client, word, names):
    ContributionFactory(member__name="1 good")
    ContributionFactory(member=MemberFactory(merged_into=MemberFactory(name="2 by a duplicate")))
    ContributionFactory(member__name="3 grace", received_on=date(2025, 4, 20))
    ContributionFactory(member__name="4 waiting", received_on=date(2026, 5, 1))
    ContributionFactory(member__name="5 lapsed", received_on=date(2024, 1, 1))
    ContributionFactory(
        member=MemberFactory(name=FORMER, town="", left_on=date(2026, 5, 1)),
    )
    MemberFactory(name="7 never")
    ContributionFactory(member__name="8 gave", kind="gift")

    page = admin_client.get(reverse("admin:members_member_changelist"), {"standing": word, "q": ""})

    people = page.context["cl"].result_list
    assert [one.name[: len(name)] for one, name in zip(people, names, strict=True)] == names
    if word != "anything":
        assert {one.standing_today for one in people} == {word}


def test_saving_a_form_does_not_undo_a_merge_that_came_between(admin_client, ada):
    twin = MemberFactory(name="Ada")
    Member.objects.filter(pk=twin.pk).update(merged_into=ada)
    stale = Member(pk=twin.pk, name="New", town="", joined_on=date(2026, 1, 1))
    MemberAdmin(Member, admin.site).save_model(None, stale, None, change=True)

    twin.refresh_from_db()
    assert (twin.name, twin.merged_into) == ("New", ada)


def test_who_may_not_see_the_ledger_or_the_looks_does_not(client):
    staff = UserFactory(is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="view_member"))
    client.force_login(staff)

    page = shown(client, ContributionFactory().member)

    assert "$120.00" not in page
    assert "Who looked" not in page
    assert "Merge with" not in page


def test_opening_a_page_is_kept_and_shown(admin_client):
    member = MemberFactory()
    shown(admin_client, member)

    page = shown(admin_client, member)

    assert Look.objects.at_person(member).count() == 2
    assert page.count("Page of a person") == 1  # the one before


def test_searching_is_kept_with_the_words(admin_client):
    admin_client.get(reverse("admin:members_member_changelist"))
    admin_client.get(reverse("admin:members_member_changelist"), {"q": " ada "})

    assert [(look.page, look.term) for look in Look.objects.all()] == [("search", "members: ada")]


def test_a_list_that_is_narrowed_to_somebody_is_kept_and_one_that_is_turned_is_not(admin_client):
    member = MemberFactory()
    people = reverse("admin:members_member_changelist")
    entries = reverse("admin:members_contribution_changelist")
    admin_client.get(people, {"o": "1", "p": "0"})
    admin_client.get(people, {"id__exact": member.pk})
    admin_client.get(entries, {"member__id__exact": member.pk, "q": "ada"})

    assert [look.term for look in Look.objects.order_by("pk")] == [
        f"members: id__exact={member.pk}",
        f"contributions: ada, member__id__exact={member.pk}",
    ]


@pytest.mark.parametrize("answers", [{}, {"name": ""}])
def test_a_change_is_no_look_but_a_refused_form_is(admin_client, ada, answers):
    save(admin_client, ada, address_rows(ada) | answers)

    assert Look.objects.count() == (1 if answers else 0)


def test_a_members_page_takes_as_many_queries_for_three_entries_as_for_one(
    admin_client, count_queries
):
    member = ContributionFactory().member
    with count_queries() as with_one:
        shown(admin_client, member)
    for _ in range(2):
        ContributionFactory(member=member)
        ContributionFactory(member=MemberFactory(merged_into=member))

    with count_queries() as with_more:
        shown(admin_client, member)

    assert len(with_more) == len(with_one)


@pytest.mark.parametrize("model", ["member", "chapter"])
def test_lists_take_as_many_queries_for_three_as_for_one(admin_client, model, count_queries):
    MemberFactory().chapters.set([ChapterFactory()])
    with count_queries() as with_one:
        admin_client.get(reverse(f"admin:members_{model}_changelist"))
    for _ in range(2):
        MemberFactory().chapters.set([ChapterFactory()])

    with count_queries() as with_three:
        response = admin_client.get(reverse(f"admin:members_{model}_changelist"))

    assert response.status_code == 200
    assert len(with_three) == len(with_one)


def test_finding_a_member_in_the_box_of_another_page_is_a_look(admin_client):
    MemberAddressFactory(email="ada@example.org")
    box = {"app_label": "members", "model_name": "attendance", "field_name": "member"}

    found = admin_client.get(reverse("admin:autocomplete"), box | {"term": "ada@example.org"})

    assert len(found.json()["results"]) == 1
    assert Look.objects.get().term == "members: ada@example.org"
