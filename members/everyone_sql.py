"""The texts of the query in `everyone.py`, step by step from the ledger to an answer.

Names of kinds, causes and facts are filled in from `members.dues`; nothing of a request comes
near. `%(...)s` are values. `{reading}` tells apart the two readings of one ledger that a roll's
answer needs: as it was recorded by the freeze, and whole.
"""

from members.dues import cover
from members.dues import grounds as causes

# Kinds that may cover something or be spoken of, by number: an array holds no texts and numbers.
KINDS = [cover.DUES, cover.REDUCED, cover.WAIVER, cover.CREDIT, cover.GIFT]
_KIND_NO = " ".join(f"WHEN '{kind}' THEN {number}" for number, kind in enumerate(KINDS, start=1))
# The first day there is, so that no day is below zero.
EPOCH = "DATE '0001-01-01'"
_FIRST_OF_MONTH = "make_date(({0} / 384)::int, ({0} / 32 %% 12)::int + 1, 1)"
# A day that the calendar may not have, 31 February, is the last of its month.
_AS_DAY = (
    f"least({_FIRST_OF_MONTH} + ({{0}} %% 32)::int - 1,"
    f" {_FIRST_OF_MONTH.replace('{0}', '({0} + 32)')} - 1)"
)
_WORDS = {
    "dues": f"'{cover.DUES}'",
    "reduced": f"'{cover.REDUCED}'",
    "waiver": f"'{cover.WAIVER}'",
    "credit": f"'{cover.CREDIT}'",
    "gift": f"'{cover.GIFT}'",
    "refund": f"'{cover.REFUND}'",
    "reversal": f"'{cover.REVERSAL}'",
    "year": str(cover.MONTHS_OF_A_YEAR),
    "epoch": EPOCH,
    "kind_no": f"CASE c.kind {_KIND_NO} END",
    # Below it stands what the last entry says, above it the entry's place in the walk.
    "place": str(2**32),
    "reach": _AS_DAY.format("(anchor_so_far + 32 * months_so_far)"),
    "paid_until": _AS_DAY.format("paid_until"),
    **{cause.upper(): f"'{cause}'" for cause in causes.FACTS},
}

