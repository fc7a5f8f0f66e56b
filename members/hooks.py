"""Where webhooks arrive. All three kinds of ActBlue's may be sent to the one address.

The event is kept as it came and answered at once; a worker puts it onto the ledger. An event that
is sent again changes nothing.
"""

from base64 import b64encode

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from members import gateway, imports, stripe_inbox, tasks
from members.errors import BadSignature, Unreadable
from members.feeds.actblue_events import parse

ASK = {"WWW-Authenticate": 'Basic realm="webhooks"'}


@csrf_exempt
@require_POST
def actblue(request: HttpRequest) -> HttpResponse:
    if not (settings.ACTBLUE_WEBHOOK_USER and settings.ACTBLUE_WEBHOOK_PASSWORD):
        raise Http404
    if not _knows_the_password(request):
        return HttpResponse(status=401, headers=ASK)
    try:
        parse(request.body)
    except Unreadable as refusal:
        # Whatever is not answered by 200 is sent again: whole, if this was cut off.
        return HttpResponse(str(refusal), status=400, content_type="text/plain")
    with transaction.atomic():
        event = imports.take_in(source="actblue", file_name="webhook", content=request.body)
        tasks.nudge_on_commit(event.pk)
    return HttpResponse("Kept.", content_type="text/plain")


@csrf_exempt
@require_POST
def stripe(request: HttpRequest) -> HttpResponse:
    if not gateway.is_open():
        raise Http404
    try:
        with transaction.atomic():
            event = stripe_inbox.keep(request.body, request.headers.get("Stripe-Signature", ""))
            tasks.nudge_stripe_on_commit(event.pk)
    except BadSignature as refusal:
        return HttpResponse(str(refusal), status=400, content_type="text/plain")
    return HttpResponse("Kept.", content_type="text/plain")


def _knows_the_password(request: HttpRequest) -> bool:
    pair = f"{settings.ACTBLUE_WEBHOOK_USER}:{settings.ACTBLUE_WEBHOOK_PASSWORD}"
    expected = f"Basic {b64encode(pair.encode()).decode()}"
    return constant_time_compare(request.headers.get("Authorization", ""), expected)
