import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0006_stripe'),
    ]

    operations = [
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('town', models.CharField(blank=True, max_length=120)),
                ('addresses', models.TextField(blank=True, help_text='E-mail addresses, one a line.')),
                ('erased_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
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
            },
        ),
        migrations.CreateModel(
            name='MailRefusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('reminders', 'Votes that are open, and dues that run out'), ('results', 'Results and news of endorsements')], max_length=12)),
            ],
        ),
        migrations.AddField(
            model_name='outboxmail',
            name='unsubscribe',
            field=models.URLField(blank=True, help_text='Where one press stops mails of this kind.', max_length=400),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='who_left_stays_away', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."left_on" IS NOT NULL AND OLD."left_on" IS DISTINCT FROM (NEW."left_on"))', func="RAISE EXCEPTION 'who_left_stays_away' USING ERRCODE = 'check_violation';", hash='6df9327e609d3fa70c763b4d77945416d0ef9801', operation='UPDATE', pgid='pgtrigger_who_left_stays_away_e5069', table='members_member', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='memberaddress',
            trigger=pgtrigger.compiler.Trigger(name='who_left_has_no_address', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT FROM added\n                        JOIN members_member member ON member.id = added.member_id\n                        WHERE member.left_on IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'who_left_has_no_address'\n                        USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NULL;\n                    ", hash='5a5d2aab0b59b6c38b262b80d6158c8a5efe117c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_who_left_has_no_address_fde8b', referencing='REFERENCING NEW TABLE AS added ', table='members_memberaddress', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), models.Q(('name', 'Former member'), ('town', '')), _connector='OR'), name='member_who_left_is_not_named'),
        ),
        migrations.AddField(
            model_name='departure',
            name='member',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='departure', to='members.member'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='inquiry_address_is_in_lower_case'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='inquiry_has_an_address'),
        ),
        migrations.AddField(
            model_name='mailrefusal',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(('erased_on__isnull', True), models.Q(('addresses', ''), ('name', ''), ('town', '')), _connector='OR'), name='departure_once_erased_names_nobody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='departure',
            trigger=pgtrigger.compiler.Trigger(name='departure_is_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a75113612e897aa317c3419d942368700e3ec6fc', operation='DELETE', pgid='pgtrigger_departure_is_for_good_8b787', table='members_departure', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='mailrefusal',
            constraint=models.UniqueConstraint(fields=('member', 'subject'), name='mail_about_something_is_refused_once'),
        ),
        migrations.AddConstraint(
            model_name='mailrefusal',
            constraint=models.CheckConstraint(condition=models.Q(('subject__in', ['reminders', 'results'])), name='mail_refusal_subject_is_known'),
        ),
    ]
