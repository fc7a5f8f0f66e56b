"""All that we do otherwise than django-allauth: the name in mails, and one guarded door."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest

from members.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may sign up: a login becomes a member's only by a verified address."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        organisation = {"name": settings.ORGANISATION_NAME, "domain": settings.BASE_URL}
        super().send_mail(template_prefix, email, {"current_site": organisation} | context)

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.ORGANISATION_NAME}: {subject}"


def drop_unproved_password(
    *, request: HttpRequest, email_address: EmailAddress, **signal: Any
) -> None:
    """Called when an address is verified; forgets a password that its owner may not have set.

    A stranger may sign up under a member's address and wait. When the owner then logs in with
    a code, the address becomes verified and the login the owner's: the stranger's password
    must not open it. (allauth does the same for log-ins by social account, not by code.)
    """
    user = email_address.user
    if request.user.is_authenticated or not _came_by_code(request, user):
        return
    if EmailAddress.objects.filter(user=user, verified=True).exclude(pk=email_address.pk).exists():
        return
    user.set_unusable_password()
    user.save(update_fields=["password"])


def _came_by_code(request: HttpRequest, user: User) -> bool:
    records = get_authentication_records(request, user)
    return any(record["method"] == "code" for record in records)
