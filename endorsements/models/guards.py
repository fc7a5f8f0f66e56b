"""What the database itself refuses, whatever path a change takes (bodies of triggers)."""

_ROUND_STATUS = "(SELECT status FROM endorsements_round WHERE id = {row}.round_id)"
_IS_REHEARSAL = "(SELECT rehearsal FROM endorsements_round WHERE id = {row}.round_id)"

FROZEN_ROUND = """
    IF NEW.rehearsal IS DISTINCT FROM OLD.rehearsal AND OLD.status <> 'draft' THEN
        RAISE EXCEPTION 'whether a round is a rehearsal is fixed when it is scheduled';
    END IF;
    IF OLD.status <> 'draft' AND NEW.status <> 'draft' AND
        (NEW.definition, NEW.definition_hash, NEW.roll_root, NEW.pad_to,
         NEW.record_date, NEW.suite, NEW.counts_minimum, NEW.records_minimum,
         NEW.challenge_days, NEW.embargo_hours, NEW.chapter_id, NEW.roll_count, NEW.title, NEW.slug,
         NEW.frozen_at)
        IS DISTINCT FROM
        (OLD.definition, OLD.definition_hash, OLD.roll_root, OLD.pad_to,
         OLD.record_date, OLD.suite, OLD.counts_minimum, OLD.records_minimum,
         OLD.challenge_days, OLD.embargo_hours, OLD.chapter_id, OLD.roll_count, OLD.title, OLD.slug,
         OLD.frozen_at)
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

# The lock makes an edit and a scheduling at the same moment take turns.
FROZEN_CONTEST = """
    PERFORM FROM endorsements_round WHERE id IN (OLD.round_id, NEW.round_id) FOR SHARE;
    IF EXISTS (
        SELECT FROM endorsements_round WHERE id IN (OLD.round_id, NEW.round_id)
        AND status <> 'draft' AND NOT (TG_OP = 'DELETE' AND rehearsal))
    THEN
        RAISE EXCEPTION 'contests are frozen when the round is scheduled';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""

_ROUNDS_OF_CANDIDATE = """endorsements_round r WHERE r.id IN (
        SELECT c.round_id FROM endorsements_contest c
        WHERE c.id IN (OLD.contest_id, NEW.contest_id))"""

# The pieces are ours; nothing of a request comes near.
FROZEN_CANDIDATE = f"""
    PERFORM FROM {_ROUNDS_OF_CANDIDATE} FOR SHARE;
    IF EXISTS (
        SELECT FROM {_ROUNDS_OF_CANDIDATE}
        AND r.status <> 'draft' AND NOT (TG_OP = 'DELETE' AND r.rehearsal))
        AND (TG_OP <> 'UPDATE'
             OR (NEW.key, NEW.name, NEW.description, NEW.position, NEW.contest_id)
                IS DISTINCT FROM
                (OLD.key, OLD.name, OLD.description, OLD.position, OLD.contest_id))
    THEN
        RAISE EXCEPTION 'candidates are frozen when the round is scheduled';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.is_withdrawn <> COALESCE(OLD.is_withdrawn, FALSE) AND NOT EXISTS (
        SELECT FROM {_ROUNDS_OF_CANDIDATE} AND 'open' IN (r.status, r.held_from))
    THEN
        RAISE EXCEPTION 'a withdrawal is noted while the round is open';
    END IF;
    RETURN NEW;
"""  # noqa: S608

# Of all rows of a statement at once: a roll may have a million.
_WRITTEN_WHILE = """
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT round_id FROM written) one
        JOIN endorsements_round r ON r.id = one.round_id
        WHERE r.status NOT IN ({statuses}))
    THEN
        RAISE EXCEPTION 'the roll is frozen when the round is scheduled';
    END IF;
    RETURN NULL;
"""
# Afterwards members are added by name and for a reason; while the round is open the log says so
# first.
GROWING_ROLL = _WRITTEN_WHILE.format(statuses="'draft', 'scheduled', 'open'").replace(
    "    RETURN NULL;",
    """    IF EXISTS (
        SELECT FROM written JOIN endorsements_round r ON r.id = written.round_id
        WHERE r.status <> 'draft' AND (written.reason = '' OR (r.status = 'open' AND NOT EXISTS (
            SELECT FROM endorsements_logentry line
            WHERE line.round_id = written.round_id AND line.kind = 'roll_add'
            AND line.payload = jsonb_build_object(
                'slot', encode(written.slot, 'hex'), 'style', written.style)))))
    THEN
        RAISE EXCEPTION 'who is added to a frozen roll has a reason and a line in the log';
    END IF;
    RETURN NULL;""",
)
MISSES_OF_DRAFTS = _WRITTEN_WHILE.format(statuses="'draft'")

FROZEN_MISSES = f"""
    IF TG_OP = 'DELETE' AND ({_ROUND_STATUS.format(row="OLD")} = 'draft'
        OR {_IS_REHEARSAL.format(row="OLD")}) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the roll is frozen when the round is scheduled';
"""

FROZEN_ROLL = f"""
    IF TG_OP = 'DELETE' THEN
        IF {_ROUND_STATUS.format(row="OLD")} <> 'draft'
            AND NOT {_IS_REHEARSAL.format(row="OLD")} THEN
            RAISE EXCEPTION 'the roll is frozen when the round is scheduled';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.round_id, NEW.member_id, NEW.style, NEW.reason, NEW.grounds)
        IS DISTINCT FROM (OLD.round_id, OLD.member_id, OLD.style, OLD.reason, OLD.grounds)
        OR (NEW.slot IS DISTINCT FROM OLD.slot
            AND NOT (NEW.slot IS NULL AND {_ROUND_STATUS.format(row="NEW")}
                     IN ('certified', 'annulled')))
    THEN
        RAISE EXCEPTION 'the roll is frozen when the round is scheduled';
    END IF;
    RETURN NEW;
"""

ENVELOPES_ONLY_WHILE_OPEN = """
    IF EXISTS (
        SELECT FROM endorsements_round
        WHERE id IN (OLD.round_id, NEW.round_id) AND status <> 'open')
    THEN
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
    IF TG_OP = 'INSERT' AND {_ROUND_STATUS.format(row="NEW")} IN ('draft', 'counted') THEN
        RETURN NEW;
    END IF;
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
# Between the close and the word of two people that all are entered.
PAPER_AFTER_THE_CLOSE = f"""
    IF {_ROUND_STATUS.format(row="NEW")} NOT IN ('closed', 'mixed') OR EXISTS (
        SELECT FROM endorsements_logentry line
        WHERE line.round_id = NEW.round_id AND line.kind = 'paper')
    THEN
        RAISE EXCEPTION 'ballots on paper are entered after the close and before the count';
    END IF;
    RETURN NEW;
"""
INNER_BALLOT = WRITTEN_BY_THE_COUNT.format(new="NEW.round_id", old="OLD.round_id", written="closed")
_ROUND_OF_CONTEST = "(SELECT round_id FROM endorsements_contest WHERE id = {row}.contest_id)"
RECORD_OR_RESULT = WRITTEN_BY_THE_COUNT.format(
    new=_ROUND_OF_CONTEST.format(row="NEW"),
    old=_ROUND_OF_CONTEST.format(row="OLD"),
    written="mixed",
)
