"""Replaying a log: what holds after each line, and every reason to refuse one."""

import pytest

from endorsements.protocol.replay import LogBroken, Replay
from tests.endorsements.protocol.logs import (
    ASH,
    BIRCH,
    CEDAR,
    CLOSES,
    LATER,
    ONE,
    OPENS,
    ROLL,
    THREE,
    TWO,
    add,
    annul,
    cast,
    certify,
    chained,
    close,
    destroy,
    extend,
    genesis,
    hold,
    mix,
    paper,
    release,
    tally,
    void,
    withdraw,
)

COUNTED = (genesis(), cast(ASH), close(ONE), mix(1), destroy("mix"), tally(1))
STRANGER = "dd" * 16


def replayed(*entries, roll=ROLL):
    state = Replay(roll=roll)
    for line in chained(*entries):
        state.take(line)
    return state


REFUSED = {
    "does not begin with genesis": ([hold()], "must begin with one genesis entry"),
    "second genesis": ([genesis(), genesis()], "must begin with one genesis entry"),
    "closes before it opens": ([genesis(closes_at=OPENS)], "closes before it opens"),
    "slot not on the roll": ([genesis(), cast(STRANGER)], "not on the roll"),
    "same version twice": ([genesis(), cast(ASH), cast(ASH)], "repeats version 1 of slot"),
    "ballot after it was voided": ([genesis(), void(ASH), cast(ASH)], "that was voided"),
    "ballot while held": ([genesis(), hold(), cast(ASH)], "made while the round was held"),
    "ballot after the close": ([genesis(), close(), cast(ASH)], "stands after the close entry"),
    "held twice": ([genesis(), hold(), hold()], "held already"),
    "released twice": ([genesis(), release()], "is not held"),
    "extended from elsewhere": ([genesis(), extend(old=LATER)], "was not in force"),
    "extended to earlier": ([genesis(), extend(new=OPENS)], "to a later one"),
    "extended after the close": ([genesis(), close(), extend()], "stands after the close entry"),
    "added twice": ([genesis(), add(STRANGER), add(STRANGER)], "on the roll already"),
    "added though on the roll": ([genesis(), add(ASH)], "on the roll already"),
    "voided twice": ([genesis(), void(ASH), void(ASH)], "for the second time"),
    "voided though unknown": ([genesis(), void(STRANGER)], "voids a slot that is not"),
    "voided after the close": ([genesis(), close(), void(ASH)], "stands after the close entry"),
    "withdrawn twice": (
        [genesis(), withdraw(), withdraw()],
        "withdraws a candidate for the second",
    ),
    "closed twice": ([genesis(), close(), close()], "is a second close entry"),
    "close with another number": ([genesis(), close(ONE)], "does not match the ballots"),
    "close with another ballot": ([genesis(), cast(ASH), close(TWO)], "does not match the ballots"),
    "close with other styles": (
        [genesis(), cast(ASH), close(ONE, styles={"S2": 1})],
        "does not match the ballot styles",
    ),
    "close too early": ([genesis(), extend(), close()], "before its time, and no reason"),
    "versions with a gap": ([genesis(), cast(ASH, 2), close(ONE)], "have a gap"),
    "mixed before the close": ([genesis(), mix(0)], "stands before the close entry"),
    "mixed while held": ([genesis(), close(), hold(), mix(0)], "while the round was held"),
    "mixed another number": ([genesis(), close(), mix(1)], "the mix entry has another number"),
    "counted before the mixing": ([genesis(), close(), tally(0)], "stands before the mix entry"),
    "counted another number": (
        [genesis(), close(), mix(0), tally(1)],
        "the tally entry has another",
    ),
    "paper before the close": ([genesis(), paper()], "stands before the close entry"),
    "paper of no style": (
        [*COUNTED[:4], paper(count=2)],
        "does not match its own numbers of each ballot style",
    ),
    "more paper than members": (
        [*COUNTED[:4], paper(count=9, styles={"S1": 9})],
        "more ballots on paper were entered",
    ),
    "paper not counted": ([*COUNTED[:4], paper(), tally(1)], "the tally entry has another"),
    "paper after the count": ([*COUNTED, paper()], "stands after the tally entry"),
    "mix key destroyed too early": ([genesis(), destroy("mix")], "before its work was done"),
    "tally key destroyed too early": ([genesis(), destroy("tally")], "before its work was done"),
    "signing key destroyed": ([*COUNTED, destroy("signing")], "before its work was done"),
    "destroyed twice": ([*COUNTED, destroy("mix")], "destroys a key for the second time"),
    "certified with a key": ([*COUNTED, certify()], "before the tally key was destroyed"),
    "certified before the count": ([genesis(), certify()], "stands before the tally entry"),
    "held after all is over": (
        [*COUNTED, destroy("tally"), certify(), hold()],
        "stands after the certify entry",
    ),
    "anything after an annulment": ([genesis(), annul(), release()], "after the annul entry"),
    "annulled twice": ([genesis(), annul(), annul()], "is a second annul entry"),
}


