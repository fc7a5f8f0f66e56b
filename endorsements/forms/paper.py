"""A sheet of paper as it is printed and read: its code, and what is marked on it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.views.decorators.debug import sensitive_variables

from endorsements.forms.ballot import BallotForm
from endorsements.forms.fields import field_name
from endorsements.models import Round
from endorsements.paper.entering import UNREADABLE
from endorsements.paper.sheets import MOST_AT_ONCE

UNREADABLE_PREFIX = "unreadable-"
LONGEST_CODE = 60


class CodeForm(forms.Form):
    sheet = forms.CharField(
        max_length=LONGEST_CODE,
        error_messages={
            "required": "Please type the code at the foot of the sheet.",
            "max_length": "That is longer than the code of a sheet.",
        },
    )


class PrintForm(forms.Form):
    """How many sheets of which ballot.

    Args:
        ballots: style to its contests in words.
    """

    style = forms.ChoiceField(error_messages={"required": "Please choose a ballot."})
    number = forms.IntegerField(
        min_value=1,
        max_value=MOST_AT_ONCE,
        error_messages={
            "required": "Please say how many sheets.",
            "invalid": "Please give the number of sheets in digits.",
            "min_value": "One sheet at the least.",
            "max_value": f"No more than {MOST_AT_ONCE} sheets at once.",
        },
    )

    def __init__(self, data: QueryDict | None = None, *, ballots: dict[str, str]) -> None:
        super().__init__(data)
        style: Any = self.fields["style"]
        style.choices = list(ballots.items())


class PaperForm(BallotForm):
    """The marks on a sheet; a contest may also be unreadable, or marked as no ballot may be."""

    def __init__(self, data: QueryDict | None = None, **arguments: Any) -> None:
        super().__init__(data, **arguments)
        for contest in self.contests:
            name = UNREADABLE_PREFIX + str(contest["key"])
            self.fields[name] = forms.BooleanField(required=False)

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for contest in self.contests:
            if self.is_unreadable(str(contest["key"])):
                self.errors.pop(field_name(contest), None)
                cleaned[field_name(contest)] = UNREADABLE
        return cleaned

    def is_unreadable(self, contest: str) -> bool:
        return bool(self.data.get(UNREADABLE_PREFIX + contest))


def notes_of(voting_round: Round) -> dict[tuple[str, str], str]:
    """The line under each candidate's name."""
    contests = voting_round.contests.prefetch_related("candidates")
    return {
        (contest.key, one.key): one.description
        for contest in contests
        for one in contest.candidates.all()
    }
