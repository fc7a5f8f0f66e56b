"""Addresses below /accounts/: django-allauth's, and our own where it has none or guards less."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_change, password_set
from django.urls import include, path

from members.views.logging_in import logging_in
from members.views.mailed_codes import send_code, type_code

fresh_log_in_required = reauthentication_required(app="allauth.account")

urlpatterns = [
    # Ours come first: the library asks for no fresh log-in before a password is set.
    path(
        "password/change/", fresh_log_in_required(password_change), name="account_change_password"
    ),
    path("password/set/", fresh_log_in_required(password_set), name="account_set_password"),
    path("reauthenticate/mail/", send_code, name="account_send_code_again"),
    path("reauthenticate/code/", type_code, name="account_reauthenticate_by_code"),
    path("logging-in/", logging_in, name="mfa_index"),
    path("logging-in/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
