"""The moments of a journal: a single pass that keeps the header, the clocks and the rules as they are before each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from operator import is_

from casectl.core.case.acts import same_act
from casectl.core.case.fold import before_each, fold
from casectl.core.case.imported import came_with_import
from casectl.core.case.model import RENAMED, RETYPED, UNDONE, Case, Event, Header
from casectl.core.case.pins import pinned
from casectl.core.case.renamed_fields import names_given, with_both_names
from casectl.core.case.sides import is_merged, lines
from casectl.core.clocks.rules import versions_of
from casectl.core.clocks.runs import Run, runs_of, take
from casectl.core.clocks.settings_then import ReadSettings
from casectl.core.law.in_force import InForce, Pins, RulesThen
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Unjudged
from casectl.core.template.settings import Casebook
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import msg
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import NamedTuple, value_class


@value_class
class Evidence:
    """What is known besides the journal: the free part of the case after its last event, the present, and when events
    were recorded, by id. `imported`: how many of the first events came with an import; None if nobody looked at the
    records of imports, so that the case's id decides. `open_parts` gives the parts of the case that are not over now;
    how parts stood at earlier events their own files say. `before` is the free part before the events of `recorded_at`,
    which were recorded from the e-mail `address` ("": not known).
    `walks`: of whoever judges one version of a case after another.
    """

    free: dict[str, Tree]
    now: datetime
    recorded_at: Mapping[str, datetime] = field(default_factory=dict)
    imported: int | None = None
    open_parts: Callable[[], Sequence[str]] = tuple
    before: Mapping[str, Tree] = field(default_factory=dict)
    address: str = ""
    walks: Walks = field(default_factory=lambda: Walks())


def moments(case: Case, rules_then: RulesThen, evidence: Evidence, since: int = 0) -> Iterator[Moment | Unjudged]:
    """Each event of a case from number `since` on, as it is judged; those of which the rules are not known here.

    What came from two sides of a merge is seen as it was on its side.
    """
    if not is_merged(case.journal):
        yield from _along(case, case, rules_then, evidence, since)
        return
    numbers = {event.id: number for number, event in enumerate(case.journal)}
    wanted = {event.id for event in case.journal[since:]}
    found: dict[int, Moment | Unjudged] = {}
    for journal, own in lines(case.journal):
        asked, first = own & wanted, next(number for number, event in enumerate(journal) if event.id in own)
        line = replace(case, header=fold(journal), journal=journal)
        for each in _along(line, case, rules_then, evidence, first) if asked else ():
            event = journal[each.number].id
            if event in asked:
                found[numbers[event]] = replace(each, number=numbers[event])
    yield from (found[number] for number in sorted(found))


def _along(
    case: Case, whole: Case, rules_then: RulesThen, evidence: Evidence, since: int
) -> Iterator[Moment | Unjudged]:  # fmt: skip
    """The moments of one line of history of the `whole` case."""
    journal = case.journal
    imported = came_with_import(case) if evidence.imported is None else evidence.imported
    points, unknown = evidence.walks.along(journal), _changed_later(journal, _missing(case, whole))
    undone = {gone for event in whole.journal for gone in event.takes_back}
    acts, rules_then = _acts(journal), _by_changes(rules_then)
    names = names_given(whole.journal)  # also what was renamed after the sides of a merge met
    unknown = [_by_former_names(each, names) for each in unknown] if names else unknown
    free, known_by, by = evidence.free, dict[str, str](), None
    settings_then = settings_of(rules_then)
    not_to_handle: tuple[str, ...] = ()
    for number, event in enumerate(journal):
        header, runs, pins, runs_after, pins_after = points[number]
        former = rules_then(header.template, *pins) if event.kind in (RETYPED, RENAMED) else None
        not_to_handle += former.template.not_to_handle if former else ()
        if number < since:
            continue
        after = points[number + 1].header if number + 1 < len(journal) else case.header
        in_force = rules_then(after.template, *pins_after)
        if in_force is None:
            yield Unjudged(
                number,
                event.id,
                "",
                msg("the rules that applied to the case cannot be read, so this cannot be checked"),
            )
            continue
        if in_force is not by and (now := {**names, **in_force.template.renamed.fields}) != known_by:
            free, known_by = with_both_names(evidence.free, now), now
        by, act, is_new = in_force, acts[number], event.id in evidence.recorded_at
        yield Moment(
            number, Case(case.id, case.title, header, journal[:number], case.fields, case.source), event, after, runs,
            same_act(act, event) if len(act) > 1 and in_force.is_law else act,
            free, unknown[number], in_force, evidence.now, evidence.recorded_at.get(event.id), whole.header,
            event.id in undone, former, imported,
            runs_after, evidence.open_parts, settings_then,
            evidence.before if is_new else {},
            _once(in_force.template.not_to_handle, not_to_handle),
            evidence.address if is_new else "",
        )  # fmt: skip


def _once(names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *more))) if more else names


def settings_of(rules_then: RulesThen) -> ReadSettings:
    """Reads the settings of rules."""

    def read(template: str, pins: Pins) -> Casebook | None:
        in_force = rules_then(template, pins, {})
        return in_force.casebook if in_force else None

    return read


class _Point(NamedTuple):
    """How a case stood before an event, with each clock's latest run and the pins; and these after it."""

    header: Header
    runs: Mapping[str, Run]
    pins: tuple[Pins, Pins]
    runs_after: Mapping[str, Run]
    pins_after: tuple[Pins, Pins]


