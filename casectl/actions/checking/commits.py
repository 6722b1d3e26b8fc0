"""What was committed since `check` last looked: events gone, altered or put between others, cases deleted, fields
without an event, events that the law or their own commit speaks against, rules changed otherwise than `adopt` would;
impossible dates, names that clash, links, and lines that make git show another history.

What was done to an event counts until the branch has it again as it was; a change of fields is said once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from types import MappingProxyType

from casectl.actions.checking.commit_faults import commits_of, own_step, standing_faults
from casectl.actions.checking.file_changes import SHORT, in_commit
from casectl.actions.checking.moved_cases import with_moved
from casectl.actions.checking.parted import EarlierVersions
from casectl.actions.checking.rule_commits import RuleCommits
from casectl.actions.checking.rules_along import RULES, RulesAlong, is_rule
from casectl.actions.checking.unlawful_rules import Unlawful
from casectl.actions.checking.used_twice import CODE, said, used_twice
from casectl.actions.checking.walk import judges_of
from casectl.actions.checking.ways_back import ways_back
from casectl.actions.checking.without_rules import named_no_rules
from casectl.actions.context import Checking
from casectl.actions.lookup.archived import kept_case
from casectl.core.case.ids import id_of_path
from casectl.core.case.model import Case
from casectl.core.history.case_line import Added, CaseLine
from casectl.core.history.file_change import FileChange, Looked, change_of
from casectl.core.history.mended import is_mended
from casectl.core.history.step import Breach, Side, Step
from casectl.core.history.trail import ValueChange, is_claimed_since, value_of
from casectl.core.law.table import RULES as LAW
from casectl.core.template.settings import SETTINGS, Casebook, read_casebook
from casectl.core.values.messages import CasectlError, Finding, Message, msg
from casectl.core.values.tree import Position, Source, Tree
from casectl.core.values.value_class import NamedTuple, replace

DETACHED = "HEAD"
"""What is kept for no branch, where none is checked out: nothing, since the next commit may be any other."""
_LAW = frozenset(rule.code for rule in LAW.values())
_CODES = frozenset({"C062", "C063", "C065", "C068", "C069", "H003", "H005"})
"""What `check` says of commits besides breaches of the law: the rest it sees in the files, or `verify` says."""


class Committed(NamedTuple):
    """What the commits since the last look did, what is only said, and how far was looked now.

    `unsaid` has the values before changes that no event says: by path and dotted name.
    """

    findings: list[Finding]
    advice: list[Finding]
    notes: tuple[Message, ...]
    branch: str
    looked: Looked
    unsaid: Mapping[str, Mapping[str, Tree | None]] = MappingProxyType({})


class _Change(NamedTuple):
    """What a step did to one file."""

    step: Step
    changes: tuple[FileChange, ...]

    @property
    def path(self) -> str:
        return self.changes[0].path


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
    made = [*_of_steps(new), *(_Change(each.as_step(), (each,)) for each in moved)]
    changes = [each for file in (*old, *made) if is_rule(file.path) for each in file.changes]
    rules = RuleCommits(context, changes, {step.commit.id: step.parents for step in new})
    findings = [_of_rules(context, change, what) for each in rules.standing for change, what in each.said()]
    advice: list[Finding] = []
    still_open: list[FileChange] = []
    history, asked = _History(context, new, rules.unlawful), {id(each) for each in made}
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
                     history.unsaid)  # fmt: skip


def _since_a_fault(changes: Sequence[FileChange], rules: RuleCommits) -> Sequence[FileChange]:
    """The changes of rules from the first that had a fault on: also those that mended it, since what was recorded in
    between is judged by the rules before it, whenever it is asked about.
    """
    faulty = {each.changes[0].commit for each in rules.found}
    first = next((number for number, each in enumerate(changes) if each.commit in faulty), len(changes))
    return changes[first:]


def _of_steps(steps: Sequence[Step]) -> Iterator[_Change]:
    for step in steps:
        for path, sides in step.files():
            if is_rule(path) or path.startswith("cases/"):
                yield _Change(step, tuple(change_of(step.commit, side) for side in sides))


def _still_asked(context: Checking, open_: Sequence[FileChange], head: str) -> Iterator[_Change]:
    """What was done before and is not mended, as its commit made it; to rules, if the branch still has that commit."""
    for _, made in groupby(open_, lambda each: (each.commit, each.path, each.moved_back)):
        changes = tuple(made)
        step, of_rules = changes[0].as_step(), is_rule(changes[0].path)
        if of_rules and context.changes.has(head, step.commit.id) is False:
            continue
        if not changes[0].moved_back and not of_rules and context.ledger.commit_named(step.commit.id):
            step = next(own_step(context, step.commit.id), step)
        yield _Change(step, changes)


def _settings(context: Checking) -> Casebook:
    """The present settings; those of an empty file where they cannot be read, which is a finding of its own."""
    try:
        return context.casebook
    except CasectlError:
        return read_casebook(Source(SETTINGS, {}))[0]


def _of_rules(context: Checking, change: FileChange, what: Message) -> Finding:
    return Finding(Position(change.path), "B011", in_commit(change, context.zone, what))


class _History:
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

    def judge(self, file: _Change) -> tuple[list[Finding], list[FileChange]]:
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
        if code == "C068":
            what = msg("{what}; casectl audit {id} shows it", what=what, id=id_of_path(change.path))
        elif breach.changes:
            what = msg("{what}; to undo it, set the old value: casectl set {id} FIELD=VALUE --reason TEXT; if the new"
                       " one is correct, set it after that in the same way",
                       what=what, id=id_of_path(change.path))  # fmt: skip
        place = Position(change.path)
        if now and breach.changes:
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
