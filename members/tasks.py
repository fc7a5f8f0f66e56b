"""Celery rings the bell; the status of an import says what is due. Both may run twice."""

import functools

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from members import imports
from members.models import Import

logger = structlog.get_logger(__name__)


@shared_task
def work_on_import(import_id: int) -> None:
    imports.work_on(import_id)


@shared_task
def work_on_imports() -> None:
    """Called by the beat: what a lost message would have started. One that fails bars no other."""
    for import_id in Import.objects.due().values_list("pk", flat=True):
        work_on_import.delay(import_id)


def nudge_on_commit(import_id: int) -> None:
    """Ask a worker to look at an import once the transaction around it is committed."""
    transaction.on_commit(functools.partial(_nudge, import_id))


def _nudge(import_id: int) -> None:
    try:
        work_on_import.delay(import_id)
    except OperationalError:
        # With Valkey away nothing is lost: the beat asks again.
        logger.warning("broker is away", import_id=import_id)
