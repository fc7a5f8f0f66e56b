"""Adding an address to one's membership, and taking one off."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from members import own_addresses
from members.errors import MembersError
from members.forms.addresses import AddressForm
from members.models import Member
from members.views.guards import fresh_log_in, user_of


@require_http_methods(["GET", "POST"])
@fresh_log_in
def add(request: HttpRequest) -> HttpResponse:
    return _change(request, own_addresses.add, "The address leads to your membership now.")


@require_http_methods(["GET", "POST"])
@fresh_log_in
def remove(request: HttpRequest) -> HttpResponse:
    return _change(request, own_addresses.remove, "The address is off your membership.")


def _change(request: HttpRequest, command: Callable[..., None], done: str) -> HttpResponse:
    """A GET is what comes back from a fresh log-in: to the page, where the button is."""
    member = Member.objects.joined_to(request.user)
    if member is None:
        raise Http404
    form = AddressForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            command(member.pk, form.cleaned_data["email"], by=user_of(request))
        except MembersError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{done} All your addresses are told by mail.")
    return redirect("members:me")
