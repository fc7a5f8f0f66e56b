"""Settings of logging in: passwords, codes by mail, passkeys, second factors, sessions.

All that django-allauth could decide for us stands here, with the reason where the choice is
ours. What it does otherwise than we want is in `members/adapters.py`.
"""

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
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
