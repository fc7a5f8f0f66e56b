"""The organisation's rolls: members, the addresses that are theirs, and chapters."""

from collections.abc import Collection
from typing import Self

import pgtrigger
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.expressions import CombinedExpression, F
from django.db.models.functions import Coalesce, Lower

from members.models.imports import Import
from members.models.plain_text import Plain
from members.models.proposals import Proposal
from members.models.users import User

# What a row is called whose person has left.
FORMER = "Former member"
# The other row is locked, so that two merges that would make a chain take turns.
MERGES_MAKE_NO_CHAIN = """
    PERFORM FROM {meta.db_table} WHERE {columns.id} = NEW.{columns.merged_into} FOR SHARE;
    IF EXISTS (
        SELECT FROM {meta.db_table} person
        WHERE person.{columns.id} = NEW.{columns.merged_into}
        AND person.{columns.merged_into} IS NOT NULL
    ) OR EXISTS (
        SELECT FROM {meta.db_table} duplicate
        WHERE duplicate.{columns.merged_into} = NEW.{columns.id}
    ) THEN
        RAISE EXCEPTION 'merges_make_no_chain' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


# What two people agreed on is what is written, once and while it waits to be settled.
PROPOSED_AS_ADDED = """
    IF NOT EXISTS (
        SELECT FROM members_proposal proposal
        WHERE proposal.id = NEW.{columns.proposal}
        AND proposal.act = 'member.add_address' AND proposal.state = 'open'
        AND proposal.object_id = NEW.{columns.member}::text
        AND proposal.parameters ->> 'email' = NEW.{columns.email}
    ) THEN
        RAISE EXCEPTION 'member_address_is_as_proposed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


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
        """The one person who owns an address that this user has verified.

        Addresses of a row that was merged lead to the row that stands. None when no verified
        address of the user is on the rolls, and also when the addresses point to several
        people: then nobody can say who is voting.
        """
        owners = list(self.owners_of(user)[:2])
        return owners[0] if len(owners) == 1 else None

    def owners_of(self, user: User | AnonymousUser) -> Self:
        """Everybody who owns an address that this user has verified, duplicates left out."""
        if user.pk is None:
            return self.none()
        verified = EmailAddress.objects.filter(user_id=user.pk, verified=True)
        found = self.filter(addresses__email__in=verified.values(lower=Lower("email")))
        people = found.values(person=Coalesce("merged_into", "pk"))
        return self.filter(pk__in=people).order_by("pk")

    def of_staff(self) -> Self:
        """Everybody who owns an address that an active staff login has verified."""
        verified = EmailAddress.objects.filter(
            user__is_staff=True, user__is_active=True, verified=True
        )
        found = self.filter(addresses__email__in=verified.values(lower=Lower("email")))
        people = found.values(person=Coalesce("merged_into", "pk"))
        return self.filter(pk__in=people).order_by("pk")

    def rows_of(self, member: "Member") -> Self:
        """All rows of the person to whom this row belongs, the one that stands first."""
        person = models.Q(pk=member.person_id) | models.Q(merged_into=member.person_id)
        return self.filter(person).order_by(models.F("merged_into").asc(nulls_first=True), "pk")

    def in_chapter(self, chapter: Chapter) -> Self:
        return self.filter(chapters=chapter)


class Member(models.Model):
    """A person on the organisation's rolls, with or without a login or an e-mail address."""

    name = models.CharField(max_length=200)
    town = models.CharField(max_length=120, blank=True)
    joined_on = models.DateField(
        help_text="When this person first appeared on the rolls. Standing is reckoned from dues."
    )
    plain = models.GeneratedField(
        expression=Plain(
            CombinedExpression(F("name"), "|| ' ' ||", F("town"), output_field=models.TextField())
        ),
        output_field=models.TextField(),
        db_persist=True,
        help_text="Name and town as they are searched for.",
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
        permissions = [("export_member", "Can export members")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="member_has_a_name"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")),
                name="member_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(name=FORMER, town=""),
                name="member_who_left_is_not_named",
            ),
        ]
        triggers = [
            # Who comes back is a new row: nobody, staff included, opens an old one again.
            pgtrigger.Trigger(
                name="who_left_stays_away",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__left_on__isnull=False)
                & pgtrigger.Q(old__left_on__df=pgtrigger.F("new__left_on")),
                func=pgtrigger.Func(
                    "RAISE EXCEPTION 'who_left_stays_away' USING ERRCODE = 'check_violation';"
                ),
            ),
            pgtrigger.Trigger(
                name="merges_make_no_chain",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("merged_into_id"),
                condition=pgtrigger.Q(new__merged_into__isnull=False),
                func=pgtrigger.Func(MERGES_MAKE_NO_CHAIN),
            ),
        ]

    @property
    def person_id(self) -> int:
        """The id of the row that stands for this person."""
        return self.merged_into_id or self.pk

    def __str__(self) -> str:
        return f"{self.name}, {self.town}" if self.town else self.name


class MemberAddressQuerySet(models.QuerySet["MemberAddress"]):
    def leading_to(self, people: "Collection[int] | models.QuerySet") -> Self:
        """Addresses of these people, by the ids of the rows that stand, duplicates included."""
        return self.filter(models.Q(member__in=people) | models.Q(member__merged_into__in=people))


class MemberAddress(models.Model):
    """An e-mail address of a member. Couples may share one; see `joined_to` for what follows."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="addresses")
    email = models.EmailField("e-mail address", db_index=True)
    came_with = models.ForeignKey(
        Import, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    proposal = models.OneToOneField(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="What two of the staff agreed on, where they added it.",
    )

    objects = MemberAddressQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=models.Q(came_with__isnull=True) | models.Q(proposal__isnull=True),
                name="member_address_came_one_way",
            ),
        ]
        triggers = [
            # Added or removed, so that its owner is told: a stored one leads nowhere else.
            pgtrigger.Protect(
                name="address_stays_as_it_is",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("email", "member", "proposal"),
            ),
            pgtrigger.Trigger(
                name="address_is_as_proposed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__proposal__isnull=False),
                func=pgtrigger.Func(PROPOSED_AS_ADDED),
            ),
            # An address is a vote: a closed account shall not get one by a slip or a feed. Asked
            # once for a statement: files bring tens of thousands of addresses.
            pgtrigger.Trigger(
                name="who_left_has_no_address",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),
                func=pgtrigger.Func(
                    """
                    IF EXISTS (
                        SELECT FROM added
                        JOIN members_member member ON member.id = added.{columns.member}
                        WHERE member.left_on IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'who_left_has_no_address'
                        USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                    """
                ),
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
