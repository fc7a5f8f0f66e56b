"""What the database itself refuses of recommendations, reasons and the discussion (triggers)."""

# A held round stands where it was held from.
_ROUND = """
    SELECT round.status, COALESCE(NULLIF(round.held_from, ''), round.status) AS stands,
        round.rehearsal, contest.form
    INTO found FROM endorsements_contest contest
    JOIN endorsements_round round ON round.id = contest.round_id
    WHERE contest.id = {contest};
"""
_REFUSE = "RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';"
DECLARE = [("found", "RECORD")]


def _refuse(name: str) -> str:
    return _REFUSE.format(name=name)


FITS_ITS_CONTEST = f"""
    {_ROUND.format(contest="NEW.contest_id")}
    IF NEW.candidate_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM endorsements_candidate
        WHERE id = NEW.candidate_id AND contest_id = NEW.contest_id)
    THEN
        {_refuse("candidate_belongs_to_the_contest")}
    END IF;
    RETURN NEW;
"""

ANSWERS_ITS_CONTEST = f"""
    {_ROUND.format(contest="NEW.contest_id")}
    IF NEW.choice IN ('yes', 'no') AND found.form <> 'question' THEN
        {_refuse("recommendation_of_an_answer_is_for_questions")}
    END IF;
    RETURN NEW;
"""

# After the opening every change comes with a line that says what it said before, and why.
FROZEN_RECOMMENDATION = f"""
    {_ROUND.format(contest="COALESCE(OLD.contest_id, NEW.contest_id)")}
    IF TG_OP = 'DELETE' THEN
        IF found.stands NOT IN ('draft', 'scheduled') AND NOT found.rehearsal THEN
            {_refuse("recommendation_is_kept_after_the_opening")}
        END IF;
        RETURN OLD;
    END IF;
    IF found.stands IN ('draft', 'scheduled') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.choice <> 'none' OR NEW.reasons <> '' OR NEW.recused <> '' THEN
            {_refuse("recommendation_is_frozen_at_the_opening")}
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.contest_id <> OLD.contest_id OR NEW.corrections <> OLD.corrections + 1
        OR NOT EXISTS (
            SELECT FROM endorsements_recommendationcorrection line
            WHERE line.recommendation_id = NEW.id AND line.number = NEW.corrections)
    THEN
        {_refuse("recommendation_is_frozen_at_the_opening")}
    END IF;
    RETURN NEW;
"""

KEPT_CORRECTION = """
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM endorsements_recommendation said
        JOIN endorsements_contest contest ON contest.id = said.contest_id
        JOIN endorsements_round round ON round.id = contest.round_id
        WHERE said.id = OLD.recommendation_id AND round.rehearsal)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'correction_is_kept' USING ERRCODE = 'check_violation';
"""

# The certification writes those that are kept anew, all at once.
REASON_HAS_ITS_TIME = f"""
    {_ROUND.format(contest="NEW.contest_id")}
    IF NEW.is_quoted AND found.stands IN ('draft', 'scheduled', 'open') THEN
        {_refuse("reason_is_quoted_after_the_close")}
    END IF;
    IF TG_OP = 'INSERT' AND found.status = 'certified' AND NEW.is_kept THEN
        RETURN NEW;
    END IF;
    IF found.status <> 'open' AND (
        TG_OP = 'INSERT' OR (NEW.contest_id, NEW.member_id, NEW.sealed, NEW.may_quote)
        IS DISTINCT FROM (OLD.contest_id, OLD.member_id, OLD.sealed, OLD.may_quote))
    THEN
        {_refuse("reason_is_written_while_the_round_is_open")}
    END IF;
    RETURN NEW;
"""

POST_HAS_ITS_PLACE = f"""
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.contest_id, NEW.member_id, NEW.staff_id, NEW.parent_id)
            IS DISTINCT FROM (OLD.contest_id, OLD.member_id, OLD.staff_id, OLD.parent_id)
            OR (NEW.text <> OLD.text AND NOT NEW.is_taken_back)
        THEN
            {_refuse("post_is_not_rewritten")}
        END IF;
        RETURN NEW;
    END IF;
    {_ROUND.format(contest="NEW.contest_id")}
    IF found.status NOT IN ('scheduled', 'open') THEN
        {_refuse("discussion_is_closed_with_the_round")}
    END IF;
    IF NEW.parent_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM endorsements_post question WHERE question.id = NEW.parent_id
        AND question.contest_id = NEW.contest_id AND question.parent_id IS NULL)
    THEN
        {_refuse("answer_is_one_level_deep")}
    END IF;
    RETURN NEW;
"""
