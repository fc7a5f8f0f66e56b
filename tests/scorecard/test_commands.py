"""The commands, as somebody at a terminal meets them."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from scorecard.models import ScoredItem
from scorecard.tables import TABLES
from tests.scorecard import sheets
from tests.scorecard.conftest import HOUSE

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "2001.xlsx"
    path.write_bytes(sheets.workbook())
    return path


def run(*words):
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_nothing_is_written_without_apply(file):
    said = run("import_scorecard", str(file), "--session", "2001")

    assert "Changed: 4 scored items, 3 rows of votes, 2 tracked bills." in said
    assert "House_Bills F3: year of two digits: 3/02/01; read as 2001-03-02" in said
    assert not ScoredItem.objects.exists()


def test_a_folder_of_csv_files_is_applied(tmp_path):
    for name, text in sheets.csvs().items():
        (tmp_path / name).write_text(text)

    run("import_scorecard", str(tmp_path), "--session", "2001", "--apply")

    assert ScoredItem.objects.count() == 4


def test_people_to_be_reconciled_are_named_and_end_with_one(tmp_path):
    grids = sheets.grids()
    grids["House_Votes"][5][0] = "NOT FOUND"
    path = tmp_path / "2001.xlsx"
    path.write_bytes(sheets.workbook(grids))
    out = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("import_scorecard", str(path), "--session", "2001", stdout=out)

    assert ended.value.code == 1
    assert "House_Votes row 6: who is Best, Ben? The sheet has no number" in out.getvalue()


@pytest.mark.parametrize("words", [[], ["--apply"]])
def test_a_file_that_cannot_be_read_ends_with_two(tmp_path, words):
    path = tmp_path / "x.xlsx"
    path.write_text("no workbook")

    with pytest.raises(CommandError, match="not a workbook") as ended:
        run("import_scorecard", str(path), "--session", "2001", *words)

    assert ended.value.returncode == 2


def test_a_file_that_is_not_there_is_named(tmp_path):
    for words in (
        ["import_scorecard", "--session", "2001"],
        ["import_legislators", "--chamber", "house"],
    ):
        with pytest.raises(CommandError, match=r"none\.xlsx cannot be read"):
            run(words[0], str(tmp_path / "none.xlsx"), *words[1:])


def test_seats_are_told(tmp_path):
    path = tmp_path / "house.json"
    path.write_text(json.dumps(HOUSE))

    said = run("import_legislators", str(path), "--chamber", "house")

    assert said == (
        "new: Ada Adams, 1st Demo\nnew: Ben Best, 2nd Demo\n"
        "New 2, moved 0, changed 0, left 0, unchanged 0.\n"
    )


def test_a_list_that_is_none_is_refused(tmp_path):
    path = tmp_path / "house.json"
    path.write_text("[]")

    with pytest.raises(CommandError, match="holds nobody"):
        run("import_legislators", str(path), "--chamber", "house")


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_printed_with_their_columns(seated, file, table):
    run("import_scorecard", str(file), "--session", "2001", "--apply")

    printed = list(csv.DictReader(io.StringIO(run(f"export_{table}", "--session", "2001"))))

    assert list(printed[0]) == list(TABLES[table][0])


def test_a_session_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="no session that began in 2001"):
        run("export_scores", "--session", "2001")
