"""The form that a ballot travels in: the fields of every contest, and the form's token."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.views.decorators.debug import sensitive_variables

from endorsements.forms.fields import PREFIX, field_name, fields_of
from endorsements.forms.reading import read_selection
from endorsements.forms.rows import ContestRow, ReviewRow, contest_row, review_row

Sent = Mapping[str, Sequence[str]]


class Marks(forms.Widget):
    """Gathers every mark that was sent for any of some fields."""

    is_hidden = True

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names

    @sensitive_variables()
    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Sequence[str]]:
        """Name of each field to its marks; nothing for a form that was not sent."""
        return {one: data.getlist(one) for one in self.names} if data else {}


class ContestField(forms.Field):
    """Reads the marks of one contest as its selection."""

    widget: Marks

    def __init__(self, contest: Mapping[str, Any], withdrawn: set[str]) -> None:
        names = [field.name for field in fields_of(contest)]
        super().__init__(required=False, widget=Marks(names))
        self.contest, self.withdrawn = contest, withdrawn

    @sensitive_variables()
    def clean(self, value: Sent) -> str:
        return read_selection(self.contest, value, self.withdrawn)


class BallotForm(forms.Form):
    """A member's marks in the contests of their ballot style.

    Args:
        contests: of the frozen definition, in the ballot's order.
        notes: (contest key, candidate key) to the line under a candidate's name.
        withdrawn: (contest key, candidate key) of those who withdrew.
    """

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        contests: Sequence[Mapping[str, Any]],
        notes: Mapping[tuple[str, str], str] | None = None,
        withdrawn: set[tuple[str, str]] | None = None,
    ) -> None:
        super().__init__(data)
        self.contests, self.notes = contests, notes or {}
        self.withdrawn = withdrawn or set()
        for contest in contests:
            self.fields[field_name(contest)] = ContestField(contest, self._gone_from(contest))

    def clean(self) -> dict[str, Any]:
        known = {name for contest in self.contests for name in self._marks(contest).names}
        for name in self.data:
            if name.startswith(PREFIX) and name not in known:
                raise forms.ValidationError(
                    f"“{name.removeprefix(PREFIX)[:60]}” is not a contest on your ballot."
                )
        return self.cleaned_data

    def selections(self) -> dict[str, str]:
        """Contest key to selection, for a form that is valid."""
        return {contest["key"]: self.cleaned_data[field_name(contest)] for contest in self.contests}

    @sensitive_variables()
    def rows(self) -> list[ContestRow]:
        """The ballot to mark, with the marks that were sent in and what is wrong with them."""
        return [
            contest_row(
                number,
                contest,
                self._sent(contest),
                notes=self.notes,
                withdrawn=self._gone_from(contest),
                error=self._error(contest),
            )
            for number, contest in enumerate(self.contests, start=1)
        ]

    @sensitive_variables()
    def review_rows(self) -> list[ReviewRow]:
        """The ballot as it will be cast, for a form that is valid."""
        selections = self.selections()
        return [
            review_row(contest, self._sent(contest), selections[contest["key"]])
            for contest in self.contests
        ]

    def _gone_from(self, contest: Mapping[str, Any]) -> set[str]:
        return {key for of, key in self.withdrawn if of == contest["key"]}

    def _marks(self, contest: Mapping[str, Any]) -> Marks:
        return self.fields[field_name(contest)].widget

    def _sent(self, contest: Mapping[str, Any]) -> Sent:
        name = field_name(contest)
        return self._marks(contest).value_from_datadict(self.data, self.files, name)

    def _error(self, contest: Mapping[str, Any]) -> str:
        if not self.is_bound:
            return ""
        return " ".join(map(str, self.errors.get(field_name(contest), [])))
