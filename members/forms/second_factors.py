"""Forms for setting up and showing a second factor, in our words, each code for one use."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.cache import cache

# The library remembers a used code for one step, but a tolerance makes it valid for more.
SECONDS_A_CODE_WORKS = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
TYPED_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off"}


class OneUse:
    """Mixed into a form that takes codes of an authenticator app: none of them works twice."""

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        authenticator = self.authenticator  # type: ignore[attr-defined]
        if authenticator.type != Authenticator.Type.TOTP:
            return code
        used = f"code-used:{authenticator.pk}:{normalize_user_code(code)}"
        if not cache.add(used, True, timeout=SECONDS_A_CODE_WORKS):
            raise get_adapter().validation_error("incorrect_code")
        return code


def code_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=TYPED_CODE))


class CodeForm(OneUse, AuthenticateForm):
    code = code_field("Code from your app, or a recovery code")


class CodeAgainForm(OneUse, ReauthenticateForm):
    code = code_field("Code from your app, or a recovery code")


class SetUpAppForm(ActivateTOTPForm):
    code = code_field("Code that the app shows now")


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey logs in by itself; a security key without a PIN can still be a second step."""

    name = forms.CharField(
        label="Name",
        required=False,
        max_length=60,
        help_text="So that you can tell it from others: “My phone”, “Blue key”.",
    )
    passwordless = forms.BooleanField(
        label="Log in with it alone",
        required=False,
        initial=True,
        help_text="Leave it off for a security key without PIN or fingerprint: it is then asked "
        "for after your password or code.",
    )
