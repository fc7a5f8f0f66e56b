"""The one page about all ways in: addresses, password, passkeys, app, recovery codes, devices."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members import devices, other_sites, second_factors
from members.views.guards import user_of


@never_cache
@login_required
@require_safe
def logging_in(request: HttpRequest) -> HttpResponse:
    factors = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    of_type = {type_: [f for f in factors if f.type == type_] for type_ in Authenticator.Type}
    codes = of_type[Authenticator.Type.RECOVERY_CODES]
    return render(
        request,
        "members/logging_in.html",
        {
            "addresses": EmailAddress.objects.filter(user=request.user).order_by("-primary", "pk"),
            "passkeys": of_type[Authenticator.Type.WEBAUTHN],
            "app": next(iter(of_type[Authenticator.Type.TOTP]), None),
            "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else None,
            "has_factor": any(factor.type in second_factors.KINDS for factor in factors),
            "accounts": other_sites.connected(request.user),
            "sites": other_sites.offered(request),
            "devices": devices.devices_of(user_of(request), request.session.session_key),
        },
    )
