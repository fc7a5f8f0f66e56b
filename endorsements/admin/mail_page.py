"""The mails of a round for staff: planned, read before, tried, counted, sent again to one."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from endorsements.errors import EndorsementError
from endorsements.mailings import again, forgetting, letters, planning, trying
from endorsements.mailings.funnel import MOST_SHOWN, came_back, funnel_of
from endorsements.models import DeliveryState, Mailing, MailingState, Round, RoundStatus
from members import looks, moments
from members.models import LookPage

LIST, ONE = "admin:endorsements_round_mails", "admin:endorsements_round_mail"
# A mail is shown as a reader's program shows it: its own style, nothing loaded, nothing run.
CSP_OF_A_MAIL = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
WORDS = {state: label.lower() for state, label in DeliveryState.choices} | {
    forgetting.VOTED: "had voted"
}


class ReminderForm(forms.Form):
    hours = forms.IntegerField(min_value=1, max_value=planning.MOST_HOURS)


class NoteForm(forms.ModelForm):
    class Meta:
        model = Mailing
        fields = ["note"]


class AgainForm(forms.Form):
    mailing = forms.IntegerField()
    email = forms.EmailField()


def urls(round_admin):
    def address(route, page, name, method=require_POST):
        view = round_admin.admin_site.admin_view(method(partial(page, round_admin)))
        return path(f"<uuid:round_id>/mail/{route}", view, name=f"endorsements_round_{name}")

    return [
        address("", list_page, "mails", require_safe),
        address("plan/", plan, "mails_plan"),
        address("remind/", remind, "mails_remind"),
        address("good/", find_good, "mails_good"),
        address("try/", try_out, "mails_try"),
        address("again/", send_again, "mails_again"),
        address("<int:mailing_id>/", mail_page, "mail", require_safe),
        address("<int:mailing_id>/html/", html_page, "mail_html", require_safe),
        address("<int:mailing_id>/note/", write_note, "mail_note"),
        address("<int:mailing_id>/remove/", remove, "mail_remove"),
    ]


def list_page(round_admin, request, round_id):
    voting_round = _round(round_admin, request, round_id, "view")
    mailings = [_row(one, voting_round) for one in voting_round.mailings.all()]
    context = {
        "title": f"Mails: {voting_round}",
        "mailings": mailings,
        "unread": [row for row in mailings if row["is_planned"] and not row["is_good"]],
        "funnel": None if voting_round.status == "draft" else funnel_of(voting_round),
        "came_back": _came_back(request, voting_round),
        "repeatable": [row for row in mailings if row["may_be_sent_again"]],
    }
    return _page(round_admin, request, voting_round, "mails", context)


def mail_page(round_admin, request, round_id, mailing_id):
    voting_round = _round(round_admin, request, round_id, "view")
    mailing = get_object_or_404(voting_round.mailings, pk=mailing_id)
    row = _row(mailing, voting_round)
    context = {
        "title": f"{mailing.name}: {voting_round}",
        "row": row,
        "copies": _of_candidates(mailing),
        "form": NoteForm(instance=mailing),
    }
    return _page(round_admin, request, voting_round, "mail", context)


def html_page(round_admin, request, round_id, mailing_id):
    """The HTML part, as it would go out to the one who asks."""
    voting_round = _round(round_admin, request, round_id, "view")
    mailing = get_object_or_404(voting_round.mailings, pk=mailing_id)
    copy = letters.sample(letters.compose(mailing, voting_round), str(request.user))
    return HttpResponse(copy.html, headers={"Content-Security-Policy": CSP_OF_A_MAIL})


def plan(round_admin, request, round_id):
    voting_round = _round(round_admin, request, round_id)
    planning.plan_usual(voting_round.pk, by=request.user)
    return redirect(LIST, voting_round.pk)


def remind(round_admin, request, round_id):
    voting_round = _round(round_admin, request, round_id)
    form = ReminderForm(request.POST)
    if form.is_valid():
        planning.add_reminder(voting_round.pk, by=request.user, **form.cleaned_data)
    else:
        messages.error(request, f"Write whole hours, from 1 to {planning.MOST_HOURS}.")
    return redirect(LIST, voting_round.pk)


def find_good(round_admin, request, round_id):
    """Every mail that stood on the page, as it stood there."""
    voting_round = _round(round_admin, request, round_id)
    pairs = [one.partition(":") for one in request.POST.getlist("read")]
    seen = {int(pk): digest for pk, _, digest in pairs if pk.isascii() and pk.isdigit()}
    rows = voting_round.mailings.not_begun().filter(pk__in=seen)
    with transaction.atomic():
        good = [planning.find_good(one.pk, digest=seen[one.pk], by=request.user) for one in rows]
    if good and all(good):
        messages.success(request, "Noted: you have read the mails, and they may go out.")
    else:
        messages.error(request, "A mail was changed meanwhile. Please read it again.")
    return redirect(LIST, voting_round.pk)


def try_out(round_admin, request, round_id):
    voting_round = _round(round_admin, request, round_id)
    command = partial(trying.send_to_oneself, voting_round, by=request.user)
    return _do(request, voting_round, command, f"The mails were sent to {request.user.email}.")


def send_again(round_admin, request, round_id):
    voting_round = _round(round_admin, request, round_id)
    form = AgainForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a mail, and write the e-mail address of a member.")
        return redirect(LIST, voting_round.pk)
    mailing = get_object_or_404(voting_round.mailings, pk=form.cleaned_data["mailing"])
    email = form.cleaned_data["email"]
    command = partial(again.send_again, mailing.pk, email=email, by=request.user)
    return _do(request, voting_round, command, f"“{mailing.name}” goes to {email} once more.")


def write_note(round_admin, request, round_id, mailing_id):
    voting_round = _round(round_admin, request, round_id)
    mailing = get_object_or_404(voting_round.mailings, pk=mailing_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Your own words may have 2,000 characters at most.")
        return redirect(ONE, voting_round.pk, mailing.pk)
    command = partial(planning.write_note, mailing.pk, by=request.user, **form.cleaned_data)
    return _do(request, voting_round, command, "Saved. Please read the mail as it is now.")


def remove(round_admin, request, round_id, mailing_id):
    voting_round = _round(round_admin, request, round_id)
    mailing = get_object_or_404(voting_round.mailings, pk=mailing_id)
    command = partial(planning.remove, mailing.pk, by=request.user)
    return _do(request, voting_round, command, f"“{mailing.name}” is planned no longer.")


def _do(request, voting_round, command, done):
    try:
        command()
    except EndorsementError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(LIST, voting_round.pk)


def _round(round_admin, request, round_id, right="change"):
    voting_round = get_object_or_404(Round, pk=round_id)
    if not getattr(round_admin, f"has_{right}_permission")(request, voting_round):
        raise PermissionDenied
    return voting_round


def _row(mailing, voting_round):
    letter = letters.compose(mailing, voting_round)
    numbers = forgetting.numbers_of(mailing)
    due = mailing.begun_at or mailing.due_at(voting_round)
    return {
        "mailing": mailing,
        "subject": letter.subject,
        "text": letters.sample(letter, f"(name of the {_reader(mailing)})").text,
        "digest": letter.digest,
        "is_planned": mailing.state == MailingState.PLANNED,
        "is_good": mailing.read_digest == letter.digest,
        "waits": _waits(mailing, voting_round),
        "read_at": moments.in_words(mailing.read_at),
        "due": moments.in_words(due) or _never(mailing),
        "numbers": [(WORDS[state], number) for state, number in sorted(numbers.items())],
        "may_be_sent_again": not again.refusal_of(mailing, voting_round),
    }


def _waits(mailing, voting_round):
    """Of a draft the checklist says the same for all mails."""
    is_to_go = mailing.state == MailingState.PLANNED and voting_round.status != RoundStatus.DRAFT
    return is_to_go and planning.waits_for_a_reader(mailing, voting_round)


def _reader(mailing):
    return "candidate" if mailing.is_to_candidates else "member"


def _of_candidates(mailing):
    """The copies of candidates, as long as they are kept; their names are public."""
    copies = mailing.deliveries.filter(candidate__isnull=False)
    return [
        {"candidate": one.candidate, "to": one.to, "state": one.get_state_display()}
        for one in copies.select_related("candidate__contest").order_by("candidate__contest", "pk")
    ]


def _never(mailing):
    if not mailing.is_of_the_vote:
        return "once the result is published"
    return "not at all: the round has no times, or is too short"


def _came_back(request, voting_round):
    """By name, for those who may see members; that they looked is kept."""
    if not request.user.has_perm("members.view_member"):
        return []
    found = list(came_back(voting_round)[:MOST_SHOWN])
    if found:
        looks.record(LookPage.SEARCH, by=request.user, term=f"mails that came back: {voting_round}")
    return found


def _page(round_admin, request, voting_round, name, context):
    shared = {
        **round_admin.admin_site.each_context(request),
        "opts": Round._meta,
        "original": voting_round,
        "voting_round": voting_round,
        "may_act": round_admin.has_change_permission(request, voting_round),
    }
    return TemplateResponse(request, f"admin/endorsements/round/{name}.html", shared | context)
