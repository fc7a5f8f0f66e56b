"""What a member wants to be written about."""

from django import forms

from members.models import MailSubject


class MailForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label="Write to me about",
        choices=MailSubject.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
