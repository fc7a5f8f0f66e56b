"""A sheet's code is known again, with its check codes, and nobody can make one up."""

import pytest

from endorsements.errors import UnknownSheet
from endorsements.paper.sheets import new_sheets, read_sheet, sheet_digest
from endorsements.protocol.records import grouped, is_code
from tests.factories.endorsements import scheduled_round

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def voting_round(rows_of_the_module):
    return scheduled_round(3, with_keys=False)


def test_a_sheet_is_known_by_its_code_however_it_is_typed(voting_round):
    sheet = new_sheets(voting_round, "S1", 1)[0]

    for typed in (sheet.code, grouped(sheet.code).lower(), f"  {sheet.code[:7]} {sheet.code[7:]}"):
        assert read_sheet(voting_round, typed) == sheet
    assert list(sheet.codes) == ["governor"]
    assert is_code(sheet.codes["governor"])


def test_no_two_sheets_are_alike(voting_round):
    pile = new_sheets(voting_round, "S1", 50)

    assert len({sheet.code for sheet in pile}) == 50
    assert len({sheet.codes["governor"] for sheet in pile}) == 50
    assert len({sheet_digest(voting_round, sheet) for sheet in pile}) == 50


@pytest.mark.parametrize("place", [0, 7, 15, 16, 19])
def test_a_slip_of_the_finger_is_noticed(voting_round, place):
    code = new_sheets(voting_round, "S1", 1)[0].code
    wrong = code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]

    with pytest.raises(UnknownSheet, match="letter by letter"):
        read_sheet(voting_round, wrong)


@pytest.mark.parametrize("typed", ["", "A", "ü" * 20, "A" * 500])
def test_what_is_no_code_is_refused(voting_round, typed):
    with pytest.raises(UnknownSheet):
        read_sheet(voting_round, typed)


def test_a_sheet_of_another_round_is_unknown(voting_round):
    sheet = new_sheets(voting_round, "S1", 1)[0]

    with pytest.raises(UnknownSheet):
        read_sheet(scheduled_round(3, with_keys=False), sheet.code)


def test_a_sheet_survives_a_new_secret_of_the_site(voting_round, settings):
    sheet = new_sheets(voting_round, "S1", 1)[0]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert read_sheet(voting_round, sheet.code) == sheet


def test_a_sheet_does_not_print_its_codes(voting_round):
    sheet = new_sheets(voting_round, "S1", 1)[0]

    assert sheet.code not in repr(sheet)
    assert sheet.codes["governor"] not in repr(sheet)
