"""What staff can do to a round: a table of buttons, each calling one command.

Which of them a round offers follows from `rounds.MOVES`; whether one is done is for the command
to say. What workers should do afterwards is named here and asked for by the page. Most buttons
only propose: the command behind them is reached by a second person who confirms (`round_acts`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from endorsements import additions, certification, checklist, rounds, steps
from endorsements.admin import act_forms as forms
from endorsements.clock import database_now
from endorsements.models import KeyName, Round, RoundStatus
from endorsements.paper import entering, finishing, marking
from endorsements.round_acts import on_paper, stops, taking_out, times
from members.models import User

S = RoundStatus
Answers = dict[str, Any]
MAKE_KEYS = tuple(steps.MAKE_KEY[key] for key in KeyName)


def _nothing(voting_round: Round) -> list[str]:
    return []


@dataclass(frozen=True)
class Act:
    """A button: what it is called, what it does, and to which rounds.

    `command` gets the round, the answers of the form and the person; `done` says afterwards what
    happened. `obstacles` is the command's own list, shown before anybody presses.
    """

    name: str
    label: str
    consequence: str
    is_offered: Callable[[Round], bool]
    command: Callable[[Round, Answers, User], object]
    done: str
    then: tuple[str, ...]
    form: type[forms.ActForm] = forms.ActForm
    obstacles: Callable[[Round], list[str]] = _nothing
    is_main: bool = False
    is_grave: bool = False
    takes_two: bool = False


def _may_become(target: str) -> Callable[[Round], bool]:
    """Whether the table of moves leads a round there; a held round is released instead."""
    return lambda one: one.status != S.HELD and target in rounds.MOVES[one.status]


def _takes_ballots(one: Round) -> bool:
    """Whether ballots may still come in: also where the round was held while open."""
    return one.effective_status == S.OPEN


def _waits_for_paper(one: Round) -> bool:
    return one.status in entering.WHILE and entering.is_awaited(one)


def _may_be_certified_early(one: Round) -> bool:
    is_early = one.status == S.PUBLISHED and not certification.is_due(one)
    return is_early and settings.EARLY_CERTIFICATION


def _may_be_certified(one: Round) -> bool:
    return S.CERTIFIED in rounds.MOVES[one.status] and certification.is_due(one)


PROPOSES = "This proposes it: nothing happens until a second person confirms it, within 24 hours."
PROPOSED = "Proposed. Nothing happens until a second person confirms it, within 24 hours."


def _proposing(
    name: str,
    label: str,
    consequence: str,
    is_offered: Callable[[Round], bool],
    propose: Callable[..., object],
    form: type[forms.ActForm],
    *,
    then: tuple[str, ...] = (),
    obstacles: Callable[[Round], list[str]] = _nothing,
    is_main: bool = False,
    is_grave: bool = False,
) -> Act:
    """A button that asks for a reason and writes a proposal."""
    return Act(
        name,
        label,
        f"{consequence} {PROPOSES}",
        is_offered,
        lambda one, answers, by: propose(one, by=by, **answers),
        PROPOSED,
        then,
        form=form,
        obstacles=obstacles,
        is_main=is_main,
        is_grave=is_grave,
        takes_two=True,
    )


ACTS = [
    Act(
        "schedule",
        "Schedule",
        "Freezes the contests, the candidates, the rules and the list of who may vote, draws the "
        "order of the candidates by lot, and has the keys made. The round opens by itself at its "
        "opening time. Until then it can go back to draft.",
        _may_become(S.SCHEDULED),
        lambda one, answers, by: rounds.schedule(one.pk, by=by, looked_at=answers),
        "The round is scheduled. Its keys are being made; that takes a few seconds.",
        MAKE_KEYS,
        form=forms.ScheduleForm,
        obstacles=checklist.obstacles_to_scheduling,
        is_main=True,
    ),
    _proposing(
        "open",
        "Open early",
        "Members can vote at once instead of from the opening time, and nothing of the ballot can "
        "be changed any more. At its opening time the round opens by itself.",
        _may_become(S.OPEN),
        times.propose_opening,
        forms.WhyForm,
        obstacles=lambda one: checklist.obstacles_to_opening(one, database_now()),
    ),
    Act(
        "unschedule",
        "Back to draft",
        "Forgets the frozen definition and the list of who may vote, additions too, and has the "
        "keys destroyed. "
        "Then everything can be edited again.",
        _may_become(S.DRAFT),
        lambda one, answers, by: rounds.unschedule(one.pk, by=by),
        "The round is a draft again.",
        stops.DESTROY_KEYS,
    ),
    _proposing(
        "release",
        "Release",
        "Lets the round go on from where it was held. Do this once you know why it was held and "
        "that the cause is gone: the checks are made again, and where one fails the round stays "
        "held.",
        lambda one: one.status == S.HELD,
        stops.propose_release,
        forms.ReasonForm,
        then=tuple(steps.PROVE_KEY[key] for key in KeyName),
        is_main=True,
    ),
    _proposing(
        "extend",
        "Extend",
        "Gives members more time. Everybody on the roll is told by mail, and the old and the new "
        "closing time go into the public log.",
        _takes_ballots,
        times.propose_extension,
        forms.ExtendForm,
    ),
    Act(
        "addition",
        "Add somebody to the roll",
        "For a member who was wrongly left off, or whom you accept. This proposes it: a second "
        "person has to confirm it within 24 hours. The public log then says that somebody was "
        "added, not who. The member is told by mail.",
        lambda one: one.status in additions.WHILE,
        lambda one, answers, by: additions.propose(one.pk, by=by, **answers),
        "Proposed. Nobody is added until a second person confirms it, within 24 hours.",
        (),
        form=forms.AdditionForm,
        takes_two=True,
    ),
    _proposing(
        "paper",
        "Note who votes on paper",
        "For a member who cannot vote on the site and has cast no ballot there. They take a sheet "
        "from the pile; after the close two people enter it, and the count waits for it. The "
        "member is told by mail.",
        lambda one: one.status in marking.WHILE,
        on_paper.propose_marking,
        forms.PaperMarkForm,
    ),
    _proposing(
        "paper-finished",
        "All ballots on paper are entered",
        "No sheet can be entered any more, and the count goes on by itself. The public log says "
        "how many there are. This cannot be taken back.",
        _waits_for_paper,
        on_paper.propose_finishing,
        forms.WhyForm,
        obstacles=finishing.obstacles,
        is_main=True,
    ),
    _proposing(
        "void",
        "Take somebody out",
        "Takes a place on the roll out of the count: for somebody who may not vote. Their ballot "
        "is deleted unopened, and they are told by mail. The public log says that it was done, "
        "not to whom.",
        _takes_ballots,
        taking_out.propose_voiding,
        forms.VoidingForm,
        is_grave=True,
    ),
    _proposing(
        "withdrawal",
        "Note a withdrawal",
        "A candidate who withdraws stays on the ballot, marked as withdrawn. Whatever a ballot "
        "says of them counts as left blank. Everybody who has voted gets a mail and may change "
        "their ballot. This cannot be taken back.",
        _takes_ballots,
        taking_out.propose_withdrawal,
        forms.WithdrawalForm,
    ),
    _proposing(
        "close",
        "Close early",
        "No ballot is taken any more, and the count begins by itself. This cannot be taken back. "
        "At its closing time the round closes by itself.",
        _may_become(S.CLOSED),
        times.propose_closing,
        forms.ReasonForm,
        is_grave=True,
    ),
    _proposing(
        "certify-early",
        "Certify early",
        "Ends the time in which the result can be challenged. The workers then destroy the last "
        "key and everything that could still join a vote to a member. This cannot be taken back.",
        _may_be_certified_early,
        stops.propose_certification,
        forms.ReasonForm,
        is_grave=True,
    ),
    Act(
        "certify",
        "Certify now",
        "The challenge window is over. The workers destroy the last key and everything that could "
        "still join a vote to a member; they do so by themselves as well, within seconds.",
        _may_be_certified,
        lambda one, answers, by: certification.ask(one.pk, by=by),
        "The workers have been asked to certify the round.",
        (steps.DESTROY_KEY[KeyName.TALLY], steps.CERTIFY),
        is_main=True,
    ),
    _proposing(
        "hold",
        "Hold",
        "Stops everything, voting too, until two people release the round. For when something "
        "looks wrong. Nothing is lost. A check that fails holds a round by itself, at once.",
        _may_become(S.HELD),
        stops.propose_hold,
        forms.ReasonForm,
        is_grave=True,
    ),
    _proposing(
        "annul",
        "Annul",
        "Ends the round for good. Ballots that are still sealed are deleted unopened and the keys "
        "destroyed. The size of the roll, the log and your reason stay public. To vote again, "
        "set up a new round.",
        lambda one: S.ANNULLED in rounds.MOVES[one.status],
        stops.propose_annulment,
        forms.AnnulForm,
        is_grave=True,
    ),
]
BY_NAME = {act.name: act for act in ACTS}


def offered(voting_round: Round) -> list[Act]:
    """The buttons of a round in its present status, in the order in which they are shown."""
    return [act for act in ACTS if act.is_offered(voting_round)]
