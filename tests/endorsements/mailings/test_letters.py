"""The words of mails, as text and as HTML, from one template."""

from datetime import UTC, datetime

import pytest

from endorsements.mailings import letters
from endorsements.models import MailingKind
from tests.factories.endorsements import ContestFactory, MailingFactory, published_round
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db
CLOSE = datetime(2026, 3, 7, 1, tzinfo=UTC)


def a_copy(name="Ada", **fields) -> letters.Copy:
    mailing = MailingFactory(**fields)
    letter = letters.compose(mailing, mailing.round)
    return letters.copy_for(letter, MemberFactory(name=name), mailing)


@pytest.mark.parametrize("kind", sorted(set(MailingKind.values) - {"candidates"}))
def test_every_mail_says_whom_it_is_from_and_how_to_stop_it(kind, settings):
    copy = a_copy(kind=kind, round__title="Primary")

    assert "Primary" in copy.subject
    for words in (copy.text, copy.html):
        assert "Hello Ada," in words
        assert settings.ORGANISATION_NAME in words
        assert copy.stop in words
        assert not {letters.NAME, letters.STOP} & set(words)
    assert copy.stop.startswith(f"{settings.BASE_URL}/members/")


@pytest.mark.parametrize("kind", MailingKind.values)
def test_the_html_loads_nothing_and_runs_nothing(kind):
    html = a_copy(kind=kind).html

    for forbidden in ("<img", "<script", "<link", "url(", "@import", "onload"):
        assert forbidden not in html


def test_text_and_html_have_the_same_paragraphs(settings):
    copy = a_copy(round__title="Primary", round__slug="primary", note="First.\r\n\r\nSecond.")

    link = f"{settings.BASE_URL}/ballots/primary/"
    assert f"Open my ballot:\n{link}\n\n" in copy.text
    assert f'<a href="{link}">Open my ballot</a>' in copy.html
    assert "First.\n\nSecond.\n\n" in copy.text
    assert "<p>First.</p>\n<p>Second.</p>" in copy.html
    assert "[note]" not in copy.text


def test_times_stand_in_the_organisations_clock(settings):
    settings.TIME_ZONE = "America/New_York"
    closing = a_copy(kind="closing", round__opens_at=None, round__closes_at=CLOSE)

    assert "closes on Friday, 6 March 2026, 8:00 p.m. EST" in closing.text


def test_a_time_that_is_not_set_is_named_as_such():
    assert letters.NOT_SET in a_copy(round__opens_at=None, round__closes_at=None).text


def test_names_and_notes_cannot_smuggle_markup_or_holes():
    copy = a_copy(name="<b>Ada</b>", note=f"<script>x</script>{letters.STOP}")

    assert "&lt;b&gt;Ada&lt;/b&gt;" in copy.html
    assert "&lt;script&gt;x&lt;/script&gt;</p>" in copy.html
    assert "<script>x</script>" in copy.text
    assert copy.text.count(copy.stop) == 1


def test_a_title_of_two_lines_stays_in_the_subject():
    copy = a_copy(round__title="Primary\nBcc: all@example.org")

    assert copy.subject == "Voting is open: Primary Bcc: all@example.org"


def test_ampersands_stay_as_they_are_in_the_subject_and_the_text():
    copy = a_copy(round__title="Clerk & Sheriff")

    assert copy.subject == "Voting is open: Clerk & Sheriff"
    assert "“Clerk & Sheriff” is open" in copy.text
    assert "“Clerk &amp; Sheriff” is open" in copy.html


def test_a_rehearsal_says_so():
    copy = a_copy(round__rehearsal=True, round__title="Primary")

    assert copy.subject == "[Rehearsal] Voting is open: Primary"
    assert "This is a rehearsal" in copy.text
    assert "This is a rehearsal" in copy.html


def test_the_result_names_what_was_decided():
    voting_round = published_round(["ash", "ash", "birch"])
    mailing = MailingFactory(round=voting_round, kind="result")

    text = letters.compose(mailing, voting_round).text

    [sentence] = [line for line in text.splitlines() if line.startswith("Governor: ")]
    assert "Ash" in sentence
    assert letters.TO_COME not in text


def test_before_the_count_the_result_is_a_sample():
    contest = ContestFactory(office="Governor")
    mailing = MailingFactory(round=contest.round, kind="result")

    assert f"Governor: {letters.TO_COME}" in letters.compose(mailing, contest.round).text


def test_a_sample_stops_nothing():
    mailing = MailingFactory()

    copy = letters.sample(letters.compose(mailing, mailing.round), "Staff")

    assert copy.stop == ""
    assert "/members/me/" in copy.text


def test_a_message_has_both_parts_and_one_press_stops_such_mails():
    copy = a_copy()

    message = letters.message(copy, "ada@example.org")

    [(html, kind)] = message.alternatives
    assert (message.body, html, kind) == (copy.text, copy.html, "text/html")
    assert message.extra_headers["List-Unsubscribe"] == f"<{copy.stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
