"""Contests too small to publish whole: what can still be held against their results."""

import pytest

from endorsements.protocol import chain
from endorsements.protocol.receipts import parse_receipt
from endorsements.tally.results import contest_result
from endorsements.verifier.main import main
from tests.endorsements.verifier.eventful_round import CHAPTERS
from tests.endorsements.verifier.forgery import Forgery

pytestmark = pytest.mark.django_db

SMALL, TINY = 2, 3


@pytest.fixture
def say(eventful, tmp_path, capsys):
    """The report on a record whose result was changed and signed, as whoever counts could do."""

    def on(number, **fields):
        forgery = Forgery(eventful.certified)
        forgery.result["contests"][number].update(fields)
        forgery.rehash_result()
        forgery.resign(eventful.seed)
        main([str(forgery.write(tmp_path / "record"))])
        return " ".join(capsys.readouterr().out.split())

    return on


@pytest.mark.parametrize(
    "fields",
    [
        {"tallies": {"ash": 4, "birch": 0, "cedar": 0, "no-endorsement": 0}},
        {"tallies": {"ash": 10**18, "birch": 0, "cedar": 0, "no-endorsement": 0}},
        {"tallies": {"ash": -1, "birch": 4, "cedar": 0, "no-endorsement": 0}},
        {"tallies": {"ash": 3}},
        {"tallies": {"ash": True, "birch": 2, "cedar": 0, "no-endorsement": 0}},
        {"tallies": [3, 0, 0, 0]},
        {"blank": 1},
        {"blank": None},
        {"invalid": "0"},
        {"marked": 2},
        {"denominator": 2},
        {"needed": 1},
        {"outcome": "no_endorsement"},
        {"winners": ["birch"]},
        {"eligible": 50},
        {"published": "records"},
    ],
)
def test_sums_that_do_not_fit_are_a_fault(say, fields):
    assert "FAULT Cape: the published result is not what the record comes to" in say(
        SMALL, **fields
    )


def test_other_sums_that_fit_themselves_are_not_seen(eventful, say):
    """They would have to be signed; single records would show it, and are not published."""
    definition = Forgery(eventful.certified).definition
    profile, eligible = {"ash": 2, "birch": 1}, CHAPTERS["cape"]
    other = contest_result(
        definition, definition["contests"][SMALL], profile, eligible=eligible, seed=b""
    )

    assert "ok Cape: 3 ballots. No single ballots and no check codes are published" in say(
        SMALL, **other
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "no_quorum", "winners": [], "sentence": "Nobody is endorsed."},
        {"outcome": "tie", "winners": ["ash"], "sentence": "Nobody is endorsed."},
        {"outcome": "elected"},
        {"outcome": ["endorsed"]},
        {"outcome": None},
        {"winners": ["dogwood"]},
        {"winners": []},
        {"winners": ["ash", "birch"]},
        {"winners": "ash"},
        {"winners": [["ash"]]},
        {"sentence": "Ash of valley is endorsed by everybody."},
        {"cast": 3},
        {"eligible": 50},
        {"withdrawn": ["birch"]},
        {"published": "counts"},
        {"rule": "Any."},
        {"tallies": {"ash": 2}},
    ],
)
def test_an_outcome_that_does_not_fit_itself_is_a_fault(say, fields):
    assert "FAULT Valley: the published result is not what the record" in say(TINY, **fields)


@pytest.mark.parametrize("outcome", ["no_endorsement", "no_endorsement_won", "tie"])
def test_another_outcome_that_fits_itself_is_not_seen(say, outcome):
    said = say(TINY, outcome=outcome, winners=[], sentence="Nobody is endorsed.")

    assert "unchecked Valley: 2 ballots. No numbers are published: only 2" in said


@pytest.mark.parametrize(
    ("quorum", "outcome"), [({"ballots": 3}, "no_quorum"), ({"ballots": 2}, "endorsed")]
)
def test_a_missed_quorum_is_known_even_of_a_tiny_contest(
    eventful, tmp_path, capsys, quorum, outcome
):
    forgery = Forgery(eventful.certified)
    contest = forgery.definition["contests"][TINY]
    contest["quorum"] = quorum
    forgery.refound()
    forgery.recount()
    forgery.resign(eventful.seed)

    main([str(forgery.write(tmp_path / "record"))])

    said = " ".join(capsys.readouterr().out.split())
    assert ("outcome is 'endorsed', not 'no_quorum'" in said) == (outcome == "no_quorum")


def test_a_contest_without_a_ballot_is_known_whole(eventful, tmp_path, capsys):
    forgery = Forgery(eventful.certified)
    for voter in ("valley 0", "valley 1"):
        receipt = parse_receipt(eventful.receipts[voter])
        for line in forgery.casts_of(receipt.slot):
            forgery.remove(line)
        forgery.inner.remove(receipt.inner_hash)
        records = forgery.records["governor"]
        records[:] = [record for record in records if record[0] != receipt.codes["governor"]]
    forgery.payload(chain.TALLY)["records"]["valley"]["count"] = 0
    forgery.result["contests"][TINY].update(
        cast=0, outcome="no_endorsement", winners=[], sentence="Nobody is endorsed."
    )
    forgery.recount()
    forgery.resign(eventful.seed)

    main([str(forgery.write(tmp_path / "record"))])

    said = " ".join(capsys.readouterr().out.split())
    assert "ok Valley: 0 ballots. No numbers are published" in said
    assert "RESULT: everything that was checked adds up." in said
