"""A round's pages before, during and after the vote."""

import io
import zipfile
from datetime import datetime

import pytest
from django.urls import reverse

from endorsements import additions, rounds
from endorsements.models import LogEntry, Result
from tests.endorsements.views.voters import release
from tests.factories.endorsements import (
    cast_all,
    certified_round,
    close,
    draft_round,
    fresh,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db


def page(client, voting_round, name="round", *args):
    return client.get(reverse(f"endorsements:{name}", args=[voting_round.slug, *args]))


def text(response):
    return response.content.decode()


def test_a_draft_is_not_public(client):
    assert page(client, draft_round()).status_code == 404


def test_a_scheduled_round_shows_its_candidates_and_rule(client):
    shown = text(page(client, scheduled_round()))
    assert "Ash" in shown
    assert "at least 60 % (3/5) of all ballots marked in this contest" in shown


def test_an_open_round_shows_turnout_and_no_result(client):
    voting_round = open_round(5)
    cast_all(voting_round, ["ash", "ash"])
    shown = text(page(client, voting_round))
    assert "2 of 5 members on the roll have voted" in shown
    assert "Ash is endorsed" not in shown


def test_a_closed_round_says_that_it_is_being_counted(client):
    voting_round = open_round(3)
    close(voting_round)
    assert "the ballots are being counted" in text(page(client, voting_round))


def test_a_held_round_says_why(client):
    voting_round = open_round(3)
    rounds.hold(
        voting_round.pk, reason="We check the mail.", by=StaffFactory(), proposed_by=StaffFactory()
    )
    assert "We check the mail." in text(page(client, voting_round))


def test_an_annulled_round_says_why_and_shows_no_result(client):
    voting_round = published_round(["ash", "ash", "ash"])
    rounds.annul(
        voting_round.pk, reason="The roll was wrong.", by=StaffFactory(), proposed_by=StaffFactory()
    )
    shown = text(page(client, voting_round))
    assert "The roll was wrong." in shown
    assert "Ash is endorsed" not in shown


def test_a_published_round_shows_outcome_bar_and_record(client):
    shown = text(page(client, published_round(["ash", "ash", "ash", "birch"])))
    assert "Ash is endorsed with 75\u00a0% of 4 ballots; 60\u00a0% was needed." in shown
    assert "Find my check code" in shown
    assert "Download the record" in shown


def test_codes_stand_beside_choices(client):
    voting_round = certified_round(["ash", "ash", "", "no-endorsement"])
    shown = text(page(client, voting_round, "codes", "governor"))
    assert shown.count("<tr id=") == 4
    assert shown.count("<td>Ash</td>") == 2
    assert "<td>Left blank</td>" in shown
    assert "<td>No endorsement</td>" in shown


def test_codes_of_a_small_contest_are_not_published(client):
    voting_round = published_round(["ash", "ash", "ash"], counts_minimum=1, records_minimum=3)
    small = published_round(["ash", "ash"], counts_minimum=1, records_minimum=2)
    Result.objects.get(contest__round=small)
    assert page(client, voting_round, "codes", "governor").status_code == 200
    assert page(client, open_round(3), "codes", "governor").status_code == 404


def test_the_record_is_one_zip(client):
    voting_round = published_round(["ash", "birch", "ash"])
    answer = page(client, voting_round, "record_zip")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    release(answer)
    names = {name.split("/", 1)[1] for name in archive.namelist()}
    assert names == {
        "SHA256SUMS",
        "checkpoints.jsonl",
        "definition.json",
        "inner_hashes.txt",
        "log.jsonl",
        "records/governor.csv",
        "result.json",
        "roll.txt",
        "verify.py",
    }


def test_only_log_and_checkpoints_are_public_while_the_round_is_open(client):
    voting_round = open_round(3)
    assert page(client, voting_round, "record_file", "log.jsonl").status_code == 200
    for name in ("roll.txt", "result.json", "records/governor.csv", "../settings.py"):
        assert page(client, voting_round, "record_file", name).status_code == 404


def test_the_state_alone_is_a_line_of_json(client):
    voting_round = open_round(3)
    assert page(client, voting_round, "state").json() == {"status": "open"}
    assert fresh(voting_round).status == "open"


def test_a_round_closed_early_says_when_it_really_closed(client):
    voting_round = open_round(3)
    close(voting_round)
    ended = LogEntry.objects.get(round=voting_round, kind="close").payload["at"]
    steps = page(client, voting_round).context["steps"]
    assert steps[1].at == datetime.fromisoformat(ended)


def test_additions_to_the_roll_are_counted_for_everybody(client):
    voting_round = open_round(3)
    assert "added to the roll" not in text(page(client, voting_round))
    for number, sentence in ((1, "1 member was added"), (2, "2 members were added")):
        additions.add(
            voting_round.pk,
            MemberFactory(name=f"Cleo {number}").pk,
            style="S1",
            reason="Mislaid.",
            by=StaffFactory(),
            proposed_by=StaffFactory(),
        )
        html = text(page(client, voting_round))
        assert f"{sentence} to the roll after it was frozen, each by two people." in html
        assert "Mislaid" not in html
        assert "Cleo" not in html
    assert "<dt>Members on the roll</dt><dd>3</dd>" in html
    assert "0 of 5 members" in html
