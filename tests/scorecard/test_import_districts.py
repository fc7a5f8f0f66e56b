"""import_districts, as somebody at a terminal meets it."""

import io

import pytest
from django.core.management import CommandError, call_command

from scorecard.management.commands import import_districts
from scorecard.models import Boundary
from tests.scorecard.places.invented import geojson, house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demoland")]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "house.geojson"
    path.write_bytes(geojson(house()))
    return path


def run(*arguments):
    out = io.StringIO()
    call_command("import_districts", *map(str, arguments), stdout=out)
    return out.getvalue().strip()


def test_it_says_how_many_districts_came_and_how_many_changed(file):
    assert run(file, "--chamber", "house") == "2 districts of the House, 2 changed."
    assert run(file, "--chamber", "house") == "2 districts of the House, 0 changed."


def test_boundaries_are_taken_off_again(file):
    run(file, "--chamber", "house")
    said = run("--chamber", "house", "--remove")
    assert said == "The boundaries of 2 districts of the House are off."
    assert not Boundary.objects.exists()


def refused(*arguments):
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    assert refusal.value.returncode == 2
    return str(refusal.value)


def test_a_file_and_its_removal_do_not_go_together(file):
    says = "Name a file, or --remove, and not both."
    assert refused("--chamber", "house") == says
    assert refused(file, "--chamber", "house", "--remove") == says


def test_what_cannot_be_loaded_is_refused_in_a_sentence(file, tmp_path):
    assert "cannot be read" in refused(tmp_path / "none", "--chamber", "house")
    assert "Not a district of the Senate" in refused(file, "--chamber", "senate")
    assert "No boundaries of the House" in refused("--chamber", "house", "--remove")


def test_a_huge_file_is_not_even_read(file, monkeypatch):
    monkeypatch.setattr(import_districts, "LARGEST_FILE", 10)
    monkeypatch.setattr(type(file), "read_bytes", lambda self: pytest.fail("It was read."))
    assert "larger than" in refused(file, "--chamber", "house")
