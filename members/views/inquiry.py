"""“Am I a member?”, asked in public and answered by mail."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from members import inquiries, tasks
from members.forms.addresses import AddressForm


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def am_i_a_member(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "members/am_i_a_member.html", {"form": form})
    if not ratelimit.consume(request, action="inquiry_by_network"):
        return ratelimit.respond_429(request)
    email = form.cleaned_data["email"]
    # Asked too often the page says what it always says: a mailbox is nothing to fill.
    if ratelimit.consume(request, action="inquiry_by_address", key=email):
        inquiries.ask(email)
        tasks.answer_inquiries_on_commit()
    return redirect("members:asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "members/asked.html")
