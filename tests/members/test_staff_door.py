"""Nobody enters the staff desk without a second factor, whichever way they try."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import get_resolver, reverse

from members.models import User
from members.staff_door import SET_ONE_UP
from tests.factories.members import PASSWORD
from tests.members.logging_in import code_now, give_code, give_password, log_in, person

pytestmark = pytest.mark.django_db
DESK = "/admin/"
RIGHTS = {"is_staff": True, "is_superuser": True}


@pytest.fixture(autouse=True)
def no_rate_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def every_page_of_the_admin() -> list[str]:
    """Those that need no number of a row, the log-in page among them."""
    names = [f"admin:{name}" for name in ("index", "login", "logout", "password_change", "jsi18n")]
    for model in admin.site._registry:
        names += [
            f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
            for page in ("changelist", "add")
        ]
    return [reverse(name) for name in names]


def test_staff_enter_with_password_and_app(client):
    staff = person(app=True, **RIGHTS)

    answer = give_password(client, staff, next=DESK)
    assert answer.url == reverse("mfa_authenticate")
    assert client.get(DESK).status_code == 302
    give_code(client, code_now())

    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_a_factor_are_led_to_setting_one_up(client, method):
    log_in(client, person(**RIGHTS))

    for page in every_page_of_the_admin():
        answer = getattr(client, method)(page)
        assert (page, answer.status_code, answer["Location"]) == (page, 302, reverse("mfa_index"))
    assert SET_ONE_UP in client.get(reverse("mfa_index")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_who_sets_an_app_up_is_in_at_once(client):
    log_in(client, person(**RIGHTS))
    page = reverse("mfa_activate_totp")
    secret = client.get(page).context["form"].secret

    answer = client.post(page, {"code": code_now(secret=secret)})

    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.get(DESK).status_code == 200


def test_a_session_from_before_the_factor_is_asked_for_it(client):
    staff = person(**RIGHTS)
    log_in(client, staff)
    elsewhere = type(client)()
    log_in(elsewhere, staff)
    page = reverse("mfa_activate_totp")
    secret = elsewhere.get(page).context["form"].secret
    elsewhere.post(page, {"code": code_now(secret=secret)})

    answer = client.get(DESK)

    assert answer.url == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2F"
    code = code_now(secret=secret, steps=1)
    again = client.post(answer.url, {"code": code, "next": DESK})
    assert again.url == DESK
    assert client.get(DESK).status_code == 200


def test_a_session_from_before_somebody_became_staff_is_asked_for_a_factor(client):
    member = person()
    log_in(client, member)
    assert client.get(DESK).status_code == 403

    User.objects.update(is_staff=True, is_superuser=True)

    assert client.get(DESK).url == reverse("mfa_index")


def test_a_factor_that_is_taken_away_closes_the_door(client):
    staff = person(app=True, **RIGHTS)
    log_in(client, staff)
    assert client.get(DESK).status_code == 200

    Authenticator.objects.all().delete()

    assert client.get(DESK).url == reverse("mfa_index")


def test_recovery_codes_alone_are_no_factor(client):
    staff = person(app=True, **RIGHTS)
    log_in(client, staff)
    client.get(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_generate_recovery_codes"))
    Authenticator.objects.filter(type="totp").delete()

    assert Authenticator.objects.get().type == "recovery_codes"
    assert client.get(DESK).url == reverse("mfa_index")


@pytest.mark.parametrize("is_staff", [True, False])
def test_the_password_alone_opens_nothing_at_the_admins_own_log_in(client, is_staff):
    user = person(app=True, is_staff=is_staff)
    sent = {"username": user.email, "password": PASSWORD, "next": DESK}

    answer = client.post("/admin/login/", sent)

    assert answer.url.startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_members_are_refused(client):
    log_in(client, person())

    answers = [client.get(page) for page in every_page_of_the_admin()]
    assert {answer.status_code for answer in answers} == {403}


def test_barred_staff_are_nobody(client):
    log_in(client, person(app=True, **RIGHTS))
    User.objects.update(is_active=False)

    assert client.get(DESK).url.startswith("/accounts/login/")


def test_nothing_of_second_factors_and_sessions_is_in_the_admin():
    labels = {model._meta.label for model in admin.site._registry}

    assert not labels & {"mfa.Authenticator", "usersessions.UserSession"}
    assert get_user_model()._meta.label in labels
    assert get_resolver().namespace_dict["admin"]
