"""What was committed since `check` last looked: events gone, altered or put between others, cases deleted, fields
without an event, events that the law or their own commit speaks against, rules changed otherwise than `adopt` would;
impossible dates, names that clash, links, and lines that make git show another history.

What was done to an event counts until the branch has it again as it was; a change of fields is said once, and so is one
of rules that a later commit has mended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from types import MappingProxyType

from casectl.actions.checking.case_commits import CaseCommits, Changed
from casectl.actions.checking.commit_faults import commits_of, own_step, standing_faults
from casectl.actions.checking.file_changes import SHORT, in_commit
from casectl.actions.checking.moved_cases import with_moved
from casectl.actions.checking.rule_commits import RuleCommits, RuleFault
from casectl.actions.checking.rules_along import RULES, is_rule
from casectl.actions.checking.ways_back import ways_back
from casectl.actions.checking.without_rules import named_no_rules
from casectl.actions.context import Checking
from casectl.core.history.file_change import FileChange, Looked, change_of
from casectl.core.history.step import Step
from casectl.core.values.messages import Finding, Message, msg
from casectl.core.values.tree import Position, Tree
from casectl.core.values.value_class import NamedTuple, replace

DETACHED = "HEAD"
"""What is kept for no branch, where none is checked out: nothing, since the next commit may be any other."""


class Committed(NamedTuple):
    """What the commits since the last look did, what is only said, and how far was looked now.

    `unsaid` has the values before changes that no event says: by path and dotted name; `edits` the commits that made
    these, in the same way.
    """

    findings: list[Finding]
    advice: list[Finding]
    notes: tuple[Message, ...]
    branch: str
    looked: Looked
    unsaid: Mapping[str, Mapping[str, Tree | None]] = MappingProxyType({})
    edits: Mapping[str, Mapping[str, str]] = MappingProxyType({})


def committed(context: Checking) -> Committed:
    """What is wrong in the commits of this branch since `check` last looked at it; at the very first look, in those
    that no remote's branch has, and that recorded events which name no rules although there was a law.
    """
    branch, head = context.changes.head()
    if not head or branch == DETACHED:
        return Committed([], [], _first_look(head), branch, Looked(head))
    before = context.seen_heads.looked(branch)
    if before is None:
        return _of_new_branch(context, branch, head)
    is_there = context.changes.has(head, before.commit)
    if is_there is None:
        return Committed([], [], (_not_here(before.commit), *_first_look(head)), branch, Looked(head))
    moved = [] if is_there else context.changes.moved(("cases", *RULES), before.commit, head)
    steps = context.changes.steps(head, [before.commit]) if before.commit != head else ()
    new = [*with_moved(context, steps, head, [before.commit])]
    return _judged(context, before.open, new, moved, Looked(head, faulty=before.faulty), branch)


def _of_new_branch(context: Checking, branch: str, head: str) -> Committed:
    """What a branch that `check` never looked at, or that has another name now, has beyond those that it knows."""
    heads = [each for each in map(context.seen_heads.looked, context.seen_heads.branches())
             if each and context.changes.has(head, each.commit) is not None]  # fmt: skip
    if not heads:
        shared = context.changes.shared()
        new = [*with_moved(context, context.changes.steps(head, shared) if shared else (), head, shared)]
        known = {step.commit.id for step in new}
        earlier = [step for step in named_no_rules(context) if step.commit.id not in known]
        return _judged(context, [], [*earlier, *new], [], Looked(head), branch)._replace(notes=_first_look(head))
    since = [each.commit for each in heads]
    steps = context.changes.steps(head, since)
    open_ = [change for each in heads for change in each.open if context.changes.has(head, change.commit)]
    faulty = tuple(dict.fromkeys(commit for each in heads for commit in each.faulty))
    new = [*with_moved(context, steps, head, since)]
    return _judged(context, [*dict.fromkeys(open_)], new, [], Looked(head, faulty=faulty), branch)


def _first_look(head: str) -> tuple[Message, ...]:
    if not head:
        return ()
    return (
        msg("only the current files were checked, not their history (casectl verify checks it); from now on,"
            " casectl check also checks every new commit"),
    )  # fmt: skip


def _not_here(commit: str) -> Message:
    return msg("this clone no longer has commit {commit}, the last one that was checked", commit=commit[:SHORT])


def _judged(
    context: Checking, open_: Sequence[FileChange], new: Sequence[Step], moved: Sequence[FileChange], head: Looked,
    branch: str,
) -> Committed:  # fmt: skip
    old = [*_still_asked(context, open_, head.commit)]
    made = [*_of_steps(new), *(Changed(each.as_step(), (each,)) for each in moved)]
    changes = [each for file in (*old, *made) if is_rule(file.path) for each in file.changes]
    rules = RuleCommits(context, changes, {step.commit.id: step.parents for step in new})
    told = (*rules.standing, *_mended_at_once(rules, {step.commit.id for step in new}))
    findings = [_of_rules(context, change, what) for each in told for change, what in each.said()]
    advice: list[Finding] = []
    still_open: list[FileChange] = []
    history, asked = CaseCommits(context, new, rules.unlawful), {id(each) for each in made}
    for file in (each for each in (*old, *made) if not is_rule(each.path)):
        found, opened = history.judge(file)
        advice += [each for each in found if each.is_note and id(file) in asked]
        findings += [each for each in found if not each.is_note]
        still_open += opened
    for finding, opened in history.used_twice(head.commit):
        findings.append(finding)
        still_open += (each for each in opened if each not in still_open)
    faults = [*standing_faults(context, new, head)]
    findings += map(history.of_commit, faults)
    if still_open or rules.standing:
        still_open += _since_a_fault(changes, rules)
    notes = tuple(ways_back(context, (each.commit for each in still_open if each.moved_back)))
    return Committed(findings, advice, notes, branch, replace(head, open=tuple(still_open), faulty=commits_of(faults)),
                     history.unsaid, history.edits)  # fmt: skip


def _mended_at_once(rules: RuleCommits, new: Collection[str]) -> Iterator[RuleFault]:
    """The faults of `new` commits that were mended before anybody looked. They are said once: rules that were others
    for a minute may be what somebody wanted.
    """
    return (each for each in rules.found if each not in rules.open and each.changes[0].commit in new)


def _since_a_fault(changes: Sequence[FileChange], rules: RuleCommits) -> Sequence[FileChange]:
    """The changes of rules from the first that had a fault on: also those that mended it, since what was recorded in
    between is judged by the rules before it, whenever it is asked about.
    """
    faulty = {each.changes[0].commit for each in rules.found}
    first = next((number for number, each in enumerate(changes) if each.commit in faulty), len(changes))
    return changes[first:]


def _of_steps(steps: Sequence[Step]) -> Iterator[Changed]:
    for step in steps:
        for path, sides in step.files():
            if is_rule(path) or path.startswith("cases/"):
                yield Changed(step, tuple(change_of(step.commit, side) for side in sides))


def _still_asked(context: Checking, open_: Sequence[FileChange], head: str) -> Iterator[Changed]:
    """What was done before and is not mended, as its commit made it; to rules, if the branch still has that commit. One
    commit may have done something to thousands of files: it is asked about once.
    """
    has, step_of = cache(partial(context.changes.has, head)), cache(partial(_own_step, context))
    for _, made in groupby(open_, lambda each: (each.commit, each.path, each.moved_back)):
        changes = tuple(made)
        step, of_rules = changes[0].as_step(), is_rule(changes[0].path)
        if of_rules and has(step.commit.id) is False:
            continue
        if not changes[0].moved_back and not of_rules:
            step = step_of(step.commit.id) or step
        yield Changed(step, changes)


def _own_step(context: Checking, commit: str) -> Step | None:
    return next(own_step(context, commit), None) if context.ledger.commit_named(commit) else None


def _of_rules(context: Checking, change: FileChange, what: Message) -> Finding:
    return Finding(Position(change.path), "B011", in_commit(change, context.zone, what))
