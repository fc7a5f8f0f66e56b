"""A round with its contests and candidates on one form: set up, edited, refused, frozen."""

from fractions import Fraction
from html import unescape

import pytest

from endorsements.admin import as_shown
from endorsements.models import Candidate, Contest, Round
from endorsements.tally.vocabulary import Quorum, Threshold
from members.models import AuditEvent
from tests.endorsements.admin.forms_sent import errors_of, form_of
from tests.endorsements.admin.staging import ADD, IN_STATUS, change_page, digests
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    RoundFactory,
    draft_round,
    fresh,
    open_round,
)

pytestmark = pytest.mark.django_db
NOTHING_CHOSEN = "Choose an office or a question, or write what is decided on."
FROZEN = ["scheduled", "open", "held", "certified"]


def test_a_round_is_set_up_on_one_form(staff, new):
    answer = staff.post(ADD, new)

    voting_round = Round.objects.get()
    assert answer.url == change_page(voting_round)
    assert (voting_round.title, voting_round.slug) == ("Spring endorsements", "spring-endorsements")
    contest = Contest.objects.get()
    assert (contest.round, contest.key) == (voting_round, "state-senate-first-suffolk")
    assert contest.threshold == Threshold(Fraction(3, 5))
    assert contest.quorum == Quorum()
    assert list(contest.candidates.values_list("key", "name", "description", "website")) == [
        ("alvaro-nunez", "Álvaro Núñez", "Teacher", "https://nunez.example.org"),
        ("jo-doe", "Jo Doe", "", ""),
    ]
    event = AuditEvent.objects.get(action="round.added")
    assert {"added": {"name": "candidate", "object": "Jo Doe"}} in event.detail["changes"]


def test_two_contests_keep_the_order_in_which_they_were_entered(staff, new):
    second = {
        name.replace("contests-0", "contests-1"): value
        for name, value in new.items()
        if name.startswith("contests-0")
    }
    staff.post(ADD, new | second | {"contests-TOTAL_FORMS": "2"})

    assert list(Contest.objects.values_list("key", "position")) == [
        ("state-senate-first-suffolk", 1),
        ("state-senate-first-suffolk-2", 2),
    ]


def test_dates_are_read_by_the_organisations_clock(staff, new):
    staff.post(
        ADD,
        new
        | {
            "record_date": "2026-06-30",
            "opens_at_0": "2026-07-01",
            "opens_at_1": "09:00",
            "closes_at_0": "2026-12-01",
            "closes_at_1": "20:00",
        },
    )

    voting_round = Round.objects.get()
    assert voting_round.opens_at.isoformat() == "2026-07-01T13:00:00+00:00"
    assert voting_round.closes_at.isoformat() == "2026-12-02T01:00:00+00:00"


@pytest.mark.parametrize(("day", "hour"), [("2026-11-01", "01:30"), ("2027-03-14", "02:30")])
def test_an_hour_that_comes_twice_or_never_is_not_guessed(staff, new, day, hour):
    """The nights in which the clocks change."""
    told = staff.post(ADD, new | {"closes_at_0": day, "closes_at_1": hour})

    assert not Round.objects.exists()
    assert "may be ambiguous or it may not exist" in told.content.decode()


def test_names_without_a_latin_letter_still_get_keys(staff, new):
    staff.post(
        ADD,
        new
        | {
            "title": "第一輪",
            "contests-0-office": "市長",
            "contests-0-district": "",
            "contests-0-candidates-0-name": "唐鳳",
            "contests-0-candidates-1-name": "賴清德",
        },
    )

    assert Round.objects.get().slug == "round"
    assert Contest.objects.get().key == "contest"
    assert set(Candidate.objects.values_list("key", flat=True)) == {"candidate", "candidate-2"}


def test_a_second_round_of_the_same_name_gets_an_address_of_its_own(staff, new):
    staff.post(ADD, new)
    staff.post(ADD, new)

    assert set(Round.objects.values_list("slug", flat=True)) == {
        "spring-endorsements",
        "spring-endorsements-2",
    }


