"""The loaded demo organisation, on a real database: everything there, true to its script, once."""

import io
import re
import zipfile
from collections import Counter
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from endorsements import checklist, custody, keys, publication, rounds
from endorsements.announcements import words_about
from endorsements.demo import finishing, logins, past, season
from endorsements.demo.casting_day import CHECKPOINTS
from endorsements.demo.loading import DAYS_LEFT, closing_time
from endorsements.demo.scripts import script
from endorsements.errors import NotOnTheRoll
from endorsements.models import (
    Announcement,
    Candidate,
    CastRecord,
    Checkpoint,
    Contest,
    KeyName,
    LogEntry,
    PastEndorsement,
    Post,
    Reaction,
    Reason,
    Recommendation,
    Result,
    RollEntry,
    Round,
    RoundStatus,
)
from endorsements.verifier.main import main as verify
from endorsements.views.voter import Voter, find_voter
from members import second_factors
from members.everyone import everyones_standing
from members.models import Chapter, Contribution, ContributionKind, Member, StandingRules, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation")]

CERTIFIED, OPEN, DRAFT = script("certified"), script("open"), script("draft")


def round_of(plan):
    return Round.objects.get(slug=plan.slug)


def digest_of_everything():
    """Table to a digest of its rows."""
    return {
        model._meta.label: sha256(
            repr(sorted(map(plain, model.objects.values_list()))).encode()
        ).hexdigest()
        for model in apps.get_models()
    }


def plain(row):
    return repr([bytes(value) if isinstance(value, memoryview) else value for value in row])


def test_loading_again_changes_nothing_and_asks_little():
    before = digest_of_everything()

    with CaptureQueriesContext(connection) as queries:
        call_command("load_demo", wait=True, stdout=io.StringIO())

    assert digest_of_everything() == before
    assert len(queries) < 60


def test_nothing_is_loaded_where_there_is_no_demonstration(settings):
    settings.DEMO = False
    before = digest_of_everything()

    with pytest.raises(CommandError, match="DEMO is not set"):
        call_command("load_demo")

    assert digest_of_everything() == before


def test_command_prints_whom_to_log_in_as():
    printed = io.StringIO()

    call_command("load_demo", stdout=printed)

    assert printed.getvalue() == logins.as_text() + "\n"
    assert logins.PASSWORD in printed.getvalue()


# --- The certified round


@pytest.mark.parametrize("contest", CERTIFIED.contests, ids=lambda contest: contest.key)
def test_certified_round_came_out_as_the_seed_has_it(contest):
    numbers = Result.objects.get(
        contest__round__slug=CERTIFIED.slug, contest__key=contest.key
    ).numbers

    assert numbers["blank"] == contest.votes["blank"]
    assert numbers["cast"] == contest.voters
    assert numbers["invalid"] == 0


@pytest.mark.parametrize("contest", CERTIFIED.contests, ids=lambda contest: contest.key)
def test_records_of_the_certified_round_are_the_votes_of_the_script(contest):
    records = CastRecord.objects.filter(
        contest__round__slug=CERTIFIED.slug, contest__key=contest.key
    )
    cast = Counter(marks(text) for text in records.values_list("selection", flat=True))

    votes = Counter({marks(text): times for text, times in contest.votes.items()})
    assert cast == (votes if contest.key != "delegates" else Counter())


def marks(selection):
    """The marks of a selection whatever their order, which was drawn for an approval ballot."""
    return tuple(sorted(selection.replace("blank", "").split(" ")))


def test_certified_round_shows_every_kind_of_outcome():
    results = Result.objects.filter(contest__round__slug=CERTIFIED.slug)

    assert {result.contest.key: result.numbers["sentence"] for result in results} == {
        "senate": "Odalys Fernquill is endorsed with 60.1 % of 158 ballots; 60 % was needed.",
        "house": "No endorsement: Ines Copperleaf has 59.9 % of 157 ballots; 60 % was needed.",
        "district-attorney": "“No endorsement” won with 43.6 % of 156 ballots. Nobody is endorsed.",
        "mayor": "Jonas Thistledown is endorsed with 63.6 % of 33 ballots without abstentions; "
        "60 % was needed.",
        "register": "Thandi Hollowmere is endorsed with 61.2 % of 147 ballots that still counted "
        "in round 3; 60 % was needed.",
        "council": "Solveig Amberwick and Desmond Bellfield are endorsed with 62.2 % and 58.3 % of "
        "156 ballots; more than 50 % was needed.",
        "question-1": "The position is Yes, with 63.8 % of 152 ballots; 60 % was needed.",
        "delegates": "Oriel Vinestone, Kofi Underhay and Philippa Yarrowgate are endorsed, in this "
        "order; the quota was 39 of 154 ballots.",
    }


