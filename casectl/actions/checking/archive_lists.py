"""The lists of the archive: each line is about a case that went there, and is there until the case comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.checking.not_here import not_here
from casectl.actions.context import Cases, Checking
from casectl.actions.lookup.archived import all_archived
from casectl.core.case.archived import ARCHIVE, ArchivedCase, archived_in, is_list, list_path
from casectl.core.case.ids import case_path
from casectl.core.history.step import Breach, Side, Step
from casectl.core.values.messages import Finding, Message, msg
from casectl.core.values.tree import Position
from casectl.ports.archiving import Archive

_CODE = "C141"


def list_breaches(context: Checking, steps: Iterable[Step]) -> Iterator[Breach]:
    """The lines that these steps themselves put into a list or took out of it, and that no case accounts for."""
    for step in steps:
        for path, sides in step.files() if any(is_list(side.path) for side in step.sides) else ():
            if is_list(path) and step.is_own(sides) and not step.commit.cut:
                if note := not_here(context, step, path, sides):
                    yield note
                    continue
                for what in _unaccounted(context, step, sides):
                    yield Breach(step.commit, path, _CODE, what)


def _unaccounted(context: Checking, step: Step, sides: Sequence[Side]) -> Iterator[Message]:
    befores = [_lines(context, side.before) for side in sides]
    after = _lines(context, sides[0].after)
    for each in sorted(after.difference(*befores)):
        had = (_blob(context, each.id, parent) for parent in step.parents)
        if each.blob not in had or _blob(context, each.id, step.commit.id):
            yield msg("an archive entry for {id} was added, but this commit did not archive the case", id=each.id)
    known = {each.id for each in after}
    for each in sorted(frozenset.intersection(*befores) - after):
        if each.id not in known and not _blob(context, each.id, step.commit.id):
            yield msg("the archive entry for {id} was removed, but the case is still in the archive", id=each.id)


def _lines(context: Cases, blob: str) -> frozenset[ArchivedCase]:
    return frozenset(archived_in(context.ledger.by_id(blob) or b"")) if blob else frozenset()


def _blob(context: Cases, case_id: str, commit: str) -> str:
    folder, _, name = case_path(case_id).rpartition("/")
    return context.ledger.files_in(folder, commit).get(name, "")


def list_findings(context: Cases, kept_in: Archive | None) -> Iterator[Finding]:
    """What is wrong with the lists as they are: cases that are here all the same, or that the archive does not have, if
    it can be reached.
    """
    known = all_archived(context)
    for each in known:
        if context.store.has(case_path(each.id)):
            what = msg("{id} is both in the casebook and in the archive; casectl archive --restore {id}"
                       " --reason TEXT merges the two", id=each.id)  # fmt: skip
            yield Finding(Position(list_path(each.id)), _CODE, what)
    if kept_in and (commit := kept_in.behind(known)):
        what = msg(
            "the archive does not have commit {commit}: run git pull in the archive folder", commit=commit[:_SHORT]
        )
        yield Finding(Position(ARCHIVE), _CODE, what, is_note=True)
    for each in kept_in.lacking(known) if kept_in and known else ():
        what = msg("the archived copy of {id} differs from what was archived; git show {blob} shows the"
                   " original", id=each.id,
                   blob=each.blob[:_SHORT])  # fmt: skip
        yield Finding(Position(list_path(each.id)), _CODE, what)


_SHORT = 10
