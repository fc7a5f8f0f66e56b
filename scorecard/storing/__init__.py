"""From a workbook and the answers about its people to what is stored of a session.

What is stored is what the workbook says: rows are added, changed and taken away until it is so.
Only descriptions that staff wrote here survive, with the item or bill they belong to.
"""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from scorecard.errors import CannotBeApplied
from scorecard.models import Chamber, Session, TopicName
from scorecard.reconciliation import new_legislator
from scorecard.storing.bills import store_bills
from scorecard.storing.items import store_items
from scorecard.storing.sponsorship import store_sponsorship
from scorecard.storing.votes import Whose, store_votes
from scorecard.workbook import Workbook
from scorecard.workbook.people import Finding, Verdict

__all__ = ["store"]


def store(session: Session, workbook: Workbook, findings: Sequence[Finding]) -> None:
    """Make the session say what the workbook says. The caller holds the transaction.

    Args:
        findings: as by `reconciliation.findings_of`; questions are stored as nobody's rows.

    Raises:
        CannotBeApplied: an item says neither yes nor no.
    """
    _refuse_items_without_position(workbook)
    whose = _legislators(findings)
    topics = dict(TopicName.objects.values_list("name", "topic_id"))
    for chamber in Chamber:
        items = store_items(session, chamber, workbook, topics)
        store_votes(session, chamber, workbook, items, whose)
    bills = store_bills(session, workbook, topics)
    store_sponsorship(session, workbook, bills, whose)
    session.changed_at = timezone.now()
    session.save(update_fields=["changed_at"])


def _refuse_items_without_position(workbook: Workbook) -> None:
    for chamber, items in workbook.items.items():
        for item in items:
            if item.position is None:
                raise CannotBeApplied(
                    f"{chamber.capitalize()}_Bills row {item.row} says neither yes nor no for "
                    f"{item.title or item.number}."
                )


def _legislators(findings: Iterable[Finding]) -> Whose:
    """Sheet and place to the legislator there; whoever is new is stored, once for each number."""
    new: dict[str, int] = {}
    whose: Whose = {}
    for finding in findings:
        one = finding.written
        if finding.verdict == Verdict.NEW and one.number not in new:
            new[one.number] = new_legislator(one.name, one.number).pk
        key = new[one.number] if finding.verdict == Verdict.NEW else finding.key
        whose[one.sheet, one.place] = key
    return whose