def test_certified_round_was_cast_ballot_by_ballot_and_counted_by_the_tasks():
    voting_round = round_of(CERTIFIED)
    log = Counter(LogEntry.objects.filter(round=voting_round).values_list("kind", flat=True))

    assert voting_round.status == RoundStatus.CERTIFIED
    assert voting_round.is_demo
    assert voting_round.challenge_days == 0
    assert log["cast"] == CERTIFIED.voters + CERTIFIED.changed
    assert [log[kind] for kind in ("close", "mix", "destroy", "tally", "certify")] == [
        1,
        1,
        2,
        1,
        1,
    ]
    assert CastRecord.objects.filter(contest__round=voting_round).count() == 160 * 6 + 40


def test_certified_round_left_nothing_that_joins_vote_and_member():
    voting_round = round_of(CERTIFIED)

    assert not RollEntry.objects.filter(round=voting_round, slot__isnull=False).exists()
    assert not any(keys.is_in_custody(voting_round.pk, key) for key in (KeyName.MIX, KeyName.TALLY))
    assert [custody.is_destroyed(voting_round, key) for key in (KeyName.MIX, KeyName.TALLY)] == [
        True,
        True,
    ]


def test_record_of_the_certified_round_adds_up(tmp_path, capsys):
    record = tmp_path / "record.zip"
    with record.open("wb") as file:
        publication.write_zip(round_of(CERTIFIED), file)

    assert zipfile.is_zipfile(record)
    assert verify([str(record)]) == 0, capsys.readouterr().out


# --- The open round


def test_open_round_has_38_percent_turnout():
    roll = RollEntry.objects.filter(round=round_of(OPEN))

    assert (roll.who_voted().count(), roll.count()) == (133, 350)
    assert round(100 * roll.who_voted().count() / roll.count()) == 38


def test_open_round_has_twelve_days_left_and_a_line_of_turnout():
    voting_round = round_of(OPEN)
    slots = list(Checkpoint.objects.filter(round=voting_round).values_list("slots", flat=True))

    assert voting_round.status == RoundStatus.OPEN
    assert (voting_round.closes_at - timezone.now()).days in (DAYS_LEFT - 1, DAYS_LEFT)
    assert len(slots) >= CHECKPOINTS
    assert slots[-1] == 133
    assert slots == sorted(slots)


@pytest.mark.parametrize("plan", [CERTIFIED, OPEN], ids=lambda plan: plan.slug)
def test_a_chapter_has_a_contest_of_its_own(plan):
    [chapter] = {contest.chapter for contest in plan.contests if contest.chapter}
    styles = round_of(plan).definition["styles"]

    assert len(styles) == 2
    assert Contest.objects.get(round__slug=plan.slug, chapter__isnull=False).chapter == (
        Chapter.objects.get(name=chapter)
    )


# --- The draft


def test_draft_has_a_checklist_that_is_not_clean():
    voting_round = round_of(DRAFT)

    assert voting_round.status == RoundStatus.DRAFT
    assert checklist.obstacles_to_scheduling(voting_round) == [
        "The round has no record date.",
        "The round has no opening and closing time.",
        "State House, 2nd Cloudberry (invented) has no candidate.",
    ]


# --- People


def test_members_stand_in_every_way():
    day = round_of(OPEN).record_date
    standings = list(everyones_standing(on=day))
    reasons = {re.sub(r"\$?[\d,]+( [A-Z][a-z]+ \d{4})?", "#", one.reason) for one in standings}

    assert Counter(one.is_good for one in standings) == {True: 350, False: 50}
    assert len(reasons) >= 9
    assert set(Contribution.objects.values_list("kind", flat=True)) == {
        ContributionKind.DUES,
        ContributionKind.GIFT,
        ContributionKind.REFUND,
        ContributionKind.WAIVER,
    }
    assert StandingRules.objects.count() == 2
    assert not Member.objects.filter(is_demo=False).exists()


def test_nobody_invented_has_the_name_of_somebody_real():
    real = set(PastEndorsement.objects.values_list("candidate", flat=True))
    invented = [
        *Member.objects.values_list("name", flat=True),
        # Some stand in a chapter's round and in everybody's.
        *Candidate.objects.order_by().values_list("name", flat=True).distinct(),
    ]

    assert not real & set(invented)
    assert not {name.split()[-1] for name in real} & {name.split()[-1] for name in invented}
    assert len(set(invented)) == len(invented)


def test_past_is_loaded_with_its_sources():
    assert PastEndorsement.objects.count() == len(past.facts())
    assert not PastEndorsement.objects.filter(source="").exists()


# --- Around the rounds


