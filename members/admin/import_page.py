"""What the page of one import says, ready to print."""

import csv
from dataclasses import dataclass

from django.http import HttpResponse

from members import progress
from members.feeds import NAMES
from members.models import ImportStatus
from members.models.imports import DUE
from members.sheets import harmless

SHOWN = 200
WORDS = {
    ImportStatus.RECEIVED: "The file waits to be read, or is being read. This page looks again by "
    "itself.",
    ImportStatus.UNREADABLE: "This file cannot be read. Nothing was changed.",
    ImportStatus.PREVIEWED: "This is what the file would change. Nothing is written yet.",
    ImportStatus.ORDERED: "The file is being applied. This page looks again by itself.",
    ImportStatus.APPLIED: "The file was applied. This is what it changed.",
    ImportStatus.RECALLED: "The import is being undone. This page looks again by itself.",
    ImportStatus.UNDONE: "The import was undone. The same file can be uploaded and applied again.",
}
GIVEN_UP = (
    "Several workers could not finish this, and none tries again by itself. Nothing of it was "
    "written; the server's log says why."
)
COUNTS = [
    ("new", "new", "lines that add a payment or a person"),
    ("changed", "changed", "lines that add to what is there, as a refund or an address"),
    ("unchanged", "unchanged", "lines that are there already"),
    ("foreign", "of others", "parts of a gift that went to other recipients"),
    ("refused", "refused", "lines that were left out"),
]


@dataclass(frozen=True)
class Page:
    """Counts are (name, number, meaning); `left_off` says how many more refusals there are.

    `reached` is how far a worker is with it; None when nobody is at it just now.
    """

    label: str
    says: str
    is_waiting: bool
    reached: progress.Reached | None
    may_apply: bool
    may_undo: bool
    is_done: bool
    counts: list[tuple[str, int, str]]
    refusals: list[list]
    left_off: int
    outcomes: list[dict]
    more_outcomes: int


def page_of(one):
    is_waiting = one.status in DUE and not one.is_given_up
    changing = one.counts.get("gained", 0) + one.counts.get("lost", 0)
    return Page(
        label=NAMES.get(one.source, one.source),
        says=GIVEN_UP if one.is_given_up else WORDS[one.status],
        is_waiting=is_waiting,
        reached=progress.of_import(one.pk) if is_waiting else None,
        may_apply=one.status == ImportStatus.PREVIEWED,
        may_undo=one.status == ImportStatus.APPLIED,
        is_done=one.status in (ImportStatus.APPLIED, ImportStatus.RECALLED),
        counts=[
            (name, one.counts[key], means)
            for key, name, means in COUNTS
            if key in one.counts and (one.counts[key] or key != "foreign")
        ],
        refusals=one.refusals[:SHOWN],
        left_off=max(0, len(one.refusals) - SHOWN),
        outcomes=one.outcomes[:SHOWN],
        more_outcomes=max(0, changing - SHOWN),
    )


def progress_of(one):
    """What the page asks for while it waits; `status` changes when there is more to show."""
    reached = progress.of_import(one.pk)
    return {
        "status": "given-up" if one.is_given_up else one.status,
        "done": reached and reached.done,
        "of": reached and reached.of,
    }


def refusals_as_csv(one):
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="refused-{one.pk}.csv"'},
    )
    writer = csv.writer(response)
    writer.writerow(["line", "reason"])
    writer.writerows([number, harmless(reason)] for number, reason in one.refusals)
    return response
