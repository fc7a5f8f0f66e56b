"""What a person's page shows besides the form: standing, ledger, duplicates, who looked."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.utils import timezone
from unfold.widgets import UnfoldAdminDateWidget

from members.dues import judge, periods
from members.models import AuditEvent, Contribution, Look, Member
from members.pictures.band import Band, band
from members.standing import entry_of, rulebook, standing_of

LOOKS_SHOWN = 20
EVENTS_SHOWN = 20
ENTRIES_SHOWN = 400
# How far the band goes before the first entry and after today.
BEFORE, AFTER = timedelta(days=60), timedelta(days=60)


class DayForm(forms.Form):
    on = forms.DateField(
        label="On another day",
        widget=UnfoldAdminDateWidget,
        help_text="Past or to come, as far as the ledger says today.",
        error_messages={"invalid": "This is no day; write it as in 2026-05-05."},
    )


@dataclass(frozen=True)
class Line:
    """An entry, and until when the person was covered on its day; `row` is set for duplicates."""

    entry: Contribution
    covered_until: date | None
    row: Member | None


@dataclass(frozen=True)
class PersonPage:
    is_good: bool
    reason: str
    band: Band | None
    lines: list[Line]
    left_off: int
    duplicates: list[Member]
    looks: list[Look]
    events: list[AuditEvent]


def page_of(member, user):
    """Everything for the templates; parts that the user may not see are empty."""
    rows = {row.pk: row for row in Member.objects.rows_of(member).prefetch_related("addresses")}
    ledger = list(Contribution.objects.filter(member__in=rows).order_by("received_on", "pk"))
    entries, book, today = [entry_of(row) for row in ledger], rulebook(), timezone.localdate()
    standing = standing_of(member, on=today)
    lines = _lines(ledger[-ENTRIES_SHOWN:], entries, book, rows, member)
    may_see_ledger = user.has_perm("members.view_contribution")
    return PersonPage(
        is_good=standing.is_good,
        reason=standing.reason,
        # Whoever left has no standing to picture.
        band=None if member.left_on else _band(entries, book, today),
        lines=lines[::-1] if may_see_ledger else [],
        left_off=max(0, len(ledger) - ENTRIES_SHOWN),
        duplicates=[row for row in rows.values() if row.pk != member.pk],
        looks=list(Look.objects.at_person(member)[:LOOKS_SHOWN])
        if user.has_perm("members.view_look")
        else [],
        events=list(AuditEvent.objects.about(member)[:EVENTS_SHOWN])
        if user.has_perm("members.view_auditevent")
        else [],
    )


def on_another_day(member, asked):
    """The form, and the answer in words once a day was given."""
    form = DayForm(asked if "on" in asked else None)
    if not form.is_valid():
        return form, ""
    day = form.cleaned_data["on"]
    standing = standing_of(member, on=day)
    verdict = "in good standing" if standing.is_good else "not in good standing"
    return form, f"On {day:%-d %B %Y}: {verdict}. {standing.reason}"


def _lines(ledger, entries, book, rows, member):
    return [
        Line(
            entry,
            judge(entries, book, entry.received_on).until,
            rows[entry.member_id] if entry.member_id != member.pk else None,
        )
        for entry in ledger
    ]


def _band(entries, book, today):
    if not entries:
        return None
    first = min(min(entry.received_on for entry in entries), today) - BEFORE
    covered = judge(entries, book, today).until or today
    last = max(today, covered + timedelta(days=book[-1].grace_days)) + AFTER
    return band(periods(entries, book, first, last), today)
