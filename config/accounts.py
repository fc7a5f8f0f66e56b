"""Addresses below /accounts/: django-allauth's, and our own where it has none or guards less."""

from allauth.account.views import password_change, password_set
from allauth.socialaccount.providers.facebook.views import oauth2_callback as back_from_facebook
from allauth.socialaccount.providers.google.views import oauth2_callback as back_from_google
from allauth.socialaccount.providers.twitter_oauth2.views import oauth2_callback as back_from_x
from allauth.socialaccount.views import login_cancelled, login_error, signup
from django.urls import URLPattern, include, path
from django.views.generic import RedirectView

from members.views.devices import log_out_everywhere, log_out_one
from members.views.guards import fresh_log_in
from members.views.logging_in import logging_in
from members.views.mailed_codes import send_code, type_code
from members.views.other_sites import arrival, depart, part

OTHER_SITES = {
    "facebook": back_from_facebook,
    "google": back_from_google,
    "twitter_oauth2": back_from_x,
}


def there_and_back(site: str) -> list[URLPattern]:
    """Not all of the library's addresses: it would also log in whoever posts a token."""
    back = arrival(OTHER_SITES[site], site)
    return [
        path(f"{site}/login/", depart, {"site": site}, name=f"{site}_login"),
        path(f"{site}/login/callback/", back, name=f"{site}_callback"),
    ]


urlpatterns = [
    # Ours come first: the library asks for no fresh log-in before a password is set.
    path("password/change/", fresh_log_in(password_change), name="account_change_password"),
    path("password/set/", fresh_log_in(password_set), name="account_set_password"),
    path("reauthenticate/mail/", send_code, name="account_send_code_again"),
    path("reauthenticate/code/", type_code, name="account_reauthenticate_by_code"),
    path("devices/<int:session_id>/log-out/", log_out_one, name="account_log_out_one"),
    path("devices/log-out/", log_out_everywhere, name="account_log_out_everywhere"),
    path("logging-in/", logging_in, name="mfa_index"),
    path("logging-in/", include("allauth.mfa.urls")),
    path(
        "other-sites/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="socialaccount_connections",
    ),
    path("other-sites/signup/", signup, name="socialaccount_signup"),
    path("other-sites/cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("other-sites/error/", login_error, name="socialaccount_login_error"),
    path("other-sites/<int:account_id>/disconnect/", part, name="account_part"),
    *(address for site in OTHER_SITES for address in there_and_back(site)),
    path("", include("allauth.account.urls")),
]
