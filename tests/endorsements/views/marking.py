"""The marks that a form sends for a selection, for tests that fill in ballots."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from endorsements.forms.fields import ANSWER, CHOICE, RANK, SCORING, TICK, Field, fields_of
from endorsements.tally.selections import BETWEEN_MARKS, BETWEEN_RANKS, OF, read_answers
from endorsements.tally.vocabulary import ABSTAIN, WHETHER_WHOM


def token_in(response: HttpResponse) -> str:
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def marks(response: HttpResponse, **selections: str) -> dict[str, str]:
    """What the form on a page of the voting path sends for these selections, with its token.

    Contests that are not on the ballot, and texts that no mark stands for, are sent as they are.
    """
    contests = {one["key"]: one for one in response.context["round"].definition["contests"]}
    sent = {"token": token_in(response)}
    for key, text in (selections or {"governor": "ash"}).items():
        sent |= marks_for(contests[key], text) if key in contests else {f"contest-{key}": text}
    return sent


def marks_for(contest: Mapping[str, Any], text: str) -> dict[str, str]:
    """Every field of a contest with the mark it sends when a voter says what `text` says."""
    fields = fields_of(contest)
    said = _said(contest["form"], fields, text)
    return {
        field.name: {meaning: mark for mark, meaning in field.marks.items()}.get(one, one)
        for field, one in zip(fields, said, strict=True)
    }


def _said(form: str, fields: tuple[Field, ...], text: str) -> list[str]:
    if form == WHETHER_WHOM:
        return [text, text] if text == ABSTAIN else list(text.partition(OF)[::2])
    if [field.kind for field in fields] == [CHOICE]:
        return [text]
    marked, answers = text.split(BETWEEN_MARKS), dict(read_answers(text))
    places = {key: str(place) for place, key in enumerate(text.split(BETWEEN_RANKS), start=1)}
    readers = {
        TICK: lambda key: "ticked" if key in marked else "",
        ANSWER: lambda key: answers.get(key, ""),
        SCORING: lambda key: answers.get(key, ""),
        RANK: lambda key: places.get(key, ""),
    }
    return [readers[field.kind](field.about) for field in fields]
