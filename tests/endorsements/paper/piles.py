"""Sheets as staff handle them: marked for, printed, entered twice, finished."""

from typing import Any

from endorsements.models import RollEntry, Round
from endorsements.paper import entering, finishing, marking, sheets
from endorsements.paper.sheets import Sheet
from members.models import User
from tests.factories.members import StaffFactory


def marked(entry: RollEntry) -> RollEntry:
    return marking.mark(entry.pk, is_on_paper=True, by=StaffFactory(), proposed_by=StaffFactory())


def printed(voting_round: Round, number: int = 1) -> list[Sheet]:
    return sheets.new_sheets(voting_round, "S1", number)


def entered(voting_round: Round, sheet: Sheet, by: User, selection: str = "ash") -> Any:
    return entering.enter(voting_round.pk, sheet, {"governor": selection}, by=by)


def entered_twice(voting_round: Round, selections: list[str]) -> list[Sheet]:
    """One fresh sheet for each selection, read alike by two people."""
    pile, readers = printed(voting_round, len(selections)), [StaffFactory(), StaffFactory()]
    for sheet, selection in zip(pile, selections, strict=True):
        for reader in readers:
            entered(voting_round, sheet, reader, selection)
    return pile


def finished(voting_round: Round) -> Round:
    return finishing.finish(voting_round.pk, by=StaffFactory(), proposed_by=StaffFactory())
