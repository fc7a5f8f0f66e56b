"""A ballot with a contest of every form through the client: from page to count, and mistakes."""

import base64
import re

import pytest
from django.test import override_settings
from django.urls import reverse

from endorsements import counting, mixing, publication, rounds
from endorsements.models import Candidate, CastRecord, Envelope
from endorsements.protocol.receipts import parse_receipt
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import marked_options
from endorsements.tally.selection_words import selection_in_words
from endorsements.tally.vocabulary import FORMS, RANKED_FORMS
from tests.endorsements.views.marking import marks, token_in
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import close, entries, fresh, open_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db

BALLOT = {
    "single_choice": "birch",
    "question": "no",
    "approval": "ash cedar",
    "per_candidate": "ash:yes birch:no",
    "score": "ash:0 cedar:5",
    "star": "birch:3",
    "irv": "cedar>no-endorsement>ash",
    "stv": "birch>ash",
    "whether_whom": "no:cedar",
}


@pytest.fixture(scope="module")
def made_once(rows_of_the_module):
    with override_settings(PUBLISH_PATTERNS=True):  # so that a single ballot has its codes listed
        return open_round(3, forms=FORMS)


@pytest.fixture
def voter(client, made_once):
    log_in(client, user_of(entries(made_once)[0]))
    return client


def page(name, voting_round, *more):
    return reverse(f"endorsements:{name}", args=[voting_round.slug, *more])


def in_ballot_order(voting_round, form):
    """The choice of `BALLOT` as the one text that the drawn order of candidates allows."""
    contest = next(c for c in voting_round.definition["contests"] if c["key"] == form)
    if form in RANKED_FORMS or " " not in BALLOT[form]:
        return BALLOT[form]
    keys = [one["key"] for one in contest["candidates"]]
    parts = sorted(BALLOT[form].split(" "), key=lambda part: keys.index(part.partition(":")[0]))
    return " ".join(parts)


def test_what_is_marked_is_what_is_read_back_recorded_counted_and_listed(voter, made_once):
    paper = voter.get(page("ballot", made_once))
    review = voter.post(page("review", made_once), marks(paper, **BALLOT))
    sent_on = {name: mark for row in review.context["rows"] for name, mark in row.marks}
    receipt = voter.post(page("cast", made_once), sent_on | {"token": token_in(review)})
    close(made_once)
    mixing.mix(made_once.pk)
    counting.tally(made_once.pk)
    publication.publish(made_once.pk)

    voting_round = fresh(made_once)
    texts = {form: in_ballot_order(voting_round, form) for form in FORMS}
    words = {
        contest["key"]: selection_in_words(contest, texts[contest["key"]])
        for contest in voting_round.definition["contests"]
    }
    records = CastRecord.objects.filter(contest__round=made_once).select_related("contest")
    assert {one.contest.key: one.selection for one in records} == texts
    kept = parse_receipt(saved(receipt))
    assert dict(kept.choices) == words
    for record in records:
        assert kept.codes[record.contest.key] == record.code
        listed = voter.get(page("codes", made_once, record.contest.key)).context["records"]
        assert [(one["code"], " ".join(one["choice"].split())) for one in listed] == [
            (record.code, words[record.contest.key])
        ]


def saved(receipt):
    link = re.search(r"base64,([^\"]+)", receipt.content.decode())[1]
    return base64.b64decode(link).decode()


def test_review_and_receipt_read_the_ballot_back_alike(voter, made_once):
    paper = voter.get(page("ballot", made_once))
    review = voter.post(page("review", made_once), marks(paper, **BALLOT))
    receipt = voter.post(page("cast", made_once), marks(review, **BALLOT))

    lines = [row.lines for row in review.context["rows"]]
    assert [row.lines for row in receipt.context["rows"]] == lines
    for shown in (review, receipt):
        assert "Should we endorse anybody?" in shown.content.decode()
        assert "5 points" in shown.content.decode()


@pytest.mark.parametrize(
    ("form", "wrong", "sentence"),
    [
        ("approval", {"02": "01", "04": "01"}, "“No endorsement” is marked, and a candidate too."),
        ("irv", {"01": "02", "03": "02"}, "You gave rank 2 to both"),
        ("star", {"01": "07"}, "That is not a choice in the contest for Star."),
    ],
)
@pytest.mark.parametrize("step", ["review", "cast"])
def test_a_mistake_is_named_at_its_contest_and_nothing_is_lost(
    voter, made_once, step, form, wrong, sentence
):
    paper = voter.get(page("ballot", made_once))
    others = {key: text for key, text in BALLOT.items() if key != form}
    mistake = {f"contest-{form}.{number}": mark for number, mark in wrong.items()}
    answer = voter.post(page(step, made_once), marks(paper, **others) | mistake)

    rows = {row.key: row for row in answer.context["rows"]}
    assert answer.status_code == 400
    assert {key: row.error for key, row in rows.items() if row.error}.keys() == {form}
    assert rows[form].error.startswith(sentence)
    shown = answer.content.decode()
    assert shown.count(sentence) == 2  # above the ballot and at the contest
    assert f'href="#contest-{form}"' in shown
    kept = {
        field.name: option.mark
        for row in rows.values()
        for field in row.fields
        for option in field.options
        if option.is_chosen
    }
    assert kept.items() >= marks(paper, **others).items() - {("token", token_in(paper))}
    legal = {name: mark for name, mark in mistake.items() if mark != "07"}
    assert kept.items() >= legal.items()
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("form", ["approval", "per_candidate", "score", "irv", "whether_whom"])
def test_a_candidate_who_withdrew_cannot_be_marked(voter, made_once, form):
    sent = marks(voter.get(page("ballot", made_once)), **BALLOT)
    definition = fresh(made_once).definition
    contest = next(one for one in definition["contests"] if one["key"] == form)
    gone = min(marked_options(rule_from_definition(contest), BALLOT[form]) - {"no-endorsement"})
    candidate = Candidate.objects.get(contest__round=made_once, contest__key=form, key=gone)
    rounds.withdraw_candidate(candidate.pk, by=StaffFactory(), proposed_by=StaffFactory())

    answer = voter.post(page("review", made_once), sent)
    again = voter.get(page("ballot", made_once))

    rows = {row.key: row for row in answer.context["rows"]}
    assert answer.status_code == 400
    assert rows[form].error == f"{candidate.name} has withdrawn. Please choose again."
    assert again.content.decode().count("Withdrew:") == 1
    assert not Envelope.objects.exists()


def test_every_contest_says_how_to_mark_it(voter, made_once):
    shown = voter.get(page("ballot", made_once)).content.decode()

    for how in (
        "Mark one choice.",
        "Mark as many candidates as you like.",
        "Rank the candidates",
        "Answer two questions",
        "from 0 to 5 points",
    ):
        assert how in shown
