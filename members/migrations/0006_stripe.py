import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_proposals'),
    ]

    operations = [
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
                'constraints': [models.UniqueConstraint(fields=('source', 'subscription_id'), name='subscription_is_kept_once'), models.CheckConstraint(condition=models.Q(('interval__in', ['month', 'year'])), name='subscription_is_monthly_or_yearly'), models.CheckConstraint(condition=models.Q(('kind__in', ['dues', 'reduced'])), name='subscription_is_of_dues')],
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
                ('period', models.CharField(max_length=8)),
                ('dues_cents', models.PositiveIntegerField()),
                ('gift_cents', models.PositiveIntegerField()),
                ('status', models.CharField(choices=[('open', 'not paid yet'), ('paid', 'paid'), ('expired', 'expired')], db_index=True, default='open', max_length=7)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('looked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('brought', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.import')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('token',), name='checkout_is_one_for_each_form'), models.UniqueConstraint(fields=('session_id',), name='checkout_is_one_for_each_session'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'paid', 'expired'])), name='checkout_status_is_known'), models.CheckConstraint(condition=models.Q(('dues_cents__gt', 0), ('gift_cents__gt', 0), _connector='OR'), name='checkout_is_about_some_money'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'paid'), _negated=True), ('brought__isnull', False), _connector='OR'), name='checkout_that_is_paid_brought_an_import')],
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
                'indexes': [models.Index(condition=models.Q(('status', 'waiting')), fields=['due_at'], name='stripe_events_that_wait')],
                'constraints': [models.UniqueConstraint(fields=('event_id',), name='stripe_event_is_kept_once'), models.CheckConstraint(condition=models.Q(('event_id', ''), _negated=True), name='stripe_event_has_an_id'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'done', 'ignored', 'failed'])), name='stripe_event_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('problem', ''), _negated=True), _connector='OR'), name='stripe_event_that_failed_says_why')],
            },
        ),
    ]
