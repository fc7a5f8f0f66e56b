"""Whom the roll speaks of exists: foreign keys checked once a statement, not once a row.

A roll may have a million members, and the database's own foreign keys ask and lock row by row:
as long as the writing itself. The same is promised here by triggers. Rounds are locked as a foreign
key locks them. Members are too many for that: who writes a roll shares an advisory lock, and who
deletes members takes it alone, so that either sees what the other did. Both must look at what is
committed once they have the lock, as READ COMMITTED does and no other level.
"""

from django.db import migrations

FOREIGN_KEY = "USING ERRCODE = 'foreign_key_violation'"
LOCK = "hashtextextended('endorsements: members of a roll', 0)"
READS_WHAT_IS_COMMITTED = """
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'members of a roll are written and deleted in READ COMMITTED alone'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;"""

# Planned anew each time: one row that is added by hand, or a million.
FUNCTIONS = f"""
CREATE FUNCTION endorsements_roll_refers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_missing boolean;
BEGIN
    {READS_WHAT_IS_COMMITTED}
    PERFORM pg_advisory_xact_lock_shared({LOCK});
    PERFORM FROM endorsements_round WHERE id IN (SELECT round_id FROM written) FOR KEY SHARE;
    EXECUTE 'SELECT EXISTS (
        SELECT FROM (SELECT DISTINCT round_id FROM written) w
        WHERE NOT EXISTS (SELECT FROM endorsements_round r WHERE r.id = w.round_id))'
        INTO v_missing;
    IF v_missing THEN
        RAISE EXCEPTION 'a roll belongs to a round that exists' {FOREIGN_KEY};
    END IF;
    EXECUTE 'SELECT EXISTS (
        SELECT FROM written w
        WHERE NOT EXISTS (SELECT FROM members_member m WHERE m.id = w.member_id))'
        INTO v_missing;
    IF v_missing THEN
        RAISE EXCEPTION 'a roll speaks of members who exist' {FOREIGN_KEY};
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION endorsements_roll_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a roll speaks of keeps its number' {FOREIGN_KEY};
END
$$;

CREATE FUNCTION endorsements_members_leave_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {READS_WHAT_IS_COMMITTED}
    PERFORM pg_advisory_xact_lock({LOCK});
    RETURN NULL;
END
$$;

CREATE FUNCTION endorsements_members_on_rolls_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM gone JOIN endorsements_rollentry e ON e.member_id = gone.id)
        OR EXISTS (SELECT FROM gone JOIN endorsements_rollmiss s ON s.member_id = gone.id)
    THEN
        RAISE EXCEPTION 'a member of whom a roll speaks is kept' {FOREIGN_KEY};
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION endorsements_round_with_roll_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM endorsements_rollentry e WHERE e.round_id = OLD.id)
        OR EXISTS (SELECT FROM endorsements_rollmiss s WHERE s.round_id = OLD.id)
    THEN
        RAISE EXCEPTION 'a round that has a roll is kept' {FOREIGN_KEY};
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION endorsements_rolls_go_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM endorsements_rollentry) OR EXISTS (SELECT FROM endorsements_rollmiss)
    THEN
        RAISE EXCEPTION 'what a roll speaks of is kept' {FOREIGN_KEY};
    END IF;
    RETURN NULL;
END
$$;
"""  # noqa: S608
_ROLLS = ("endorsements_rollentry", "endorsements_rollmiss")
_SPOKEN_OF = ("endorsements_round", "members_member")
ON_ROLLS = "".join(
    f"""
CREATE TRIGGER roll_refers AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION endorsements_roll_refers();
CREATE TRIGGER roll_stays AFTER UPDATE OF round_id, member_id ON {table} FOR EACH ROW
    WHEN ((OLD.round_id, OLD.member_id) IS DISTINCT FROM (NEW.round_id, NEW.member_id))
    EXECUTE FUNCTION endorsements_roll_stays();
"""
    for table in _ROLLS
)
ON_SPOKEN_OF = "".join(
    f"""
CREATE TRIGGER roll_stays AFTER UPDATE OF id ON {table} FOR EACH ROW
    WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION endorsements_roll_stays();
CREATE TRIGGER rolls_go_first AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION endorsements_rolls_go_first();
"""
    for table in _SPOKEN_OF
)
ON_DELETION = """
CREATE TRIGGER members_leave_alone BEFORE DELETE ON members_member
    FOR EACH STATEMENT EXECUTE FUNCTION endorsements_members_leave_alone();
CREATE TRIGGER members_on_rolls_stay AFTER DELETE ON members_member
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION endorsements_members_on_rolls_stay();
CREATE TRIGGER round_with_roll_stays AFTER DELETE ON endorsements_round
    FOR EACH ROW EXECUTE FUNCTION endorsements_round_with_roll_stays();
"""
UNDONE = "".join(
    f"DROP FUNCTION endorsements_{name}() CASCADE;"
    for name in (
        "roll_refers",
        "roll_stays",
        "members_leave_alone",
        "members_on_rolls_stay",
        "round_with_roll_stays",
        "rolls_go_first",
    )
)


class Migration(migrations.Migration):
    replaces = [("endorsements", "0010_roll_at_once")]
    dependencies = [("endorsements", "0002_cast_ballot")]

    operations = [
        migrations.RunSQL(FUNCTIONS + ON_ROLLS + ON_SPOKEN_OF + ON_DELETION, UNDONE),
    ]
