"""manage.py import_contributions"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from members.models import Contribution, Import
from tests.members.feeding import line, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    def run(content: bytes, *options: str) -> tuple[list[str], list[str]]:
        path = tmp_path / "payments.csv"
        path.write_bytes(content)
        out, err = StringIO(), StringIO()
        try:
            call_command(
                "import_contributions", path, "--source", "csv", *options, stdout=out, stderr=err
            )
        except SystemExit as end:
            return [*out.getvalue().splitlines(), f"exit {end.code}"], err.getvalue().splitlines()
        return out.getvalue().splitlines(), err.getvalue().splitlines()

    return run


def test_without_apply_it_counts_and_stores_nothing(run):
    out, err = run(table(line()))

    assert out == [
        "new: 1",
        "unchanged: 0",
        "changed: 0",
        "refused: 0",
        "gain good standing: 1",
        "lose good standing: 0",
        "Nothing was stored. Add --apply to write it.",
    ]
    assert err == []
    assert not Contribution.objects.exists()
    assert not Import.objects.exists()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_says_how_far_it_is(tmp_path):
    path, err = tmp_path / "payments.csv", Terminal()
    path.write_bytes(table(line()))

    call_command("import_contributions", path, source="csv", stdout=StringIO(), stderr=err)

    assert err.getvalue() == "line 2 of about 3\rline 3 of about 3\n"


def test_with_apply_it_writes(run):
    out, _ = run(table(line()), "--apply")

    assert out[-1] == f"Applied as import {Import.objects.get().pk}."
    assert Contribution.objects.count() == 1


def test_every_refused_line_is_named_and_the_others_written(run):
    out, _ = run(table(line(amount="-5"), line(id="2"), line(id="")), "--apply")

    assert out[:2] == [
        "line 2: The amount -5 is below zero; a refund is not written like this.",
        "line 4: The id is missing: without it the line could count twice.",
    ]
    assert (out[2], out[5], out[-1]) == ("new: 1", "refused: 2", "exit 1")
    assert Contribution.objects.count() == 1


def test_parts_of_others_are_counted(run, settings, tmp_path):
    settings.ACTBLUE_RECIPIENTS = ["7"]
    path = tmp_path / "actblue.csv"
    path.write_text("Date,Amount,Lineitem ID,Donor Email,Recipient ID\n2026-03-03,5,1,a@b.org,8\n")
    out = StringIO()

    call_command("import_contributions", path, source="actblue", stdout=out, stderr=StringIO())

    assert "of other recipients: 1" in out.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nothing,of,ours\n"])
def test_an_unreadable_file_ends_with_two(run, content):
    with pytest.raises(CommandError) as refusal:
        run(content, "--apply")

    assert refusal.value.returncode == 2
    assert not Import.objects.exists()


def test_a_missing_file_ends_with_two(tmp_path):
    with pytest.raises(CommandError, match="No such file") as refusal:
        call_command("import_contributions", tmp_path / "none.csv", source="csv")

    assert refusal.value.returncode == 2
