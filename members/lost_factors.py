"""The way back for somebody who lost app, passkeys and recovery codes.

Two of the staff, neither of them the owner, or a command on the server. The owner is told at all
their addresses, every log-in of theirs ends, and the password or the mailbox is still needed: what
falls is the second step, not the first.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from members import audit, devices, outbox, proposals, second_factors
from members.errors import MembersError
from members.models import Proposal, User


class CannotBeReset(MembersError):
    """A second factor is taken away only by others, from who has one, and with a reason."""


@transaction.atomic
def reset(user_id: int, *, by: User | None, reason: str) -> User:
    """Take away every second factor and recovery code of a login.

    Args:
        by: None when somebody at the server does it.

    Raises:
        CannotBeReset: there is no reason, nothing to take away, or it is one's own.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if not reason.strip():
        raise CannotBeReset("Please say why, and how you know who asked for it.")
    if by is not None and by.pk == user.pk:
        raise CannotBeReset("Nobody resets their own second factor: use a recovery code.")
    if not second_factors.has_one(user):
        raise CannotBeReset(f"{user} has no second factor.")
    Authenticator.objects.filter(user=user).delete()
    devices.log_out_everywhere(user)
    audit.record("user.second_factor_reset", by=by, of=user, reason=reason.strip())
    for email in second_factors.addresses_to_warn(user):
        outbox.put(
            to=email,
            subject=f"{settings.ORGANISATION_NAME}: your second step at log-in was taken away",
            body=LETTER.format(
                organisation=settings.ORGANISATION_NAME,
                contact=settings.ORGANISATION_CONTACT,
                address=settings.BASE_URL,
            ),
            kind="second-factor-reset",
        )
    return user


LETTER = """\
Your app, passkeys and recovery codes no longer belong to your log-in at {organisation}, because \
somebody told us that you had lost them. You are logged out everywhere.

If that was you: log in with your password or a code by email, and set up a new app or passkey \
under "Logging in".

If it was not you, write to {contact} at once.

{address}
"""


def propose(user: User, *, by: User, reason: str) -> Proposal:
    """Ask another of the staff to agree that the owner has really lost it."""
    return proposals.propose(RESET.name, of=user, by=by, reason=reason, once=str(user.pk))


def _words(proposal: Proposal) -> list[str]:
    return [
        f"The app, passkeys and recovery codes of {proposal.object_label} are taken away.",
        "They are logged out everywhere, and told so at all their addresses.",
        "Confirm only if you, too, know that they asked for it: by telephone, say, at a number "
        "that you had before.",
    ]


def _check(proposal: Proposal) -> None:
    if str(proposal.proposed_by_id) == proposal.object_id:
        raise CannotBeReset("Nobody resets their own second factor: use a recovery code.")
    if not second_factors.has_one(User.objects.get(pk=proposal.object_id)):
        raise CannotBeReset(f"{proposal.object_label} has no second factor.")


def _perform(proposal: Proposal, by: User) -> User:
    return reset(int(proposal.object_id), by=by, reason=proposal.reason)


RESET = proposals.Act(
    name="user.reset_second_factor",
    label="Take away a lost second factor",
    permission="members.change_user",
    words=_words,
    check=_check,
    perform=_perform,
)
