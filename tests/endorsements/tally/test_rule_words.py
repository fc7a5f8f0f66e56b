"""Whole rules in words: nothing that can change who is endorsed is left out."""

from fractions import Fraction

import pytest

from endorsements.tally.rule_words import rule_in_words
from endorsements.tally.vocabulary import (
    ALL_CAST,
    APPROVAL,
    CONTINUING,
    DECIMAL5,
    EXHAUST,
    EXHAUST_TWO,
    FORMS,
    IRV,
    LOOKBACK_EARLIEST,
    LOOKBACK_NONE,
    NAMED_ONLY,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    SKIP,
    STAR,
    STOP_AT_TWO_LEFT,
    STV,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    TIE_ENDORSES_NOBODY,
    TIE_RUN_OFF,
    WHETHER_WHOM,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Quorum,
    RankedRules,
    Threshold,
)
from tests.endorsements.tally.forms import SIXTY, bar, of_form

DRAW = (
    "The public draw puts all choices into an order that nobody can influence: it is worked out "
    "from the last line of the public log when voting closes, before any envelope is opened; the "
    "page “How we count” prints how, so that everybody can work it out again."
)
READING = (
    "Two candidates at one rank: the ballot counts down to the rank before, no further. A "
    "candidate ranked twice: only the higher rank counts. A rank left empty is passed over."
)
BACK_TO_THE_FIRST = (
    "what they had in the round before decides, then in the one before that, back to the first, "
    "and if all of that was equal, the public draw."
)
RULES = {
    SINGLE_CHOICE: (
        "Mark one choice. A candidate is endorsed with at least 60 % (3/5) of all ballots marked "
        "in this contest. “No endorsement” is a choice like any other. A contest left blank does "
        "not count in the total. A tie for the lead endorses nobody."
    ),
    QUESTION: (
        "Mark one choice. Yes or No is our position with more than 50 % (1/2) of the ballots "
        "marked Yes or No. “No position” can be marked, but does not count in the total. A "
        "contest left blank does not count in the total. A tie between Yes and No gives no "
        "position."
    ),
    APPROVAL: (
        "Mark as many candidates as you like. Whoever is marked on more than 50 % (1/2) of all "
        "ballots marked in this contest is endorsed; if these are more than 2, the 2 with the "
        "most marks. “No endorsement” is marked alone and takes no place; it counts in the "
        "total. A contest left blank does not count in the total. A tie for the last place "
        "endorses nobody in it."
    ),
    PER_CANDIDATE: (
        "Say Yes, No or Abstain to each candidate; you may leave some out. Whoever has Yes on "
        "more than 66.7 % (2/3) of the ballots that say Yes or No to that candidate is endorsed."
    ),
    SCORE: (
        "Give each candidate from 0 to 5 points, 5 being the best; a candidate without a mark on "
        "your ballot gets 0. Whoever has more than 50 % (1/2) of the highest possible score (5 "
        "points from each ballot that scores) is endorsed; if these are several, the one with "
        "the most points. A contest left blank does not count in the total. A tie for the lead "
        "endorses nobody."
    ),
    STAR: (
        "Give each candidate from 0 to 5 points, 5 being the best; a candidate without a mark on "
        "your ballot gets 0. The two candidates with the most points go into the final. There "
        "each ballot counts for the one of the two to whom it gives more points; a ballot that "
        "gives both the same counts for neither. Whoever has more ballots in the final is "
        "endorsed, with more than 50 % (1/2) of the ballots that score one of the two in the "
        "final above the other. With equal numbers in the final the one with more points wins. A "
        "contest left blank does not count in the total. A tie for a place in the final is "
        "settled by the public draw. A tie in the final, in ballots and in points, endorses "
        f"nobody. {DRAW}"
    ),
    IRV: (
        "Rank the candidates, as many as you like: 1 is your first choice, 2 your second, and so "
        "on. In each round every ballot counts for the one it ranks highest among those still "
        "in. Whoever has at least 60 % (3/5) of all ballots marked in this contest is endorsed, "
        "and the count ends. If nobody has, the one with the fewest ballots is excluded, one in "
        "each round, and the count goes on; if only two are left and neither has enough, nobody "
        "is endorsed. A ballot for somebody excluded moves on to the next of its ranks who is "
        "still in. A ballot is exhausted when nobody whom it ranks is still in; it still counts "
        "in the total, but for nobody. “No endorsement” is ranked like a candidate; if it wins, "
        "nobody is endorsed. A contest left blank does not count in the total. "
        f"{READING} If several equally have the fewest, {BACK_TO_THE_FIRST} A tie between the "
        "last two, or between two who have enough in the same round, endorses nobody. "
        f"{DRAW}"
    ),
    STV: (
        "Rank the candidates, as many as you like: 1 is your first choice, 2 your second, and so "
        "on. Up to 2 candidates are endorsed. Each ballot begins with the value 1 and its first "
        "choice. The quota is the number of ballots that rank anybody, divided by 3, rounded "
        "down, plus 1; whoever has the quota is endorsed. What they have above it moves on: each "
        "of their ballots goes to the next of its ranks who is still in and not yet endorsed, "
        "with the same part of its value (exact fractions). If nothing above a quota is left to "
        "move, the one with the least is excluded, and those ballots move on at the value they "
        "have. When no more are still in than places are left, they are endorsed too, without "
        "the quota. A ballot is exhausted when nobody whom it ranks can take it. “No "
        "endorsement” is ranked like a candidate; a place that it wins stays empty. A contest "
        f"left blank counts for nobody. {READING} If several equally have the most or the "
        f"least, {BACK_TO_THE_FIRST} {DRAW}"
    ),
    WHETHER_WHOM: (
        "Answer two questions: whether we should endorse anybody, and whom, if so. You may "
        "answer the second whatever you say to the first. We endorse only if Yes to the first "
        "question has more than 50 % (1/2) of the ballots that answer that question, abstentions "
        "left out. If so, the candidate with the most votes in the second question is endorsed, "
        "with at least 60 % (3/5) of all ballots that answer that question. A tie for the lead "
        "endorses nobody."
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_rule_in_words(form):
    assert rule_in_words(of_form(form)) == RULES[form]


@pytest.mark.parametrize(
    ("form", "fields", "sentence"),
    [
        # what to mark
        (APPROVAL, {"most_marks": 3}, "Mark up to 3 candidates. "),
        (APPROVAL, {"most_marks": 1}, "Mark one candidate. "),
        (PER_CANDIDATE, {"has_abstain": False}, "Say Yes or No to each candidate; "),
        (IRV, {"most_marks": 3}, "Rank the candidates, up to 3 of them: "),
        (STV, {"most_marks": 1}, "Mark your first choice. "),
        # what is needed
        (SINGLE_CHOICE, {"threshold": None}, " The candidate with the most votes is endorsed. "),
        (
            SINGLE_CHOICE,
            {"threshold": Threshold(Fraction(1, 2))},
            " The candidate with the most votes is endorsed, with at least 50 % (1/2) of all ",
        ),
        (SINGLE_CHOICE, {"threshold": bar("1/2", ALL_CAST)}, "A candidate is endorsed with more"),
        (QUESTION, {"threshold": None}, " The answer with the most votes is our position. "),
        (
            QUESTION,
            {"threshold": bar("2/5", NAMED_ONLY)},
            " Yes or No, whichever has the most votes, is our position with more than 40 % ",
        ),
        (APPROVAL, {"threshold": None}, " The 2 candidates with the most marks are endorsed. "),
        (SCORE, {"threshold": None}, " The candidate with the most points is endorsed. "),
        (
            PER_CANDIDATE,
            {"seats": 1},
            " is endorsed; if these are several, the one with the most Yes. ",
        ),
        (STAR, {"threshold": None}, " Whoever has more ballots in the final is endorsed. "),
        (
            IRV,
            {"threshold": None},
            " Whoever has more than half (1/2) of the ballots that still count is endorsed. If "
            "nobody has, the one with the fewest ballots is excluded, one in each round, and the "
            "count goes on. ",
        ),
        (
            IRV,
            {"threshold": None, "ranked": RankedRules(stop=STOP_AT_TWO_LEFT)},
            " The one with the fewest ballots is excluded, one in each round, until two are left; "
            "then whoever has more than half (1/2) of the ballots that still count is endorsed. ",
        ),
        (IRV, {"threshold": None}, " whom it ranks is still in; it no longer counts. "),
        (
            IRV,
            {"threshold": bar("1/2", CONTINUING)},
            " whom it ranks is still in; it no longer counts. ",
        ),
        (STV, {"seats": 1}, " One candidate is endorsed. "),
        (
            STV,
            {"ranked": RankedRules(arithmetic=DECIMAL5)},
            " with the same part of its value (cut after five decimals). ",
        ),
        (
            WHETHER_WHOM,
            {"threshold": None},
            " We endorse only if Yes to the first question has more ballots than No. ",
        ),
        (
            WHETHER_WHOM,
            {"whom_threshold": None},
            " If so, the candidate with the most votes in the second question is endorsed. ",
        ),
        # who is in the total
        (SINGLE_CHOICE, {"has_abstain": True}, " An abstention counts in the total. A contest "),
        (
            SINGLE_CHOICE,
            {"has_abstain": True, "threshold": bar("3/5", WITHOUT_ABSTENTIONS)},
            " An abstention or a contest left blank does not count in the total. ",
        ),
        (
            SINGLE_CHOICE,
            {"has_abstain": True, "threshold": None},
            " An abstention or a contest left blank counts for nobody. ",
        ),
        (
            SINGLE_CHOICE,
            {"has_no_endorsement": False},
            " marked in this contest. A contest left blank does not count in the total. ",
        ),
        (
            SINGLE_CHOICE,
            {"threshold": bar("3/5", NAMED_ONLY)},
            " “No endorsement” can be marked, but does not count in the total. ",
        ),
        (
            SINGLE_CHOICE,
            {"threshold": bar("3/5", ALL_CAST)},
            " Whatever was cast counts in the total, a contest left blank too. ",
        ),
        (
            SINGLE_CHOICE,
            {"threshold": bar("1/5", WHOLE_ROLL)},
            " Whoever does not vote counts in the total too. ",
        ),
        (APPROVAL, {"threshold": None}, " “No endorsement” is marked alone and takes no place. "),
        (
            SCORE,
            {"has_no_endorsement": True},
            " “No endorsement” gets points like a candidate; nobody with fewer points is ",
        ),
        (
            STAR,
            {"has_no_endorsement": True},
            " “No endorsement” gets points like a candidate; if it wins, nobody is endorsed. ",
        ),
        (SINGLE_CHOICE, {"quorum": Quorum(ballots=40)}, " at least 40 ballots are cast. A tie "),
    ],
)
def test_a_rule_says_what_it_takes(form, fields, sentence):
    assert sentence in rule_in_words(of_form(form, **fields))


@pytest.mark.parametrize(
    ("ranked", "sentence"),
    [
        (RankedRules(overvote=SKIP), "Two candidates at one rank: this rank is passed over."),
        (
            RankedRules(duplicate=EXHAUST),
            "A candidate ranked twice: the ballot counts down to the rank before the second time.",
        ),
        (
            RankedRules(skipped=EXHAUST),
            "A rank left empty: the ballot counts down to the rank before, no further.",
        ),
        (
            RankedRules(skipped=EXHAUST_TWO),
            "One rank left empty is passed over; after two empty ranks in a row the ballot counts "
            "no further.",
        ),
        (
            RankedRules(lookback=LOOKBACK_NONE),
            "If several equally have the fewest, the public draw decides.",
        ),
        (
            RankedRules(lookback=LOOKBACK_EARLIEST),
            "If several equally have the fewest, what they had in the first round decides, then in "
            "the second, and so on, and if all of that was equal, the public draw.",
        ),
    ],
)
def test_each_rule_of_reading_is_one_sentence(ranked, sentence):
    assert f" {sentence} " in rule_in_words(of_form(IRV, ranked=ranked))


@pytest.mark.parametrize(
    ("form", "ties", "sentence"),
    [
        (SINGLE_CHOICE, TIE_ENDORSES_NOBODY, "A tie for the lead endorses nobody."),
        (
            SINGLE_CHOICE,
            TIE_ENDORSES_BOTH,
            "A tie for the lead endorses everybody in it, unless “No endorsement” is in it.",
        ),
        (
            SINGLE_CHOICE,
            TIE_RUN_OFF,
            "A tie for the lead endorses nobody; a run-off round between those in it is prepared.",
        ),
        (SINGLE_CHOICE, TIE_DRAW, f"A tie for the lead is settled by the public draw. {DRAW}"),
        (
            APPROVAL,
            TIE_RUN_OFF,
            "A tie for the last place endorses nobody in it; a run-off round between those in it "
            "is prepared.",
        ),
        (QUESTION, TIE_RUN_OFF, "no position; a run-off round between those in it is prepared."),
        (QUESTION, TIE_ENDORSES_BOTH, "A tie between Yes and No gives no position."),
        (QUESTION, TIE_DRAW, f"A tie between Yes and No is settled by the public draw. {DRAW}"),
        (WHETHER_WHOM, TIE_ENDORSES_BOTH, "A tie for the lead endorses everybody in it."),
        (
            STAR,
            TIE_DRAW,
            "A tie in the final, in ballots and in points, is settled by the public draw. " + DRAW,
        ),
        (
            IRV,
            TIE_DRAW,
            "A tie between the last two, or between two who have enough in the same round, is "
            f"settled in the same way. {DRAW}",
        ),
    ],
)
def test_a_rule_ends_with_what_settles_ties(form, ties, sentence):
    assert rule_in_words(of_form(form, ties=ties)).endswith(sentence)


def test_without_a_draw_the_draw_is_not_explained():
    assert "public draw" not in rule_in_words(of_form(SINGLE_CHOICE, threshold=SIXTY))


def test_where_all_can_be_endorsed_there_is_no_last_place():
    assert "tie" not in rule_in_words(of_form(APPROVAL, seats=3))
