"""Nothing in the database joins a member to a vote, whatever is compared with what."""

import random
import re
from itertools import product

import pytest
from django.db import connection

from endorsements import counting, mixing, publication
from endorsements.models import InnerBallot
from tests.attacks.dumps import changes, dump, order_of, shapes
from tests.factories.endorsements import cast, close, entries, open_round

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 120
CHOICES = ["ash", "birch", "no-endorsement", ""]
# Rank correlation of independent orders has a standard deviation of 0.09 here.
NO_CORRELATION = 0.45
# One match in a random pairing is to be expected; ten have a chance of one in ten million.
MATCHES_BY_CHANCE = 10


@pytest.fixture
def voted():
    """A round in which everybody voted, in an order of its own: (round, receipts by member)."""
    voting_round, chance = open_round(VOTERS), random.Random(11)
    voters = entries(voting_round)
    chance.shuffle(voters)
    return voting_round, [(entry, cast(entry, chance.choice(CHOICES))) for entry in voters]


def correlation(one: list[int], other: list[int]) -> float:
    size = len(one)
    distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
    return 1 - 6 * distance / (size * (size**2 - 1))


def ranks(order: list[str], names: list[str]) -> list[int]:
    # A voter with two addresses has two mails.
    place = {value: number for number, value in enumerate(dict.fromkeys(order))}
    return [place[name] for name in names]


def hexed(raw: bytes) -> str:
    return "\\x" + raw.hex()


def orders_of_members(ballots):
    """Every order in which the database can list members; the voters' place in each."""
    slots = [hexed(receipt.slot) for _, receipt in ballots]
    pks = [str(entry.pk) for entry, _ in ballots]
    commitments = [receipt.commitment.hex() for _, receipt in ballots]
    log_of_ballots = "(SELECT *, payload ->> 'commitment' AS commitment FROM endorsements_logentry"
    log_of_ballots += " WHERE kind = 'cast')"
    mails = "(SELECT *, substring(body from 'commitment: (\\w+)') AS commitment"
    mails += " FROM members_outboxmail WHERE kind = 'receipt')"
    return {
        "casting": list(range(len(ballots))),
        **{
            f"roll by {by}": ranks(order_of("endorsements_rollentry", "id", by), pks)
            for by in ("id", "slot", "t.ctid", "t.xmin::text::bigint")
        },
        **{
            f"envelopes by {by}": ranks(order_of("endorsements_envelope", "slot", by), slots)
            for by in ("slot", "form", "sealed", "t.ctid", "t.xmin::text::bigint")
        },
        **{
            f"log by {by}": ranks(order_of(log_of_ballots, "commitment", by), commitments)
            for by in ("id", "commitment", "signature")
        },
        **{
            f"mail by {by}": ranks(order_of(mails, "commitment", by), commitments)
            for by in ("id", "due_at")
        },
    }


def orders_of_votes(ballots):
    """Every order in which the database can list ballots and records without a name."""
    hashes = [hexed(receipt.inner_hash) for _, receipt in ballots]
    codes = [receipt.codes["governor"] for _, receipt in ballots]
    return {
        **{
            f"inner by {by}": ranks(order_of("endorsements_innerballot", "hash", by), hashes)
            for by in ("hash", "sealed", "t.ctid")
        },
        **{
            f"records by {by}": ranks(order_of("endorsements_castrecord", "code", by), codes)
            for by in ("id", "code", "t.ctid")
        },
    }


def test_no_order_of_members_tells_anything_of_the_order_of_votes(voted):
    voting_round, ballots = voted
    members = orders_of_members(ballots)
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    votes = orders_of_votes(ballots)

    linked = {}
    for (member, one), (vote, other) in product(members.items(), votes.items()):
        matches = sum(a == b for a, b in zip(one, other, strict=True))
        if matches > MATCHES_BY_CHANCE or abs(correlation(one, other)) > NO_CORRELATION:
            linked[member, vote] = matches, correlation(one, other)
    assert linked == {}
    # Nor does the order of inner ballots tell that of records.
    assert abs(correlation(votes["inner by t.ctid"], votes["records by t.ctid"])) < NO_CORRELATION
    # The method finds what is there to be found: who voted when.
    assert correlation(members["casting"], members["log by id"]) == 1

    # What has no name was written at once, and lies sorted by a random value.
    for table, random_value, orders in (
        ("endorsements_innerballot", "hash", ["t.ctid"]),
        ("endorsements_castrecord", "code", ["t.ctid", "id"]),
    ):
        assert len(set(order_of(table, "t.xmin", "t.ctid"))) == 1
        for by in orders:
            listed = order_of(table, random_value, by)
            assert listed == sorted(listed)
            assert len(listed) == VOTERS