# Entries that were not taken back as written in error, with the months they pay for by the rules
# of their own day. `counts`: came in by the day and was not given back by then.
_ENTRIES = """
reversed_{reading} AS (
    SELECT c.undoes_id AS id FROM members_contribution c
    WHERE c.kind = {reversal} AND {recorded}
),
refunded_{reading} AS (
    SELECT c.undoes_id AS id, min(c.received_on) AS back_on FROM members_contribution c
    WHERE c.kind = {refund} AND {recorded}
    AND NOT EXISTS (SELECT FROM reversed_{reading} v WHERE v.id = c.id)
    GROUP BY c.undoes_id
),
entries_{reading} AS (
    SELECT
        COALESCE(m.merged_into_id, c.member_id) AS person, c.id, c.received_on, c.amount_cents,
        c.covers_until, c.recorded_at, r.grace, r.is_calendar, r.next_year_from,
        {kind_no} AS kind_no,
        c.kind = {waiver} AS is_waiver, c.kind = {credit} AS is_credit, c.kind = {gift} AS is_gift,
        CASE WHEN c.kind = {reduced} THEN r.reduced_monthly ELSE r.monthly END AS least_cents,
        CASE
            WHEN c.kind = {waiver} THEN r.waiver_months
            WHEN c.kind = {dues} AND c.amount_cents >= r.annual THEN {year}
            WHEN c.kind = {dues} AND c.amount_cents >= r.monthly THEN 1
            WHEN c.kind = {reduced} AND c.amount_cents >= r.reduced_annual THEN {year}
            WHEN c.kind = {reduced} AND c.amount_cents >= r.reduced_monthly THEN 1
            ELSE 0
        END AS months,
        f.id IS NULL AS stays,
        c.received_on <= %(day)s AS came_in,
        c.received_on <= %(day)s AND (f.id IS NULL OR f.back_on > %(day)s) AS counts
    FROM members_contribution c
    LEFT JOIN members_member m ON m.id = c.member_id AND m.merged_into_id IS NOT NULL
    JOIN rules r
        ON (r.begins IS NULL OR c.received_on >= r.begins)
        AND (r.ends IS NULL OR c.received_on < r.ends)
    LEFT JOIN refunded_{reading} f ON f.id = c.id
    WHERE c.kind = ANY(%(kinds)s) AND {recorded}
    AND (%(among)s::bigint[] IS NULL OR COALESCE(m.merged_into_id, c.member_id) = ANY(%(among)s))
    AND NOT EXISTS (SELECT FROM reversed_{reading} v WHERE v.id = c.id)
    OFFSET 0
)"""
# The walk along each ledger: sums and maxima up to each row.
_WALK = """
summed_{reading} AS (
    SELECT *,
        CASE WHEN counts THEN months ELSE 0 END AS paid,
        counts AND (months > 0 OR is_credit) AS covers,
        sum(CASE WHEN counts THEN months ELSE 0 END) OVER walk AS months_so_far,
        row_number() OVER walk AS place
    FROM entries_{reading}
    WINDOW walk AS (
        PARTITION BY person ORDER BY received_on, amount_cents, id ROWS UNBOUNDED PRECEDING
    )
),
anchored_{reading} AS (
    SELECT *,
        CASE WHEN paid > 0 THEN
            CASE
                WHEN is_calendar AND paid = {year} AND NOT is_waiver THEN (
                    (date_part('year', received_on)::bigint - 1
                    + (date_part('month', received_on) >= next_year_from)::int) * 12 + 11
                ) * 32 + 31
                ELSE (
                    date_part('year', received_on)::bigint * 12
                    + date_part('month', received_on)::bigint - 1
                ) * 32 + date_part('day', received_on)::bigint
            END - 32 * (months_so_far - paid)
        END AS anchor
    FROM summed_{reading}
),
{walked}"""
# Only rules that let a lapse begin the minimum days anew ask where memberships were broken: how
# far everything before an entry had reached.
_WALKED = """
reached_{reading} AS (
    SELECT *,
        max(anchor) OVER walk AS anchor_so_far,
        max(CASE WHEN counts THEN covers_until END) OVER walk AS credited_until
    FROM anchored_{reading}
    WINDOW walk AS (
        PARTITION BY person ORDER BY received_on, amount_cents, id ROWS UNBOUNDED PRECEDING
    )
),
walked_{reading} AS (
    SELECT *,
        lag(GREATEST({reach}, credited_until)) OVER (
            PARTITION BY person ORDER BY received_on, amount_cents, id
        ) AS reached_before
    FROM reached_{reading}
)"""
_NOT_WALKED = """
walked_{reading} AS (SELECT *, NULL::date AS reached_before FROM anchored_{reading})"""
# One row for each person. The last of some entries is the greatest of arrays that begin with
# what entries are ordered by.
_PEOPLE = """
people_{reading} AS (
    SELECT
        person,
        (max(anchor) + 32 * max(months_so_far))::bigint AS paid_until,
        min(received_on) FILTER (WHERE covers) AS since,
        max(ARRAY[covers_until - {epoch}, {epoch} - received_on, -id])
            FILTER (WHERE covers AND is_credit) AS credit,
        max(place * {place} + amount_cents) FILTER (WHERE paid > 0) %% {place} AS payment_cents,
        max(place * {place} + 8 * (received_on - {epoch}) + kind_no) FILTER (WHERE paid > 0)
            %% {place} AS payment_day,
        max(ARRAY[place, id]) FILTER (WHERE paid > 0) AS payment,
        max(ARRAY[received_on - {epoch}, amount_cents, id, kind_no])
            FILTER (WHERE came_in AND NOT counts AND (months > 0 OR is_credit)) AS back,
        max(ARRAY[received_on - {epoch}, amount_cents, id, least_cents])
            FILTER (WHERE counts AND months = 0 AND NOT (is_gift OR is_credit OR is_waiver))
            AS dues,
        COALESCE(bool_or(is_gift AND counts), FALSE) AS has_gift,
        min(received_on) FILTER (WHERE stays AND (months > 0 OR is_credit)) AS first_paid_on,
        max(ARRAY[received_on - {epoch}, amount_cents, id, kind_no])
            FILTER (WHERE covers AND {is_late}) AS late,
        max(received_on) FILTER (WHERE {is_new}) AS began,
        max(reached_before) FILTER (WHERE {is_new}) AS before
    FROM walked_{reading}
    GROUP BY person
)"""
_IS_NEW = "covers AND (reached_before IS NULL OR received_on - reached_before > grace)"
_JUDGED = """
covered_{reading} AS (
    SELECT *,
        {paid_until} AS until_by_payment,
        {epoch} + credit[1]::int AS until_by_credit,
        GREATEST({paid_until}, {epoch} + credit[1]::int) AS until,
        credit IS NOT NULL AND (paid_until IS NULL OR {epoch} + credit[1]::int > {paid_until})
            AS by_credit
    FROM people_{reading}
    OFFSET 0
),
judged_{reading} AS (
    SELECT *,
        CASE WHEN by_credit THEN -credit[3] ELSE payment[2] END AS paid_by,
        CASE WHEN by_credit THEN {epoch} - credit[2]::int ELSE {epoch} + (payment_day / 8)::int END
            AS paid_by_on,
        {waits_from} AS waits_from,
        CASE
            WHEN until IS NULL AND back IS NOT NULL THEN {REFUNDED}
            WHEN until IS NULL AND dues IS NOT NULL THEN {TOO_LITTLE}
            WHEN until IS NULL AND has_gift THEN {GIFTS_ONLY}
            WHEN until IS NULL THEN {NOTHING}
            WHEN %(day)s - until > %(grace_days)s THEN {LAPSED}
            WHEN %(day)s - {waits_from} < %(minimum_days)s THEN {TOO_NEW}
            WHEN %(day)s > until THEN {GRACE}
            ELSE {COVERED}
        END AS cause
    FROM covered_{reading}
    OFFSET 0
)"""
_WAITS_FROM = {
    cover.NOT_AGAIN: "since",
    cover.AGAIN: "(CASE WHEN before IS NULL THEN since ELSE began END)",
    cover.UNLESS_PRIOR_YEAR: "(CASE WHEN before IS NULL"
    " OR date_part('year', before) >= date_part('year', began) - 1 THEN since ELSE began END)",
}
# The answers as the ledger stands.
AS_IT_IS = """
    SELECT m.id AS member_id, m.left_on, one.*, one.first_paid_on AS first_ever_on,
        NULL::bigint[] AS late_one, COALESCE(one.cause, {NOTHING}) AS found
    FROM members_member m LEFT JOIN judged_whole one ON one.person = m.id
    WHERE m.merged_into_id IS NULL
    AND (%(among)s::bigint[] IS NULL OR m.id = ANY(%(among)s))"""
