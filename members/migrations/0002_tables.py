"""All tables of the app but the log-in's."""

import datetime

import django.contrib.postgres.indexes
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import members.models.plain_text
from members.migrations import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('members', '0001_initial'),
        ('members', '0002_feeds'),
        ('members', '0003_one_person'),
        ('members', '0004_standing'),
        ('members', '0005_proposals'),
        ('members', '0006_stripe'),
        ('members', '0007_closing'),
        ('members', '0008_people_desk'),
        ('members', '0009_imports'),
        ('members', '0011_two_people'),
    ]

    initial = True

    dependencies = [
        ('members', '0001_user'),
        ('account', '0009_emailaddress_unique_primary_email'),
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
        ('usersessions', '0001_initial'),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name='AuditEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        ('action', models.CharField(max_length=60)),
                        ('actor_id', models.BigIntegerField(blank=True, null=True)),
                        ('actor_label', models.CharField(max_length=254)),
                        ('object_type', models.CharField(max_length=100)),
                        ('object_id', models.CharField(max_length=64)),
                        ('object_label', models.CharField(max_length=254)),
                        ('detail', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                        'indexes': [
                            models.Index(fields=['object_type', 'object_id'], name='audit_events_about_a_thing'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('action', ''), _negated=True), name='audit_event_names_an_action'),
                            models.CheckConstraint(condition=models.Q(('actor_label', ''), _negated=True), name='audit_event_names_an_actor'),
                            models.CheckConstraint(condition=models.Q(models.Q(('object_type', ''), _negated=True), models.Q(('object_id', ''), _negated=True)), name='audit_event_names_a_thing'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='trail_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8dd7a27946ff5b52f67378f2b1045203754626f1', operation='UPDATE OR DELETE', pgid='pgtrigger_trail_is_append_only_087bf', table='members_auditevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Import',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.SlugField(db_index=False, max_length=30)),
                        ('file_name', models.CharField(max_length=200)),
                        ('content', models.BinaryField(help_text='The file as it came, compressed with gzip.')),
                        ('status', models.CharField(choices=[('received', 'waiting to be read'), ('unreadable', 'not readable'), ('previewed', 'previewed, not applied'), ('ordered', 'being applied'), ('applied', 'applied'), ('recalled', 'being undone'), ('undone', 'undone')], db_index=True, default='received', max_length=10)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('settled_at', models.DateTimeField(help_text='When it was applied or undone last.', null=True)),
                        ('counts', models.JSONField(default=dict)),
                        ('refusals', models.JSONField(default=list)),
                        ('outcomes', models.JSONField(default=list)),
                        ('people', models.JSONField(default=dict)),
                        ('problem', models.CharField(blank=True, max_length=500)),
                        ('attempts', models.PositiveSmallIntegerField(default=0, help_text='How often a worker has begun what is due now.')),
                        ('needs_a_look', models.BooleanField(default=False, help_text='Lines were refused, and nobody has looked at them.')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [
                            models.Index(condition=models.Q(('needs_a_look', True)), fields=['id'], name='imports_needing_a_look'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('status__in', ['received', 'unreadable', 'previewed', 'ordered', 'applied', 'recalled', 'undone'])), name='import_status_is_known'),
                            models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='import_names_its_source'),
                            models.CheckConstraint(condition=models.Q(models.Q(('problem__gt', ''), ('status', 'unreadable')), models.Q(models.Q(('status', 'unreadable'), _negated=True), ('problem', '')), _connector='OR'), name='import_that_is_unreadable_says_why'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['applied', 'undone']), _negated=True), ('settled_at__isnull', False), _connector='OR'), name='import_once_applied_has_a_time'),
                            models.CheckConstraint(condition=models.Q(('needs_a_look', False), ('status__in', ['applied', 'recalled']), _connector='OR'), name='import_that_needs_a_look_was_applied'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Proposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('act', models.CharField(max_length=60)),
                        ('object_type', models.CharField(max_length=100)),
                        ('object_id', models.CharField(max_length=64)),
                        ('object_label', models.CharField(max_length=254, verbose_name='about')),
                        ('parameters', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ('once', models.CharField(blank=True, help_text='What must not wait twice under the same act.', max_length=120)),
                        ('reason', models.TextField()),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('proposed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('state', models.CharField(choices=[('open', 'waits for another person'), ('confirmed', 'confirmed and done'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], default='open', max_length=9)),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('remark', models.TextField(blank=True, help_text='Why it was refused.')),
                    ],
                    options={
                        'ordering': ['-proposed_at', '-pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('state__in', ['open', 'confirmed', 'refused', 'withdrawn'])), name='proposal_state_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('act', ''), _negated=True), models.Q(('object_type', ''), _negated=True), models.Q(('object_id', ''), _negated=True)), name='proposal_names_an_act_and_a_thing'),
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='proposal_gives_a_reason'),
                            models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='proposal_once_settled_says_by_whom_and_when'),
                            models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'refused']), _negated=True), models.Q(('settled_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='proposal_is_answered_by_another_person'),
                            models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('settled_by', models.F('proposed_by')), _connector='OR'), name='proposal_is_withdrawn_by_who_made_it'),
                            models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('settled_at__lt', django.db.models.expressions.CombinedExpression(models.F('proposed_at'), '+', models.Value(datetime.timedelta(days=1)))), _connector='OR'), name='proposal_is_confirmed_within_its_day'),
                            models.UniqueConstraint(condition=models.Q(('state', 'open'), models.Q(('once', ''), _negated=True)), fields=('act', 'once'), name='proposal_waits_once'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='stays_as_it_was_made', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' OR OLD.state <> 'open'\n        OR (NEW.act, NEW.object_type, NEW.object_id, NEW.object_label, NEW.parameters,\n            NEW.reason, NEW.proposed_by_id, NEW.proposed_at)\n        IS DISTINCT FROM\n        (OLD.act, OLD.object_type, OLD.object_id, OLD.object_label, OLD.parameters,\n            OLD.reason, OLD.proposed_by_id, OLD.proposed_at)\n    THEN\n        RAISE EXCEPTION 'a proposal stays as it was made and is settled once';\n    END IF;\n    RETURN NEW;\n", hash='b448b5e575196e95884d49733082f4af9165ac20', operation='UPDATE OR DELETE', pgid='pgtrigger_stays_as_it_was_made_5fb78', table='members_proposal', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Chapter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [
                            models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='chapter_has_a_name_of_its_own'),
                            models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='chapter_has_a_name'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Member',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('town', models.CharField(blank=True, max_length=120)),
                        ('joined_on', models.DateField(help_text='When this person first appeared on the rolls. Standing is reckoned from dues.')),
                        ('plain', models.GeneratedField(db_persist=True, expression=members.models.plain_text.Plain(django.db.models.expressions.CombinedExpression(models.F('name'), "|| ' ' ||", models.F('town'), output_field=models.TextField())), help_text='Name and town as they are searched for.', output_field=models.TextField())),
                        ('came_with', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.import')),
                        ('merged_into', models.ForeignKey(blank=True, editable=False, help_text='The row that stands for this person, where two were found to be one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='members.member')),
                        ('left_on', models.DateField(blank=True, editable=False, help_text='The day this person closed the account.', null=True)),
                        ('is_demo', models.BooleanField(default=False, editable=False)),
                        ('chapters', models.ManyToManyField(blank=True, related_name='members', to='members.chapter')),
                    ],
                    options={
                        'ordering': ['name', 'pk'],
                        'permissions': [('export_member', 'Can export members')],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='member_has_a_name'),
                            models.CheckConstraint(condition=models.Q(('merged_into', models.F('pk')), _negated=True), name='member_is_not_merged_into_itself'),
                            models.CheckConstraint(condition=models.Q(('left_on__isnull', True), models.Q(('name', 'Former member'), ('town', '')), _connector='OR'), name='member_who_left_is_not_named'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='who_left_stays_away', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."left_on" IS NOT NULL AND OLD."left_on" IS DISTINCT FROM (NEW."left_on"))', func="RAISE EXCEPTION 'who_left_stays_away' USING ERRCODE = 'check_violation';", hash='6df9327e609d3fa70c763b4d77945416d0ef9801', operation='UPDATE', pgid='pgtrigger_who_left_stays_away_e5069', table='members_member', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='merges_make_no_chain', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."merged_into_id" IS NOT NULL)', func="\n    PERFORM FROM members_member WHERE id = NEW.merged_into_id FOR SHARE;\n    IF EXISTS (\n        SELECT FROM members_member person\n        WHERE person.id = NEW.merged_into_id\n        AND person.merged_into_id IS NOT NULL\n    ) OR EXISTS (\n        SELECT FROM members_member duplicate\n        WHERE duplicate.merged_into_id = NEW.id\n    ) THEN\n        RAISE EXCEPTION 'merges_make_no_chain' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='7e23b256261a922ff9ef801d2219552b20f3ba8a', operation='INSERT OR UPDATE OF "merged_into_id"', pgid='pgtrigger_merges_make_no_chain_b3fdc', table='members_member', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MemberAddress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='members.member')),
                        ('email', models.EmailField(db_index=True, max_length=254, verbose_name='e-mail address')),
                        ('came_with', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.import')),
                        ('proposal', models.OneToOneField(editable=False, help_text='What two of the staff agreed on, where they added it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.proposal')),
                    ],
                    options={
                        'verbose_name': 'address',
                        'verbose_name_plural': 'addresses',
                        'ordering': ['email'],
                        'constraints': [
                            models.UniqueConstraint(fields=('member', 'email'), name='member_has_each_address_once'),
                            models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='member_address_is_in_lower_case'),
                            models.CheckConstraint(condition=models.Q(('came_with__isnull', True), ('proposal__isnull', True), _connector='OR'), name='member_address_came_one_way'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='address_stays_as_it_is', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."proposal_id" IS DISTINCT FROM (NEW."proposal_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='72825d2a05f971985867e949348fb447c5761c36', operation='UPDATE', pgid='pgtrigger_address_stays_as_it_is_131f2', table='members_memberaddress', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='address_is_as_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."proposal_id" IS NOT NULL)', func="\n    IF NOT EXISTS (\n        SELECT FROM members_proposal proposal\n        WHERE proposal.id = NEW.proposal_id\n        AND proposal.act = 'member.add_address' AND proposal.state = 'open'\n        AND proposal.object_id = NEW.member_id::text\n        AND proposal.parameters ->> 'email' = NEW.email\n    ) THEN\n        RAISE EXCEPTION 'member_address_is_as_proposed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='4f108cb5ad2f243a3599782dd454f73755b459e7', operation='INSERT', pgid='pgtrigger_address_is_as_proposed_2dd97', table='members_memberaddress', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='who_left_has_no_address', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT FROM added\n                        JOIN members_member member ON member.id = added.member_id\n                        WHERE member.left_on IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'who_left_has_no_address'\n                        USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NULL;\n                    ", hash='5a5d2aab0b59b6c38b262b80d6158c8a5efe117c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_who_left_has_no_address_fde8b', referencing='REFERENCING NEW TABLE AS added ', table='members_memberaddress', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SourcePerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='numbers', to='members.member')),
                        ('source', models.SlugField(db_index=False, max_length=30)),
                        ('number', models.CharField(max_length=120)),
                        ('came_with', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.import')),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('source', 'number'), name='source_person_is_one_member'),
                            models.CheckConstraint(condition=models.Q(models.Q(('number', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='source_person_has_a_number'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Contribution',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='members.member')),
                        ('kind', models.CharField(choices=[('dues', 'dues'), ('gift', 'gift'), ('refund', 'refund'), ('waiver', 'waiver of dues'), ('reduced', 'dues at the hardship rate'), ('credit', 'membership brought over'), ('cancellation', 'end of a series'), ('reversal', 'reversal')], max_length=12)),
                        ('amount_cents', models.IntegerField(default=0)),
                        ('received_on', models.DateField(help_text='The day from which dues are reckoned.')),
                        ('source', models.SlugField(db_index=False, default='hand', help_text='Where the entry came from.', max_length=30)),
                        ('external_id', models.CharField(blank=True, help_text="The source's own number for this one payment.", max_length=120)),
                        ('undoes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='members.contribution')),
                        ('series', models.CharField(blank=True, help_text="The source's number for a recurring series.", max_length=120)),
                        ('covers_until', models.DateField(blank=True, help_text='The last day that a membership brought over covers.', null=True)),
                        ('edition', models.PositiveSmallIntegerField(default=1, editable=False)),
                        ('came_with', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='members.import')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        'ordering': ['-received_on', '-pk'],
                        'permissions': [('export_contribution', 'Can export the ledger')],
                        'indexes': [
                            models.Index(fields=['member', 'received_on'], name='ledger_of_a_member'),
                            django.contrib.postgres.indexes.BrinIndex(fields=['recorded_at'], name='ledger_as_recorded', pages_per_range=32),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('kind__in', ['dues', 'gift', 'refund', 'waiver', 'reduced', 'credit', 'cancellation', 'reversal'])), name='contribution_kind_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['dues', 'gift', 'reduced']), _negated=True), ('amount_cents__gt', 0), _connector='OR'), name='contribution_of_money_is_above_zero'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['waiver', 'credit', 'cancellation']), _negated=True), ('amount_cents', 0), _connector='OR'), name='contribution_waiver_is_zero'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind', 'cancellation'), _negated=True), models.Q(('series', ''), _negated=True), _connector='OR'), name='contribution_cancellation_names_its_series'),
                            models.CheckConstraint(condition=models.Q(models.Q(('covers_until__gte', models.F('received_on')), ('covers_until__isnull', False), ('kind', 'credit')), models.Q(models.Q(('kind', 'credit'), _negated=True), ('covers_until__isnull', True)), _connector='OR'), name='contribution_credit_and_nothing_else_says_until_when'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind', 'refund'), _negated=True), ('amount_cents__lte', 0), _connector='OR'), name='contribution_refund_is_not_above_zero'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['refund', 'reversal']), ('undoes__isnull', False)), models.Q(models.Q(('kind__in', ['refund', 'reversal']), _negated=True), ('undoes__isnull', True)), _connector='OR'), name='contribution_refund_and_nothing_else_names_what_it_undoes'),
                            models.UniqueConstraint(fields=('undoes', 'kind', 'edition'), name='contribution_is_undone_once'),
                            models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='contribution_names_its_source'),
                            models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('source', 'external_id', 'edition'), name='contribution_is_fed_once'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='ledger_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cbe3b6fc14d5741c623566775c829e139f099ed8', operation='UPDATE OR DELETE', pgid='pgtrigger_ledger_is_append_only_a0dc5', table='members_contribution', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='refund_mirrors_what_it_undoes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."kind" = \'refund\' AND NEW."undoes_id" IS NOT NULL)', func="\n                    IF NOT EXISTS (\n                        SELECT FROM members_contribution payment\n                        WHERE payment.id = NEW.undoes_id\n                        AND payment.kind NOT IN ('refund', 'reversal', 'cancellation')\n                        AND payment.member_id = NEW.member_id\n                        AND payment.amount_cents = -NEW.amount_cents\n                    ) THEN\n                        RAISE EXCEPTION 'refund_mirrors_what_it_undoes'\n                        USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                    ", hash='69040bd5795f2eedd90fc91c0fc4e31c535bc938', operation='INSERT', pgid='pgtrigger_refund_mirrors_what_it_undoes_b8bf4', table='members_contribution', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='reversal_mirrors_what_it_undoes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."kind" = \'reversal\' AND NEW."undoes_id" IS NOT NULL)', func="\n    IF NOT EXISTS (\n        SELECT FROM members_contribution entry\n        WHERE entry.id = NEW.undoes_id\n        AND entry.kind <> 'reversal'\n        AND entry.member_id = NEW.member_id\n        AND entry.received_on = NEW.received_on\n        AND entry.amount_cents = -NEW.amount_cents\n    ) OR EXISTS (\n        SELECT FROM members_contribution refund\n        WHERE refund.undoes_id = NEW.undoes_id\n        AND refund.kind = 'refund'\n        AND NOT EXISTS (\n            SELECT FROM members_contribution reversal\n            WHERE reversal.undoes_id = refund.id\n            AND reversal.kind = 'reversal'\n        )\n    ) THEN\n        RAISE EXCEPTION 'reversal_mirrors_what_it_undoes'\n        USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='7d63884b02fdad133f8226831e7195a02979cb37', operation='INSERT', pgid='pgtrigger_reversal_mirrors_what_it_undoes_d6f7d', table='members_contribution', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='later_edition_follows_a_reversal', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."edition" > 1)', func="\n    IF EXISTS (\n        SELECT FROM members_contribution earlier\n        WHERE (\n            (earlier.source = NEW.source\n            AND earlier.external_id = NEW.external_id\n            AND NEW.external_id <> '')\n            OR (earlier.undoes_id = NEW.undoes_id\n            AND earlier.kind = NEW.kind)\n        )\n        AND NOT EXISTS (\n            SELECT FROM members_contribution reversal\n            WHERE reversal.undoes_id = earlier.id\n            AND reversal.kind = 'reversal'\n        )\n    ) THEN\n        RAISE EXCEPTION 'later_edition_follows_a_reversal'\n        USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='29f5fd013b4e5f1e2b5075b6859d318e1c5111ff', operation='INSERT', pgid='pgtrigger_later_edition_follows_a_reversal_619c0', table='members_contribution', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Departure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='departure', to='members.member')),
                        ('name', models.CharField(blank=True, max_length=200)),
                        ('town', models.CharField(blank=True, max_length=120)),
                        ('addresses', models.TextField(blank=True, help_text='E-mail addresses, one a line.')),
                        ('erased_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('erased_on__isnull', True), models.Q(('addresses', ''), ('name', ''), ('town', '')), _connector='OR'), name='departure_once_erased_names_nobody'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='departure_is_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a75113612e897aa317c3419d942368700e3ec6fc', operation='DELETE', pgid='pgtrigger_departure_is_for_good_8b787', table='members_departure', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Inquiry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name_plural': 'inquiries',
                        'ordering': ['pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='inquiry_address_is_in_lower_case'),
                            models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='inquiry_has_an_address'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Look',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        ('by_id', models.BigIntegerField()),
                        ('by_label', models.CharField(max_length=254, verbose_name='who')),
                        ('page', models.CharField(choices=[('person', 'page of a person'), ('entry', 'an entry of the ledger'), ('login', 'page of a login'), ('merge', 'two entries side by side'), ('search', 'a search'), ('export', 'an export')], max_length=8)),
                        ('member_id', models.BigIntegerField(null=True)),
                        ('login_id', models.BigIntegerField(null=True)),
                        ('term', models.CharField(blank=True, max_length=200, verbose_name='searched for')),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                        'indexes': [
                            models.Index(condition=models.Q(('member_id__isnull', False)), fields=['member_id', '-at'], name='looks_at_a_member'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('page__in', ['person', 'entry', 'login', 'merge', 'search', 'export'])), name='look_page_is_known'),
                            models.CheckConstraint(condition=models.Q(('by_label', ''), _negated=True), name='look_names_who_looked'),
                            models.CheckConstraint(condition=models.Q(('page__in', ['search', 'export']), ('member_id__isnull', False), ('login_id__isnull', False), _connector='OR'), name='look_says_at_whom'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='looks_are_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9241afde33b0006a39043fe0a7cd4751d5658104', operation='UPDATE', pgid='pgtrigger_looks_are_never_changed_c92b5', table='members_look', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='looks_are_kept_for_a_season', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF OLD.at > now() - interval '90 days' THEN\n                        RAISE EXCEPTION 'looks_are_kept_for_a_season'\n                        USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN OLD;\n                ", hash='924b8d03d6f575c46179992722213dd4f5fb2f17', operation='DELETE', pgid='pgtrigger_looks_are_kept_for_a_season_467c1', table='members_look', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MailRefusal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member')),
                        ('subject', models.CharField(choices=[('reminders', 'Votes that are open, and dues that run out'), ('results', 'Results and news of endorsements')], max_length=12)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('member', 'subject'), name='mail_about_something_is_refused_once'),
                            models.CheckConstraint(condition=models.Q(('subject__in', ['reminders', 'results'])), name='mail_refusal_subject_is_known'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ChapterRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('chapter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='members.chapter')),
                        ('effective_from', models.DateField()),
                        ('meetings_needed', models.PositiveSmallIntegerField(default=0, help_text='Meetings of the chapter that a voter has come to. 0: none are needed.', validators=[django.core.validators.MaxValueValidator(366)])),
                        ('within_months', models.PositiveSmallIntegerField(default=12, help_text='How many months back from the record date a meeting counts.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)])),
                    ],
                    options={
                        'verbose_name': 'chapter rules',
                        'verbose_name_plural': 'chapter rules',
                        'ordering': ['chapter', '-effective_from'],
                        'constraints': [
                            models.UniqueConstraint(fields=('chapter', 'effective_from'), name='chapter_rules_start_on_a_day_of_their_own'),
                            models.CheckConstraint(condition=models.Q(('within_months__gt', 0)), name='chapter_rules_look_back_some_months'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('chapter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='members.chapter')),
                        ('held_on', models.DateField()),
                        ('title', models.CharField(default='Meeting', max_length=120)),
                        ('attendees', models.ManyToManyField(blank=True, related_name='meetings', through='members.Attendance', to='members.member')),
                    ],
                    options={
                        'ordering': ['-held_on', 'title'],
                        'constraints': [
                            models.UniqueConstraint(fields=('chapter', 'held_on', 'title'), name='meeting_is_entered_once'),
                            models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='meeting_has_a_title'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='members.meeting')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='members.member')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        'verbose_name_plural': 'attendance',
                        'constraints': [
                            models.UniqueConstraint(fields=('meeting', 'member'), name='member_attends_a_meeting_once'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MonthNumbers',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(help_text='Its first day.', unique=True)),
                        ('members', models.PositiveIntegerField()),
                        ('good', models.PositiveIntegerField()),
                        ('joined', models.PositiveIntegerField()),
                        ('came_back', models.PositiveIntegerField()),
                        ('renewed', models.PositiveIntegerField()),
                        ('lapsed', models.PositiveIntegerField()),
                        ('reckoned_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name': 'numbers of a month',
                        'verbose_name_plural': 'numbers by the month',
                        'ordering': ['-month'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('month__day', 1)), name='month_numbers_begin_a_month'),
                            models.CheckConstraint(condition=models.Q(('good__lte', models.F('members'))), name='month_numbers_good_are_members'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='OutboxMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('to', models.EmailField(max_length=254)),
                        ('subject', models.CharField(max_length=200)),
                        ('body', models.TextField()),
                        ('kind', models.SlugField(blank=True, db_index=False, max_length=40)),
                        ('key', models.CharField(blank=True, help_text='A mail with the same key is put once.', max_length=120)),
                        ('forget', models.BooleanField(default=False, help_text='Delete the row as soon as the mail is handed over.')),
                        ('unsubscribe', models.URLField(blank=True, help_text='Where one press stops mails of this kind.', max_length=400)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('last_error', models.CharField(blank=True, max_length=60)),
                    ],
                    options={
                        'ordering': ['pk'],
                        'indexes': [
                            models.Index(condition=models.Q(('sent_at', None)), fields=['due_at'], name='outbox_mails_waiting'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('key',), name='outbox_mail_key_is_put_once'),
                            models.CheckConstraint(condition=models.Q(('to', ''), _negated=True), name='outbox_mail_has_a_recipient'),
                            models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('subject__contains', '\n'), _negated=True), models.Q(('subject__contains', '\r'), _negated=True)), name='outbox_mail_subject_is_one_line'),
                            models.CheckConstraint(condition=models.Q(('forget', False), ('sent_at__isnull', True), _connector='OR'), name='outbox_mail_to_forget_is_not_kept_once_sent'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='StandingRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('effective_from', models.DateField()),
                        ('annual_dues_cents', models.PositiveIntegerField(default=12000, validators=[django.core.validators.MinValueValidator(1)], verbose_name='annual dues (cents)')),
                        ('monthly_dues_cents', models.PositiveIntegerField(default=1000, validators=[django.core.validators.MinValueValidator(1)], verbose_name='monthly dues (cents)')),
                        ('reduced_annual_cents', models.PositiveIntegerField(default=1200, validators=[django.core.validators.MinValueValidator(1)], verbose_name='annual dues at the hardship rate (cents)')),
                        ('reduced_monthly_cents', models.PositiveIntegerField(default=100, validators=[django.core.validators.MinValueValidator(1)], verbose_name='monthly dues at the hardship rate (cents)')),
                        ('grace_days', models.PositiveSmallIntegerField(default=30, help_text='Days after the last paid day on which standing still holds.', validators=[django.core.validators.MaxValueValidator(366)])),
                        ('waiver_months', models.PositiveSmallIntegerField(default=12, help_text='Months that a waiver of dues covers.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)])),
                        ('minimum_days', models.PositiveSmallIntegerField(default=30, help_text='Days since the first dues or waiver before a member can vote.', validators=[django.core.validators.MaxValueValidator(3660)])),
                        ('period', models.CharField(choices=[('rolling', 'twelve months from the day received'), ('calendar', 'calendar years, until 31 December')], default='rolling', help_text="A month's dues and waivers are counted from their own day in any case.", max_length=8, verbose_name="a year's dues are for")),
                        ('next_year_from', models.PositiveSmallIntegerField(default=10, help_text="With calendar years: a year's dues that come in this month or later cover the next year too. 13: never.", validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(13)], verbose_name='dues of next year from month')),
                        ('waits_again', models.CharField(choices=[('never', 'no: who was ever a member waits no more'), ('unless_prior_year', 'yes, except members of the year before'), ('always', 'yes')], default='never', help_text='Whether the minimum days bind again who comes back after the days of grace. The exception: who was covered on a day of the year before, or of the same year.', max_length=17, verbose_name='minimum days after a lapse')),
                        ('record_days', models.PositiveSmallIntegerField(default=0, help_text='The fewest days between the record date and the opening of a round.', validators=[django.core.validators.MaxValueValidator(366)], verbose_name='record date before opening')),
                    ],
                    options={
                        'verbose_name': 'standing rules',
                        'verbose_name_plural': 'standing rules',
                        'ordering': ['-effective_from'],
                        'constraints': [
                            models.UniqueConstraint(fields=('effective_from',), name='standing_rules_start_on_a_day_of_their_own'),
                            models.CheckConstraint(condition=models.Q(('monthly_dues_cents__gt', 0)), name='standing_rules_monthly_dues_above_zero'),
                            models.CheckConstraint(condition=models.Q(('annual_dues_cents__gte', models.F('monthly_dues_cents'))), name='standing_rules_year_costs_no_less_than_month'),
                            models.CheckConstraint(condition=models.Q(('reduced_annual_cents__gte', models.F('reduced_monthly_cents')), ('reduced_monthly_cents__gt', 0)), name='standing_rules_hardship_rate_costs_something'),
                            models.CheckConstraint(condition=models.Q(('waiver_months__gt', 0)), name='standing_rules_waiver_covers_something'),
                            models.CheckConstraint(condition=models.Q(('period__in', ['rolling', 'calendar'])), name='standing_rules_period_is_known'),
                            models.CheckConstraint(condition=models.Q(('next_year_from__range', (2, 13))), name='standing_rules_next_year_begins_in_a_month'),
                            models.CheckConstraint(condition=models.Q(('waits_again__in', ['never', 'unless_prior_year', 'always'])), name='standing_rules_waiting_again_is_known'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='StripeEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event_id', models.CharField(max_length=255)),
                        ('type', models.CharField(max_length=100)),
                        ('is_live', models.BooleanField(help_text='Whether it is about real money.')),
                        ('content', models.BinaryField(help_text='The event as it came, compressed with gzip.')),
                        ('status', models.CharField(choices=[('waiting', 'to be looked at'), ('done', 'done'), ('ignored', 'not for us'), ('failed', 'given up')], default='waiting', max_length=7)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('problem', models.CharField(blank=True, max_length=500)),
                        ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('brought', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.import')),
                    ],
                    options={
                        'verbose_name': 'event of Stripe',
                        'verbose_name_plural': 'events of Stripe',
                        'ordering': ['-pk'],
                        'indexes': [
                            models.Index(condition=models.Q(('status', 'waiting')), fields=['due_at'], name='stripe_events_that_wait'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('event_id',), name='stripe_event_is_kept_once'),
                            models.CheckConstraint(condition=models.Q(('event_id', ''), _negated=True), name='stripe_event_has_an_id'),
                            models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'done', 'ignored', 'failed'])), name='stripe_event_status_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('problem', ''), _negated=True), _connector='OR'), name='stripe_event_that_failed_says_why'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Checkout',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token', models.UUIDField()),
                        ('source', models.SlugField(db_index=False, max_length=30)),
                        ('session_id', models.CharField(max_length=255)),
                        ('url', models.URLField(max_length=2000)),
                        ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                        ('period', models.CharField(max_length=8)),
                        ('dues_cents', models.PositiveIntegerField()),
                        ('gift_cents', models.PositiveIntegerField()),
                        ('status', models.CharField(choices=[('open', 'not paid yet'), ('paid', 'paid'), ('expired', 'expired')], db_index=True, default='open', max_length=7)),
                        ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('looked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('brought', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.import')),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('token',), name='checkout_is_one_for_each_form'),
                            models.UniqueConstraint(fields=('session_id',), name='checkout_is_one_for_each_session'),
                            models.CheckConstraint(condition=models.Q(('status__in', ['open', 'paid', 'expired'])), name='checkout_status_is_known'),
                            models.CheckConstraint(condition=models.Q(('dues_cents__gt', 0), ('gift_cents__gt', 0), _connector='OR'), name='checkout_is_about_some_money'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'paid'), _negated=True), ('brought__isnull', False), _connector='OR'), name='checkout_that_is_paid_brought_an_import'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Subscription',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.SlugField(db_index=False, max_length=30)),
                        ('subscription_id', models.CharField(max_length=255)),
                        ('customer', models.CharField(db_index=True, max_length=120)),
                        ('status', models.CharField(help_text="In Stripe's words.", max_length=30)),
                        ('kind', models.CharField(max_length=12)),
                        ('amount_cents', models.PositiveIntegerField()),
                        ('interval', models.CharField(help_text='month or year', max_length=5)),
                        ('item', models.CharField(max_length=255)),
                        ('product', models.CharField(max_length=255)),
                        ('renews_on', models.DateField(help_text='The day of the next payment.', null=True)),
                        ('ends_on', models.DateField(help_text='The day it ends, or ended.', null=True)),
                        ('seen_at', models.DateTimeField(help_text='When Stripe was asked.')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [
                            models.UniqueConstraint(fields=('source', 'subscription_id'), name='subscription_is_kept_once'),
                            models.CheckConstraint(condition=models.Q(('interval__in', ['month', 'year'])), name='subscription_is_monthly_or_yearly'),
                            models.CheckConstraint(condition=models.Q(('kind__in', ['dues', 'reduced'])), name='subscription_is_of_dues'),
                        ],
                    },
                ),
            ]
        ),
    ]
