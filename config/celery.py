"""The Celery app. Queues, schedule and limits stand in `settings.py`."""

import os
import warnings
from typing import Any

from celery import Celery
from celery.exceptions import CPendingDeprecationWarning
from celery.signals import setup_logging, task_postrun, task_prerun
from django.conf import settings
from structlog import contextvars

from config import role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if not settings.configured:  # nobody came before us: this is Celery's own program
    role.current = "worker"

# It asks at each loss of the broker whether running tasks should be cancelled: they should not,
# they finish, and what is delivered again finds nothing left to do.
warnings.filterwarnings("ignore", category=CPendingDeprecationWarning)

app = Celery("endorsements")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Celery sets up its own logging unless somebody listens here."""


@task_prerun.connect
def name_the_task_in_the_log(task_id: str, task: Any, **_: Any) -> None:
    contextvars.bind_contextvars(task=task.name, task_id=task_id)


@task_postrun.connect
def forget_the_task(**_: Any) -> None:
    contextvars.clear_contextvars()
