"""What the database itself refuses of elections and ballot questions (bodies of triggers)."""

FOLLOWS_A_PRIMARY = """
    IF NEW.follows_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM endorsements_election p
        WHERE p.id = NEW.follows_id AND p.kind = 'primary' AND p.day < NEW.day)
        OR EXISTS (
        SELECT FROM endorsements_election g
        WHERE g.follows_id = NEW.id AND (NEW.kind <> 'primary' OR g.day <= NEW.day))
    THEN
        RAISE EXCEPTION 'an election follows a primary that was before it';
    END IF;
    RETURN NEW;
"""

# The lock makes an edit and a scheduling at the same moment take turns.
FROZEN_ONCE_ASKED = """
    PERFORM FROM endorsements_round r JOIN endorsements_contest c ON c.round_id = r.id
        WHERE c.for_question_id = OLD.id FOR SHARE OF r;
    IF EXISTS (
        SELECT FROM endorsements_contest c JOIN endorsements_round r ON r.id = c.round_id
        WHERE c.for_question_id = OLD.id AND r.status <> 'draft')
        AND (NEW.election_id, NEW.number, NEW.title, NEW.text, NEW.arguments_for,
             NEW.arguments_against)
            IS DISTINCT FROM
            (OLD.election_id, OLD.number, OLD.title, OLD.text, OLD.arguments_for,
             OLD.arguments_against)
    THEN
        RAISE EXCEPTION 'a ballot question is frozen once a scheduled round asks it';
    END IF;
    RETURN NEW;
"""
