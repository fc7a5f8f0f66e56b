"""Who votes on paper, and the word that all sheets are entered."""

from functools import partial

from endorsements import steps
from endorsements.errors import IllegalMove, NotReady
from endorsements.models import RollEntry, Round
from endorsements.paper import entering, finishing, marking
from endorsements.round_acts.shape import act_on_round, propose
from members.models import Member, Proposal, User


def _entry_of(proposal: Proposal) -> RollEntry:
    return RollEntry.objects.select_related("member").get(pk=proposal.parameters["entry"])


def _member_of(proposal: Proposal) -> Member:
    return _entry_of(proposal).member


def _is_on_paper(proposal: Proposal) -> bool:
    return bool(proposal.parameters["on_paper"])


def _marking_words(proposal: Proposal, voting_round: Round) -> list[str]:
    if _is_on_paper(proposal):
        return [
            f"{_member_of(proposal)} votes on paper in “{proposal.object_label}”: no ballot can be "
            "cast for them on the site any more.",
            "They take a sheet from the pile, and nobody notes which. After the close two people "
            "enter it.",
            "The member is told by mail.",
        ]
    return [
        f"{_member_of(proposal)} votes on the site in “{proposal.object_label}” after all, and "
        "hands in no sheet.",
        "The member is told by mail.",
    ]


def _check_marking(proposal: Proposal, voting_round: Round) -> None:
    entry = _entry_of(proposal)
    marking.require_marking(voting_round, entry, is_on_paper=_is_on_paper(proposal))


def _mark(proposal: Proposal, voting_round: Round, by: User) -> None:
    marking.mark(
        _entry_of(proposal).pk,
        is_on_paper=_is_on_paper(proposal),
        by=by,
        proposed_by=proposal.proposed_by,
    )


def _marking_cautions(proposal: Proposal, voting_round: Round) -> list[str]:
    before = sum(marking.marked_by_style(voting_round).values())
    if not _is_on_paper(proposal):
        return ["Has the member handed in their sheet, or sent it? It will not be counted."]
    few = marking.how_few(voting_round, before + 1)
    return ["Did the member ask for it themselves?", *([few] if few else [])]


MARK = act_on_round(
    "round.mark_paper",
    "Note who votes on paper",
    words=_marking_words,
    check=_check_marking,
    perform=_mark,
    then=(),
    cautions=_marking_cautions,
    member=_member_of,
)


def propose_marking(
    voting_round: Round, *, member: Member, on_paper: bool, by: User, reason: str
) -> Proposal:
    entry = RollEntry.objects.filter(round=voting_round).of_member(member).first()
    if entry is None:
        raise IllegalMove(f"{member} is not on the roll of this round.")
    one = partial(propose, MARK, voting_round, by=by, reason=reason, once=entry.pk)
    return one(entry=entry.pk, on_paper=on_paper)


def _finishing_words(proposal: Proposal, voting_round: Round) -> list[str]:
    pile = entering.pile_of(voting_round)
    return [
        f"All ballots on paper of “{proposal.object_label}” are entered: {pile.agreed}, of "
        f"{pile.marked} members who vote on paper. None can be entered any more, and the count "
        "goes on by itself. This cannot be taken back.",
        "The public log says how many there are.",
    ]


def _check_finishing(proposal: Proposal, voting_round: Round) -> None:
    entering.require_entering(voting_round)
    if obstacles := finishing.obstacles(voting_round):
        raise NotReady(obstacles)


def _finish(proposal: Proposal, voting_round: Round, by: User) -> None:
    # What was looked at is what is fixed: a sheet that came between is proposed anew.
    if entering.pile_of(voting_round).agreed != proposal.parameters["sheets"]:
        raise IllegalMove("Sheets were entered since. Please propose it anew.")
    finishing.finish(voting_round.pk, by=by, proposed_by=proposal.proposed_by)


FINISH = act_on_round(
    "round.finish_paper",
    "All ballots on paper are entered",
    words=_finishing_words,
    check=_check_finishing,
    perform=_finish,
    then=(steps.SIGN_LOG, steps.TALLY),
    cautions=lambda proposal, one: ["Is every envelope opened, and the post of today in?"],
)


def propose_finishing(voting_round: Round, *, by: User, reason: str) -> Proposal:
    sheets = entering.pile_of(voting_round).agreed
    return propose(FINISH, voting_round, by=by, reason=reason, sheets=sheets)
