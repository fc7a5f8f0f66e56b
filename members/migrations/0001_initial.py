import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chapter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dues", "dues"),
                            ("gift", "gift"),
                            ("refund", "refund"),
                            ("waiver", "waiver of dues"),
                        ],
                        max_length=6,
                    ),
                ),
                ("amount_cents", models.IntegerField(default=0)),
                (
                    "received_on",
                    models.DateField(help_text="The day from which dues are reckoned."),
                ),
                (
                    "source",
                    models.SlugField(
                        db_index=False,
                        default="hand",
                        help_text="Where the entry came from.",
                        max_length=30,
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        blank=True,
                        help_text="The source's own number for this one payment.",
                        max_length=120,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "ordering": ["-received_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("town", models.CharField(blank=True, max_length=120)),
                (
                    "joined_on",
                    models.DateField(
                        help_text="When this person first appeared on the rolls. Standing is reckoned from dues."
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MemberAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "email",
                    models.EmailField(db_index=True, max_length=254, verbose_name="e-mail address"),
                ),
            ],
            options={
                "verbose_name": "address",
                "verbose_name_plural": "addresses",
                "ordering": ["email"],
            },
        ),
        migrations.CreateModel(
            name="OutboxMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("kind", models.SlugField(blank=True, db_index=False, max_length=40)),
                (
                    "key",
                    models.CharField(
                        blank=True,
                        help_text="A mail with the same key is put once.",
                        max_length=120,
                    ),
                ),
                (
                    "forget",
                    models.BooleanField(
                        default=False,
                        help_text="Delete the row as soon as the mail is handed over.",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StandingRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateField()),
                (
                    "annual_dues_cents",
                    models.PositiveIntegerField(
                        default=12000,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="annual dues (cents)",
                    ),
                ),
                (
                    "monthly_dues_cents",
                    models.PositiveIntegerField(
                        default=1000,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="monthly dues (cents)",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Days after the last paid day on which standing still holds.",
                        validators=[django.core.validators.MaxValueValidator(366)],
                    ),
                ),
                (
                    "waiver_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Months that a waiver of dues covers.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                    ),
                ),
                (
                    "minimum_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Days since the first dues or waiver before a member can vote.",
                        validators=[django.core.validators.MaxValueValidator(3660)],
                    ),
                ),
            ],
            options={
                "verbose_name": "standing rules",
                "verbose_name_plural": "standing rules",
                "ordering": ["-effective_from"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False, help_text="May enter the admin.", verbose_name="staff"
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Switch this off to bar a login; logins are not deleted.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ["email"],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("action", models.CharField(max_length=60)),
                ("actor_id", models.BigIntegerField(blank=True, null=True)),
                ("actor_label", models.CharField(max_length=254)),
                ("object_type", models.CharField(max_length=100)),
                ("object_id", models.CharField(max_length=64)),
                ("object_label", models.CharField(max_length=254)),
                (
                    "detail",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["object_type", "object_id"], name="audit_events_about_a_thing"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action", ""), _negated=True),
                        name="audit_event_names_an_action",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actor_label", ""), _negated=True),
                        name="audit_event_names_an_actor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("object_type", ""), _negated=True),
                            models.Q(("object_id", ""), _negated=True),
                        ),
                        name="audit_event_names_a_thing",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditevent",
            trigger=pgtrigger.compiler.Trigger(
                name="trail_is_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8dd7a27946ff5b52f67378f2b1045203754626f1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_trail_is_append_only_087bf",
                    table="members_auditevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="chapter",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"), name="chapter_has_a_name_of_its_own"
            ),
        ),
        migrations.AddConstraint(
            model_name="chapter",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="chapter_has_a_name"
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="undoes",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="members.contribution",
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="chapters",
            field=models.ManyToManyField(blank=True, related_name="members", to="members.chapter"),
        ),
        migrations.AddField(
            model_name="contribution",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="members.member",
            ),
        ),
        migrations.AddField(
            model_name="memberaddress",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="addresses",
                to="members.member",
            ),
        ),
        migrations.AddIndex(
            model_name="outboxmail",
            index=models.Index(
                condition=models.Q(("sent_at", None)),
                fields=["due_at"],
                name="outbox_mails_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("key",),
                name="outbox_mail_key_is_put_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmail",
            constraint=models.CheckConstraint(
                condition=models.Q(("to", ""), _negated=True), name="outbox_mail_has_a_recipient"
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject", ""), _negated=True),
                    models.Q(("subject__contains", "\n"), _negated=True),
                    models.Q(("subject__contains", "\r"), _negated=True),
                ),
                name="outbox_mail_subject_is_one_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmail",
            constraint=models.CheckConstraint(
                condition=models.Q(("forget", False), ("sent_at__isnull", True), _connector="OR"),
                name="outbox_mail_to_forget_is_not_kept_once_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingrules",
            constraint=models.UniqueConstraint(
                fields=("effective_from",), name="standing_rules_start_on_a_day_of_their_own"
            ),
        ),
        migrations.AddConstraint(
            model_name="standingrules",
            constraint=models.CheckConstraint(
                condition=models.Q(("monthly_dues_cents__gt", 0)),
                name="standing_rules_monthly_dues_above_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingrules",
            constraint=models.CheckConstraint(
                condition=models.Q(("annual_dues_cents__gte", models.F("monthly_dues_cents"))),
                name="standing_rules_year_costs_no_less_than_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingrules",
            constraint=models.CheckConstraint(
                condition=models.Q(("waiver_months__gt", 0)),
                name="standing_rules_waiver_covers_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                fields=("email",), name="user_has_an_address_of_their_own"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="user_address_is_in_lower_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="member_has_a_name"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["member", "received_on"], name="ledger_of_a_member"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["dues", "gift", "refund", "waiver"])),
                name="contribution_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["dues", "gift"]), _negated=True),
                    ("amount_cents__gt", 0),
                    _connector="OR",
                ),
                name="contribution_of_money_is_above_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "waiver"), _negated=True),
                    ("amount_cents", 0),
                    _connector="OR",
                ),
                name="contribution_waiver_is_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "refund"), _negated=True),
                    ("amount_cents__lte", 0),
                    _connector="OR",
                ),
                name="contribution_refund_is_not_above_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "refund"), ("undoes__isnull", False)),
                    models.Q(models.Q(("kind", "refund"), _negated=True), ("undoes__isnull", True)),
                    _connector="OR",
                ),
                name="contribution_refund_and_nothing_else_names_what_it_undoes",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                fields=("undoes",), name="contribution_is_undone_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True),
                name="contribution_names_its_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("source", "external_id"),
                name="contribution_is_fed_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="ledger_is_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cbe3b6fc14d5741c623566775c829e139f099ed8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_ledger_is_append_only_a0dc5",
                    table="members_contribution",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="refund_mirrors_what_it_undoes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."undoes_id" IS NOT NULL)',
                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM members_contribution payment\n                        WHERE payment.id = NEW.undoes_id\n                        AND payment.kind <> 'refund'\n                        AND payment.member_id = NEW.member_id\n                        AND payment.amount_cents = -NEW.amount_cents\n                    ) THEN\n                        RAISE EXCEPTION 'refund_mirrors_what_it_undoes'\n                        USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                    ",
                    hash="07d5b00a7f30cafe6dc343416b934ad6f42c1668",
                    operation="INSERT",
                    pgid="pgtrigger_refund_mirrors_what_it_undoes_b8bf4",
                    table="members_contribution",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="memberaddress",
            constraint=models.UniqueConstraint(
                fields=("member", "email"), name="member_has_each_address_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="memberaddress",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="member_address_is_in_lower_case",
            ),
        ),
    ]
