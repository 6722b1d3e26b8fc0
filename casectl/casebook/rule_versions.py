"""The versions of template and calendars by which the clocks of a case are calculated.

A case keeps the files that were current when it was opened, named by their blob ids in git. Where this clone lacks such
a version, the current file is used, and that is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import tzinfo
from functools import cached_property

from casectl.casebook.rule_files import RuleFiles
from casectl.core.clocks.rules import RuleSet
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.template.settings import SETTINGS
from casectl.core.time.calendar import Calendar
from casectl.core.time.calendar_file import read_calendar
from casectl.core.values.messages import Message, NotFound, Unreadable, msg, unreadable_with
from casectl.core.values.tree import Source, text_of
from casectl.core.values.value_class import value_class
from casectl.core.workflow.guards import GUARDS
from casectl.ports.recording import Ledger

DEFAULT = "calendar"
"""The entry among the versions that names the casebook's calendar; all other keys are paths."""


@value_class
class CurrentCasebook:
    """The current templates and calendars of a casebook by name, its default calendar and its zone."""

    template: Callable[[str], Template]
    calendar: Callable[[str], Calendar]
    default: Calendar
    zone: tzinfo


class RuleVersions:
    """The rules of a casebook, current and earlier. `read` gives the tree of a file's content, cached."""

    def __init__(
        self, files: RuleFiles, ledger: Ledger, read: Callable[[str, bytes], Source], current: CurrentCasebook
    ) -> None:
        self._files, self._ledger, self._read, self._current = files, ledger, read, current
        self._rule_sets: dict[tuple[str, tuple[tuple[str, str], ...]], RuleSet] = {}

    def versions(self, name: str) -> dict[str, str]:
        """The current files that hold the rules of a template, each with its blob id."""
        template = self._current.template(name)
        calendars = [f"calendars/{each}.yaml" for each in _calendars(template, self._current)]
        return {DEFAULT: self._current.default.name, **self._versions_of([*self._chain(name), *calendars])}

    def pins(self, name: str) -> dict[str, str]:
        """The current settings, and the files of a template's workflow and fields, each with its blob id."""
        return self._versions_of([SETTINGS, *self._chain(name)])

    def version(self, path: str) -> str:
        """The blob id of a current file; "" if there is none."""
        return self._versions_of([path]).get(path, "")

    def _versions_of(self, paths: Sequence[str]) -> dict[str, str]:
        return {path: self._ledger.blob_id(data) for path in paths if (data := self._files.read(path)) is not None}

    def _chain(self, name: str) -> list[str]:
        """The paths of the template's file and of those that it extends."""
        paths: list[str] = []
        while name and (path := f"templates/{name}.yaml") not in paths:
            data = self._files.read(path)
            paths.append(path)
            name = text_of(self._read(path, data).tree.get("extends")) if data is not None else ""
        return paths

    def rule_set(self, name: str, versions: Mapping[str, str]) -> RuleSet:
        """The template's clocks and calendars in these versions; the current ones for {}.

        Raises NotFound for a missing calendar, Unreadable with every problem of a current file.
        """
        key = (name, tuple(sorted(versions.items())))
        if key not in self._rule_sets:
            old = _Versions(self._files, self._ledger, versions)
            self._rule_sets[key] = (
                self._earlier_rules(name, old) if old.changed else self._current_rules(name, old.notes)
            )
        return self._rule_sets[key]

    def _current_rules(self, name: str, notes: tuple[Message, ...]) -> RuleSet:
        template = self._current.template(name)
        calendars = {each: self._current.calendar(each) for each in _named(template)}
        return RuleSet(template, self._current.default, calendars, notes)

    def _earlier_rules(self, name: str, old: _Versions) -> RuleSet:
        try:
            template = self._template(name, old)
            default = self._calendar(old.default or self._current.default.name, old)
            calendars = {each: self._calendar(each, old) for each in _named(template)}
        except Unreadable as error:
            return self._current_rules(
                name, (*old.notes, msg("the rules in force at that time cannot be read: {why}", why=error.what))
            )
        return RuleSet(template, default, calendars, old.notes, self._clocks_now_called(name))

    def _clocks_now_called(self, name: str) -> Mapping[str, str]:
        with suppress(NotFound, Unreadable):  # of a template that cannot be used check speaks
            return self._current.template(name).renamed.clocks
        return {}

    def _template(self, name: str, old: _Versions) -> Template:
        def source(each: str) -> Source | None:
            data = old.content(f"templates/{each}.yaml")
            return self._read(f"templates/{each}.yaml", data) if data is not None else None

        own = source(name)
        template, findings = read_template(own, source, GUARDS) if own else (None, [])
        if template is None:
            raise unreadable_with(f"templates/{name}.yaml", findings)
        return template

    def _calendar(self, name: str, old: _Versions) -> Calendar:
        path = f"calendars/{name}.yaml"
        data = old.content(path)
        if data is None or path not in old.changed:
            return self._current.default if name == self._current.default.name else self._current.calendar(name)
        calendar, findings = read_calendar(self._read(path, data), self._current.zone)
        if findings:
            raise unreadable_with(path, findings)
        return calendar


def _named(template: Template) -> list[str]:
    """The calendars that a template names, sorted."""
    named = {clock.calendar for clock in template.clocks} | {rule.calendar for rule in template.follow_ups}
    return sorted(named - {""})


def _calendars(template: Template, current: CurrentCasebook) -> list[str]:
    """The calendars that a template counts in, the casebook's default first."""
    return list(dict.fromkeys([current.default.name, *_named(template)]))


class _Versions:
    """The recorded versions compared with the current files: `changed` holds the content of those that differ."""

    def __init__(self, files: RuleFiles, ledger: Ledger, versions: Mapping[str, str]) -> None:
        self._files = files
        self.default = versions.get(DEFAULT, "")
        self.changed: dict[str, bytes] = {}
        self._missing: list[str] = []
        for path, version in versions.items():
            current = files.read(path) if path != DEFAULT else None
            if path == DEFAULT or (current is not None and ledger.blob_id(current) == version):
                continue
            data = ledger.by_id(version)
            if data is None:
                self._missing.append(path)
            else:
                self.changed[path] = data

    @cached_property
    def notes(self) -> tuple[Message, ...]:
        """A note on the versions that this clone lacks."""
        what = msg("{paths}: that version is not in this clone; using the current one", paths=sorted(self._missing))
        return (what,) if self._missing else ()

    def content(self, path: str) -> bytes | None:
        """A file in its recorded version; its current content if none was recorded or it cannot be found."""
        return self.changed.get(path) or self._files.read(path)
