"""Dues that renew themselves, on pages of their owner: the amount here, card and end at Stripe."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members import gateway, stripe_memberships
from members.errors import MembersError
from members.forms.join import AmountForm
from members.models import Member, Subscription, User
from members.portrait import state_without_member
from members.views.guards import user_of


@never_cache
@require_safe
@login_required
def payments(request: HttpRequest) -> HttpResponse:
    member = Member.objects.joined_to(request.user)
    rows = stripe_memberships.of(member) if member else []
    state = "" if member else state_without_member(user_of(request))
    context = {"subscriptions": rows, "member": member, "state": state}
    return render(request, "members/payments.html", context)


@never_cache
@require_POST
@login_required
def portal(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers with a page whose link leads to Stripe: no form may lead to another host."""
    subscription = _own(request, pk)
    back = request.build_absolute_uri(reverse("members:payments"))
    try:
        address = stripe_memberships.portal_address(subscription, return_url=back)
    except MembersError as refusal:
        messages.error(request, str(refusal))
        return redirect("members:payments")
    return render(request, "members/portal.html", {"address": address})


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def amount(request: HttpRequest, pk: int) -> HttpResponse:
    subscription = _own(request, pk)
    form = AmountForm(request.POST or None)
    if form.is_valid() and isinstance(request.user, User):
        try:
            changed = stripe_memberships.change_amount(
                subscription,
                cents=form.cleaned_data["amount"],
                key=f"amount-{subscription.pk}-{form.cleaned_data['token']}",
                by=request.user,
            )
        except MembersError as refusal:
            form.add_error("amount", str(refusal))
        else:
            said = f"From the next payment on you pay {changed.dollars} a {changed.interval}."
            messages.success(request, said)
            return redirect("members:payments")
    context = {"subscription": subscription, "form": form}
    return render(request, "members/amount.html", context)


def _own(request: HttpRequest, pk: int) -> Subscription:
    """A subscription of the member who asks; to anybody else there is none."""
    member = Member.objects.joined_to(request.user)
    for one in stripe_memberships.of(member) if member and gateway.is_open() else []:
        if one.pk == pk:
            return one
    raise Http404
