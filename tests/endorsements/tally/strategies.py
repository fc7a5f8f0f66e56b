"""Rules and ballots of every form for Hypothesis: choices as a voter makes them, and their text."""

from fractions import Fraction

from hypothesis import strategies as st

from endorsements.tally.selections import write_answers, write_marks, write_ranks, write_steps
from endorsements.tally.vocabulary import (
    ABSTAIN,
    APPROVAL,
    AT_LEAST,
    BASES_OF_FORM,
    BLANK,
    FORMS,
    FORMS_WITHOUT_NO_ENDORSEMENT,
    HIGHEST_SCORE,
    MORE_THAN,
    NO,
    NO_ENDORSEMENT,
    PER_CANDIDATE,
    QUESTION,
    RANKED_FORMS,
    SCORED_FORMS,
    TIE_RULES,
    WHETHER_WHOM,
    YES,
    Quorum,
    RankedRules,
    Rule,
    Threshold,
)

CANDIDATES = ("ash", "birch", "cedar", "dogwood")
SHARES = [Fraction(1, 3), Fraction(1, 2), Fraction(3, 5), Fraction(2, 3)]


@st.composite
def rules(draw, form):
    """A rule of a form with any bar, tie rule, quorum and number of seats it may have."""
    bases = BASES_OF_FORM[form]
    thresholds = st.none() | st.builds(
        Threshold,
        st.sampled_from(SHARES),
        st.sampled_from([AT_LEAST, MORE_THAN]),
        st.sampled_from(bases or [""]),
    )
    size = draw(st.integers(1, len(CANDIDATES)))
    return Rule(
        candidates=(YES, NO) if form == QUESTION else CANDIDATES[:size],
        threshold=draw(thresholds) if bases else None,
        has_no_endorsement=form not in FORMS_WITHOUT_NO_ENDORSEMENT and draw(st.booleans()),
        has_abstain=True,
        quorum=draw(st.sampled_from([Quorum(), Quorum(), Quorum(ballots=4)])),
        form=form,
        seats=draw(st.integers(1, 3)),
        ties=draw(st.sampled_from(TIE_RULES)),
        ranked=RankedRules() if form in RANKED_FORMS else None,
        whom_threshold=draw(thresholds) if form == WHETHER_WHOM else None,
    )


any_rule = st.sampled_from(FORMS).flatmap(rules)


def choices(rule):
    """What a voter may want in a contest, before it is written down in a ballot's order."""
    standing = st.sampled_from(rule.standing())
    answers = st.sampled_from([YES, NO, ABSTAIN])
    if rule.form == APPROVAL:
        named = st.sets(st.sampled_from(rule.candidates))
        return named | st.just({NO_ENDORSEMENT}) if rule.has_no_endorsement else named
    if rule.form == PER_CANDIDATE:
        return st.dictionaries(st.sampled_from(rule.candidates), answers)
    if rule.form in SCORED_FORMS:
        return st.dictionaries(standing, st.integers(0, HIGHEST_SCORE))
    if rule.form in RANKED_FORMS:
        return st.lists(st.sets(standing, max_size=2), max_size=4)
    if rule.form == WHETHER_WHOM:
        sides = st.sampled_from(["", ABSTAIN])
        return st.tuples(answers | sides, st.sampled_from(rule.candidates) | sides)
    return st.sets(standing, max_size=1)


def written(rule, choice):
    """The one text of a choice on a ballot with this rule's order of candidates."""
    if rule.form in RANKED_FORMS:
        return write_ranks([_in_order(rule, rank) for rank in choice])
    if rule.form == WHETHER_WHOM:
        return write_steps(*choice)
    in_order = _in_order(rule, choice)
    if isinstance(choice, dict):
        return write_answers({key: choice[key] for key in in_order})
    return write_marks(in_order)


def _in_order(rule, keys):
    return [key for key in rule.standing() if key in keys]


def only_for(rule, key):
    """The choice that does most for somebody and nothing for anybody else."""
    if rule.form in SCORED_FORMS:
        return {key: HIGHEST_SCORE}
    if rule.form in RANKED_FORMS:
        return [{key}]
    if rule.form == WHETHER_WHOM:
        return (YES, key)
    return {key: YES} if rule.form == PER_CANDIDATE else {key}


ODD_TEXTS = st.sampled_from([BLANK, ABSTAIN, "write-in", " "])
