"""Joining, renewing and giving: the case for it, the form, the way to Stripe and back."""

from datetime import date, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from members import checkouts, gateway, levels, stripe_memberships
from members.checkouts import Payer
from members.dues import Rules, Standing
from members.dues.cover import rules_on
from members.errors import MembersError, PaymentsAway
from members.forms.join import JoinForm
from members.models import Checkout, CheckoutStatus, Member
from members.standing import rulebook, standing_of


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    payer, today = payer_of(request), timezone.localdate()
    if not gateway.is_open():
        context = {"levels": levels.levels(today), "actblue_link": settings.ACTBLUE_LINK}
        return render(request, "members/join.html", context | _shared(payer))
    form = JoinForm(request.POST or None, payer=payer, on=today)
    if form.is_valid():
        if not ratelimit.consume(request, action="join"):
            return ratelimit.respond_429(request)
        try:
            begun = _begin(request, form)
        except MembersError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("members:checkout", begun.token)
    return render(request, "members/join.html", {"form": form} | _shared(payer))


def payer_of(request: HttpRequest) -> Payer:
    """What the log-in says: a member, somebody with an address of their own, or nothing."""
    if not request.user.is_authenticated:
        return Payer("", "")
    proved = EmailAddress.objects.filter(user_id=request.user.pk, verified=True)
    address = proved.order_by("-primary", "pk").first()
    email = address.email.lower() if address else ""
    member = Member.objects.joined_to(request.user)
    return Payer(member.name if member else "", email, member, is_proved=bool(email))


def _begin(request: HttpRequest, form: JoinForm) -> Checkout:
    token = form.cleaned_data["token"]
    return checkouts.begin(
        token,
        form.choice(),
        form.who_pays(),
        success_url=request.build_absolute_uri(reverse("members:thanks", args=[token])),
        cancel_url=request.build_absolute_uri(reverse("members:checkout", args=[token])),
    )


def _shared(payer: Payer) -> dict[str, object]:
    member = payer.member
    return {
        "payer": payer,
        "rules": rules_on(rulebook(), timezone.localdate()),
        "standing": standing_of(member, on=timezone.localdate()) if member else None,
        "subscriptions": stripe_memberships.of(member) if member else [],
        "statement": settings.JOIN_STATEMENT,
        "today": timezone.localdate(),
    }


@never_cache
@require_safe
def checkout(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is about to be paid, and the link to Stripe.

    A link, because the site's policy lets no form lead to another host.
    """
    begun = get_object_or_404(Checkout, token=token)
    if begun.status == CheckoutStatus.PAID:
        return redirect("members:thanks", token)
    return render(request, "members/checkout.html", {"checkout": begun})


@never_cache
@require_safe
def thanks(request: HttpRequest, token: UUID) -> HttpResponse:
    """Where Stripe sends people back. The payment is asked for here, whether or not the webhook
    has arrived."""
    begun, trouble = get_object_or_404(Checkout, token=token), ""
    try:
        begun = checkouts.settle(begun.pk)
    except PaymentsAway:
        trouble = "away"
    brought = checkouts.outcome(begun)
    member = payer_of(request).member
    standing = standing_of(member, on=timezone.localdate()) if member else None
    rules = rules_on(rulebook(), timezone.localdate())
    context = {
        "checkout": begun,
        "is_away": bool(trouble),
        "is_entered": brought is not None,
        "is_refused": bool(brought and (brought.refusals or brought.problem)),
        "member": member,
        "standing": standing,
        "votes_from": _votes_from(standing, rules),
        "rules": rules,
    }
    return render(request, "members/thanks.html", context)


def _votes_from(standing: Standing | None, rules: Rules) -> date | None:
    """The first record date that counts for a member who is new; None for all others."""
    if standing is None or standing.is_good or standing.since is None:
        return None
    first = standing.since + timedelta(days=rules.minimum_days)
    return first if first > timezone.localdate() else None
