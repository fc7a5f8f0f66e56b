"""The demo's mail, on a page: log-in codes and receipts without a mail server. Demo only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from itertools import islice
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

MOST_SHOWN = 50
KEY_LENGTH = 16
# Nothing is loaded and nothing run; the style stands in the mail.
CSP_OF_A_MAIL = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
# Django's file backend draws this line under every mail.
LINE_UNDER_A_MAIL = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    """`key` tells mails apart; `html` is empty where a mail is plain text."""

    key: str
    to: str
    subject: str
    sent_at: datetime
    text: str
    html: str


class Search(forms.Form):
    to = forms.CharField(required=False, max_length=254, label="Address, or a part of it")


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """The latest mails, those to one address if one is asked for."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not settings.DEMO or folder is None:
        raise Http404
    search = Search(request.GET)
    to = search.cleaned_data["to"].lower() if search.is_valid() else ""
    found = (mail for mail in read(Path(folder)) if to in mail.to.lower())
    mails = list(islice(found, MOST_SHOWN))
    return render(
        request,
        "demo/mailbox.html",
        {"search": search, "to": to, "mails": mails, "most": MOST_SHOWN},
    )


@require_safe
@never_cache
def as_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML part of one mail, as a mail program would show it."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not settings.DEMO or folder is None:
        raise Http404
    found = (mail.html for mail in read(Path(folder)) if mail.key == key and mail.html)
    html = next(found, None)
    if html is None:
        raise Http404
    return HttpResponse(html, headers={"Content-Security-Policy": CSP_OF_A_MAIL})


def read(folder: Path) -> Iterator[Mail]:
    """Every mail in the folder, the newest first."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files:
        for raw in reversed(file.read_bytes().split(LINE_UNDER_A_MAIL)):
            if raw.strip():
                yield _mail(raw)


def _mail(raw: bytes) -> Mail:
    message = message_from_bytes(raw, _class=EmailMessage, policy=default)
    body = message.get_body(preferencelist=("plain",))
    styled = message.get_body(preferencelist=("html",))
    return Mail(
        key=sha256(raw).hexdigest()[:KEY_LENGTH],
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=_aware(message["Date"].datetime),
        text=body.get_content().strip() if body else "",
        html=styled.get_content() if styled else "",
    )


def _aware(moment: datetime) -> datetime:
    """Django writes UTC as -0000, "of unknown zone", which Python reads as a time without one."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
