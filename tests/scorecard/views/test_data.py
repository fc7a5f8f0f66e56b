"""The page of data and its files, as visitors meet them."""

import csv
import io
import json

import pytest

from scorecard import dataset
from scorecard.models import Service
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db
PAGE = "/scorecard/data/"


def body(answer):
    return b"".join(answer.streaming_content).decode()


def test_the_page_explains_every_column(client):
    text = client.get(PAGE).content.decode()
    for table in dataset.tables():
        assert f'href="{PAGE}{table.name}.csv"' in text
        assert all(f"<code>{name}</code>" in text for name in table.header)
    assert "free to use" in text
    assert "No session is published yet" in text


def test_files_are_sent_with_a_name(client):
    item = make.PositionFactory().item
    answer = client.get(f"{PAGE}positions.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="positions.csv"'
    (row,) = csv.DictReader(io.StringIO(body(answer).removeprefix("\ufeff")))
    assert row["number"] == str(item.number)
    found = json.loads(body(client.get(f"{PAGE}positions.json")))
    assert found["about"]["explained_at"].endswith(PAGE)
    assert found["about"]["changed_at"] is not None
    assert found["rows"][0]["number"] == item.number


def test_a_file_that_is_not_there_is_404(client):
    assert client.get(f"{PAGE}voters.csv").status_code == 404
    assert client.post(f"{PAGE}topics.csv").status_code == 405


@pytest.mark.parametrize("path", ["", "seats.csv", "legislators.json", "past_endorsements.csv"])
def test_files_are_kept_until_something_changes(client, path):
    service = make.ServiceFactory()
    etag = client.get(PAGE + path)["ETag"]
    kept = {"if-none-match": etag}
    assert client.get(PAGE + path, headers=kept).status_code == 304
    Service.objects.filter(pk=service.pk).update(party="Independent")
    assert client.get(PAGE + path, headers=kept).status_code == 200
    kept = {"if-none-match": client.get(PAGE + path)["ETag"]}
    make.SessionFactory()
    assert client.get(PAGE + path, headers=kept).status_code == 200
