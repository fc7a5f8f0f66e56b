"""Membership in numbers, month by month: pictures, each with its table, and all of it as CSV."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe
from unfold.admin import ModelAdmin

from members import months
from members.admin.audited import ReadOnly
from members.admin.exports import streamed
from members.models import MonthNumbers
from members.pictures.columns import Columns, columns, line
from members.sheets import dollars

OF_MEMBERS = ["month", "members", "good standing", "joined", "came back", "renewed", "lapsed"]
OF_MONEY = ["yearly dues", "monthly dues", "gifts", "refunds", "kept"]


@dataclass(frozen=True)
class Chart:
    """A picture with its words and its table.

    Args:
        says: the latest month in a sentence; also what is read aloud for the picture.
        key: kinds and their names, as they stand in the picture from above.
        means: base and definition.
        rows: for the table, latest first; amounts as texts.
    """

    name: str
    title: str
    says: str
    picture: Columns
    key: list[tuple[str, str]]
    means: str
    header: list[str]
    rows: list[list[str]]


@admin.register(MonthNumbers)
class MonthNumbersAdmin(ReadOnly, ModelAdmin):
    def get_urls(self):
        sheet = self.admin_site.admin_view(require_safe(self.as_csv))
        return [path("numbers.csv", sheet, name="members_monthnumbers_csv"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        counted, incomes, missing = kept_and_missing()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Membership in numbers",
            "charts": charts(counted, incomes),
            "missing": missing,
        }
        return TemplateResponse(request, "admin/members/numbers.html", context)

    def as_csv(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        counted, incomes, _ = kept_and_missing()
        return streamed("numbers.csv", [*OF_MEMBERS, *OF_MONEY], _sheet(counted, incomes))


def kept_and_missing():
    """Numbers of the months shown, income of the same months, and how many are not counted yet."""
    shown = months.whole_months(timezone.localdate())
    if not shown:
        return [], [], 0
    counted = list(MonthNumbers.objects.between(shown[0], shown[-1]))
    return counted, months.income(shown[0], shown[-1]), len(shown) - len(counted)


def charts(counted, incomes):
    """The pictures; those of members only once there are numbers."""
    found = [_members(counted), _moves(counted), _renewals(counted)] if counted else []
    return [*found, _money(incomes)] if incomes else found


def _members(counted):
    latest = counted[-1]
    return Chart(
        name="members",
        title="Members",
        says=f"{latest.members:,} members at the end of {latest}, {latest.good:,} of them in good "
        f"standing.{_compared(counted)}",
        picture=line([one.month for one in counted], [one.members for one in counted]),
        key=[],
        means="People whose dues, or the days of grace after them, reach over the last day of the "
        "month. In good standing are those of them who had also been members for long enough to "
        "vote that day. Duplicates are counted once.",
        header=["Month", "Members", "In good standing"],
        rows=[[str(one), f"{one.members:,}", f"{one.good:,}"] for one in reversed(counted)],
    )


def _compared(counted):
    if len(counted) <= 12:
        return ""
    change = counted[-1].members - counted[-13].members
    word = "more" if change >= 0 else "fewer"
    return f" That is {abs(change):,} {word} than a year before."


def _moves(counted):
    latest = counted[-1]
    return Chart(
        name="moves",
        title="Who came and who left",
        says=f"In {latest} {latest.joined:,} joined, {latest.came_back:,} came back and "
        f"{latest.lapsed:,} lapsed.",
        picture=columns(
            [one.month for one in counted],
            [
                ("joined", [one.joined for one in counted]),
                ("back", [one.came_back for one in counted]),
            ],
            [("lapsed", [one.lapsed for one in counted])],
        ),
        key=[("back", "came back"), ("joined", "joined"), ("lapsed", "lapsed, below the line")],
        means="Members at the end of the month who were none at its start, by whether they had "
        "ever been covered before; and members at its start who were none at its end. The members "
        "of the month before, with those who joined and came back and without those who lapsed, "
        "are the members of this month.",
        header=["Month", "Joined", "Came back", "Lapsed"],
        rows=[
            [str(one), f"{one.joined:,}", f"{one.came_back:,}", f"{one.lapsed:,}"]
            for one in reversed(counted)
        ],
    )


def _renewals(counted):
    latest = counted[-1]
    return Chart(
        name="renewals",
        title="Renewals",
        says=f"In {latest} {latest.renewed:,} members paid on.",
        picture=columns(
            [one.month for one in counted], [("joined", [one.renewed for one in counted])]
        ),
        key=[],
        means="Members at the start and at the end of the month whose dues reach further at its "
        "end. Who pays every month renews every month.",
        header=["Month", "Renewed"],
        rows=[[str(one), f"{one.renewed:,}"] for one in reversed(counted)],
    )


def _money(incomes):
    latest = incomes[-1]
    kinds = ["yearly", "monthly", "gifts"]
    return Chart(
        name="money",
        title="Income",
        says=f"In {latest.month:%B %Y} {_money_in_words(_kept(latest))} came in: "
        f"{_money_in_words(latest.yearly)} of yearly dues, {_money_in_words(latest.monthly)} of "
        f"monthly dues and {_money_in_words(latest.gifts)} of gifts, less "
        f"{_money_in_words(-latest.refunds)} given back.",
        picture=columns(
            [one.month for one in incomes],
            [(kind, [getattr(one, kind) for one in incomes]) for kind in kinds],
            [("refunds", [-one.refunds for one in incomes])],
            unit=100,
            sign="$",
        ),
        key=[
            ("gifts", "gifts"),
            ("monthly", "monthly dues"),
            ("yearly", "yearly dues"),
            ("refunds", "given back, below the line"),
        ],
        means="All entries of the ledger by the day on which they were received or given back. "
        "Dues of at least a year's amount by the rules of their day are yearly, all smaller ones "
        "monthly. Entries that should never have been written are left out.",
        header=["Month", "Yearly dues", "Monthly dues", "Gifts", "Given back", "Kept"],
        rows=[
            [f"{one.month:%B %Y}", *map(_money_in_words, _sums(one))] for one in reversed(incomes)
        ],
    )


def _sums(one):
    return [one.yearly, one.monthly, one.gifts, one.refunds, _kept(one)]


def _kept(one):
    return one.yearly + one.monthly + one.gifts + one.refunds


def _money_in_words(cents):
    sign = "\u2212" if cents < 0 else ""
    return f"{sign}${dollars(abs(cents)):,.2f}".removesuffix(".00")


def _sheet(counted, incomes):
    numbers = {one.month: one for one in counted}
    for income in incomes:
        one = numbers.get(income.month)
        people = (
            [one.members, one.good, one.joined, one.came_back, one.renewed, one.lapsed]
            if one
            else [None] * 6
        )
        yield [f"{income.month:%Y-%m}", *people, *map(dollars, _sums(income))]
