"""What was committed since `check` last looked: events gone or altered, cases deleted, fields without an event, events
under rules that were not committed before them, rules changed otherwise than `adopt` would.

What was done to an event counts until the branch has it again as it was; a change of fields is said once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from casectl.actions.checking.file_changes import SHORT, in_commit
from casectl.actions.checking.new_pins import NewPins
from casectl.actions.checking.rule_commits import RULES, rule_commits
from casectl.actions.context import Checking
from casectl.core.case.compose import read_case
from casectl.core.case.event import Event
from casectl.core.case.ids import id_of_path
from casectl.core.case.model import Case
from casectl.core.history.file_change import FileChange, Looked
from casectl.core.history.journal_changes import JournalChange, journal_changes
from casectl.core.history.trail import ValueChange, is_claimed_since, unclaimed_changes, value_of
from casectl.core.values.errors import CasectlError
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Path, Position, Tree

CASES = "cases"

DETACHED = "HEAD"
"""What is kept for no branch, where none is checked out: nothing, since the next commit may be any other."""


class Committed(NamedTuple):
    """What the commits since the last look did, what is only said, and how far was looked now."""

    findings: list[Finding]
    advice: list[Finding]
    notes: tuple[Message, ...]
    branch: str
    looked: Looked


def committed(context: Checking) -> Committed:
    """What is wrong with the commits of this branch since `check` last looked at it; at the first look, nothing."""
    branch, head = context.changes.head()
    before = context.seen_heads.looked(branch) if head and branch != DETACHED else None
    if before is None:
        return Committed([], [], _first_look(head), branch, Looked(head))
    changes = context.changes.since((CASES, *RULES), before.commit, head) if before.commit != head else []
    if changes is None:
        return Committed([], [], (_not_here(before.commit), *_first_look(head)), branch, Looked(head))
    return _judged(context, [*before.open, *changes], changes, branch, head)


def _first_look(head: str) -> tuple[Message, ...]:
    if not head:
        return ()
    return (
        msg("the files and the last commit were looked at, not the history before: casectl audit CASE shows that;"
            " from now on check looks at every new commit"),
    )  # fmt: skip


def _not_here(commit: str) -> Message:
    return msg("this clone no longer has commit {commit}, up to which check had looked", commit=commit[:SHORT])


def _judged(
    context: Checking, changes: Sequence[FileChange], new: Sequence[FileChange], branch: str, head: str
) -> Committed:
    history, asked = _History(context), set(new)
    findings: list[Finding] = []
    advice: list[Finding] = []
    rules = [each for each in changes if not _is_of_case(each)]
    faults, still_open = rule_commits(context, rules)
    findings += faults
    for change in filter(_is_of_case, changes):
        found, open_change = history.judge(change)
        advice += [each for each in found if each.is_note and change in asked]
        findings += [each for each in found if not each.is_note]
        if open_change:
            still_open.append(open_change)
    return Committed(findings, advice, (), branch, Looked(head, tuple(still_open)))


def _is_of_case(change: FileChange) -> bool:
    return change.path.startswith(f"{CASES}/")


class _History:
    """Judges changes, oldest first: each against what is in HEAD now."""

    def __init__(self, context: Checking) -> None:
        self._context = context
        self._now: dict[str, Case | None] = {}
        self._last: dict[str, str] = {}
        self._first: dict[tuple[str, str], Event] = {}
        self._said: dict[tuple[str, str], Tree | None] = {}
        self._pins = NewPins(context)

    def judge(self, change: FileChange) -> tuple[list[Finding], FileChange | None]:
        """What a change did that the branch has not mended; and the change, if it is to be asked about again.

        That is also one that left the file unreadable: what it took away shows when the file can be read again, and is
        held against what it was before.
        """
        if not self._case(change.path, change.before):
            change = replace(change, before=self._last.get(change.path, ""))
        old, new = self._case(change.path, change.before), self._case(change.path, change.after)
        self._last[change.path] = change.after if new else change.before
        now = self._in_head(change.path)
        pins = [*self._pin_faults(change, new, now)] if new and (old or not change.before) else []
        if old is None or (change.after and new is None):
            return pins, change if pins or (change.after and now is None) else None
        fields = [*self._fields(change, old, new, now)]
        losses = [*self._losses(change, old, new, now), *pins, *(each for each in fields if not each.is_note)]
        return [*losses, *(each for each in fields if each.is_note)], change if losses else None

    def _losses(self, change: FileChange, old: Case, new: Case | None, now: Case | None) -> Iterator[Finding]:
        if new is None and now is None:
            yield Finding(Position(change.path), "C065", self._with(change, msg("the case was deleted")))
            return
        kept = {event.id: event for event in now.journal} if now else {}
        for event in old.journal:
            self._first.setdefault((change.path, event.id), event)
        for each in journal_changes(old.journal, new.journal if new else ()):
            was = self._first[change.path, each.event.id]  # what puts that back is no loss
            if each.how != "moved" and each.event == was != kept.get(each.event.id):
                yield self._loss(change, each, now)

    def _pin_faults(self, change: FileChange, new: Case, now: Case | None) -> Iterator[Finding]:
        """The rules that events of a change name and that were not committed before it, unless they are gone."""
        there = {event.id: number for number, event in enumerate(now.journal)} if now else {}
        for event, fault in self._pins.faults(change, self._case(change.path, change.before), new):
            if now and event.id in there:
                what = in_commit(change, self._context.zone, msg("event {id}: {what}", id=event.id, what=fault.what))
                yield Finding(self._place(now, there[event.id], fault.path), "C069", what)

    def _place(self, case: Case, number: int, path: Path) -> Position:
        source = self._context.documents.read(case.source.file, case.source.data)
        place = source.place("journal", number, *path)
        return place if place.line else source.place("journal", number)

    def _loss(self, change: FileChange, each: JournalChange, now: Case | None) -> Finding:
        """What was done to an event; at its place in the file, if it is there."""
        if now is None or each.event.id not in {event.id for event in now.journal}:
            what = msg("event {id} was taken out", id=each.event.id)
            return Finding(Position(change.path), "C062", self._with(change, what))
        number = [event.id for event in now.journal].index(each.event.id)
        return Finding(
            self._place(now, number, ()), "C063", self._with(change, msg("event {id} was altered", id=each.event.id))
        )

    def _fields(self, change: FileChange, old: Case, new: Case | None, now: Case | None) -> Iterator[Finding]:
        """The fields that a change gave other values without an event; a fault where that takes a permission, until an
        event has said so.
        """
        if not new or change.moved_back or not (unclaimed := unclaimed_changes(old, new)):
            return
        what = self._with(change, msg("{names} changed, without an event,", names=[each.name for each in unclaimed]))
        asked_for = [each for each in unclaimed if each.name in self._asked_for(new)]
        if now and [each for each in asked_for if not self._is_mended(each, new, now)]:
            way = msg("{what}; say so with casectl set {id} FIELD=VALUE --reason TEXT", what=what, id=new.id)
            yield Finding(Position(change.path), "C112", way)
        else:
            way = msg("{what}; casectl audit {id} shows it", what=what, id=id_of_path(change.path))
            yield Finding(Position(change.path), "C068", way, is_note=True)

    def _is_mended(self, change: ValueChange, new: Case, now: Case) -> bool:
        """Whether an event has said so since, or the field has again the value of which an event said so."""
        if is_claimed_since(change, new, now):
            self._said.pop((now.id, change.name), None)
            return True
        said = self._said.setdefault((now.id, change.name), change.old)
        return value_of(now, change.name) == said

    def _asked_for(self, case: Case) -> tuple[str, ...]:
        """The dotted names of the fields that nobody changes without an event: whom the complaint is about."""
        with suppress(CasectlError):
            template = self._context.template(case.header.template)
            if "change_about" in template.workflow.permissions:
                return tuple(f"fields.{name}" for name in template.not_to_handle)
        return ()

    def _with(self, change: FileChange, what: Message) -> Message:
        return in_commit(change, self._context.zone, what)

    def _in_head(self, path: str) -> Case | None:
        if path not in self._now:
            data = self._context.ledger.blob(path)
            self._now[path] = self._read(path, data) if data is not None else None
        return self._now[path]

    def _case(self, path: str, blob_id: str) -> Case | None:
        """A version of a case, None if there is none that can be read."""
        data = self._context.ledger.by_id(blob_id) if blob_id else None
        return self._read(path, data) if data is not None else None

    def _read(self, path: str, data: bytes) -> Case | None:
        documents = self._context.documents
        with suppress(CasectlError):
            return read_case(documents.read_plain(path, data) or documents.read(path, data))
        return None
