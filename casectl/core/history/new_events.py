"""The events that a commit adds to a case, held against the law as it was then, and against what the commit says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from functools import partial

from casectl.core.case.event_subject import word
from casectl.core.case.imported import came_with_import, imported_before
from casectl.core.case.model import IMPORTER, MERGED, MERGER, Case, Event
from casectl.core.history.base import Base
from casectl.core.history.case_line import Added
from casectl.core.history.commit import Commit, Committers
from casectl.core.history.step import Breach, Step
from casectl.core.law.in_force import RulesThen
from casectl.core.law.judging import judge
from casectl.core.law.newer_rules import lawful_by_both
from casectl.core.law.pin_faults import Before, unlike
from casectl.core.law.table import RULES
from casectl.core.law.times import TOLERANCE
from casectl.core.law.verdict import is_note, said
from casectl.core.law.walking import Evidence, Walks
from casectl.core.template.free_fields import free_part
from casectl.core.template.settings import Casebook
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import replace, value_class

RulesAt = Callable[[Step, Sequence[Event]], RulesThen]
"""The rules that count for what a journal says, where a commit adds these events."""

PinsBefore = Callable[[Step, str], Mapping[str, str]]
"""The versions that an event of a template goes by which a commit records."""


def _nothing_on_record(step: Step, case: Case) -> None:
    del step, case


def _nothing_attached(step: Step, event: Event) -> Iterable[tuple[str, Message]]:
    del step, event
    return ()


@value_class
class RulesBefore:
    """The rules that a commit was made under, those of its first parent: the settings (None: there are none), the
    versions that an event of a template goes by, and those of all settings and templates. `had` says whether a rule
    file ever was in a version before it.
    """

    settings: Callable[[Step], Casebook | None]
    pins: PinsBefore
    versions: Callable[[Step], Mapping[str, str]]
    had: Callable[[Step, str, str], bool] = lambda *_: False


@value_class
class ByBase:
    """The rules of a `base`: those that count for what a journal says, but for what the base has left."""

    base: Base
    rules_at: RulesAt


@value_class
class NewEvents:
    """Asked of the events that a commit adds; `rules_at` are the rules that count for what a journal says. With a
    base, what is recorded under rules that it has left must be lawful by its own too.
    """

    rules_at: RulesAt
    before: RulesBefore
    now: datetime
    by_base: ByBase | None = None
    on_record: Callable[[Step, Case], int | None] = _nothing_on_record
    """How many events of a case its import had on record by a commit; None if there is no record of it."""
    attached: Callable[[Step, Event], Iterable[tuple[str, Message]]] = _nothing_attached
    """What is wrong with the file that a new event says was attached."""
    walks: Walks = field(default_factory=Walks)

    def judge(self, step: Step, added: Added) -> Iterator[Breach]:
        """What is wrong with these events of a case."""
        case, new, _ = added
        if not new:
            return
        imported = self._imported(step, added)
        found = [*self._lawless(step, added, self.rules_at(step, new))]
        found += self._pin_breaches(step, added, imported)
        settings = self.before.settings(step)
        people = Committers.of(settings) if settings else None
        path = case.source.file
        for event in new:
            found += _claims(step, path, event, people)
            for code, what in self.attached(step, event):
                found.append(Breach(step.commit, path, code, what, event.id, ("file",)))
        found += _authored(step.commit, path, new)
        found += _not_imported(step, added, imported)
        yield from found
        if self.by_base and self.by_base.base.has_left(self.before.versions(step)):
            known = {(each.event, each.code) for each in found}
            for each in self._by_base(step, added, self.by_base):
                if (each.event, each.code) not in known:
                    what = msg("{what} (by the newer rules of the base)", what=each.what)
                    yield replace(each, what=what)

    def _pin_breaches(self, step: Step, added: Added, imported: int) -> Iterator[Breach]:
        """The rules that events of a commit name, held against those before it."""
        rules = self.before
        before = Before(partial(rules.pins, step), partial(rules.versions, step), partial(rules.had, step))
        case, path = added.case, added.case.source.file
        found = [*unlike(case, {event.id for event in added.events}, before, imported)]
        wanted, rules_then = {number for number, _ in found}, self.rules_at(step, added.events)
        lawful = lawful_by_both(case, wanted, before, rules_then, self._evidence(step, added)) if found else set()
        for number, fault in found:
            event = case.journal[number]
            what = msg("event {id}: {what}", id=event.id, what=fault.what)
            yield Breach(step.commit, path, "C069", what, event.id, fault.path, is_note=number in lawful)

    def _imported(self, step: Step, added: Added) -> int:
        """How many of the first events of a case came with an import. Since the law an import stands on record."""
        if not any(event.by == IMPORTER for event in added.events):
            return came_with_import(added.case)
        settings, on_record = self.before.settings(step), self.on_record(step, added.case)
        if on_record is None and len(added.events) == len(added.case.journal) and settings and settings.law:
            return 0
        return imported_before(added.case, {event.id for event in added.events}, on_record)

    def _by_base(self, step: Step, added: Added, by_base: ByBase) -> Iterator[Breach]:
        """What people, roles and workflow of the base say of them. Deadlines keep the rules they were counted by."""
        for each in self._lawless(step, added, by_base.rules_at(step, added.events)):
            if each.code != RULES["as_ruled"].code:
                yield each
        people = Committers.of(by_base.base.casebook)
        for event in added.events:
            yield from _strangers(step.commit, added.case.source.file, event, people)

    def _evidence(self, step: Step, added: Added) -> Evidence:
        recorded_at = dict.fromkeys((event.id for event in added.events), step.commit.made_at)
        imported = self._imported(step, added)
        return Evidence(
            free_part(added.case), self.now, recorded_at, imported, before=added.before, address=step.commit.address,
            walks=self.walks,
        )  # fmt: skip

    def _lawless(self, step: Step, added: Added, rules_then: RulesThen) -> Iterator[Breach]:
        """What the law says of them, by these rules."""
        case = added.case
        wanted = {event.id for event in added.events}
        since = next(number for number, event in enumerate(case.journal) if event.id in wanted)
        path, found = case.source.file, judge(case, rules_then, self._evidence(step, added), since)
        for each in found.verdicts:
            if each.event in wanted:
                yield Breach(
                    step.commit, path, each.code, said(each), each.event, each.fault.path, is_note(each),
                    people=each.people,
                )  # fmt: skip
        for left in found.unjudged:
            if left.event in wanted:
                what = msg("event {id} could not be checked against the rules: {why}", id=left.event, why=left.why)
                yield Breach(step.commit, path, "H013", what, left.event, is_note=True)


def _claims(step: Step, path: str, event: Event, people: Committers | None) -> Iterator[Breach]:
    """What the commit says of an event, and who made it, held against what the event says.

    What a merge adds of itself follows from its sides, as the law judges it, and nobody acted: in a merge, or where git
    rebase put commits on top of others.
    """
    commit = step.commit
    if event.kind == MERGED and event.by == MERGER:
        return
    is_named = event.id in commit.events or bool(commit.imported)
    if len(step.parents) > 1 and not is_named:
        what = msg("the merge added event {id}, which none of its parents has", id=event.id)
        yield Breach(commit, path, "H005", what, event.id)
    elif not is_named and not (people and people.is_by_server(commit)):
        what = msg("event {id} was recorded without casectl", id=event.id)
        yield Breach(commit, path, "H002", what, event.id, is_note=True)
    if event.id in commit.events and commit.actor not in ("", word(event.by)):
        what = msg("according to the commit {actor} recorded event {id}, according to the event it was {by}",
                   actor=commit.actor, id=event.id, by=event.by)  # fmt: skip
        yield Breach(commit, path, "H003", what, event.id, ("by",))
    if people:
        yield from _strangers(commit, path, event, people)


def _authored(commit: Commit, path: str, new: Sequence[Event]) -> Iterator[Breach]:
    """A commit that casectl made has as its author's date when it recorded; git rebase and a squash keep the first."""
    named = [event.at for event in new if event.id in commit.events]
    if named and commit.authored_at and all(elapsed(commit.authored_at, at) > TOLERANCE for at in named):
        what = msg("the commit's author date is before the events that it records")
        yield Breach(commit, path, "H004", what)


def _not_imported(step: Step, added: Added, imported: int) -> Iterator[Breach]:
    """Events that say of themselves that they came with an import, beyond those that did."""
    new = {event.id for event in added.events}
    for event in added.case.journal[imported:]:
        if event.by == IMPORTER and event.id in new:
            what = msg("event {id} says that it was imported, but it was not in that import", id=event.id)
            yield Breach(step.commit, added.case.source.file, "H003" if imported else "C101", what, event.id, ("by",))


def _strangers(commit: Commit, path: str, event: Event, people: Committers) -> Iterator[Breach]:
    if event.by not in (IMPORTER, MERGER) and (remark := people.stranger(commit, event)):
        what = msg("event {id}: {what}", id=event.id, what=remark)
        yield Breach(commit, path, "H003", what, event.id, ("by",))
