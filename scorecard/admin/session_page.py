"""What the page of one session says, ready to print."""

from dataclasses import dataclass

from django.db.models import Count, Q

from scorecard.models import Session, WorkbookImport

# How the kinds of oddities end that say that two sheets do not agree.
DIFFERING = ("differ", "differs")


@dataclass(frozen=True)
class Page:
    """Counts are (what, how many). `last` is the workbook that was applied last, if any."""

    holds: list[tuple[str, int]]
    lacks: list[tuple[str, int]]
    last: WorkbookImport | None
    conflicts: list[dict[str, str]]
    questions: list[dict]
    waiting: list[WorkbookImport]


def page_of(session: Session) -> Page:
    kept = WorkbookImport.objects.filter(session=session).defer("content")
    last = kept.applied_last_first().first()
    report = last.report if last else {}
    items = session.items.aggregate(
        all=Count("pk"),
        made_up=Count("pk", filter=Q(kind="other")),
        undescribed=Count("pk", filter=Q(description="", own_description="")),
        unlinked=Count("pk", filter=Q(kind="roll_call", record_url="")),
    )
    nobodys = session.vote_rows.filter(legislator=None).count()
    return Page(
        holds=[
            ("roll calls", items["all"] - items["made_up"]),
            ("other scored items", items["made_up"]),
            ("rows of votes", session.vote_rows.count()),
            ("tracked bills", session.agenda_bills.count()),
        ],
        lacks=[
            ("scored items without a description", items["undescribed"]),
            ("roll calls without a link to the official one", items["unlinked"]),
            ("rows of votes that are nobody's", nobodys),
        ],
        last=last,
        conflicts=[odd for odd in report.get("oddities", []) if odd["kind"].endswith(DIFFERING)],
        questions=report.get("questions", []),
        waiting=list(kept.filter(status__in=["received", "ready"])),
    )
