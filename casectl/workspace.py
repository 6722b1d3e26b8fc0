"""One casebook at work: the only place that knows which adapter stands behind a port.

Everything slow sits behind a cached property here: git, the YAML parser and the index are loaded when an action
asks for them, so a list never loads git and `--help` loads nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from casectl import __version__
from casectl.adapters import clock
from casectl.adapters.casebook_root import SETTINGS
from casectl.adapters.fact_reader import FactReader
from casectl.core import facts as core_facts
from casectl.core.casebook import DEFAULT_CALENDAR, Casebook, Person, read_casebook
from casectl.core.errors import CasectlError, Unreadable
from casectl.core.facts import Facts
from casectl.core.findings import Finding
from casectl.core.frozen import frozen
from casectl.core.ids import ALPHABET, case_id, id_of_path
from casectl.core.instants import format_instant
from casectl.core.messages import Message, msg
from casectl.core.moments import DAY_END, DAY_TIME, parse_moment
from casectl.core.sheet import Choice, everything
from casectl.core.tree import Plain, Source

if TYPE_CHECKING:
    from casectl.actions.desk import Desk, Found, Thing
    from casectl.adapters.calendar_shelf import CalendarShelf
    from casectl.adapters.clinic import Examination
    from casectl.adapters.git_ledger import GitLedger
    from casectl.adapters.rule_book import RuleBook
    from casectl.adapters.settings_files import SettingsFiles
    from casectl.adapters.sparse_tree import SparseTree
    from casectl.adapters.template_shelf import TemplateShelf
    from casectl.core.calendar import Calendar
    from casectl.core.calendar_writing import Days
    from casectl.core.glossary import Glossary
    from casectl.core.health import Fact, Trouble
    from casectl.core.needles import Sift
    from casectl.core.rules import Law
    from casectl.core.template import Template
    from casectl.ports import Documents, Index, Store

CASES = "cases"
_EVENT_ID_LENGTH = 10
_MANY = 200
"""How many cases to look into are worth a second process."""

Progress = Callable[[int, int], None]


@frozen
class Listed:
    """The facts of every readable case, and path and reason of each file that could not be read."""

    cases: list[Facts]
    unreadable: list[tuple[str, Message]]


class Workspace:
    """The desk (`casectl.actions.desk.Desk`) of one casebook.

    `acting_as` is the person named by ``--as``; `verb` is what others are told while we hold the lock; `progress` is
    told how many of how many cases have been read, where that takes long; `warn`, if set, is told of faulty settings
    and of what was understood of doubtful words.
    """

    def __init__(self, root: Path, acting_as: str = "", verb: str = "", progress: Progress | None = None) -> None:
        self.root = root
        self._progress = progress
        self._acting_as = acting_as
        self._verb = verb
        self.warn: Callable[[Message], None] | None = None
        self._told: set[str] = set()

    @cached_property
    def now(self) -> datetime:
        """The present instant, read once."""
        return clock.now()

    @cached_property
    def documents(self) -> Documents:
        """YAML."""
        from casectl.adapters.yaml_documents import YamlDocuments

        return YamlDocuments()

    @cached_property
    def store(self) -> Store:
        """The work tree."""
        from casectl.adapters.work_tree import WorkTree

        return self._sparse or WorkTree(self.root)

    @cached_property
    def _sparse(self) -> SparseTree | None:
        if not (self._git_dir / "info/sparse-checkout").is_file():
            return None
        from casectl.adapters.sparse_tree import SparseTree
        from casectl.adapters.work_tree import WorkTree

        return SparseTree(WorkTree(self.root), self.ledger)

    @cached_property
    def ledger(self) -> GitLedger:
        """git."""
        from casectl.adapters.git_ledger import open_ledger

        return open_ledger(self.root, self._verb)

    @cached_property
    def private_folder(self) -> Path:
        """Where derived data lives: ``casectl`` in the git directory that all work trees share."""
        from casectl.adapters.git_place import git_dirs

        return git_dirs(self.root)[1] / "casectl"

    @cached_property
    def _git_dir(self) -> Path:
        from casectl.adapters.git_place import git_dirs

        return git_dirs(self.root)[0]

    @cached_property
    def index(self) -> Index:
        """Facts about the cases."""
        from casectl.adapters.sqlite_index import SqliteIndex

        file = self.private_folder / "index.sqlite3"
        index = SqliteIndex(self.root, file, core_facts.VERSION, core_facts.cells_of, self._progress)
        if self._sparse is None:
            return index
        from casectl.adapters.sparse_tree import SparseIndex

        return SparseIndex(index, self._sparse)

    @cached_property
    def _files(self) -> SettingsFiles:
        from casectl.adapters.settings_files import SettingsFiles
        from casectl.adapters.tree_cache import TreeCache

        return SettingsFiles(self.store, self._parse, TreeCache(self.private_folder / "trees", __version__))

    def _parse(self, path: str, data: bytes) -> Source:
        return self.documents.read(path, data)

    @cached_property
    def casebook(self) -> Casebook:
        """The team's settings, with defaults where they are faulty: that is told, and nothing can be recorded then."""
        book, fault = self._settings
        if fault and self.warn:
            self.warn(msg("casectl.yaml has faults; casectl check names them, and nothing can be recorded until then"))
        return book

    @cached_property
    def _settings(self) -> tuple[Casebook, CasectlError | None]:
        try:
            return self._files.well_read(SETTINGS, read_casebook), None
        except Unreadable as error:
            with suppress(Unreadable):
                return read_casebook(self._files.placed(SETTINGS))[0], error
            return read_casebook(Source(SETTINGS, {}))[0], error

    @cached_property
    def zone(self) -> ZoneInfo:
        """The casebook's time zone."""
        return self.casebook.zone

    @cached_property
    def calendars(self) -> CalendarShelf:
        """The casebook's calendars and the package's own."""
        from casectl.adapters.calendar_shelf import CalendarShelf

        return CalendarShelf(self.store, self.zone, self._files.well_read)

    def known_calendar(self, name: str) -> Calendar:
        """The calendar of that name, here or in the package; "" is the casebook's. Raises NotFound or Unreadable."""
        return self.calendars.known(name, self.documents) if name else self.calendar

    def country(self, country: str, subdivision: str, years: range, categories: Sequence[str]) -> Days:
        """A country's days, as the holidays package knows them. Raises Misused for what it does not know."""
        from casectl.adapters.holiday_source import days_of
        from casectl.core.calendar_writing import as_known_in

        return as_known_in(days_of(country, subdivision, years, categories), self.now.year)

    @cached_property
    def calendar(self) -> Calendar:
        """The casebook's working calendar; office hours if nobody gave it one.

        Raises NotFound if its settings name one that is not there, Unreadable with every fault.
        """
        from casectl.core.calendar import Calendar

        name = self.casebook.calendar
        if name == DEFAULT_CALENDAR and name not in self.calendars.names():
            return Calendar(name, self.zone)
        return self.calendars.calendar(name)

    def examinations(self) -> list[Examination]:
        """What `casectl doctor` looks at. Raises RepositoryTrouble if there is no repository."""
        from casectl.adapters import clinic

        index = self.private_folder / "index.sqlite3"
        return [*clinic.examinations(self.root, self.store, index), lambda _: self._people(), lambda _: self._sure()]

    def _people(self) -> Iterator[Fact]:
        from casectl.core.health import Fact

        identity = self.ledger.identity()
        yield Fact(msg("identity"), f"{identity.name} <{identity.email}>")
        yield Fact(msg("acting as"), self.actor.name)

    def _sure(self) -> Iterator[Trouble]:
        from casectl.core.health import expiring

        names = self.calendars.names()
        return expiring(((name, self.calendars.calendar(name).verified_until) for name in names), self.now.date())

    @cached_property
    def _acting(self) -> tuple[Person, Person]:
        if fault := self._settings[1]:
            raise fault
        identity = self.ledger.identity()
        return self.casebook.acting(identity.email, identity.name, self._acting_as)

    @property
    def actor(self) -> Person:
        """Who acts."""
        return self._acting[0]

    @property
    def keyboard(self) -> Person:
        """Who sits at the keyboard."""
        return self._acting[1]

    def moment(self, text: str, day_time: time = DAY_TIME, calendar: Calendar | None = None) -> datetime:
        """The instant that a person typed, seen from now, in the casebook's zone and calendar, or in those of another.

        A day without a time is `day_time` of it. Of a time that comes twice that day, it is told which is understood.
        """
        zone = calendar.zone if calendar else self.zone
        found = parse_moment(text, self.now, zone, calendar or self.calendar, day_time)
        if found.twice and self.warn and text not in self._told:
            self._told.add(text)
            both = {"at": found.at.isoformat(), "later": found.later.isoformat()}
            self.warn(msg("{text} comes twice: {at} is understood; the later one is {later}", text=text, **both))
        return found.at

    def deadline(self, text: str, calendar: Calendar) -> datetime:
        """The deadline that a person typed: a day is given whole, as it is in the zone of `calendar`."""
        is_day = parse_moment(text, self.now, self.zone, self.calendar, DAY_END).is_day
        return self.moment(text, DAY_END, calendar if is_day else None)

    def understood(self, text: str, *, whole_day: bool) -> str:
        """The day, or the instant, that a person typed for a field, as it is stored; it is told how it was understood.

        Raises Misused for what is no moment.
        """
        at = self.moment(text)
        stored = Plain(at.date().isoformat() if whole_day else format_instant(at, self.zone))
        if self.warn and f"{text} {stored}" not in self._told:
            self._told.add(f"{text} {stored}")
            self.warn(msg("{text} is {moment}", text=text, moment=stored))
        return stored

    @cached_property
    def _rule_book(self) -> RuleBook:
        from casectl.adapters.rule_book import Present, RuleBook

        present = Present(self.template, self.calendars.calendar, self.calendar, self.zone)
        return RuleBook(self.store, self.ledger, self._files.quick, present)

    def law(self, name: str, versions: Mapping[str, str]) -> Law:
        """The template's clocks and calendars as they stood in these versions; the present ones for {}.

        Raises NotFound for a calendar that is not there, Unreadable with every fault of a present file.
        """
        return self._rule_book.law(name, versions)

    def versions(self, name: str) -> dict[str, str]:
        """The files that hold the rules of a template now, its calendars among them, each with its blob id."""
        return self._rule_book.versions(name)

    @cached_property
    def _shelf(self) -> TemplateShelf:
        from casectl.adapters.template_shelf import TemplateShelf

        return TemplateShelf(self._files)

    def template_names(self) -> list[str]:
        """The templates of the casebook."""
        return self._shelf.names()

    def template(self, name: str) -> Template:
        """A template of the casebook. Raises NotFound (naming the nearest), or Unreadable with every fault."""
        return self._shelf.template(name)

    def glossary(self, name: str) -> Glossary:
        """What a template calls things, remembered for as long as no template changes. Raises as `template` does."""
        return self._shelf.glossary(name)

    def checked_template(self, name: str) -> tuple[Template | None, list[Finding]]:
        """A template with all its faults and their places."""
        return self._shelf.checked(name)

    def facts(self, choice: Choice = everything, sift: Sift | None = None) -> Listed:
        """What the index knows of the cases chosen (more may come).

        What an interrupted command recorded is brought into the work tree first.
        """
        if any((self._git_dir / "casectl/pending").glob("*.json")):
            self.ledger.catch_up(self.store)
        reader = FactReader(self._parse)
        rows = self.index.rows(CASES, reader.facts, choice, sift)
        cases = [Facts(row.path, row.facts) for row in rows if row.facts is not None]
        return Listed(cases, [(row.path, reader.trouble(row, self.store)) for row in rows if row.facts is None])

    def case_ids(self) -> list[str]:
        """The ids of all case files, from their names alone."""
        return [id_of_path(path) for path in self.store.paths(CASES)]

    def share(self, work: Callable[[Desk, Sequence[Thing]], list[Found]], things: Sequence[Thing]) -> list[Found]:
        """What `work` finds at these things, in order; of many, a second process looks at half."""
        from casectl.adapters.second_process import by_two, is_worth_it

        if not is_worth_it(len(things), _MANY):
            return work(self, things)
        return by_two(lambda some: work(Workspace(self.root), some), things)  # git's processes cannot be shared

    def new_event_id(self) -> str:
        """A fresh random event id: 50 bits."""
        return "".join(ALPHABET[byte & 31] for byte in os.urandom(_EVENT_ID_LENGTH)).lower()

    def new_case_id(self) -> str:
        """A fresh random case id for the present month."""
        return case_id(self.casebook.id_prefix, self.now, self.zone, os.urandom(5))
