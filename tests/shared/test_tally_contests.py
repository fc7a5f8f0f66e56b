"""Every contest of ../shared/data/tally comes to its published result, through the real door."""

import json
import subprocess
import sys

import pytest

from config.embedded.servers import ROOT
from endorsements.tally.interchange import read_contest, result_of
from tests.__main__ import SHARED_DATA

pytestmark = pytest.mark.shared
FOLDER = SHARED_DATA / "tally"
# What a contest consists of, without what it should come to.
TOLD = ("provenance", "expected", "names", "title")


def contests():
    for file in sorted(FOLDER.glob("*/*.json")):
        content = json.loads(file.read_text())
        yield from content.get("contests", [content])


CONTESTS = list(contests())


def untold(contest):
    return {key: value for key, value in contest.items() if key not in TOLD}


def test_none_is_missing():
    assert len(CONTESTS) >= 149


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda contest: contest["id"])
def test_a_contest_is_counted_as_published(contest):
    assert result_of(read_contest(untold(contest))) == contest["expected"]


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda contest: contest["id"])
def test_the_order_of_candidates_and_ballots_does_not_matter(contest):
    turned = untold(contest) | {
        "candidates": contest["candidates"][::-1],
        "ballots": contest["ballots"][::-1],
        "rules": {"tie_order": contest["candidates"]} | contest["rules"],
    }

    assert result_of(read_contest(turned)) == contest["expected"]


def test_the_command_counts_a_file():
    for file in sorted(FOLDER.glob("stv/*.json"))[:2] + sorted(FOLDER.glob("irv/*.json"))[:2]:
        done = subprocess.run(
            [sys.executable, ROOT / "manage.py", "tally", file], capture_output=True, check=True
        )
        assert json.loads(done.stdout) == json.loads(file.read_text())["expected"]


def test_the_command_answers_all_of_them_line_by_line():
    lines = "\n".join(json.dumps(untold(contest)) for contest in CONTESTS)

    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "tally", "-"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers == [contest["expected"] for contest in CONTESTS]
