"""Reading ranked ballots: every rule for overvotes, repeats and gaps, and what is no ranking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.tally.ranked import read_ranked
from endorsements.tally.selections import write_ranks
from endorsements.tally.vocabulary import (
    EXHAUST,
    EXHAUST_TWO,
    IRV,
    NO_ENDORSEMENT,
    SKIP,
    Rule,
)
from tests.endorsements.tally.rankings import ranked_rule


def read(rule, profile, withdrawn=()):
    return read_ranked(rule, profile, eligible=100, withdrawn=withdrawn)


def preferences(ballots):
    """Ranking, its keys in a row, to number of ballots."""
    found = {}
    for first, parcel in ballots.by_first_choice.items():
        for ranking, number in parcel:
            assert ranking.split(">")[0] == first
            text = ranking.replace(">", "")
            found[text] = found.get(text, 0) + number
    return found


def read_one(text, withdrawn=(), **options):
    """The preferences on one ballot, and the rules of reading that it touched."""
    ballots = read(ranked_rule(**options), {text: 1}, withdrawn)
    numbers = ballots.numbers
    kinds = ["blank"] * numbers.blank + ["invalid"] * numbers.invalid
    [kept] = [*preferences(ballots), *kinds]
    return kept, {name for name, number in ballots.touched.items() if number}


@pytest.mark.parametrize(
    ("text", "options", "kept", "touched"),
    [
        ("a", {}, "a", set()),
        ("c>a>b", {}, "cab", set()),
        ("d>c>b>a", {}, "dcba", set()),
        # Several at one rank.
        ("a>b=c>d", {"overvote": EXHAUST}, "a", {"overvote"}),
        ("a>b=c>d", {"overvote": SKIP}, "ad", {"overvote"}),
        ("a>b=c", {"overvote": SKIP}, "a", {"overvote"}),
        ("b=c>d", {"overvote": EXHAUST}, "invalid", {"overvote"}),
        ("b=c>d", {"overvote": SKIP}, "d", {"overvote"}),
        ("b=c>b>d", {"overvote": SKIP}, "bd", {"overvote"}),
        ("b>b=c>d", {"overvote": SKIP}, "bd", {"overvote"}),
        ("b>b=c>d", {"overvote": SKIP, "duplicate": EXHAUST}, "bd", {"overvote"}),
        ("a=b=c=d", {"overvote": SKIP}, "invalid", {"overvote"}),
        # The same one again.
        ("a>a>b", {"duplicate": SKIP}, "ab", {"duplicate"}),
        ("a>b>a>c", {"duplicate": SKIP}, "abc", {"duplicate"}),
        ("a>b>a>b", {"duplicate": SKIP}, "ab", {"duplicate"}),
        ("a>a>b", {"duplicate": EXHAUST}, "a", {"duplicate"}),
        ("a>b>a>c", {"duplicate": EXHAUST}, "ab", {"duplicate"}),
        # Empty ranks.
        ("a>>b", {"skipped": SKIP}, "ab", {"skipped"}),
        ("a>>>>b>>c", {"skipped": SKIP}, "abc", {"skipped"}),
        (">a", {"skipped": SKIP}, "a", {"skipped"}),
        ("a>>b", {"skipped": EXHAUST}, "a", {"skipped"}),
        (">a", {"skipped": EXHAUST}, "invalid", {"skipped"}),
        ("a>>b", {"skipped": EXHAUST_TWO}, "ab", {"skipped"}),
        ("a>>>b", {"skipped": EXHAUST_TWO}, "a", {"skipped"}),
        (">>a", {"skipped": EXHAUST_TWO}, "invalid", {"skipped"}),
        (">a>>b>>c", {"skipped": EXHAUST_TWO}, "abc", {"skipped"}),
        # A rank that is passed over is not empty: it breaks a run of empty ones.
        ("a>>b=c>>d", {"skipped": EXHAUST_TWO, "overvote": SKIP}, "ad", {"overvote", "skipped"}),
        ("a>>a>>d", {"skipped": EXHAUST_TWO}, "ad", {"duplicate", "skipped"}),
        ("a>>a>>>d", {"skipped": EXHAUST_TWO}, "a", {"duplicate", "skipped"}),
        # What comes after the end of a ballot touches nothing.
        ("a>b=c>>d>d", {"overvote": EXHAUST}, "a", {"overvote"}),
        ("a>>b=c", {"skipped": EXHAUST}, "a", {"skipped"}),
        ("a>a>>b=c", {"duplicate": EXHAUST}, "a", {"duplicate"}),
    ],
)  # fmt: skip
def test_what_a_ballot_prefers(text, options, kept, touched):
    assert read_one(text, **options) == (kept, touched)


@pytest.mark.parametrize(
    "text",
    [
        "x", "a>x", "x>a", "a=x", "a>x=b", " a", "a ", "A", "a b", "a:5", "a\n", "a>b\n",
        ">", "a>", "a>b>", ">>", "a>>",
        "b=a", "a=a", "a=b=a", "a>c=b", "=", "a=", "=a", "a==b", "a>=", "a>=>b",
        "abstain", "a>abstain", "blank", "exhausted", NO_ENDORSEMENT,
    ],
)  # fmt: skip
def test_what_is_not_the_one_way_to_write_a_ranking_is_invalid(text):
    ballots = read(ranked_rule(overvote=SKIP), {text: 3, "a": 1})

    assert (ballots.numbers.cast, ballots.numbers.invalid) == (4, 3)
    assert preferences(ballots) == {"a": 1}
    assert not any(ballots.touched.values())


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a", "a"), ("a>b", "ab"), ("a>b>c", "invalid"), ("a>>b", "invalid"), ("a>b>b", "invalid"),
     ("a>b=c", "a"), (">a", "a"), ("", "blank")],
)  # fmt: skip
def test_no_more_ranks_than_the_rule_allows(text, kept):
    assert read_one(text, most_marks=2)[0] == kept


def test_more_ranks_than_candidates_where_the_rule_sets_no_limit():
    assert read_one("a>b>a>b>a>c>d>d")[0] == "abcd"


@pytest.mark.parametrize(
    ("text", "kept", "touched"),
    [
        ("b>a", "a", set()),
        ("a>b>c", "ac", set()),
        ("a>b", "a", set()),
        ("b", "blank", set()),
        ("b>d", "blank", set()),
        ("b=d", "blank", set()),
        (">b", "blank", set()),
        # No gap arises, but a gap that the voter left stays.
        ("a>b>d>c", "ac", set()),
        ("a>>b>c", "a", {"skipped"}),
        ("b>>a", "invalid", {"skipped"}),
        ("a>>b", "a", set()),
        # An overvote with the one who withdrew is none; among the others it is one.
        ("a=b>c", "ac", set()),
        ("b=c=d>a", "ca", set()),
        ("a=b=c>d", "invalid", {"overvote"}),
        ("b>a=c", "invalid", {"overvote"}),
        # Neither is a repetition.
        ("a>b>b>c", "ac", set()),
        ("a>b>a>c", "a", {"duplicate"}),
        # Legality is judged before.
        ("a>b>", "invalid", set()),
        ("b>x", "invalid", set()),
        ("d=b", "invalid", set()),
    ],
)  # fmt: skip
def test_marks_for_those_who_withdrew_are_taken_as_not_made(text, kept, touched):
    rules = {"skipped": EXHAUST, "duplicate": EXHAUST, "overvote": EXHAUST}

    assert read_one(text, {"b", "d"}, **rules) == (kept, touched)


def test_a_withdrawal_makes_no_ballot_shorter_than_the_rule_allows():
    assert read_one("a>b>c", {"b"}, most_marks=2)[0] == "invalid"


def test_who_withdrew_is_not_in_the_count():
    ballots = read(ranked_rule(), {"a": 1}, {"b", "nobody"})

    assert list(ballots.by_first_choice) == ["a", "c", "d"]


def test_every_number_of_a_contest():
    rule = ranked_rule(has_abstain=True, has_no_endorsement=True, overvote=SKIP)
    profile = {
        "": 1, "abstain": 2, "write-in": 4, "a=b": 8, "abstain>a": 16, "a": 32,
        "no-endorsement": 64, "b>>b": 128, "b>a=c>>b": 256, "c>>>>d": 512,
        "a>b=no-endorsement": 1024,
    }  # fmt: skip

    ballots = read(rule, profile)

    numbers = ballots.numbers
    assert (numbers.cast, numbers.blank, numbers.abstained) == (2047, 1, 2)
    assert numbers.invalid == 4 + 8 + 16
    assert numbers.valid == 32 + 64 + 128 + 256 + 512 + 1024
    assert numbers.eligible == 100
    # A ballot is counted once for each rule, however often it came to that.
    assert ballots.touched == {
        "overvote": 8 + 256 + 1024,
        "duplicate": 128 + 256,
        "skipped": 128 + 256 + 512,
    }


def test_no_endorsement_is_ranked_like_a_candidate_and_last_on_the_ballot():
    rule = ranked_rule(has_no_endorsement=True, candidates="ab")

    ballots = read(rule, {"b>no-endorsement>a": 2, "a=no-endorsement>b": 1, "no-endorsement=a": 1})

    assert list(ballots.by_first_choice) == ["a", "b", NO_ENDORSEMENT]
    assert preferences(ballots) == {f"b{NO_ENDORSEMENT}a": 2}
    assert ballots.touched["overvote"] == 1


def test_equal_preferences_written_in_several_ways_all_count():
    ballots = read(ranked_rule(), {"a>b": 1, "a>>b": 2, "a>b>a": 4})

    assert preferences(ballots) == {"ab": 7}


def test_many_candidates_with_long_names():
    everybody = [f"candidate-{number}" for number in range(200)]
    rule = Rule(tuple(everybody), None, has_no_endorsement=False, form=IRV)

    ballots = read(rule, {">".join(everybody): 1, ">".join(reversed(everybody)): 2})

    assert preferences(ballots) == {"".join(everybody): 1, "".join(reversed(everybody)): 2}


RANKS = st.lists(st.sets(st.sampled_from("abcd"), max_size=3).map(sorted), max_size=6)
OPTIONS = st.fixed_dictionaries(
    {
        "overvote": st.sampled_from([SKIP, EXHAUST]),
        "duplicate": st.sampled_from([SKIP, EXHAUST]),
        "skipped": st.sampled_from([SKIP, EXHAUST, EXHAUST_TWO]),
    }
)


def plainly_read(ranks, overvote, duplicate, skipped):
    """The rules of reading once more, as a list of steps."""
    kept = []
    for place, keys in enumerate(ranks):
        if len(keys) > 1:
            if overvote == EXHAUST:
                break
        elif not keys:
            twice = place > 0 and not ranks[place - 1]
            if skipped == EXHAUST or (skipped == EXHAUST_TWO and twice):
                break
        elif keys[0] in kept:
            if duplicate == EXHAUST:
                break
        else:
            kept += keys
    return "".join(kept)


@given(RANKS, OPTIONS)
def test_ballots_are_read_rank_by_rank(ranks, options):
    kept = "blank" if not any(ranks) else plainly_read(ranks, **options) or "invalid"

    assert read_one(write_ranks(ranks), **options)[0] == kept


@given(RANKS, OPTIONS, st.sets(st.sampled_from("abcd")))
def test_a_withdrawal_is_like_a_ballot_that_never_had_the_name(ranks, options, withdrawn):
    left = [[key for key in keys if key not in withdrawn] for keys in ranks]
    rewritten = [now for now, before in zip(left, ranks, strict=True) if now or not before]

    assert read_one(write_ranks(ranks), withdrawn, **options) == read_one(
        write_ranks(rewritten), **options
    )
