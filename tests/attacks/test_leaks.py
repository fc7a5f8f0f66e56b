"""Choices and codes are nowhere but in the sealed ballot and on the voter's own screen."""

import io
import logging
import re
import sys
import traceback

import pytest
from django.contrib.sessions.models import Session
from django.core.signals import got_request_exception
from django.db import DataError, connection
from django.urls import reverse
from django.views.debug import ExceptionReporter

from endorsements import casting, envelopes, rounds, steps, tasks
from endorsements.models import Contest
from tests.attacks.dumps import dump
from tests.attacks.marked_vote import CHOICE, CODE, NAME, has_leaked
from tests.endorsements.views.marking import marks_for
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import CandidateFactory, contest_of, draft_round, entries, fresh
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db

SELECTIONS = {"governor": CHOICE, "council": f"birch>{CHOICE}"}


@pytest.fixture(scope="module")
def made_once(rows_of_the_module):
    voting_round = draft_round(2)
    CandidateFactory(contest=Contest.objects.get(), key=CHOICE, name=NAME)
    council = contest_of("irv", round=voting_round, key="council")
    CandidateFactory(contest=council, key=CHOICE, name=NAME)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    for key in tasks.KeyName:
        tasks.custody.make_key(voting_round.pk, key)
    rounds.open_voting(voting_round.pk)
    return voting_round


@pytest.fixture
def entry(made_once, monkeypatch):
    """A voter whose choice and check code are words that occur nowhere else."""
    monkeypatch.setattr(envelopes, "new_code", lambda: CODE)
    return entries(made_once)[0]


