"""Judges a book's history commit by commit, oldest first, each against each of its parents.

`check --base` and `verify` ask for some commits; what `check` says of new commits stands on the same parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import TypeAlias

from casectl.actions.checking.archive_lists import list_breaches
from casectl.actions.checking.changed_place import changed_place
from casectl.actions.checking.commit_faults import around
from casectl.actions.checking.imports import Imports
from casectl.actions.checking.kept_files import attached, kept_files
from casectl.actions.checking.parted import EarlierVersions
from casectl.actions.checking.rule_commits import RuleCommits
from casectl.actions.checking.rules_along import RulesAlong, RulesOfBase, is_rule
from casectl.actions.checking.signed_commits import Actors, signed_commits
from casectl.actions.checking.unlawful_rules import LawfulRules, Unlawful
from casectl.actions.checking.used_twice import CODE, said, used_twice
from casectl.actions.context import Checking
from casectl.actions.lookup.rules_then import RulesThen
from casectl.core.case.event_subject import word
from casectl.core.case.folders import CASES
from casectl.core.case.ids import id_of_path, is_case_id, is_own_event_id
from casectl.core.case.model import IMPORTER, MERGER
from casectl.core.history.base import Base
from casectl.core.history.case_line import Added, CaseLine
from casectl.core.history.field_edits import FieldEdits
from casectl.core.history.file_change import FileChange, change_of
from casectl.core.history.known_events import KnownEvents
from casectl.core.history.new_events import ByBase, NewEvents, RulesBefore
from casectl.core.history.step import Breach, Side, Step
from casectl.core.history.step_faults import step_faults
from casectl.core.template.model import Template
from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.values.messages import msg
from casectl.core.values.value_class import NamedTuple, replace

_File: TypeAlias = tuple[str, Sequence[tuple[Step, tuple[Side, ...]]]]
"""The steps that changed a case, with their sides."""
_VERSIONS = 200
"""How many versions of cases are read at once."""


class _Line(NamedTuple):
    """What was found in the line of a case: breaches; its new events, each with who did it and its commit; and events
    that commits name and did not record.
    """

    path: str
    breaches: list[Breach]
    new: list[tuple[str, str, Step]]
    missing: list[tuple[Step, frozenset[str]]]


class SoFar:
    """What is known of the history before some steps, and of these once they are judged.

    With a `base`, its people, roles and workflow count too. `open` are changes of rules that nobody was allowed to
    make, and that are not mended.
    """

    def __init__(self, base: Base | None = None, open_: Sequence[FileChange] = (), events: bytes = b"") -> None:
        self.base = base
        self.since = ""
        """The commit from which the steps start, where its events are not known."""
        self.open = [*open_]
        self.events = KnownEvents(events)
        self.dates: dict[str, datetime] = {}
        self.standing = frozenset[str]()
        """The commits that changed rules unlawfully, of which something is left."""


def walk(context: Checking, steps: Sequence[Step], so_far: SoFar) -> list[Breach]:
    """What these steps did that no commit may do, in their order; `so_far` goes on to the last of them."""
    parents = {step.commit.id: step.parents for step in steps}
    known = [step for step in steps if not step.commit.cut]  # the others seem to have made all that there was
    changes = [change_of(step.commit, side) for step in known for side in step.sides if is_rule(side.path)]
    settings = so_far.base.casebook if so_far.base else None
    rules = RuleCommits(context, [*so_far.open, *changes], parents, settings)
    so_far.open = [change for each in rules.open for change in each.changes]
    so_far.standing = frozenset(change.commit for each in rules.standing for change in each.changes)
    along = RulesAlong(context, steps)
    base = replace(so_far.base, made=frozenset(rules.lawful)) if so_far.base else None
    work = partial(_lines, along=along, unlawful=rules.unlawful, base=base)
    lines = context.share(work, _files(steps))
    found = [*_of_rules(context, rules, steps), *(each for line in lines for each in line.breaches)]
    _know_older(context, lines, so_far)
    found += [*_used_twice(steps, lines, so_far.events), *_not_recorded(steps, lines), *kept_files(context, steps)]
    found += _without_events(steps, along)
    found += list_breaches(context, steps)
    found += signed_commits(context, steps, along, _actors(lines), base)
    held = around(context, along, so_far.dates)
    for step in steps:
        found += step_faults(step, held)
    order = {step.commit.id: number for number, step in enumerate(steps)}
    return sorted(found, key=lambda each: (order[each.commit.id], each.path, each.code))


def _files(steps: Sequence[Step]) -> list[_File]:
    found: dict[str, list[tuple[Step, tuple[Side, ...]]]] = defaultdict(list)
    for step in steps:
        for path, sides in step.files():
            if path.startswith(f"{CASES}/") and path.endswith(".yaml"):
                found[path].append((step, sides))
    return [*found.items()]


def _lines(
    context: Checking, files: Sequence[_File], along: RulesAlong, unlawful: Unlawful, base: Base | None
) -> list[_Line]:
    """The line of each of these cases. All that is open is this process's own."""
    judges, found = judges_of(context, context.casebook, along.on(context), unlawful, base), list[_Line]()
    for some in _batches(files):
        blobs = (
            blob for _, steps in some for _, sides in steps for side in sides for blob in (side.before, side.after)
        )
        context.recorded_cases.prepare(blobs)
        found += (_line(context, judges, each) for each in some)
    return found


class Judges(NamedTuple):
    """Judge what commits add to cases."""

    events: NewEvents
    fields: FieldEdits


