"""The casting transaction as one function of the database, and the lock it shares."""

from django.db import migrations

ROUND_LOCK = """
CREATE FUNCTION endorsements_round_lock(p_round uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || substr(md5(p_round::text), 1, 16))::bit(64)::bigint
$$;
"""

# One round trip, cached plans. Casts share the round's advisory lock; closing takes it alone, so
# that no ballot is recorded after the close and closing never starves.
CAST_BALLOT = """
CREATE FUNCTION endorsements_cast_ballot(
    p_round uuid, p_entry bigint, p_replaces integer, p_form bytea, p_sealed bytea,
    p_payload jsonb, p_signature bytea
) RETURNS TABLE (outcome text, version integer)
LANGUAGE plpgsql AS $$
DECLARE
    v_round record;
    v_entry record;
    v_stored record;
    v_version integer;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(endorsements_round_lock(p_round));

    SELECT r.status, r.closes_at INTO v_round FROM endorsements_round r WHERE r.id = p_round;
    IF v_round.status IS DISTINCT FROM 'open' THEN
        RETURN QUERY SELECT COALESCE(v_round.status, 'unknown')::text, 0;
        RETURN;
    END IF;
    IF clock_timestamp() >= v_round.closes_at THEN
        RETURN QUERY SELECT 'closed'::text, 0;
        RETURN;
    END IF;

    SELECT e.slot, e.channel, e.is_voided INTO v_entry FROM endorsements_rollentry e
        WHERE e.id = p_entry AND e.round_id = p_round FOR NO KEY UPDATE;
    IF v_entry.slot IS NULL OR encode(v_entry.slot, 'hex') <> p_payload ->> 'slot' THEN
        RETURN QUERY SELECT 'unknown'::text, 0;
        RETURN;
    END IF;
    IF v_entry.is_voided THEN
        RETURN QUERY SELECT 'voided'::text, 0;
        RETURN;
    END IF;
    IF v_entry.channel = 'paper' THEN
        RETURN QUERY SELECT 'paper'::text, 0;
        RETURN;
    END IF;

    SELECT n.version, n.form INTO v_stored FROM endorsements_envelope n
        WHERE n.slot = v_entry.slot;
    IF COALESCE(v_stored.version, 0) <> p_replaces THEN
        IF v_stored.version = p_replaces + 1 AND v_stored.form = p_form THEN
            RETURN QUERY SELECT 'same_form'::text, v_stored.version;
        ELSE
            RETURN QUERY SELECT 'other_form'::text, COALESCE(v_stored.version, 0);
        END IF;
        RETURN;
    END IF;

    v_version := p_replaces + 1;
    INSERT INTO endorsements_envelope AS n (slot, round_id, version, form, sealed)
        VALUES (v_entry.slot, p_round, v_version, p_form, p_sealed)
        ON CONFLICT (slot) DO UPDATE
        SET version = EXCLUDED.version, form = EXCLUDED.form, sealed = EXCLUDED.sealed;
    INSERT INTO endorsements_logentry (round_id, seq, kind, payload, head, signature)
        VALUES (p_round, NULL, 'cast', p_payload, NULL, p_signature);
    IF v_entry.channel <> 'online' THEN
        UPDATE endorsements_rollentry SET channel = 'online' WHERE id = p_entry;
    END IF;
    RETURN QUERY SELECT 'recorded'::text, v_version;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("endorsements", "0001_tables")]

    operations = [
        migrations.RunSQL(ROUND_LOCK, "DROP FUNCTION endorsements_round_lock(uuid)"),
        migrations.RunSQL(
            CAST_BALLOT,
            "DROP FUNCTION endorsements_cast_ballot"
            "(uuid, bigint, integer, bytea, bytea, jsonb, bytea)",
        ),
    ]
