"""Choosing one's mails, on the page or by the link in one of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from members import mail_choices
from members.errors import MembersError
from members.forms.mail import MailForm
from members.models import Member
from members.views.guards import user_of

PAGE = "members/unsubscribe.html"


@require_POST
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    member = Member.objects.joined_to(request.user)
    if member is None:
        raise Http404
    form = MailForm(request.POST)
    if form.is_valid():
        mail_choices.choose(member.pk, wanted=form.cleaned_data["wanted"], by=user_of(request))
        messages.success(request, "Your choice of mails is kept.")
    else:
        messages.error(request, "That is no mail of ours. Please choose again.")
    return redirect("members:me")


# Mail programs press the button without having seen the page: no cookie, no token but the link's.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks, for scanners follow links; a POST does it."""
    is_done = request.method == "POST"
    try:
        subject = mail_choices.refuse(token) if is_done else mail_choices.read(token)[1]
    except MembersError as refusal:
        return render(request, PAGE, {"refusal": str(refusal)}, status=404)
    return render(request, PAGE, {"subject": subject.label.lower(), "is_done": is_done})