class Walks:
    """Goes along journals; one that is the last one with more events is gone along from where that one ended."""

    def __init__(self, own: tuple[Event, ...] = (), headers: Sequence[Header] = ()) -> None:
        """`headers` are those before each event of the journal `own`, if they are known."""
        self._own, self._headers = own, headers
        self._walk = _Walk()
        self._journal: tuple[Event, ...] = ()
        self._points: tuple[_Point, ...] = ()

    def along(self, journal: tuple[Event, ...]) -> tuple[_Point, ...]:
        """How the case stood at each event."""
        known = len(self._journal)
        if not known or known > len(journal) or not all(map(is_, journal, self._journal)):
            self._walk, self._points, known = _Walk(), (), 0
        self._journal = ()  # of what cannot be read nothing is kept
        headers: Iterable[Header] = before_each(journal, [each.header for each in self._points])
        if self._headers and journal is self._own:
            headers = self._headers[known:]
        self._points += tuple(self._walk.past(header, journal, number) for number, header in enumerate(headers, known))
        self._journal = journal
        return self._points


class _Walk:
    """The clocks and the pins after the events so far, of which those undone later still count."""

    def __init__(self) -> None:
        self.latest: Mapping[str, Run] = {}
        """The latest run of each clock."""
        self.under: Pins = {}
        self.rules: Pins = {}
        self._runs: dict[str, list[Run]] = {}
        self._undone = set[str]()

    def past(self, header: Header, journal: tuple[Event, ...], number: int) -> _Point:
        """Go on to an event of a journal, by its number, from the header before it."""
        runs, pins, event = self.latest, (self.under, self.rules), journal[number]
        gone = event.takes_back
        self._take(event, gone, journal[: number + 1] if gone else ())
        if "clocks" in event.data or gone:
            self.latest = {clock: runs[-1] for clock, runs in self._runs.items() if runs}
        return _Point(header, runs, pins, self.latest, (self.under, self.rules))

    def _take(self, event: Event, gone: tuple[str, ...], journal: tuple[Event, ...]) -> None:
        """Add an event, the last one of `journal`, since which some are `gone`."""
        data = event.data
        self.under = pinned(self.under, event)
        if gone:
            self._undone.update(gone)
            self._runs, self.rules = runs_of(journal), versions_of(journal)
        elif event.id not in self._undone:
            if "rules" in data:
                self.rules = {path: text_of(version) for path, version in event.mapping("rules").items()}
            for clock, record in event.mapping("clocks").items() if "clocks" in data else ():
                take(self._runs.setdefault(clock, []), clock, mapping_of(record), event)


def _missing(line: Case, whole: Case) -> tuple[Event, ...]:
    """The events that a line of history did not know of."""
    if line is whole:
        return ()
    known = {event.id for event in line.journal}
    return tuple(event for event in whole.journal if event.id not in known)


def _by_former_names(changed: frozenset[str], names: Mapping[str, str]) -> frozenset[str]:
    """What changed, by the former names of fields as well."""
    former = {old: f"fields.{new}" for old, new in names.items()}
    return changed | {
        f"fields.{old}{each.removeprefix(new)}"
        for old, new in former.items()
        for each in changed
        if f"{each}.".startswith(f"{new}.")
    }


def _changed_later(journal: Sequence[Event], elsewhere: Sequence[Event] = ()) -> list[frozenset[str]]:
    """For each event the dotted names of what later events changed in the free part; those `elsewhere` come last."""
    if not any("changed" in event.data for event in (*journal, *elsewhere)):
        return [frozenset()] * len(journal)
    by_id = {event.id: event for event in (*journal, *elsewhere)}
    later, found = frozenset[str](), []
    for event in reversed((*journal, *elsewhere)):
        found.append(later)
        source = by_id.get(event.text("undoes")) if event.kind == UNDONE else event
        if source and "changed" in source.data:
            later |= {text_of(each) for each in list_of(source.data["changed"])}
    return found[::-1][: len(journal)]


def _by_changes(rules_then: RulesThen) -> RulesThen:
    """The same rules, which are asked for only where the template or a pin is another than for the event before."""
    known: tuple[str, Pins, Pins] | None = None
    found: InForce | None = None

    def asked(name: str, under: Pins, rules: Pins) -> InForce | None:
        nonlocal known, found
        if known is None or known[0] != name or known[1] is not under or known[2] is not rules:
            known, found = (name, under, rules), rules_then(name, under, rules)
        return found

    return asked


def act_of(journal: Sequence[Event], number: int) -> tuple[Event, ...]:
    """The events that may have been recorded together with one: its neighbours of the same time, by the same person.
    Before there was a law they were; since, those of them that are of one act.
    """
    return _acts(journal)[number]


def _acts(journal: Sequence[Event]) -> list[tuple[Event, ...]]:
    """For each event those recorded together with it."""
    found: list[tuple[Event, ...]] = []
    first = 0
    for number, event in enumerate(journal, 1):
        if number == len(journal) or not _together(event, journal[number]):
            found += [tuple(journal[first:number])] * (number - first)
            first = number
    return found


def _together(one: Event, other: Event) -> bool:
    same = one.by == other.by and to_seconds(one.at) == to_seconds(other.at)
    return same and one.text("via") == other.text("via")
