"""The organisation's rolls: members, the addresses that are theirs, and chapters."""

from typing import Self

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Lower

from members.models.imports import Import
from members.models.users import User


class Chapter(models.Model):
    """A local body of the organisation. A member may belong to several, or to none."""

    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="chapter_has_a_name_of_its_own"),
            models.CheckConstraint(condition=~models.Q(name=""), name="chapter_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    def whole(self) -> Self:
        """People, each once: rows that were merged into another one are left out."""
        return self.filter(merged_into__isnull=True)

    def still_here(self) -> Self:
        """People who have not closed their account."""
        return self.whole().filter(left_on__isnull=True)

    def joined_to(self, user: User | AnonymousUser) -> "Member | None":
        """The one member who owns an address that this user has verified.

        None when no verified address of the user is on the rolls, and also when the
        addresses point to several members: then nobody can say who is voting.
        """
        if user.pk is None:
            return None
        verified = EmailAddress.objects.filter(user_id=user.pk, verified=True)
        found = self.filter(addresses__email__in=verified.values(lower=Lower("email"))).distinct()
        owners = list(found.order_by("pk")[:2])
        return owners[0] if len(owners) == 1 else None

    def in_chapter(self, chapter: Chapter) -> Self:
        return self.filter(chapters=chapter)


class Member(models.Model):
    """A person on the organisation's rolls, with or without a login or an e-mail address."""

    name = models.CharField(max_length=200)
    town = models.CharField(max_length=120, blank=True)
    joined_on = models.DateField(
        help_text="When this person first appeared on the rolls. Standing is reckoned from dues."
    )
    chapters = models.ManyToManyField(Chapter, blank=True, related_name="members")
    came_with = models.ForeignKey(
        Import, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="duplicates",
        help_text="The row that stands for this person, where two were found to be one.",
    )
    left_on = models.DateField(
        null=True, blank=True, editable=False, help_text="The day this person closed the account."
    )
    is_demo = models.BooleanField(default=False, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="member_has_a_name"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")),
                name="member_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.town}" if self.town else self.name


class MemberAddress(models.Model):
    """An e-mail address of a member. Couples may share one; see `joined_to` for what follows."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="addresses")
    email = models.EmailField("e-mail address", db_index=True)
    came_with = models.ForeignKey(
        Import, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = "address"
        verbose_name_plural = "addresses"
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "email"], name="member_has_each_address_once"
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="member_address_is_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.email


class SourcePerson(models.Model):
    """A member as an outside system numbers its people."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="numbers")
    source = models.SlugField(max_length=30, db_index=False)
    number = models.CharField(max_length=120)
    came_with = models.ForeignKey(
        Import, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"], name="source_person_is_one_member"
            ),
            models.CheckConstraint(
                condition=~models.Q(number="") & ~models.Q(source=""),
                name="source_person_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"
