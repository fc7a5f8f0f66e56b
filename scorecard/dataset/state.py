"""Whether anything public besides sessions changed: legislators, seats, topics, corrections."""

from django.db import connection

# One query, and nothing of it leaves the database but a digest.
_DIGEST = """
SELECT md5(concat_ws('/',
    (SELECT string_agg(one::text, '/' ORDER BY id) FROM scorecard_legislator one),
    (SELECT string_agg(one::text, '/' ORDER BY id) FROM scorecard_service one),
    (SELECT string_agg(one::text, '/' ORDER BY id) FROM scorecard_topic one),
    (SELECT string_agg(one::text, '/' ORDER BY id) FROM scorecard_correction one
     WHERE status = 'made')
))
"""


def digest() -> str:
    """Stays the same as long as all of them do."""
    with connection.cursor() as cursor:
        cursor.execute(_DIGEST)
        return str(cursor.fetchone()[0])
