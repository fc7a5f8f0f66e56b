"""What an import may never be."""

import pytest
from django.db import IntegrityError

from tests.factories.members import ImportFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"status": "lost"}, "import_status_is_known"),
        ({"source": ""}, "import_names_its_source"),
        ({"status": "unreadable"}, "import_that_is_unreadable_says_why"),
        ({"problem": "odd"}, "import_that_is_unreadable_says_why"),
        ({"status": "applied"}, "import_once_applied_has_a_time"),
        ({"status": "previewed", "needs_a_look": True}, "import_that_needs_a_look_was_applied"),
    ],
)
def test_the_database_refuses(fields, name):
    with pytest.raises(IntegrityError, match=name):
        ImportFactory(**fields)
