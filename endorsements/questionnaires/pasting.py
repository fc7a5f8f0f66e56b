"""Answers pasted from a candidate's letter: the numbers are those of the questions, in order."""

import re

from endorsements.models import Invitation, Question, QuestionKind, Questionnaire
from endorsements.questionnaires.entering import Entry, Reading, Source
from endorsements.questionnaires.words import tidied
from endorsements.questionnaires.writing import NUMBERED

NUMBER = re.compile(r"\d{1,3}")
# "Yes, because ..." and "4: ..."
STARTS = {
    QuestionKind.YES_NO: re.compile(r"(yes|no)\b[\s.,;:!\u2013-]*", re.IGNORECASE),
    QuestionKind.SCALE: re.compile(r"([1-5])\b(?:\s+of\s+5)?[\s.,;:\u2013-]*", re.IGNORECASE),
}


def read_text(invitation_id: int, text: str) -> Source:
    """What a text says to the questions of one candidate."""

    def source(questionnaire: Questionnaire, invitations: list[Invitation]) -> Reading:
        found = Reading()
        invitation = next((one for one in invitations if one.pk == invitation_id), None)
        asked = list(Question.objects.filter(section__questionnaire=questionnaire))
        answers = numbered(text)
        if invitation is None or not answers:
            found.faults.append("No line begins with the number of a question, as in “1. Yes.”")
            return found
        for number, said in answers.items():
            if number > len(asked):
                found.faults.append(f"Number {number}: there are only {len(asked)} questions.")
                continue
            value, comment = _parted(asked[number - 1], said)
            entry = Entry(f"Number {number}", invitation, asked[number - 1], value, comment)
            found.entries.append(entry)
        return found

    return source


def numbered(text: str) -> dict[int, str]:
    """What stands below each number. A smaller number than the one before belongs to the answer:
    it is a list that the candidate made.
    """
    found: dict[int, list[str]] = {}
    last = 0
    for line in text.splitlines():
        begins = NUMBERED.match(line)
        number = int(NUMBER.search(line)[0]) if begins else 0  # type: ignore[index]
        if begins and number > last:
            last = number
            found[last] = [begins[1]]
        elif last:
            found[last].append(line)
    return {number: tidied("\n".join(lines)) for number, lines in found.items()}


def _parted(question: Question, said: str) -> tuple[str, str]:
    """Answer and comment; what does not begin with an answer is left for `fault_of` to refuse."""
    starts = STARTS.get(QuestionKind(question.kind))
    begins = starts.match(said) if starts else None
    if begins is None:
        return said, ""
    return begins[1].lower(), said[begins.end() :].strip()