# The answers as a roll saw the ledger; what was recorded later is named where it would have helped.
AS_RECORDED = """
    SELECT m.id AS member_id, m.left_on, one.*, whole.first_paid_on AS first_ever_on,
        whole.late AS late_one,
        CASE
            WHEN COALESCE(one.cause, {NOTHING}) NOT IN {good} AND whole.cause IN {good}
                AND whole.late IS NOT NULL THEN {RECORDED_LATE}
            ELSE COALESCE(one.cause, {NOTHING})
        END AS found
    FROM members_member m
    LEFT JOIN judged_early one ON one.person = m.id
    LEFT JOIN judged_whole whole ON whole.person = m.id
    WHERE m.merged_into_id IS NULL
    AND (%(among)s::bigint[] IS NULL OR m.id = ANY(%(among)s))"""
ANSWERS = """
, found AS ({found})
, settled AS (
    SELECT *,
        CASE
            WHEN found IN {good} AND left_on <= %(left_by)s THEN {LEFT}
            WHEN {names_later} AND since IS NULL AND found <> {RECORDED_LATE}
                AND first_ever_on > %(day)s THEN {PAID_LATER}
            ELSE found
        END AS because
    FROM found
)
SELECT
    member_id,
    because IN {good} AS is_good,
    because NOT IN {good} AND because NOT IN {far_off} AS is_near,
    since,
    until,
    paid_by,
    {grounds} AS grounds
FROM settled"""
# How the query says each fact, where it differs by cause first.
_BACK = f"back IS NOT NULL AND (until IS NULL OR {EPOCH} + back[1]::int >= paid_by_on)"
_KIND = "(%(kinds)s)[{}]"
_PAID_AS = _KIND.format("payment_day %% 8")
_FACTS = {
    (causes.RECORDED_LATE, "kind"): _KIND.format("late_one[4]"),
    (causes.RECORDED_LATE, "cents"): "late_one[2]",
    (causes.RECORDED_LATE, "paid_on"): f"{EPOCH} + late_one[1]::int",
    (causes.TOO_LITTLE, "cents"): "dues[2]",
    (causes.TOO_LITTLE, "paid_on"): f"{EPOCH} + dues[1]::int",
    (causes.FIRST_PAID_LATER, "paid_on"): "first_ever_on",
    "kind": f"CASE WHEN by_credit THEN '{cover.CREDIT}' ELSE {_PAID_AS} END",
    "cents": "CASE WHEN by_credit THEN 0 ELSE payment_cents END",
    "paid_on": "paid_by_on",
    "until": "until",
    "grace_days": "%(grace_days)s",
    "back_kind": f"CASE WHEN {_BACK} THEN {_KIND.format('back[4]')} END",
    "back_cents": f"CASE WHEN {_BACK} THEN back[2] END",
    "back_on": f"CASE WHEN {_BACK} THEN {EPOCH} + back[1]::int END",
    "began": "waits_from",
    "minimum_days": "%(minimum_days)s",
    "least_cents": "dues[4]",
    "recorded_on": "(SELECT (e.recorded_at AT TIME ZONE %(zone)s)::date"
    " FROM members_contribution e WHERE e.id = late_one[3])",
    "frozen_on": "%(frozen_on)s",
    "day": "%(day)s",
    "left_on": "left_on",
}


