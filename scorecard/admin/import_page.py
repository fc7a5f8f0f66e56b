"""What the page of one workbook says, ready to print."""

from dataclasses import dataclass

from scorecard.imports import MAY_BE_APPLIED
from scorecard.models import ImportStatus, WorkbookImport

WORDS = {
    ImportStatus.RECEIVED: "This workbook was kept, and not read yet.",
    ImportStatus.UNREADABLE: "This file cannot be read. Nothing was changed.",
    ImportStatus.READY: "This is what the workbook would change. Nothing is written yet.",
    ImportStatus.APPLIED: "The workbook is applied. This is what it changed.",
    ImportStatus.UNDONE: "The workbook was taken back. It can be applied again.",
}
PARTS = {"items": "Scored items", "people": "Rows of votes", "bills": "Tracked bills"}


@dataclass(frozen=True)
class Part:
    """Lines that differ; `left_off` says how many more there are."""

    title: str
    number: int
    changes: list[dict[str, str]]
    left_off: int


@dataclass(frozen=True)
class Page:
    """`is_newest` says that of the session's workbooks this one was applied last."""

    says: str
    refusal: str
    may_apply: bool
    is_newest: bool
    parts: list[Part]
    oddities: list[dict[str, str]]
    questions: list[dict]


def page_of(one: WorkbookImport) -> Page:
    report = one.report
    refusal = report.get("refusal", "")
    last = WorkbookImport.objects.filter(session=one.session).applied_last_first()
    return Page(
        says="This workbook cannot be applied. Nothing was changed."
        if refusal and one.status == ImportStatus.READY
        else WORDS[ImportStatus(one.status)],
        refusal=refusal,
        may_apply=one.status in MAY_BE_APPLIED and not refusal,
        is_newest=last.values_list("pk", flat=True).first() == one.pk,
        parts=[_part(report, name) for name in PARTS] if "counts" in report else [],
        oddities=report.get("oddities", []),
        questions=report.get("questions", []),
    )


def _part(report, name: str) -> Part:
    number, shown = report["counts"][name], report["changes"][name]
    return Part(PARTS[name], number, shown, number - len(shown))
