import time

import pytest
from celery import current_app
from kombu import Connection
from kombu.exceptions import OperationalError

from config.celery import app


def test_our_app_is_the_one_that_tasks_find():
    assert current_app._get_current_object() is app


def test_a_message_for_one_queue_reaches_no_other(settings):
    with Connection(settings.CELERY_BROKER_URL) as broker:
        channel = broker.default_channel
        for queue in settings.CELERY_TASK_QUEUES:
            queue(channel).declare()
        with broker.Producer() as producer:
            mix = app.amqp.queues["mix"]
            producer.publish({}, exchange=mix.exchange, routing_key=mix.routing_key)
        counts = {queue.name: queue(channel).purge() for queue in settings.CELERY_TASK_QUEUES}

    assert counts == {"default": 0, "mix": 1, "tally": 0}


def test_a_dead_broker_is_refused_at_once(settings, tmp_path):
    started = time.monotonic()
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    nobody = Connection(f"redis+socket://{tmp_path}/nobody.sock", transport_options=options)

    with nobody, pytest.raises(OperationalError):
        app.send_task("endorsements.tasks.reconcile", connection=nobody)

    assert time.monotonic() - started < 1
