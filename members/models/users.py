"""A login. Whether it belongs to a member is asked of `Member.objects.joined_to`."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


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

    def __str__(self) -> str:
        return self.email
