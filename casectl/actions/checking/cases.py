"""What is wrong with the cases; those that are as they were when `check` last looked are not judged again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from hashlib import sha256
from types import MappingProxyType

from casectl.actions.checking.book import Book
from casectl.actions.checking.imports import Imports
from casectl.actions.checking.last_change import LastChanges
from casectl.actions.checking.used_twice import twice_in_files
from casectl.actions.context import Cases, Checking
from casectl.actions.lookup.archived import all_archived
from casectl.actions.lookup.rules_then import RulesThen
from casectl.core.case.compose import read_case, read_steps
from casectl.core.case.ids import id_of_path
from casectl.core.case.model import Case
from casectl.core.checks.context import NOTHING_NEW, CheckContext, NotCommitted
from casectl.core.checks.table import SHOWN_SINGLY, verdict_on
from casectl.core.checks.verdict import KeptVerdicts, Verdict
from casectl.core.law.pin_faults import Before
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import UNREADABLE, CasectlError, Finding, RepositoryError, msg, unreadable
from casectl.core.values.tree import Position, Source, Tree
from casectl.core.values.value_class import NamedTuple, replace

CASES = "cases"
_OTHER_SIDES = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD")
"""What git calls the commit that it is about to bring in."""
_RULES = ("casectl.yaml", "templates", "calendars", "imports")
"""The folders and files of a casebook that say how cases are judged."""


class _Present:
    """What an event is held against that no commit has yet, each part read when it is asked for."""

    def __init__(self, context: Checking) -> None:
        self._context = context

    def of(self, case: Case, question: _Question, recorded: Case | None) -> NotCommitted:
        """What no commit has of a case; nothing where git brings histories together, or HEAD's cannot be read."""
        known = {event.id for event in recorded.journal} if recorded else set()
        new = frozenset(event.id for event in case.journal if event.id not in known)
        if (question.recorded and not recorded) or self._is_bringing_together:
            return NOTHING_NEW
        return NotCommitted(new, self._person, Before(self._pins, lambda: self._versions), recorded, self._address)

    @cached_property
    def _is_bringing_together(self) -> bool:
        return any(self._context.ledger.commit_named(name) for name in _OTHER_SIDES)

    @cached_property
    def _person(self) -> str:
        """By name; a stranger to casectl.yaml as git has them."""
        with suppress(CasectlError):
            return self._context.keyboard.name
        with suppress(CasectlError):
            identity = self._context.ledger.identity()
            return f"{identity.name} <{identity.email}>"
        return ""

    @cached_property
    def _address(self) -> str:
        with suppress(CasectlError):
            return self._context.ledger.identity().email
        return ""

    @cached_property
    def _versions(self) -> Mapping[str, str]:
        return self._context.rule_versions(self._context.changes.head()[1])

    def _pins(self, template: str) -> Mapping[str, str]:
        return self._context.pins_by(self._versions, template)


_BookWithRules = tuple[Book, RulesThen, Imports, _Present, LastChanges]


class _Question(NamedTuple):
    """A case to judge: its file, the id of its content in HEAD, "" if it is not there, and the values before changes in
    commits that no event says.
    """

    path: str
    recorded: str
    unsaid: Mapping[str, Tree | None] = MappingProxyType({})


class Judged(NamedTuple):
    """What is wrong with cases, the recorded ones whose file is `gone`, whether any is `linked` to another, what is
    `attached` to them, and those that are `unreadable`.
    """

    findings: list[Finding]
    gone: list[str]
    linked: bool
    attached: frozenset[str]
    unreadable: frozenset[str]


def all_cases(context: Checking, book: Book, on_disk: Sequence[str]) -> Judged:
    """What is wrong with all cases."""
    top = context.changes.top()
    rules, at, recorded = _digest(context, top), to_seconds(book.now), top.get(CASES, "")
    kept = context.verdicts.kept(rules, at, on_disk)
    old = _stale(context, kept, on_disk, recorded)
    again = [path for path in on_disk if path in old or path not in kept.unchanged]
    if not again and len(kept.known) == len(on_disk) and kept.recorded == recorded:
        return _judged_as(kept.verdicts, [*kept.gone])
    listed = context.ledger.listed(CASES)
    judged = _judged(context, book, on_disk, [_Question(path, listed.get(path, "")) for path in again])
    gone = _gone(on_disk, listed)
    context.verdicts.keep(rules, at, recorded, judged, gone)
    verdicts = [each for each in kept.verdicts if each.path not in old] + judged
    return _judged_as(verdicts, gone, twice_in_files(context, judged))


def _judged_as(verdicts: Sequence[Verdict], gone: list[str], more: Iterable[Finding] = ()) -> Judged:
    found = [finding for each in verdicts for finding in each.findings]
    attached = frozenset(file for each in verdicts for file in each.attachments)
    unreadable = frozenset(each.place.file for each in found if each.code == UNREADABLE)
    return Judged([*found, *more], gone, any(each.links for each in verdicts), attached, unreadable)


def without_edits(
    context: Checking, book: Book, on_disk: Sequence[str], unsaid: Mapping[str, Mapping[str, Tree | None]]
) -> list[Finding]:
    """What is wrong with cases, by path, besides changes that no event says: their events are judged by the values
    before these.
    """
    listed = context.ledger.listed(CASES)
    wanted = [_Question(path, listed.get(path, ""), unsaid[path]) for path in on_disk if path in unsaid]
    return [finding for each in _judged(context, book, on_disk, wanted) for finding in each.findings]


