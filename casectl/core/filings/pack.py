"""A return as its pack describes it: where its rules are from, how far verified, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from casectl.core.figures.periods import Period
from casectl.core.figures.sample import Seen
from casectl.core.filings.filed import Filed
from casectl.core.filings.measures import POPULATIONS, Measure
from casectl.core.template.clock_rules import NO_WORDS
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.core.values.settings_reader import Key
from casectl.core.values.value_class import NamedTuple, value_class


class Span(NamedTuple):
    """Periods of so many `months`, of which one begins with the month `first`; with any month if it is 0."""

    months: int
    first: int

    def fits(self, period: Period) -> bool:
        """Whether a period is one of these."""
        whole = period.first.day == period.end.day == 1
        begins = not self.first or (period.first.month - self.first) % self.months == 0
        return whole and begins and _months(period.end) - _months(period.first) == self.months

    def last_before(self, day: date) -> Period:
        """The last of these that was over on that day."""
        end = _months(day) - (_months(day) - (self.first or 1) + 1) % self.months
        return Period(_first_of(end - self.months), _first_of(end))


SPANS = {
    "year": Span(12, 1), "year_from_april": Span(12, 4), "half_year": Span(6, 1), "six_months": Span(6, 0),
    "quarter": Span(3, 1),
}  # fmt: skip
"""The periods that a pack may be for, by name; six months may begin with any."""

VALUES: dict[str, Callable[[Filed, Seen], str]] = {
    "id": lambda _, case: case.id,
    "template": lambda _, case: case.life.template,
    "state": lambda _, case: case.last.state,
    "status": lambda _, case: "closed" if case.last.is_over else "open",
    "received_on": lambda filed, case: filed.day(case.life.received),
    "closed_on": lambda filed, case: filed.day(end) if (end := filed.ended(case)) is not None else "",
    "days": lambda filed, case: str(filed.days(case)),
    "decision": lambda filed, case: filed.decided(case) if case.last.is_over else "",
    "reopened": lambda _, case: "yes" if case.taken_up else "no",
}
"""What casectl knows of every case, as of the end of the period."""
CHECKS: dict[str, Message] = {
    "decided": msg("every case closed in the period has a decision"),
    "not_reopened": msg("no case was reopened in the period"),
    "carried": msg("the box carried_forward has as many cases as are open at the end"),
    "answered": msg("every provision has an answer"),
}
"""What a pack may have checked besides what follows from its parts."""

PARTS: dict[str, tuple[Key, ...]] = {
    "filing": (
        Key("filing", msg("the name of the file, without .yaml"), needed=True),
        Key("title", msg("the name of the return, and the regulator it is for"), needed=True),
        Key("source", msg("the source of its rules"), needed=True),
        Key("verified", msg("how far they were compared with that source"), needed=True),
        Key("unknown", msg("what is not known about the return"), needed=True),
        Key("period", msg("which periods it is made for")),
        Key("spans", msg("the length of the period, one or more of {names}; for any other period there is a"
                         " warning", names=list(SPANS))),
        Key("needs", msg("the numbers that the return needs, given in casectl.yaml under filings; one name or a list")),
        Key("clocks", msg("each case must have one of these clocks; one clock or a list")),
        Key("folds", msg("what a decision counts as in this return: {example}", example="{partly: upheld}")),
        Key("sections", msg("its boxes by section, or the field whose values are its boxes")),
        Key("columns", msg("for a return with a row for each case: its columns, in order")),
        Key("cases", msg("which cases have a row: received, brought, closed, open; one of these words or a list")),
        Key("provisions", msg("for a statement: the provisions of a code, each with what it requires")),
        Key("checks", msg("the checks that the return must pass: {names}; one check or a list", names=list(CHECKS))),
    ),
    "section": (
        Key("title", msg("its title, in one or more languages")),
        Key("boxes", msg("its boxes by name, each with a title and one measure")),
        Key("by", msg("the field whose values divide the cases received in the period into boxes; or the word"
                      " cause, for the root cause")),
        Key("once", msg("yes: a case has only one value")),
        Key("with", msg("share: beside each box, its percentage of all cases; change: its change in percent")),
    ),
    "box": (
        Key("title", msg("its title, in one or more languages")),
        Key("count", msg("which cases are counted: brought, received, closed, open, or ended (cases whose clock"
                         " was met or missed)")),
        Key("clock", msg("for ended and begun: the clock whose runs are counted")),
        Key("decision", msg("only cases with this decision: upheld, partly, rejected; one decision or a list")),
        Key("in_time", msg("only cases in which none of these clocks was late; one clock or a list")),
        Key("late", msg("only cases in which one of these clocks was late; one clock or a list")),
        Key("has", msg("only those that have this field")),
        Key("add", msg("the sum of these boxes of the section")),
        Key("less", msg("the boxes of the section to subtract from the sum")),
        Key("share", msg("two boxes: the first as a percentage of the second")),
        Key("rate", msg("a box of the section, divided by the number given in per, multiplied by the number in times")),
        Key("per", msg("the number in casectl.yaml that a rate is divided by")),
        Key("times", msg("how many units a rate is given for; 1000 by default")),
        Key("change", msg("a box: by how many percent it differs from the previous period")),
        Key("median_of", msg("a section: the median of its boxes")),
        Key("median_days", msg("cases: the median of the days from receipt to the end")),
        Key("redress", msg("paid: the redress paid in the period, in each currency")),
    ),
    "column": (
        Key("title", msg("its title, in one or more languages")),
        Key("number", msg("its number in the return")),
        Key("value", msg("what is written in it: one of the facts that casectl has about every case")),
        Key("field", msg("the field that goes into the column, unless casectl.yaml names another field under"
                         " filings; or the word cause")),
        Key("needed", msg("yes, or closed (only for closed cases): the column must be filled in, and --check"
                          " lists each case where it is not")),
        Key("codes", msg("what is written instead of each value")),
    ),
    "provision": (
        Key("requires", msg("what it requires, in short"), needed=True),
        Key("evidence", msg("boxes that serve as evidence for the provision, each written as section.box; one"
                            " box or a list")),
    ),
}  # fmt: skip
"""The keys of a pack."""


@value_class
class Box:
    """A box with what it counts."""

    name: str
    title: LocalizedText
    measure: Measure


@value_class
class Section:
    """A section: `boxes` that are written out, or, with `by`, one for each value of a field.

    `once`: a case has one value. `extras`: ``share`` and ``change`` of each box.
    """

    name: str
    title: LocalizedText
    boxes: tuple[Box, ...] = ()
    by: str = ""
    once: bool = False
    extras: tuple[str, ...] = ()


@value_class
class FilingColumn:
    """A column of a return by case: a `value` that is known of every case, or a `field`; "" where neither is known."""

    name: str
    title: LocalizedText
    number: str = ""
    value: str = ""
    field: str = ""
    needed: str = ""
    codes: tuple[tuple[str, str], ...] = ()


@value_class
class Provision:
    """A provision of a code, what it requires, and the boxes (``section.box``) that are evidence for it."""

    number: str
    requires: LocalizedText
    evidence: tuple[str, ...] = ()


@value_class
class Pack:
    """A return, for periods of one of SPANS ("": of any). `needs` are numbers of the settings, `clocks` those of which
    each case needs one, `folds` say what a decision counts as. It has columns, or provisions, or sections alone.
    """

    name: str
    title: LocalizedText
    source: LocalizedText
    verified: LocalizedText
    unknown: LocalizedText
    period: LocalizedText = NO_WORDS
    spans: str = ""
    needs: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    folds: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    columns: tuple[FilingColumn, ...] = ()
    cases: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    checks: tuple[str, ...] = ()

    def fields(self) -> Iterator[tuple[str, str]]:
        """What cases are counted or described by, each with its field where the settings name no other."""
        yield from ((each.name, each.by) for each in self.sections if each.by)
        yield from ((each.name, each.field) for each in self.columns if not each.value)

    @property
    def settable(self) -> tuple[str, ...]:
        """What ``filings:`` in casectl.yaml may say of it, besides what is common to all."""
        answers = (f"{each.number}.{part}" for each in self.provisions for part in ANSWER)
        return (*(name for name, _ in self.fields()), *self.needs, *answers)


ANSWER = ("complies", "evidence", "commentary")
"""The parts of the answer to a provision, in casectl.yaml."""

REPORTABLE = "reportable"
"""In the settings of any return: the field that says no of a case that is not to be reported."""


def cases_of(pack: Pack, filed: Filed) -> list[Seen]:
    """The cases that have a row, each once, by id."""
    found = {each.id: each for name in pack.cases for each in POPULATIONS[name](filed.sample)}
    return [found[name] for name in sorted(found)]


def lines_of(pack: Pack, filed: Filed) -> dict[str, Mapping[str, str]]:
    """What each case has in each column, "" for nothing, by case."""
    return {each.id: {column.name: value_in(column, filed, each) for column in pack.columns}
            for each in cases_of(pack, filed)}  # fmt: skip


def value_in(column: FilingColumn, filed: Filed, case: Seen) -> str:
    """What a case has in a column: several values of a field are separated by semicolons."""
    words = (VALUES[column.value](filed, case),) if column.value else filed.words(case, column.name)
    codes = dict(column.codes)
    return ";".join(codes.get(word, word) for word in words)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)
