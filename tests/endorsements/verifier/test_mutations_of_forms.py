"""Results of every form, changed by whoever counts and signed as if nothing had happened."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endorsements.tally.vocabulary import (
    APPROVAL,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    STAR,
    STV,
    WHETHER_WHOM,
)
from endorsements.verifier.main import examine, main
from endorsements.verifier.reading import Unreadable
from endorsements.verifier.record import Record
from endorsements.verifier.report import FAULT, Report
from tests.endorsements.verifier.forgery import Forgery, copied
from tests.endorsements.verifier.test_strange_values import places, replaced

pytestmark = pytest.mark.django_db


def of(result, form):
    """The result of one contest."""
    return next(one for one in result["contests"] if one["contest"] == form)


def settled_in(result):
    """The round in which the draw settled a tie."""
    return next(one for one in result["rounds"] if one["settled"])


def move_a_ballot(result):
    (moved,) = next(one["transfers"] for one in result["rounds"] if one["transfers"]).values()
    moved["ash"], moved["birch"] = moved.get("ash", 0) + 1, moved.get("birch", 2) - 1


def add_to_a_transfer(result):
    all_moved = [moved for one in result["rounds"] for moved in one["transfers"].values() if moved]
    all_moved[0][min(all_moved[0])] = 99


def let_another_go(result):
    one = settled_in(result)
    (gone,) = one["eliminated"]
    other = next(key for key in one["settled"][0]["tied"] if key != gone)
    one["eliminated"], one["settled"][0]["chosen"] = [other], other
    one["transfers"][other] = one["transfers"].pop(gone)


MUTATIONS = {
    "irv: a ballot moves elsewhere": (IRV, move_a_ballot),
    "irv: more moves than there is": (IRV, add_to_a_transfer),
    "irv: the other of the tie goes": (IRV, let_another_go),
    "irv: the order of the draw is another": (IRV, lambda one: one["tie_order"].reverse()),
    "irv: the tie is kept quiet": (IRV, lambda one: settled_in(one)["settled"].clear()),
    "irv: a round is left out": (IRV, lambda one: one["rounds"].pop(1)),
    "irv: a round is added": (IRV, lambda one: one["rounds"].append(copied(one["rounds"][-1]))),
    "irv: nobody had enough": (
        IRV,
        lambda one: one.update(outcome="no_consensus", winners=[], tied=[]),
    ),
    "irv: somebody else won": (IRV, lambda one: one.update(winners=["cedar"])),
    "irv: more ballots were exhausted": (IRV, lambda one: one["rounds"][2].update(exhausted=9)),
    "irv: the sentence of a round": (IRV, lambda one: one["rounds"][0].update(sentence="Ash won.")),
    "irv: first choices": (IRV, lambda one: one["rounds"][0]["tallies"].update(ash=5)),
    "irv: a rule of reading touched more than all": (
        IRV,
        lambda one: one["touched"].update(overvote=99),
    ),
    "irv: a rule of reading is not told": (IRV, lambda one: one["touched"].pop("skipped")),
    "stv: the quota": (STV, lambda one: one.update(quota=3)),
    "stv: a transfer of a surplus": (STV, move_a_ballot),
    "stv: more moves than the surplus": (STV, add_to_a_transfer),
    "stv: the order of election": (STV, lambda one: one["winners"].reverse()),
    "stv: elected in another round": (STV, lambda one: one["rounds"][0]["elected"].clear()),
    "stv: what somebody held": (STV, lambda one: one["tallies"].update(cedar="7/3")),
    "approval: marks": (APPROVAL, lambda one: one["tallies"].update(ash=9)),
    "approval: more seats": (APPROVAL, lambda one: one["winners"].append("dogwood")),
    "approval: the bar": (APPROVAL, lambda one: one.update(needed=2)),
    "per candidate: answers": (
        PER_CANDIDATE,
        lambda one: one["details"]["answers"]["cedar"].update(yes=9, no=0),
    ),
    "per candidate: a bar": (PER_CANDIDATE, lambda one: one["details"]["needed"].update(ash=1)),
    "per candidate: a denominator": (
        PER_CANDIDATE,
        lambda one: one["details"]["denominators"].update(ash=3),
    ),
    "score: scores": (
        SCORE,
        lambda one: one["details"]["scores"].update(birch=[0, 0, 0, 0, 0, 11]),
    ),
    "score: points": (SCORE, lambda one: one["tallies"].update(birch=55)),
    "star: the final": (
        STAR,
        lambda one: one["rounds"][1]["tallies"].update(ash=1, birch=8),
    ),
    "star: more in the final than gave a point": (
        STAR,
        lambda one: one["rounds"][1]["tallies"].update(ash=9, birch=2),
    ),
    "star: another finalist": (
        STAR,
        lambda one: one["rounds"][1].update(tallies={"ash": 5, "cedar": 0}),
    ),
    "question: answers": (QUESTION, lambda one: one["tallies"].update(yes=9)),
    "whether: answers": (
        WHETHER_WHOM,
        lambda one: one["details"]["whether"].update(yes=8),
    ),
    "whether: is reached": (
        WHETHER_WHOM,
        lambda one: one["details"]["whether"].update(is_reached=False),
    ),
    "whom: left blank": (WHETHER_WHOM, lambda one: one["details"]["whom"].update(blank=7)),
    "whom: votes": (WHETHER_WHOM, lambda one: one["tallies"].update(birch=6)),
}


@pytest.mark.parametrize("record", ["whole", "summed"])
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_changed_result_is_not_what_the_record_comes_to(request, tmp_path, capsys, record, name):
    played = request.getfixturevalue(record)
    form, alter = MUTATIONS[name]
    forgery = Forgery(played.folder)
    before = json.dumps(of(forgery.result, form), sort_keys=True)
    alter(of(forgery.result, form))
    assert json.dumps(of(forgery.result, form), sort_keys=True) != before
    forgery.rehash_result()
    forgery.resign(played.seed)

    status = main([str(forgery.write(tmp_path / "record"))])

    said = " ".join(capsys.readouterr().out.split())
    office = form.replace("_", " ").capitalize()
    assert status == 1
    assert f"FAULT {office}: the published result is not what the record comes to" in said
    assert said.count("FAULT") == 2  # the contest and the whole document


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_place_of_a_result_can_hold_anything_else(whole, summed, data):
    played = data.draw(st.sampled_from([whole, summed]))
    forgery = Forgery(played.folder)
    path = data.draw(st.sampled_from(list(places(forgery.result["contests"]))))
    old = forgery.result["contests"]
    for step in path:
        old = old[step]
    strange = [None, False, -1, 10**6, "", "x", [], {}, [[]], {"ash": 1}, "5/7", "taken away"]
    new = data.draw(st.sampled_from([value for value in strange if value != old]))
    if new == "taken away" and isinstance(path[-1], int):
        new = None
    forgery.result["contests"] = replaced(forgery.result["contests"], path, new)
    forgery.rehash_result()
    forgery.resign(played.seed)

    report = Report()
    raw = {name: text.encode() for name, text in forgery.as_files().items()}
    try:
        examine(Record(raw), report)
    except Unreadable:
        return

    assert report.number_of(FAULT) > 0


def test_patterns_are_published_only_where_voters_were_told_so(whole, tmp_path, capsys):
    forgery = Forgery(whole.folder)
    forgery.definition["patterns"] = False
    forgery.refound()
    forgery.resign(whole.seed)

    main([str(forgery.write(tmp_path / "record"))])

    said = " ".join(capsys.readouterr().out.split())
    assert "FAULT Irv: records/irv.csv is here, though it may not be published." in said


@pytest.mark.parametrize(
    ("form", "field", "value"),
    [
        (IRV, "ranked", {"skipped": "exhaust"}),
        (STV, "ranked", {"arithmetic": "decimal5"}),
        (APPROVAL, "seats", 1),
        (APPROVAL, "ties", "endorse_both"),
        (WHETHER_WHOM, "whom_threshold", {"share": "1/10"}),
        (SCORE, "threshold", {"compare": "at_least"}),
    ],
)
def test_voters_were_told_every_part_of_a_rule(whole, tmp_path, capsys, form, field, value):
    forgery = Forgery(whole.folder)
    contest = next(one for one in forgery.definition["contests"] if one["key"] == form)
    contest[field] = contest[field] | value if isinstance(value, dict) else value
    forgery.refound()
    forgery.resign(whole.seed)

    main([str(forgery.write(tmp_path / "record"))])

    said = " ".join(capsys.readouterr().out.split())
    assert f"FAULT {form.replace('_', ' ').capitalize()}: voters were told “" in said
