"""All tables of the app."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from members.migrations import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('endorsements', '0001_initial'),
        ('endorsements', '0003_counting_rules'),
        ('endorsements', '0004_run_off_of'),
        ('endorsements', '0005_grounds'),
        ('endorsements', '0006_additions'),
        ('endorsements', '0007_legislators'),
        ('endorsements', '0009_round_acts'),
        ('endorsements', '0011_observers'),
        ('endorsements', '0012_questionnaires'),
        ('endorsements', '0013_mailings'),
        ('endorsements', '0014_announcements'),
        ('endorsements', '0015_reviewing'),
        ('endorsements', '0016_paper'),
        ('endorsements', '0017_chapters'),
        ('endorsements', '0020_answers'),
        ('endorsements', '0021_elections'),
        ('endorsements', '0022_challenges'),
        ('endorsements', '0023_candidates_mail'),
    ]

    initial = True

    dependencies = [
        ('members', '0002_tables'),
        ('scorecard', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name='Round',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('suite', models.CharField(default='sb2', editable=False, max_length=8)),
                        ('title', models.CharField(max_length=120)),
                        ('slug', models.SlugField(help_text="Last part of the round's address.", unique=True)),
                        ('summary', models.TextField(blank=True, help_text='What this round decides, in two sentences.')),
                        ('status', models.CharField(choices=[('draft', 'Draft'), ('scheduled', 'Scheduled'), ('open', 'Open'), ('closed', 'Closed'), ('mixed', 'Mixed'), ('counted', 'Counted'), ('published', 'Published'), ('certified', 'Certified'), ('held', 'Held'), ('annulled', 'Annulled')], default='draft', editable=False, max_length=9)),
                        ('held_from', models.CharField(blank=True, default='', editable=False, max_length=9)),
                        ('stop_reason', models.TextField(blank=True, default='', editable=False)),
                        ('held_at', models.DateTimeField(editable=False, null=True)),
                        ('chapter', models.ForeignKey(blank=True, help_text="Whose round it is: its members alone vote. Empty: the whole organisation's.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.chapter')),
                        ('record_date', models.DateField(blank=True, help_text='Who is in good standing on this day may vote.', null=True)),
                        ('opens_at', models.DateTimeField(blank=True, null=True)),
                        ('closes_at', models.DateTimeField(blank=True, null=True)),
                        ('answers_public_from', models.DateTimeField(blank=True, help_text='From when everybody reads what candidates answered; members read it earlier. Empty: from the opening.', null=True)),
                        ('embargo_hours', models.PositiveSmallIntegerField(default=0, help_text='Hours between the count and its publication, to tell candidates.')),
                        ('challenge_days', models.PositiveSmallIntegerField(default=7, help_text='Days in which a voter may challenge the published record.')),
                        ('counts_minimum', models.PositiveSmallIntegerField(default=3, help_text='With fewer ballots only the outcome of a contest is published.')),
                        ('records_minimum', models.PositiveSmallIntegerField(default=10, help_text='With fewer ballots no single records are published.')),
                        ('rehearsal', models.BooleanField(default=False)),
                        ('is_demo', models.BooleanField(default=False, editable=False)),
                        ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='endorsements.round')),
                        ('definition', models.JSONField(editable=False, null=True)),
                        ('definition_hash', models.BinaryField(max_length=32, null=True)),
                        ('roll_root', models.BinaryField(max_length=32, null=True)),
                        ('roll_count', models.PositiveIntegerField(editable=False, null=True)),
                        ('frozen_at', models.DateTimeField(editable=False, null=True)),
                        ('pad_to', models.PositiveIntegerField(editable=False, null=True)),
                        ('signing_key', models.BinaryField(max_length=32, null=True)),
                        ('mix_key', models.BinaryField(max_length=32, null=True)),
                        ('tally_key', models.BinaryField(max_length=32, null=True)),
                        ('result_salt', models.BinaryField(max_length=16, null=True)),
                        ('candidates_told_at', models.DateTimeField(editable=False, null=True)),
                        ('counted_at', models.DateTimeField(editable=False, null=True)),
                        ('published_at', models.DateTimeField(editable=False, null=True)),
                        ('window_ended_at', models.DateTimeField(editable=False, null=True)),
                        ('window_ended_because', models.TextField(blank=True, default='', editable=False)),
                    ],
                    options={
                        'ordering': ['-closes_at', 'title'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'scheduled', 'open', 'closed', 'mixed', 'counted', 'published', 'certified', 'held', 'annulled']), ('held_from__in', ['', 'draft', 'scheduled', 'open', 'closed', 'mixed', 'counted', 'published', 'certified', 'held', 'annulled'])), name='round_status_is_known'),
                            models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='round_closes_after_it_opens'),
                            models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('closes_at__isnull', False), ('definition__isnull', False), ('definition_hash__isnull', False), ('opens_at__isnull', False), ('pad_to__isnull', False), ('record_date__isnull', False), ('roll_count__isnull', False), ('roll_root__isnull', False)), _connector='OR'), name='round_once_scheduled_is_frozen'),
                            models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'scheduled']), ('status', 'annulled'), models.Q(('mix_key__isnull', False), ('signing_key__isnull', False), ('tally_key__isnull', False)), _connector='OR'), name='round_once_open_has_its_keys'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'held'), models.Q(('held_from', ''), _negated=True)), models.Q(models.Q(('status', 'held'), _negated=True), ('held_from', '')), _connector='OR'), name='round_held_says_from_where'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['held', 'annulled']), _negated=True), models.Q(('stop_reason', ''), _negated=True), _connector='OR'), name='round_stopped_says_why'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('published', 'certified')), _negated=True), ('published_at__isnull', False), _connector='OR'), name='round_published_has_its_time'),
                            models.CheckConstraint(condition=models.Q(models.Q(('window_ended_at__isnull', True), ('window_ended_because', '')), models.Q(('published_at__isnull', False), ('window_ended_at__isnull', False), models.Q(('window_ended_because', ''), _negated=True)), _connector='OR'), name='round_window_ended_early_says_why'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'held'), _negated=True), ('held_at__isnull', False), _connector='OR'), name='round_held_says_since_when'),
                            models.CheckConstraint(condition=models.Q(('candidates_told_at__isnull', True), models.Q(('counted_at__isnull', False), ('embargo_hours__gt', 0)), _connector='OR'), name='round_told_candidates_in_its_embargo'),
                            models.CheckConstraint(condition=models.Q(('embargo_hours__lte', 24)), name='round_embargo_is_a_day_at_most'),
                            models.CheckConstraint(condition=models.Q(('counts_minimum__gte', 1), ('records_minimum__gte', models.F('counts_minimum'))), name='round_minimums_are_in_order'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='frozen_after_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.rehearsal IS DISTINCT FROM OLD.rehearsal AND OLD.status <> 'draft' THEN\n        RAISE EXCEPTION 'whether a round is a rehearsal is fixed when it is scheduled';\n    END IF;\n    IF OLD.status <> 'draft' AND NEW.status <> 'draft' AND\n        (NEW.definition, NEW.definition_hash, NEW.roll_root, NEW.pad_to,\n         NEW.record_date, NEW.suite, NEW.counts_minimum, NEW.records_minimum,\n         NEW.challenge_days, NEW.embargo_hours, NEW.chapter_id, NEW.roll_count, NEW.title, NEW.slug,\n         NEW.frozen_at)\n        IS DISTINCT FROM\n        (OLD.definition, OLD.definition_hash, OLD.roll_root, OLD.pad_to,\n         OLD.record_date, OLD.suite, OLD.counts_minimum, OLD.records_minimum,\n         OLD.challenge_days, OLD.embargo_hours, OLD.chapter_id, OLD.roll_count, OLD.title, OLD.slug,\n         OLD.frozen_at)\n    THEN\n        RAISE EXCEPTION 'the definition of a round is frozen when it is scheduled';\n    END IF;\n    IF OLD.status NOT IN ('draft', 'scheduled') AND\n        (NEW.signing_key, NEW.mix_key, NEW.tally_key, NEW.opens_at)\n        IS DISTINCT FROM (OLD.signing_key, OLD.mix_key, OLD.tally_key, OLD.opens_at)\n    THEN\n        RAISE EXCEPTION 'keys and opening time of a round are fixed when it opens';\n    END IF;\n    IF OLD.status NOT IN ('draft', 'scheduled') AND NEW.status IN ('draft', 'scheduled') THEN\n        RAISE EXCEPTION 'a round that has opened cannot be scheduled again';\n    END IF;\n    RETURN NEW;\n", hash='8347cd4253e8f19e0b1304fbe78c7c63106a3519', operation='UPDATE', pgid='pgtrigger_frozen_after_draft_310d9', table='endorsements_round', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='kept_after_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF OLD.status <> 'draft' AND NOT OLD.rehearsal THEN\n        RAISE EXCEPTION 'a round is kept once it has been scheduled';\n    END IF;\n    RETURN OLD;\n", hash='07e4860627a34b138eb89dfca6ff56171b355eb5', operation='DELETE', pgid='pgtrigger_kept_after_draft_41888', table='endorsements_round', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Announcement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='announcement', to='endorsements.round')),
                        ('title', models.CharField(max_length=120)),
                        ('slug', models.SlugField(help_text="Last part of the page's address.", unique=True, verbose_name='address')),
                        ('text', models.TextField(help_text='Plain paragraphs with an empty line between them. The outcome is put below by itself.')),
                        ('quotes', models.CharField(choices=[('everything', 'everything: every name with its numbers'), ('winners', "the winner's share only")], default='everything', help_text='How much of the numbers stands in it. The public record has all of them.', max_length=10, verbose_name='repeats')),
                        ('has_members_words', models.BooleanField(default=True, help_text='Reasons whose authors agreed to be quoted, with first name and town.', verbose_name="with members' words")),
                        ('publish_at', models.DateTimeField(blank=True, help_text='By the clock, once the outcome is public. Empty: not yet.', null=True, verbose_name='appears')),
                        ('published_at', models.DateTimeField(editable=False, null=True)),
                        ('corrected_at', models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        'ordering': ['-published_at', '-pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('quotes__in', ['everything', 'winners'])), name='announcement_repeats_what_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='announcement_has_words'),
                            models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('published_at__gte', models.F('publish_at')), _connector='OR'), name='announcement_appears_at_its_time'),
                            models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('publish_at__isnull', False), _connector='OR'), name='announcement_published_had_a_time'),
                            models.CheckConstraint(condition=models.Q(('corrected_at__isnull', True), ('published_at__isnull', False), _connector='OR'), name='announcement_corrected_was_published'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RollEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='roll', to='endorsements.round')),
                        ('member', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                        ('slot', models.BinaryField(max_length=16, null=True)),
                        ('style', models.CharField(max_length=8)),
                        ('channel', models.CharField(choices=[('none', 'has not voted'), ('online', 'voted on this site'), ('paper', 'votes on paper')], default='none', max_length=6)),
                        ('is_voided', models.BooleanField(default=False)),
                        ('reason', models.CharField(blank=True, default='', max_length=250)),
                        ('grounds', models.CharField(blank=True, default='', max_length=120)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('member', 'round'), name='member_once_on_a_roll'),
                            models.UniqueConstraint(fields=('round', 'slot'), name='slot_once_on_a_roll'),
                            models.CheckConstraint(condition=models.Q(('channel__in', ['none', 'online', 'paper'])), name='roll_entry_channel_is_known'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='frozen_after_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN\n        IF (SELECT status FROM endorsements_round WHERE id = OLD.round_id) <> 'draft'\n            AND NOT (SELECT rehearsal FROM endorsements_round WHERE id = OLD.round_id) THEN\n            RAISE EXCEPTION 'the roll is frozen when the round is scheduled';\n        END IF;\n        RETURN OLD;\n    END IF;\n    IF (NEW.round_id, NEW.member_id, NEW.style, NEW.reason, NEW.grounds)\n        IS DISTINCT FROM (OLD.round_id, OLD.member_id, OLD.style, OLD.reason, OLD.grounds)\n        OR (NEW.slot IS DISTINCT FROM OLD.slot\n            AND NOT (NEW.slot IS NULL AND (SELECT status FROM endorsements_round WHERE id = NEW.round_id)\n                     IN ('certified', 'annulled')))\n    THEN\n        RAISE EXCEPTION 'the roll is frozen when the round is scheduled';\n    END IF;\n    RETURN NEW;\n", hash='265c2bb347b86dea68f38c1da4b6e4097bf288f1', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_after_draft_2b3e2', table='endorsements_rollentry', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='written_with_the_roll', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT FROM (SELECT DISTINCT round_id FROM written) one\n        JOIN endorsements_round r ON r.id = one.round_id\n        WHERE r.status NOT IN ('draft', 'scheduled', 'open'))\n    THEN\n        RAISE EXCEPTION 'the roll is frozen when the round is scheduled';\n    END IF;\n    IF EXISTS (\n        SELECT FROM written JOIN endorsements_round r ON r.id = written.round_id\n        WHERE r.status <> 'draft' AND (written.reason = '' OR (r.status = 'open' AND NOT EXISTS (\n            SELECT FROM endorsements_logentry line\n            WHERE line.round_id = written.round_id AND line.kind = 'roll_add'\n            AND line.payload = jsonb_build_object(\n                'slot', encode(written.slot, 'hex'), 'style', written.style)))))\n    THEN\n        RAISE EXCEPTION 'who is added to a frozen roll has a reason and a line in the log';\n    END IF;\n    RETURN NULL;\n", hash='8380286b917c4991348d1bc1673b51c779635c73', level='STATEMENT', operation='INSERT', pgid='pgtrigger_written_with_the_roll_dedf9', referencing='REFERENCING NEW TABLE AS written ', table='endorsements_rollentry', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Envelope',
                    fields=[
                        ('slot', models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsements.round')),
                        ('version', models.PositiveIntegerField()),
                        ('form', models.BinaryField(max_length=16)),
                        ('sealed', models.BinaryField()),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='envelope_version_from_one'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='only_while_open', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT FROM endorsements_round\n        WHERE id IN (OLD.round_id, NEW.round_id) AND status <> 'open')\n    THEN\n        RAISE EXCEPTION 'ballots are taken only while the round is open';\n    END IF;\n    RETURN NEW;\n", hash='e863a2661855edd5e6d355ccc8eb4e6ec2bbb624', operation='INSERT OR UPDATE', pgid='pgtrigger_only_while_open_0f4af', table='endorsements_envelope', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='InnerBallot',
                    fields=[
                        ('hash', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsements.round')),
                        ('sealed', models.BinaryField()),
                    ],
                    options={
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='written_by_the_mix', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'INSERT' AND (SELECT status FROM endorsements_round WHERE id = NEW.round_id) = 'closed'\n    THEN\n        RETURN NEW;\n    END IF;\n    IF TG_OP = 'DELETE' AND EXISTS (\n        SELECT FROM endorsements_round WHERE id = OLD.round_id\n        AND (status IN ('certified', 'annulled') OR rehearsal))\n    THEN\n        RETURN OLD;\n    END IF;\n    RAISE EXCEPTION 'ballots, records and results are written by the count alone';\n", hash='bf60c153d9e1de844bad421fae1ae96bbd8e57b2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_by_the_mix_70392', table='endorsements_innerballot', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Challenge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='challenges', to='endorsements.round')),
                        ('slot', models.BinaryField(max_length=16, null=True)),
                        ('version', models.PositiveIntegerField()),
                        ('words', models.TextField(blank=True, max_length=2000)),
                        ('state', models.CharField(choices=[('filed', 'filed'), ('looking', 'being looked into'), ('answered', 'answered')], db_index=True, default='filed', max_length=8)),
                        ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sealed', models.BinaryField(null=True)),
                        ('reader', models.BinaryField(max_length=32)),
                        ('is_opening', models.BooleanField(default=False)),
                        ('opened', models.BinaryField(null=True)),
                        ('is_found', models.BooleanField(null=True)),
                        ('agrees', models.BooleanField(null=True)),
                        ('finding', models.CharField(blank=True, choices=[('stands', 'the record stands'), ('wrong', 'the record is wrong')], default='', max_length=6)),
                        ('answer', models.TextField(blank=True, default='', max_length=2000)),
                        ('filed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('answered_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('state', 'answered'), _negated=True), fields=('slot',), name='one_open_challenge_for_a_slot'),
                            models.CheckConstraint(condition=models.Q(('state__in', ['filed', 'looking', 'answered'])), name='challenge_state_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('finding__in', ['stands', 'wrong']), ('state', 'answered')), models.Q(models.Q(('state', 'answered'), _negated=True), ('answered_at__isnull', True), ('finding', '')), _connector='OR'), name='challenge_answered_says_what_was_found'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ChapterStaff',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(limit_choices_to={'is_staff': True, 'is_superuser': False}, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('chapter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.chapter')),
                    ],
                    options={
                        'verbose_name': "chapters' staff",
                        'verbose_name_plural': "chapters' staff",
                        'ordering': ['chapter', 'user'],
                        'constraints': [
                            models.UniqueConstraint(fields=('user', 'chapter'), name='chapter_staff_is_named_once_for_a_chapter'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Election',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(help_text='For example: State primary.', max_length=80)),
                        ('kind', models.CharField(choices=[('primary', 'primary'), ('general', 'general election'), ('special', 'special election')], max_length=7)),
                        ('day', models.DateField(help_text='Of the election itself, as officially set.')),
                        ('slug', models.SlugField(help_text='Its name in addresses.', max_length=100, unique=True)),
                        ('follows', models.OneToOneField(blank=True, help_text='Of a general or special election: the primary whose winners stand in it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='endorsements.election')),
                        ('source', models.URLField(blank=True, help_text='Where the day can be looked up.')),
                        ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='invented for a demonstration')),
                    ],
                    options={
                        'ordering': ['-day', 'name'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('kind__in', ['primary', 'general', 'special'])), name='election_is_of_a_known_kind'),
                            models.CheckConstraint(condition=models.Q(('follows__isnull', True), models.Q(('kind', 'primary'), _negated=True), _connector='OR'), name='primary_follows_no_election'),
                            models.UniqueConstraint(fields=('name', 'day'), name='election_is_entered_once'),
                            models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='election_has_a_name'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='follows_a_primary', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.follows_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM endorsements_election p\n        WHERE p.id = NEW.follows_id AND p.kind = 'primary' AND p.day < NEW.day)\n        OR EXISTS (\n        SELECT FROM endorsements_election g\n        WHERE g.follows_id = NEW.id AND (NEW.kind <> 'primary' OR g.day <= NEW.day))\n    THEN\n        RAISE EXCEPTION 'an election follows a primary that was before it';\n    END IF;\n    RETURN NEW;\n", hash='2752b1047e741e904d248448c75944304ed99da9', operation='INSERT OR UPDATE', pgid='pgtrigger_follows_a_primary_c3aec', table='endorsements_election', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Office',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(help_text='For example: Governor. Or: State House.', max_length=120)),
                        ('district', models.CharField(blank=True, help_text='Empty: the whole state.', max_length=120)),
                        ('chamber', models.CharField(blank=True, choices=[('house', 'House'), ('senate', 'Senate')], help_text='Of a seat in the legislature, whose record the scorecard keeps.', max_length=6)),
                    ],
                    options={
                        'ordering': ['title', 'district'],
                        'constraints': [
                            models.UniqueConstraint(fields=('title', 'district'), name='office_is_entered_once'),
                            models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='office_has_a_title'),
                            models.CheckConstraint(condition=models.Q(('chamber__in', ['', 'house', 'senate'])), name='office_is_in_a_known_chamber'),
                            models.CheckConstraint(condition=models.Q(('chamber', ''), models.Q(('district', ''), _negated=True), _connector='OR'), name='office_in_a_chamber_has_a_district'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BallotQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='endorsements.election')),
                        ('number', models.CharField(blank=True, help_text='As on the ballot; may come later.', max_length=20, verbose_name='official number')),
                        ('title', models.CharField(help_text='In a few words: rent control.', max_length=90)),
                        ('text', models.TextField(help_text='As it officially stands.')),
                        ('arguments_for', models.TextField(blank=True)),
                        ('arguments_against', models.TextField(blank=True)),
                        ('source', models.URLField(blank=True, help_text='Where the text can be looked up.')),
                    ],
                    options={
                        'ordering': ['-election__day', 'number', 'pk'],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('election', 'number'), name='ballot_question_number_once_at_an_election'),
                            models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='ballot_question_has_title_and_text'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='frozen_once_asked', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM endorsements_round r JOIN endorsements_contest c ON c.round_id = r.id\n        WHERE c.for_question_id = OLD.id FOR SHARE OF r;\n    IF EXISTS (\n        SELECT FROM endorsements_contest c JOIN endorsements_round r ON r.id = c.round_id\n        WHERE c.for_question_id = OLD.id AND r.status <> 'draft')\n        AND (NEW.election_id, NEW.number, NEW.title, NEW.text, NEW.arguments_for,\n             NEW.arguments_against)\n            IS DISTINCT FROM\n            (OLD.election_id, OLD.number, OLD.title, OLD.text, OLD.arguments_for,\n             OLD.arguments_against)\n    THEN\n        RAISE EXCEPTION 'a ballot question is frozen once a scheduled round asks it';\n    END IF;\n    RETURN NEW;\n", hash='6a0fab707b2bcb31379f3e6e4e60eac6f159ff9d', operation='UPDATE', pgid='pgtrigger_frozen_once_asked_c6dd9', table='endorsements_ballotquestion', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Photo',
                    fields=[
                        ('digest', models.CharField(max_length=16, primary_key=True, serialize=False)),
                        ('content', models.BinaryField()),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('content', b''), _negated=True), name='photo_shows_something'),
                            models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{16}$')), name='photo_is_named_by_a_digest'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Contest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('form', models.CharField(choices=[('single_choice', 'Choose one'), ('question', 'Ballot question: yes or no'), ('approval', 'Approve as many as you like'), ('per_candidate', 'Yes or no on each candidate'), ('score', 'Score each candidate, 0 to 5'), ('star', 'STAR: score, then a run-off of the top two'), ('irv', 'Rank, one is endorsed (instant run-off)'), ('stv', 'Rank, several are endorsed (STV)'), ('whether_whom', 'Whether to endorse, then whom')], default='single_choice', max_length=13)),
                        ('seats', models.PositiveSmallIntegerField(default=1)),
                        ('most_marks', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('ties', models.CharField(choices=[('no_endorsement', 'a tie endorses nobody'), ('endorse_both', 'everybody in the tie is endorsed'), ('run_off', 'a run-off round is prepared'), ('draw', 'a public draw decides')], default='no_endorsement', max_length=14)),
                        ('has_no_endorsement', models.BooleanField(default=True, verbose_name='offers “no endorsement”')),
                        ('has_abstain', models.BooleanField(default=False, verbose_name='offers “abstain”')),
                        ('threshold_numerator', models.PositiveSmallIntegerField(blank=True, default=3, null=True)),
                        ('threshold_denominator', models.PositiveSmallIntegerField(blank=True, default=5, null=True, validators=[django.core.validators.MinValueValidator(1)])),
                        ('threshold_compare', models.CharField(blank=True, choices=[('at_least', 'at least'), ('more_than', 'more than')], default='at_least', max_length=9)),
                        ('threshold_base', models.CharField(blank=True, choices=[('all_ballots', 'all ballots marked in the contest'), ('without_abstentions', 'all but abstentions'), ('named_only', 'named candidates only'), ('all_cast', 'all ballots cast, blank ones too'), ('continuing', 'ballots still in the count'), ('maximum_score', 'the highest possible score'), ('whole_roll', 'all members who may vote in it')], default='all_ballots', max_length=20)),
                        ('whom_numerator', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('whom_denominator', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)])),
                        ('whom_compare', models.CharField(blank=True, choices=[('at_least', 'at least'), ('more_than', 'more than')], default='', max_length=9)),
                        ('whom_base', models.CharField(blank=True, choices=[('all_ballots', 'all ballots marked in the contest'), ('without_abstentions', 'all but abstentions'), ('named_only', 'named candidates only'), ('all_cast', 'all ballots cast, blank ones too'), ('continuing', 'ballots still in the count'), ('maximum_score', 'the highest possible score'), ('whole_roll', 'all members who may vote in it')], default='', max_length=20)),
                        ('quorum_ballots', models.PositiveIntegerField(blank=True, null=True)),
                        ('quorum_numerator', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('quorum_denominator', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('overvote', models.CharField(blank=True, choices=[('exhaust', 'ends the ballot there'), ('skip', 'is passed over')], default='', max_length=7)),
                        ('duplicate', models.CharField(blank=True, choices=[('skip', 'is passed over'), ('exhaust', 'ends the ballot there')], default='', max_length=7)),
                        ('skipped', models.CharField(blank=True, choices=[('skip', 'is passed over'), ('exhaust', 'ends the ballot there'), ('exhaust_two', 'ends the ballot where two in a row are empty')], default='', max_length=11)),
                        ('lookback', models.CharField(blank=True, choices=[('latest', 'the round before, then the one before that'), ('earliest', 'the first round, then the second'), ('none', 'no earlier round: the draw at once')], default='', max_length=8)),
                        ('stop', models.CharField(blank=True, choices=[('majority', 'when somebody has more than half'), ('two_left', 'when two are left')], default='', max_length=8)),
                        ('arithmetic', models.CharField(blank=True, choices=[('exact', 'exact fractions'), ('decimal5', 'five decimals, the rest cut off')], default='', max_length=8)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contests', to='endorsements.round')),
                        ('key', models.SlugField(help_text='Short name used in the public record.', max_length=40)),
                        ('office', models.CharField(help_text='For example: Governor.', max_length=120)),
                        ('district', models.CharField(blank=True, max_length=120)),
                        ('election', models.CharField(blank=True, help_text='For example: State primary, 15 September 2026.', max_length=120)),
                        ('for_office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='endorsements.office')),
                        ('for_question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='endorsements.ballotquestion')),
                        ('at_election', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='endorsements.election')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('chapter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.chapter')),
                        ('run_off_of', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='run_off', to='endorsements.contest')),
                    ],
                    options={
                        'ordering': ['position', 'id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'key'), name='contest_key_once_in_a_round'),
                            models.CheckConstraint(condition=models.Q(('key__regex', '^[-a-zA-Z0-9_]+$')), name='contest_key_is_a_plain_word'),
                            models.CheckConstraint(condition=models.Q(('for_office__isnull', True), ('for_question__isnull', True), _connector='OR'), name='contest_is_for_an_office_or_a_question'),
                            models.CheckConstraint(condition=models.Q(('for_question__isnull', True), models.Q(('at_election__isnull', False), ('form', 'question')), _connector='OR'), name='contest_for_a_question_is_answered_and_has_its_election'),
                            models.CheckConstraint(condition=models.Q(('form__in', ['single_choice', 'question', 'approval', 'per_candidate', 'score', 'star', 'irv', 'stv', 'whether_whom'])), name='contest_form_is_known'),
                            models.CheckConstraint(condition=models.Q(('ties__in', ['no_endorsement', 'endorse_both', 'run_off', 'draw'])), name='contest_tie_rule_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('threshold_base', ''), ('threshold_compare', ''), ('threshold_denominator__isnull', True), ('threshold_numerator__isnull', True)), models.Q(('threshold_base__in', ['all_ballots', 'without_abstentions', 'named_only', 'all_cast', 'continuing', 'maximum_score', 'whole_roll']), ('threshold_compare__in', ['at_least', 'more_than']), ('threshold_denominator__isnull', False), ('threshold_numerator__gte', 1), ('threshold_numerator__isnull', False), ('threshold_numerator__lte', models.F('threshold_denominator'))), _connector='OR'), name='contest_threshold_is_a_share_or_nothing'),
                            models.CheckConstraint(condition=models.Q(('threshold_compare', 'more_than'), ('threshold_denominator', models.F('threshold_numerator')), ('threshold_numerator__isnull', False), _negated=True), name='contest_threshold_can_be_reached'),
                            models.CheckConstraint(condition=models.Q(('threshold_base', ''), models.Q(('form', 'single_choice'), ('threshold_base__in', ('all_ballots', 'without_abstentions', 'all_cast', 'whole_roll', 'named_only'))), models.Q(('form', 'question'), ('threshold_base__in', ('all_ballots', 'without_abstentions', 'all_cast', 'whole_roll', 'named_only'))), models.Q(('form', 'approval'), ('threshold_base__in', ('all_ballots', 'without_abstentions', 'all_cast', 'whole_roll', 'named_only'))), models.Q(('form', 'per_candidate'), ('threshold_base__in', ('all_ballots', 'without_abstentions', 'all_cast', 'whole_roll'))), models.Q(('form', 'score'), ('threshold_base__in', ('maximum_score',))), models.Q(('form', 'star'), ('threshold_base__in', ('all_ballots', 'without_abstentions', 'all_cast', 'whole_roll', 'continuing'))), models.Q(('form', 'irv'), ('threshold_base__in', ('all_ballots', 'without_abstentions', 'all_cast', 'whole_roll', 'continuing'))), models.Q(('form', 'whether_whom'), ('threshold_base__in', ('all_ballots', 'without_abstentions', 'all_cast', 'whole_roll'))), _connector='OR'), name='contest_threshold_is_of_what_the_form_counts'),
                            models.CheckConstraint(condition=models.Q(models.Q(('whom_base', ''), ('whom_compare', ''), ('whom_denominator__isnull', True), ('whom_numerator__isnull', True)), models.Q(('whom_base__in', ['all_ballots', 'without_abstentions', 'named_only', 'all_cast', 'continuing', 'maximum_score', 'whole_roll']), ('whom_compare__in', ['at_least', 'more_than']), ('whom_denominator__isnull', False), ('whom_numerator__gte', 1), ('whom_numerator__isnull', False), ('whom_numerator__lte', models.F('whom_denominator'))), _connector='OR'), name='contest_whom_threshold_is_a_share_or_nothing'),
                            models.CheckConstraint(condition=models.Q(('whom_compare', 'more_than'), ('whom_denominator', models.F('whom_numerator')), ('whom_numerator__isnull', False), _negated=True), name='contest_whom_threshold_can_be_reached'),
                            models.CheckConstraint(condition=models.Q(models.Q(('form', 'whether_whom'), ('threshold_numerator__isnull', False), ('whom_base__in', ('all_ballots', 'without_abstentions', 'all_cast', 'whole_roll'))), models.Q(models.Q(('form', 'whether_whom'), _negated=True), ('whom_numerator__isnull', True)), _connector='OR'), name='contest_with_two_steps_has_two_thresholds'),
                            models.CheckConstraint(condition=models.Q(models.Q(('quorum_denominator__isnull', True), ('quorum_numerator__isnull', True)), models.Q(('quorum_ballots__isnull', True), ('quorum_denominator__gte', models.F('quorum_numerator')), ('quorum_denominator__isnull', False), ('quorum_numerator__gte', 1), ('quorum_numerator__isnull', False)), _connector='OR'), name='contest_quorum_is_a_number_or_a_share'),
                            models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='contest_endorses_one_or_more'),
                            models.CheckConstraint(condition=models.Q(('seats', 1), models.Q(('form__in', ('single_choice', 'question', 'star', 'irv', 'whether_whom')), _negated=True), _connector='OR'), name='contest_endorses_one_where_the_form_finds_one'),
                            models.CheckConstraint(condition=models.Q(('most_marks__isnull', True), models.Q(('form__in', ('approval', 'irv', 'stv')), ('most_marks__gte', 1)), _connector='OR'), name='contest_limits_marks_where_a_ballot_has_several'),
                            models.CheckConstraint(condition=models.Q(('ties', 'draw'), models.Q(('form', 'stv'), _negated=True), _connector='OR'), name='contest_of_several_seats_by_rank_draws_ties'),
                            models.CheckConstraint(condition=models.Q(('form', 'question'), ('ties', 'endorse_both'), _negated=True), name='contest_question_is_not_answered_both_ways'),
                            models.CheckConstraint(condition=models.Q(models.Q(('form__in', ('irv', 'stv')), ('arithmetic__in', ['exact', 'decimal5']), ('duplicate__in', ['skip', 'exhaust']), ('lookback__in', ['latest', 'earliest', 'none']), ('overvote__in', ['exhaust', 'skip']), ('skipped__in', ['skip', 'exhaust', 'exhaust_two']), ('stop__in', ['majority', 'two_left'])), models.Q(models.Q(('form__in', ('irv', 'stv')), _negated=True), ('arithmetic', ''), ('duplicate', ''), ('lookback', ''), ('overvote', ''), ('skipped', ''), ('stop', '')), _connector='OR'), name='contest_reads_ranks_exactly_where_there_are_ranks'),
                            models.CheckConstraint(condition=models.Q(('has_no_endorsement', False), models.Q(('form__in', ('per_candidate', 'whether_whom')), _negated=True), _connector='OR'), name='contest_offers_no_endorsement_where_it_can_be_marked'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='frozen_after_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM endorsements_round WHERE id IN (OLD.round_id, NEW.round_id) FOR SHARE;\n    IF EXISTS (\n        SELECT FROM endorsements_round WHERE id IN (OLD.round_id, NEW.round_id)\n        AND status <> 'draft' AND NOT (TG_OP = 'DELETE' AND rehearsal))\n    THEN\n        RAISE EXCEPTION 'contests are frozen when the round is scheduled';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n", hash='210239dfe305bfb4edf0e244e19f351ce610362c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_after_draft_24c77', table='endorsements_contest', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Candidate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='endorsements.contest')),
                        ('key', models.SlugField(help_text='Short name used in the public record.', max_length=40)),
                        ('name', models.CharField(max_length=120)),
                        ('description', models.CharField(blank=True, help_text='One line under the name on the ballot.', max_length=200)),
                        ('biography', models.TextField(blank=True)),
                        ('party', models.CharField(blank=True, max_length=60)),
                        ('is_incumbent', models.BooleanField(default=False, help_text='Not somebody who held it before.', verbose_name='holds this office now')),
                        ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='endorsements.photo')),
                        ('website', models.URLField(blank=True)),
                        ('email', models.EmailField(blank=True, help_text='Not public. Where the candidate is told of the result.', max_length=254)),
                        ('legislator', models.ForeignKey(blank=True, help_text='Who this is in the legislature, if they sit or sat there. Never guessed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='scorecard.legislator')),
                        ('position', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('is_withdrawn', models.BooleanField(default=False, editable=False)),
                    ],
                    options={
                        'ordering': ['position', 'id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('contest', 'key'), name='candidate_key_once_in_a_contest'),
                            models.CheckConstraint(condition=models.Q(('key__in', ('no-endorsement', 'abstain', 'blank', 'invalid', 'exhausted')), _negated=True), name='candidate_key_is_not_a_reserved_word'),
                            models.CheckConstraint(condition=models.Q(('key__regex', '^[-a-zA-Z0-9_]+$')), name='candidate_key_is_a_plain_word'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='frozen_after_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM endorsements_round r WHERE r.id IN (\n        SELECT c.round_id FROM endorsements_contest c\n        WHERE c.id IN (OLD.contest_id, NEW.contest_id)) FOR SHARE;\n    IF EXISTS (\n        SELECT FROM endorsements_round r WHERE r.id IN (\n        SELECT c.round_id FROM endorsements_contest c\n        WHERE c.id IN (OLD.contest_id, NEW.contest_id))\n        AND r.status <> 'draft' AND NOT (TG_OP = 'DELETE' AND r.rehearsal))\n        AND (TG_OP <> 'UPDATE'\n             OR (NEW.key, NEW.name, NEW.description, NEW.position, NEW.contest_id)\n                IS DISTINCT FROM\n                (OLD.key, OLD.name, OLD.description, OLD.position, OLD.contest_id))\n    THEN\n        RAISE EXCEPTION 'candidates are frozen when the round is scheduled';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    IF NEW.is_withdrawn <> COALESCE(OLD.is_withdrawn, FALSE) AND NOT EXISTS (\n        SELECT FROM endorsements_round r WHERE r.id IN (\n        SELECT c.round_id FROM endorsements_contest c\n        WHERE c.id IN (OLD.contest_id, NEW.contest_id)) AND 'open' IN (r.status, r.held_from))\n    THEN\n        RAISE EXCEPTION 'a withdrawal is noted while the round is open';\n    END IF;\n    RETURN NEW;\n", hash='b0d267f433943bf5994fccae29635a9b9ab1cb42', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_after_draft_750eb', table='endorsements_candidate', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='endorsements.contest')),
                        ('parent', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='endorsements.post')),
                        ('member', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                        ('staff', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('text', models.TextField(blank=True, max_length=2000)),
                        ('written_on', models.DateField()),
                        ('hidden_because', models.TextField(blank=True, default='')),
                        ('is_taken_back', models.BooleanField(default=False)),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('member__isnull', True), ('staff__isnull', False)), models.Q(('member__isnull', False), ('staff__isnull', True)), _connector='OR'), name='post_is_by_a_member_or_by_staff'),
                            models.CheckConstraint(condition=models.Q(models.Q(('is_taken_back', True), ('text', '')), models.Q(models.Q(('text', ''), _negated=True), ('is_taken_back', False)), _connector='OR'), name='post_says_something_until_taken_back'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='has_its_place', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n    IF TG_OP = 'UPDATE' THEN\n        IF (NEW.contest_id, NEW.member_id, NEW.staff_id, NEW.parent_id)\n            IS DISTINCT FROM (OLD.contest_id, OLD.member_id, OLD.staff_id, OLD.parent_id)\n            OR (NEW.text <> OLD.text AND NOT NEW.is_taken_back)\n        THEN\n            RAISE EXCEPTION 'post_is_not_rewritten' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    END IF;\n    \n    SELECT round.status, COALESCE(NULLIF(round.held_from, ''), round.status) AS stands,\n        round.rehearsal, contest.form\n    INTO found FROM endorsements_contest contest\n    JOIN endorsements_round round ON round.id = contest.round_id\n    WHERE contest.id = NEW.contest_id;\n\n    IF found.status NOT IN ('scheduled', 'open') THEN\n        RAISE EXCEPTION 'discussion_is_closed_with_the_round' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.parent_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM endorsements_post question WHERE question.id = NEW.parent_id\n        AND question.contest_id = NEW.contest_id AND question.parent_id IS NULL)\n    THEN\n        RAISE EXCEPTION 'answer_is_one_level_deep' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='058004abe3b01ddc4915b0fdcb9610c87eaa6e9c', operation='INSERT OR UPDATE', pgid='pgtrigger_has_its_place_f2409', table='endorsements_post', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Reaction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='endorsements.post')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member')),
                        ('kind', models.CharField(choices=[('agree', 'I agree'), ('thanks', 'Thank you')], max_length=6)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('post', 'member', 'kind'), name='reaction_once_for_a_member'),
                            models.CheckConstraint(condition=models.Q(('kind__in', ['agree', 'thanks'])), name='reaction_is_known'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PostReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='endorsements.post')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member')),
                        ('because', models.CharField(max_length=500)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('post', 'member'), name='post_reported_once_by_a_member'),
                            models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='report_says_why'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BankQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('wording', models.TextField(max_length=1000, verbose_name='question')),
                        ('kind', models.CharField(choices=[('yes_no', 'yes or no, with a comment'), ('scale', 'a scale from 1 to 5, with a comment'), ('text', 'a text')], default='yes_no', max_length=6)),
                        ('hint', models.CharField(blank=True, help_text='One line below the question.', max_length=300)),
                        ('word_limit', models.PositiveSmallIntegerField(default=150, help_text='The most words of the answer, or of the comment to it.')),
                        ('scale_low', models.CharField(blank=True, help_text='What 1 means.', max_length=60)),
                        ('scale_high', models.CharField(blank=True, help_text='What 5 means.', max_length=60)),
                        ('visibility', models.CharField(choices=[('public', 'everybody'), ('members', 'members alone'), ('committee', 'the committee alone')], default='public', max_length=9, verbose_name='who may read the answer')),
                        ('is_required', models.BooleanField(default=True, verbose_name='must be answered')),
                        ('topic', models.CharField(blank=True, max_length=80)),
                    ],
                    options={
                        'ordering': ['topic', 'id'],
                        'abstract': False,
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('wording', ''), _negated=True), name='bankquestion_asks_something'),
                            models.CheckConstraint(condition=models.Q(('kind__in', ['yes_no', 'scale', 'text'])), name='bankquestion_kind_is_known'),
                            models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'members', 'committee'])), name='bankquestion_reader_is_known'),
                            models.CheckConstraint(condition=models.Q(('word_limit__gte', 1), ('word_limit__lte', 2000)), name='bankquestion_word_limit_is_sensible'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind', 'scale'), _negated=True), models.Q(models.Q(('scale_low', ''), _negated=True), models.Q(('scale_high', ''), _negated=True)), _connector='OR'), name='bankquestion_scale_says_its_ends'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Questionnaire',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120)),
                        ('office', models.CharField(blank=True, help_text='For example: State Senate.', max_length=120)),
                        ('introduction', models.TextField(blank=True, max_length=4000)),
                        ('chapter', models.ForeignKey(blank=True, help_text="Whose staff write and send it. Empty: the whole organisation's.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.chapter')),
                        ('sent_at', models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        'ordering': ['-id'],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='frozen_once_sent', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF OLD.sent_at IS NOT NULL AND (TG_OP = 'DELETE'\n        OR (NEW.title, NEW.office, NEW.introduction, NEW.sent_at)\n        IS DISTINCT FROM (OLD.title, OLD.office, OLD.introduction, OLD.sent_at))\n    THEN\n        RAISE EXCEPTION 'a questionnaire is frozen once it was sent';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n", hash='b56c7ac1ebcf190a670d5bb7260e3670f715c16e', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_once_sent_41f9b', table='endorsements_questionnaire', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Section',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='endorsements.questionnaire')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('title', models.CharField(max_length=120)),
                        ('introduction', models.TextField(blank=True, max_length=4000)),
                        ('figure', models.BinaryField(null=True)),
                        ('figure_says', models.CharField(blank=True, help_text='What a reader who cannot see the figure must know.', max_length=300, verbose_name='the figure in words')),
                    ],
                    options={
                        'ordering': ['position', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('figure__isnull', True), models.Q(('figure_says', ''), _negated=True), _connector='OR'), name='section_figure_is_said_in_words'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='frozen_once_sent', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM endorsements_questionnaire\n        WHERE id IN (OLD.questionnaire_id, NEW.questionnaire_id) FOR SHARE;\n    IF EXISTS (\n        SELECT FROM endorsements_questionnaire\n        WHERE id IN (OLD.questionnaire_id, NEW.questionnaire_id) AND sent_at IS NOT NULL)\n    THEN\n        RAISE EXCEPTION 'a questionnaire is frozen once it was sent';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n", hash='83e56a56c428ee14308fa346dbe6db0c5c93f430', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_once_sent_bc7ae', table='endorsements_section', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('wording', models.TextField(max_length=1000, verbose_name='question')),
                        ('kind', models.CharField(choices=[('yes_no', 'yes or no, with a comment'), ('scale', 'a scale from 1 to 5, with a comment'), ('text', 'a text')], default='yes_no', max_length=6)),
                        ('hint', models.CharField(blank=True, help_text='One line below the question.', max_length=300)),
                        ('word_limit', models.PositiveSmallIntegerField(default=150, help_text='The most words of the answer, or of the comment to it.')),
                        ('scale_low', models.CharField(blank=True, help_text='What 1 means.', max_length=60)),
                        ('scale_high', models.CharField(blank=True, help_text='What 5 means.', max_length=60)),
                        ('visibility', models.CharField(choices=[('public', 'everybody'), ('members', 'members alone'), ('committee', 'the committee alone')], default='public', max_length=9, verbose_name='who may read the answer')),
                        ('is_required', models.BooleanField(default=True, verbose_name='must be answered')),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='endorsements.section')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('bank_question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsements.bankquestion')),
                    ],
                    options={
                        'ordering': ['section__position', 'section_id', 'position', 'id'],
                        'abstract': False,
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('wording', ''), _negated=True), name='question_asks_something'),
                            models.CheckConstraint(condition=models.Q(('kind__in', ['yes_no', 'scale', 'text'])), name='question_kind_is_known'),
                            models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'members', 'committee'])), name='question_reader_is_known'),
                            models.CheckConstraint(condition=models.Q(('word_limit__gte', 1), ('word_limit__lte', 2000)), name='question_word_limit_is_sensible'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind', 'scale'), _negated=True), models.Q(models.Q(('scale_low', ''), _negated=True), models.Q(('scale_high', ''), _negated=True)), _connector='OR'), name='question_scale_says_its_ends'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='frozen_once_sent', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM endorsements_questionnaire q WHERE q.id IN (\n        SELECT s.questionnaire_id FROM endorsements_section s\n        WHERE s.id IN (OLD.section_id, NEW.section_id)) FOR SHARE;\n    IF EXISTS (SELECT FROM endorsements_questionnaire q WHERE q.id IN (\n        SELECT s.questionnaire_id FROM endorsements_section s\n        WHERE s.id IN (OLD.section_id, NEW.section_id)) AND q.sent_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'a questionnaire is frozen once it was sent';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n", hash='0cb85eeca190a01df047558c25d2ee33f462221a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_once_sent_3c9a7', table='endorsements_question', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('candidate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to='endorsements.candidate')),
                        ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='endorsements.questionnaire')),
                        ('email', models.EmailField(max_length=254)),
                        ('due_at', models.DateTimeField()),
                        ('invited_at', models.DateTimeField()),
                        ('state', models.CharField(choices=[('invited', 'Invited'), ('opened', 'Opened'), ('answered', 'Answered'), ('declined', 'declined to answer')], default='invited', editable=False, max_length=8)),
                        ('submitted_at', models.DateTimeField(editable=False, null=True)),
                        ('reminders', models.JSONField(default=list, editable=False)),
                    ],
                    options={
                        'ordering': ['candidate__contest__position', 'candidate__position', 'id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('state__in', ['invited', 'opened', 'answered', 'declined'])), name='invitation_state_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), ('submitted_at__isnull', False)), models.Q(models.Q(('state', 'answered'), _negated=True), ('submitted_at__isnull', True)), _connector='OR'), name='invitation_answered_says_when'),
                            models.CheckConstraint(condition=models.Q(('submitted_at__isnull', True), ('submitted_at__lt', models.F('due_at')), _connector='OR'), name='invitation_answered_before_its_deadline'),
                            models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='invitation_has_an_address'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CandidateLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='endorsements.invitation')),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('made_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='link_is_kept_as_a_digest'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='endorsements.invitation')),
                        ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='endorsements.question')),
                        ('value', models.TextField(blank=True)),
                        ('comment', models.TextField(blank=True)),
                        ('saved_at', models.DateTimeField()),
                        ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('invitation', 'question'), name='answer_once_to_a_question'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='answered_in_time', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT FROM endorsements_invitation i\n        WHERE i.id IN (OLD.invitation_id, NEW.invitation_id) AND i.due_at <= now())\n    THEN\n        RAISE EXCEPTION 'answers are fixed after the deadline';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    IF NOT EXISTS (\n        SELECT FROM endorsements_invitation i\n        JOIN endorsements_section s ON s.questionnaire_id = i.questionnaire_id\n        JOIN endorsements_question q ON q.section_id = s.id\n        WHERE i.id = NEW.invitation_id AND q.id = NEW.question_id)\n    THEN\n        RAISE EXCEPTION 'an answer is to a question of the questionnaire that was sent';\n    END IF;\n    RETURN NEW;\n", hash='daa6c2d4a7a479df492e895be74a1186925be1c1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_answered_in_time_36b51', table='endorsements_answer', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BallotWording',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='wording', to='endorsements.invitation')),
                        ('name', models.CharField(max_length=120)),
                        ('description', models.CharField(blank=True, max_length=200)),
                        ('biography', models.TextField(blank=True)),
                        ('website', models.URLField(blank=True)),
                        ('photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='endorsements.photo')),
                        ('state', models.CharField(choices=[('confirmed', 'confirmed as it stands'), ('asked', 'the candidate asks for changes'), ('taken', 'changes taken over'), ('left', 'left as it was')], max_length=9)),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('state__in', ['confirmed', 'asked', 'taken', 'left'])), name='wording_state_is_known'),
                            models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='wording_has_a_name'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LaterState',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='later_states', to='endorsements.contest')),
                        ('winner', models.SlugField(editable=False, max_length=40)),
                        ('state', models.CharField(choices=[('won', 'won'), ('lost', 'lost'), ('withdrew', 'withdrew'), ('rescinded', 'rescinded by a round'), ('superseded', 'superseded by a round'), ('carried', 'carried forward to the general election'), ('not_carried', 'not carried forward to the general election')], max_length=12, verbose_name='what became of it')),
                        ('election', models.CharField(blank=True, choices=[('', 'the election'), ('primary', 'the primary'), ('general', 'the general election'), ('special', 'the special election')], default='', help_text='For who won or lost.', max_length=8)),
                        ('on', models.DateField(help_text='The day on which it happened.')),
                        ('reason', models.TextField(help_text='On what this rests, for all to read: a source, a statement.')),
                        ('by_round', models.ForeignKey(blank=True, help_text='For what a round rescinded or superseded.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsements.round', verbose_name='by which round')),
                        ('taken_back_at', models.DateTimeField(editable=False, null=True)),
                        ('taken_back_because', models.TextField(blank=True, default='')),
                    ],
                    options={
                        'ordering': ['on', 'pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('election__in', ['', 'primary', 'general', 'special']), ('state__in', ['won', 'lost', 'withdrew', 'rescinded', 'superseded', 'carried', 'not_carried'])), name='later_state_is_known'),
                            models.CheckConstraint(condition=models.Q(('election', ''), ('state__in', ('won', 'lost')), _connector='OR'), name='later_state_of_an_election_is_won_or_lost'),
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='later_state_says_why'),
                            models.CheckConstraint(condition=models.Q(models.Q(('by_round__isnull', False), ('state__in', ('rescinded', 'superseded'))), models.Q(models.Q(('state__in', ('rescinded', 'superseded')), _negated=True), ('by_round__isnull', True)), _connector='OR'), name='later_state_by_a_round_names_it'),
                            models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_because', '')), models.Q(('taken_back_at__isnull', False), models.Q(('taken_back_because', ''), _negated=True)), _connector='OR'), name='later_state_taken_back_says_why'),
                            models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True)), fields=('contest', 'winner', 'state', 'election'), name='later_state_is_noted_once'),
                            models.UniqueConstraint(condition=models.Q(('state__in', ('won', 'lost')), ('taken_back_at__isnull', True)), fields=('contest', 'winner', 'election'), name='later_state_is_not_won_and_lost'),
                            models.UniqueConstraint(condition=models.Q(('state__in', ('carried', 'not_carried')), ('taken_back_at__isnull', True)), fields=('contest', 'winner'), name='later_state_is_not_carried_and_not_carried'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LogEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='endorsements.round')),
                        ('seq', models.PositiveBigIntegerField(null=True)),
                        ('kind', models.CharField(choices=[('genesis', 'genesis'), ('cast', 'cast'), ('hold', 'hold'), ('release', 'release'), ('extend', 'extend'), ('roll_add', 'roll_add'), ('void', 'void'), ('withdraw', 'withdraw'), ('paper', 'paper'), ('close', 'close'), ('mix', 'mix'), ('destroy', 'destroy'), ('tally', 'tally'), ('annul', 'annul'), ('certify', 'certify')], max_length=10)),
                        ('payload', models.JSONField()),
                        ('head', models.BinaryField(max_length=32, null=True)),
                        ('signature', models.BinaryField(max_length=64, null=True)),
                    ],
                    options={
                        'indexes': [
                            models.Index(condition=models.Q(('seq__isnull', True)), fields=['round'], name='log_pending'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'seq'), name='log_number_once_in_a_round'),
                            models.CheckConstraint(condition=models.Q(('kind__in', ('genesis', 'cast', 'hold', 'release', 'extend', 'roll_add', 'void', 'withdraw', 'paper', 'close', 'mix', 'destroy', 'tally', 'annul', 'certify'))), name='log_entry_kind_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('head__isnull', True), ('seq__isnull', True)), models.Q(('head__isnull', False), ('seq__isnull', False)), _connector='OR'), name='log_entry_with_number_has_head'),
                            models.CheckConstraint(condition=models.Q(('seq__isnull', False), ('kind', 'cast'), _connector='OR'), name='log_entry_waits_only_if_a_ballot'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind', 'cast'), _negated=True), ('signature__isnull', False), _connector='OR'), name='log_entry_of_a_ballot_is_signed'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' AND (SELECT rehearsal FROM endorsements_round WHERE id = OLD.round_id) THEN\n        RETURN OLD;\n    END IF;\n    IF TG_OP = 'UPDATE' AND OLD.seq IS NULL\n        AND (NEW.round_id, NEW.kind, NEW.payload, NEW.signature)\n            IS NOT DISTINCT FROM (OLD.round_id, OLD.kind, OLD.payload, OLD.signature) THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'the log of a round is append-only';\n", hash='3bd929f9050673b90ae9a27e74707d8071c97e60', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_57ae5', table='endorsements_logentry', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Checkpoint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='endorsements.round')),
                        ('seq', models.PositiveBigIntegerField()),
                        ('head', models.BinaryField(max_length=32)),
                        ('slots', models.PositiveIntegerField()),
                        ('at', models.DateTimeField()),
                        ('signature', models.BinaryField(max_length=64)),
                    ],
                    options={
                        'ordering': ['seq'],
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'seq'), name='checkpoint_once_for_an_entry'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' AND (SELECT rehearsal FROM endorsements_round WHERE id = OLD.round_id) THEN\n        RETURN OLD;\n    END IF;\n    RAISE EXCEPTION 'these rows are append-only';\n", hash='890936a033727d1bb920c0be9cdb900bfa642589', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ce292', table='endorsements_checkpoint', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='KeyEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_events', to='endorsements.round')),
                        ('key', models.CharField(choices=[('signing', 'Signing'), ('mix', 'Mix'), ('tally', 'Tally')], max_length=7)),
                        ('public', models.BinaryField(max_length=32)),
                        ('event', models.CharField(choices=[('made', 'Made'), ('proved', 'Proved'), ('used', 'Used'), ('destroyed', 'Destroyed')], max_length=9)),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['at', 'id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'key', 'public', 'event'), name='key_event_once_for_a_key'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Mailing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mailings', to='endorsements.round')),
                        ('kind', models.CharField(choices=[('opens', 'Voting is open'), ('reminder', 'Reminder'), ('closing', 'Closing soon'), ('result', 'Result'), ('candidates', 'Result, to the candidates')], max_length=10)),
                        ('hours_before', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('note', models.TextField(blank=True, default='', help_text='Your own words, printed after the first paragraph. Plain text.', max_length=2000)),
                        ('state', models.CharField(choices=[('planned', 'Planned'), ('queuing', 'being queued'), ('sending', 'being sent'), ('sent', 'Sent'), ('dropped', 'Dropped')], default='planned', editable=False, max_length=8)),
                        ('begun_at', models.DateTimeField(editable=False, null=True)),
                        ('ended_at', models.DateTimeField(editable=False, null=True)),
                        ('queued_to', models.BigIntegerField(default=0, editable=False)),
                        ('numbers', models.JSONField(default=dict, editable=False)),
                        ('read_by', models.CharField(blank=True, default='', editable=False, max_length=150)),
                        ('read_at', models.DateTimeField(editable=False, null=True)),
                        ('read_digest', models.CharField(blank=True, default='', editable=False, max_length=64)),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'kind', 'hours_before'), name='mailing_once_at_its_time', nulls_distinct=False),
                            models.CheckConstraint(condition=models.Q(('kind__in', ['opens', 'reminder', 'closing', 'result', 'candidates']), ('state__in', ['planned', 'queuing', 'sending', 'sent', 'dropped'])), name='mailing_kind_and_state_are_known'),
                            models.CheckConstraint(condition=models.Q(('hours_before__isnull', True), models.Q(('kind__in', ('reminder', 'closing')), ('hours_before__gte', 1)), _connector='OR'), name='mailing_hours_are_of_a_reminder'),
                            models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'dropped']), _negated=True), ('ended_at__isnull', False), _connector='OR'), name='mailing_that_ended_says_when'),
                            models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('read_by', ''), ('read_digest', '')), models.Q(('read_at__isnull', False), models.Q(('read_by', ''), _negated=True), models.Q(('read_digest', ''), _negated=True)), _connector='OR'), name='mailing_found_good_says_by_whom'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mailing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='endorsements.mailing')),
                        ('member', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member')),
                        ('candidate', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='endorsements.candidate')),
                        ('state', models.CharField(choices=[('queued', 'Queued'), ('sent', 'handed over'), ('delivered', 'Delivered'), ('bounced', 'Bounced'), ('complained', 'marked as junk'), ('refused', 'wants no such mail'), ('unreachable', 'no address that works'), ('off', 'not on the roll any more'), ('failed', 'not taken by the mail server')], default='queued', max_length=11)),
                        ('to', models.EmailField(blank=True, default='', max_length=254)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('last_error', models.CharField(blank=True, default='', max_length=60)),
                        ('due_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'verbose_name_plural': 'deliveries',
                        'ordering': ['pk'],
                        'indexes': [
                            models.Index(condition=models.Q(('state', 'queued')), fields=['mailing', 'due_at', 'id'], name='deliveries_waiting'),
                            models.Index(condition=models.Q(('to', ''), _negated=True), fields=['to'], name='deliveries_to'),
                            models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['sent_at'], name='deliveries_sent'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('member', 'mailing'), name='member_mailed_once'),
                            models.UniqueConstraint(condition=models.Q(('candidate__isnull', False)), fields=('candidate', 'mailing'), name='candidate_mailed_once'),
                            models.CheckConstraint(condition=models.Q(models.Q(('candidate__isnull', False), ('member__isnull', True)), models.Q(('candidate__isnull', True), ('member__isnull', False)), _connector='OR'), name='delivery_is_a_members_or_a_candidates'),
                            models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sent', 'delivered', 'bounced', 'complained', 'refused', 'unreachable', 'off', 'failed'])), name='delivery_state_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('sent', 'delivered', 'bounced', 'complained')), _negated=True), models.Q(('sent_at__isnull', False), models.Q(('to', ''), _negated=True)), _connector='OR'), name='delivery_taken_says_when_and_where'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RollMiss',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='misses', to='endorsements.round')),
                        ('member', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                        ('chapter', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.chapter')),
                        ('cause', models.CharField(max_length=20)),
                        ('grounds', models.CharField(max_length=120)),
                    ],
                    options={
                        'verbose_name_plural': 'roll misses',
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'member', 'chapter'), name='member_misses_a_roll_once', nulls_distinct=False),
                            models.CheckConstraint(condition=models.Q(('grounds__startswith', models.F('cause')), models.Q(('cause', ''), _negated=True)), name='roll_miss_has_its_cause'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='written_with_the_roll', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT FROM (SELECT DISTINCT round_id FROM written) one\n        JOIN endorsements_round r ON r.id = one.round_id\n        WHERE r.status NOT IN ('draft'))\n    THEN\n        RAISE EXCEPTION 'the roll is frozen when the round is scheduled';\n    END IF;\n    RETURN NULL;\n", hash='c422be2027ae5aaa008357788b351c2923de4375', level='STATEMENT', operation='INSERT', pgid='pgtrigger_written_with_the_roll_ad14a', referencing='REFERENCING NEW TABLE AS written ', table='endorsements_rollmiss', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='frozen_after_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' AND ((SELECT status FROM endorsements_round WHERE id = OLD.round_id) = 'draft'\n        OR (SELECT rehearsal FROM endorsements_round WHERE id = OLD.round_id)) THEN\n        RETURN OLD;\n    END IF;\n    RAISE EXCEPTION 'the roll is frozen when the round is scheduled';\n", hash='04caae524bbc713c073289ec60f7b99586d23122', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_after_draft_9b2a8', table='endorsements_rollmiss', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Observer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('speaks_for', models.CharField(blank=True, help_text='A candidate, a chapter, a newspaper.', max_length=120, verbose_name='for whom')),
                        ('email', models.EmailField(help_text="Checkpoints go there. Who logs in with this address sees the observers' page.", max_length=254, unique=True)),
                        ('is_active', models.BooleanField(default=True, help_text='Untick instead of deleting.')),
                    ],
                    options={
                        'ordering': ['name', 'pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='observer_has_a_name'),
                            models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='observer_address_is_in_lower_case'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MailedCheckpoint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='endorsements.round')),
                        ('email', models.EmailField(max_length=254)),
                        ('seq', models.BigIntegerField(help_text='-1 before the first mail.')),
                        ('hour', models.CharField(help_text='UTC, of the last mail.', max_length=10)),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'email'), name='checkpoints_are_mailed_once_to_an_address'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PaperEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='endorsements.round')),
                        ('sheet', models.BinaryField(max_length=32)),
                        ('style', models.CharField(max_length=8)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('marks', models.JSONField()),
                        ('sealed', models.BinaryField()),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'sheet', 'by'), name='paper_entry_once_by_a_person'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='after_the_close', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (SELECT status FROM endorsements_round WHERE id = NEW.round_id) NOT IN ('closed', 'mixed') OR EXISTS (\n        SELECT FROM endorsements_logentry line\n        WHERE line.round_id = NEW.round_id AND line.kind = 'paper')\n    THEN\n        RAISE EXCEPTION 'ballots on paper are entered after the close and before the count';\n    END IF;\n    RETURN NEW;\n", hash='ea2361182be6b3392ebc1be3a04986d54c8dbf6f', operation='INSERT OR UPDATE', pgid='pgtrigger_after_the_close_9fea8', table='endorsements_paperentry', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PastEndorsement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('election', models.CharField(max_length=80)),
                        ('office', models.CharField(max_length=120)),
                        ('candidate', models.CharField(max_length=120)),
                        ('outcome', models.CharField(choices=[('endorsed', 'Endorsed'), ('recommended', 'Recommended'), ('supported', 'Supported')], default='endorsed', max_length=12)),
                        ('share', models.CharField(blank=True, help_text='As published, for example “over 70 %”.', max_length=40)),
                        ('later', models.CharField(blank=True, choices=[('carried forward to the general election', 'carried forward to the general election'), ('lost', 'lost'), ('lost the general election', 'lost the general election'), ('lost the primary', 'lost the primary'), ('lost the special election', 'lost the special election'), ('not carried forward to the general election', 'not carried forward to the general election'), ('rescinded by a round', 'rescinded by a round'), ('superseded by a round', 'superseded by a round'), ('withdrew', 'withdrew'), ('won', 'won'), ('won the general election', 'won the general election'), ('won the primary', 'won the primary'), ('won the special election', 'won the special election')], help_text='What became of it, in the words used of rounds here.', max_length=120)),
                        ('source', models.URLField(max_length=300)),
                        ('decided_on', models.DateField(blank=True, help_text='Only where the source gives the day.', null=True)),
                        ('at_election', models.ForeignKey(blank=True, help_text='Whose page lists it. Only where the source leaves no doubt.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='past_endorsements', to='endorsements.election')),
                        ('legislator', models.ForeignKey(blank=True, help_text='Who this is in the legislature, if they sit or sat there. Never guessed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='past_endorsements', to='scorecard.legislator')),
                    ],
                    options={
                        'ordering': ['-year', 'office', 'candidate'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('later__in', ['', 'carried forward to the general election', 'lost', 'lost the general election', 'lost the primary', 'lost the special election', 'not carried forward to the general election', 'rescinded by a round', 'superseded by a round', 'withdrew', 'won', 'won the general election', 'won the primary', 'won the special election'])), name='past_endorsement_later_is_known'),
                            models.UniqueConstraint(fields=('year', 'election', 'office', 'candidate'), name='past_endorsement_entered_once'),
                            models.CheckConstraint(condition=models.Q(('decided_on__isnull', True), ('decided_on__year', models.F('year')), _connector='OR'), name='past_endorsement_day_lies_in_its_year'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Reason',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='endorsements.contest')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member')),
                        ('sealed', models.BinaryField()),
                        ('may_quote', models.BooleanField(default=False)),
                        ('is_quoted', models.BooleanField(default=False)),
                        ('is_kept', models.BooleanField(default=False)),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [
                            models.UniqueConstraint(fields=('contest', 'member'), name='reason_once_for_a_member_in_a_contest'),
                            models.CheckConstraint(condition=models.Q(('may_quote', True), models.Q(('is_kept', False), ('is_quoted', False)), _connector='OR'), name='reason_is_quoted_only_with_consent'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='has_its_time', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n    \n    SELECT round.status, COALESCE(NULLIF(round.held_from, ''), round.status) AS stands,\n        round.rehearsal, contest.form\n    INTO found FROM endorsements_contest contest\n    JOIN endorsements_round round ON round.id = contest.round_id\n    WHERE contest.id = NEW.contest_id;\n\n    IF NEW.is_quoted AND found.stands IN ('draft', 'scheduled', 'open') THEN\n        RAISE EXCEPTION 'reason_is_quoted_after_the_close' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'INSERT' AND found.status = 'certified' AND NEW.is_kept THEN\n        RETURN NEW;\n    END IF;\n    IF found.status <> 'open' AND (\n        TG_OP = 'INSERT' OR (NEW.contest_id, NEW.member_id, NEW.sealed, NEW.may_quote)\n        IS DISTINCT FROM (OLD.contest_id, OLD.member_id, OLD.sealed, OLD.may_quote))\n    THEN\n        RAISE EXCEPTION 'reason_is_written_while_the_round_is_open' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='557cbb13bccb15f1f5b30ec6edb4154984dfc775', operation='INSERT OR UPDATE', pgid='pgtrigger_has_its_time_fc041', table='endorsements_reason', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CastRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsements.contest')),
                        ('code', models.CharField(max_length=12)),
                        ('selection', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['contest', 'code'],
                        'constraints': [
                            models.UniqueConstraint(fields=('contest', 'code'), name='code_once_in_a_contest'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='written_by_the_count', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'INSERT' AND (SELECT status FROM endorsements_round WHERE id = (SELECT round_id FROM endorsements_contest WHERE id = NEW.contest_id)) = 'mixed'\n    THEN\n        RETURN NEW;\n    END IF;\n    IF TG_OP = 'DELETE' AND EXISTS (\n        SELECT FROM endorsements_round WHERE id = (SELECT round_id FROM endorsements_contest WHERE id = OLD.contest_id)\n        AND (status IN ('certified', 'annulled') OR rehearsal))\n    THEN\n        RETURN OLD;\n    END IF;\n    RAISE EXCEPTION 'ballots, records and results are written by the count alone';\n", hash='06cfb741b773dde51caf7129ee63bbc91a1a0189', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_by_the_count_c1993', table='endorsements_castrecord', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Result',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('contest', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='endorsements.contest')),
                        ('outcome', models.CharField(max_length=20)),
                        ('numbers', models.JSONField()),
                    ],
                    options={
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='written_by_the_count', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'INSERT' AND (SELECT status FROM endorsements_round WHERE id = (SELECT round_id FROM endorsements_contest WHERE id = NEW.contest_id)) = 'mixed'\n    THEN\n        RETURN NEW;\n    END IF;\n    IF TG_OP = 'DELETE' AND EXISTS (\n        SELECT FROM endorsements_round WHERE id = (SELECT round_id FROM endorsements_contest WHERE id = OLD.contest_id)\n        AND (status IN ('certified', 'annulled') OR rehearsal))\n    THEN\n        RETURN OLD;\n    END IF;\n    RAISE EXCEPTION 'ballots, records and results are written by the count alone';\n", hash='ab38d230b7a5cc91adfc7503f6117d4bf4f856ba', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_by_the_count_6f542', table='endorsements_result', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RecordFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsements.round')),
                        ('name', models.CharField(max_length=120)),
                        ('content', models.TextField()),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [
                            models.UniqueConstraint(fields=('round', 'name'), name='record_file_once_in_a_round'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'INSERT' AND (SELECT status FROM endorsements_round WHERE id = NEW.round_id) IN ('draft', 'counted') THEN\n        RETURN NEW;\n    END IF;\n    IF TG_OP = 'DELETE' AND ((SELECT status FROM endorsements_round WHERE id = OLD.round_id) IN ('draft', 'annulled')\n        OR (SELECT rehearsal FROM endorsements_round WHERE id = OLD.round_id)) THEN\n        RETURN OLD;\n    END IF;\n    RAISE EXCEPTION 'a file of the public record is written once';\n", hash='65fac6454dd3bdf1fed348ea308f70be8a73db1a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_once_92c63', table='endorsements_recordfile', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Recommendation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('contest', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='recommendation', to='endorsements.contest')),
                        ('choice', models.CharField(choices=[('none', 'no recommendation'), ('candidate', 'a candidate'), ('nobody', 'no endorsement, or no position on a question'), ('yes', 'yes to the question'), ('no', 'no to the question')], default='none', max_length=9, verbose_name='what is recommended')),
                        ('candidate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='endorsements.candidate')),
                        ('reasons', models.TextField(blank=True)),
                        ('recused', models.TextField(blank=True, help_text='One name a line; who took no part in the recommendation, and why.', verbose_name='who recused themselves')),
                        ('corrections', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('choice__in', ['none', 'candidate', 'nobody', 'yes', 'no'])), name='recommendation_is_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('candidate__isnull', False), ('choice', 'candidate')), models.Q(models.Q(('choice', 'candidate'), _negated=True), ('candidate__isnull', True)), _connector='OR'), name='recommendation_names_a_candidate_where_it_says_so'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='fits_its_contest', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n    \n    SELECT round.status, COALESCE(NULLIF(round.held_from, ''), round.status) AS stands,\n        round.rehearsal, contest.form\n    INTO found FROM endorsements_contest contest\n    JOIN endorsements_round round ON round.id = contest.round_id\n    WHERE contest.id = NEW.contest_id;\n\n    IF NEW.candidate_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM endorsements_candidate\n        WHERE id = NEW.candidate_id AND contest_id = NEW.contest_id)\n    THEN\n        RAISE EXCEPTION 'candidate_belongs_to_the_contest' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='75cb4ff29addf766b7561f89e9fc1d3171df57eb', operation='INSERT OR UPDATE', pgid='pgtrigger_fits_its_contest_aca5b', table='endorsements_recommendation', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='answers_its_contest', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n    \n    SELECT round.status, COALESCE(NULLIF(round.held_from, ''), round.status) AS stands,\n        round.rehearsal, contest.form\n    INTO found FROM endorsements_contest contest\n    JOIN endorsements_round round ON round.id = contest.round_id\n    WHERE contest.id = NEW.contest_id;\n\n    IF NEW.choice IN ('yes', 'no') AND found.form <> 'question' THEN\n        RAISE EXCEPTION 'recommendation_of_an_answer_is_for_questions' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='4034439bfafcc0c701f1ee1352922e83ae5ea4a9', operation='INSERT OR UPDATE', pgid='pgtrigger_answers_its_contest_e5fee', table='endorsements_recommendation', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='frozen_at_the_opening', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n    \n    SELECT round.status, COALESCE(NULLIF(round.held_from, ''), round.status) AS stands,\n        round.rehearsal, contest.form\n    INTO found FROM endorsements_contest contest\n    JOIN endorsements_round round ON round.id = contest.round_id\n    WHERE contest.id = COALESCE(OLD.contest_id, NEW.contest_id);\n\n    IF TG_OP = 'DELETE' THEN\n        IF found.stands NOT IN ('draft', 'scheduled') AND NOT found.rehearsal THEN\n            RAISE EXCEPTION 'recommendation_is_kept_after_the_opening' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN OLD;\n    END IF;\n    IF found.stands IN ('draft', 'scheduled') THEN\n        RETURN NEW;\n    END IF;\n    IF TG_OP = 'INSERT' THEN\n        IF NEW.choice <> 'none' OR NEW.reasons <> '' OR NEW.recused <> '' THEN\n            RAISE EXCEPTION 'recommendation_is_frozen_at_the_opening' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    END IF;\n    IF NEW.contest_id <> OLD.contest_id OR NEW.corrections <> OLD.corrections + 1\n        OR NOT EXISTS (\n            SELECT FROM endorsements_recommendationcorrection line\n            WHERE line.recommendation_id = NEW.id AND line.number = NEW.corrections)\n    THEN\n        RAISE EXCEPTION 'recommendation_is_frozen_at_the_opening' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='0e5295fddc9b894dcb583a52f15078b0a7bb17dd', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_at_the_opening_4f951', table='endorsements_recommendation', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RecommendationCorrection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='endorsements.recommendation')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('made_on', models.DateField()),
                        ('before', models.TextField(verbose_name='what it said before')),
                        ('because', models.TextField(verbose_name='why it was changed')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [
                            models.UniqueConstraint(fields=('recommendation', 'number'), name='correction_has_a_number_of_its_own'),
                            models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='correction_says_why'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' AND EXISTS (\n        SELECT FROM endorsements_recommendation said\n        JOIN endorsements_contest contest ON contest.id = said.contest_id\n        JOIN endorsements_round round ON round.id = contest.round_id\n        WHERE said.id = OLD.recommendation_id AND round.rehearsal)\n    THEN\n        RETURN OLD;\n    END IF;\n    RAISE EXCEPTION 'correction_is_kept' USING ERRCODE = 'check_violation';\n", hash='ebb80dd193638f97bc65fde5bc663e1dcd253de8', operation='UPDATE OR DELETE', pgid='pgtrigger_kept_de5d1', table='endorsements_recommendationcorrection', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ReadingMatter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='endorsements.contest')),
                        ('candidate', models.ForeignKey(blank=True, help_text='Empty: about the whole contest.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='endorsements.candidate')),
                        ('title', models.CharField(max_length=160)),
                        ('url', models.URLField(blank=True, verbose_name='address')),
                        ('starts_at', models.DateTimeField(blank=True, help_text='Of an event. Empty for a link.', null=True, verbose_name='begins')),
                        ('place', models.CharField(blank=True, max_length=160)),
                    ],
                    options={
                        'verbose_name': 'link or event',
                        'verbose_name_plural': 'links and events',
                        'ordering': ['starts_at', 'title', 'pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='link_or_event_has_a_title'),
                            models.CheckConstraint(condition=models.Q(models.Q(('url', ''), _negated=True), ('starts_at__isnull', False), _connector='OR'), name='link_or_event_leads_somewhere_or_begins'),
                            models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '^https?://'), _connector='OR'), name='link_is_an_address'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='fits_its_contest', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n    \n    SELECT round.status, COALESCE(NULLIF(round.held_from, ''), round.status) AS stands,\n        round.rehearsal, contest.form\n    INTO found FROM endorsements_contest contest\n    JOIN endorsements_round round ON round.id = contest.round_id\n    WHERE contest.id = NEW.contest_id;\n\n    IF NEW.candidate_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM endorsements_candidate\n        WHERE id = NEW.candidate_id AND contest_id = NEW.contest_id)\n    THEN\n        RAISE EXCEPTION 'candidate_belongs_to_the_contest' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='e80426180f087f94e72131400de93f6dc0f8b704', operation='INSERT OR UPDATE', pgid='pgtrigger_fits_its_contest_af707', table='endorsements_readingmatter', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CandidateNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidate_notes', to=settings.AUTH_USER_MODEL)),
                        ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='endorsements.candidate')),
                        ('sealed', models.BinaryField()),
                    ],
                    options={
                        'constraints': [
                            models.UniqueConstraint(fields=('user', 'candidate'), name='note_of_a_candidate_once_for_a_login'),
                        ],
                    },
                ),
            ]
        ),
    ]
