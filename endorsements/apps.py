"""The Django app."""

from django.apps import AppConfig


class EndorsementsConfig(AppConfig):
    name = "endorsements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imports models, which exist only by now.
        from endorsements import participation
        from endorsements.merges import objections_of_rounds
        from members import merging

        merging.objections.append(objections_of_rounds)
        participation.register()
