"""All sheets are in: the log fixes them, the tally counts them, and anybody checks the sums."""

import json

import pytest

from endorsements import counting, inspection, log, mixing, publication, rounds, steps
from endorsements.admin.round_list import turnout_in_words, with_turnout
from endorsements.clock import database_now
from endorsements.errors import DoesNotAddUp, NeedsTwo, NotReady
from endorsements.models import CastRecord, LogEntry, PaperEntry, Result, Round, RoundStatus
from endorsements.paper import finishing
from endorsements.round_acts import on_paper
from endorsements.turnout import turnout_of
from members import proposals
from members.errors import CannotBeDone
from tests.endorsements.paper.piles import entered, entered_twice, finished, marked, printed
from tests.endorsements.verifier.eventful_round import write_record
from tests.endorsements.verifier.forgery import Forgery
from tests.endorsements.verifier.running import verify
from tests.factories.endorsements import cast, close, entries, fresh, open_round
from tests.factories.members import StaffFactory
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db


def last_line(voting_round):
    entry = LogEntry.objects.filter(round=voting_round).in_order().last()
    return entry.kind, entry.payload


def test_two_people_say_that_all_are_in(closed, ada, ben, bells):
    entered_twice(closed, ["ash", "birch"])
    assert turnout_in_words(with_turnout(Round.objects.all()).get()) == "0 of 3, 0 %"
    proposal = on_paper.propose_finishing(closed, by=ada, reason="The post is in.")
    act = proposals.acts["round.finish_paper"]
    assert "2, of 2 members who vote on paper" in act.words(proposal)[0]

    proposals.confirm(proposal.pk, by=ben)

    kind, payload = last_line(closed)
    assert (kind, payload["count"], payload["styles"]) == ("paper", 2, {"S1": 2})
    assert PaperEntry.objects.count() == 2
    assert turnout_of(closed).voted == 2
    assert turnout_in_words(with_turnout(Round.objects.all()).get()) == "2 of 3, 66.7 %"


def test_none_at_all_may_have_been_handed_in(closed):
    finished(closed)

    assert last_line(closed)[1]["styles"] == {}
    mixing.mix(closed.pk)
    assert counting.tally(closed.pk)


def test_one_person_alone_ends_nothing(closed, ada):
    with pytest.raises(NeedsTwo):
        finishing.finish(closed.pk, by=ada, proposed_by=ada)


def test_what_still_bars_it_is_said(closed, ada, ben):
    entered_twice(closed, ["ash", "ash", "birch"])
    once, differing = printed(closed, 2)
    entered(closed, once, ada)
    entered(closed, differing, ada, "ash")
    entered(closed, differing, ben, "birch")

    with pytest.raises(NotReady) as refusal:
        finished(closed)

    assert refusal.value.obstacles == [
        "Read by one person alone so far: 1 sheet.",
        "Read differently by two people: 1 sheet.",
        "5 sheets with ballot S1 are entered, and 2 members with that ballot vote on paper.",
    ]
    with pytest.raises(CannotBeDone, match="Read by one person alone"):
        on_paper.propose_finishing(closed, by=ada, reason="The post is in.")


def test_a_sheet_that_comes_between_is_not_passed_over(closed, ada, ben):
    entered_twice(closed, ["ash"])
    proposal = on_paper.propose_finishing(closed, by=ada, reason="The post is in.")
    entered_twice(closed, ["birch"])

    with pytest.raises(CannotBeDone, match="entered since"):
        proposals.confirm(proposal.pk, by=ben)


def test_the_count_waits_for_paper_and_for_nothing_else(closed):
    entered_twice(closed, ["ash"])
    assert "mix_round" in list(steps.due(closed, database_now()))
    mixing.mix(closed.pk)
    assert not counting.tally(closed.pk)
    assert "tally_round" not in list(steps.due(fresh(closed), database_now()))
    assert steps.waits_for_paper(fresh(closed))

    finished(closed)

    assert "tally_round" in list(steps.due(fresh(closed), database_now()))
    assert counting.tally(closed.pk)
    assert counting.tally(closed.pk)
    assert CastRecord.objects.count() == 1
    assert not PaperEntry.objects.exists()


