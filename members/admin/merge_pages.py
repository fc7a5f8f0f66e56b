"""Pages on which staff find rows that may be one person, and propose to join or to part them."""

from functools import partial
from typing import cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from members import looks, merge_acts, merging
from members.admin import proposals
from members.errors import MembersError
from members.likeness import likely_duplicates
from members.models import LookPage, Member
from members.search import found

CHANGE_PAGE = "admin:members_member_change"
MOST_FOUND = 20


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="In a sentence: another person reads it and confirms, and it is kept.",
        error_messages={"required": "Please say why: another person has to confirm it."},
    )


class MergeForm(ReasonForm):
    stands = forms.TypedChoiceField(
        label="Which entry stands for the person?", coerce=int, widget=UnfoldAdminRadioSelectWidget
    )
    field_order = ["stands", "reason"]

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(row.pk, f"{row} (number {row.pk})") for row in rows]
        cast(forms.TypedChoiceField, self.fields["stands"]).choices = choices
        self.initial["stands"] = rows[0].pk


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Find the other entry",
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Part of a name or town, an address, or a source's number.",
    )


def urls(member_admin):
    def page(view, *methods):
        guarded = require_http_methods(methods)(partial(view, member_admin))
        return member_admin.admin_site.admin_view(guarded)

    return [
        path("alike/", page(alike_page, "GET", "HEAD"), name="members_member_alike"),
        path("<int:one_id>/merge/", page(find_page, "GET", "HEAD"), name="members_member_find"),
        path(
            "<int:one_id>/merge/<int:other_id>/",
            page(merge_page, "GET", "HEAD", "POST"),
            name="members_member_merge",
        ),
        path(
            "<int:row_id>/part/", page(part_page, "GET", "HEAD", "POST"), name="members_member_part"
        ),
    ]


def alike_page(member_admin, request):
    """Pairs that may be one person."""
    _require_right(member_admin, request)
    pairs, number = likely_duplicates()
    looks.record(LookPage.SEARCH, by=request.user, term="members: likely duplicates")
    return _shown(
        member_admin,
        request,
        "alike",
        {"title": "Likely duplicates", "pairs": pairs, "left_off": number - len(pairs)},
    )


def find_page(member_admin, request, one_id):
    """Which other row is the same person?"""
    one = _row(member_admin, request, one_id)
    form = SearchForm(request.GET or None)
    people = Member.objects.none()
    if form.is_valid() and (term := form.cleaned_data["q"].strip()):
        others = found(Member.objects.still_here(), term).exclude(pk=one.pk)
        people = others.prefetch_related("addresses")[:MOST_FOUND]
        looks.record(LookPage.SEARCH, by=request.user, term=f"members: {term}")
    return _shown(
        member_admin,
        request,
        "find",
        {"title": f"Merge {one}", "one": one, "form": form, "people": people},
    )


def merge_page(member_admin, request, one_id, other_id):
    """Both rows side by side; proposes to join them on POST."""
    rows = [_row(member_admin, request, pk) for pk in (one_id, other_id)]
    form = MergeForm(request.POST if request.method == "POST" else None, rows=rows)
    if form.is_valid():
        return _propose_joining(request, rows, form.cleaned_data)
    for row in rows:
        looks.record(LookPage.MERGE, by=request.user, of=row)
    context = {
        "title": "Merge two entries",
        "rows": [side_of(row) for row in rows],
        "together": merging.standing_together(*rows, on=timezone.localdate()),
        "obstacles": _barred_both_ways(rows, request.user),
        "form": form,
        "one": rows[0],
    }
    return _shown(member_admin, request, "merge", context)


def _barred_both_ways(rows, user):
    """What bars a merge whichever row stands."""
    with transaction.atomic():
        other_way = merging.obstacles(*rows, by=user)
        return [one for one in merging.obstacles(*rows[::-1], by=user) if one in other_way]


def _propose_joining(request, rows, answers):
    [into] = {row for row in rows if row.pk == answers["stands"]}
    [duplicate] = {row for row in rows if row != into} or {into}
    try:
        proposal = merge_acts.propose_joining(
            duplicate, into, by=request.user, reason=answers["reason"]
        )
    except MembersError as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:members_member_merge", rows[0].pk, rows[1].pk)
    messages.success(request, proposals.PROPOSED)
    return redirect(proposals.CHANGE_PAGE, proposal.pk)


def part_page(member_admin, request, row_id):
    """Proposes to undo a merge on POST."""
    row = _row(member_admin, request, row_id)
    if row.merged_into is None:
        messages.error(request, f"{row} is not merged with anybody.")
        return redirect(CHANGE_PAGE, row.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            proposal = merge_acts.propose_parting(row, by=request.user, **form.cleaned_data)
        except MembersError as refusal:
            messages.error(request, str(refusal))
            return redirect(CHANGE_PAGE, row.pk)
        messages.success(request, proposals.PROPOSED)
        return redirect(proposals.CHANGE_PAGE, proposal.pk)
    looks.record(LookPage.MERGE, by=request.user, of=row)
    today = timezone.localdate()
    alone = [row for row in Member.objects.rows_of(row) if row.pk != row_id]
    context = {
        "title": f"Undo the merge of {row}",
        "row": row,
        "person": row.merged_into,
        "standing": merging.standing_together(row, on=today),
        "without": merging.standing_together(*alone, on=today),
        "form": form,
    }
    return _shown(member_admin, request, "part", context)


def side_of(row):
    """One of two rows, for reading them side by side."""
    ledger = row.contributions.aggregate(number=Count("pk"), cents=Sum("amount_cents", default=0))
    return {
        "row": row,
        "addresses": [str(address) for address in row.addresses.all()],
        "numbers": [str(number) for number in row.numbers.all()],
        "chapters": [str(chapter) for chapter in row.chapters.all()],
        "entries": ledger["number"],
        "dollars": ledger["cents"] / 100,
        "standing": merging.standing_together(row, on=timezone.localdate()),
    }


def _row(member_admin, request, pk):
    _require_right(member_admin, request)
    return get_object_or_404(Member.objects.select_related("merged_into"), pk=pk)


def _require_right(member_admin, request):
    if not member_admin.has_change_permission(request):
        raise PermissionDenied


def _shown(member_admin, request, name, context):
    context = {
        **member_admin.admin_site.each_context(request),
        "opts": Member._meta,
        **context,
    }
    return TemplateResponse(request, f"admin/members/member/{name}.html", context)
