import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0007_closing"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='merges_make_no_chain', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."merged_into_id" IS NOT NULL)', func="\n    PERFORM FROM members_member WHERE id = NEW.merged_into_id FOR SHARE;\n    IF EXISTS (\n        SELECT FROM members_member person\n        WHERE person.id = NEW.merged_into_id\n        AND person.merged_into_id IS NOT NULL\n    ) OR EXISTS (\n        SELECT FROM members_member duplicate\n        WHERE duplicate.merged_into_id = NEW.id\n    ) THEN\n        RAISE EXCEPTION 'merges_make_no_chain' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='7e23b256261a922ff9ef801d2219552b20f3ba8a', operation='INSERT OR UPDATE OF "merged_into_id"', pgid='pgtrigger_merges_make_no_chain_b3fdc', table='members_member', when='BEFORE')),
        ),
    ]
