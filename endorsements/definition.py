"""A round's definition: everything a ballot means, fixed and hashed at scheduling."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from endorsements.envelopes import InnerText, padded_length
from endorsements.models import BallotQuestion, Candidate, Contest, Round
from endorsements.protocol.digests import definition_digest
from endorsements.protocol.records import CODE_LENGTH
from endorsements.tally.definitions import rule_from_definition, rule_to_definition
from endorsements.tally.possible import longest_selection
from endorsements.tally.rule_words import rule_in_words

Styles = Mapping[str, Sequence[str]]


def build(voting_round: Round, styles: Styles) -> dict[str, Any]:
    """Write a round down as it will be voted on and counted.

    Args:
        styles: ballot style to the keys of its contests, in the ballot's order.
    """
    contests = voting_round.contests.select_related("for_question").prefetch_related("candidates")
    return {
        "format": "definition/1",
        "suite": voting_round.suite,
        "round": voting_round.id.hex,
        "organisation": settings.ORGANISATION_NAME,
        "title": voting_round.title,
        "chapter": voting_round.chapter.name if voting_round.chapter else "",
        "record_date": voting_round.record_date.isoformat() if voting_round.record_date else None,
        "rehearsal": voting_round.rehearsal,
        "demo": voting_round.is_demo,
        "embargo_hours": voting_round.embargo_hours,
        "challenge_days": voting_round.challenge_days,
        "counts_minimum": voting_round.counts_minimum,
        "records_minimum": voting_round.records_minimum,
        "patterns": settings.PUBLISH_PATTERNS,
        "contests": [_contest(contest) for contest in contests],
        "styles": {style: list(keys) for style, keys in styles.items()},
    }


def _contest(contest: Contest) -> dict[str, Any]:
    rule = contest.as_rule()
    return {
        "key": contest.key,
        "office": contest.office,
        "district": contest.district,
        "election": contest.election,
        "candidates": [{"key": key, "name": name} for key, name in contest.answers().items()],
        **_question(contest.for_question),
        **rule_to_definition(rule),
        "rule": rule_in_words(rule),
    }


def _question(asked: BallotQuestion | None) -> dict[str, Any]:
    """The wording that the public decides on, where the contest is about one."""
    if asked is None:
        return {}
    return {"question": {"number": asked.number, "text": asked.text}}


def pad_to(voting_round: Round, definition: Mapping[str, Any]) -> int:
    """The length to which every ballot of the round is padded, in bytes."""
    digest = definition_digest(dict(definition))
    longest = {
        contest["key"]: longest_selection(rule_from_definition(contest))
        for contest in definition["contests"]
    }
    return padded_length(
        [
            InnerText(
                voting_round.id,
                digest,
                style,
                tuple((key, "X" * CODE_LENGTH, longest[key]) for key in keys),
            )
            for style, keys in definition["styles"].items()
        ]
    )


def contests_of(definition: Mapping[str, Any], style: str) -> list[dict[str, Any]]:
    """The contests on a ballot of this style, in the ballot's order."""
    wanted = set(definition["styles"][style])
    return [contest for contest in definition["contests"] if contest["key"] in wanted]


def withdrawn_candidates(voting_round: Round) -> set[tuple[str, str]]:
    """(contest key, candidate key) of those who withdrew since the definition was frozen."""
    gone = Candidate.objects.filter(contest__round=voting_round, is_withdrawn=True)
    return set(gone.values_list("contest__key", "key"))
