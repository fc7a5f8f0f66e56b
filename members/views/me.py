"""“My membership”: how I stand, what I gave, my addresses and mails, and the year's statement."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members import mail_choices, own_addresses, panels, stripe_memberships
from members.forms.mail import MailForm
from members.giving import years_of
from members.models import MailSubject, Member
from members.panels import PanelRow
from members.portrait import portrait, state_without_member
from members.standing import entry_of, judge, ledger_of, rulebook
from members.views.guards import user_of


@dataclass(frozen=True)
class FilledPanel:
    """A section from an app above, with this member's rows."""

    title: str
    standfirst: str
    none: str
    rows: list[PanelRow]


@require_safe
@never_cache
@login_required
def me(request: HttpRequest) -> HttpResponse:
    member = Member.objects.joined_to(request.user)
    if member is None:
        state = state_without_member(user_of(request))
        return render(request, "members/not_found.html", {"state": state})
    ledger = list(ledger_of(member))
    years = years_of(ledger)
    context = {
        "member": member,
        "portrait": portrait(judge(map(entry_of, ledger), rulebook(), timezone.localdate())),
        "years": years,
        "gave_back": any(year.returned_cents for year in years),
        "chapters": list(member.chapters.all()),
        "addresses": own_addresses.rows_of(member, user_of(request)),
        "mail_form": MailForm(initial={"wanted": _wanted(member)}),
        "subscriptions": stripe_memberships.of(member),
        "panels": [_fill(panel, member) for panel in panels.panels],
    }
    return render(request, "members/me.html", context)


def _wanted(member: Member) -> list[str]:
    refused = mail_choices.refused_by(member)
    return [subject for subject in MailSubject.values if subject not in refused]


def _fill(panel: panels.Panel, member: Member) -> FilledPanel:
    return FilledPanel(panel.title, panel.standfirst, panel.none, panel.rows(member))


@require_safe
@never_cache
@login_required
def statement(request: HttpRequest, year: int) -> HttpResponse:
    """What was given in a calendar year, as a letter to print."""
    member = Member.objects.joined_to(request.user)
    years = years_of(ledger_of(member)) if member else []
    found = [one for one in years if one.year == year and one.has_money]
    if not found:
        raise Http404
    context = {
        "member": member,
        "year": found[0],
        "today": timezone.localdate(),
        "is_over": year < timezone.localdate().year,
        "tax_notice": settings.TAX_NOTICE,
    }
    return render(request, "members/statement.html", context)