def on_paper_and_here():
    """Five members: two vote on paper, one says nothing that can be read; three on the site."""
    voting_round = open_round(5, records_minimum=2, counts_minimum=1)
    first, second, *others = entries(voting_round)
    for entry in (first, second):
        marked(entry)
    for entry in others:
        cast(entry, "ash")
    close(voting_round)
    sheets = entered_twice(fresh(voting_round), ["birch", "?"])
    mixing.mix(voting_round.pk)
    finished(voting_round)
    return voting_round, sheets


def played_to_the_end():
    voting_round, sheets = on_paper_and_here()
    counting.tally(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    publication.publish(voting_round.pk)
    return fresh(voting_round), sheets


def test_paper_is_counted_published_and_verified(tmp_path):
    voting_round, (readable, unreadable) = played_to_the_end()

    write_record(voting_round, tmp_path)
    status, said = verify(tmp_path)

    assert status == 0, said
    assert "2 ballots on paper came to the others" in said
    numbers = Result.objects.get().numbers
    assert (numbers["cast"], numbers["invalid"]) == (5, 1)
    assert numbers["tallies"] == {"ash": 3, "birch": 1, "no-endorsement": 0}
    # Whoever kept the slip finds the code in the list, and nothing tells paper from the others.
    records = dict(CastRecord.objects.values_list("code", "selection"))
    assert records[readable.codes["governor"]] == "birch"
    assert records[unreadable.codes["governor"]] == "?"
    assert len(json.loads((tmp_path / "result.json").read_text())["contests"]) == 1


def one_less(forgery):
    forgery.payload("paper").update(count=1, styles={"S1": 1})


def none_at_all(forgery):
    forgery.remove(forgery.entry("paper"))


def one_more(forgery):
    forgery.payload("paper").update(count=3, styles={"S1": 3})


def of_a_style_that_is_not(forgery):
    forgery.payload("paper")["styles"] = {"S9": 2}


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (one_less, "the tally entry has another number of ballots"),
        (none_at_all, "the tally entry has another number of ballots"),
        (one_more, "more ballots on paper were entered than members"),
        (of_a_style_that_is_not, "more ballots on paper were entered than members"),
    ],
)
def test_tampering_with_paper_is_caught(tmp_path, tamper, sentence):
    write_record(played_to_the_end()[0], tmp_path / "true")
    forgery = Forgery(tmp_path / "true")

    tamper(forgery)
    forgery.rechain()
    status, said = verify(forgery.write(tmp_path / "forged"))

    assert status == 1
    assert sentence in said


def drop(voting_round):
    PaperEntry.objects.filter(round=voting_round).first().delete()


def exchange(voting_round):
    one, other = PaperEntry.objects.filter(round=voting_round)
    PaperEntry.objects.filter(pk=one.pk).update(sealed=other.sealed)


def say_nothing_of_it(voting_round):
    LogEntry.objects.filter(round=voting_round, kind="paper").delete()


@pytest.mark.parametrize("tamper", [drop, exchange, say_nothing_of_it])
def test_what_is_changed_past_the_commands_stops_the_count(tamper):
    voting_round, _ = on_paper_and_here()
    with guards_off():
        tamper(voting_round)

    if tamper is say_nothing_of_it:
        # Members vote on paper and nobody has said that all is in: it waits.
        assert not counting.tally(voting_round.pk)
        replay = inspection.inspect(fresh(voting_round), after="mix")
        with pytest.raises(DoesNotAddUp, match="does not say"):
            finishing.sealed_ballots(voting_round, replay)
    else:
        with pytest.raises(DoesNotAddUp, match="not those that the log says were entered"):
            counting.tally(voting_round.pk)
    assert fresh(voting_round).status == RoundStatus.MIXED


def test_an_annulled_round_forgets_its_sheets(closed):
    entered_twice(closed, ["ash"])

    rounds.annul(closed.pk, reason="A mistake.", by=StaffFactory(), proposed_by=StaffFactory())

    assert not PaperEntry.objects.exists()
