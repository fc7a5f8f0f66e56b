"""Makes the project's Celery app the current one in every Django process."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Without it `task.delay()` in a web process would look for a broker on localhost.
        import config.celery  # noqa: F401
