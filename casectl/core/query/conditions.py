"""The conditions by which a case can be selected, each about one property."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fnmatch import translate
from functools import cache
from re import Pattern, compile, split

from casectl.core.case.owed import DEADLINE
from casectl.core.query.clause import (
    NEXT_FOLLOW_UP,
    UNDECIDED,
    Category,
    Clause,
    both,
    either,
    one_of,
    owes,
)
from casectl.core.query.excerpt import Excerpt
from casectl.core.time.instants import sortable, to_seconds
from casectl.core.values.amounts import compare_amounts
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import folded

_LARGEST = 1 << 62
MOST = 10**9
"""The end of a range of numbers that has none."""


@value_class
class OneOf:
    """A property that is one of these words; "" is none. `key` is owner, team, template, level, id, title or source."""

    key: str
    values: tuple[str, ...]

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case's word is one of them."""
        return case.text(self.key) in self.values

    def clause(self) -> Clause:
        """The cases with one of the words in the column of that name, in which a level is a number."""
        return one_of(f"CAST({self.key} AS TEXT)" if self.key == "level" else self.key, self.values)


@value_class
class EverOf:
    """Of one of these templates, now or before the case was retyped."""

    templates: tuple[str, ...]

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case has or had such a template."""
        return case.text("template") in self.templates or not {*self.templates}.isdisjoint(case.earlier_templates)

    def clause(self) -> Clause:
        """Any case may have had another template, which no column has."""
        return UNDECIDED


@value_class
class InState:
    """In one of these states, or in a state of one of these categories; "active" is every one but closed."""

    states: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case is in such a state."""
        return self._means(case.text("template"), case.text("state"), category)

    def clause(self) -> Clause:
        """The cases in one of the states there are that match; the category is asked once for each of these."""
        named = [one_of("category(template, state)", self.categories)] if self.categories else []
        active = [Clause("category(template, state) <> 'closed'")] if "active" in self.categories else []
        states = either([one_of("state", self.states), *named, *active])
        sql = f"(template, state) IN (SELECT template, state FROM stages WHERE {states.sql})"
        return Clause(sql, states.values, states.exact)

    def _means(self, template: str, state: str, category: Category) -> bool:
        if state in self.states:
            return True
        found = category(template, state) if self.categories else ""
        return found in self.categories or ("active" in self.categories and found != "closed")


@value_class
class NumberBetween:
    """A number of the case (`key`: level, chasers, late_entries or conflicts) from `least` to `most`, both included."""

    least: int
    most: int
    key: str = "level"

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case's number is in between."""
        return self.least <= int(case.text(self.key) or 0) <= self.most

    def clause(self) -> Clause:
        """The cases with such a number; no case has one that SQLite could not hold."""
        return Clause(f"{self.key} BETWEEN ? AND ?", (min(self.least, _LARGEST), min(self.most, _LARGEST)))


@value_class
class Range:
    """From `since` on and before `until`; None leaves that end open."""

    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def holds(self, at: datetime | None) -> bool:
        """Whether the instant is within; without an instant it is in no range."""
        if at is None:
            return False
        second = to_seconds(at)
        is_after = self.since is None or second >= to_seconds(self.since)
        return is_after and (self.until is None or second < to_seconds(self.until))


@value_class
class TimeWithin:
    """A time within a range: `key` is received_at, opened_at, closed_at, due or follow_up (for both the earliest)."""

    key: str
    range: Range = Range()

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the case has such a time within the range."""
        return self.range.holds(self._time(case))

    def clause(self) -> Clause:
        """The cases with a time within the range."""
        column = {"due": "next_due", "follow_up": NEXT_FOLLOW_UP}.get(self.key, self.key.removesuffix("_at"))
        ends = (("IS NOT NULL", None), (">= ?", self.range.since), ("< ?", self.range.until))
        return both([
            Clause(f"{column} {sql}", (to_seconds(at),) if at else ())
            for sql, at in ends if at or sql == "IS NOT NULL"
        ])  # fmt: skip

    def _time(self, case: Excerpt) -> datetime | None:
        if self.key == "due":
            return case.next_due
        if self.key == "follow_up":
            return case.next_follow_up
        text = case.text(self.key)
        return datetime.fromisoformat(text) if text else None


class _Looked:
    """A condition that can only be decided from the excerpt."""

    def clause(self) -> Clause:
        """Any case is possible."""
        return UNDECIDED


@value_class
class FieldIs(_Looked):
    """A field with one of these values, ignoring letter case and width, or a list that contains one; "" is none."""

    name: str
    values: tuple[str, ...]

    @property
    def search_text(self) -> str:
        """A text that every matching case contains, "" if there is none."""
        return self.values[0] if len(self.values) == 1 else ""

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the field has one of the values."""
        found, wanted = folded(case.fields.get(self.name, "")), _all_folded(self.values)
        return found in wanted or not wanted.isdisjoint(found.split(", "))


