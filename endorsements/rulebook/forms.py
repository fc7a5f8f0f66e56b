"""The forms of ballot: each ready-made rule in its own words, with its source and an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from endorsements.pictures.flow import flow
from endorsements.pictures.results import result_bars
from endorsements.pictures.rounds_table import rounds_table
from endorsements.pictures.stored import Stored
from endorsements.rulebook.parts import Example, Prose, Section
from endorsements.tally.presets import PRESETS, Preset
from endorsements.tally.rule_words import rule_in_words
from endorsements.tally.vocabulary import (
    APPROVAL,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    RANKED_FORMS,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
)
from endorsements.tally.worked_examples import counted_example, names_in, worked

_FORMS = {
    SINGLE_CHOICE: ("Single choice", "One mark. With a bar above one half only one can win."),
    QUESTION: (
        "Ballot question",
        "Yes or No to a question on the public ballot; the outcome is a position, and that may be "
        "No.",
    ),
    APPROVAL: (
        "Approval",
        "Mark everybody you approve of. Several may reach the bar: the only way, besides Yes or No "
        "on each, to endorse two for one office.",
    ),
    PER_CANDIDATE: (
        "Yes or no on each candidate",
        "A question for each candidate, with a total of its own: whoever says nothing to a "
        "candidate is not in that total.",
    ),
    SCORE: (
        "Score",
        "0 to 5 points for each. The bar is a share of the highest possible sum, which is 5 points "
        "from each ballot that scores anybody.",
    ),
    STAR: (
        "STAR",
        "Points first, then a final between the two best: there the ballot counts for the one it "
        "gives more points.",
    ),
    IRV: (
        "Ranked choice (IRV)",
        "The last is excluded round by round, and those ballots move on to their next choice.",
    ),
    STV: (
        "Ranked choice for several seats (STV)",
        "Whoever has the quota is in; what is above the quota, and the ballots of those excluded, "
        "move on to the next choice.",
    ),
    WHETHER_WHOM: (
        "Whether, then whom",
        "First whether to endorse anybody at all, then whom; both on one ballot.",
    ),
}


def forms() -> Iterator[Section]:
    """A section for each form, in which the first example has pictures."""
    for form, (title, intro) in _FORMS.items():
        presets = [preset for preset in PRESETS if preset.rule.form == form]
        examples = [_example(preset, is_first=not place) for place, preset in enumerate(presets)]
        yield Section(form.replace("_", "-"), title, (Prose(intro), *examples))


def _example(preset: Preset, *, is_first: bool) -> Example:
    told = worked(preset)
    example = Example(
        name=preset.called(),
        purpose=preset.purpose,
        used_by=preset.used_by,
        source=preset.source,
        rule=rule_in_words(replace(preset.rule, candidates=tuple(names_in(preset)))),
        ballots=tuple((str(number), text) for number, text in told.ballots),
        outcome=told.outcome,
        steps=told.rounds,
    )
    return _with_pictures(example, preset) if is_first else example


def _with_pictures(example: Example, preset: Preset) -> Example:
    contest, numbers = counted_example(preset)
    contest = {**contest, "key": preset.key}
    stored = Stored(contest, numbers)
    is_ranked = preset.rule.form in RANKED_FORMS
    return replace(
        example,
        bars=result_bars(contest, numbers),
        flow=flow(stored) if is_ranked else None,
        table=rounds_table(stored) if is_ranked else None,
    )
