"""The words of a round's mails: from one template per kind to plain text and to HTML.

A template's first line is the subject; paragraphs follow, one of which is `[note]`, the staff's
own words, `[outcome]`, what a candidate's own contest decided, and one `[...]` with the words of
the button. A letter is composed once for everybody; the reader's name, a member's link to stop such
mails and a candidate's outcome are put in for each.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape

from endorsements.models import Candidate, Mailing, Result, Round
from members import mail_choices, outbox
from members.models import Member
from members.moments import with_weekday

FOLDER = "endorsements/mail"
REHEARSAL = "[Rehearsal] "
NOTE, OUTCOME_PLACE = "[note]", "[outcome]"
NOT_SET = "(a time that is not set yet)"
TO_COME = "here the outcome will stand"
SAMPLE_OUTCOME = f"The office that the candidate runs for: {TO_COME}"
# Characters that no text has: they stand where the reader's own words go.
NAME, STOP, OUTCOME = "\ue000", "\ue001", "\ue002"
_NOBODYS = str.maketrans("", "", NAME + STOP + OUTCOME)


@dataclass(frozen=True)
class Part:
    words: str
    is_button: bool = False


@dataclass(frozen=True)
class Letter:
    """A mail before it is anybody's: `text` and `html` have holes for a name and a link."""

    subject: str
    text: str
    html: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.subject}\n{self.text}\n{self.html}".encode()).hexdigest()


@dataclass(frozen=True)
class Copy:
    """A mail as its reader gets it. `stop` is the address where one press stops such mails."""

    subject: str
    text: str
    html: str
    stop: str


def compose(mailing: Mailing, voting_round: Round) -> Letter:
    """The letter as it would go out now; what is not known yet is named as such."""
    words = render_to_string(f"{FOLDER}/{mailing.kind}.txt", _facts(mailing, voting_round))
    subject, _, body = words.translate(_NOBODYS).partition("\n")
    parts = list(_parts(body, mailing.note))
    subject = (REHEARSAL if voting_round.rehearsal else "") + subject.strip()
    frame = {
        "subject": subject,
        "organisation": settings.ORGANISATION_NAME,
        "contact": settings.ORGANISATION_CONTACT,
        "rehearsal": voting_round.rehearsal,
        "greeting": f"Hello {NAME},",
        "parts": parts,
        "link": link_of(mailing, voting_round),
        "about": mailing.about.label.lower(),
        # A candidate has nothing to refuse: it is one mail, about themselves.
        "stop": "" if mailing.is_to_candidates else STOP,
    }
    html = render_to_string(f"{FOLDER}/mail.html", frame)
    return Letter(subject, render_to_string(f"{FOLDER}/mail.txt", frame), html)


def link_of(mailing: Mailing, voting_round: Round) -> str:
    """A page that asks for a log-in, or that everybody may read; opening it changes nothing."""
    page = "endorsements:ballot" if mailing.is_of_the_vote else "endorsements:round"
    return settings.BASE_URL + reverse(page, args=[voting_round.slug])


def copy_for(letter: Letter, member: Member, mailing: Mailing) -> Copy:
    stop = mail_choices.unsubscribe_address(member.person_id, mailing.about)
    return Copy(
        letter.subject,
        letter.text.replace(NAME, member.name).replace(STOP, stop),
        letter.html.replace(NAME, escape(member.name)).replace(STOP, escape(stop)),
        stop,
    )


def copy_for_candidate(letter: Letter, candidate: Candidate, outcome: str) -> Copy:
    """Args:
    outcome: of the candidate's own contest, in a sentence.
    """
    return Copy(
        letter.subject,
        letter.text.replace(NAME, candidate.name).replace(OUTCOME, outcome),
        letter.html.replace(NAME, escape(candidate.name)).replace(OUTCOME, escape(outcome)),
        "",
    )


def sample(letter: Letter, name: str) -> Copy:
    """A copy for whoever looks before: its link to stop mails leads to the choice of mails."""
    stop = settings.BASE_URL + reverse("members:me")
    text = letter.text.replace(NAME, name).replace(STOP, stop)
    html = letter.html.replace(NAME, escape(name)).replace(STOP, escape(stop))
    text, html = (words.replace(OUTCOME, SAMPLE_OUTCOME) for words in (text, html))
    return Copy(letter.subject, text, html, "")


def message(copy: Copy, to: str, **parts: Any) -> EmailMultiAlternatives:
    """The mail, ready to be sent.

    Args:
        parts: more for the message, such as the connection.
    """
    mail = EmailMultiAlternatives(
        copy.subject, copy.text, to=[to], headers=outbox.headers(copy.stop), **parts
    )
    mail.attach_alternative(copy.html, "text/html")
    return mail


def _facts(mailing: Mailing, voting_round: Round) -> dict[str, Any]:
    return {
        "round": " ".join(voting_round.title.split()),
        "organisation": settings.ORGANISATION_NAME,
        "closes": with_weekday(voting_round.closes_at) or NOT_SET,
        "outcomes": [] if mailing.is_of_the_vote else _outcomes(voting_round),
    }


def _outcomes(voting_round: Round) -> list[dict[str, str]]:
    """What was decided in each contest, once everybody may know it."""
    decided = {}
    if voting_round.has_public_outcome:
        results = Result.objects.filter(contest__round=voting_round)
        decided = {result.contest_id: result.numbers["sentence"] for result in results}
    return [
        {"contest": str(contest), "sentence": decided.get(contest.pk, TO_COME)}
        for contest in voting_round.contests.all()
    ]


def _parts(body: str, note: str) -> list[Part]:
    own = note.translate(_NOBODYS).replace("\r\n", "\n").split("\n\n")
    parts = []
    for paragraph in filter(None, map(str.strip, body.split("\n\n"))):
        if paragraph == NOTE:
            parts += [Part(one.strip()) for one in own if one.strip()]
        elif paragraph == OUTCOME_PLACE:
            parts.append(Part(OUTCOME))
        elif paragraph.startswith("[") and paragraph.endswith("]"):
            parts.append(Part(paragraph[1:-1], is_button=True))
        else:
            parts.append(Part(paragraph))
    return parts
