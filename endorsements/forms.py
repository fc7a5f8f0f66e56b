"""The shape of a ballot as it travels: one field per contest, and the form's token.

A mark travels as the option's two-digit place on the ballot, never as its name: whoever watches the
line sees how long a request is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.rule_words import rule_in_words
from endorsements.tally.vocabulary import ABSTAIN, BLANK, NO_ENDORSEMENT

PREFIX = "contest-"
BLANK_MARK = "00"
NAMES = {NO_ENDORSEMENT: "No endorsement", ABSTAIN: "Abstain", BLANK: "Left blank"}
NOTES = {
    NO_ENDORSEMENT: "Our organisation should endorse nobody here.",
    ABSTAIN: "I take part, but leave the decision to others.",
}


@dataclass(frozen=True)
class Option:
    """One line of a contest on the ballot; `mark` is what the form sends."""

    key: str
    mark: str
    name: str
    note: str
    is_chosen: bool
    is_withdrawn: bool


@dataclass(frozen=True)
class ContestRow:
    """One contest ready to print."""

    number: int
    key: str
    field: str
    office: str
    district: str
    election: str
    rule: str
    options: tuple[Option, ...]
    chosen: str
    chosen_name: str
    is_blank: bool
    error: str


def marks_of(contest: Mapping[str, Any]) -> dict[str, str]:
    """What a form may send in a contest, with the option's key: "00" is blank, "01" the first."""
    options = rule_from_definition(dict(contest)).options()
    places = {f"{place:02d}": key for place, key in enumerate(options, start=1)}
    return {BLANK_MARK: BLANK} | places


class OneMark(forms.Field):
    """Reads a contest's mark; two marks are refused, not silently reduced to one."""

    def __init__(self, contest: Mapping[str, Any], withdrawn: set[str]) -> None:
        super().__init__(required=False, widget=forms.MultipleHiddenInput)
        self.contest, self.withdrawn = contest, withdrawn

    def clean(self, value: Sequence[str] | None) -> str:
        marks = {mark for mark in value or [] if mark not in (BLANK, BLANK_MARK)}
        if len(marks) > 1:
            raise forms.ValidationError(
                f"Please mark one choice only in the contest for {self.contest['office']}."
            )
        key = marks_of(self.contest).get(marks.pop() if marks else BLANK_MARK)
        if key in self.withdrawn:
            raise forms.ValidationError("This candidate has withdrawn. Please choose again.")
        if key is None:
            raise forms.ValidationError(
                f"That is not a choice in the contest for {self.contest['office']}."
            )
        return key


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
            gone = {key for of, key in self.withdrawn if of == contest["key"]}
            self.fields[PREFIX + contest["key"]] = OneMark(contest, gone)

    def clean(self) -> dict[str, Any]:
        known = {PREFIX + contest["key"] for contest in self.contests}
        for name in self.data:
            if name.startswith(PREFIX) and name not in known:
                raise forms.ValidationError(
                    f"“{name.removeprefix(PREFIX)[:60]}” is not a contest on your ballot."
                )
        return self.cleaned_data

    def selections(self) -> dict[str, str]:
        """Contest key to the mark, for a form that is valid."""
        return {
            contest["key"]: self.cleaned_data[PREFIX + contest["key"]] for contest in self.contests
        }

    def rows(self) -> list[ContestRow]:
        """The ballot as it is printed, with the marks that were sent in."""
        return [self._row(number, one) for number, one in enumerate(self.contests, start=1)]

    def _row(self, number: int, contest: Mapping[str, Any]) -> ContestRow:
        field = PREFIX + contest["key"]
        sent = self.data.getlist(field) if isinstance(self.data, QueryDict) else []
        names = {one["key"]: one["name"] for one in contest["candidates"]} | NAMES
        keys = marks_of(contest)
        chosen = next((mark for mark in sent if keys.get(mark)), BLANK_MARK)
        return ContestRow(
            number=number,
            key=contest["key"],
            field=field,
            office=contest["office"],
            district=contest["district"],
            election=contest["election"],
            rule=rule_in_words(rule_from_definition(dict(contest))),
            options=tuple(
                Option(
                    key=key,
                    mark=mark,
                    name=names[key],
                    note=NOTES.get(key) or self.notes.get((contest["key"], key), ""),
                    is_chosen=mark == chosen,
                    is_withdrawn=(contest["key"], key) in self.withdrawn,
                )
                for mark, key in keys.items()
                if mark != BLANK_MARK
            ),
            chosen=chosen,
            chosen_name=names[keys[chosen]],
            is_blank=chosen == BLANK_MARK,
            error=" ".join(map(str, self.errors.get(field, []))) if self.is_bound else "",
        )