def judges_of(
    context: Checking, casebook: Casebook, rules: RulesAlong, unlawful: Unlawful, base: Base | None = None
) -> Judges:
    """Those that go by the rules before each commit but what came `unlawful` into them; what names no rules goes by the
    present settings.
    """
    rules_at = LawfulRules(context, RulesThen(context, casebook, Templates(context)), unlawful).at
    before = RulesBefore(rules.settings, rules.pins, rules.versions, rules.had)
    imports = Imports(context)
    by_base = ByBase(base, RulesOfBase(context, base, rules_at).at) if base else None
    return Judges(
        NewEvents(rules_at, before, context.now, by_base, imports.on_record, partial(attached, context)),
        FieldEdits(rules_at, before, context.now, by_base),
    )


def _batches(files: Sequence[_File]) -> Iterator[list[_File]]:
    """The files, as many at once as have some hundred versions together."""
    some: list[_File] = []
    count = 0
    for each in files:
        some.append(each)
        count += len(each[1])
        if count >= _VERSIONS:
            yield some
            some, count = [], 0
    if some:
        yield some


def _line(context: Checking, judges: Judges, file: _File) -> _Line:
    path, steps = file
    found = _Line(path, [], [], [])

    def judged(step: Step, added: Added) -> Iterator[Breach]:
        found.new.extend((event.id, event.by, step) for event in added.events)
        yield from judges.events.judge(step, added)

    line = CaseLine(path, context.recorded_cases, judged, judges.fields.judge, EarlierVersions(context))
    for step, sides in steps:
        known = len(found.new)
        found.breaches.extend(line.judge(step, sides))
        added = {event for event, _, _ in found.new[known:]} | line.taken_in
        left = frozenset(step.commit.events) - (added if id_of_path(path) == step.commit.case else set())
        if left and line.is_judged:
            found.missing.append((step, left))
    return found


class Templates(Mapping[str, Template | None]):
    """The templates that are there now, each read when it is asked for; None for one that cannot be used."""

    def __init__(self, context: Checking) -> None:
        self._context = context
        self._read: dict[str, Template | None] = {}

    def __getitem__(self, name: str) -> Template | None:
        if name not in self._read:
            if name not in self._context.template_names():
                raise KeyError(name)
            self._read[name] = self._context.checked_template(name)[0]
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._context.template_names())

    def __len__(self) -> int:
        return len(self._context.template_names())


def _actors(lines: Sequence[_Line]) -> Actors:
    """The people who did the new events, by the commits that record them; what follows from rules nobody did."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for _, by, step in line.new:
            found[step.commit.id].update({by} - {IMPORTER, MERGER})
    return {commit: frozenset(people) for commit, people in found.items()}


def _of_rules(context: Checking, rules: RuleCommits, steps: Sequence[Step]) -> Iterator[Breach]:
    commits = {step.commit.id: step.commit for step in steps}
    for fault in (each for each in rules.found if each.changes[0].commit in commits):
        for change, what in fault.said():
            where = changed_place(context, change)
            yield Breach(commits[change.commit], change.path, "B011", what, where=where)


def _know_older(context: Checking, lines: Sequence[_Line], so_far: SoFar) -> None:
    """Add the events from before the steps whose ids new ones have."""
    new = {event: line.path for line in lines for event, _, _ in line.new} if so_far.since else {}
    for event, path in used_twice(context, new, so_far.since):
        so_far.events.add(event, path)


def _used_twice(steps: Sequence[Step], lines: Sequence[_Line], known: KnownEvents) -> Iterator[Breach]:
    """Ids that events of two cases have, at the later one."""
    order = {step.commit.id: number for number, step in enumerate(steps)}
    new = [(order[step.commit.id], line.path, event, step) for line in lines for event, _, step in line.new]
    for _, path, event, step in sorted(new, key=itemgetter(0)):
        if known.add(event, path):
            yield Breach(step.commit, path, CODE, said(event), event)


def _not_recorded(steps: Sequence[Step], lines: Sequence[_Line]) -> Iterator[Breach]:
    """Events that a commit names and that it does not add to any case."""
    missing: dict[str, frozenset[str]] = {}
    for line in lines:
        for step, left in line.missing:
            missing[step.commit.id] = missing.get(step.commit.id, left) & left
    for step in steps:
        paths = [side.path for side in step.sides if side.path.startswith(f"{CASES}/")]
        left = missing.get(step.commit.id, frozenset()) if paths else frozenset(step.commit.events)
        for event in sorted(left) if _records_events(step) else ():
            what = msg("the commit claims to record event {id}, but does not contain it", id=event)
            yield Breach(step.commit, min(paths, default=SETTINGS), "H001", what, event)


def _without_events(steps: Sequence[Step], along: RulesAlong) -> Iterator[Breach]:
    """Commits that say whose act they record, or of which case, and name no event: casectl makes none but to import
    and to adopt rules. Other tools have such lines too, with words of their own.
    """
    for step in steps:
        commit = step.commit
        if commit.events or commit.imported or commit.rules or commit.cut:
            continue
        said = commit.case if is_case_id(commit.case) else ""
        if not said and (people := {commit.actor, commit.via} - {""}) and (settings := along.settings(step)):
            said = next((each.name for each in settings.people if word(each.name) in people), "")
        if said:
            what = msg("the commit claims to record something about {name}, but names no event", name=said)
            yield Breach(commit, min((side.path for side in step.sides), default=SETTINGS), "H001", what)


def _records_events(step: Step) -> bool:
    """Whether what a commit names are events of cases: other tools have an ``Event:`` too, and of rules it is an id by
    which they are known to be recorded.
    """
    if step.commit.cut:
        return False
    own = all(map(is_own_event_id, step.commit.events)) and not any(is_rule(side.path) for side in step.sides)
    return bool(step.commit.case) or own
