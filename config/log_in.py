"""Settings of logging in: passwords, codes by mail, other sites, second factors, sessions.

All that django-allauth could decide for us stands here, with the reason where the choice is
ours. What it does otherwise than we want is in `members/adapters.py`.
"""

import os
from typing import Any

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["endorsements.chapter_staff.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

# --- Addresses, passwords, codes by mail

ACCOUNT_ADAPTER = "members.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "members.forms.ways_by_mail.CodeByMailForm",
    "reset_password": "members.forms.ways_by_mail.NewPasswordByMailForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Mail is slow now and then: three minutes, the library's default, strand people.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_NOTIFICATIONS = True
# How long a log-in counts as fresh when addresses, password or second factor are to be changed.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600

# --- Other sites: Google, Facebook, X


def keys(name: str, **detail: Any) -> dict[str, Any]:
    """A site is offered where both of its keys are in the environment."""
    client_id = os.environ.get(f"{name}_CLIENT_ID", "")
    secret = os.environ.get(f"{name}_CLIENT_SECRET", "")
    apps = [{"client_id": client_id, "secret": secret}] if client_id and secret else []
    return {"APPS": apps, **detail}


# Asked for and kept: who somebody is there, their address, their name; no picture, no friends.
SOCIALACCOUNT_PROVIDERS = {
    # OpenID Connect; an address counts as verified if Google says so of it (`email_verified`).
    "google": keys("GOOGLE", SCOPE=["openid", "email"], OAUTH_PKCE_ENABLED=True),
    # Says nothing about whether its addresses are confirmed, so that we always send a code. Takes
    # the code by GET, to which the library adds no PKCE.
    "facebook": keys("FACEBOOK", SCOPE=["email"], FIELDS=["id", "email", "name"]),
    # OAuth 2.0 with PKCE (`twitter`, the older provider, speaks OAuth 1.0a). Gives no address.
    "twitter_oauth2": keys("X", FIELDS=["id", "name", "username"]),
}
SOCIALACCOUNT_ADAPTER = "members.adapters.OtherSitesAdapter"
# An address proves nothing about who owns an older log-in with it; see docs/decisions/0017.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
# Whatever the other site says, an address that it does not vouch for gets a code from us.
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
SOCIALACCOUNT_EMAIL_REQUIRED = True
SOCIALACCOUNT_QUERY_EMAIL = True
# Who brings a verified address need not type anything.
SOCIALACCOUNT_AUTO_SIGNUP = True
# A link or a picture on a foreign page must not log anybody in or connect anything.
SOCIALACCOUNT_LOGIN_ON_GET = False
# We only want to know who it is: nothing is ever asked of the other site later.
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False
# A web process waits for the other site that long at most.
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# --- Second factors

MFA_ADAPTER = "members.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "members.forms.second_factors.CodeForm",
    "reauthenticate": "members.forms.second_factors.CodeAgainForm",
    "activate_totp": "members.forms.second_factors.SetUpAppForm",
    "add_webauthn": "members.forms.second_factors.AddPasskeyForm",
}
# A phone's clock may be half a minute off, and people type slowly. `SECONDS_A_CODE_WORKS` in
# `members/forms/second_factors.py` must cover all the steps that this admits.
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
# Who is new has to show an address first: it says which member they are.
MFA_PASSKEY_SIGNUP_ENABLED = False
# "Trust this browser" would make the second factor optional on a shared or stolen machine.
MFA_TRUST_ENABLED = False

# --- Sessions

# When somebody logged in, not when they were last seen: who looks at which page at which moment
# is written down nowhere.
USERSESSIONS_TRACK_ACTIVITY = False
