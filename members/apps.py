"""The members app, the lowest of the three: it asks nothing of the others."""

from allauth.account.signals import email_confirmed
from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "Members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They import models, which exist only by now.
        from allauth.mfa.signals import authenticator_added

        from members import (
            address_acts,
            by_hand,
            closing,
            file_acts,
            lost_factors,
            merge_acts,
            panels,
            proposals,
            second_factors,
            stripe_memberships,
        )
        from members.adapters import drop_unproved_ways_in

        email_confirmed.connect(drop_unproved_ways_in)
        authenticator_added.connect(second_factors.note_that_it_was_shown)
        closing.bars.append(stripe_memberships.what_bars_closing)
        panels.exports.append(stripe_memberships.taken_home)
        of_people = [address_acts.ADD, *merge_acts.ACTS, lost_factors.RESET]
        for act in [*by_hand.ACTS, *file_acts.ACTS, *of_people]:
            proposals.register(act)
