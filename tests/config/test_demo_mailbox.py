"""The demo's mailbox: what was sent, the newest first, and nothing outside a demonstration."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from config.demo_mailbox import MOST_SHOWN, read

MAILBOX = "/demo/mailbox/"


@pytest.fixture
def post_office(settings, tmp_path):
    """A demonstration whose mails land in a folder; `send` puts one there, each newer."""
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    sent = []

    def send(to, subject="Hello", text="Some text"):
        connection = get_connection("django.core.mail.backends.filebased.EmailBackend")
        mail = EmailMultiAlternatives(subject, text, "office@example.org", [to])
        mail.attach_alternative(f"<b>{text}</b>", "text/html")
        connection.send_messages([mail])
        sent.append(connection._get_filename())
        os.utime(sent[-1], (len(sent), len(sent)))

    return send


def test_mailbox_lists_the_newest_first(client, post_office):
    post_office("ada@example.org", "First")
    post_office("bo@example.org", "Second")

    mails = client.get(MAILBOX).context["mails"]

    assert [(mail.to, mail.subject) for mail in mails] == [
        ("bo@example.org", "Second"),
        ("ada@example.org", "First"),
    ]


def test_mail_is_read_back_as_it_was_sent(client, post_office, settings):
    post_office("zoë@example.org", "Dein Würfel", "Zeile eins\n\n" + "Grüße " * 40)

    [mail] = read(Path(settings.EMAIL_FILE_PATH))

    assert mail.to == "zoë@example.org"
    assert mail.subject == "Dein Würfel"
    assert mail.text == "Zeile eins\n\n" + ("Grüße " * 40).strip()
    assert datetime.now(UTC) - mail.sent_at < timedelta(minutes=1)


def test_several_mails_of_one_file_are_all_read_the_last_first(post_office, settings, tmp_path):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend")
    connection.send_messages(
        [EmailMultiAlternatives(subject, "-", to=["a@example.org"]) for subject in ("1", "2")]
    )

    assert [mail.subject for mail in read(tmp_path / "mail")] == ["2", "1"]


def test_search_finds_a_part_of_an_address_whatever_the_case(client, post_office):
    post_office("ada@example.org")
    post_office("bo@example.org")

    response = client.get(MAILBOX, {"to": " ADA@ "})

    assert [mail.to for mail in response.context["mails"]] == ["ada@example.org"]
    assert "Mail to “ada@”" in response.content.decode()


def test_each_mail_links_to_the_mail_of_its_address(client, post_office):
    post_office("a+b@example.org")

    assert f'href="{MAILBOX}?to=a%2Bb%40example.org"' in client.get(MAILBOX).content.decode()


def test_text_of_a_mail_is_text(client, post_office):
    post_office("ada@example.org", text="<script>alert(1)</script> http://localhost:8000/x/")

    page = client.get(MAILBOX).content.decode()

    assert "<script>alert" not in page
    assert '<a href="http://localhost:8000/x/" rel="nofollow">' in page


def test_only_the_latest_are_shown(client, post_office):
    for number in range(MOST_SHOWN + 1):
        post_office(f"member{number}@example.org")

    response = client.get(MAILBOX)

    assert len(response.context["mails"]) == MOST_SHOWN
    assert f"Only the latest {MOST_SHOWN} are shown" in response.content.decode()


def test_mailbox_without_mail_says_so(client, post_office):
    assert "No mail yet" in client.get(MAILBOX).content.decode()


def test_a_search_too_long_is_refused_on_the_page(client, post_office):
    response = client.get(MAILBOX, {"to": "x" * 255})

    assert response.status_code == 200
    assert "at most 254 characters" in response.content.decode()


def test_mailbox_is_read_only(client, post_office):
    assert client.post(MAILBOX).status_code == 405


@pytest.mark.parametrize("is_demo", [True, False])
def test_there_is_no_mailbox_without_demonstration_and_folder(client, settings, is_demo, tmp_path):
    settings.DEMO = is_demo
    settings.EMAIL_FILE_PATH = None if is_demo else str(tmp_path)

    assert client.get(MAILBOX).status_code == 404


def test_ribbon_leads_to_the_mailbox(client, post_office):
    assert reverse("demo_mailbox") == MAILBOX
    assert f'href="{MAILBOX}"' in client.get("/accounts/login/").content.decode()


def test_the_html_of_a_mail_is_shown_by_itself_and_loads_nothing(client, post_office):
    post_office("ada@example.org", text="Vote.")
    [mail] = client.get(MAILBOX).context["mails"]

    answer = client.get(reverse("demo_mail", args=[mail.key]))

    assert answer.content == b"<b>Vote.</b>"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert client.get(reverse("demo_mail", args=["nothing"])).status_code == 404


def test_outside_a_demonstration_no_html_of_mails_is_shown(client, post_office, settings):
    post_office("ada@example.org")
    [mail] = client.get(MAILBOX).context["mails"]
    settings.DEMO = False

    assert client.get(reverse("demo_mail", args=[mail.key])).status_code == 404
