"""One open casebook: the only module that knows which adapter implements each port.

Everything slow is a cached property: git, the YAML parser and the index are loaded when an action asks for them, so a
list never loads git and `--help` loads nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from casectl import __version__
from casectl.adapters.system import clock
from casectl.core.case.ids import ALPHABET, case_id, id_of_path
from casectl.core.query.excerpt import VERSION, Excerpt, Excerpts
from casectl.core.query.selection import EVERYTHING, IndexRow, Selection
from casectl.core.template.settings import Casebook, Person
from casectl.core.values.errors import CasectlError
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Source

if TYPE_CHECKING:
    from casectl.actions.context import Checking, Found, Thing
    from casectl.adapters.files.work_tree import WorkTree
    from casectl.adapters.git.ledger import GitLedger
    from casectl.adapters.git.repository_paths import RepositoryPaths
    from casectl.adapters.git.sparse_tree import SparseTree
    from casectl.casebook.calendars import CalendarLoader
    from casectl.casebook.rule_versions import RuleVersions
    from casectl.casebook.settings_files import SettingsFiles
    from casectl.casebook.templates import TemplateLoader
    from casectl.core.checks.health import HealthCheck
    from casectl.core.clocks.rules import RuleSet
    from casectl.core.template.labels import Labels
    from casectl.core.template.model import Template
    from casectl.core.time.calendar import Calendar
    from casectl.core.time.typed_time_reader import TypedTimeReader
    from casectl.ports import Documents, Index, Store

CASES = "cases"
_EVENT_ID_LENGTH = 10
_MIN_SHARED = 200
"""The least number of cases for which a second process is started."""

Progress = Callable[[int, int], None]


class Workspace:
    """The context (`casectl.actions.context`) of one casebook.

    `acting_as` is the person named by ``--as``; `verb` is shown to others while we hold the lock; `progress` is called
    with how many of how many cases have been read, where that takes long; `warn`, if set, gets messages about invalid
    settings and about how ambiguous times were understood.
    """

    def __init__(self, root: Path, acting_as: str = "", verb: str = "", progress: Progress | None = None) -> None:
        self.root = root
        self._progress = progress
        self._acting_as = acting_as
        self._verb = verb
        self.warn: Callable[[Message], None] | None = None

    @cached_property
    def now(self) -> datetime:
        """The present instant (aware, UTC), read once."""
        return clock.now()

    @cached_property
    def documents(self) -> Documents:
        """The YAML reader and writer."""
        from casectl.adapters.yaml.documents import YamlDocuments

        return YamlDocuments()

    @cached_property
    def store(self) -> Store:
        """The files of the work tree, including those that a sparse checkout leaves out."""
        return self._sparse or self._on_disk

    @cached_property
    def _on_disk(self) -> WorkTree:
        from casectl.adapters.files.work_tree import WorkTree

        return WorkTree(self.root)

    @cached_property
    def _sparse(self) -> SparseTree | None:
        if not (self._repository.git_dir / "info/sparse-checkout").is_file():
            return None
        from casectl.adapters.git.sparse_tree import SparseTree

        return SparseTree(self._on_disk, self.ledger)

    @cached_property
    def ledger(self) -> GitLedger:
        """The git repository. Raises RepositoryError if there is none."""
        from casectl.adapters.git.ledger import open_ledger

        return open_ledger(self.root, self._verb)

    @cached_property
    def _repository(self) -> RepositoryPaths:
        from casectl.adapters.git.repository_paths import repository_paths

        return repository_paths(self.root)

    @cached_property
    def private_folder(self) -> Path:
        """The folder of derived data: ``casectl`` in the git directory that all work trees share."""
        return self._repository.data_dir

    @property
    def _index_file(self) -> Path:
        """One for each work tree, since files of the same name may differ."""
        return self._repository.tree_data_dir / "index.sqlite3"

    @cached_property
    def index(self) -> Index:
        """The index of the cases."""
        from casectl.adapters.index.opening import open_index

        index = open_index(self.root, self._index_file, VERSION, self._progress)
        if self._sparse is None:
            return index
        from casectl.adapters.git.sparse_tree import SparseIndex

        return SparseIndex(index, self._sparse)

    @cached_property
    def _files(self) -> SettingsFiles:
        from casectl.adapters.files.tree_cache import TreeCache
        from casectl.casebook.settings_files import SettingsFiles

        return SettingsFiles(self.store, self._parse, TreeCache(self.private_folder / "trees", __version__))

    def _parse(self, path: str, data: bytes) -> Source:
        return self.documents.read(path, data)

    @cached_property
    def casebook(self) -> Casebook:
        """The team's settings; invalid ones are reported and replaced by defaults, and then nothing can be recorded."""
        book, error = self._settings
        if error:
            self._notify(
                msg("casectl.yaml has faults; casectl check names them, and nothing can be recorded until then")
            )
        return book

    @cached_property
    def _settings(self) -> tuple[Casebook, CasectlError | None]:
        return self._files.casebook()

    @cached_property
    def zone(self) -> ZoneInfo:
        """The casebook's time zone."""
        return self.casebook.zone

    @cached_property
    def calendars(self) -> CalendarLoader:
        """The casebook's calendars and those that the package ships."""
        from casectl.casebook.calendars import CalendarLoader

        return CalendarLoader(self.store, self.zone, self._files.read_checked)

    def known_calendar(self, name: str) -> Calendar:
        """The calendar of that name, here or shipped; "" is the casebook's. Raises NotFound, Unreadable."""
        return self.calendars.known(name, self.documents) if name else self.calendar

    @cached_property
    def calendar(self) -> Calendar:
        """The casebook's working calendar. Raises NotFound, Unreadable."""
        return self.calendars.chosen(self.casebook.calendar)

    def health_checks(self) -> list[HealthCheck]:
        """What `casectl doctor` checks. Raises RepositoryError if there is no repository."""
        from casectl.actions.recording.next_due import renew_next_due
        from casectl.adapters.doctor import checks
        from casectl.core.checks.health import expiring

        return [
            *checks.health_checks(self.root, self.store, self._index_file),
            lambda _: checks.people(self.ledger.identity, lambda: self.actor),
            lambda _: expiring(self.calendars.verified_until(), self.now.date()),
            lambda fix: renew_next_due(self, fix=fix),
        ]

    @cached_property
    def _acting(self) -> tuple[Person, Person]:
        if error := self._settings[1]:
            raise error
        identity = self.ledger.identity()
        return self.casebook.acting(identity.email, identity.name, self._acting_as)

    @property
    def actor(self) -> Person:
        """The person who acts. Raises RepositoryError, and the error of invalid settings."""
        return self._acting[0]

    @property
    def keyboard(self) -> Person:
        """The person at the keyboard, who may act for another. Raises as `actor` does."""
        return self._acting[1]

    def _notify(self, what: Message) -> None:
        if self.warn:
            self.warn(what)

    @cached_property
    def typed_times(self) -> TypedTimeReader:
        """Times as people type them, seen from now; how an ambiguous one was understood is reported."""
        from casectl.core.time.typed_time_reader import TypedTimeReader

        return TypedTimeReader(self.now, self.zone, self.calendar, self._notify, self.casebook.dates)

    @cached_property
    def _rule_versions(self) -> RuleVersions:
        from casectl.casebook.rule_versions import CurrentCasebook, RuleVersions

        current = CurrentCasebook(self.template, self.calendars.calendar, self.calendar, self.zone)
        return RuleVersions(self.store, self.ledger, self._files.cached_tree, current)

    def rule_set(self, name: str, versions: Mapping[str, str]) -> RuleSet:
        """The template's clocks and calendars in these versions. Raises NotFound, Unreadable."""
        return self._rule_versions.rule_set(name, versions)

    def versions(self, name: str) -> dict[str, str]:
        """The current files with the rules of a template, its calendars included, each with its blob id."""
        return self._rule_versions.versions(name)

    @cached_property
    def _templates(self) -> TemplateLoader:
        from casectl.casebook.templates import TemplateLoader

        return TemplateLoader(self._files)

    def template_names(self) -> list[str]:
        """The names of the casebook's templates, sorted."""
        return self._templates.names()

    def template(self, name: str) -> Template:
        """A template of the casebook. Raises NotFound (naming the nearest), or Unreadable with every problem."""
        return self._templates.template(name)

    def labels(self, name: str) -> Labels:
        """A template's labels, cached until a template changes. Raises as `template` does."""
        return self._templates.labels(name)

    def checked_template(self, name: str) -> tuple[Template | None, list[Finding]]:
        """A template with all its problems and their places."""
        return self._templates.checked(name)

    def excerpts(self, wanted: Selection = EVERYTHING, *, trust_folder_times: bool = False) -> Excerpts:
        """What the index knows of the wanted cases, perhaps of more, after interrupted commands were finished."""
        if self._repository.has_pending_checkouts():
            self.ledger.recover_if_idle(self.store)
        rows, left_out = self.index.find(CASES, self._facts, wanted, trust_folder_times=trust_folder_times)
        cases = [Excerpt(row.path, row.facts) for row in rows if row.facts is not None]
        unreadable = [(row.path, self._trouble(row)) for row in rows if row.facts is None]
        return Excerpts(cases, unreadable, left_out)

    def _facts(self, path: str, data: bytes) -> Mapping[str, object]:
        from casectl.casebook.case_files import facts_in

        return facts_in(path, data, self._parse)

    def _trouble(self, row: IndexRow) -> Message:
        """Why a file cannot be read, in the user's language: the index keeps only the English reason."""
        try:
            self._facts(row.path, self.store.read(row.path) or b"")
        except CasectlError as error:
            return error.what
        return msg("{why}", why=row.trouble)

    def case_ids(self) -> list[str]:
        """The ids of all case files, from their names alone, by path."""
        return [id_of_path(path) for path in self.store.paths(CASES)]

    def share(self, work: Callable[[Checking, Sequence[Thing]], list[Found]], things: Sequence[Thing]) -> list[Found]:
        """The results of `work` for these things, in order; for many, a second process does half."""
        from casectl.adapters.system.second_process import in_two_processes, is_worth_it

        if not is_worth_it(len(things), _MIN_SHARED):
            return work(self, things)
        return in_two_processes(
            lambda some: work(Workspace(self.root), some), things
        )  # git's processes cannot be shared

    def new_event_id(self) -> str:
        """A new random event id: 50 bits."""
        return "".join(ALPHABET[byte & 31] for byte in os.urandom(_EVENT_ID_LENGTH)).lower()

    def new_case_id(self) -> str:
        """A new random case id for the present month in the casebook's zone."""
        return case_id(self.casebook.id_prefix, self.now, self.zone, os.urandom(5))
