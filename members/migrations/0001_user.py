"""The log-in alone: what Django and django-allauth refer to is made before everything else."""

import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.db import migrations, models


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
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('is_staff', models.BooleanField(default=False, help_text='May enter the admin.', verbose_name='staff')),
                ('is_active', models.BooleanField(default=True, help_text='Switch this off to bar a login; logins are not deleted.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('staff_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, help_text='When this login was made, or was last given or given back the way into the admin; kept by the database.')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'ordering': ['email'],
                'constraints': [
                    models.UniqueConstraint(fields=('email',), name='user_has_an_address_of_their_own'),
                    models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_address_is_in_lower_case'),
                ],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='says_since_when_it_is_staff', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    IF NEW.is_staff AND NEW.is_active AND NOT (OLD.is_staff AND OLD.is_active) THEN\n        NEW.staff_since = clock_timestamp();\n    ELSE\n        NEW.staff_since = GREATEST(NEW.staff_since, OLD.staff_since);\n    END IF;\n    RETURN NEW;\n', hash='cd1e8b2afed2390c37179f1dd71a7e081691eed0', operation='UPDATE', pgid='pgtrigger_says_since_when_it_is_staff_a8210', table='members_user', when='BEFORE')),
                ],
            },
        ),
    ]
