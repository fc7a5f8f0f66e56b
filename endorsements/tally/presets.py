"""Counting rules by name, for staff to choose from: each with its use, its source and an example.

What an example comes to is not written down here: `worked_examples.py` counts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from endorsements.tally.vocabulary import (
    APPROVAL,
    CONTINUING,
    IRV,
    MAXIMUM_SCORE,
    MORE_THAN,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    STAR,
    STV,
    TIE_DRAW,
    TIE_RUN_OFF,
    WHETHER_WHOM,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Quorum,
    RankedRules,
    Rule,
    Threshold,
)
from endorsements.tally.words import percent

SIXTY, TWO_THIRDS, HALF = Fraction(3, 5), Fraction(2, 3), Fraction(1, 2)
# More than any contest has candidates: everybody who reaches the bar is endorsed.
ALL_WHO_REACH_IT = 99


@dataclass(frozen=True)
class Preset:
    """A rule that staff choose by its name.

    Args:
        name: what it is; `{seats}` stands for how many may be endorsed, `{quorum}` for the quorum.
        purpose: what it is for, in a sentence.
        used_by: who counts so, in a sentence.
        source: address of the page that says so.
        rule: without candidates.
        example: selection, as `selections.py` writes it, to number of ballots.
        eligible: members on the roll of the example.
    """

    key: str
    name: str
    purpose: str
    used_by: str
    source: str
    rule: Rule
    example: Mapping[str, int]
    eligible: int = 400

    def called(self, rule: Rule | None = None) -> str:
        """The name, with the seats and the quorum of a contest that has this rule, or its own."""
        rule = rule or self.rule
        return self.name.format(seats=rule.seats, quorum=_quorum(rule.quorum))


_WHO_TOOK_PART = {"ash": 58, "birch": 20, "no-endorsement": 12, "abstain": 10}

PRESETS = (
    Preset(
        "single-60-all",
        "Single choice, 60 % of all ballots",
        "For an endorsement that a clear majority of everybody who marked the contest stands "
        "behind; “no endorsement” and abstentions make it harder to reach.",
        "Progressive Massachusetts printed this rule in its 2018 booklet.",
        "https://docslib.org/doc/3025597/2018-progressive-mass-gov-endorsement-questionnaires",
        Rule((), Threshold(SIXTY), has_abstain=True),
        _WHO_TOOK_PART,
    ),
    Preset(
        "single-60-without-abstentions",
        "Single choice, 60 %, abstentions left out",
        "For bylaws that say “60 % of the vote” and do not take an abstention for a vote.",
        "Progressive Massachusetts wrote “60 % of the total vote” in 2014, which can be read so.",
        "https://www.progressivemass.com/2014statewides",
        Rule((), Threshold(SIXTY, base=WITHOUT_ABSTENTIONS), has_abstain=True),
        _WHO_TOOK_PART,
    ),
    Preset(
        "single-60-quorum",
        "Single choice, 60 % of all ballots, quorum {quorum}",
        "For a small group that wants enough members to take part before it endorses.",
        "The San Francisco District 11 Democrats have 60 %, “no endorsement” and a quorum of 12.",
        "https://www.sfd11dems.com/endorsement_process",
        Rule((), Threshold(SIXTY), quorum=Quorum(ballots=12)),
        {"ash": 8, "birch": 2, "no-endorsement": 1},
    ),
    Preset(
        "single-80-all",
        "Single choice, 80 % of all ballots",
        "For a decision that was not announced in time, and so needs nearly everybody.",
        "The 34th and 36th Legislative District Democrats ask for 80 % of those who vote.",
        "https://34dems.org/endorsement-rules/",
        Rule((), Threshold(Fraction(4, 5))),
        {"ash": 39, "birch": 6, "no-endorsement": 4},
    ),
    Preset(
        "single-two-thirds-roll",
        "Single choice, two thirds of everybody who may vote",
        "For a committee whose absent members count too: whoever stays away does not help.",
        "The Sierra Club asks for two thirds of all who are eligible, the absent among them.",
        "http://www.rmc.sierraclub.org/secretary/policies/matrix.txt",
        Rule((), Threshold(TWO_THIRDS, base=WHOLE_ROLL)),
        {"ash": 19, "birch": 2},
        eligible=30,
    ),
    Preset(
        "approval-majority",
        "Approve as many as you like, {seats} seats, majority",
        "For several places, or to find out whom a majority could support: each ballot may name "
        "everybody it approves of.",
        "Our Revolution Arizona lets those go on whom a majority of the first ballots approves of.",
        "https://actionnetwork.org/forms/test-79?clear_id=true",
        Rule((), Threshold(HALF, MORE_THAN), form=APPROVAL, seats=2),
        {"ash birch": 22, "ash": 11, "birch cedar": 9, "cedar": 8, "no-endorsement": 10},
    ),
    Preset(
        "approval-dual",
        "Approve as many as you like, dual endorsement with 60 %",
        "For one office in which two good candidates may both be endorsed.",
        "The Sierra Club has rules for dual endorsements.",
        "http://www.rmc.sierraclub.org/secretary/policies/matrix.txt",
        Rule((), Threshold(SIXTY), form=APPROVAL, seats=2),
        {"ash birch": 45, "ash": 20, "birch": 15, "cedar": 12, "no-endorsement": 8},
    ),
    Preset(
        "approval-most",
        "Approve as many as you like, {seats} seats, the most approvals",
        "For filling places that must be filled: no bar, only an order.",
        "Metro DC DSA chose eight officers by approval.",
        "https://members.mdcdsa.org/t/2021-december-local-elections-steering-electoral-endorsement-and-priority-campaign-results/337",
        Rule((), None, has_no_endorsement=False, form=APPROVAL, seats=2, ties=TIE_DRAW),
        {"ash cedar": 14, "birch": 12, "birch cedar": 7, "dogwood": 5},
    ),
    Preset(
        "each-two-thirds",
        "Yes or no on each candidate, two thirds",
        "For judging every candidate alone: all whom two thirds of Yes and No support are "
        "endorsed, abstentions left out.",
        "Metro DC DSA asks Yes, No or Abstain about each candidate and needs two thirds.",
        "https://members.mdcdsa.org/t/2021-december-local-elections-steering-electoral-endorsement-and-priority-campaign-results/337",
        Rule(
            (),
            Threshold(TWO_THIRDS, base=WITHOUT_ABSTENTIONS),
            has_no_endorsement=False,
            has_abstain=True,
            form=PER_CANDIDATE,
            seats=ALL_WHO_REACH_IT,
        ),
        {
            "ash:no birch:yes": 200,
            "ash:no birch:no": 38,
            "ash:yes birch:yes": 47,
            "ash:abstain birch:yes": 61,
        },
    ),
    Preset(
        "each-over-60",
        "Ratify each recommendation, more than 60 %",
        "For a committee's recommendations, put to the members one by one.",
        "Progressive Newton's members ratified eleven endorsements so in 2017.",
        "https://progressivenewton.com/",
        Rule(
            (),
            Threshold(SIXTY, MORE_THAN),
            has_no_endorsement=False,
            form=PER_CANDIDATE,
            seats=ALL_WHO_REACH_IT,
        ),
        {"ash:yes birch:yes": 48, "ash:yes birch:no": 22, "ash:no birch:yes": 12, "ash:no": 18},
    ),
    Preset(
        "question-60",
        "Ballot question, 60 %",
        "For a position on a ballot question, with “no position” as a choice of its own.",
        "The Harvey Milk Club takes positions on measures with 60 % of Yes, No and no position.",
        "https://www.milkclub.org/score_voting",
        Rule((), Threshold(SIXTY), form=QUESTION),
        {"yes": 66, "no": 28, "no-endorsement": 11},
    ),
    Preset(
        "question-majority",
        "Ballot question, majority",
        "For a question that only needs more Yes than No, or the other way round.",
        "The union WFSE takes positions on measures by majority, also against them.",
        "http://wfselpa.blogspot.com/2010/04",
        Rule(
            (),
            Threshold(HALF, MORE_THAN, WITHOUT_ABSTENTIONS),
            has_no_endorsement=False,
            has_abstain=True,
            form=QUESTION,
        ),
        {"yes": 40, "no": 52, "abstain": 12},
    ),
    Preset(
        "score-majority",
        "Score 0 to 5, more than half of the highest possible score",
        "For telling how much members like each candidate, not only whom they like best.",
        "The Harvey Milk Club endorses the highest score above half of five points per ballot.",
        "https://www.milkclub.org/score_voting",
        Rule(
            (),
            Threshold(HALF, MORE_THAN, MAXIMUM_SCORE),
            has_no_endorsement=False,
            form=SCORE,
            ties=TIE_RUN_OFF,
        ),
        {"ash:5 birch:4 cedar:0": 24, "ash:0 birch:4 cedar:5": 20, "ash:3 birch:1 cedar:0": 6},
    ),
    Preset(
        "star",
        "STAR: score 0 to 5, then a run-off of the top two",
        "For one winner whom most voters prefer over the other finalist, whatever happens.",
        "The Equal Vote Coalition proposes it.",
        "https://www.starvoting.org/star",
        Rule((), None, has_no_endorsement=False, form=STAR),
        {"ash:5 birch:3 cedar:0": 23, "ash:0 birch:5 cedar:4": 14, "ash:0 birch:2 cedar:5": 13},
    ),
    Preset(
        "ranked-majority",
        "Ranked choice, majority of continuing ballots",
        "For one winner among many candidates without a second vote; “no endorsement” can be "
        "ranked as well.",
        "The Working Families Party ranked candidates for president in 2019; more than half won.",
        "https://workingfamilies.org/2019/09/wfp-to-hold-2020-endorsement-vote/",
        Rule((), None, form=IRV, ties=TIE_RUN_OFF, ranked=RankedRules()),
        {
            "ash>birch": 40,
            "birch>ash": 31,
            "cedar>birch": 22,
            "cedar": 4,
            "no-endorsement>birch": 3,
        },
    ),
    Preset(
        "ranked-60",
        "Ranked choice, 60 % of continuing ballots",
        "For one winner with broad support: if neither of the last two reaches it, there is no "
        "consensus and nobody is endorsed.",
        "The 37th Legislative District Democrats rank down to one, who needs 60 %.",
        "https://37dems.org/endorsement-rules",
        Rule((), Threshold(SIXTY, base=CONTINUING), form=IRV, ranked=RankedRules()),
        {"ash>birch": 40, "birch>ash": 32, "cedar>birch": 10, "no-endorsement": 18},
    ),
    Preset(
        "stv",
        "Ranked choice for {seats} seats (STV)",
        "For a board or a slate in which every group of members gets its share of the places.",
        "YIMBY Action ranks for several seats; the count here is the one of Scottish councils.",
        "https://yimbyaction.org/endorsement-procedure/",
        Rule(
            (),
            None,
            has_no_endorsement=False,
            form=STV,
            seats=3,
            ties=TIE_DRAW,
            ranked=RankedRules(),
        ),
        {"ash>birch": 48, "birch": 9, "cedar>dogwood": 24, "dogwood>cedar": 19},
    ),
    Preset(
        "whether-whom-60",
        "Whether, then whom: 60 % each",
        "For asking first whether to endorse at all; whoever says No may still say whom.",
        "The Sunrise Movement asked both questions in 2020.",
        "https://www.sunrisemovement.org/political-endorsements/",
        Rule(
            (),
            Threshold(SIXTY),
            has_no_endorsement=False,
            has_abstain=True,
            form=WHETHER_WHOM,
            whom_threshold=Threshold(SIXTY, base=WITHOUT_ABSTENTIONS),
        ),
        {"yes:ash": 61, "yes:birch": 14, "no:birch": 9, "no:": 8, "yes:abstain": 8},
    ),
)
BY_KEY = {preset.key: preset for preset in PRESETS}


def preset_of(rule: Rule) -> Preset | None:
    """The preset that a contest's rule is, whatever its candidates, seats and quorum.

    A preset with a quorum needs some quorum.
    """
    return next((preset for preset in PRESETS if _is_by(preset, rule)), None)


def rule_by(preset: Preset, *, seats: int | None = None, quorum: Quorum | None = None) -> Rule:
    """The rule of a preset, with seats or a quorum of the contest's own where they are given."""
    rule = preset.rule
    return replace(rule, seats=seats or rule.seats, quorum=quorum or rule.quorum)


def _is_by(preset: Preset, rule: Rule) -> bool:
    has_quorum = rule.quorum != Quorum() or preset.rule.quorum == Quorum()
    alike = replace(rule, candidates=(), seats=preset.rule.seats, quorum=preset.rule.quorum)
    return has_quorum and alike == preset.rule


def _quorum(quorum: Quorum) -> str:
    return percent(quorum.share) if quorum.share is not None else str(quorum.ballots)
