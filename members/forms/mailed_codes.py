"""The form for a code that came by mail."""

from django import forms


class MailedCodeForm(forms.Form):
    code = forms.CharField(
        label="Code from the mail",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off"}),
    )
