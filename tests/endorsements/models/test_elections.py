"""What elections, offices, questions and photos may be; each rule is broken once, by its name."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from endorsements.models import Contest, Photo
from tests.factories.endorsements import (
    BallotQuestionFactory,
    CandidateFactory,
    ContestFactory,
    ElectionFactory,
    OfficeFactory,
    contest_of,
    open_round,
)
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db
DAY = date(2030, 9, 3)


def twice(factory, **fields):
    factory(**fields)
    return factory(**fields)


@pytest.mark.parametrize(
    ("rule", "breaks"),
    [
        ("election_is_of_a_known_kind", lambda: ElectionFactory(kind="caucus")),
        ("election_has_a_name", lambda: ElectionFactory(name="")),
        ("election_is_entered_once", lambda: twice(ElectionFactory, name="A", day=DAY)),
        (
            "primary_follows_no_election",
            lambda: ElectionFactory(follows=ElectionFactory(day=date(2020, 1, 1)), day=DAY),
        ),
        ("office_is_entered_once", lambda: twice(OfficeFactory, title="A", district="B")),
        ("office_has_a_title", lambda: OfficeFactory(title="")),
        ("office_is_in_a_known_chamber", lambda: OfficeFactory(chamber="lords")),
        (
            "office_in_a_chamber_has_a_district",
            lambda: OfficeFactory(chamber="house", district=""),
        ),
        (
            "ballot_question_number_once_at_an_election",
            lambda: twice(BallotQuestionFactory, election=ElectionFactory(), number="1"),
        ),
        ("ballot_question_has_title_and_text", lambda: BallotQuestionFactory(text="")),
        (
            "contest_is_for_an_office_or_a_question",
            lambda: contest_of(
                "question",
                for_office=OfficeFactory(),
                for_question=(asked := BallotQuestionFactory()),
                at_election=asked.election,
            ),
        ),
        (
            "contest_for_a_question_is_answered_and_has_its_election",
            lambda: ContestFactory(for_question=BallotQuestionFactory()),
        ),
        ("photo_shows_something", lambda: Photo.objects.create(digest="0" * 16, content=b"")),
        ("photo_is_named_by_a_digest", lambda: Photo.objects.create(digest="x", content=b"x")),
    ],
)
def test_a_rule_is_kept_by_the_database(rule, breaks):
    with pytest.raises(IntegrityError, match=rule):
        breaks()


def test_two_questions_may_wait_for_their_numbers():
    twice(BallotQuestionFactory, election=ElectionFactory(), number="")


@pytest.mark.parametrize(("kind", "day"), [("primary", date(2030, 9, 3)), ("general", DAY)])
def test_an_election_follows_a_primary_that_was_before_it(kind, day):
    first = ElectionFactory(kind=kind, day=day)
    with pytest.raises(InternalError, match="follows a primary that was before it"):
        ElectionFactory(kind="general", day=DAY, follows=first)


def test_a_primary_that_is_followed_stays_one_before_it():
    first = ElectionFactory(day=DAY)
    ElectionFactory(kind="general", day=date(2030, 11, 5), follows=first)
    for change in ({"kind": "special"}, {"day": date(2030, 11, 5)}):
        with pytest.raises(InternalError, match="follows a primary"), transaction.atomic():
            type(first).objects.filter(pk=first.pk).update(**change)


def test_a_question_is_frozen_once_a_scheduled_round_asks_it():
    asked = BallotQuestionFactory()
    contest = contest_of("question", for_question=asked, at_election=asked.election)
    asked.text = "Before anybody is asked."
    asked.save()
    with guards_off():
        Contest.objects.filter(pk=contest.pk).update(round=open_round(1))

    for field in ("number", "title", "text", "arguments_for", "arguments_against"):
        with pytest.raises(InternalError, match="frozen once"), transaction.atomic():
            type(asked).objects.filter(pk=asked.pk).update(**{field: "9"})
    asked.source = "https://example.org/law"
    asked.save()


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ada Lovelace", "AL"), ("Ash", "A"), ("Ana María de la Cruz", "AC"), ("市長", "市")],
)
def test_initials_stand_for_a_photo(name, initials):
    assert CandidateFactory(name=name).initials == initials
