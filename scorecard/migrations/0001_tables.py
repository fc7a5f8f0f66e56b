"""All tables of the app."""

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from members.migrations import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('scorecard', '0001_initial'),
        ('scorecard', '0003_places'),
        ('scorecard', '0005_portraits'),
        ('scorecard', '0006_presiding'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('members', '0002_tables'),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name='GradingRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('shown_from_percent', models.PositiveSmallIntegerField(default=90, help_text='The least recorded share with which a score is shown.')),
                        ('marked_below_percent', models.PositiveSmallIntegerField(default=90, help_text='Below this recorded share a score that is shown says that votes are missing.')),
                        ('medians_above_percent', models.PositiveSmallIntegerField(default=90, help_text='Medians take in recorded shares above this one, and not equal.')),
                        ('absence_is_recorded', models.BooleanField(default=False, help_text='Whether being absent (NV) counts as a recorded vote.')),
                    ],
                    options={
                        'verbose_name_plural': 'grading rules',
                        'ordering': ['name'],
                        'constraints': [
                            models.UniqueConstraint(fields=('name',), name='grading_rules_have_a_name_of_their_own'),
                            models.CheckConstraint(condition=models.Q(('shown_from_percent__lte', 100), ('marked_below_percent__lte', 100), ('medians_above_percent__lte', 100)), name='grading_rules_are_shares'),
                            models.CheckConstraint(condition=models.Q(('marked_below_percent__gte', models.F('shown_from_percent'))), name='grading_rules_mark_only_what_they_show'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Topic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80)),
                        ('slug', models.SlugField(max_length=80)),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [
                            models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='topic_has_a_name_of_its_own'),
                            models.UniqueConstraint(fields=('slug',), name='topic_has_an_address_of_its_own'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='TopicName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='scorecard.topic')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [
                            models.UniqueConstraint(fields=('name',), name='topic_name_leads_to_one_topic'),
                            models.CheckConstraint(condition=models.Q(('name', django.db.models.functions.text.Lower('name')), models.Q(('name', ''), _negated=True)), name='topic_name_is_in_lower_case'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Boundary',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('chamber', models.CharField(choices=[('house', 'House'), ('senate', 'Senate')], max_length=6)),
                        ('district', models.CharField(help_text='As in the table of districts: 7th Plymouth.', max_length=120)),
                        ('shape', models.BinaryField(help_text='The area as WKB, in degrees, longitude first.')),
                        ('digest', models.CharField(help_text="SHA-256 of all the chamber's areas: tells one set from another.", max_length=64)),
                        ('imported_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name_plural': 'boundaries',
                        'ordering': ['chamber', 'district'],
                        'constraints': [
                            models.UniqueConstraint(fields=('chamber', 'district'), name='district_has_one_boundary'),
                            models.CheckConstraint(condition=models.Q(('chamber__in', ['house', 'senate'])), name='boundary_chamber_is_known'),
                            models.CheckConstraint(condition=models.Q(('shape', b''), _negated=True), name='boundary_has_a_shape'),
                            models.CheckConstraint(condition=models.Q(('district', ''), _negated=True), name='boundary_names_its_district'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Correction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('page', models.CharField(help_text='The path of the page it is about.', max_length=300)),
                        ('said', models.TextField(help_text='What the reader wrote.')),
                        ('reply_to', models.EmailField(blank=True, max_length=254)),
                        ('reported_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('status', models.CharField(choices=[('reported', 'to be looked at'), ('made', 'corrected'), ('declined', 'no mistake found')], default='reported', max_length=8)),
                        ('settled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('changed', models.TextField(blank=True, help_text='What was changed, for the public log.')),
                    ],
                    options={
                        'ordering': ['-reported_at', '-pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('status__in', ['reported', 'made', 'declined'])), name='correction_status_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('status', 'reported')), models.Q(models.Q(('status', 'reported'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='settled_correction_says_when'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'made'), _negated=True), models.Q(('changed', ''), _negated=True), _connector='OR'), name='made_correction_says_what_was_changed'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Legislator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(help_text='As the person writes it: Carlos González.', max_length=200)),
                        ('given_name', models.CharField(blank=True, max_length=100)),
                        ('family_name', models.CharField(max_length=100)),
                        ('slug', models.SlugField(help_text='The name in the address of the page.', max_length=120)),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                        ('phone', models.CharField(blank=True, max_length=40)),
                        ('listed_number', models.CharField(blank=True, help_text='The number that the list of members has.', max_length=120)),
                        ('page_url', models.URLField(blank=True, verbose_name='page at the legislature')),
                        ('image_url', models.URLField(blank=True, help_text='Kept as a fact; pages never fetch it.', verbose_name='picture elsewhere')),
                        ('photo_digest', models.CharField(blank=True, help_text='Of the `Portrait`; empty without one.', max_length=16)),
                    ],
                    options={
                        'ordering': ['family_name', 'given_name', 'pk'],
                        'constraints': [
                            models.UniqueConstraint(fields=('slug',), name='legislator_has_an_address_of_their_own'),
                            models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('family_name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='legislator_has_a_name'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first_year', models.PositiveSmallIntegerField()),
                        ('number', models.PositiveSmallIntegerField(help_text="The General Court's own count: 2025 is the 194th.")),
                        ('status', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=9)),
                        ('as_of', models.DateField(blank=True, help_text='How far the votes reach; empty once they are all in.', null=True)),
                        ('rules', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='scorecard.gradingrules')),
                        ('speaker', models.ForeignKey(blank=True, help_text='Whose score stands beside those of the House; empty where several presided.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scorecard.legislator', verbose_name='Speaker of the House')),
                        ('senate_president', models.ForeignKey(blank=True, help_text='Whose score stands beside those of the Senate; empty where several presided.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scorecard.legislator', verbose_name='President of the Senate')),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, help_text='When anything shown of this session last changed: what pages are dated by.')),
                    ],
                    options={
                        'ordering': ['-first_year'],
                        'constraints': [
                            models.UniqueConstraint(fields=('first_year',), name='session_has_years_of_its_own'),
                            models.UniqueConstraint(fields=('number',), name='session_has_a_number_of_its_own'),
                            models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published'])), name='session_status_is_known'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AgendaBill',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda_bills', to='scorecard.session')),
                        ('key', models.CharField(help_text="Its numbers, the House's first, without dots: H3110/S2033.", max_length=60)),
                        ('written_key', models.CharField(blank=True, help_text='As the sheet has it.', max_length=80)),
                        ('short_title', models.CharField(max_length=300)),
                        ('written_title', models.CharField(blank=True, help_text='As the sheet has it.', max_length=320)),
                        ('slug', models.SlugField(max_length=120)),
                        ('sheet_row', models.PositiveIntegerField(help_text='Its row in the Sponsorship sheet.')),
                        ('topics', models.ManyToManyField(blank=True, related_name='agenda_bills', to='scorecard.topic')),
                    ],
                    options={
                        'ordering': ['session', 'sheet_row'],
                        'constraints': [
                            models.UniqueConstraint(fields=('session', 'key'), name='agenda_bill_has_its_own_key'),
                            models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], fields=('session', 'slug'), name='agenda_bill_has_an_address_of_its_own'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BillVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bill_versions', to='scorecard.session')),
                        ('bill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='scorecard.agendabill')),
                        ('chamber', models.CharField(choices=[('house', 'House'), ('senate', 'Senate')], max_length=6)),
                        ('number', models.CharField(help_text='Without dots: HD4328.', max_length=20)),
                        ('title', models.TextField(help_text='The full title.')),
                        ('short_title', models.CharField(blank=True, max_length=300)),
                        ('written_title', models.CharField(blank=True, help_text='As the sheet has it.', max_length=320)),
                        ('tags', models.CharField(blank=True, help_text='Topics as the sheet has them.', max_length=200)),
                        ('sponsors', models.CharField(blank=True, max_length=300)),
                        ('description', models.TextField(blank=True, help_text='As the sheet has it.')),
                        ('own_description', models.TextField(blank=True, help_text='Written here by staff; it is shown instead, and survives imports.')),
                        ('bill_status', models.CharField(blank=True, max_length=120)),
                        ('url', models.URLField(blank=True, max_length=500)),
                        ('sheet_row', models.PositiveIntegerField(help_text='Its row in the Sponsored_Bills sheet.')),
                    ],
                    options={
                        'ordering': ['session', 'sheet_row'],
                        'constraints': [
                            models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], fields=('session', 'sheet_row'), name='bill_version_stands_once'),
                            models.CheckConstraint(condition=models.Q(('chamber__in', ['house', 'senate'])), name='bill_version_chamber_is_known'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LegislatorNumber',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('legislator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='numbers', to='scorecard.legislator')),
                        ('number', models.CharField(max_length=120)),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [
                            models.UniqueConstraint(fields=('number',), name='legislator_number_is_one_person'),
                            models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='legislator_number_says_something'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='FormerSlug',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('legislator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='scorecard.legislator')),
                        ('slug', models.SlugField(max_length=120)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('slug',), name='former_address_leads_to_one_person'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Service',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('legislator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='scorecard.legislator')),
                        ('chamber', models.CharField(choices=[('house', 'House'), ('senate', 'Senate')], max_length=6)),
                        ('district', models.CharField(help_text='As in the table of districts: 7th Plymouth.', max_length=120)),
                        ('party', models.CharField(blank=True, max_length=40)),
                        ('began_on', models.DateField(blank=True, null=True)),
                        ('ended_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['legislator', models.OrderBy(models.F('ended_on'), descending=True, nulls_first=True), '-began_on'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('chamber__in', ['house', 'senate'])), name='service_chamber_is_known'),
                            models.CheckConstraint(condition=models.Q(('district', ''), _negated=True), name='service_names_its_district'),
                            models.CheckConstraint(condition=models.Q(('began_on__isnull', True), ('ended_on__isnull', True), ('ended_on__gte', models.F('began_on')), _connector='OR'), name='service_ends_after_it_began'),
                            models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('chamber', 'district'), name='seat_is_held_by_one_person'),
                            models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('legislator',), name='legislator_holds_one_seat'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='WorkbookImport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='scorecard.session')),
                        ('file_name', models.CharField(max_length=200)),
                        ('content', models.BinaryField()),
                        ('digest', models.CharField(help_text='SHA-256 of the content, hexadecimal.', max_length=64)),
                        ('status', models.CharField(choices=[('received', 'waiting to be read'), ('ready', 'read, to be looked through'), ('applied', 'applied'), ('undone', 'undone'), ('unreadable', 'could not be read')], default='received', editable=False, max_length=10)),
                        ('report', models.JSONField(default=dict, help_text='What was found, by sheet and cell.')),
                        ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('applied_at', models.DateTimeField(editable=False, null=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-received_at', '-pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('status__in', ['received', 'ready', 'applied', 'undone', 'unreadable'])), name='workbook_import_status_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'applied'), _negated=True), ('applied_at__isnull', False), _connector='OR'), name='applied_workbook_says_when'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='scorecard.session')),
                        ('sheet', models.CharField(blank=True, max_length=20)),
                        ('written_number', models.CharField(blank=True, max_length=120)),
                        ('written_name', models.CharField(max_length=200)),
                        ('legislator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scorecard.legislator')),
                        ('reason', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'ordering': ['session', 'sheet', 'written_name'],
                        'constraints': [
                            models.UniqueConstraint(fields=('session', 'sheet', 'written_number', 'written_name'), name='answer_is_given_once'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ScoredItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='scorecard.session')),
                        ('chamber', models.CharField(choices=[('house', 'House'), ('senate', 'Senate')], max_length=6)),
                        ('number', models.PositiveIntegerField(help_text="The roll call's number: the key of the sheets.")),
                        ('kind', models.CharField(choices=[('roll_call', 'roll call'), ('other', 'other scored item')], default='roll_call', max_length=9)),
                        ('bill_number', models.CharField(blank=True, help_text='Without dots: H4002.', max_length=20)),
                        ('amendment', models.CharField(blank=True, max_length=60)),
                        ('voted_on', models.DateField(blank=True, null=True)),
                        ('title', models.CharField(max_length=500)),
                        ('description', models.TextField(blank=True, help_text='As the sheet has it.')),
                        ('own_description', models.TextField(blank=True, help_text='Written here by staff; it is shown instead, and survives imports.')),
                        ('position', models.CharField(choices=[('yes', 'Yes'), ('no', 'No')], help_text='How one had to vote to vote with the organisation.', max_length=3)),
                        ('typed_yes', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('typed_no', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('bill_url', models.URLField(blank=True, max_length=500)),
                        ('record_url', models.URLField(blank=True, max_length=500, verbose_name='official roll call')),
                        ('written', models.JSONField(default=dict, help_text='The cells of its row as they are, by header in lower case.')),
                        ('sheet_row', models.PositiveIntegerField(help_text='Its row in the bills sheet.')),
                        ('place', models.PositiveIntegerField(help_text='Its column in the votes sheet, the first is 0.')),
                        ('topics', models.ManyToManyField(blank=True, related_name='items', to='scorecard.topic')),
                    ],
                    options={
                        'ordering': ['session', 'chamber', 'sheet_row'],
                        'constraints': [
                            models.UniqueConstraint(fields=('session', 'chamber', 'number'), name='scored_item_has_a_number_of_its_own'),
                            models.CheckConstraint(condition=models.Q(('chamber__in', ['house', 'senate']), ('kind__in', ['roll_call', 'other']), ('position__in', ['yes', 'no'])), name='scored_item_is_of_known_kinds'),
                            models.CheckConstraint(condition=models.Q(('kind', 'roll_call'), models.Q(('bill_number', ''), ('record_url', ''), ('voted_on__isnull', True)), _connector='OR'), name='made_up_item_has_no_bill_and_no_day'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Portrait',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('legislator', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='portrait', to='scorecard.legislator')),
                        ('content', models.BinaryField()),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('content', b''), _negated=True), name='portrait_shows_something'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='VoteRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vote_rows', to='scorecard.session')),
                        ('chamber', models.CharField(choices=[('house', 'House'), ('senate', 'Senate')], max_length=6)),
                        ('sheet_row', models.PositiveIntegerField()),
                        ('written_number', models.CharField(blank=True, max_length=120)),
                        ('written_name', models.CharField(max_length=200)),
                        ('legislator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vote_rows', to='scorecard.legislator')),
                        ('repeats', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='repeated_by', to='scorecard.voterow')),
                    ],
                    options={
                        'ordering': ['session', 'chamber', 'sheet_row'],
                        'constraints': [
                            models.UniqueConstraint(fields=('session', 'chamber', 'sheet_row'), name='vote_row_stands_once'),
                            models.CheckConstraint(condition=models.Q(('chamber__in', ['house', 'senate'])), name='vote_row_chamber_is_known'),
                            models.UniqueConstraint(condition=models.Q(('legislator__isnull', False), ('repeats__isnull', True)), fields=('session', 'chamber', 'legislator'), name='legislator_has_one_vote_row'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Position',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='scorecard.voterow')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='scorecard.scoreditem')),
                        ('mark', models.CharField(choices=[('plus', 'with the organisation'), ('minus', 'against it'), ('nv', 'absent'), ('nvp', 'present without voting'), ('na', 'not in office, or presiding'), ('other', 'anything else')], max_length=5)),
                        ('written', models.CharField(blank=True, help_text='What the cell says, where it is none of the marks.', max_length=40)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('row', 'item'), name='position_stands_once'),
                            models.CheckConstraint(condition=models.Q(('mark__in', ['plus', 'minus', 'nv', 'nvp', 'na', 'other'])), name='position_mark_is_known'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SponsorColumn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sponsor_columns', to='scorecard.session')),
                        ('sheet_column', models.CharField(max_length=3)),
                        ('place', models.PositiveIntegerField(help_text='The first column of a person is 0.')),
                        ('written_number', models.CharField(blank=True, max_length=120)),
                        ('written_name', models.CharField(max_length=200)),
                        ('legislator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sponsor_columns', to='scorecard.legislator')),
                    ],
                    options={
                        'ordering': ['session', 'place'],
                        'constraints': [
                            models.UniqueConstraint(fields=('session', 'sheet_column'), name='sponsor_column_stands_once'),
                            models.UniqueConstraint(condition=models.Q(('legislator__isnull', False)), fields=('session', 'legislator'), name='legislator_has_one_sponsor_column'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Cosponsorship',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('column', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='scorecard.sponsorcolumn')),
                        ('bill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='scorecard.agendabill')),
                        ('is_yes', models.BooleanField()),
                        ('is_bare', models.BooleanField(default=True)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('column', 'bill'), name='cosponsorship_stands_once'),
                        ],
                    },
                ),
            ]
        ),
    ]
