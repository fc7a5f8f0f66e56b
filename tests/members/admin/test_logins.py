"""Staff see logins and cannot become somebody else."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from members.models import AuditEvent, User
from tests.factories.members import PASSWORD, EmailAddressFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
CHANGES = "admin:members_user_change"
INLINE = {"emailaddress_set-TOTAL_FORMS": "0", "emailaddress_set-INITIAL_FORMS": "0"}


@pytest.fixture
def user():
    return EmailAddressFactory(user__email="ada@example.org", user__password=PASSWORD).user


def save(client, user, **fields):
    return client.post(reverse(CHANGES, args=[user.pk]), INLINE | fields)


def test_staff_bar_a_login(admin_client, user):
    response = save(admin_client, user)

    assert response.status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    event = AuditEvent.objects.get()
    assert (event.action, event.object_label) == ("user.changed", "ada@example.org")


def test_staff_cannot_change_address_or_password(admin_client, user):
    save(admin_client, user, is_active="on", email="eve@example.org", password="x")

    user.refresh_from_db()
    assert (user.email, user.check_password(PASSWORD)) == ("ada@example.org", True)


def test_there_is_no_page_to_set_anothers_password(admin_client, user):
    assert "/password/" not in admin_client.get(reverse(CHANGES, args=[user.pk])).content.decode()


def test_staff_make_a_login_without_a_password(admin_client):
    admin_client.post(
        reverse("admin:members_user_add"), INLINE | {"email": "Bo@example.org", "is_active": "on"}
    )

    user = User.objects.get(email="bo@example.org")
    assert not user.has_usable_password()
    assert not user.emailaddress_set.exists()


def test_only_who_has_all_rights_gives_rights(client, user):
    staff = StaffFactory(is_superuser=False)
    staff.user_permissions.set(permissions("view_user", "change_user"))
    client.force_login(staff)

    save(client, user, is_active="on", is_staff="on", is_superuser="on")

    user.refresh_from_db()
    assert (user.is_active, user.is_staff, user.is_superuser) == (True, False, False)


def test_only_who_has_all_rights_bars_staff(client):
    other = StaffFactory()
    staff = StaffFactory(is_superuser=False)
    staff.user_permissions.set(permissions("view_user", "change_user"))
    client.force_login(staff)

    save(client, other)

    other.refresh_from_db()
    assert other.is_active


def test_only_who_has_all_rights_shapes_a_group(client):
    staff, group = StaffFactory(is_superuser=False), Group.objects.create(name="Committee")
    staff.user_permissions.set(permissions("view_group", "change_group", "delete_group"))
    client.force_login(staff)

    for page in ("change", "delete"):
        address = reverse(f"admin:auth_group_{page}", args=[group.pk])
        assert client.post(address, {"name": "All"}).status_code == 403
    assert client.get(reverse("admin:auth_group_add")).status_code == 403


def test_a_change_of_a_group_leaves_a_trace(admin_client):
    group = Group.objects.create(name="Committee")

    admin_client.post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "Board"})

    event = AuditEvent.objects.get()
    assert (event.action, event.object_label) == ("group.changed", "Board")


def permissions(*codenames):
    return Permission.objects.filter(codename__in=codenames)


def test_nobody_deletes_a_login(admin_client, user):
    assert (
        admin_client.post(reverse("admin:members_user_delete", args=[user.pk])).status_code == 403
    )


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_addresses_are_not_verified_by_hand(admin_client, page):
    address = EmailAddressFactory(verified=False, user=UserFactory())
    arguments = [] if page == "add" else [address.pk]

    response = admin_client.post(
        reverse(f"admin:account_emailaddress_{page}", args=arguments), {"verified": "on"}
    )

    address.refresh_from_db()
    assert (response.status_code, address.verified) == (403, False)


def test_the_list_of_addresses_offers_no_action(admin_client):
    address = EmailAddressFactory(verified=False)

    admin_client.post(
        reverse("admin:account_emailaddress_changelist"),
        {"action": "make_verified", "_selected_action": [address.pk]},
    )

    address.refresh_from_db()
    assert not address.verified


@pytest.mark.parametrize("model", ["members_user", "account_emailaddress"])
def test_lists_take_as_many_queries_for_three_as_for_one(admin_client, model, count_queries):
    EmailAddressFactory()
    with count_queries() as with_one:
        admin_client.get(reverse(f"admin:{model}_changelist"))
    EmailAddressFactory.create_batch(2)

    with count_queries() as with_three:
        response = admin_client.get(reverse(f"admin:{model}_changelist"))

    assert response.status_code == 200
    assert len(with_three) == len(with_one)
