"""What every Django process needs at its start: the Celery app and the checks of the settings."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Without it `task.delay()` in a web process would look for a broker on localhost.
        import config.celery
        import config.checks  # noqa: F401
