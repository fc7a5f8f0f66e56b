"""Everything the page of a round shows besides its form, ready to print."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse

from endorsements import checklist, embargo, roll, steps
from endorsements.admin import acts
from endorsements.admin.hints import Obstacle, with_hint
from endorsements.admin.key_words import keys_in_words
from endorsements.admin.trail import Line, trail_of
from endorsements.admin.voters import Voters, voters_on_the_roll, voters_to_be
from endorsements.clock import database_now
from endorsements.models import Result, Round, RoundStatus
from endorsements.runoffs import round_before
from endorsements.tally.words import listed
from endorsements.timeline import time_left
from endorsements.turnout import Turnout, turnout_of
from members import moments, proposals
from members.models import Proposal

S = RoundStatus
COUNTING = "No ballot is taken any more; the workers are counting, and publish by themselves."

WAITS_FOR_PAPER = (
    "No ballot is taken any more. The count waits until two people have entered each ballot on "
    "paper, and two have said that all are entered."
)


@dataclass(frozen=True)
class Outcome:
    contest: str
    sentence: str


@dataclass(frozen=True)
class Waiting:
    """A proposal about the round that waits for a second person."""

    what: str
    by: str
    until: str
    address: str


@dataclass(frozen=True)
class Desk:
    """`next_step` names what the obstacles bar; empty where no checklist applies."""

    sentence: str
    buttons: list[acts.Act]
    trail: list[Line]
    waiting: list[Waiting]
    next_step: str = ""
    obstacles: list[Obstacle] = field(default_factory=list)
    considered: list[str] = field(default_factory=list)
    voters: Voters | None = None
    turnout: Turnout | None = None
    definition_hash: str = ""
    keys: list[str] = field(default_factory=list)
    public_page: str = ""
    outcomes: list[Outcome] = field(default_factory=list)


def desk_of(voting_round: Round) -> Desk:
    facts = _of_draft(voting_round) if voting_round.status == S.DRAFT else _of_frozen(voting_round)
    return Desk(
        sentence=sentence_of(voting_round),
        buttons=acts.offered(voting_round),
        trail=trail_of(voting_round),
        waiting=_waiting(voting_round),
        **facts,
    )


def _waiting(voting_round: Round) -> list[Waiting]:
    proposed = Proposal.objects.waiting().about(voting_round).select_related("proposed_by")
    return [
        Waiting(
            proposals.name_of_act(one),
            str(one.proposed_by),
            moments.in_words(one.lapses_at),
            reverse("admin:members_proposal_change", args=[one.pk]),
        )
        for one in proposed
    ]


def _of_draft(voting_round: Round) -> dict:
    # Everybody's standing is judged once, for the checklist and for the numbers.
    electorate = roll.electorate_of(voting_round)
    sentences = checklist.obstacles_to_scheduling(voting_round, electorate)
    contests = list(voting_round.contests.all())
    is_known = bool(contests and voting_round.record_date)
    return {
        "next_step": "scheduling",
        "obstacles": [with_hint(sentence) for sentence in sentences],
        "considered": checklist.things_to_consider(voting_round, electorate),
        "voters": voters_to_be(contests, electorate) if is_known else None,
    }


def _of_frozen(voting_round: Round) -> dict:
    facts = {
        "voters": voters_on_the_roll(list(voting_round.contests.all()), voting_round),
        "definition_hash": bytes(voting_round.definition_hash or b"").hex(),
        "keys": keys_in_words(voting_round),
        "public_page": reverse("endorsements:round", args=[voting_round.slug]),
    }
    if voting_round.status == S.SCHEDULED:
        sentences = checklist.obstacles_to_opening(voting_round, database_now())
        facts["next_step"] = "opening"
        facts["obstacles"] = [with_hint(sentence) for sentence in sentences]
    else:
        facts["turnout"] = turnout_of(voting_round)
        facts["outcomes"] = _outcomes(voting_round)
    return facts


def _outcomes(voting_round: Round) -> list[Outcome]:
    """What was decided; staff learn it when everybody does."""
    if not voting_round.has_public_outcome:
        return []
    results = Result.objects.filter(contest__round=voting_round).select_related("contest")
    return [
        Outcome(str(result.contest), result.numbers["sentence"])
        for result in results.order_by("contest__position", "contest__pk")
    ]


def _what_it_follows(voting_round: Round) -> str:
    before = round_before(voting_round)
    return f" It was prepared to settle the ties of “{before}”." if before else ""


def _embargo_of(voting_round: Round, published: str) -> str:
    """How long until the result is public; staff know no more than everybody until then."""
    due = voting_round.publication_due_at
    if not voting_round.embargo_hours or due is None:
        return f"The count is done. It is published by itself on {published}."
    left = time_left(max(due - database_now(), timedelta(0)))
    told = moments.in_words(voting_round.candidates_told_at)
    said = f"The candidates were told on {told}." if told else "The candidates are being told."
    if nobody := embargo.unreachable(voting_round):
        said += f" Nobody could tell {listed(nobody)}: there is no address."
    return f"The count is done. It is published by itself in {left}, on {published}. {said}"


def sentence_of(voting_round: Round) -> str:
    """Where the round stands and what happens next by itself."""
    if steps.waits_for_paper(voting_round):
        return WAITS_FOR_PAPER
    opens = moments.in_words(voting_round.opens_at)
    closes = moments.in_words(voting_round.closes_at)
    published = moments.in_words(voting_round.publication_due_at)
    challenged = moments.in_words(voting_round.certification_due_at)
    return {
        S.DRAFT: "Everything can still be edited. Nobody but staff knows of this round."
        + _what_it_follows(voting_round),
        S.SCHEDULED: f"Everything is frozen and announced. It opens by itself on {opens}.",
        S.OPEN: f"Members are voting. It closes by itself on {closes}.",
        S.CLOSED: COUNTING,
        S.MIXED: COUNTING,
        S.COUNTED: _embargo_of(voting_round, published),
        S.PUBLISHED: f"The result is public. It can be challenged until {challenged}.",
        S.CERTIFIED: "Finished: nothing is left that could join a vote to a member.",
        S.HELD: f"Everything stands still. The reason: {voting_round.stop_reason}",
        S.ANNULLED: f"Ended for good. The reason: {voting_round.stop_reason}",
    }[S(voting_round.status)]
