"""A login. Whether it belongs to a member is asked of `Member.objects.joined_to`."""

from datetime import timedelta
from typing import Any, ClassVar

import pgtrigger
from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils import timezone

# A login that was just made, or let in again, is nobody's second pair of eyes.
LONG_STANDING = timedelta(hours=24)
STAFF_SINCE = """
    IF NEW.is_staff AND NEW.is_active AND NOT (OLD.is_staff AND OLD.is_active) THEN
        NEW.staff_since = clock_timestamp();
    ELSE
        NEW.staff_since = GREATEST(NEW.staff_since, OLD.staff_since);
    END IF;
    RETURN NEW;
"""


class UserManager(BaseUserManager["User"]):
    """Creates users, with addresses in lower case: nobody gets two logins by accident."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def owner_of(self, email: str) -> "User | None":
        """The user who has verified the address; failing that, the one who logs in with it."""
        verified = EmailAddress.objects.filter(email=email, verified=True).first()
        return verified.user if verified else self.filter(email=email).first()

    def long_standing_staff(self) -> "models.QuerySet[User]":
        """Staff whose login has been one for a day without a break, by the database's clock."""
        return self.filter(
            is_staff=True, is_active=True, staff_since__lte=Now() - LONG_STANDING
        ).order_by("email")

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can log in. The e-mail address is the name they log in with."""

    email = models.EmailField("e-mail address")
    is_staff = models.BooleanField("staff", default=False, help_text="May enter the admin.")
    is_active = models.BooleanField(
        "active", default=True, help_text="Switch this off to bar a login; logins are not deleted."
    )
    date_joined = models.DateTimeField("created", default=timezone.now, editable=False)
    staff_since = models.DateTimeField(
        default=timezone.now,
        editable=False,
        help_text="When this login was made, or was last given or given back the way into the "
        "admin; kept by the database.",
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(fields=["email"], name="user_has_an_address_of_their_own"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_address_is_in_lower_case"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="says_since_when_it_is_staff",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=STAFF_SINCE,
            )
        ]

    def __str__(self) -> str:
        return self.email
