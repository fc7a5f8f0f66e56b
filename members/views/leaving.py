"""Taking one's data home, and closing the account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from members import audit, closing, export, tasks
from members.errors import MembersError
from members.forms.closing import ClosingForm
from members.models import Member
from members.views.guards import fresh_log_in, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_log_in
def take_home(request: HttpRequest) -> HttpResponse:
    """What is stored about me: a page to read, and by a POST the file."""
    member = Member.objects.joined_to(request.user)
    tables = export.everything(user_of(request), member)
    if request.method != "POST":
        return render(request, "members/export.html", {"tables": export.for_reading(tables)})
    audit.record("account.exported", by=user_of(request), of=member or user_of(request))
    answer = HttpResponse(export.as_zip(tables), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="what-is-stored-about-me.zip"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@fresh_log_in
def close(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays; the words typed in close the account."""
    notices = closing.what_to_know(user_of(request))
    form = ClosingForm(request.POST if request.method == "POST" else None, notices=notices)
    if form.is_valid():
        told = form.cleaned_data.get("told", [])
        try:
            closing.close(user_of(request).pk, told=told, by=user_of(request))
        except MembersError as refusal:
            messages.error(request, str(refusal))
            return redirect("members:close")
        tasks.tidy_up_on_commit()
        logout(request)
        return redirect("members:closed")
    context = {
        "form": form,
        "member": Member.objects.joined_to(request.user),
        "obstacles": closing.obstacles(user_of(request)),
        "years": settings.RETENTION_YEARS,
    }
    return render(request, "members/close.html", context)


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "members/closed.html")
