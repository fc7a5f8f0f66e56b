"""A demo that an older version made, before its migrations were folded."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.management.commands.prepare_demo import is_left_behind

pytestmark = pytest.mark.django_db


def test_a_database_at_the_last_migration_is_not_left_behind():
    assert not is_left_behind()


def test_one_that_had_not_come_to_the_end_is_named_before_anything_is_done(settings):
    settings.DEMO = True
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("endorsements", "0001_tables")
    recorder.record_unapplied("endorsements", "0022_challenges")

    with pytest.raises(CommandError, match="make demo-reset"):
        call_command("prepare_demo")
