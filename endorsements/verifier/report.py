"""What was found, line by line, in words that a terminal prints as they are."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

OK = "ok"
FAULT = "FAULT"
NOTE = "note"
UNCHECKED = "unchecked"
LONGEST_LINE = 600
WIDTH = 96

CANNOT_SHOW = (
    "whether the right people were on the roll: it holds places, not names;",
    "whether each ballot was sent by the member whose place it came from. Who controls the site "
    "while members vote could vote in their place; a member who kept a receipt, or who did not "
    "vote and looks up their place, can notice;",
    "whether a ballot lost its way between envelope and count and another took its place: each "
    "voter can see that of their own, with --receipt and the private half of the receipt;",
    "whether everybody is shown the same log: compare checkpoints that others kept, with "
    "--checkpoint;",
    "whether the keys were really destroyed: the log says so, which is evidence, not proof;",
    "whether this very program is honest: take it from a source that you trust.",
)


@dataclass
class Report:
    """Findings in the order in which they were made."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def heading(self, text: str) -> None:
        self.lines.append(("", text))

    def ok(self, text: str) -> None:
        self.lines.append((OK, text))

    def fault(self, text: str) -> None:
        self.lines.append((FAULT, text))

    def note(self, text: str) -> None:
        self.lines.append((NOTE, text))

    def unchecked(self, text: str) -> None:
        self.lines.append((UNCHECKED, text))

    def number_of(self, kind: str) -> int:
        return sum(label == kind for label, _ in self.lines)

    def as_findings(self) -> str:
        """What was found so far."""
        return "".join(_printed(label, text) + "\n" for label, text in self.lines)

    def as_text(self) -> str:
        """The whole report, with what no check can show and the verdict."""
        limits = [_printed("-", text) for text in CANNOT_SHOW]
        title = "\nWhat nobody can see from this record"
        return self.as_findings() + "\n".join([title, *limits, "", self._verdict()]) + "\n"

    def _verdict(self) -> str:
        faults, unchecked = self.number_of(FAULT), self.number_of(UNCHECKED)
        aside = f" ({unchecked} could not be checked, see above)" if unchecked else ""
        if faults:
            things = "1 thing does" if faults == 1 else f"{faults} things do"
            return f"RESULT: {things} NOT add up{aside}."
        return f"RESULT: everything that was checked adds up{aside}."


def _printed(label: str, text: str) -> str:
    clean = printable(text)
    if not label:
        return f"\n{clean}"
    first, rest = f"  {label:<10}", " " * 12
    return textwrap.fill(
        clean, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def printable(text: str) -> str:
    """A text without anything that could move the cursor or turn the writing round."""
    shown = text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE] + " …"
    return "".join(char if char.isprintable() else " " if char.isspace() else "?" for char in shown)