def some_cases(context: Checking, book: Book, on_disk: Sequence[str], paths: Sequence[str]) -> Judged:
    """What is wrong with these cases."""
    listed = context.ledger.listed(CASES)
    wanted = [_Question(path, listed.get(path, "")) for path in on_disk if path in paths]
    judged = _judged(context, book, on_disk, wanted)
    return _judged_as(judged, [*{*_gone(on_disk, listed)} & {*paths}], twice_in_files(context, judged))


def missing_file(path: str) -> Finding:
    """That a recorded case has no file."""
    return Finding(Position(path), "C065", msg("the case is in the last commit, but its file is gone"))


def _digest(context: Checking, top: dict[str, str]) -> str:
    """A digest of all that verdicts depend on but the cases themselves: the rules as they are, and as recorded."""
    paths = ["casectl.yaml", *context.store.paths("templates"), *context.store.paths("calendars")]
    history = (context.law_came_first(), context.ledger.is_shallow())
    found = sha256(repr((history, [top.get(name) for name in _RULES])).encode())
    for path in paths:
        try:
            data = context.store.read(path)
        except CasectlError as error:
            data = str(error).encode()
        found.update(repr((path, data)).encode())
    return found.hexdigest()


def _stale(context: Checking, kept: KeptVerdicts, on_disk: Sequence[str], recorded: str) -> set[str]:
    """The unchanged files whose verdict may be another now: HEAD has another content, or a case they link to came or
    went.
    """
    if not kept.recorded:
        return {*kept.unchanged}
    old: set[str] = set()
    if kept.recorded != recorded:
        differing = context.changes.differing(CASES, kept.recorded, recorded)
        old.update(kept.unchanged if differing is None else differing)
    if len(kept.known) != len(on_disk) or {*kept.known} != {*on_disk}:
        moved = {id_of_path(path) for path in {*kept.known} ^ {*on_disk}}
        old.update(each.path for each in kept.verdicts if moved & {*each.links})
    return old


def _judged(context: Checking, book: Book, on_disk: Sequence[str], questions: Sequence[_Question]) -> list[Verdict]:
    if not questions:
        return []
    known = (*map(id_of_path, on_disk), *(each.id for each in all_archived(context)))
    book = replace(book, ids=frozenset(known))
    return context.share(partial(_verdicts, book), questions)


def _gone(on_disk: Sequence[str], listed: dict[str, str]) -> list[str]:
    there = set(on_disk)
    return sorted(path for path in listed if path.endswith(".yaml") and path not in there)


def _verdicts(book: Book, context: Checking, questions: Sequence[_Question]) -> list[Verdict]:
    rules, imports = RulesThen(context, book.casebook, book.templates), Imports(context)
    around = (book, rules, imports, _Present(context), LastChanges(context, book.casebook.zone))
    return [_verdict(context, each, around) for each in questions]


def _verdict(context: Cases, question: _Question, book: _BookWithRules) -> Verdict:
    """What is wrong with a case. The strict reader, which knows the positions, is used only if something is.

    Notes that are shown together have no positions: there may be one in every case.
    """
    path = question.path
    try:
        content = context.store.read(path) or b""
        with suppress(CasectlError):
            plain = context.documents.read_plain(path, content)
            found = _found(context, plain, (content, question), book) if plain else None
            if found and found.is_sound and not _has_places(found):
                return found
        return _found(context, context.documents.read(path, content), (content, question), book)
    except RepositoryError:  # what git cannot read is no fault of the file, and is named once
        raise
    except CasectlError as error:
        wrong = unreadable(path, error)
        return Verdict(path, (replace(wrong, what=book[-1].with_commit(path, wrong.what)),), passing=True)


def _has_places(verdict: Verdict) -> bool:
    return any(each.code in SHOWN_SINGLY for each in verdict.findings)


def _found(
    context: Cases, source: Source, contents: tuple[bytes, _Question], book_with_rules: _BookWithRules
) -> Verdict:
    (case, headers), (content, question), (book, rules_then, imports, present, changes) = (
        read_steps(source), contents, book_with_rules,
    )  # fmt: skip
    same = question.recorded == context.ledger.blob_id(content)
    recorded = case if same else _recorded(context, question)
    template = book.templates.get(case.header.template)
    zone, now, content_of = book.casebook.zone, book.now, context.store.read
    journal = recorded.journal if recorded else ()
    around = CheckContext(
        book.casebook, template, journal, book.ids, zone, now, rules_then, content_of, book.templates,
        imports.brought(case), NOTHING_NEW if same else present.of(case, question, recorded), headers,
        question.unsaid, changes.with_commit,
    )  # fmt: skip
    return verdict_on(case, around)


def _recorded(context: Cases, question: _Question) -> Case | None:
    """The recorded case; None where nothing readable is recorded."""
    try:
        data = context.ledger.blob(question.path) if question.recorded else None
        return read_case(context.documents.read(question.path, data)) if data is not None else None
    except RepositoryError:  # damage is not the same as nothing
        raise
    except CasectlError:
        return None
