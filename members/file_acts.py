"""Files that staff upload, with a second pair of eyes: put onto the ledger, or taken off again.

A file can say as much as any hand: dues of last year, people with addresses. So it takes two, as an
entry by hand does. Webhooks come from payment systems that know themselves, and who runs a command
holds the server.
"""

from collections.abc import Callable

from members import imports, proposals, tasks
from members.errors import NotNow
from members.feeds import NAMES
from members.models import Import, ImportStatus, Proposal, User


def _import_of(proposal: Proposal) -> Import:
    return Import.objects.defer("content").get(pk=proposal.object_id)


def _words_of_applying(proposal: Proposal) -> list[str]:
    one = _import_of(proposal)
    return [
        f"The file {one.file_name} ({NAMES.get(one.source, one.source)}) goes onto the ledger: "
        f"{one.counts.get('new', 0)} new lines, {one.counts.get('refused', 0)} are left out.",
        f"{one.counts.get('gained', 0)} people gain good standing by it, "
        f"{one.counts.get('lost', 0)} lose it. The page of the file names them.",
    ]


def _words_of_undoing(proposal: Proposal) -> list[str]:
    one = _import_of(proposal)
    return [
        f"All that the file {one.file_name} wrote is reversed, and what it gave to people is "
        "taken from them. Rolls that are frozen stay as they are."
    ]


def _require(*statuses: ImportStatus) -> Callable[[Proposal], None]:
    def check(proposal: Proposal) -> None:
        one = _import_of(proposal)
        if one.status not in statuses:
            raise NotNow(f"This import is {one.get_status_display()}.")

    return check


def _apply(proposal: Proposal, by: User) -> Import:
    ordered = imports.order(int(proposal.object_id), by=by)
    tasks.nudge_on_commit(ordered.pk)
    return ordered


def _undo(proposal: Proposal, by: User) -> Import:
    recalled = imports.recall(int(proposal.object_id), by=by)
    tasks.nudge_on_commit(recalled.pk)
    return recalled


APPLY = proposals.Act(
    "import.apply",
    "Apply a file of payments or people",
    "members.add_import",
    words=_words_of_applying,
    perform=_apply,
    check=_require(ImportStatus.PREVIEWED),
)
UNDO = proposals.Act(
    "import.undo",
    "Undo an import",
    "members.add_import",
    words=_words_of_undoing,
    perform=_undo,
    check=_require(ImportStatus.APPLIED),
)
ACTS = [APPLY, UNDO]


def propose(act: proposals.Act, import_id: int, *, reason: str, by: User) -> Proposal:
    """Propose that a file be applied or undone.

    Args:
        act: `APPLY` or `UNDO`.
        reason: where the file came from, or what is wrong with it.

    Raises:
        MembersError: it cannot be done now, or waits already; see `proposals.propose`.
    """
    one = Import.objects.defer("content").get(pk=import_id)
    return proposals.propose(act.name, of=one, by=by, reason=reason, once=str(one.pk))
