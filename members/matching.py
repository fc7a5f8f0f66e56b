"""Who of the members a row of a feed is about.

- The source's own number for a person says it, once it is known here.
- Else an address does, if one member alone has it. Of several who share it the name chooses one;
  where it does not, the row is refused: the address alone never says who is who.
- Rows that were merged are one person: their numbers and addresses contradict each other no more.
  An entry goes to the row that the number or the address belongs to, so that undoing a merge
  parts the ledger too; where several rows of one person fit, to the one that stands.
- Nobody gets an address that somebody else has: a feed could lock its owner out of voting.
- A payment never adds an address to a member who was here before. It says who paid, not who may
  read the mail with which one votes. Only lists of people add addresses, and their owners are told.
- Whoever closed their account is brought back by nothing; see `departed.py`. Once they are on the
  rolls anew, their address says so, and the number that their former row has says nothing more.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F

from members import bulk, departed
from members.errors import BadCell
from members.feeds.rows import PERSON_ONLY, Person, Row
from members.models import Chapter, Import, Member, MemberAddress, SourcePerson

MEMBER = (
    "member_id",
    "member__name",
    "member__town",
    "member__merged_into",
    "member__left_on",
)


@dataclass(eq=False, slots=True)
class Known:
    """A member as far as a batch of rows is concerned; the id of a new one is 0 until `save`."""

    id: int
    name: str
    town: str
    merged_into: int | None = None
    left_on: date | None = None
    joined_on: date | None = None
    numbers: set[str] = field(default_factory=set)
    chapters: set[int] = field(default_factory=set)

    @property
    def is_new(self) -> bool:
        return self.joined_on is not None

    @property
    def person_id(self) -> int:
        """One number for all rows of one person; those still to be stored have one each."""
        return self.merged_into or self.id or -id(self)

    def __str__(self) -> str:
        return str(Member(name=self.name, town=self.town))


class People:
    """The members whom a batch of rows may be about; those who are new are added by `save`."""

    def __init__(self, came_with: Import, rows: Collection[Row]) -> None:
        self.came_with = came_with
        self.added_addresses: dict[int, list[str]] = defaultdict(list)
        self.added_chapters: list[tuple[Known, int]] = []
        self._by_email: dict[str, list[Known]] = defaultdict(list)
        self._by_number: dict[str, Known] = {}
        self._new: list[Known] = []
        self._addresses: list[tuple[Known, str]] = []
        self._numbers: list[tuple[Known, str]] = []
        self._towns: list[Known] = []
        self._load(rows)

    def _load(self, rows: Collection[Row]) -> None:
        emails = {email for row in rows for email in row.person.emails}
        numbers = {row.person.number for row in rows if row.person.number}
        known: dict[int, Known] = {}
        # The row that stands first, among the rows of one person.
        stands_first = F("member__merged_into").asc(nulls_first=True)
        addresses = MemberAddress.objects.filter(email__in=emails)
        in_order = addresses.order_by(stands_first, "member_id").values_list("email", *MEMBER)
        for email, *who in in_order:
            self._by_email[email].append(known.setdefault(who[0], Known(*who)))
        of_source = SourcePerson.objects.filter(source=self.came_with.source)
        numbered = of_source.filter(number__in=numbers)
        for number, *who in numbered.values_list("number", *MEMBER):
            self._by_number[number] = known.setdefault(who[0], Known(*who))
        self._by_series = self._load_departed(rows)
        for member_id, number in of_source.filter(member__in=known).values_list(
            "member_id", "number"
        ):
            known[member_id].numbers.add(number)
        self._load_chapters(rows, known)

    def _load_departed(self, rows: Collection[Row]) -> dict[str, Known]:
        """Whose series these were who left, by the series."""
        series = departed.series_of_departed(self.came_with.source, rows)
        who = Member.objects.in_bulk(set(series.values()))
        return {
            name: Known(pk, who[pk].name, "", who[pk].merged_into_id, who[pk].left_on)
            for name, pk in series.items()
        }

    def _load_chapters(self, rows: Collection[Row], known: dict[int, Known]) -> None:
        self._chapters: dict[str, int] = {}
        if not any(row.person.chapters for row in rows):
            return
        for pk, name in Chapter.objects.values_list("pk", "name"):
            self._chapters[name.casefold()] = pk
        belongs = Member.chapters.through.objects.filter(member_id__in=known)
        for member_id, chapter_id in belongs.values_list("member_id", "chapter_id"):
            known[member_id].chapters.add(chapter_id)

    def find(self, row: Row) -> tuple[Known, bool]:
        """The member of a row, made if need be, and whether the row adds something to them.

        Raises:
            BadCell: the row does not say which member it is about.
        """
        person = row.person
        chapters = self._chapters_of(person)
        known = self._match_departed(row) or self._match(person)
        if known is None:
            return self._add(row, chapters), True
        if known.left_on:
            departed.require_theirs(row, known.left_on)
            return known, False
        has_more = self._learn_number(known, person.number)
        if row.kind == PERSON_ONLY:
            has_more |= self._learn_addresses(known, person)
            has_more |= self._learn_town(known, person)
        return known, self._learn_chapters(known, chapters) or has_more

    def _match_departed(self, row: Row) -> Known | None:
        """Somebody who left, if the row is of their series, or of their time under their number."""
        known = self._by_series.get(row.series) or self._by_number.get(row.person.number)
        if known is None or known.left_on is None:
            return None
        is_back = any(self._by_email.get(email) for email in row.person.emails)
        is_theirs = row.series in self._by_series or departed.is_still_theirs(row, known.left_on)
        return known if is_theirs or not is_back else None

    def _match(self, person: Person) -> Known | None:
        owners = list(
            dict.fromkeys(one for email in person.emails for one in self._by_email.get(email, []))
        )
        numbered = self._by_number.get(person.number)
        if numbered and not numbered.left_on:
            if owners and numbered.person_id not in {one.person_id for one in owners}:
                raise BadCell(
                    f"The number {person.number} is that of {numbered}, but the address "
                    f"{person.emails[0]} that of {owners[0]}."
                )
            return numbered
        if not owners:
            return None
        if len({one.person_id for one in owners}) == 1:
            return self._sole_owner(owners, person)
        return self._by_name(owners, person)

    def _sole_owner(self, rows: list[Known], person: Person) -> Known:
        is_another = person.number and person.name and any(one.numbers for one in rows)
        if is_another and not any(is_same_name(one.name, person.name) for one in rows):
            raise BadCell(
                f"The address {person.emails[0]} is that of {rows[0]}, who has another number "
                f"here; {person.name} needs an address of their own."
            )
        return rows[0]

    def _by_name(self, owners: list[Known], person: Person) -> Known:
        alike = [one for one in owners if is_same_name(one.name, person.name)]
        if len({one.person_id for one in alike}) != 1:
            raise BadCell(
                f"{len({one.person_id for one in owners})} members have the address "
                f'{person.emails[0]}, and the name "{person.name}" does not say which of them '
                "this is."
            )
        return alike[0]

    def _add(self, row: Row, chapters: Collection[int]) -> Known:
        person = row.person
        if not person.name and not person.emails:
            raise BadCell(
                f"Nobody here has the number {person.number} of this source: feed people first."
            )
        known = Known(0, person.name or person.emails[0], person.town, joined_on=row.received_on)
        self._new.append(known)
        self._learn_addresses(known, person)
        self._learn_number(known, person.number)
        self._learn_chapters(known, chapters)
        return known

    def _learn_number(self, known: Known, number: str) -> bool:
        if not number or number in self._by_number:
            return False
        self._by_number[number] = known
        known.numbers.add(number)
        self._numbers.append((known, number))
        # Told apart by it from now on, but nothing that anybody sees.
        return False

    def _learn_addresses(self, known: Known, person: Person) -> bool:
        free = [email for email in person.emails if not self._by_email.get(email)]
        for email in free:
            self._by_email[email].append(known)
            self._addresses.append((known, email))
            if not known.is_new:
                self.added_addresses[known.id].append(email)
        return bool(free)

    def _learn_town(self, known: Known, person: Person) -> bool:
        if known.town or not person.town:
            return False
        known.town = person.town
        if not known.is_new:
            self._towns.append(known)
        return True

    def _chapters_of(self, person: Person) -> set[int]:
        strange = [name for name in person.chapters if name.casefold() not in self._chapters]
        if strange and not person.are_tags:
            raise BadCell(f'There is no chapter "{strange[0]}".')
        return {self._chapters[n.casefold()] for n in person.chapters if n not in strange}

    def _learn_chapters(self, known: Known, chapters: Collection[int]) -> bool:
        joined = sorted(set(chapters) - known.chapters)
        known.chapters.update(joined)
        self.added_chapters.extend((known, chapter) for chapter in joined)
        return bool(joined)

    def chapters_of_old_members(self) -> list[list[int]]:
        """Pairs of member and chapter, joined by those who were here before."""
        return [[known.id, chapter] for known, chapter in self.added_chapters if not known.is_new]

    def save(self) -> None:
        """Write what was learnt; new members have their ids afterwards."""
        for known, one_id in zip(self._new, bulk.next_ids(Member, len(self._new)), strict=True):
            known.id = one_id
        source, came_with = self.came_with.source, self.came_with.pk
        bulk.insert_with_defaults(
            Member,
            ["id", "name", "town", "joined_on", "came_with_id"],
            ((one.id, one.name, one.town, one.joined_on, came_with) for one in self._new),
        )
        bulk.insert_with_defaults(
            MemberAddress,
            ["member_id", "email", "came_with_id"],
            ((known.id, email, came_with) for known, email in self._addresses),
        )
        bulk.insert_with_defaults(
            SourcePerson,
            ["member_id", "source", "number", "came_with_id"],
            ((known.id, source, number, came_with) for known, number in self._numbers),
        )
        Member.objects.bulk_update(
            [Member(pk=known.id, town=known.town) for known in self._towns], ["town"]
        )
        Member.chapters.through.objects.bulk_create(
            Member.chapters.through(member_id=known.id, chapter_id=chapter)
            for known, chapter in self.added_chapters
        )


def is_same_name(one: str, other: str) -> bool:
    """Whether first and last word agree, whatever stands between, in capitals or with accents."""
    first, second = _words(one), _words(other)
    return bool(first and second) and (first[0], first[-1]) == (second[0], second[-1])


def _words(name: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold().split()
