"""The records of a contest for outside tabulators, as they are downloaded."""

import csv
import io
import json

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from endorsements import counting, mixing, publication
from endorsements.models import CastRecord
from endorsements.tally.vocabulary import (
    APPROVAL,
    FORMS,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
)
from tests.endorsements.exports.test_result_schema import VALIDATOR
from tests.factories.endorsements import (
    cast,
    certified_round,
    close,
    counted_round,
    entries,
    fresh,
    open_round,
    published_round,
)

pytestmark = pytest.mark.django_db
BALLOTS = ["ash", "ash", "birch", "no-endorsement", ""]


def get(client, voting_round, name, contest="governor"):
    return client.get(reverse(f"endorsements:{name}", args=[voting_round.slug, contest]))


def published(voting_round, *ballots):
    """The round with these ballots (selection by contest), closed, counted and published."""
    for entry, selections in zip(entries(voting_round), ballots, strict=False):
        cast(entry, **selections)
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    publication.publish(voting_round.pk)
    return fresh(voting_round)


def small_round():
    """Fewer ballots than it takes for single records to be public."""
    voting_round = open_round(6, records_minimum=6)
    return published(voting_round, *[{"governor": "ash"}] * 5)


def body(response):
    return b"".join(response.streaming_content).decode()


@pytest.mark.parametrize("make", [published_round, certified_round])
def test_the_table_has_every_record_in_order_of_its_code(client, make):
    voting_round = make(BALLOTS)
    response = get(client, voting_round, "cvr_csv")
    rows = list(csv.reader(io.StringIO(body(response))))
    assert rows[0] == ["check code", "counts as", "choice"]
    codes = CastRecord.objects.order_by("code").values_list("code", flat=True)
    assert [row[0] for row in rows[1:]] == list(codes)
    assert sorted(row[2] for row in rows[1:]) == sorted(BALLOTS)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    name = f"{voting_round.slug}-governor-cvr.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_report_has_every_record_and_the_time_of_publication(client):
    voting_round = published_round(BALLOTS)
    response = get(client, voting_round, "cvr_json")
    report = json.loads(body(response))
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert report["GeneratedDate"] == voting_round.published_at.isoformat()
    assert report["Election"][0]["Name"] == voting_round.title
    codes = CastRecord.objects.order_by("code").values_list("code", flat=True)
    assert [record["UniqueId"] for record in report["CVR"]] == list(codes)


def test_both_are_the_same_whenever_they_are_made(client):
    voting_round = published_round(BALLOTS)
    for name in ("cvr_csv", "cvr_json"):
        assert body(get(client, voting_round, name)) == body(get(client, voting_round, name))


@pytest.mark.parametrize("name", ["cvr_csv", "cvr_json"])
def test_nothing_is_given_before_publication(client, name):
    assert get(client, counted_round(BALLOTS), name).status_code == 404


@pytest.mark.parametrize("name", ["cvr_csv", "cvr_json"])
def test_nothing_is_given_of_a_contest_that_is_not_there(client, name):
    assert get(client, published_round(BALLOTS), name, "mayor").status_code == 404


@pytest.mark.parametrize("name", ["cvr_csv", "cvr_json"])
def test_nothing_is_given_of_a_contest_too_small_for_its_records(client, name):
    assert get(client, small_round(), name).status_code == 404


@pytest.mark.parametrize("name", ["cvr_csv", "cvr_json"])
def test_records_are_only_read(client, name):
    voting_round = published_round(BALLOTS)
    url = reverse(f"endorsements:{name}", args=[voting_round.slug, "governor"])
    assert client.post(url).status_code == 405


def test_the_page_of_the_round_links_to_both_where_records_are_public(client):
    links = ["/cvr/governor.csv", "/cvr/governor.json"]
    shown, too_small = published_round(BALLOTS), small_round()
    pages = [
        client.get(reverse("endorsements:round", args=[one.slug])).content.decode()
        for one in (shown, too_small)
    ]
    assert [[link in page for link in links] for page in pages] == [[True, True], [False, False]]


SELECTIONS = {
    SINGLE_CHOICE: "ash",
    QUESTION: "yes",
    APPROVAL: "birch",
    PER_CANDIDATE: "cedar:no",
    SCORE: "ash:4",
    STAR: "ash:0",
    IRV: "cedar>ash>birch>no-endorsement",
    STV: "birch>cedar",
    WHETHER_WHOM: "yes:birch",
}


@pytest.fixture
def every_form(settings):
    settings.PUBLISH_PATTERNS = True  # so that three ballots are enough for single records
    voting_round = open_round(3, forms=FORMS)
    return published(voting_round, *[SELECTIONS] * 2, dict.fromkeys(FORMS, ""))


def test_records_of_every_form_are_offered(client, every_form):
    for form in FORMS:
        rows = list(csv.DictReader(io.StringIO(body(get(client, every_form, "cvr_csv", form)))))
        report = json.loads(body(get(client, every_form, "cvr_json", form)))
        marked = [row["check code"] for row in rows if row["counts as"] == "marked"]
        assert len(marked) == 2
        assert marked == [
            record["UniqueId"]
            for record in report["CVR"]
            if any(part["CVRContestSelection"] for part in record["CVRSnapshot"][0]["CVRContest"])
        ]


def test_the_published_result_fits_its_schema(every_form):
    pieces = publication.file_content(every_form, "result.json")
    VALIDATOR.validate(json.loads("".join(pieces)))


def test_the_schema_is_there_to_download(settings):
    assert finders.find("schemas/result-1.json")
    documentation = (settings.BASE_DIR / "docs" / "record.md").read_text(encoding="utf-8")
    assert static("schemas/result-1.json") in documentation
