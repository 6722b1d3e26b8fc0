"""Events that name no rules: they are older than the casebook's law, or made to look so."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.checking.rule_commits import parents_of
from casectl.actions.context import Checking
from casectl.actions.lookup.find import case_in
from casectl.core.case.folders import CASES
from casectl.core.case.imported import came_with_import
from casectl.core.case.model import Case
from casectl.core.case.pins import pinned
from casectl.core.history.step import Step
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Unreadable


def named_no_rules(context: Checking) -> Iterator[Step]:
    """The commits that recorded events without rules which the casebook did not have when its law began.

    Those that somebody recorded offline before that, and that came later by a merge, are among them. Nothing where the
    law came first, since such events are judged as if they were recorded now, or where nobody knows when it began; nor
    in a clone that was made without the contents of old files.
    """
    began = "" if context.law_came_first() or context.ledger.is_partial() else _law_began(context)
    if not began:
        return
    then, now = (context.ledger.listed(CASES, commit) for commit in (began, "HEAD"))
    changed = [path for path, blob in now.items() if path.endswith(".yaml") and then.get(path) != blob]
    commits: dict[str, None] = {}
    for path in changed:
        if new := _bare(context.recorded_cases.case(path, now[path])):
            new -= _ids(context.recorded_cases.case(path, then.get(path, "")))
            commits.update(dict.fromkeys(_recorded(context, path, new) if new else ()))
    for commit in commits:
        yield from context.changes.steps(commit, parents_of(context, commit))


def _law_began(context: Checking) -> str:
    """The first commit whose settings have a law, "" if that is not known here."""
    for each in context.ledger.history(SETTINGS):
        version = context.ledger.blob_id(each.after) if each.after is not None else ""
        if (book := context.settings_then(version)) and book.law:
            return "" if each.cut else each.commit
    return ""


def _bare(case: Case | None) -> set[str]:
    """The events of a case that go by no settings; what came with an import has none of ours."""
    found, pins = set[str](), dict[str, str]()
    for event in case.journal[came_with_import(case) :] if case else ():
        pins = {**pinned(pins, event)}
        if SETTINGS in pins:
            break
        found.add(event.id)
    return found


def _ids(case: Case | None) -> set[str]:
    return {event.id for event in case.journal} if case else set()


def _recorded(context: Checking, path: str, events: set[str]) -> Iterator[str]:
    """The commits that added some of these events to a case."""
    for each in context.ledger.history(path):
        before, after = (_read(context, path, data) for data in (each.before, each.after))
        if events & (after - before):
            yield each.commit


def _read(context: Checking, path: str, data: bytes | None) -> set[str]:
    try:
        return _ids(case_in(context, path, data)) if data is not None else set()
    except Unreadable:
        return set()
