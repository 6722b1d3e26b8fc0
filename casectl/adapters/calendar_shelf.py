"""The shelf of calendars: the casebook's own, and those that the package ships for `casectl init` to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from casectl.core.calendar import Calendar
from casectl.core.calendar_reading import read_calendar
from casectl.core.casebook import DEFAULT_CALENDAR
from casectl.core.errors import NotFound
from casectl.core.findings import Finding
from casectl.core.messages import msg
from casectl.core.nearest import nearest
from casectl.core.tree import Source
from casectl.ports import Documents, Store

if TYPE_CHECKING:
    from casectl.core.calendar_writing import Days

FOLDER = "calendars"

_PACKAGE = Path(__file__).parent.parent
_SHIPPED = (_PACKAGE / "shipped" / FOLDER, _PACKAGE.parent / FOLDER)
"""Where the package's own calendars lie: in an installed wheel, and in a source checkout."""

Read: TypeAlias = Callable[[str, Callable[[Source], tuple[Calendar, list[Finding]]]], Calendar]
"""Reads a file of the casebook by a function; raises Unreadable with every fault."""


class CalendarShelf:
    """The calendars of a casebook, by name. `zone` is the casebook's; `read` knows how its files are cached."""

    def __init__(self, store: Store, zone: tzinfo, read: Read) -> None:
        self._store = store
        self._zone = zone
        self._read = read
        self._taken: dict[str, Calendar] = {}

    def names(self) -> list[str]:
        """The names of the casebook's calendars, sorted."""
        return sorted(self._paths())

    def paths(self, names: Sequence[str] = ()) -> list[str]:
        """The files of these calendars, of all if none is named. Raises NotFound, naming the nearest."""
        for name in names:
            if name not in self._paths():
                raise _unknown(name, self.names())
        return sorted(path for name, path in self._paths().items() if not names or name in names)

    def calendar(self, name: str) -> Calendar:
        """A calendar of the casebook. Raises NotFound (naming the nearest), or Unreadable with every fault."""
        if name not in self._taken:
            path = self._paths().get(name)
            if path is None:
                raise _unknown(name, self.names())
            self._taken[name] = self._read(path, lambda source: read_calendar(source, self._zone))
        return self._taken[name]

    def chosen(self, name: str) -> Calendar:
        """The calendar that the settings name; office hours if nobody gave it one. Raises as `calendar`."""
        if name == DEFAULT_CALENDAR and name not in self.names():
            return Calendar(name, self._zone)
        return self.calendar(name)

    def known(self, name: str, documents: Documents) -> Calendar:
        """A calendar of the casebook or, if it has none of that name, of the package. Raises as `calendar` does."""
        if name in self.names():
            return self.calendar(name)
        data = shipped().get(name)
        if data is None:
            raise _unknown(name, sorted({*self.names(), *shipped()}))
        return read_calendar(documents.read(f"{FOLDER}/{name}.yaml", data), self._zone)[0]

    @staticmethod
    def country(of: tuple[str, str], years: range, categories: Sequence[str], this_year: int) -> Days:
        """The days of a country and subdivision, as the holidays package knows them by now.

        Raises Misused for what it does not know.
        """
        from casectl.adapters.holiday_source import days_of
        from casectl.core.calendar_writing import as_known_in

        return as_known_in(days_of(*of, years, categories), this_year)

    def _paths(self) -> dict[str, str]:
        """Each calendar's path, by name. A name that somebody gives is looked up here and never made into a path."""
        paths = (path.split("/") for path in self._store.paths(FOLDER))
        return {path[1].removesuffix(".yaml"): "/".join(path) for path in paths if len(path) == 2}


def _unknown(name: str, names: list[str]) -> NotFound:
    near = nearest(name, names)
    hint = msg("did you mean {near}?", near=near) if near else msg("calendars here: {names}", names=names)
    return NotFound(msg("there is no calendar {name}", name=name or "?"), hint=hint)


def shipped() -> dict[str, bytes]:
    """The package's own calendars: name to content."""
    folder = next((folder for folder in _SHIPPED if folder.is_dir()), None)
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.yaml"))} if folder else {}
