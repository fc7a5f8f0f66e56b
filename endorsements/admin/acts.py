"""What staff can do to a round: a table of buttons, each calling one command.

Which of them a round offers follows from `rounds.MOVES`; whether one is done is for the command
to say. What workers should do afterwards is named here and asked for by the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from endorsements import additions, certification, checklist, rounds, steps, withdrawals
from endorsements.admin import act_forms as forms
from endorsements.clock import database_now
from endorsements.models import KeyName, Round, RoundStatus
from members.models import User

S = RoundStatus
Answers = dict[str, Any]
MAKE_KEYS = tuple(steps.MAKE_KEY[key] for key in KeyName)
DESTROY_KEYS = tuple(steps.DESTROY_KEY[key] for key in KeyName)


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


def _may_become(target: str) -> Callable[[Round], bool]:
    """Whether the table of moves leads a round there; a held round is released instead."""
    return lambda one: one.status != S.HELD and target in rounds.MOVES[one.status]


def _takes_ballots(one: Round) -> bool:
    """Whether ballots may still come in: also where the round was held while open."""
    return one.effective_status == S.OPEN


def _may_be_certified(one: Round) -> bool:
    return S.CERTIFIED in rounds.MOVES[one.status] and certification.is_due(one)


ACTS = [
    Act(
        "schedule",
        "Schedule",
        "Freezes the contests, the candidates, the rules and the list of who may vote, draws the "
        "order of the candidates by lot, and has the keys made. The round opens by itself at its "
        "opening time. Until then it can go back to draft.",
        _may_become(S.SCHEDULED),
        lambda one, answers, by: rounds.schedule(one.pk, by=by),
        "The round is scheduled. Its keys are being made; that takes a few seconds.",
        MAKE_KEYS,
        obstacles=checklist.obstacles_to_scheduling,
        is_main=True,
    ),
    Act(
        "open",
        "Open now",
        "Members can vote from now on instead of from the opening time. From then on nothing of "
        "the ballot can be changed.",
        _may_become(S.OPEN),
        lambda one, answers, by: rounds.open_voting(one.pk, by=by),
        "The round is open.",
        (steps.SIGN_LOG,),
        obstacles=lambda one: checklist.obstacles_to_opening(one, database_now()),
        is_main=True,
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
        DESTROY_KEYS,
    ),
    Act(
        "release",
        "Release",
        "Lets the round go on from where it was held. Do this once you know why it was held and "
        "that the cause is gone.",
        lambda one: one.status == S.HELD,
        lambda one, answers, by: rounds.release(one.pk, reason=answers["reason"], by=by),
        "The round goes on.",
        (steps.SIGN_LOG,),
        form=forms.ReasonForm,
        is_main=True,
    ),
    Act(
        "extend",
        "Extend",
        "Gives members more time. The old and the new closing time go into the public log.",
        _takes_ballots,
        lambda one, answers, by: rounds.extend(one.pk, closes_at=answers["closes_at"], by=by),
        "The round closes later now.",
        (steps.SIGN_LOG,),
        form=forms.ExtendForm,
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
    ),
    Act(
        "withdrawal",
        "Note a withdrawal",
        "A candidate who withdraws stays on the ballot, marked as withdrawn. Whatever a ballot "
        "says of them counts as left blank. Everybody who has voted gets a mail and may change "
        "their ballot. This cannot be taken back.",
        _takes_ballots,
        lambda one, answers, by: withdrawals.note(answers["candidate"].pk, by=by),
        "The withdrawal is noted.",
        (steps.SIGN_LOG,),
        form=forms.WithdrawalForm,
    ),
    Act(
        "close",
        "Close early",
        "No ballot is taken any more, and the count begins by itself. This cannot be taken back.",
        _may_become(S.CLOSED),
        lambda one, answers, by: rounds.close_voting(one.pk, by=by, reason=answers["reason"]),
        "The round is closed. The count follows by itself.",
        (steps.SIGN_LOG, steps.MIX),
        form=forms.ReasonForm,
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
    Act(
        "hold",
        "Hold",
        "Stops everything, voting too, until staff release the round. For when something looks "
        "wrong. Nothing is lost.",
        _may_become(S.HELD),
        lambda one, answers, by: rounds.hold(one.pk, reason=answers["reason"], by=by),
        "The round is held.",
        (steps.SIGN_LOG,),
        form=forms.ReasonForm,
        is_grave=True,
    ),
    Act(
        "annul",
        "Annul",
        "Ends the round for good. Ballots that are still sealed are deleted unopened and the keys "
        "destroyed. The size of the roll, the log and your reason stay public. To vote again, "
        "set up a new round.",
        lambda one: S.ANNULLED in rounds.MOVES[one.status],
        lambda one, answers, by: rounds.annul(one.pk, reason=answers["reason"], by=by),
        "The round is annulled.",
        (*DESTROY_KEYS, steps.SIGN_LOG),
        form=forms.AnnulForm,
        is_grave=True,
    ),
]
BY_NAME = {act.name: act for act in ACTS}


def offered(voting_round: Round) -> list[Act]:
    """The buttons of a round in its present status, in the order in which they are shown."""
    return [act for act in ACTS if act.is_offered(voting_round)]
