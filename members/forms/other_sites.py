"""What a press on “Log in with Google” says."""

from allauth.socialaccount.providers.base import AuthProcess
from django import forms


class DepartureForm(forms.Form):
    process = forms.ChoiceField(
        choices=[(AuthProcess.LOGIN, "log in"), (AuthProcess.CONNECT, "connect")]
    )
    next = forms.CharField(required=False, max_length=2000)
