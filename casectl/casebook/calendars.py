"""The calendars of a casebook, and those that the package ships for `casectl init` to copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, tzinfo
from typing import TypeAlias

from casectl.adapters.files import shipped
from casectl.casebook.rule_files import RuleFiles
from casectl.core.template.settings import DEFAULT_CALENDAR
from casectl.core.time.calendar import Calendar
from casectl.core.time.calendar_file import read_calendar
from casectl.core.values.messages import Finding, NotFound, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.tree import Source
from casectl.ports.recording import Documents

FOLDER = "calendars"

Read: TypeAlias = Callable[[str, Callable[[Source], tuple[Calendar, list[Finding]]]], Calendar]
"""Reads a file of the casebook with a function; raises Unreadable with every problem."""


class CalendarLoader:
    """The calendars of a casebook, by name. `zone` is the casebook's; `read` reads its files, cached."""

    def __init__(self, files: RuleFiles, zone: tzinfo, read: Read) -> None:
        self._files = files
        self._zone = zone
        self._read = read
        self._loaded: dict[str, Calendar] = {}

    def names(self) -> list[str]:
        """The names of the casebook's calendars, sorted."""
        return sorted(self._paths())

    def paths(self, names: Sequence[str] = ()) -> list[str]:
        """The files of these calendars, sorted; of all if none is named. Raises NotFound, naming the nearest."""
        for name in names:
            if name not in self._paths():
                raise _unknown(name, self.names())
        return sorted(path for name, path in self._paths().items() if not names or name in names)

    def calendar(self, name: str) -> Calendar:
        """A calendar of the casebook. Raises NotFound (naming the nearest), or Unreadable with every problem."""
        if name not in self._loaded:
            path = self._paths().get(name)
            if path is None:
                raise _unknown(name, self.names())
            self._loaded[name] = self._read(path, lambda source: read_calendar(source, self._zone))
        return self._loaded[name]

    def chosen(self, name: str) -> Calendar:
        """The calendar that the settings name; office hours if the default is undefined. Raises as `calendar` does."""
        if name == DEFAULT_CALENDAR and name not in self.names():
            return Calendar(name, self._zone)
        return self.calendar(name)

    def known(self, name: str, documents: Documents) -> Calendar:
        """A calendar of the casebook, else the shipped one of that name. Raises as `calendar` does."""
        if name in self.names():
            return self.calendar(name)
        data = shipped.calendars().get(name)
        if data is None:
            raise _unknown(name, sorted({*self.names(), *shipped.calendars()}))
        return read_calendar(documents.read(f"{FOLDER}/{name}.yaml", data), self._zone)[0]

    def verified_until(self) -> Iterator[tuple[str, date | None]]:
        """Each calendar's name and the last day verified by its source, if any. Raises as `calendar` does."""
        return ((name, self.calendar(name).verified_until) for name in self.names())

    def _paths(self) -> dict[str, str]:
        """Each calendar's path, by name. A name typed by the user is looked up here, never made into a path."""
        paths = (path.split("/") for path in self._files.paths(FOLDER))
        return {path[1].removesuffix(".yaml"): "/".join(path) for path in paths if len(path) == 2}


def _unknown(name: str, names: list[str]) -> NotFound:
    hint = suggestion(name, names) or msg("calendars here: {names}", names=names)
    return NotFound(msg("there is no calendar {name}", name=name or "?"), hint=hint)
