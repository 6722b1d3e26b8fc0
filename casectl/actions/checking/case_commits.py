"""What commits did to cases, each change against what is in HEAD now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from casectl.actions.checking.file_changes import SHORT, in_commit
from casectl.actions.checking.parted import EarlierVersions
from casectl.actions.checking.rules_along import RulesAlong
from casectl.actions.checking.unlawful_rules import Unlawful
from casectl.actions.checking.used_twice import CODE, said, used_twice
from casectl.actions.checking.walk import judges_of
from casectl.actions.context import Checking
from casectl.actions.lookup.archived import kept_case
from casectl.core.case.governed import way_to_change
from casectl.core.case.ids import id_of_path
from casectl.core.case.model import Case
from casectl.core.history.case_line import Added, CaseLine
from casectl.core.history.file_change import FileChange, change_of
from casectl.core.history.mended import is_mended
from casectl.core.history.step import Breach, Side, Step
from casectl.core.history.trail import ValueChange, is_claimed_since, value_of
from casectl.core.law.table import RULES as LAW
from casectl.core.template.settings import SETTINGS, Casebook, read_casebook
from casectl.core.values.messages import CasectlError, Finding, Message, msg
from casectl.core.values.tree import Position, Source, Tree
from casectl.core.values.value_class import NamedTuple, replace

_LAW = frozenset(rule.code for rule in LAW.values())
_CODES = frozenset({"C050", "C062", "C063", "C065", "C068", "C069", "H003", "H005"})
"""What `check` says of commits besides breaches of the law: the rest it sees in the files, or `verify` says."""


class Changed(NamedTuple):
    """What a step did to one file."""

    step: Step
    changes: tuple[FileChange, ...]

    @property
    def path(self) -> str:
        return self.changes[0].path


class CaseCommits:
    """Judges changes of cases, oldest first: each against what is in HEAD now."""

    def __init__(self, context: Checking, steps: Sequence[Step], unlawful: Unlawful) -> None:
        self._context = context
        self._judges = judges_of(context, _settings(context), RulesAlong(context, steps), unlawful)
        self._now: dict[str, Case | None] = {}
        self._lines: dict[str, CaseLine] = {}
        self._said: dict[tuple[str, str], Tree | None] = {}
        self._added: dict[str, tuple[str, Step]] = {}
        """The events that were added, each with the file of its case, and the step that did it."""
        self.unsaid: dict[str, dict[str, Tree | None]] = {}
        """The values before changes that no event says: by path and dotted name."""
        self.edits: dict[str, dict[str, str]] = {}
        """The commits that made them, in the same way."""

    def judge(self, file: Changed) -> tuple[list[Finding], list[FileChange]]:
        """What a change did that the branch has not mended; and the changes, if they are to be asked about again.

        That is also one that left the file unreadable: what it took away shows when the file can be read again, and is
        held against what it was before.
        """
        line = self._lines.setdefault(file.path, self._new_line(file.path))
        last, now = line.last, self._in_head(file.path)
        sides = [side for each in file.changes for side in each.as_step().sides]
        after = self._context.recorded_cases.case(file.path, file.changes[0].after)
        breaches = [*map(partial(self._field_said, after, now), line.judge(file.step, sides))]
        kept = now or (kept_case(self._context, file.path) if breaches else None)
        found = [each for each in breaches if _is_asked(each) and not is_mended(each, now, kept)]
        for change in (each for breach in found if not breach.is_note for each in breach.changes):
            self.unsaid.setdefault(file.path, {}).setdefault(change.name, change.old)
            self.edits.setdefault(file.path, {})[change.name] = file.changes[0].commit[:SHORT]
        again = any(not each.is_note for each in found) or (not now and any(each.code == "C000" for each in breaches))
        changes = [self._seen(each, last) for each in file.changes] if again else []
        return [self._finding(file.changes[0], each, now) for each in found], changes

    def used_twice(self, head: str) -> Iterator[tuple[Finding, list[FileChange]]]:
        """The events judged so far whose ids other cases have in `head` too, each with the changes that added it."""
        there = {event: path for event, (path, _) in self._added.items() if _has(self._in_head(path), event)}
        for event in sorted({event for event, _ in used_twice(self._context, there, head)}):
            path, step = self._added[event]
            changes = [change_of(step.commit, side) for side in step.sides if side.path == path]
            breach = Breach(step.commit, path, CODE, said(event), event)
            yield self._finding(changes[0], breach, self._in_head(path)), changes

    def of_commit(self, breach: Breach) -> Finding:
        """What a commit did, whatever case it is about."""
        return self._finding(change_of(breach.commit, Side(breach.path, "", "")), breach, None)

    def _field_said(self, after: Case | None, now: Case | None, breach: Breach) -> Breach:
        """What takes an event to be changed, as what takes none, once an event has said so or it is back as it was."""
        if not (breach.changes and after and now):
            return breach
        unsaid = [each for each in breach.changes if self._is_unsaid(each, after, now)]
        if unsaid:
            return breach
        what = msg(
            "{names} changed, although no event records the change,", names=[each.name for each in breach.changes]
        )
        return replace(breach, code="C068", what=what, is_note=True)

    def _is_unsaid(self, change: ValueChange, after: Case, now: Case) -> bool:
        if is_claimed_since(change, after, now):
            self._said.pop((now.id, change.name), None)
            return False
        return value_of(now, change.name) != self._said.setdefault((now.id, change.name), change.old)

    def _new_line(self, path: str) -> CaseLine:
        context, judges = self._context, self._judges
        return CaseLine(path, context.recorded_cases, self._judge_new, judges.fields.judge, EarlierVersions(context))

    def _judge_new(self, step: Step, added: Added) -> Iterator[Breach]:
        path = added.case.source.file
        self._added |= dict.fromkeys((event.id for event in added.events), (path, step))
        yield from self._judges.events.judge(step, added)

    def _seen(self, change: FileChange, last: str) -> FileChange:
        """A change, held against the last version that could be read."""
        readable = self._context.recorded_cases.case(change.path, change.before)
        return change if readable else replace(change, before=last)

    def _finding(self, change: FileChange, breach: Breach, now: Case | None) -> Finding:
        """At its place in the file, if the event is there."""
        numbers = {event.id: number for number, event in enumerate(now.journal)} if now else {}
        code, what = breach.code, breach.what
        if code == "C063" and breach.event not in numbers:  # first altered, then taken out
            code, what = "C062", msg("event {id} was removed", id=breach.event)
        what = in_commit(change, self._context.zone, what)
        if code == "C050":
            key = str(breach.where[0])
            what = msg("{what}; casectl adopt --refold {id} restores the journal's value; {way}", what=what,
                       id=id_of_path(change.path), way=way_to_change(key, id_of_path(change.path)))  # fmt: skip
        elif code == "C068":
            what = msg("{what}; casectl audit {id} shows it", what=what, id=id_of_path(change.path))
        elif breach.changes:
            what = msg("{what}; {way}", what=what, way=_way_back(breach.changes, id_of_path(change.path)))
        place = Position(change.path)
        if now and (breach.changes or code == "C050"):
            place = self._place(now, breach.where[:1], breach.where[1:])
        elif now and breach.event in numbers:
            place = self._place(now, ("journal", numbers[breach.event]), breach.where)
        return Finding(place, code, what, breach.is_note, breach.doers)

    def _place(self, case: Case, block: tuple[str | int, ...], where: tuple[str | int, ...]) -> Position:
        source = self._context.documents.read(case.source.file, case.source.data)
        place = source.place(*block, *where)
        return place if place.line else source.place(*block)

    def _in_head(self, path: str) -> Case | None:
        if path not in self._now:
            blob = "" if (data := self._context.ledger.blob(path)) is None else self._context.ledger.blob_id(data)
            self._now[path] = self._context.recorded_cases.case(path, blob)
        return self._now[path]


def _has(case: Case | None, event: str) -> bool:
    return case is not None and case.event(event) is not None


def _is_asked(breach: Breach) -> bool:
    """Whether `check` says that of a commit; what is older than the law it says of the files."""
    return breach.code in _CODES or (breach.code in _LAW and not breach.is_note)


def _settings(context: Checking) -> Casebook:
    """The present settings; those of an empty file where they cannot be read, which is a finding of its own."""
    try:
        return context.casebook
    except CasectlError:
        return read_casebook(Source(SETTINGS, {}))[0]


def _way_back(changes: Sequence[ValueChange], case: str) -> Message:
    """How values that somebody changed by hand are put right."""
    if len(changes) == 1 and changes[0].name.startswith(_FIELDS):
        field = changes[0].name.removeprefix(_FIELDS)
        return msg("to undo it, set the old value: casectl set {id} {field}=VALUE --reason TEXT; if the new one is"
                   " correct, set it after that in the same way", id=case, field=field)  # fmt: skip
    return msg("to undo it, set the old values: casectl set {id} FIELD=VALUE… --reason TEXT; if the new ones are"
               " correct, set them after that in the same way", id=case)  # fmt: skip


_FIELDS = "fields."