@pytest.fixture
def log_lines():
    """Everything that our own handlers write, tracebacks included, as they write it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = next(one for one in root.handlers if type(one) is logging.StreamHandler)
    before, level = handler.stream, root.level
    handler.stream = stream
    root.setLevel(logging.DEBUG)
    yield stream
    handler.stream = before
    root.setLevel(level)


def send(entry):
    return casting.cast(
        voting_round=fresh(entry.round),
        entry=entry,
        token=casting.issue_token(entry, replaces=0),
        selections=SELECTIONS,
        mail_to="voter@example.org",
    )


class Forced(Exception):
    """A fault that nobody foresaw."""


def forced(*_, **__):
    raise Forced("forced")


PLACES = [
    "endorsements.casting.contests_of",
    "endorsements.casting.rule_from_definition",
    "endorsements.casting.is_legal",
    "endorsements.tally.legality.count",
    "endorsements.casting.marked_options",
    "endorsements.casting.withdrawn_candidates",
    "endorsements.envelopes.InnerText.as_json",
    "endorsements.envelopes.canonical_json",
    "endorsements.envelopes._pad",
    "nacl.public.SealedBox.encrypt",
    "nacl.bindings.crypto_box_seal",
    "endorsements.envelopes.commitment_digest",
    "endorsements.envelopes.sign_receipt",
    "endorsements.casting._record",
    "endorsements.casting.put_receipt_mail",
    "endorsements.casting.public_receipt_text",
    "members.outbox.put",
    "endorsements.casting._require_recorded",
]


def reports(kind, fault, trace, request=None):
    reporter = ExceptionReporter(request, kind, fault, trace)
    return reporter.get_traceback_html() + reporter.get_traceback_text()


def test_a_report_shows_what_nobody_protects():
    """The other tests would find nothing in a report that never shows anything."""

    def careless(choice):
        raise Forced(len(choice))

    try:
        careless(CHOICE)
    except Forced:
        shown = reports(*sys.exc_info())

    assert has_leaked(shown) == ["choice"]


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_inside_casting_shows_neither_choice_nor_code(entry, monkeypatch, log_lines, place):
    # Somebody has withdrawn, so that the marks are looked at once more.
    gone = {(contest, "nobody") for contest in SELECTIONS}
    monkeypatch.setattr("endorsements.casting.withdrawn_candidates", lambda _: gone)
    monkeypatch.setattr(place, forced)

    try:
        send(entry)
    except Forced as fault:
        logging.getLogger("django.request").error("fault", exc_info=True)
        shown = reports(*sys.exc_info()) + "".join(traceback.format_exception(fault))
    monkeypatch.undo()

    assert "Forced" in log_lines.getvalue()
    assert has_leaked(shown + log_lines.getvalue()) == []


def test_a_fault_of_the_database_shows_neither_choice_nor_code(entry, log_lines):
    def refuse(execute, sql, params, many, context):
        if "endorsements_cast_ballot" in sql:
            raise DataError(f"{sql} {params}")
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(refuse):
            send(entry)
    except DataError:
        logging.getLogger("django.request").error("fault", exc_info=True)
        shown = reports(*sys.exc_info())

    assert has_leaked(shown + log_lines.getvalue()) == []


def test_what_a_receipt_prints_of_itself_is_public(entry):
    receipt = send(entry)

    assert dict(receipt.selections) == SELECTIONS
    assert dict(receipt.codes) == {"governor": CODE, "council": CODE}
    assert has_leaked(f"{receipt!r} {receipt}") == []


def marks(entry):
    token = casting.issue_token(entry, replaces=casting.recorded_version(entry))
    contests = entry.round.definition["contests"]
    sent = {"token": token}
    for contest in contests:
        sent |= marks_for(contest, SELECTIONS[contest["key"]])
    return sent


def page(name, entry):
    return reverse(f"endorsements:{name}", args=[entry.round.slug])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("ballot", "endorsements.forms.BallotForm.rows"),
        ("ballot", "endorsements.forms.rows._chosen"),
        ("review", "endorsements.forms.BallotForm.review_rows"),
        ("review", "endorsements.forms.ballot.read_selection"),
        ("review", "endorsements.forms.reading.choice_names"),
        ("review", "endorsements.forms.reading.write_ranks"),
        ("review", "endorsements.forms.readback.choice_names"),
        ("review", "endorsements.forms.rows.has_gap"),
        ("cast", "endorsements.casting._record"),
        ("cast", "endorsements.views.receipt_page.lines_of"),
        ("cast", "endorsements.views.receipt_page.selection_in_words"),
        ("cast", "endorsements.views.receipt_page.receipt_text"),
        ("cast", "endorsements.views.receipt_page.render"),
    ],
)
def test_a_fault_of_a_page_shows_no_choice_in_its_report(
    client, entry, monkeypatch, log_lines, name, place
):
    log_in(client, user_of(entry))
    client.raise_request_exception = False
    seen = []

    def report(request, **_):
        seen.append(reports(*sys.exc_info(), request=request))

    got_request_exception.connect(report)
    monkeypatch.setattr(place, forced)
    try:
        answer = client.post(page(name, entry), marks(entry))
    finally:
        got_request_exception.disconnect(report)
    monkeypatch.undo()

    assert answer.status_code == 500
    assert len(seen) == 1
    assert has_leaked(seen[0] + log_lines.getvalue() + answer.content.decode()) == []


def messages(valkey) -> str:
    """Everything that Valkey holds, whatever its kind."""
    texts = []
    for key in valkey.keys("*"):
        texts.append(key.decode())
        kind = valkey.type(key)
        if kind == b"list":
            texts += [item.decode() for item in valkey.lrange(key, 0, -1)]
        elif kind == b"set":
            texts += [item.decode() for item in valkey.smembers(key)]
        elif kind == b"hash":
            texts += [f"{name} {value}" for name, value in valkey.hgetall(key).items()]
    return " ".join(texts)


def test_nothing_of_a_vote_is_kept_anywhere_but_in_its_envelope(client, entry, log_lines, valkey):
    log_in(client, user_of(entry))
    sent = marks(entry)
    client.get(page("ballot", entry))
    client.post(page("ballot", entry), sent)
    reviewed = client.post(page("review", entry), sent)
    answer = client.post(page("cast", entry), sent)
    again = client.post(page("cast", entry), sent)
    tasks.nudge(entry.round_id, steps.SIGN_LOG)
    tasks.sign_log(str(entry.round_id))

    assert has_leaked(reviewed.content.decode()) == ["choice"]
    assert has_leaked(re.sub(r"<.*?>|\s", "", answer.content.decode())) == ["choice", "code"]
    assert again.status_code == 409
    assert has_leaked(again.content.decode()) == []

    # The candidate stands in the definition and on the ballot, of course.
    tables = dump()
    for known in ("endorsements_candidate", "endorsements_round"):
        del tables[known]
    assert has_leaked(" ".join(row for rows in tables.values() for row in rows.values())) == []
    assert "django_session" in tables
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    assert sessions
    assert has_leaked(" ".join(sessions)) == []
    assert has_leaked(" ".join(f"{morsel}" for morsel in client.cookies.values())) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cache")
        assert has_leaked(str(cursor.fetchall())) == []
        cursor.execute("SELECT query FROM pg_stat_activity")
        assert has_leaked(str(cursor.fetchall())) == []
    kept = messages(valkey)
    assert "default" in kept
    assert has_leaked(kept) == []
    assert "cast" in log_lines.getvalue()
    assert has_leaked(log_lines.getvalue()) == []


def test_a_refused_choice_is_not_repeated_in_the_refusal(entry):
    with pytest.raises(casting.InvalidSelection) as refusal:
        casting.check_selections(fresh(entry.round), "S1", {"governor": CHOICE + "x"})

    assert has_leaked(str(refusal.value)) == []
    assert has_leaked("".join(traceback.format_exception(refusal.value))) == []
