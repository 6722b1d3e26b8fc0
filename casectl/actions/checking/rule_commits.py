"""Commits that changed rules, however they were made: they keep to what `adopt` demands.

A fault stays until a commit without one changes the file, unless it lasts. Until then what comes later is held against
the rules as they were before the fault, so that nobody gains by it the right to change them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from casectl.actions.checking.unlawful_rules import Instead, Unlawful
from casectl.actions.context import Checking
from casectl.core.case.folders import CASES
from casectl.core.history.file_change import FileChange
from casectl.core.law.rule_change import change_faults, lost_state_faults, may_lose_states, permission_fault
from casectl.core.law.verdict import Fault
from casectl.core.template.settings import Casebook
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import NamedTuple


class RuleFault(NamedTuple):
    """What a commit did to rule files, and what is wrong with that."""

    changes: list[FileChange]
    parent: str
    faults: Sequence[Fault]

    def said(self) -> Iterator[tuple[FileChange, Message]]:
        """Each fault, with each change that has it."""
        for fault in self.faults:
            about = [each for each in self.changes if each.path in fault.path] or self.changes
            for change in about:
                yield change, msg("{what}: {paths} changed", what=fault.what, paths=[change.path])


class RuleCommits:
    """Judges changes of rule files, oldest first. With a `base`, who changes them must be allowed to by that too."""

    def __init__(
        self,
        context: Checking,
        changes: Sequence[FileChange],
        parents: Mapping[str, Sequence[str]],
        base: Casebook | None = None,
    ) -> None:
        """`parents` are those of commits, as far as they are known."""
        self._context, self._parents, self._base = context, parents, base
        self.open: list[RuleFault] = []
        """The faults that no later commit has mended."""
        self.found: list[RuleFault] = []
        """All of them."""
        self._unlawful: dict[tuple[str, str], Instead] = {}
        self.lawful = set[tuple[str, str]]()
        """Versions of rule files that came without a fault, by path."""
        for _, made in groupby((each for each in changes if not each.moved_back), lambda each: each.commit):
            for each in self._own([*made]):
                self._judge(*each)

    @property
    def unlawful(self) -> Unlawful:
        """The versions of rule files that came by a fault."""
        return Unlawful(self._unlawful, self._parents)

    @property
    def standing(self) -> list[RuleFault]:
        """What is said of the branch as it is now: the faults that are not mended, and those that cannot be."""
        lasting = ((each, [fault for fault in each.faults if fault.lasts]) for each in self.found)
        return [*self.open, *(RuleFault(each.changes, each.parent, faults) for each, faults in lasting if faults)]

    def _judge(self, own: list[FileChange], parent: str) -> None:
        lawful = _lawful(self.open)
        if own and (faults := self._faults(own, parent, lawful)):
            self.found.append(RuleFault(own, parent, faults))
            self.open.append(self.found[-1])
            self._unlawful |= {(each.path, each.after): self._instead(each, parent, lawful) for each in own}
        elif own:
            self.lawful |= {(each.path, each.after) for each in own}
            self.open = [*self._without({each.path for each in own})]
            self._unlawful = {key: version for key, version in self._unlawful.items()
                              if key not in {(each.path, each.after) for each in own}}  # fmt: skip

    def _instead(self, change: FileChange, parent: str, lawful: Mapping[str, str]) -> Instead:
        key = change.path, change.after
        before = self._unlawful.get(key)
        was_there = before.was_there if before else change.after in self._context.changes.versions(
            change.path, [parent] if parent else [])  # fmt: skip
        return Instead(lawful.get(change.path, change.before), change.commit, was_there)

    def _own(self, changes: Sequence[FileChange]) -> Iterator[tuple[list[FileChange], str]]:
        """What a commit itself changed, with the parent that it changed: a merge has done what differs from all its
        parents, and what takes back the changes of one of them.
        """
        commit = changes[0].commit
        parents = self._parents[commit] if commit in self._parents else parents_of(self._context, commit)
        paths = [each.path for each in changes]
        own = {each.path: each for each in reversed(changes) if paths.count(each.path) >= len(parents)}
        yield [own[path] for path in sorted(own)], parents[0] if parents else ""
        rest = [each for each in changes if each.path not in own]
        for parent in parents if rest else ():
            theirs = [each for each in rest if self._version(each.path, parent) == each.before]
            if taken := [*self._taken_back(theirs, parents)]:
                yield taken, parent

    def _taken_back(self, changes: Sequence[FileChange], parents: Sequence[str]) -> Iterator[FileChange]:
        """Those that make a file again what it was before the histories parted, as ``git merge -s ours`` does."""
        before = self._context.changes.partings(parents) if changes else []
        for change in changes:
            if before and all(self._version(change.path, each) == change.after for each in before):
                yield change

    def _version(self, path: str, commit: str) -> str:
        folder, _, name = path.rpartition("/")
        return self._context.ledger.files_in(folder, commit).get(name, "")

    def _faults(self, own: Sequence[FileChange], parent: str, lawful: Mapping[str, str]) -> list[Fault]:
        """What is wrong with changes of one commit."""
        before = self._context.rules_at(parent, lawful)
        after = self._context.rules_at(parent, {**lawful, **{each.path: each.after for each in own}})
        person = before.casebook.by_email(own[0].email) if before.casebook else None
        found = [*change_faults(before, after, person)]
        if may_lose_states(before, after) and not self._context.ledger.is_partial():
            found += lost_state_faults(self._context.changes.in_use(CASES, own[0].commit), before, after)
        by_base = permission_fault(self._base, self._base.by_email(own[0].email)) if self._base else None
        return [*found, *([by_base] if by_base and by_base not in found else [])]

    def _without(self, mended: Collection[str]) -> Iterator[RuleFault]:
        """The faults that are left once these files have been changed without one."""
        for number, each in enumerate(self.open):
            rest = [change for change in each.changes if change.path not in mended]
            if rest == each.changes:
                yield each
            elif rest and (faults := self._faults(rest, each.parent, _lawful(self.open[:number]))):
                yield RuleFault(rest, each.parent, faults)


def parents_of(context: Checking, commit: str) -> list[str]:
    """The parents of a commit, as far as they are here."""
    parents: list[str] = []
    while parent := context.ledger.commit_named(f"{commit}^{len(parents) + 1}"):
        parents.append(parent.commit)
    return parents


def _lawful(faulty: Collection[RuleFault]) -> dict[str, str]:
    """The versions that count for files whose change had a fault: the ones from before it."""
    return {change.path: change.before for each in reversed([*faulty]) for change in each.changes}