def test_a_key_follows_its_name_in_a_draft_and_stays_when_something_else_changes(staff):
    voting_round = draft_round(1)
    sent = form_of(staff.get(change_page(voting_round)))
    staff.post(
        change_page(voting_round),
        sent
        | {"contests-0-candidates-0-name": "Ashe", "contests-0-candidates-1-description": "Tree"},
    )

    assert list(Candidate.objects.values_list("key", "name", "description")) == [
        ("ashe", "Ashe", ""),
        ("birch", "Birch", "Tree"),
    ]


def test_two_candidates_may_swap_their_names(staff):
    voting_round = draft_round(1)
    sent = form_of(staff.get(change_page(voting_round)))
    staff.post(
        change_page(voting_round),
        sent | {"contests-0-candidates-0-name": "Birch", "contests-0-candidates-1-name": "Ash"},
    )

    assert list(Candidate.objects.values_list("key", "name")) == [
        ("birch-2", "Birch"),
        ("ash", "Ash"),
    ]


def test_candidates_and_contests_are_removed_on_the_same_form(staff):
    voting_round = draft_round(1)
    other = ContestFactory(round=voting_round, office="Mayor")
    CandidateFactory(contest=other)
    sent = form_of(staff.get(change_page(voting_round)))
    staff.post(
        change_page(voting_round),
        sent | {"contests-0-candidates-0-DELETE": "on", "contests-1-DELETE": "on"},
    )

    assert list(Contest.objects.values_list("office", flat=True)) == ["Governor"]
    assert list(Candidate.objects.values_list("name", flat=True)) == ["Birch"]


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        (
            {"opens_at_0": "2026-07-02", "closes_at_0": "2026-07-01"},
            "closes_at",
            "The round must close after it opens.",
        ),
        ({"embargo_hours": "25"}, "embargo_hours", "An embargo lasts a day, 24 hours, at most."),
        ({"counts_minimum": "0"}, "counts_minimum", "Write 1 or more."),
        (
            {"counts_minimum": "9", "records_minimum": "8"},
            "records_minimum",
            "Single records need at least as many ballots.",
        ),
        ({"contests-0-office": ""}, "office", NOTHING_CHOSEN),
        ({"contests-0-quorum": "a few"}, "quorum", "Write a share as “60 %” or “2/3”."),
        (
            {"contests-0-candidates-1-name": "No Endorsement"},
            "name",
            "“No Endorsement” is not a candidate: the switches of the contest offer it.",
        ),
        ({"contests-0-candidates-0-website": "no site"}, "website", "Enter a valid URL."),
        (
            {"slug": "with blanks"},
            "slug",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
    ],
)
def test_a_mistake_is_named_at_its_field_and_nothing_is_saved(staff, new, answers, field, sentence):
    times = {"opens_at_1": "12:00", "closes_at_1": "12:00"} if "opens_at_0" in answers else {}
    answer = staff.post(ADD, new | times | answers)

    assert errors_of(answer) == {field: [sentence]}
    assert not Round.objects.exists()


def test_every_mistake_of_a_contest_is_named_at_once(staff, new):
    answer = staff.post(ADD, new | {"contests-0-own_share": "70", "contests-0-quorum": "some"})

    assert set(errors_of(answer)) == {"own_share", "quorum"}


def test_a_contest_without_an_office_but_with_a_candidate_is_not_lost(staff):
    sent = form_of(staff.get(ADD)) | {"title": "A", "contests-0-candidates-0-name": "Jo"}
    answer = staff.post(ADD, sent)

    assert errors_of(answer) == {"office": [NOTHING_CHOSEN]}


def test_an_empty_contest_row_is_passed_over(staff):
    staff.post(ADD, form_of(staff.get(ADD)) | {"title": "Only a title"})

    assert Round.objects.get().title == "Only a title"
    assert not Contest.objects.exists()


def test_a_refused_form_shows_the_checklist_of_what_is_stored(staff):
    voting_round = draft_round(1, records_minimum=1)
    sent = form_of(staff.get(change_page(voting_round))) | {"record_date": "", "title": ""}
    page = staff.post(change_page(voting_round), sent).content.decode()

    assert "Nothing bars scheduling." in page


def test_whether_a_round_is_a_rehearsal_is_fixed_once_it_is_saved(staff):
    voting_round = RoundFactory()
    sent = form_of(staff.get(change_page(voting_round))) | {"rehearsal": "on"}
    staff.post(change_page(voting_round), sent)

    assert fresh(voting_round).rehearsal is False


