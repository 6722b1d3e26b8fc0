"""Commits that changed rules, however they were made: they keep to what `adopt` demands.

A fault stays until a commit without one changes the file. Until then what comes later is held against the rules as they
were before the fault, so that nobody gains by it the right to change them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from casectl.actions.checking.file_changes import in_commit
from casectl.actions.context import Checking
from casectl.core.history.file_change import FileChange
from casectl.core.law.rule_change import change_faults
from casectl.core.law.verdict import Fault
from casectl.core.template.settings import SETTINGS
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Position

RULES = (SETTINGS, "templates", "calendars")
"""The files and folders of rules."""


class _Faulty(NamedTuple):
    """What a commit did to rule files, and what is wrong with that."""

    changes: list[FileChange]
    parent: str
    faults: Sequence[Fault]


def rule_commits(context: Checking, changes: Sequence[FileChange]) -> tuple[list[Finding], list[FileChange]]:
    """What is wrong with these changes of rule files, oldest first; and those to be asked about again."""
    faulty: list[_Faulty] = []
    for _, made in groupby((each for each in changes if not each.moved_back), lambda each: each.commit):
        own, parent = _own(context, [*made])
        if not own:
            continue
        if faults := _faults(context, own, parent, _lawful(faulty)):
            faulty.append(_Faulty(own, parent, faults))
        else:
            faulty = [*_without(context, faulty, {each.path for each in own})]
    findings = [_finding(context, each, fault) for each in faulty for fault in each.faults]
    return findings, [change for each in faulty for change in each.changes]


def _own(context: Checking, changes: Sequence[FileChange]) -> tuple[list[FileChange], str]:
    """What a commit itself changed, and its first parent: a merge has done only what differs from all its parents."""
    commit, parents = changes[0].commit, list[str]()
    while parent := context.ledger.commit_named(f"{commit}^{len(parents) + 1}"):
        parents.append(parent.commit)
    paths = [each.path for each in changes]
    own = {each.path: each for each in reversed(changes) if paths.count(each.path) >= len(parents)}
    return [own[path] for path in sorted(own)], parents[0] if parents else ""


def _lawful(faulty: Collection[_Faulty]) -> dict[str, str]:
    """The versions that count for files whose change had a fault: the ones from before it."""
    return {change.path: change.before for each in reversed([*faulty]) for change in each.changes}


def _faults(context: Checking, own: Sequence[FileChange], parent: str, lawful: Mapping[str, str]) -> list[Fault]:
    """What is wrong with changes of one commit."""
    before = context.rules_at(parent, lawful)
    after = context.rules_at(parent, {**lawful, **{each.path: each.after for each in own}})
    person = before.casebook.by_email(own[0].email) if before.casebook else None
    return [*change_faults(before, after, person)]


def _without(context: Checking, faulty: Collection[_Faulty], mended: Collection[str]) -> Iterator[_Faulty]:
    """The faults that are left once these files have been changed without one."""
    for number, each in enumerate(faulty):
        rest = [change for change in each.changes if change.path not in mended]
        if rest == each.changes:
            yield each
        elif rest and (faults := _faults(context, rest, each.parent, _lawful([*faulty][:number]))):
            yield _Faulty(rest, each.parent, faults)


def _finding(context: Checking, faulty: _Faulty, fault: Fault) -> Finding:
    change = faulty.changes[0]
    what = in_commit(change, context.zone, _with_files(fault.what, [each.path for each in faulty.changes]))
    return Finding(Position(change.path), "B011", what)


def _with_files(what: Message, paths: Sequence[str]) -> Message:
    return msg("{what}: {paths} changed", what=what, paths=paths)
