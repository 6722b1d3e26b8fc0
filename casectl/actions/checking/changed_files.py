"""The files that a range of commits changed, as they are at its end: required fields, types, templates, settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from casectl.actions.checking.book import rules_and_findings
from casectl.actions.checking.rules_along import is_rule
from casectl.actions.checking.walk import Templates
from casectl.actions.context import Checking
from casectl.actions.lookup.rules_then import RulesThen
from casectl.core.case.compose import read_case
from casectl.core.case.folders import CASES
from casectl.core.case.imported import came_with_import
from casectl.core.checks.context import CheckContext
from casectl.core.checks.table import faults_of_file
from casectl.core.template.settings import SETTINGS
from casectl.core.values.errors import Unreadable
from casectl.core.values.findings import Finding, unreadable
from casectl.core.values.tree import Source
from casectl.core.values.value_class import replace


def changed_files(context: Checking, base: str, head: str, paths: Sequence[str]) -> list[Finding]:
    """What is wrong with these files in `head`, and was not in `base` ("": nothing was there)."""
    found = [*_faults(context, head, paths)]
    before = {_said(each) for each in _faults(context, base, paths)} if base and found else set()
    return [each for each in found if _said(each) not in before]


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.place.file, finding.code, str(finding.what)


def _faults(context: Checking, commit: str, paths: Sequence[str]) -> Iterator[Finding]:
    then = context.as_if(commit)
    if not then.store.has(SETTINGS):
        return
    if any(map(is_rule, paths)):
        yield from rules_and_findings(then)[1]
    templates = Templates(then)
    around = CheckContext(
        then.casebook, None, (), frozenset(), then.zone, then.now, RulesThen(then, then.casebook, templates),
        then.store.read, templates,
    )  # fmt: skip
    cases = [path for path in paths if path.startswith(f"{CASES}/") and path.endswith(".yaml")]
    for path, data in context.ledger.blobs(cases, commit):
        if data is not None:
            yield from _of_case(then, path, data, around)


def _of_case(context: Checking, path: str, data: bytes, around: CheckContext) -> list[Finding]:
    """The faults of a case; read with positions only if it has any."""
    try:
        with suppress(Unreadable):
            plain = context.documents.read_plain(path, data)
            if plain and not _found(plain, around):
                return []
        return _found(context.documents.read(path, data), around)
    except Unreadable as error:
        return [unreadable(path, error)]


def _found(source: Source, around: CheckContext) -> list[Finding]:
    case = read_case(source)
    template = around.templates.get(case.header.template)
    return faults_of_file(case, replace(around, template=template, imported=came_with_import(case)))