def crafted(voting_round):
    """What somebody would send who wants to change what is frozen."""
    contest = voting_round.contests.get()
    ash, birch = contest.candidates.order_by("key")
    return {
        "title": "Stolen",
        "slug": "stolen",
        "status": "certified",
        "record_date": "2020-01-01",
        "opens_at_0": "2020-01-01",
        "opens_at_1": "12:00",
        "closes_at_0": "2099-01-01",
        "closes_at_1": "12:00",
        "challenge_days": "0",
        "records_minimum": "1",
        "rehearsal": "on",
        "contests-0-id": contest.pk,
        "contests-0-round": voting_round.pk,
        "contests-0-office": "Stolen",
        "contests-0-preset": "stv",
        "contests-0-DELETE": "on",
        "contests-0-candidates-0-id": ash.pk,
        "contests-0-candidates-0-name": "Stolen",
        "contests-0-candidates-0-description": "Stolen",
        "contests-0-candidates-0-is_withdrawn": "on",
        "contests-0-candidates-1-id": birch.pk,
        "contests-0-candidates-1-DELETE": "on",
    }


ADDED_ROWS = {
    "contests-TOTAL_FORMS": "2",
    "contests-0-candidates-TOTAL_FORMS": "3",
    "contests-0-candidates-2-name": "Added",
    "contests-1-office": "Added",
    "contests-1-candidates-TOTAL_FORMS": "1",
    "contests-1-candidates-INITIAL_FORMS": "0",
    "contests-1-candidates-0-name": "Added",
}


@pytest.mark.parametrize("rows", [{}, ADDED_ROWS], ids=["changed", "added"])
@pytest.mark.parametrize("status", FROZEN)
def test_a_crafted_post_changes_nothing_that_is_frozen(staff, status, rows):
    voting_round = IN_STATUS[status]()
    sent = form_of(staff.get(change_page(voting_round)))
    before = digests()
    answer = staff.post(change_page(voting_round), sent | crafted(voting_round) | rows)

    assert answer.status_code == 302
    trail = {"django_admin_log", "members_auditevent"}
    after = digests()
    assert {table for table in after if after[table] != before[table]} <= trail


def test_summary_website_and_biography_stay_editable(staff):
    voting_round = open_round(1)
    sent = form_of(staff.get(change_page(voting_round)))
    ash = next(
        name.removesuffix("-id")
        for name, value in sent.items()
        if name.endswith("-id") and value == str(Candidate.objects.get(key="ash").pk)
    )
    answer = staff.post(
        change_page(voting_round),
        sent | {"summary": "Who leads us.", f"{ash}-biography": "Grew up in Natick."},
    )

    assert answer.status_code == 302
    assert fresh(voting_round).summary == "Who leads us."
    assert Candidate.objects.get(key="ash").biography == "Grew up in Natick."
    assert "Biography" in str(AuditEvent.objects.first().detail)
    assert {name for name in sent if name.startswith("contests-0-candidates-0-")} == {
        f"contests-0-candidates-0-{field}"
        for field in ("id", "contest", "party", "website", "legislator", "email", "biography")
    }


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda one: Round.objects.filter(pk=one.pk).update(title="Hers"),
        lambda one: one.contests.update(district="Second"),
        lambda one: CandidateFactory(contest=one.contests.get(), name="Cedar"),
        lambda one: Candidate.objects.filter(key="ash").update(description="Confirmed by Ash."),
        lambda one: Candidate.objects.get(key="ash").delete(),
    ],
)
def test_nobody_writes_over_what_was_saved_meanwhile_without_having_been_told(staff, meanwhile):
    voting_round = draft_round(3)
    page = change_page(voting_round)
    sent = form_of(staff.get(page)) | {"summary": "His."}
    meanwhile(voting_round)

    told = staff.post(page, sent)
    words = unescape(told.content.decode())
    assert words.index(as_shown.CHANGED) < words.index("Checklist")  # seen first, even on a phone
    assert "His.</textarea>" in told.content.decode()
    assert fresh(voting_round).summary == ""
    if Candidate.objects.filter(key="ash").exists():
        again = staff.post(page, sent | {as_shown.FIELD: form_of(told)[as_shown.FIELD]})
        assert again.status_code == 302
        assert fresh(voting_round).summary == "His."
