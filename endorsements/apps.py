"""The Django app."""

from django.apps import AppConfig


class EndorsementsConfig(AppConfig):
    name = "endorsements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imports models, which exist only by now.
        from endorsements import additions, decisions, misses, participation, public_data
        from endorsements.chapter_staff import proposals_within_reach
        from endorsements.mailings import tracking  # noqa: F401  # listens once it is imported
        from endorsements.merges import objections_of_rounds
        from endorsements.reviewing import belonging
        from endorsements.round_acts import registry
        from members import merging, panels, proposals

        panels.roll_answers.append(misses.roll_answer)
        merging.objections.append(objections_of_rounds)
        participation.register()
        public_data.register()
        decisions.register()
        proposals.register(additions.ADD)
        proposals.limits.append(proposals_within_reach)
        registry.register()
        belonging.register()
