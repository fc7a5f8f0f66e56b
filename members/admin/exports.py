"""Members and ledger as CSV: what the list shows, filters included. Every export leaves a trace."""

from itertools import islice

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import audit, looks, sheets
from members.admin.standings import in_short, standings_of
from members.models import ContributionKind, LookPage

ROWS_AT_ONCE = 1000
OF_MEMBERS = [
    "number",
    "name",
    "town",
    "joined",
    "standing",
    "covered until",
    "addresses",
    "chapters",
    "sources",
]
# The first columns are those of the feed "csv": it reads this file.
OF_LEDGER = [
    "id",
    "date",
    "kind",
    "amount",
    "email",
    "name",
    "person",
    "town",
    "series",
    "refund of",
    "until",
    "kept",
    "source",
    "source's id",
    "undoes",
    "recorded",
]


def export_url(model_admin, rows_of, header, name):
    """The address of an export of what the list of this admin page would show."""

    def export(request):
        permission = f"members.export_{model_admin.opts.model_name}"
        if not (model_admin.has_view_permission(request) and request.user.has_perm(permission)):
            raise PermissionDenied
        found = model_admin.get_changelist_instance(request).get_queryset(request)
        leave_trace(request, model_admin.opts, found.count())
        return streamed(f"{name}.csv", header, rows_of(found))

    return path(
        "export.csv",
        model_admin.admin_site.admin_view(require_safe(export)),
        name=f"members_{model_admin.opts.model_name}_export",
    )


@transaction.atomic
def leave_trace(request, opts, number):
    """An event on the trail, and a look, before the first line leaves."""
    asked = request.GET.urlencode()
    audit.record(
        f"{opts.model_name}.exported", by=request.user, of=request.user, rows=number, filter=asked
    )
    what = f"{opts.verbose_name_plural}: {number} rows"
    looks.record(LookPage.EXPORT, by=request.user, term=f"{what}, {asked}" if asked else what)


def streamed(file_name, header, rows):
    return StreamingHttpResponse(
        sheets.lines(header, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def rows_of_members(people):
    today = timezone.localdate()
    everyone = people.prefetch_related("addresses", "chapters", "numbers").order_by("pk")
    left = everyone.iterator(chunk_size=ROWS_AT_ONCE)
    while batch := list(islice(left, ROWS_AT_ONCE)):
        standings = standings_of([person.pk for person in batch], on=today)
        for person in batch:
            yield _row_of_member(person, standings[person.pk])


def _row_of_member(person, standing):
    return [
        person.pk,
        person.name,
        person.town,
        str(person.joined_on),
        in_short(standing),
        str(standing.until or ""),
        ";".join(address.email for address in person.addresses.all()),
        ";".join(chapter.name for chapter in person.chapters.all()),
        ";".join(f"{one.source} {one.number}" for one in person.numbers.all()),
    ]


def rows_of_ledger(entries):
    ledger = entries.select_related("member").prefetch_related("member__addresses")
    for entry in ledger.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
        addresses = entry.member.addresses.all()
        is_refund = entry.kind == ContributionKind.REFUND
        yield [
            f"ledger-{entry.pk}",
            str(entry.received_on),
            entry.kind,
            # As the feed reads it: of a refund what was given back.
            sheets.dollars(abs(entry.amount_cents)) if entry.amount_cents else None,
            addresses[0].email if addresses else "",
            entry.member.name,
            str(entry.member_id),
            entry.member.town,
            "" if entry.undoes_id else entry.series,
            f"ledger-{entry.undoes_id}" if is_refund else "",
            str(entry.covers_until or ""),
            sheets.dollars(entry.amount_cents),
            entry.source,
            entry.external_id,
            entry.undoes_id and f"ledger-{entry.undoes_id}",
            timezone.localtime(entry.recorded_at).isoformat(" ", "seconds"),
        ]
