"""The expert form and the database refuse the same rules, the form with a sentence."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from endorsements.admin.rule_sense import mistakes
from endorsements.models import Contest
from endorsements.models.rules import Base, Form, TieRule
from endorsements.tally.vocabulary import (
    AT_LEAST,
    MORE_THAN,
    RANKED_FORMS,
    RankedRules,
    Rule,
    Threshold,
)

BARS = st.none() | st.builds(
    Threshold,
    st.sampled_from([Fraction(1, 2), Fraction(3, 5), Fraction(1)]),
    st.sampled_from([AT_LEAST, MORE_THAN]),
    st.sampled_from(Base.values),
)


@st.composite
def rules(draw):
    form = draw(st.sampled_from(Form.values))
    return Rule(
        candidates=(),
        threshold=draw(BARS),
        has_no_endorsement=draw(st.booleans()),
        form=form,
        seats=draw(st.integers(0, 3)),
        most_marks=draw(st.none() | st.integers(0, 3)),
        ties=draw(st.sampled_from(TieRule.values)),
        ranked=RankedRules() if form in RANKED_FORMS else None,
        whom_threshold=draw(BARS),
    )


@settings(deadline=None)
@given(rules())
@pytest.mark.django_db
def test_a_rule_with_a_mistake_cannot_be_stored_and_any_other_can(rule):
    contest = Contest()
    contest.take_rule(rule)
    unrelated = {"round", "key", "office"}

    if list(mistakes(rule)):
        with pytest.raises(ValidationError):
            contest.validate_constraints(exclude=unrelated)
    else:
        contest.validate_constraints(exclude=unrelated)
