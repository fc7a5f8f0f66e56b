"""The API, as programs meet it; each answer is held against its own description."""

from datetime import date

import jsonschema
import pytest

from scorecard import naming
from scorecard.models import ItemKind, Mark, SessionStatus
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


@pytest.fixture
def row():
    """Ada Adams with the organisation on one of two roll calls of 2001."""
    one = make.VoteRowFactory(
        session__first_year=2001,
        legislator__given_name="Ada",
        legislator__family_name="Adams",
    )
    make.ServiceFactory(legislator=one.legislator, district="1st Demo")
    for number, mark in enumerate([Mark.PLUS, Mark.MINUS], start=1):
        item = make.ScoredItemFactory(session=one.session, number=number)
        make.PositionFactory(row=one, item=item, mark=mark)
    return one


@pytest.fixture
def described(client):
    return client.get(f"{ROOT}openapi.json").json()


@pytest.fixture
def ask(client, described):
    """Gets an answer, and checks that it is what its operation describes."""

    def get(path, operation=None, status=200, **data):
        answer = client.get(ROOT + path, data)
        assert answer.status_code == status, answer.content
        assert answer["Access-Control-Allow-Origin"] == "*"
        responses = described["paths"][ROOT + (operation or path)]["get"]["responses"]
        content = responses["200" if status == 200 else "default"]["content"]
        schema = content["application/json"]["schema"]
        jsonschema.validate(answer.json(), {**schema, "components": described["components"]})
        return answer.json()

    return get


def references(node):
    if isinstance(node, dict):
        yield from [node["$ref"]] if "$ref" in node else []
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_the_description_is_whole(described):
    assert described["openapi"].startswith("3.")
    assert set(described["info"]) >= {"title", "version", "description"}
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(references(described)) <= known
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    names = []
    for address, methods in described["paths"].items():
        assert list(methods) == ["get"]
        named = {one["name"] for one in methods["get"]["parameters"] if one["in"] == "path"}
        assert all(f"{{{name}}}" in address for name in named)
        assert address.count("{") == len(named)
        names.append(methods["get"]["operationId"])
    assert len(names) == len(set(names)) == 9


def test_every_field_says_what_it_means(described):
    schemas = described["components"]["schemas"]
    for name in ("Session", "Score", "Item", "Position", "Bill", "Seat", "Home", "Legislator"):
        for field, said in schemas[name]["properties"].items():
            assert said.get("description", "").endswith("."), f"{name}.{field}"


def test_sessions_and_medians(ask, row):
    assert ask("sessions")["results"][0]["session"] == 2001
    medians = ask("sessions/2001/medians", "sessions/{first_year}/medians")
    assert {one["median"] for one in medians if one["group"] == "Democratic"} == {50, None}


def test_items_are_counted_anew_and_filtered(ask, row):
    first = row.session.items.first()
    first.topics.add(make.TopicFactory(slug="trees"))
    make.ScoredItemFactory(
        session=row.session,
        chamber="senate",
        number=9,
        kind=ItemKind.OTHER,
        bill_number="",
        voted_on=None,
    )
    address, operation = "sessions/2001/items", "sessions/{first_year}/items"
    found = ask(address, operation)
    assert [one["yes"] for one in found["results"]] == [1, 0, None]
    assert ask(address, operation, chamber="senate")["count"] == 1
    assert ask(address, operation, topic="trees")["results"][0]["topics"] == ["trees"]


def test_an_item_has_who_voted_how(ask, row):
    operation = "sessions/{first_year}/items/{chamber}/{number}"
    found = ask("sessions/2001/items/house/2", operation)
    (stand,) = found["positions"]
    assert (stand["name"], stand["mark"], stand["vote"]) == ("Ada Adams", "minus", "No")
    refused = ask("sessions/2001/items/house/99", operation, status=404)
    assert refused == {"error": "There is nothing at this address."}


def test_legislators_are_searched_and_filtered(ask, row):
    names = {"legislator__given_name": "Ben", "legislator__family_name": "Best"}
    make.ServiceFactory(ended_on=date(2000, 1, 1), party="", **names)
    assert [one["name"] for one in ask("legislators")["results"]] == ["Ada Adams", "Ben Best"]
    assert ask("legislators")["results"][0]["score"]["base"] == 2
    for wish in (
        {"search": "ada"},
        {"search": "1st demo"},
        {"in_office": "true"},
        {"party": "democratic"},
        {"chamber": "house"},
    ):
        assert [one["name"] for one in ask("legislators", **wish)["results"]] == ["Ada Adams"]
    assert ask("legislators", in_office="false")["results"][0]["name"] == "Ben Best"


def test_a_legislator_has_a_history_also_under_a_former_name(ask, row):
    operation = "legislators/{slug}"
    found = ask("legislators/ada-adams", operation)
    assert [(one["session"], one["score"]) for one in found["scores"]] == [(2001, 50)]
    assert found["services"][0]["district"] == "1st Demo"
    who = {"name": "Ada Brown", "given_name": "Ada", "family_name": "Brown"}
    naming.rename(row.legislator_id, **who, by=None)
    assert ask("legislators/ada-adams", operation)["legislator"] == "ada-brown"
    ask("legislators/nobody", operation, status=404)


