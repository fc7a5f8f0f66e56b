"""Nothing of a reason joins its writer to a ballot: no slot, no time, no order, no transaction."""

import random

import pytest

from endorsements import certification, counting, custody, log, mixing, publication
from endorsements.models import KeyName, Reason
from endorsements.reviewing import reasons
from tests.attacks.dumps import changes, dump, order_of
from tests.factories.endorsements import cast, close, entries, open_round

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 24


def say(entry, *, may_quote=True):
    contest = entry.round.contests.get()
    reasons.write(contest.pk, "I voted for Ash.", may_quote=may_quote, member=entry.member)


def certify(voting_round):
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    publication.publish(voting_round.pk)
    custody.destroy_key(voting_round.pk, KeyName.TALLY)
    assert certification.certify(voting_round.pk)


def test_a_reason_changes_one_table_and_its_words_stand_nowhere():
    entry = entries(open_round(1))[0]
    receipt = cast(entry)
    before = dump()
    say(entry)
    changed = changes(before, dump())

    assert set(changed) == {"endorsements_reason"}
    text = " ".join(changed["endorsements_reason"])
    assert "Ash" not in text
    assert receipt.slot.hex() not in text
    assert receipt.commitment.hex() not in text


def test_after_the_certification_nothing_is_left_of_the_order_in_which_reasons_came():
    voting_round, chance = open_round(VOTERS), random.Random(5)
    voters = entries(voting_round)
    chance.shuffle(voters)
    for number, entry in enumerate(voters):
        cast(entry)
        say(entry, may_quote=number % 4 != 0)
    as_voted = [str(entry.member_id) for number, entry in enumerate(voters) if number % 4]
    came = order_of("endorsements_reason", "member_id", "t.xmin::text::bigint")
    # The method finds what is there to be found: while the roll still joins member and slot.
    assert [one for one in came if one in as_voted] == as_voted
    certify(voting_round)

    assert set(order_of("endorsements_reason", "member_id", "id")) == set(as_voted)
    assert Reason.objects.filter(is_kept=True).count() == len(as_voted)
    assert len(set(order_of("endorsements_reason", "xmin", "id"))) == 1
    by_place = order_of("endorsements_reason", "id", "t.ctid")
    assert by_place == sorted(by_place)
    assert order_of("endorsements_reason", "member_id", "t.ctid") != as_voted
