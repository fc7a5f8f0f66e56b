"""What the database itself refuses of questionnaires and answers (bodies of triggers)."""

FROZEN_QUESTIONNAIRE = """
    IF OLD.sent_at IS NOT NULL AND (TG_OP = 'DELETE'
        OR (NEW.title, NEW.office, NEW.introduction, NEW.sent_at)
        IS DISTINCT FROM (OLD.title, OLD.office, OLD.introduction, OLD.sent_at))
    THEN
        RAISE EXCEPTION 'a questionnaire is frozen once it was sent';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""

# The lock makes an edit and a sending at the same moment take turns.
FROZEN_SECTION = """
    PERFORM FROM endorsements_questionnaire
        WHERE id IN (OLD.questionnaire_id, NEW.questionnaire_id) FOR SHARE;
    IF EXISTS (
        SELECT FROM endorsements_questionnaire
        WHERE id IN (OLD.questionnaire_id, NEW.questionnaire_id) AND sent_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'a questionnaire is frozen once it was sent';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""

_OF_QUESTION = """endorsements_questionnaire q WHERE q.id IN (
        SELECT s.questionnaire_id FROM endorsements_section s
        WHERE s.id IN (OLD.section_id, NEW.section_id))"""

# The pieces are ours; nothing of a request comes near.
FROZEN_QUESTION = f"""
    PERFORM FROM {_OF_QUESTION} FOR SHARE;
    IF EXISTS (SELECT FROM {_OF_QUESTION} AND q.sent_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a questionnaire is frozen once it was sent';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""

# An answer is its candidate's until the deadline, and nobody's after it.
ANSWERED_IN_TIME = """
    IF EXISTS (
        SELECT FROM endorsements_invitation i
        WHERE i.id IN (OLD.invitation_id, NEW.invitation_id) AND i.due_at <= now())
    THEN
        RAISE EXCEPTION 'answers are fixed after the deadline';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NOT EXISTS (
        SELECT FROM endorsements_invitation i
        JOIN endorsements_section s ON s.questionnaire_id = i.questionnaire_id
        JOIN endorsements_question q ON q.section_id = s.id
        WHERE i.id = NEW.invitation_id AND q.id = NEW.question_id)
    THEN
        RAISE EXCEPTION 'an answer is to a question of the questionnaire that was sent';
    END IF;
    RETURN NEW;
"""
