"""What staff type to try a rule: which one, who runs, and ballots, alike ones in one line."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.text import slugify

from endorsements.admin.naming import free_key
from endorsements.admin.preset_choice import SUBJECTS
from endorsements.admin.rule_sense import MOST_SEATS, wrong_seats
from endorsements.models import Contest
from endorsements.tally.definitions import rule_from_definition, rule_to_definition
from endorsements.tally.presets import BY_KEY, PRESETS
from endorsements.tally.rule_words import rule_in_words
from endorsements.tally.typed_ballots import SIGNS, TypedBallots, read_typed, write_typed
from endorsements.tally.vocabulary import QUESTION, RESERVED_KEYS, Rule
from endorsements.tally.words import QUESTION_ANSWERS, choice_names
from endorsements.tally.worked_examples import names_in

MOST_CANDIDATES = 30
CONTESTS_OFFERED = 40
FAULTS_SHOWN = 20
LONGEST_LIST, LONGEST_BALLOTS = 4_000, 60_000
OF_CONTEST = "contest-"


@dataclass(frozen=True)
class Start:
    """What to begin with: a rule, candidates by key, and ballots that are typed in already."""

    rule: Rule
    names: dict[str, str]
    ballots: str = ""


def start_from(which: str) -> Start | None:
    """What the name of a preset, or "contest-12", stands for; None where there is no such thing."""
    preset = BY_KEY.get(which)
    if preset is not None:
        names = names_in(preset)
        contest = as_contest(preset.rule, names)
        return Start(preset.rule, names, _typed(contest, preset.example))
    number = which.removeprefix(OF_CONTEST)
    if not number.isdecimal():
        return None
    stored = Contest.objects.filter(pk=number).prefetch_related("candidates").first()
    return Start(stored.rule_of([]), dict(stored.answers())) if stored else None


def as_contest(rule: Rule, names: dict[str, str]) -> dict[str, Any]:
    """A contest as definitions have it, with a rule and these candidates."""
    contest = {
        "key": "trial",
        **rule_to_definition(rule),
        "candidates": [{"key": key, "name": name} for key, name in names.items()],
    }
    return {**contest, "rule": rule_in_words(rule_from_definition(contest))}


def options_of(contest: dict[str, Any]) -> dict[str, str]:
    """Key to name of everything a ballot may mark, in the ballot's order."""
    names = choice_names(contest)
    return {key: names[key] for key in rule_from_definition(contest).options()}


def _typed(contest, profile):
    return write_typed(rule_from_definition(contest), options_of(contest), profile)


def _rules_on_offer():
    for subject, kinds in SUBJECTS.items():
        yield subject, [(one.key, one.called()) for one in PRESETS if one.rule.form in kinds]
    latest = Contest.objects.select_related("round").order_by("-round__opens_at", "position")
    contests = [
        (f"{OF_CONTEST}{contest.pk}", f"{contest} ({contest.round})")
        for contest in latest[:CONTESTS_OFFERED]
    ]
    yield "Contests", contests


class TryForm(forms.Form):
    rule = forms.ChoiceField(label="Rule", choices=_rules_on_offer)
    how_many = forms.IntegerField(
        label="How many may be endorsed",
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text="Only for a rule that finds several. Empty: as the rule has it.",
    )
    candidates = forms.CharField(
        required=False,
        max_length=LONGEST_LIST,
        help_text="One name per line, in the order of the ballot. Empty: those of the contest "
        "chosen above. A ballot question has none.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    ballots = forms.CharField(
        max_length=LONGEST_BALLOTS,
        strip=False,
        help_text="One line for all that are alike, beginning with their number.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    eligible = forms.IntegerField(
        label="Members who may vote",
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text="For a quorum, or a share of the roll. Empty: as many as there are ballots.",
    )

    def clean(self):
        super().clean()
        answers = self.cleaned_data
        start = start_from(answers["rule"]) if "rule" in answers else None
        if start is None or self.errors:
            return answers
        answers["contest"] = as_contest(self._rule(start), self._names(start))
        if not self.errors:
            answers["typed"] = self._ballots(answers["contest"])
        return answers

    def _rule(self, start):
        seats = self.cleaned_data["how_many"]
        if seats and (problem := wrong_seats(start.rule.form, seats)):
            self.add_error("how_many", problem)
        return replace(start.rule, seats=seats) if seats else start.rule

    def _names(self, start):
        if start.rule.form == QUESTION:
            return QUESTION_ANSWERS
        typed = [" ".join(line.split()) for line in self.cleaned_data["candidates"].splitlines()]
        names: dict[str, str] = {}
        for name in filter(None, typed):
            names[free_key(name, taken=names, otherwise="candidate")] = name
            if problem := _wrong_name(name, typed):
                self.add_error("candidates", problem)
        names = names or start.names
        if not 1 <= len(names) <= MOST_CANDIDATES:
            self.add_error("candidates", f"Write 1 to {MOST_CANDIDATES} names, one per line.")
        return names

    def _ballots(self, contest) -> TypedBallots:
        rule = rule_from_definition(contest)
        typed = read_typed(rule, options_of(contest), self.cleaned_data["ballots"])
        for fault in typed.faults[:FAULTS_SHOWN]:
            self.add_error("ballots", f"Line {fault.line}: {fault.sentence}")
        eligible = self.cleaned_data["eligible"]
        if eligible and eligible < sum(typed.profile.values()):
            self.add_error("eligible", "There are more ballots than members.")
        return typed


def _wrong_name(name, others):
    if signs := sorted(set(name) & set(SIGNS)):
        return f"“{name}”: leave out {' '.join(signs)}, which stands between names on a ballot."
    if slugify(name) in RESERVED_KEYS:
        return f"“{name}” is not a candidate: the rule offers it, or not."
    return f"“{name}” stands there twice." if others.count(name) > 1 else ""
