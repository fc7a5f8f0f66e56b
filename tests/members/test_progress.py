"""How far an import is, seen from outside its transaction."""

import pytest
from django.db import connection, transaction

from members import progress

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def outside():
    """What another session sees of import 7."""
    side = connection.Database.connect(**connection.get_connection_params())
    side.autocommit = True
    cursor = side.cursor()

    def look() -> list[str]:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'import %'"
        )
        return [name for (name,) in cursor.fetchall()]

    yield look
    side.close()


def test_it_is_seen_before_the_commit_and_gone_after_it(outside):
    with transaction.atomic():
        progress.Teller(7, 50).reach(20)
        assert outside() == ["import 7: 20/50"]
        assert progress.of_import(7) == progress.Reached(20, 50)
        assert progress.of_import(77) is None

    assert outside() == []
    assert progress.of_import(7) is None


def test_a_preview_that_is_rolled_back_says_it_too(outside):
    with transaction.atomic():
        with transaction.atomic():
            progress.Teller(7, 50).reach(50)
            assert outside() == ["import 7: 50/50"]
            transaction.set_rollback(True)
        assert outside() == []


def test_it_never_goes_back_nor_above_the_whole():
    told = []
    teller = progress.Teller(7, 50, lambda *reached: told.append(reached))

    with transaction.atomic():
        for done in (20, 10, 60):
            teller.reach(done)

    assert told == [(20, 50), (20, 50), (50, 50)]


def test_an_import_is_not_taken_for_another_whose_number_begins_alike():
    with transaction.atomic():
        progress.Teller(71, 50).reach(20)

        assert progress.of_import(7) is None


@pytest.mark.parametrize(
    ("content", "lines"), [(b"", 1), (b"a\nb", 2), (b"a\r\nb\r\n", 3), (b"a\rb\r", 3)]
)
def test_lines_in(content, lines):
    assert progress.lines_in(content) == lines
