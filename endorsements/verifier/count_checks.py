"""Whether the ballots that came out are those that went in, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from endorsements.protocol.chain import CLOSE, MIX, PAPER, TALLY
from endorsements.protocol.digests import canonical_json
from endorsements.protocol.files import INNER_FILE, RESULT_FILE, records_file
from endorsements.protocol.merkle import values_root
from endorsements.protocol.records import records_root
from endorsements.protocol.results import result_document, result_hash
from endorsements.tally.publicity_words import publicity_of_result
from endorsements.tally.results import COUNTS, OUTCOME_ONLY, RECORDS, how_much_is_public
from endorsements.tally.vocabulary import IRV, STAR, STV
from endorsements.tally.words import choice_names
from endorsements.verifier.examination import Examination, plural
from endorsements.verifier.recount import Recount

_SUMS = "only the sums were checked, and all that follows from them"
_TRANSFERS = (
    "every round was counted anew by the published transfers; which ballot moved where could not "
    "be checked"
)
_FINAL = (
    "points and outcome were worked out anew; how many prefer whom in the final could not be "
    "checked"
)
_CHECKED_OF_FORM = {IRV: _TRANSFERS, STV: _TRANSFERS, STAR: _FINAL}


def check_inner_ballots(ex: Examination) -> None:
    """As many ballots left the mixing as entered it, and they are those that the log names."""
    ex.report.heading("Ballots")
    mixed, hashes = ex.state.reached.get(MIX), ex.record.inner_hashes
    if mixed is None:
        ex.report.fault(f"{INNER_FILE} is here, but the log says of no mixing.")
        return
    if hashes != sorted(set(hashes)):
        ex.report.fault(f"{INNER_FILE} has a ballot twice or is not sorted.")
    root = values_root(bytes.fromhex(name) for name in hashes).hex()
    if (len(hashes), root) != (mixed["count"], mixed["root"]):
        ex.report.fault("The inner ballots are not those that came out of the mixing.")
    else:
        styles = ", ".join(f"{n} of style {s}" for s, n in ex.state.current_by_style().items())
        ex.report.ok(
            f"{plural(len(hashes), 'inner ballot')} came out of the mixing, one for each slot "
            f"whose ballot counts ({styles or 'none'}), and the list is the one in the log."
        )


def check_results(ex: Examination) -> None:
    """Every contest comes to what result.json says, and that is what the log fixed."""
    ex.report.heading("Contests")
    tallied = ex.state.reached.get(TALLY)
    if tallied is None:
        ex.report.fault(f"{RESULT_FILE} is here, but the log says of no count.")
        return
    _tell_of_paper(ex)
    contests, published = ex.record.definition["contests"], ex.record.result["contests"]
    names = [contest["key"] for contest in contests]
    if [result["contest"] for result in published] != names or set(tallied["records"]) != set(
        names
    ):
        ex.report.fault("The results are not those of the contests in the definition.")
        return
    results = {result["contest"]: result for result in published}
    expected = [
        _check_contest(ex, contest, tallied["records"][contest["key"]], results[contest["key"]])
        for contest in contests
    ]
    _check_document(ex, expected, tallied["result"])


def _tell_of_paper(ex: Examination) -> None:
    """What a log can say of ballots that never were an envelope, and what it cannot."""
    if PAPER not in ex.state.reached:
        return
    number = plural(ex.state.reached[PAPER]["count"], "ballot")
    ex.report.ok(
        f"{number} on paper came to the others, no more than there were members whose place on "
        "the roll had no ballot."
    )
    ex.report.unchecked(
        "What stands on the paper: two people read it into the count, and only whoever has the "
        "sheets, or the slip of one, can compare it."
    )


def _check_contest(
    ex: Examination,
    contest: Mapping[str, Any],
    tallied: Mapping[str, Any],
    published: Mapping[str, Any],
) -> dict[str, Any]:
    """Recount a contest as far as it is published; returns what its result should be."""
    key, office = contest["key"], contest["office"]
    ballots = ex.ballots_in(key)
    if tallied["count"] != ballots:
        ex.report.fault(f"{office}: {_voted(ex, key)}, {tallied['count']} ballots were counted.")
    extent = how_much_is_public(ex.record.definition, contest, ballots)
    recount = Recount(ex, contest)
    if ex.record.has_records(key) != (extent == RECORDS):
        state = "missing" if extent == RECORDS else "here, though it may not be published"
        ex.report.fault(f"{office}: {records_file(key)} is {state}.")
    if extent == RECORDS and ex.record.has_records(key):
        expected = recount.from_ballots(_records_of(ex, contest, tallied))
    elif extent == COUNTS:
        expected = recount.from_numbers(published)
    else:
        expected = recount.from_outcome(published)
    differing = _differences(expected, published)
    if differing:
        ex.report.fault(
            f"{office}: the published result is not what the record comes to: {differing}"
        )
    else:
        say = ex.report.unchecked if extent == OUTCOME_ONLY and ballots else ex.report.ok
        say(f"{office}: {_how_checked(ex, contest, extent)} {published['sentence']}")
        _tell_draw(ex, contest, expected)
    return expected


def _voted(ex: Examination, key: str) -> str:
    paper = ex.paper_in(key)
    slots = f"{ex.ballots_in(key) - paper} slots voted"
    return f"{slots} and {paper} on paper" if paper else slots


def _records_of(
    ex: Examination, contest: Mapping[str, Any], tallied: Mapping[str, Any]
) -> Counter[str]:
    """The selections of a contest whose single ballots are public."""
    key, office = contest["key"], contest["office"]
    records = ex.record.records(key)
    codes = [code for code, _ in records]
    if codes != sorted(set(codes)):
        ex.report.fault(f"{office}: a check code stands there twice, or the list is not sorted.")
    if (len(records), records_root(records).hex()) != (tallied["count"], tallied["root"]):
        ex.report.fault(f"{office}: the records are not those that the log fixed after the count.")
    return Counter(selection for _, selection in records)


def _differences(expected: Mapping[str, Any], published: Mapping[str, Any]) -> str:
    wrong = [
        f"{key} is {published.get(key)!r}, not {expected.get(key)!r}"
        for key in sorted({*expected, *published})
        if key not in expected
        or key not in published
        or canonical_json(expected[key]) != canonical_json(published[key])
    ]
    return "; ".join(wrong)


def _how_checked(ex: Examination, contest: Mapping[str, Any], extent: str) -> str:
    ballots = ex.ballots_in(contest["key"])
    number = plural(ballots, "ballot")
    if extent == RECORDS:
        return f"{number} recounted."
    why = publicity_of_result(ex.record.definition, contest, ballots)
    checked = "it cannot be recounted"
    if extent == COUNTS:
        checked = _CHECKED_OF_FORM.get(contest["form"], _SUMS)
    return f"{number}. {why} So {checked}."


def _tell_draw(ex: Examination, contest: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    """The order of the public draw, which anybody can work out from the log."""
    if not result.get("tie_order"):
        return
    names = choice_names(contest)
    order = ", ".join(names[key] for key in result["tie_order"])
    ex.report.note(
        f"{contest['office']}: the public draw, worked out anew from entry "
        f"{ex.state.reached_at[CLOSE]} of the log (close), gives this order: {order}."
    )


def _check_document(ex: Examination, expected: list[dict[str, Any]], fixed: str) -> None:
    roll_count = sum(ex.state.voters_by_style().values())
    published = ex.record.result
    document = result_document(
        ex.record.definition,
        expected,
        roll_count=roll_count,
        salt=str(published.get("salt", "")),
    )
    if canonical_json(document) != canonical_json(published):
        ex.report.fault(f"{RESULT_FILE} is not what the record comes to.")
    if result_hash(published).hex() != fixed:
        ex.report.fault(f"{RESULT_FILE} is not the result that the log fixed after the count.")
    else:
        ex.report.ok(f"{RESULT_FILE} is the result that the log fixed after the count.")
