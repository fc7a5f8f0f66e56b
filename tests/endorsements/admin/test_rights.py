"""Who may do what in the admin: staff with rights, staff with few, members, everybody else."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from endorsements import models
from endorsements.admin.acts import BY_NAME
from endorsements.models import Round
from members.models import AuditEvent
from tests.endorsements.admin.forms_sent import form_of
from tests.endorsements.admin.staging import IN_STATUS, TICKS, button, change_page, digests
from tests.factories.endorsements import draft_round, open_round, scheduled_round
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:endorsements_round_changelist")
ADD = reverse("admin:endorsements_round_add")


def preview_page(voting_round):
    return reverse("admin:endorsements_round_preview", args=[voting_round.pk])


@pytest.fixture
def staff_who_may(client):
    def log_in(*rights):
        user = UserFactory(is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=rights))
        client.force_login(user)
        return client

    return log_in


def test_nothing_of_a_ballot_is_in_the_admin():
    registered = {
        model for model in admin.site._registry if model._meta.app_label == "endorsements"
    }

    assert registered == {
        models.Announcement,
        models.BallotQuestion,
        models.BankQuestion,
        models.ChapterStaff,
        models.Election,
        models.Invitation,
        models.Questionnaire,
        models.LaterState,
        models.Observer,
        models.Office,
        models.PastEndorsement,
        models.Post,
        models.Questionnaire,
        models.ReadingMatter,
        models.Recommendation,
        models.Round,
    }


def test_who_may_only_look_is_refused_every_button(staff_who_may):
    voting_round = open_round(3)
    client = staff_who_may("view_round")
    before = digests()
    for name in BY_NAME:
        assert client.get(button(voting_round, name)).status_code == 403
        assert client.post(button(voting_round, name), {"reason": "Storm."}).status_code == 403
    assert digests() == before


def test_who_may_only_look_sees_the_round_without_buttons_and_cannot_save(staff_who_may):
    voting_round = draft_round(3, records_minimum=1)
    client = staff_who_may("view_round")
    page = client.get(change_page(voting_round)).content.decode()
    answer = client.post(change_page(voting_round), {"title": "Stolen"})

    assert "Nothing bars scheduling." in page
    assert "/do/" not in page
    assert client.get(preview_page(voting_round)).status_code == 200
    assert answer.status_code == 403
    assert Round.objects.get().title == voting_round.title


def test_the_right_to_change_rounds_is_enough_for_all_of_a_round(staff_who_may):
    voting_round = draft_round(3)
    client = staff_who_may("change_round")
    sent = form_of(client.get(change_page(voting_round)))
    client.post(change_page(voting_round), sent | {"contests-0-candidates-0-name": "Aspen"})
    client.post(button(voting_round, "schedule"), TICKS)

    voting_round.refresh_from_db()
    assert voting_round.status == "scheduled"
    assert voting_round.contests.get().candidates.filter(name="Aspen").exists()


def test_who_may_add_rounds_adds_contests_with_them(staff_who_may):
    client = staff_who_may("add_round", "view_round")
    sent = form_of(client.get(ADD)) | {
        "title": "A",
        "contests-0-office": "Mayor",
        "contests-0-candidates-0-name": "Jo",
    }
    answer = client.post(ADD, sent)

    voting_round = Round.objects.get()
    assert str(voting_round.contests.get()) == "Mayor"
    assert answer.url == change_page(voting_round)
    assert client.get(button(voting_round, "schedule")).status_code == 403


@pytest.mark.parametrize("rights", [[], ["change_member"]])
def test_staff_without_a_right_to_rounds_see_nothing_of_them(staff_who_may, rights):
    voting_round = open_round(3)
    client = staff_who_may(*rights)

    for page in (LIST, ADD, change_page(voting_round), preview_page(voting_round)):
        assert client.get(page).status_code == 403
    home = client.get(reverse("admin:index")).content.decode()
    assert voting_round.title not in home


@pytest.mark.parametrize("who", ["a member", "nobody"])
def test_others_are_refused_or_asked_to_log_in(client, who):
    voting_round = open_round(3)
    if who == "a member":
        client.force_login(UserFactory())
    before = digests()
    pages = [LIST, ADD, change_page(voting_round), preview_page(voting_round)]
    pages += [button(voting_round, name) for name in BY_NAME]
    for page in pages:
        for answer in (client.get(page), client.post(page, {"reason": "Storm."})):
            if who == "a member":
                assert answer.status_code == 403
            else:
                assert answer.status_code == 302
                assert answer.url.startswith("/accounts/login/?next=/admin/")
    assert digests() == before


def test_a_draft_may_be_deleted_and_leaves_an_event(staff):
    voting_round = draft_round(3)
    page = reverse("admin:endorsements_round_delete", args=[voting_round.pk])
    staff.post(page, {"post": "yes"})

    assert not Round.objects.exists()
    event = AuditEvent.objects.get(action="round.deleted")
    assert (event.actor_label, event.object_label) == ("staff@example.org", voting_round.title)


@pytest.mark.parametrize("status", [status for status in IN_STATUS if status != "draft"])
def test_no_other_round_can_be_deleted(staff, status):
    voting_round = IN_STATUS[status]()
    page = reverse("admin:endorsements_round_delete", args=[voting_round.pk])
    before = digests()

    assert staff.post(page, {"post": "yes"}).status_code == 403
    assert page not in staff.get(change_page(voting_round)).content.decode()
    assert digests() == before


def test_a_draft_whose_keys_are_not_destroyed_yet_is_kept(staff):
    voting_round = scheduled_round(3)
    staff.post(button(voting_round, "unschedule"))
    page = reverse("admin:endorsements_round_delete", args=[voting_round.pk])

    assert staff.post(page, {"post": "yes"}).status_code == 403
    assert Round.objects.get().status == "draft"


def test_rounds_are_not_deleted_by_the_list(staff):
    voting_round = draft_round(3)
    chosen = {"action": "delete_selected", "_selected_action": [voting_round.pk], "post": "yes"}
    staff.post(LIST, chosen)

    assert Round.objects.exists()
    assert "delete_selected" not in staff.get(LIST).content.decode()
