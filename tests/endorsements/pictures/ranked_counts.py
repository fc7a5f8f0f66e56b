"""Ranked counts small enough to be checked by hand."""

from endorsements.pictures.stored import Stored
from endorsements.tally.vocabulary import IRV, STV, TIE_DRAW, RankedRules, Rule
from tests.endorsements.pictures import counted

RUN_OFF = Rule(("ash", "birch", "cedar"), None, form=IRV, ranked=RankedRules())
RUN_OFF_BALLOTS = {
    "ash>birch": 40,
    "birch>ash": 31,
    "cedar>birch": 22,
    "cedar": 4,
    "no-endorsement>birch": 3,
}
# The quota is 4 of 11. Ash has 7: 3 move on, 3/7 from each ballot, 15/7 to Birch, 6/7 to Cedar.
SEATS = Rule(
    ("ash", "birch", "cedar"),
    None,
    has_no_endorsement=False,
    form=STV,
    seats=2,
    ties=TIE_DRAW,
    ranked=RankedRules(),
)
SEATS_BALLOTS = {"ash>birch": 5, "ash>cedar": 2, "birch": 2, "cedar": 2}


def run_off(ballots=RUN_OFF_BALLOTS, rule=RUN_OFF):
    return Stored(*counted(rule, ballots))


def seats(ballots=SEATS_BALLOTS, rule=SEATS):
    return Stored(*counted(rule, ballots))
