"""The forms that send a mail with a way in: a log-in code, a link for a new password.

A log-in may hold an address that nobody has proved, beside one that its owner has: another site
gave it, or it was typed in and left. Whoever reads the mail of the unproved one is a stranger to
the log-in: led into it, they would prove the address for its owner, who waits there to vote as
them. So a log-in is found by its proved addresses, and by any other only while it has none.
"""

from collections.abc import Iterable

from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from allauth.account.models import EmailAddress

from members.models import User


def led_to(email: str, users: Iterable[User]) -> list[User]:
    """Those of the users into whose log-in a mail to this address may lead."""
    return [user for user in users if _is_way_in(email, user)]


def _is_way_in(email: str, user: User) -> bool:
    proved = EmailAddress.objects.filter(user=user, verified=True)
    return proved.filter(email__iexact=email).exists() or not proved.exists()


class CodeByMailForm(RequestLoginCodeForm):
    _user: User | None

    def clean_email(self) -> str:
        email = super().clean_email()
        if self._user is not None and not led_to(email, [self._user]):
            # As for an address that nobody has: its reader learns by mail that there is no log-in.
            self._user = None
        return email


class NewPasswordByMailForm(ResetPasswordForm):
    users: list[User]

    def clean_email(self) -> str:
        email = super().clean_email()
        self.users = led_to(email, self.users)
        return email
