"""What a reader says is wrong, and where."""

from django import forms
from django.core.validators import RegexValidator

LONGEST_PAGE, LONGEST_REPORT = 300, 4000
# A path of this site alone: staff click on it in a mail.
A_PATH = RegexValidator(
    r"^/(?!/)[^\s\\]*$", "Give the address of a page of this site: /scorecard/…"
)


class ReportForm(forms.Form):
    page = forms.CharField(
        label="Which page?", max_length=LONGEST_PAGE, validators=[A_PATH], initial="/scorecard/"
    )
    said = forms.CharField(
        label="What is wrong, and how do you know?",
        help_text="A link to the page of the legislature or a news report helps most.",
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reply_to = forms.EmailField(
        label="Your e-mail address, if you want an answer",
        help_text="Only our staff see it.",
        required=False,
    )
    # No reader sees it; programs that fill in every field do.
    website = forms.CharField(
        label="Leave this empty",
        max_length=LONGEST_PAGE,
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data["website"])
