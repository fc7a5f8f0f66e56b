"""Answers whose size says nothing of the choice they show.

Whoever watches the line sees how long an answer is. Pages that show marks are rendered a second
time with the longest marks there could be; the answer is filled up to that length.
"""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from endorsements.forms import ContestRow

STEP = 1024


@sensitive_variables()
def same_size(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page that shows `context["rows"]` so that its length is the same for all marks."""
    response = render(request, template, context, status=status)
    longest = [_longest(row) for row in context["rows"]]
    yardstick = render(request, template, context | {"rows": longest})
    return filled(response, len(yardstick.content))


def filled(response: HttpResponse, length: int) -> HttpResponse:
    """Fill a page up with a comment to the next step above `length` bytes."""
    room = (length // STEP + 2) * STEP - len(response.content)
    response.content += b"<!--" + b"." * (room - len("<!---->")) + b"-->"
    return response


def _longest(row: ContestRow) -> ContestRow:
    """A row that is marked, under a name longer than any there could be."""
    options = tuple(
        replace(option, is_chosen=place == 0) for place, option in enumerate(row.options)
    )
    names = [option.name for option in row.options] + ["Left blank"]
    most = max(len(name.encode()) for name in names)
    # "&" is five bytes once it is escaped, the most that one character of a name can take.
    return replace(row, options=options, is_blank=False, chosen_name="&" * most)
