"""The room for the legislative scorecard; empty for now.

Here will live sessions, legislators, districts, bills, roll calls, positions and co-sponsorship,
the import of the organisation's workbooks, the grading (pure: positions in, scores and grades
out) and the public pages. `endorsements` may look into it, it may look into `members`.
"""

from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "scorecard"
    verbose_name = "Scorecard"
    default_auto_field = "django.db.models.BigAutoField"
