"""The whole rulebook: every form with every ready-made rule, every outcome, and the file."""

import pytest

from endorsements.rulebook import markdown
from endorsements.rulebook.contents import contents
from endorsements.rulebook.outcomes import outcomes
from endorsements.rulebook.parts import Example
from endorsements.tally.presets import PRESETS
from endorsements.tally.vocabulary import FORMS, RANKED_FORMS

SECTIONS = {section.key: section for section in contents()}
EXAMPLES = [part for one in SECTIONS.values() for part in one.parts if isinstance(part, Example)]


def test_every_form_has_a_section_and_every_ready_made_rule_an_example():
    assert {form.replace("_", "-") for form in FORMS} <= set(SECTIONS)
    assert {example.name for example in EXAMPLES} == {preset.called() for preset in PRESETS}


@pytest.mark.parametrize("form", FORMS)
def test_the_first_example_of_a_form_has_pictures(form):
    _, first, *others = SECTIONS[form.replace("_", "-")].parts

    assert first.bars
    assert bool(first.flow and first.table) is (form in RANKED_FORMS)
    assert not any(other.bars for other in others)


def test_pictures_on_the_page_have_names_of_their_own():
    keys = [bar.key for example in EXAMPLES for bar in example.bars]

    assert len(set(keys)) == len(keys)


def test_every_outcome_is_told_with_a_sentence_of_the_counter():
    [table, _] = outcomes().parts

    assert [(row[0], row[2]) for row in table.rows] == [
        ("Endorsed", "Ash is endorsed with 70 % of 100 ballots; 60 % was needed."),
        (
            "Dual endorsement",
            "Ash and Birch are endorsed with 65 % and 60 % of 100 ballots; 60 % was needed.",
        ),
        ("No endorsement", "No endorsement: Ash has 55 % of 100 ballots; 60 % was needed."),
        (
            "“No endorsement” won",
            "“No endorsement” won with 48 % of 100 ballots. Nobody is endorsed.",
        ),
        (
            "No consensus",
            "No consensus: Birch has 51.2 % of 82 ballots that still counted in round 3; 60 % was "
            "needed. Nobody is endorsed.",
        ),
        (
            "Tie",
            "A tie for the lead between Ash and Birch, each with 50 % of 100 ballots. Nobody is "
            "endorsed.",
        ),
        (
            "No quorum",
            "No quorum: 62 ballots were cast, 100 were needed. Nobody is endorsed.",
        ),
    ]


def test_the_file_in_docs_is_what_the_rulebook_says():
    written = markdown.TARGET.read_text(encoding="utf-8")

    assert written == markdown.document(), "run: python manage.py build_how_we_count"


def test_lines_of_text_in_the_file_are_short_and_tables_are_whole():
    for line in markdown.document().splitlines():
        assert line.startswith("|") or len(line) <= 100 or "<https://" in line
    heads = [line for line in markdown.document().splitlines() if line.startswith("| --- ")]
    assert len(heads) > len(PRESETS)