@value_class
class FieldCompares(_Looked):
    """A field below (``<``), above (``>``) … a value: as instants or as numbers if both are such, else as text, which
    suits ISO dates.
    """

    name: str
    operator: str
    value: str

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the field is filled and compares so."""
        found = case.fields.get(self.name, "")
        return bool(found) and self.compares(found)

    def compares(self, found: str) -> bool:
        """Whether a text compares so with the value."""
        order = compare_amounts(sortable(found), sortable(self.value))
        return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[self.operator]


@value_class
class Like:
    """A text that contains `pattern`, however its letters are written; ``*`` is any letters, ``?`` is one.

    `key` is a property of the case, ``fields.NAME``, or ``text`` for all texts that are searched.
    """

    key: str
    pattern: str

    @property
    def search_text(self) -> str:
        """A text that every matching case contains, "" if there is none."""
        return max(split("[*?]", folded(self.pattern)), key=len) if self._is_searched else ""

    @property
    def _is_searched(self) -> bool:
        return self.key in ("id", "title", "source", "text") or self.key.startswith("fields.")

    def clause(self) -> Clause:
        """The cases that contain the longest piece of the pattern, if it is about id, title or source."""
        if self.key not in ("id", "title", "source"):
            return UNDECIDED
        return Clause(f"instr(folded({self.key}), ?)", (self.search_text,), exact=False)

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether the text contains the pattern."""
        return self.is_in(case)

    def is_in(self, case: Excerpt) -> bool:
        """The same, whatever the category."""
        return any(map(self._matches, map(folded, self._texts(case))))

    def _texts(self, case: Excerpt) -> Iterator[str]:
        if self.key == "text":
            return texts(case)
        _, field, name = self.key.partition("fields.")
        return iter((case.fields.get(name, "") if field else case.text(self.key),))

    def _matches(self, text: str) -> bool:
        form = _form(self.pattern)
        return bool(form.match(text)) if form else folded(self.pattern) in text


@value_class
class Mentions(_Looked):
    """Words in the id, title, fields, contacts or notes, ignoring letter case and width."""

    words: str

    @property
    def search_text(self) -> str:
        """A text that every matching case contains."""
        return self.words

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether one of the texts contains the words."""
        wanted = folded(self.words)
        return any(wanted in folded(text) for text in texts(case))


@value_class
class BareWord(Mentions):
    """Words typed without a field and without quotation marks: they may be a slip for the name of something."""


@value_class
class ClockRuns:
    """An open deadline of one of these clocks."""

    clocks: tuple[str, ...]

    def matches(self, case: Excerpt, category: Category) -> bool:
        """Whether one of the clocks has an open deadline."""
        return any(clock in case.due for clock in self.clocks)

    def clause(self) -> Clause:
        """The cases with such a deadline."""
        return owes(both([Clause("kind = ?", (DEADLINE,)), one_of("name", self.clocks)]))


def texts(case: Excerpt) -> Iterator[str]:
    """All texts that are searched: id, title, contacts and notes, and the fields."""
    return iter((case.id, case.text("title"), case.text("text"), *case.fields.values()))


@cache
def _all_folded(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, values))


@cache
def _form(pattern: str) -> Pattern[str] | None:
    """The pattern as a regular expression; None if it is a plain text."""
    if not {"*", "?"} & {*pattern}:
        return None
    # fnmatch makes groups without backtracking, so that no pattern takes exponential time.
    return compile(translate(f"*{folded(pattern)}*".replace("[", "[[]")))
