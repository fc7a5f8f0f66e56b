from django.db import migrations, models

# What came by itself, with refused lines, before anybody could say that they had looked at them.
NOT_LOOKED_AT = """
UPDATE members_import SET needs_a_look = true
WHERE status = 'applied' AND by_id IS NULL AND (counts ->> 'refused')::integer > 0
"""


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0008_people_desk"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="attempts",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="How often a worker has begun what is due now."
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="needs_a_look",
            field=models.BooleanField(
                default=False, help_text="Lines were refused, and nobody has looked at them."
            ),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(
                condition=models.Q(("needs_a_look", True)),
                fields=["id"],
                name="imports_needing_a_look",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needs_a_look", False),
                    ("status__in", ["applied", "recalled"]),
                    _connector="OR",
                ),
                name="import_that_needs_a_look_was_applied",
            ),
        ),
        migrations.RunSQL(NOT_LOOKED_AT, migrations.RunSQL.noop),
    ]
