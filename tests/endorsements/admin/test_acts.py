"""Every button in every status, against the table of moves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsements.admin import acts
from endorsements.admin.desk import sentence_of
from endorsements.models import Candidate, LogEntry, RollEntry, Round, RoundStatus
from members import proposals
from members.models import AuditEvent, Proposal, User
from tests.endorsements.admin.staging import (
    IN_STATUS,
    TICKS,
    button,
    change_page,
    digests,
    page_of,
)
from tests.factories.endorsements import draft_round, fresh, open_round, published_round
from tests.factories.members import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
S = RoundStatus

# Button to the status it leads to, the event it writes, and what it asks of the workers.
LEADS_TO = {"schedule": S.SCHEDULED, "unschedule": S.DRAFT}
MAKE = ["make_signing_key", "make_mix_key", "make_tally_key"]
DESTROY = ["destroy_signing_key", "destroy_mix_key", "destroy_tally_key"]
PROVE = ["prove_signing_key", "prove_mix_key", "prove_tally_key"]
ASKS = {
    "schedule": MAKE,
    "unschedule": DESTROY,
    "certify": ["destroy_tally_key", "certify_round"],
    "release": PROVE,
}
# What one person does alone; every other button proposes.
ALONE = {
    "schedule": "round.scheduled",
    "unschedule": "round.unscheduled",
    "certify": "round.certification_asked",
}
# Buttons that propose, and the act that waits then.
PROPOSES = {
    "open": "round.open_early",
    "extend": "round.extend",
    "addition": "roll.add",
    "paper": "round.mark_paper",
    "paper-finished": "round.finish_paper",
    "void": "round.void_slot",
    "withdrawal": "round.withdraw_candidate",
    "close": "round.close_early",
    "certify-early": "round.certify_early",
    "release": "round.release",
    "hold": "round.hold",
    "annul": "round.annul",
}
# The statuses in which the table of moves has the step of a button. The held round was open, and
# the window of the published one is over.
WHERE = {
    "schedule": {S.DRAFT},
    "unschedule": {S.SCHEDULED},
    "open": {S.SCHEDULED},
    "extend": {S.OPEN, S.HELD},
    "addition": {S.SCHEDULED, S.OPEN},
    "paper": {S.SCHEDULED, S.OPEN},
    # Only where members vote on paper: tests/endorsements/paper.
    "paper-finished": set(),
    "void": {S.OPEN, S.HELD},
    "withdrawal": {S.OPEN, S.HELD},
    "close": {S.OPEN},
    "certify": {S.PUBLISHED},
    "certify-early": set(),
    "release": {S.HELD},
    "hold": {S.OPEN, S.CLOSED, S.MIXED, S.COUNTED, S.PUBLISHED},
    "annul": set(S) - {S.DRAFT, S.ANNULLED},
}


def is_allowed(name, status):
    return status in WHERE[name]


# A draft has no ballots to choose from, and nobody to withdraw once the others did.
FORM_REFUSES = {("addition", "draft")}
PAIRS = [(name, status) for name in WHERE for status in IN_STATUS]
ALLOWED = [pair for pair in PAIRS if is_allowed(*pair)]
REFUSED = {status: [n for n, s in PAIRS if s == status and not is_allowed(n, s)] for status in S}


def _member_for(voting_round, name):
    """Somebody outside the roll for an addition; on it for a voiding, or a vote on paper."""
    on_the_roll = RollEntry.objects.filter(round=voting_round).first()
    if name in ("void", "paper") and on_the_roll is not None:
        return on_the_roll.member_id
    return MemberFactory(name="Cleo", town="").pk


def answers(voting_round, name="addition"):
    """Full answers to whatever a button may ask."""
    later = timezone.localtime(timezone.now() + timedelta(days=30))
    candidate = Candidate.objects.filter(contest__round=voting_round).first()
    return {
        "reason": "The hall has no power.",
        "is_sure": "on",
        "closes_at_0": later.strftime("%Y-%m-%d"),
        "closes_at_1": later.strftime("%H:%M:%S"),
        "candidate": candidate.pk,
        "member": _member_for(voting_round, name),
        "on_paper": "yes",
        "reason_class": "double membership",
        **TICKS,
        "style": "S1",
    }


@pytest.mark.parametrize("status", S)
def test_a_round_says_where_it_stands_and_shows_the_buttons_of_the_table(staff, status):
    voting_round = IN_STATUS[status]()
    page = page_of(staff, voting_round)

    assert sentence_of(voting_round) in page
    shown = {name for name in acts.BY_NAME if button(voting_round, name) in page}
    assert shown == {name for name, at in ALLOWED if at == status}


@pytest.mark.parametrize(("name", "status"), ALLOWED)
def test_an_allowed_button_calls_its_command(
    staff, asked, name, status, django_capture_on_commit_callbacks
):
    voting_round = IN_STATUS[status]()
    given, before = answers(voting_round, name), AuditEvent.objects.count()
    asking = staff.get(button(voting_round, name)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post(button(voting_round, name), given)

    assert acts.BY_NAME[name].consequence in asking.replace("\n", " ")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        acts.BY_NAME[name].done
    ]
    assert answer.url == change_page(voting_round)
    event = AuditEvent.objects.first()
    assert AuditEvent.objects.count() == before + 1
    expected = ALONE.get(name, "proposal.made")
    assert (event.action, event.actor_label) == (expected, "staff@example.org")
    assert fresh(voting_round).status == LEADS_TO.get(name, status)
    assert asked == ASKS.get(name, [])
    proposed = [PROPOSES[name]] if name in PROPOSES else []
    assert [one.act for one in Proposal.objects.all()] == proposed


def test_every_button_but_three_proposes():
    two = {act.name for act in acts.ACTS if act.takes_two}
    assert (two, set(acts.BY_NAME) - two) == (set(PROPOSES), set(ALONE))


@pytest.mark.parametrize("status", S)
def test_every_other_button_is_refused_with_a_sentence_and_changes_nothing(staff, asked, status):
    voting_round = IN_STATUS[status]()
    for name in REFUSED[status]:
        given = answers(voting_round, name)
        before = digests()
        asking = staff.get(button(voting_round, name)).content.decode()
        answer = staff.post(button(voting_round, name), given)

        assert f"This cannot be done now: the round is {status}." in asking
        if (name, status) in FORM_REFUSES:
            continue
        (message,) = get_messages(answer.wsgi_request)
        assert message.level_tag == "error"
        assert str(message).endswith(".")
        assert digests() == before
    assert asked == []


@pytest.mark.parametrize("name", ["close", "hold", "annul"])
def test_a_reason_is_asked_for(staff, asked, name):
    voting_round = open_round(3)
    before = digests()
    answer = staff.post(button(voting_round, name), {"reason": "   ", "is_sure": "on"})

    assert "Please say why: the reason goes into the public log." in answer.content.decode()
    assert digests() == before


def test_a_reason_stands_in_the_log_as_it_was_given(staff, asked):
    voting_round = open_round(3)
    staff.post(button(voting_round, "hold"), {"reason": "Two slots look <odd>."})
    assert "Waits for a second person" in page_of(staff, voting_round)
    proposals.confirm(Proposal.objects.get().pk, by=StaffFactory())

    entry = LogEntry.objects.get(round=voting_round, kind="hold")
    assert entry.payload == {"from": "open", "reason": "Two slots look <odd>."}
    assert "Two slots look &lt;odd&gt;." in page_of(staff, voting_round)


def test_annulling_takes_a_tick(staff, asked):
    voting_round = open_round(3)
    answer = staff.post(button(voting_round, "annul"), {"reason": "Storm."})

    assert "Please tick this box to annul the round." in answer.content.decode()
    assert fresh(voting_round).status == S.OPEN


def test_scheduling_is_refused_with_the_very_checklist_of_the_page(staff, asked):
    voting_round = draft_round(3, record_date=None, records_minimum=1)
    Candidate.objects.all().delete()
    obstacles = ["The round has no record date.", "Governor has no candidate."]
    page, asking = page_of(staff, voting_round), staff.get(button(voting_round, "schedule"))
    answer = staff.post(button(voting_round, "schedule"), TICKS)

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [" ".join(obstacles)]
    for sentence in obstacles:
        assert sentence in page
        assert sentence in asking.content.decode()
    assert b'type="submit"' not in asking.content.split(b"ask-title")[1]


def test_what_no_machine_can_check_is_ticked_before_scheduling(staff, asked):
    saturday = datetime(2099, 8, 1, 20, tzinfo=UTC)
    voting_round = draft_round(3, closes_at=saturday)
    asking = staff.get(button(voting_round, "schedule")).content.decode()
    refused = staff.post(button(voting_round, "schedule"), {"rules": "on", "roll": "on"})

    assert "Governor: Ash, Birch" in asking
    assert "which is no working day" in asking
    assert refused.content.decode().count("Please look at this, and tick the box.") == 2
    assert fresh(voting_round).status == S.DRAFT

    staff.post(button(voting_round, "schedule"), answers(voting_round))
    event = AuditEvent.objects.get(action="round.scheduled")
    assert event.detail["looked_at"] == ["candidates", "closing", "roll", "rules"]
    page = page_of(staff, voting_round)
    assert "3 members on the roll; looked at: candidates, closing, roll, rules" in page


def test_a_close_on_a_working_day_needs_no_tick(staff):
    monday = datetime(2099, 8, 3, 20, tzinfo=UTC)
    asking = staff.get(button(draft_round(3, closes_at=monday), "schedule"))

    assert "no working day" not in asking.content.decode()


def test_extending_to_an_earlier_time_is_refused(staff, asked):
    voting_round = open_round(3)
    earlier = {"closes_at_0": "2026-01-01", "closes_at_1": "12:00", "reason": "A slip."}
    answer = staff.post(button(voting_round, "extend"), earlier)

    (message,) = get_messages(answer.wsgi_request)
    assert str(message) == "The new closing time must be later than the old one."


def test_a_new_closing_time_is_by_the_organisations_clock(staff, asked):
    voting_round = open_round(3)
    staff.post(
        button(voting_round, "extend"),
        {"closes_at_0": "2099-07-01", "closes_at_1": "20:00", "reason": "A strike of the post."},
    )
    proposals.confirm(Proposal.objects.get().pk, by=StaffFactory())

    assert fresh(voting_round).closes_at.isoformat() == "2099-07-02T00:00:00+00:00"


def test_who_is_alone_is_told_so_before_they_propose(staff):
    voting_round = open_round(3)
    User.objects.exclude(email="staff@example.org").update(is_active=False)
    alone = staff.get(button(voting_round, "close")).content.decode()
    StaffFactory()

    assert "Nobody else may confirm this now. Two people are always needed." in alone
    assert (
        "Nobody else may confirm" not in staff.get(button(voting_round, "close")).content.decode()
    )


def test_a_candidate_of_another_round_cannot_be_withdrawn(staff, asked):
    voting_round, other = open_round(3), open_round(3, title="Other")
    stranger = Candidate.objects.filter(contest__round=other).first()
    answer = staff.post(button(voting_round, "withdrawal"), {"candidate": stranger.pk})

    assert "Select a valid choice" in answer.content.decode()
    assert not Candidate.objects.filter(is_withdrawn=True).exists()


def test_certifying_waits_for_the_challenge_window(staff, asked):
    voting_round = published_round(["ash"], challenge_days=7)
    answer = staff.post(button(voting_round, "certify"))

    assert button(voting_round, "certify") not in page_of(staff, voting_round)
    (message,) = get_messages(answer.wsgi_request)
    assert str(message) == "The challenge window is not over yet."
    assert asked == []


def test_a_button_pressed_twice_is_refused_the_second_time(staff, asked):
    voting_round = open_round(3)
    for _ in range(2):
        answer = staff.post(button(voting_round, "hold"), {"reason": "Storm."})

    (message,) = [m for m in get_messages(answer.wsgi_request) if m.level_tag == "error"]
    assert str(message) == "The same is proposed already and waits to be confirmed."
    assert Proposal.objects.count() == 1


def test_an_addition_is_proposed_and_nobody_is_on_the_roll_yet(staff, asked):
    voting_round = open_round(3)
    staff.post(button(voting_round, "addition"), answers(voting_round))

    proposal = Proposal.objects.get()
    assert (proposal.act, proposal.object_id) == ("roll.add", str(voting_round.pk))
    assert (proposal.reason, proposal.parameters["style"]) == ("The hall has no power.", "S1")
    assert not RollEntry.objects.added().exists()
    page = staff.get(reverse("admin:members_proposal_change", args=[proposal.pk]))
    assert "Cleo is added to the roll of" in page.content.decode()


def test_a_refused_addition_keeps_what_was_typed(staff, asked):
    voting_round = open_round(3)
    on_the_roll = RollEntry.objects.first().member.pk
    given = answers(voting_round) | {"member": on_the_roll}
    page = staff.post(button(voting_round, "addition"), given).content.decode()

    assert "is on the roll of this round already." in page
    assert "The hall has no power." in page
    empty = staff.post(button(voting_round, "addition"), {}).content.decode()
    assert "Please choose who is to be added." in empty
    assert "Please say why: the member will read it." in empty


def test_an_addition_that_waits_is_not_proposed_again(staff, asked):
    voting_round = open_round(3)
    given = answers(voting_round)
    for _ in range(2):
        answer = staff.post(button(voting_round, "addition"), given)

    (message,) = [m for m in get_messages(answer.wsgi_request) if m.level_tag == "error"]
    assert str(message) == "The same is proposed already and waits to be confirmed."


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_button_answers_to_get_and_post_alone(staff, method):
    voting_round = open_round(3)

    assert getattr(staff, method)(button(voting_round, "hold")).status_code == 405


def test_a_button_or_round_that_does_not_exist_is_not_found(staff):
    voting_round = draft_round(1)
    gone = Round(pk="00000000-0000-0000-0000-000000000000")

    assert staff.get(button(voting_round, "delete-everything")).status_code == 404
    assert staff.post(button(gone, "hold")).status_code == 404


def test_a_post_without_the_forms_token_is_refused():
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(StaffFactory())
    voting_round = open_round(3)
    answer = browser.post(button(voting_round, "hold"), {"reason": "Storm."})

    assert answer.status_code == 403
    assert fresh(voting_round).status == S.OPEN