@pytest.mark.parametrize(("entries", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_log_is_refused(entries, sentence):
    with pytest.raises(LogBroken, match=sentence):
        replayed(*entries)


def test_a_malformed_line_is_refused():
    with pytest.raises(LogBroken, match="malformed"):
        Replay(roll=ROLL).take({"seq": 0})


def test_a_missing_number_is_refused():
    first, _, third = chained(genesis(), cast(ASH), cast(BIRCH))
    state = Replay(roll=ROLL)
    state.take(first)

    with pytest.raises(LogBroken, match="line 2 of the log has number 2, not 1"):
        state.take(third)


def test_a_head_that_does_not_follow_is_refused():
    line = chained(genesis())[0]

    with pytest.raises(LogBroken, match=r"head after entry 0 \(genesis\) does not follow"):
        Replay(roll=ROLL).take(line | {"head": "00" * 32})


def test_a_refused_line_leaves_the_state_as_it_was():
    state = replayed(genesis(), cast(ASH))
    before = (state.seq, state.head, dict(state.counts))

    with pytest.raises(LogBroken):
        state.take(chained(genesis(), cast(ASH), cast(ASH))[2])

    assert (state.seq, state.head, dict(state.counts)) == before


def test_the_highest_version_counts_in_whatever_order_they_stand():
    state = replayed(genesis(), cast(ASH, 2, TWO), cast(ASH, 1, ONE), cast(BIRCH, 1, THREE))

    assert state.current() == {ASH: (2, TWO), BIRCH: (1, THREE)}
    assert state.current_by_style() == {"S1": 1, "S2": 1}


def test_a_voided_slot_does_not_count_but_took_part():
    state = replayed(genesis(), cast(ASH), cast(BIRCH), void(ASH))

    assert state.current() == {BIRCH: (1, ONE)}
    assert state.voided == {ASH: "not a member"}
    assert state.slots_at == {0: 0, 1: 1, 2: 2, 3: 2}


def test_an_added_slot_votes_with_its_style():
    state = replayed(genesis(), add(STRANGER, "S2"), cast(STRANGER))

    assert state.current_by_style() == {"S2": 1}
    assert state.voters_by_style() == {"S1": 2, "S2": 2}


def test_a_held_round_may_be_closed_and_then_released():
    state = replayed(genesis(), cast(ASH), hold(), close(ONE), release(), mix(1))

    assert not state.is_held
    assert state.reached_at == {"close": 3, "mix": 5}


def test_an_extension_moves_the_closing_time():
    state = replayed(genesis(), extend(), extend(LATER, "2026-09-01T00:00:00.000000Z"))

    assert state.closes_at == "2026-09-01T00:00:00.000000Z"


def test_an_early_close_gives_its_reason():
    state = replayed(genesis(), close(at="2026-08-02T00:00:00.000000Z", early="a storm"))

    assert state.reached["close"]["early"] == "a storm"


def test_keys_of_an_annulled_round_are_destroyed_unopened():
    state = replayed(
        genesis(), hold(), annul(), destroy("mix"), destroy("tally"), destroy("signing")
    )

    assert state.destroyed == ["mix", "tally", "signing"]
    assert not state.is_held


def test_a_whole_life_is_replayed():
    state = replayed(*COUNTED[:4], paper(), tally(2), destroy("tally"), destroy("mix"), certify())

    assert state.seq == 8
    assert sorted(state.reached) == ["certify", "close", "mix", "paper", "tally"]
    assert dict(state.counts) | {"destroy": 2} == dict(state.counts)
    assert state.heads[state.seq] == state.head


def test_without_a_roll_slots_are_taken_as_they_come():
    state = replayed(
        genesis(), cast(STRANGER), void(CEDAR), close(ONE, styles={"anything": 7}), roll=None
    )

    assert state.current() == {STRANGER: (1, ONE)}
    assert state.closes_at == CLOSES
