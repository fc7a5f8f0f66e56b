"""Whoever watches the line sees how long requests and answers are: neither may tell a choice."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from endorsements import custody, log, rounds
from endorsements.models import Candidate, KeyName
from endorsements.reviewing import recommending
from endorsements.reviewing.recommending import Said
from endorsements.tally.vocabulary import FORMS
from tests.endorsements.views.marking import marks, marks_for
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import RoundFactory, contest_of, entries, fresh, voters
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db

KEYS = ("ash", "birch", "cedar", "dogwood")
# As unlike as names can be: short, long, letters of several bytes, signs that pages escape.
NAMES = ("Al", "Birgitta " * 12, "Zoë “Žofia” Ćwiek-中村", "<O'Neill & \"D'Arcy\" 'Sons'>")
WITHOUT_NONE = ("per_candidate", "whether_whom")

# Texts of each form that differ as much as they can; the order of the keys does not matter here.
CHOICES = {
    "single_choice": ["", "ash", "birch", "no-endorsement", "abstain"],
    "question": ["", "yes", "no-endorsement", "abstain"],
    "approval": ["", "ash", "ash birch cedar dogwood", "no-endorsement", "abstain"],
    "per_candidate": ["", "ash:yes", "ash:no birch:abstain cedar:abstain dogwood:abstain"],
    "score": ["", "ash:5", "ash:0 birch:1 cedar:2 dogwood:3 no-endorsement:4", "abstain"],
    "star": ["", "birch:0", "ash:5 birch:5 cedar:5 dogwood:5 no-endorsement:5", "abstain"],
    "irv": ["", "ash", "birch>dogwood>ash>cedar>no-endorsement", "abstain"],
    "stv": ["", "birch", "dogwood>cedar>birch", "no-endorsement>ash", "abstain"],
    "whether_whom": ["", "yes:birch", "no:", ":ash", "abstain:dogwood", "abstain"],
}
# Fields are counted from 01; what is not named is not marked.
MISTAKES = {
    "approval": [{"01": "01", "05": "01"}, {"03": "01", "06": "01"}],
    "score": [{"01": "06", "06": "01"}],
    "irv": [
        {"01": "01", "02": "01"},
        {"03": "05", "02": "05", "04": "05", "05": "05", "01": "05"},
        {"01": "02", "02": "02", "03": "03", "04": "03"},
        {"02": "99"},
    ],
    "whether_whom": [{"01": "09"}],
}


def recommend_somebody(voting_round):
    """The last candidate of every contest: what the committee says stands beside all marks."""
    for contest in voting_round.contests.all():
        last = contest.candidates.last()
        said = Said("candidate", last.pk, "Why. " * 50) if last else Said("yes")
        recommending.set_down(contest.pk, said, by=StaffFactory())


@pytest.fixture(scope="module")
def made_once(rows_of_the_module):
    """A round with a contest of every form and names of every kind."""
    voting_round = RoundFactory(title="Every form")
    for form in FORMS:
        offers = {"has_abstain": True, "has_no_endorsement": form not in WITHOUT_NONE}
        contest_of(form, candidates=KEYS, round=voting_round, key=form, **offers)
    for key, name in zip(KEYS, NAMES, strict=True):
        Candidate.objects.filter(key=key).update(name=name)
    recommend_somebody(voting_round)
    voters(max(map(len, CHOICES.values())))
    rounds.schedule(voting_round.pk, by=StaffFactory())
    for key in KeyName:
        custody.make_key(voting_round.pk, key)
    rounds.open_voting(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    return voting_round


def page(name, voting_round):
    return reverse(f"endorsements:{name}", args=[voting_round.slug])


def contest_in(voting_round, key):
    return next(one for one in fresh(voting_round).definition["contests"] if one["key"] == key)


@pytest.mark.parametrize("form", FORMS)
def test_neither_request_nor_answer_tells_a_choice_by_its_size(client, made_once, form):
    requests, answers = {}, {}
    for entry, text in zip(entries(made_once), CHOICES[form], strict=False):
        log_in(client, user_of(entry))
        paper = client.get(page("ballot", made_once))
        sent = marks(paper, **{form: text})
        review = client.post(page("review", made_once), sent)
        edit = client.post(page("ballot", made_once), sent)
        going_on = marks(review, **{form: text})
        receipt = client.post(page("cast", made_once), going_on)
        assert [one.status_code for one in (paper, review, edit, receipt)] == [200] * 4
        requests[text] = {len(urlencode(one)) for one in (sent, going_on)}
        answers[text] = tuple(len(one.content) for one in (paper, review, edit, receipt))

    assert len(set(map(frozenset, requests.values()))) == 1
    assert len(set(answers.values())) == 1


def test_all_contests_together_have_one_size_too(client, made_once):
    log_in(client, user_of(entries(made_once)[0]))
    paper = client.get(page("ballot", made_once))
    reviews = [
        client.post(page("review", made_once), marks(paper, **chosen))
        for chosen in (
            {form: texts[0] for form, texts in CHOICES.items()},
            {form: texts[1] for form, texts in CHOICES.items()},
            {form: max(texts, key=len) for form, texts in CHOICES.items()},
        )
    ]

    assert [review.status_code for review in reviews] == [200] * 3
    assert len({len(review.content) for review in reviews}) == 1


def test_a_ballot_with_mistakes_is_as_long_as_one_without(client, made_once):
    log_in(client, user_of(entries(made_once)[0]))
    paper = client.get(page("ballot", made_once))
    sizes = {len(paper.content)}
    for form, mistakes in MISTAKES.items():
        nothing = marks_for(contest_in(made_once, form), "")
        for mistake in mistakes:
            wrong = {f"contest-{form}.{number}": mark for number, mark in mistake.items()}
            answer = client.post(
                page("review", made_once), marks(paper, **{form: ""}) | nothing | wrong
            )
            assert answer.status_code == 400
            sizes.add(len(answer.content))

    assert len(sizes) == 1


def test_what_a_review_sends_on_is_as_long_as_what_came(client, made_once):
    log_in(client, user_of(entries(made_once)[0]))
    paper = client.get(page("ballot", made_once))
    chosen = {form: texts[-1] for form, texts in CHOICES.items()}
    review = client.post(page("review", made_once), marks(paper, **chosen))
    sent_on = [pair for row in review.context["rows"] for pair in row.marks]

    assert dict(sent_on) == {
        name: mark for name, mark in marks(paper, **chosen).items() if name != "token"
    }


def test_marks_that_wait_for_a_log_in_have_one_size_too(client, made_once):
    log_in(client, user_of(entries(made_once)[0]))
    paper = client.get(page("ballot", made_once))
    client.logout()
    kept = [
        client.post(page("cast", made_once), marks(paper, **chosen))
        for chosen in (
            {form: texts[0] for form, texts in CHOICES.items()},
            {form: max(texts, key=len) for form, texts in CHOICES.items()},
        )
    ]

    assert [answer.status_code for answer in kept] == [401, 401]
    assert len({len(answer.content) for answer in kept}) == 1
