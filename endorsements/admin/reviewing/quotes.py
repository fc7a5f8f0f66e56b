"""Choosing which members' reasons the announcement quotes: after the close, with their consent."""

from functools import partial
from typing import cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from endorsements.errors import EndorsementError
from endorsements.models import Round
from endorsements.reviewing import reasons
from members import looks
from members.models import LookPage


class QuotesForm(forms.Form):
    quoted = forms.TypedMultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.ids = {str(quote.id): quote.id for quote in offered}
        field = cast("forms.TypedMultipleChoiceField", self.fields["quoted"])
        field.choices = [(name, name) for name in self.ids]

    def chosen(self):
        return {self.ids[name] for name in self.cleaned_data["quoted"]}


def urls(round_admin):
    page = require_http_methods(["GET", "HEAD", "POST"])(partial(quotes_page, round_admin))
    page = round_admin.admin_site.admin_view(page)
    return [path("<uuid:round_id>/quotes/", page, name="endorsements_round_quotes")]


def quotes_page(round_admin, request, round_id):
    voting_round = get_object_or_404(Round, pk=round_id)
    if not round_admin.has_change_permission(request, voting_round):
        raise PermissionDenied
    offered = reasons.to_choose_from(voting_round)
    form = QuotesForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_valid():
        return _choose(request, voting_round, form.chosen())
    if offered:
        looks.record(LookPage.SEARCH, by=request.user, term=f"reasons to quote: {voting_round}")
    context = {
        **round_admin.admin_site.each_context(request),
        "opts": Round._meta,
        "original": voting_round,
        "title": f"Quotes: {voting_round}",
        "voting_round": voting_round,
        "offered": offered,
        "is_early": voting_round.effective_status in reasons.BEFORE_CLOSE,
        "form": form,
    }
    return TemplateResponse(request, "admin/endorsements/round/quotes.html", context)


def _choose(request, voting_round, chosen):
    try:
        number = reasons.choose(voting_round.pk, chosen, by=request.user)
    except EndorsementError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Quotes chosen for the announcement: {number}.")
    return redirect("admin:endorsements_round_quotes", voting_round.pk)
