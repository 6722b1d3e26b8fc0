"""check: name every fault in the settings, the templates, the calendar and the cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

from casectl.actions.check_calendars import calendar_findings
from casectl.actions.check_views import view_findings
from casectl.actions.context import CommandContext
from casectl.core.case.compose import read_case
from casectl.core.case.event import Event
from casectl.core.case.ids import id_of_path
from casectl.core.checks.context import CheckContext
from casectl.core.checks.table import findings_of
from casectl.core.reports import CheckReport
from casectl.core.template.model import Template
from casectl.core.template.settings import DEFAULT_CALENDAR, Casebook, read_casebook
from casectl.core.time.calendar_warnings import FOR_LATER
from casectl.core.values.errors import CasectlError, NotFound, Unreadable
from casectl.core.values.findings import Finding, unreadable
from casectl.core.values.messages import msg
from casectl.core.values.tree import Position, Source

Thing = TypeVar("Thing")


def check(context: CommandContext, paths: Sequence[str] = ()) -> CheckReport:
    """Look at the whole casebook, or only at the case files named in `paths`.

    The settings and templates are looked at either way. The journal of each case is held against HEAD's.
    Raises NotFound if a path is no case file, neither here nor in HEAD.
    """
    findings, casebook = _settings(context)
    templates = {name: _template(context, name, findings) for name in context.template_names()}
    findings += _missing_calendars(context, casebook, templates)
    findings += _missing_roles(casebook, templates)
    findings += _unproved(templates)
    findings += view_findings(context, casebook, [name for each in templates.values() for name in _fields(each)])
    on_disk = context.store.paths("cases")
    gone = _gone(context, on_disk)
    _refuse_strays(paths, {*on_disk, *(finding.place.file for finding in gone)})
    wanted = [path for path in on_disk if not paths or path in paths]
    ids = frozenset(id_of_path(path) for path in on_disk)
    findings += context.share(partial(_cases, (casebook, templates, ids)), wanted)
    findings += [finding for finding in gone if not paths or finding.place.file in paths]
    once = {(each.place, each.code, str(each.what)): each for each in findings}  # templates share what they extend
    return CheckReport(sorted(once.values(), key=Finding.sort_key), len(wanted) + len(templates) + 1)


def _missing_calendars(
    context: CommandContext, casebook: Casebook, templates: Mapping[str, Template | None]
) -> Iterator[Finding]:
    """Calendars in which the casebook or its templates count, and which are not there."""
    there = {"", DEFAULT_CALENDAR, *(id_of_path(path) for path in context.store.paths("calendars"))}
    named = {"casectl.yaml": {casebook.calendar}}
    for name, template in templates.items():
        clocks, rules = (template.clocks, template.follow_ups) if template else ((), ())
        named[f"templates/{name}.yaml"] = {clock.calendar for clock in clocks} | {rule.calendar for rule in rules}
    for path, names in named.items():
        for missing in sorted(names - there):
            yield Finding(Position(path), "B002", msg("there is no calendar {name} in calendars/", name=missing))


def _fields(template: Template | None) -> Iterator[str]:
    return (".".join(path) for top in (template.fields if template else ()) for path, _ in top.walk())


def _missing_roles(casebook: Casebook, templates: Mapping[str, Template | None]) -> Iterator[Finding]:
    """Roles that are to extend a clock, and which nobody can have."""
    known = dict(casebook.roles)
    for name, template in templates.items():
        for clock in template.clocks if template else ():
            for role in sorted(set(clock.extension.may if clock.extension else ()) - known.keys()):
                what = msg("clock {name} may be extended by the unknown role {role}", name=clock.name, role=role)
                yield Finding(Position(f"templates/{name}.yaml"), "B003", what)


def _unproved(templates: Mapping[str, Template | None]) -> Iterator[Finding]:
    """Regulatory clocks of which nobody can tell where they come from."""
    for name, template in templates.items():
        for clock in template.clocks if template else ():
            lacking = [key for key in ("source", "verified") if not getattr(clock, key)]
            if clock.kind == "regulatory" and lacking:
                what = msg("clock {name} is regulatory and does not say its {keys}", name=clock.name, keys=lacking)
                yield Finding(Position(f"templates/{name}.yaml"), "B005", what)


def _refuse_strays(paths: Sequence[str], known: set[str]) -> None:
    strays = sorted(set(paths) - known)
    if strays:
        raise NotFound(
            msg("there is no case file {paths}", paths=strays),
            hint=msg("case files are cases/<year>/<month>/<id>.yaml; without a path all of them are checked"),
        )


def _settings(context: CommandContext) -> tuple[list[Finding], Casebook]:
    casebook, findings = _read(context, "casectl.yaml", read_casebook)
    for path in context.store.paths("calendars"):
        findings += [each for each in calendar_findings(context, path) if each.code not in FOR_LATER]
    return findings, casebook


def _read(
    context: CommandContext, path: str, read: Callable[[Source], tuple[Thing, list[Finding]]]
) -> tuple[Thing, list[Finding]]:
    try:
        source = context.documents.read(path, context.store.read(path) or b"")
    except Unreadable as error:
        thing, _ = read(Source(path, {}))
        return thing, [unreadable(path, error)]
    return read(source)


def _template(context: CommandContext, name: str, findings: list[Finding]) -> Template | None:
    try:
        template, faults = context.checked_template(name)
    except Unreadable as error:
        findings.append(unreadable(f"templates/{name}.yaml", error))
        return None
    findings += faults
    return template


Book = tuple[Casebook, dict[str, Template | None], frozenset[str]]


def _cases(book: Book, context: CommandContext, paths: Sequence[str]) -> list[Finding]:
    return [each for path, recorded in context.ledger.blobs(paths) for each in _case(context, path, recorded, book)]


def _case(context: CommandContext, path: str, recorded: bytes | None, book: Book) -> list[Finding]:
    """What is wrong with a case. The strict reader, which knows the places, is asked only if something is."""
    try:
        content = context.store.read(path) or b""
        with suppress(CasectlError):
            plain = context.documents.read_plain(path, content)
            if plain and not _faults(context, plain, (content, recorded), book):
                return []
        return _faults(context, context.documents.read(path, content), (content, recorded), book)
    except CasectlError as error:
        return [unreadable(path, error)]


def _faults(context: CommandContext, source: Source, contents: tuple[bytes, bytes | None], book: Book) -> list[Finding]:
    case, (content, recorded), (casebook, templates, ids) = read_case(source), contents, book
    journal = case.journal if recorded == content else _journal(context, source.file, recorded)
    around = CheckContext(casebook, templates.get(case.header.template), journal, ids, casebook.zone)
    return findings_of(case, around)


def _journal(context: CommandContext, path: str, recorded: bytes | None) -> tuple[Event, ...]:
    """The recorded journal, empty where nothing readable is recorded."""
    try:
        return read_case(context.documents.read(path, recorded)).journal if recorded is not None else ()
    except CasectlError:
        return ()


def _gone(context: CommandContext, on_disk: Sequence[str]) -> list[Finding]:
    """Cases that HEAD has and the work tree has not."""
    there = set(on_disk)
    return [
        Finding(Position(path), "C065", msg("the case is recorded in HEAD, but its file is gone"))
        for path in context.ledger.listed("cases")
        if path.endswith(".yaml") and path not in there
    ]
