"""Everything that is stored about somebody, for them to take home.

A ZIP with one JSON file for programs, one page of text for people, and a table for each subject.
How they voted is not in it: it is stored nowhere beside a name.
"""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.utils import timezone

from members import panels
from members.mail_choices import refused_by
from members.models import AuditEvent, Look, MailSubject, Member, MemberAddress, SourcePerson, User
from members.moments import in_words
from members.sheets import harmless
from members.standing import ledger_of, standing_of

Rows = list[dict[str, Any]]
FIXED_DATE = (2000, 1, 1, 0, 0, 0)
FOR_PEOPLE = "read-me-first.txt"


def everything(user: User, member: Member | None) -> dict[str, Rows]:
    """Name of a table to its rows of plain values; tables about nothing are empty."""
    tables = {
        "log_in": _login(user),
        "log_in_addresses": _login_addresses(user),
        "sessions": _sessions(user),
        "audit_events": _events(user, member),
    }
    for of_login in panels.login_exports:
        tables |= of_login(user)
    if member is None:
        return tables
    tables |= {
        "membership": _membership(member),
        "membership_addresses": _addresses(member),
        "ledger": _ledger(member),
        "numbers_in_other_systems": _numbers(member),
        "looks_by_staff": _values(Look.objects.at_person(member), "at", "page"),
        "mail": [
            {"about": subject.label, "wanted": subject not in refused_by(member)}
            for subject in MailSubject
        ],
    }
    for section in panels.exports:
        tables |= section(member)
    return tables


def as_zip(tables: Mapping[str, Rows]) -> bytes:
    """The tables as JSON, as text and as CSV, in one file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, FOR_PEOPLE, as_text(tables))
        whole = json.dumps(tables, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        _write(archive, "everything.json", whole + "\n")
        for name, rows in tables.items():
            if rows:
                _write(archive, f"tables/{name}.csv", as_csv(rows))
    return packed.getvalue()


def as_text(tables: Mapping[str, Rows]) -> str:
    """One line for each value, to be read by whom it is about."""
    lines = [
        f"What {settings.ORGANISATION_NAME} has stored about you",
        f"on {in_words(timezone.now())}",
        "",
        "How you voted is not here: it is stored nowhere together with your name.",
    ]
    for title, rows in for_reading(tables):
        lines += ["", title, "-" * len(title)]
        for row in rows:
            lines += [f"{name}: {value}" for name, value in row]
            lines.append("")
        if not rows:
            lines.append("nothing")
    return "\n".join(lines).rstrip() + "\n"


def for_reading(tables: Mapping[str, Rows]) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """The tables with titles, each row as pairs of words; ready to print."""
    return [(_title(name), [_in_words(row) for row in rows]) for name, rows in tables.items()]


def _in_words(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(key.replace("_", " "), _in_word(value)) for key, value in row.items()]


def _in_word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return in_words(value)
    return f"{value:%-d %B %Y}" if isinstance(value, date) else _plain(value)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def as_csv(rows: Rows) -> str:
    """A table without a cell that a table program would run.

    Args:
        rows: at least one; all have the keys of the first.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([harmless(_plain(row[key])) for key in rows[0]] for row in rows)
    return text.getvalue()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return str(value)


def _write(archive: zipfile.ZipFile, name: str, content: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), content)


def _login(user: User) -> Rows:
    return [
        {
            "number": user.pk,
            "address": user.email,
            "made": user.date_joined,
            "last_log_in": user.last_login,
            "has_password": user.has_usable_password(),
            "is_staff": user.is_staff,
        }
    ]


def _login_addresses(user: User) -> Rows:
    found = EmailAddress.objects.filter(user=user).order_by("email")
    return _values(found, "email", "verified", "primary")


def _sessions(user: User) -> Rows:
    """Sessions of this log-in by what is known of them without looking into everybody's."""
    rows: Rows = []
    for relation in user._meta.related_objects:
        if relation.name == "usersession":
            kept = relation.related_model._base_manager.filter(user=user)
            rows += _values(kept, "created_at", "ip", "user_agent")
    return rows


def _events(user: User, member: Member | None) -> Rows:
    mine = Q(actor_id=user.pk) | Q(object_type=user._meta.label_lower, object_id=str(user.pk))
    if member is not None:
        mine |= Q(object_type=member._meta.label_lower, object_id=str(member.pk))
    found = AuditEvent.objects.filter(mine).order_by("at", "pk")
    return [
        {
            "at": event.at,
            "what": event.action,
            "about": event.object_label,
            "by": "you" if event.actor_id == user.pk else "staff or the system",
            "detail": event.detail,
        }
        for event in found
    ]


def _membership(member: Member) -> Rows:
    standing = standing_of(member, on=timezone.localdate())
    return [
        {
            "number": member.pk,
            "name": member.name,
            "town": member.town,
            "on_the_rolls_since": member.joined_on,
            "chapters": ", ".join(chapter.name for chapter in member.chapters.all()),
            "in_good_standing_today": standing.is_good,
            "reason": standing.reason,
        }
    ]


def _addresses(member: Member) -> Rows:
    return _values(MemberAddress.objects.leading_to([member.pk]), "email")


def _ledger(member: Member) -> Rows:
    entries = ledger_of(member).order_by("received_on", "pk")
    columns = ["received_on", "kind", "amount_cents", "source", "external_id"]
    return _values(entries, *columns, "series", "covers_until", "recorded_at")


def _numbers(member: Member) -> Rows:
    person = Q(member=member) | Q(member__merged_into=member)
    return _values(SourcePerson.objects.filter(person), "source", "number")


def _values(rows: QuerySet, *columns: str) -> Rows:
    return [dict(zip(columns, row, strict=True)) for row in rows.values_list(*columns)]