def test_a_recommendation_with_reasons_and_a_recusal_stands_before_the_vote():
    said = Recommendation.objects.get(contest__round__slug=OPEN.slug, contest__key="senate")

    assert said.in_words == "Calla Windrose"
    assert said.reasons.startswith("This committee does not exist.")
    assert said.names_of_recused[0].startswith("Ottoline Marsh (invented), who works for")
    assert said.corrections == 0


def test_invented_members_talk_and_say_so():
    posts = Post.objects.filter(contest__round__slug=OPEN.slug)

    assert posts.count() == len(season.plan()["posts"])
    assert all(one.text.startswith("Invented post: ") for one in posts)
    assert posts.exclude(parent=None).count() == 3
    assert set(posts.values_list("member__is_demo", flat=True)) == {True}
    assert Reaction.objects.count() == len(season.plan()["reactions"])


def test_the_announcement_quotes_those_who_consented():
    announcement = Announcement.objects.published().get()
    words = words_about(announcement.round)

    assert announcement.round.slug == CERTIFIED.slug
    assert sorted(one.says for one in words) == sorted(
        one["text"] for one in season.plan()["reasons"] if one["may_quote"]
    )
    assert all(", " in one.signed for one in words)
    assert Reason.objects.count() == len(words)


def test_a_chapters_own_round_stands_beside_the_statewide_one():
    own = Round.objects.get(slug=script("chapter").slug)
    race = own.contests.get()

    assert (own.status, own.chapter.name) == ("open", "Harbor Towns (demo)")
    beside = Round.objects.get(slug=OPEN.slug).contests.get(key=race.key)
    assert str(beside) == str(race)
    assert own.roll.who_voted().count() == 26
    assert not own.roll.exclude(member__chapters=own.chapter).exists()


# --- Logins


def test_log_in_works_with_the_printed_password(rf):
    user = authenticate(rf.post("/"), email="member@example.org", password=logins.PASSWORD)

    assert user == User.objects.get(email="member@example.org")
    assert set(User.objects.values_list("password", flat=True)) == {user.password}
    assert not EmailAddress.objects.filter(verified=False).exists()


def test_staff_and_nobody_else_may_enter_the_admin():
    staff = User.objects.filter(is_staff=True)
    assert {user.email for user in staff} == {person.email for person in logins.STAFF_LOGINS}
    assert all(second_factors.has_one(user) for user in staff)
    assert set(User.objects.long_standing_staff()) == set(staff)
    assert User.objects.count() == len(logins.STAFF_LOGINS) + len(logins.MEMBERS)


def style_with_a_chapter(voting_round):
    styles = voting_round.definition["styles"]
    return max(styles, key=lambda style: len(styles[style]))


@pytest.mark.parametrize("member", logins.MEMBERS[:2], ids=lambda member: member.email)
def test_members_with_a_login_are_on_the_roll_and_have_voted_or_not(rf, member):
    voter = voter_with(rf, member.email)

    assert (voter.entry.channel == "online") == member.has_voted
    assert voter.entry.style == style_with_a_chapter(round_of(OPEN))


def test_the_lapsed_member_is_told_why(rf):
    with pytest.raises(NotOnTheRoll, match=r"Your dues lapsed on .*the 30 days of grace ended on"):
        voter_with(rf, "lapsed@example.org")


def voter_with(rf, email) -> Voter:
    request = rf.get("/")
    request.user = User.objects.get(email=email)
    return find_voter(request, round_of(OPEN))


# --- The closing time, and waiting


@pytest.mark.parametrize(
    ("now", "closes_at"),
    [
        ("2026-11-22T08:00", "2026-12-04T20:00"),
        ("2026-11-22T20:00", "2026-12-04T20:00"),
        ("2026-11-22T20:01", "2026-12-05T20:00"),
        ("2026-10-25T12:00", "2026-11-06T20:00"),  # winter time begins in between
    ],
)
def test_closing_time_is_an_evening_with_twelve_days_left(now, closes_at):
    zone = ZoneInfo("America/New_York")
    now, closes_at = (
        datetime.fromisoformat(text).replace(tzinfo=zone) for text in (now, closes_at)
    )

    assert closing_time(now) == closes_at
    assert closes_at - now >= timedelta(days=DAYS_LEFT)


def test_waiting_for_a_round_that_nobody_counts_ends_in_words(monkeypatch):
    monkeypatch.setattr(finishing, "SECONDS_TO_CERTIFY", 0.2)

    with pytest.raises(finishing.NotCertified, match="is still open; does a worker run"):
        finishing.wait(round_of(OPEN).pk)


def test_waiting_for_a_held_round_says_why_it_is_held():
    voting_round = round_of(OPEN)
    rounds.hold(voting_round.pk, reason="Hm.")

    with pytest.raises(finishing.NotCertified, match=r"is held: Hm\."):
        finishing.wait(voting_round.pk)