def test_no_value_stands_both_beside_a_member_and_beside_a_vote(voted):
    voting_round, ballots = voted
    before = dump()
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    counted = dump()
    publication.publish(voting_round.pk)
    after = dump()

    published = changes(counted, after)
    assert set(published) == {
        "endorsements_recordfile",
        "endorsements_round",
        "members_auditevent",
    }
    text = " ".join(row for rows in published.values() for row in rows)
    assert not [entry.member.name for entry, _ in ballots if entry.member.name in text]

    secrets = {receipt.inner_hash.hex() for _, receipt in ballots}
    secrets |= {code for _, receipt in ballots for code in receipt.codes.values()}
    sealed = {bytes(one.sealed).hex()[:64] for one in InnerBallot.objects.all()}
    assert len(secrets) == 2 * VOTERS
    everything_before = " ".join(row for rows in before.values() for row in rows.values())
    assert not {secret for secret in secrets | sealed if secret in everything_before}

    of_votes = {"endorsements_innerballot", "endorsements_castrecord", "endorsements_recordfile"}
    beside_members = " ".join(
        row for table, rows in after.items() if table not in of_votes for row in rows.values()
    )
    assert not {secret for secret in secrets | sealed if secret in beside_members}
    # And what names a slot, a member or a mail stands nowhere beside a vote.
    words = set(re.findall(r"\w{6,}", " ".join(after["endorsements_innerballot"].values())))
    words |= set(re.findall(r"\w{6,}", " ".join(after["endorsements_castrecord"].values())))
    of_members = {"endorsements_rollentry", "endorsements_logentry", "members_outboxmail"}
    texts = " ".join(row for table in of_members for row in after[table].values())
    shared = words & set(re.findall(r"\w{6,}", texts))
    assert shared <= {part for part in str(voting_round.pk).split("-") if len(part) >= 6}


def test_two_copies_of_the_database_around_one_vote_tell_nothing_of_it():
    voting_round = open_round(4)
    deltas = {}
    for entry, choice in zip(
        entries(voting_round), ["ash", "birch", "", "no-endorsement"], strict=True
    ):
        before = dump()
        receipt = cast(entry, choice)
        delta = changes(before, dump())
        text = " ".join(row for rows in delta.values() for row in rows)
        assert receipt.codes["governor"] not in text
        assert receipt.inner_hash.hex() not in text
        assert (choice or "blank") not in text
        deltas[choice] = shapes(delta)

    assert len(deltas) == 4
    assert set(deltas["ash"]) == {
        "endorsements_envelope",
        "endorsements_logentry",
        "endorsements_rollentry",
        "members_outboxmail",
    }
    # Every choice leaves the same rows of the same lengths.
    assert deltas["ash"] == deltas["birch"] == deltas[""] == deltas["no-endorsement"]


def test_two_copies_around_a_changed_vote_tell_nothing_of_it():
    voting_round = open_round(2)
    entry, other = entries(voting_round)
    cast(entry, "ash")
    cast(other, "ash")
    before = dump()
    cast(entry, "birch")
    changed = changes(before, dump())
    before = dump()
    cast(other, "ash")
    kept = changes(before, dump())

    assert shapes(changed) == shapes(kept)


def test_the_database_keeps_no_times_of_transactions_and_no_log_of_statements():
    wanted = {
        "track_commit_timestamp": "off",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_duration": "off",
        "shared_preload_libraries": "",
    }
    with connection.cursor() as cursor:
        found = {}
        for name in wanted:
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]

    assert found == wanted