def ledger_tables(reading: str, *, recorded: str, waits_again: str) -> str:
    """One reading of the ledger, from its entries to a judgement on each person with any.

    Args:
        recorded: a condition on the entries `c` that are read.
        waits_again: as in the rules that are in force on the day asked about.
    """
    asks_for_breaks = waits_again != cover.NOT_AGAIN
    words = _WORDS | {
        "reading": reading,
        "recorded": recorded,
        "is_late": "recorded_at >= %(recorded_by)s" if reading == "whole" else "FALSE",
        "is_new": _IS_NEW if asks_for_breaks else "FALSE",
        "waits_from": _WAITS_FROM[waits_again],
    }
    walked = (_WALKED if asks_for_breaks else _NOT_WALKED).format(**words)
    text = ",".join([_ENTRIES, _WALK, _PEOPLE, _JUDGED])
    return text.format(walked=walked, **words)


def answers(found: str, *, names_later: bool) -> str:
    """The end of the query. Args: found: `AS_IT_IS` or `AS_RECORDED`."""
    words = _WORDS | {"good": _set(causes.GOOD), "far_off": _set(causes.FAR_OFF)}
    return ANSWERS.format(
        found=found.format(**words), names_later=names_later, grounds=_as_text(), **words
    )


def _as_text() -> str:
    """The grounds as `Grounds` writes them."""
    cases = (
        f"WHEN '{cause}' THEN concat_ws(' ', because{''.join(_fact(cause, n) for n in names)})"
        for cause, names in causes.FACTS.items()
        if cause != causes.ATTENDANCE
    )
    return f"CASE because {' '.join(cases)} END"


def _fact(cause: str, name: str) -> str:
    expression = _FACTS.get((cause, name)) or _FACTS[name]
    return f", COALESCE(({expression})::text, '{causes.UNKNOWN}')"


def _set(words: frozenset[str]) -> str:
    return "(" + ", ".join(f"'{word}'" for word in sorted(words)) + ")"
