"""Cast vote records: codes, roots and the file that lists them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.protocol.files import records_file
from endorsements.protocol.merkle import EMPTY_ROOT
from endorsements.protocol.records import (
    CODE_ALPHABET,
    grouped,
    is_code,
    parse_records_csv,
    records_csv,
    records_root,
)

CODE, OTHER = "ABCDEFGHJKMN", "ZYXWVTSRQPNM"
CODES = st.text(CODE_ALPHABET, min_size=12, max_size=12)
SELECTIONS = st.one_of(
    st.sampled_from(["", "ash", "no-endorsement", "-ash", ">>ash=birch", ":ash", "ash birch"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=90),
)
RECORDS = st.lists(st.tuples(CODES, SELECTIONS), max_size=8)


def test_a_code_has_no_letter_that_can_be_mistaken():
    assert not set("ILOU01") & set(CODE_ALPHABET)
    assert len(set(CODE_ALPHABET)) == len(CODE_ALPHABET) == 30


@pytest.mark.parametrize(
    ("text", "is_one"), [(CODE, True), (CODE[:-1], False), (CODE.lower(), False), ("0" * 12, False)]
)
def test_a_code_is_twelve_characters_of_its_alphabet(text, is_one):
    assert is_code(text) is is_one


def test_a_code_is_read_in_three_groups():
    assert grouped(CODE) == "ABCD-EFGH-JKMN"


def test_the_root_fixes_which_code_has_which_choice():
    records = [(CODE, "ash"), (OTHER, "birch")]
    swapped = [(CODE, "birch"), (OTHER, "ash")]

    assert records_root(records) == records_root(reversed(records))
    assert records_root(records) != records_root(swapped)
    assert records_root([]) == EMPTY_ROOT


def test_the_file_is_a_plain_table():
    assert records_csv([(OTHER, ""), (CODE, "ash")]) == (f"code,selection\n{CODE},ash\n{OTHER},\n")


@pytest.mark.parametrize(
    ("selection", "cell"),
    [
        ("=1+1", '"""=1+1"""'),
        ("a\nb", '"""a\\nb"""'),
        ("a,b", '"""a,b"""'),
        ('"', '"""\\"""""'),
        ("\x00", '"""\\u0000"""'),
        ("-ash", '"""-ash"""'),
        (" ash", '""" ash"""'),
        ("ash\tbirch", '"""ash\\tbirch"""'),
        ("a" * 10_001, '"""' + "a" * 10_001 + '"""'),
    ],
)
def test_what_could_not_be_a_choice_or_seems_a_formula_is_quoted(selection, cell):
    assert records_csv([(CODE, selection)]) == f"code,selection\n{CODE},{cell}\n"


KEYS = [f"{'candidate-with-a-very-long-name-in-it-':-<38}{n:02d}" for n in range(12)]


@pytest.mark.parametrize(
    "selection",
    [
        "ash birch cedar",
        "ash:yes birch:no cedar:abstain",
        "ash:0 birch:5",
        "ash>birch>cedar",
        ">>ash=birch>cedar",
        "yes:ash",
        ":ash",
        "no:",
        ">".join(KEYS),
        " ".join(f"{key}:abstain" for key in KEYS),
    ],
)
def test_a_selection_of_every_form_is_a_plain_cell(selection):
    assert records_csv([(CODE, selection)]) == f"code,selection\n{CODE},{selection}\n"


@given(RECORDS)
def test_what_is_written_is_read_again(records):
    assert parse_records_csv(records_csv(records)) == sorted(records)


@given(RECORDS)
def test_every_record_is_one_line(records):
    assert records_csv(records).count("\n") == 1 + len(records)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "its first line is not"),
        ("code\n", "its first line is not"),
        ("code,selection", "its last line is cut short"),
        (f"code,selection\n{CODE},ash", "its last line is cut short"),
        ("code,selection\n\n", "its line 2 is not a record"),
        (f"code,selection\n{CODE}\n", "its line 2 is not a record"),
        (f"code,selection\n{CODE},ash\nx,ash\n", "its line 3 is not a record"),
        (f"code,selection\n{CODE},a,b\n", "its line 2 is not a record"),
        (f"code,selection\n{CODE},ash\r\n", "its line 2 is not a record"),
        (f'code,selection\n{CODE},"ash"\n', "its line 2 is not a record"),
        (f'code,selection\n{CODE},"""ash"""\n', "its line 2 is not a record"),
        (f'code,selection\n{CODE},"""\n', "its line 2 is not a record"),
        (f'code,selection\n{CODE},"""\\ud800"""\n', "its line 2 is not a record"),
        (f'code,selection\n{CODE},"""=1"", 2"""\n', "its line 2 is not a record"),
    ],
)
def test_any_other_line_is_refused(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_records_csv(text)


def test_the_records_of_a_contest_have_their_file():
    assert records_file("governor") == "records/governor.csv"