def test_positions_of_a_legislator_come_in_parts(client, ask, row):
    operation = "legislators/{slug}/positions"
    found = ask("legislators/ada-adams/positions", operation, limit=1)
    assert (found["count"], [one["vote"] for one in found["results"]]) == (2, ["Yes"])
    path = found["next"].partition("/api/v1/")[2]
    rest = client.get(ROOT + path).json()
    assert ([one["vote"] for one in rest["results"]], rest["next"]) == (["No"], None)
    assert ask("legislators/ada-adams/positions", operation, session=1999)["count"] == 0


def test_bills(ask, row):
    bill = make.BillVersionFactory(bill__session=row.session, number="H10").bill
    found = ask("sessions/2001/bills", "sessions/{first_year}/bills")
    assert (found["results"][0]["bill"], found["results"][0]["house_number"]) == (bill.slug, "H10")


@pytest.mark.usefixtures("demoland")
def test_who_sits_for_a_town(ask, row):
    found = ask("find", town="ashby")
    assert (found["town"], found["question"]) == ("Ashby", "")
    assert {one["name"] for one in found["seats"]} == {"Ada Adams", ""}
    assert ask("find", town="birch st mary")["question"] == "ward"
    assert "Write it as it is on a map" in ask("find", town="zzzz", status=404)["error"]
    assert "Give a town" in ask("find", status=404)["error"]
    assert "not loaded" in ask("find", longitude=-70.95, latitude=40.55, status=404)["error"]


@pytest.mark.usefixtures("with_boundaries")
def test_who_sits_at_a_point_is_kept_by_nobody(client, ask, row):
    found = ask("find", longitude=-70.95, latitude=40.55)
    assert [one["district"] for one in found["seats"]] == ["1st Demo", "First Demo"]
    answer = client.get(f"{ROOT}find", {"longitude": -70.95, "latitude": 40.55})
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer
    assert "no district" in ask("find", longitude=0, latitude=0, status=404)["error"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("sessions?limit=0", "limit"),
        ("sessions?limit=201", "limit"),
        ("find?latitude=91", "latitude"),
        ("legislators?chamber=court", "chamber"),
        ("sessions?offset=-1", "offset"),
    ],
)
def test_a_mistake_is_one_sentence(client, path, field):
    answer = client.get(ROOT + path)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(f"{field}: ")


def test_drafts_are_not_there(ask, row):
    row.session.status = SessionStatus.DRAFT
    row.session.save()
    make.VoteRowFactory(session=row.session)
    assert ask("sessions")["count"] == 0
    assert ask("legislators")["count"] == 1
    assert ask("legislators/ada-adams", "legislators/{slug}")["scores"] == []
    assert ask("legislators/ada-adams/positions", "legislators/{slug}/positions")["count"] == 0
    ask("sessions/2001/items", "sessions/{first_year}/items", status=404)


def test_nothing_can_be_changed_here(client, row):
    for method in (client.post, client.put, client.delete):
        assert method(f"{ROOT}sessions").status_code == 405
    answer = client.get(f"{ROOT}nothing/here")
    assert (answer.status_code, list(answer.json())) == (404, ["error"])


def test_answers_are_kept_until_something_changes(client, row):
    first = client.get(f"{ROOT}legislators")
    kept = {"if-none-match": first["ETag"]}
    again = client.get(f"{ROOT}legislators", headers=kept)
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    row.legislator.phone = "555-0100"
    row.legislator.save()
    assert client.get(f"{ROOT}legislators", headers=kept).status_code == 200


def test_the_page_lists_every_operation_and_asks_no_other_host(client, described):
    text = client.get(ROOT).content.decode()
    assert all(f"GET {address}" in text for address in described["paths"])
    assert "https://" not in text.partition("<main")[0]


def test_queries_do_not_grow(client, row, count_queries):
    paths = [
        "legislators",
        "sessions/2001/items",
        "sessions/2001/items/house/1",
        "sessions/2001/bills",
        "sessions",
        "sessions/2001/medians",
        "legislators/ada-adams/positions",
    ]

    def asked():
        counts = []
        for path in paths:
            with count_queries() as queries:
                assert client.get(ROOT + path).status_code == 200
            counts.append(len(queries))
        return counts

    def add():
        other = make.VoteRowFactory(session=row.session)
        make.ServiceFactory(legislator=other.legislator)
        item = make.ScoredItemFactory(session=row.session)
        item.topics.add(make.TopicFactory())
        for voter in (row, other):
            make.PositionFactory(row=voter, item=item)
        version = make.BillVersionFactory(bill__session=row.session)
        make.CosponsorshipFactory(bill=version.bill, column__session=row.session)

    add()
    before = asked()
    add()
    add()
    assert asked() == before
    assert max(before) <= 14
