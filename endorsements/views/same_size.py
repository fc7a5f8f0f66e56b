"""Answers whose size says nothing of the choice they show.

Whoever watches the line sees how long an answer is. Pages that show marks are rendered a second
time with the longest marks there could be; the answer is filled up to that length.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

STEP = 1024


@sensitive_variables()
def same_size(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page that shows `context["rows"]` so that its length is the same for all marks.

    Args:
        context: each of its `rows` has a method `longest`, the row where it takes most room.
    """
    response = render(request, template, context, status=status)
    longest = {"rows": [row.longest() for row in context["rows"]], "is_wrong": True}
    yardstick = render(request, template, context | longest)
    return filled(response, len(yardstick.content))


def filled(response: HttpResponse, length: int) -> HttpResponse:
    """Fill a page up with a comment to the next step above `length` bytes."""
    room = (length // STEP + 2) * STEP - len(response.content)
    response.content += b"<!--" + b"." * (room - len("<!---->")) + b"-->"
    return response
