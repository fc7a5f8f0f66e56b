"""What the database itself refuses, whatever path a change takes (bodies of triggers)."""

_ROUND_STATUS = "(SELECT status FROM endorsements_round WHERE id = {row}.round_id)"
_IS_REHEARSAL = "(SELECT rehearsal FROM endorsements_round WHERE id = {row}.round_id)"
_EITHER_STATUS = (
    "(SELECT status FROM endorsements_round WHERE id = COALESCE(NEW.round_id, OLD.round_id))"
)

FROZEN_ROUND = """
    IF NEW.rehearsal IS DISTINCT FROM OLD.rehearsal AND OLD.status <> 'draft' THEN
        RAISE EXCEPTION 'whether a round is a rehearsal is fixed when it is scheduled';
    END IF;
    IF OLD.status <> 'draft' AND NEW.status <> 'draft' AND
        (NEW.definition, NEW.definition_hash, NEW.roll_root, NEW.pad_to,
         NEW.record_date, NEW.suite, NEW.counts_minimum, NEW.records_minimum,
         NEW.challenge_days, NEW.embargo_hours, NEW.roll_count)
        IS DISTINCT FROM
        (OLD.definition, OLD.definition_hash, OLD.roll_root, OLD.pad_to,
         OLD.record_date, OLD.suite, OLD.counts_minimum, OLD.records_minimum,
         OLD.challenge_days, OLD.embargo_hours, OLD.roll_count)
    THEN
        RAISE EXCEPTION 'the definition of a round is frozen when it is scheduled';
    END IF;
    IF OLD.status NOT IN ('draft', 'scheduled') AND
        (NEW.signing_key, NEW.mix_key, NEW.tally_key, NEW.opens_at)
        IS DISTINCT FROM (OLD.signing_key, OLD.mix_key, OLD.tally_key, OLD.opens_at)
    THEN
        RAISE EXCEPTION 'keys and opening time of a round are fixed when it opens';
    END IF;
    IF OLD.status NOT IN ('draft', 'scheduled') AND NEW.status IN ('draft', 'scheduled') THEN
        RAISE EXCEPTION 'a round that has opened cannot be scheduled again';
    END IF;
    RETURN NEW;
"""

KEPT_ROUND = """
    IF OLD.status <> 'draft' AND NOT OLD.rehearsal THEN
        RAISE EXCEPTION 'a round is kept once it has been scheduled';
    END IF;
    RETURN OLD;
"""

FROZEN_CONTEST = f"""
    IF {_EITHER_STATUS} <> 'draft'
        AND NOT (TG_OP = 'DELETE' AND {_IS_REHEARSAL.format(row="OLD")}) THEN
        RAISE EXCEPTION 'contests are frozen when the round is scheduled';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""

FROZEN_CANDIDATE = """
    IF (SELECT r.status FROM endorsements_round r
        JOIN endorsements_contest c ON c.round_id = r.id
        WHERE c.id = COALESCE(NEW.contest_id, OLD.contest_id)) <> 'draft'
        AND (TG_OP <> 'UPDATE'
             OR (NEW.key, NEW.name, NEW.position, NEW.contest_id)
                IS DISTINCT FROM (OLD.key, OLD.name, OLD.position, OLD.contest_id))
    THEN
        RAISE EXCEPTION 'candidates are frozen when the round is scheduled';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""

FROZEN_ROLL = f"""
    IF TG_OP = 'INSERT' THEN
        IF {_ROUND_STATUS.format(row="NEW")} NOT IN ('draft', 'open') THEN
            RAISE EXCEPTION 'the roll is frozen when the round is scheduled';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF {_ROUND_STATUS.format(row="OLD")} <> 'draft'
            AND NOT {_IS_REHEARSAL.format(row="OLD")} THEN
            RAISE EXCEPTION 'the roll is frozen when the round is scheduled';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.round_id, NEW.member_id, NEW.style, NEW.reason)
        IS DISTINCT FROM (OLD.round_id, OLD.member_id, OLD.style, OLD.reason)
        OR (NEW.slot IS DISTINCT FROM OLD.slot
            AND NOT (NEW.slot IS NULL AND {_ROUND_STATUS.format(row="NEW")}
                     IN ('certified', 'annulled')))
    THEN
        RAISE EXCEPTION 'the roll is frozen when the round is scheduled';
    END IF;
    RETURN NEW;
"""

ENVELOPES_ONLY_WHILE_OPEN = f"""
    IF {_ROUND_STATUS.format(row="NEW")} <> 'open' THEN
        RAISE EXCEPTION 'ballots are taken only while the round is open';
    END IF;
    RETURN NEW;
"""

APPEND_ONLY_LOG = f"""
    IF TG_OP = 'DELETE' AND {_IS_REHEARSAL.format(row="OLD")} THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.seq IS NULL
        AND (NEW.round_id, NEW.kind, NEW.payload, NEW.signature)
            IS NOT DISTINCT FROM (OLD.round_id, OLD.kind, OLD.payload, OLD.signature) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the log of a round is append-only';
"""

WRITTEN_ONCE_FILE = f"""
    IF TG_OP = 'DELETE' AND ({_ROUND_STATUS.format(row="OLD")} IN ('draft', 'annulled')
        OR {_IS_REHEARSAL.format(row="OLD")}) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a file of the public record is written once';
"""

APPEND_ONLY = f"""
    IF TG_OP = 'DELETE' AND {_IS_REHEARSAL.format(row="OLD")} THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'these rows are append-only';
"""


WRITTEN_BY_THE_COUNT = """
    IF TG_OP = 'INSERT' AND (SELECT status FROM endorsements_round WHERE id = {new}) = '{written}'
    THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM endorsements_round WHERE id = {old}
        AND (status IN ('certified', 'annulled') OR rehearsal))
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'ballots, records and results are written by the count alone';
"""
INNER_BALLOT = WRITTEN_BY_THE_COUNT.format(new="NEW.round_id", old="OLD.round_id", written="closed")
_ROUND_OF_CONTEST = "(SELECT round_id FROM endorsements_contest WHERE id = {row}.contest_id)"
RECORD_OR_RESULT = WRITTEN_BY_THE_COUNT.format(
    new=_ROUND_OF_CONTEST.format(row="NEW"),
    old=_ROUND_OF_CONTEST.format(row="OLD"),
    written="mixed",
)
