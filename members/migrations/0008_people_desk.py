import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import members.models.plain_text


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0007_closing"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='merges_make_no_chain', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."merged_into_id" IS NOT NULL)', func="\n    PERFORM FROM members_member WHERE id = NEW.merged_into_id FOR SHARE;\n    IF EXISTS (\n        SELECT FROM members_member person\n        WHERE person.id = NEW.merged_into_id\n        AND person.merged_into_id IS NOT NULL\n    ) OR EXISTS (\n        SELECT FROM members_member duplicate\n        WHERE duplicate.merged_into_id = NEW.id\n    ) THEN\n        RAISE EXCEPTION 'merges_make_no_chain' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='7e23b256261a922ff9ef801d2219552b20f3ba8a', operation='INSERT OR UPDATE OF "merged_into_id"', pgid='pgtrigger_merges_make_no_chain_b3fdc', table='members_member', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='member',
            name='plain',
            field=models.GeneratedField(db_persist=True, expression=members.models.plain_text.Plain(django.db.models.expressions.CombinedExpression(models.F('name'), "|| ' ' ||", models.F('town'), output_field=models.TextField())), help_text='Name and town as they are searched for.', output_field=models.TextField()),
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
                'indexes': [models.Index(condition=models.Q(('member_id__isnull', False)), fields=['member_id', '-at'], name='looks_at_a_member')],
                'constraints': [models.CheckConstraint(condition=models.Q(('page__in', ['person', 'entry', 'login', 'merge', 'search', 'export'])), name='look_page_is_known'), models.CheckConstraint(condition=models.Q(('by_label', ''), _negated=True), name='look_names_who_looked'), models.CheckConstraint(condition=models.Q(('page__in', ['search', 'export']), ('member_id__isnull', False), ('login_id__isnull', False), _connector='OR'), name='look_says_at_whom')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='look',
            trigger=pgtrigger.compiler.Trigger(name='looks_are_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9241afde33b0006a39043fe0a7cd4751d5658104', operation='UPDATE', pgid='pgtrigger_looks_are_never_changed_c92b5', table='members_look', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='look',
            trigger=pgtrigger.compiler.Trigger(name='looks_are_kept_for_a_season', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF OLD.at > now() - interval '90 days' THEN\n                        RAISE EXCEPTION 'looks_are_kept_for_a_season'\n                        USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN OLD;\n                ", hash='924b8d03d6f575c46179992722213dd4f5fb2f17', operation='DELETE', pgid='pgtrigger_looks_are_kept_for_a_season_467c1', table='members_look', when='BEFORE')),
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
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='month_numbers_begin_a_month'), models.CheckConstraint(condition=models.Q(('good__lte', models.F('members'))), name='month_numbers_good_are_members')],
            },
        ),
        migrations.AlterModelOptions(
            name='contribution',
            options={'ordering': ['-received_on', '-pk'], 'permissions': [('export_contribution', 'Can export the ledger')]},
        ),
        migrations.AlterModelOptions(
            name='member',
            options={'ordering': ['name', 'pk'], 'permissions': [('export_member', 'Can export members')]},
        ),
    ]
