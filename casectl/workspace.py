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
from typing import TYPE_CHECKING, cast

from casectl import __version__
from casectl.adapters.system import clock
from casectl.casebook.rulebook import RuleBook
from casectl.core.case.ids import case_id, event_id, id_of_path
from casectl.core.query.excerpt import VERSION, Excerpts
from casectl.core.query.selection import EVERYTHING, Selection
from casectl.core.template.settings import Person
from casectl.core.values.messages import Message

if TYPE_CHECKING:
    from casectl.actions.context import Checking, Found, Thing
    from casectl.adapters.files.work_tree import WorkTree
    from casectl.adapters.git.changes import GitChanges
    from casectl.adapters.git.hooks import GitHooks
    from casectl.adapters.git.ledger import GitLedger
    from casectl.adapters.git.repository_paths import RepositoryPaths
    from casectl.adapters.git.sparse_tree import SparseTree
    from casectl.core.history.case_line import CaseVersions
    from casectl.core.history.commit import BookHistory
    from casectl.core.history.event_rows import Journals
    from casectl.core.history.lost_head import LostHead
    from casectl.core.time.typed_time_reader import TypedTimeReader
    from casectl.ports.checking import SeenHeads, Verdicts, VerifiedBranches
    from casectl.ports.proving import Bundles, Seals
    from casectl.ports.recording import Documents, Index, Store

CASES = "cases"
_MIN_SHARED = 200
"""The least number of cases for which a second process is started."""

NO_CHANGES: Mapping[str, bytes | None] = {}
Progress = Callable[[int, int], None]


class Workspace(RuleBook):
    """The context of one casebook, as `casectl.actions.context` describes it.

    `acting_as` is the person named by ``--as``, None in a command that records nothing: that one reads the rules in the
    work tree, others the committed ones. `verb` is shown to others while we hold the lock; `progress` is called with
    how many of how many cases have been read, where that takes long; `warn`, if set, gets messages about invalid
    settings, about rules that are not committed, and about how ambiguous times were understood.
    """

    def __init__(
        self, root: Path, acting_as: str | None = None, verb: str = "", progress: Progress | None = None
    ) -> None:
        self.root = root
        self.is_bare = False
        """Whether `root` is a repository without a work tree, of which only commits are read."""
        self._files_of: tuple[str, Mapping[str, bytes | None]] | None = None
        self._progress = progress
        self._acting_as = acting_as
        self._verb = verb
        self.warn: Callable[[Message], None] | None = None

    @cached_property
    def now(self) -> datetime:
        """The present instant (aware, UTC), read once."""
        return clock.now()

    @property
    def clock_is_moved(self) -> bool:
        """Whether `now` is what the environment says."""
        return clock.is_moved()

    @cached_property
    def documents(self) -> Documents:
        """The YAML reader and writer."""
        from casectl.adapters.yaml.documents import YamlDocuments

        return YamlDocuments()

    @cached_property
    def store(self) -> Store:
        """The files of the work tree, including those that a sparse checkout leaves out; or those of a commit."""
        if self._files_of:
            from casectl.casebook.rule_files import FilesAt

            return cast("Store", FilesAt(self.ledger, *self._files_of))
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
        if self.is_bare:
            from casectl.adapters.git.bare import bare_ledger

            return bare_ledger(self.root)
        from casectl.adapters.git.ledger import open_ledger

        return open_ledger(self.root, self._verb)

    def lost_heads(self) -> list[LostHead]:
        """The branch that is checked out, here and on remotes, and seals, where they lack what they last had."""
        from casectl.adapters.git.last_heads import LastHeads, state_folder

        return LastHeads(self._repository, state_folder()).moved()

    @property
    def book_history(self) -> BookHistory:
        """What git recorded about all cases."""
        return self.ledger

    @cached_property
    def recorded_cases(self) -> CaseVersions:
        """The recorded versions of case files."""
        from casectl.casebook.case_versions import RecordedCases

        return RecordedCases(self.ledger, self._parse)

    @cached_property
    def _repository(self) -> RepositoryPaths:
        from casectl.adapters.git.repository_paths import repository_paths

        return repository_paths(self.root, bare=self.is_bare)

    @cached_property
    def private_folder(self) -> Path:
        """The folder of derived data: ``casectl`` in the git directory that all work trees share."""
        return self._repository.data_dir

    @cached_property
    def index(self) -> Index:
        """The index of the cases."""
        from casectl.adapters.index.opening import open_index

        index = open_index(self.root, self._repository.index_file, VERSION, self._progress)
        if self._sparse is None:
            return index
        from casectl.adapters.git.sparse_tree import SparseIndex

        return SparseIndex(index, self._sparse)

    @cached_property
    def changes(self) -> GitChanges:
        """What differs between two versions of the casebook."""
        from casectl.adapters.git.changes import GitChanges

        return GitChanges(self._repository, self.ledger.objects)

    @cached_property
    def seals(self) -> Seals:
        """The seals, and whether they still hold."""
        from casectl.adapters.git.seals import GitSeals

        return GitSeals(self._repository, self.ledger.objects)

    @cached_property
    def bundles(self) -> Bundles:
        """Parts of git's history, for somebody who has no clone."""
        from casectl.adapters.git.bundle import GitBundles

        return GitBundles(self._repository)

    @cached_property
    def hooks(self) -> GitHooks:
        """git's hooks here."""
        from casectl.adapters.git.hooks import GitHooks

        return GitHooks(self._repository)

    @cached_property
    def seen_heads(self) -> SeenHeads:
        """How far `check` has looked at each branch."""
        from casectl.adapters.index.seen_heads import SeenHeadsFile

        return SeenHeadsFile(self._repository.data_dir / "looked")

    @cached_property
    def verified(self) -> VerifiedBranches:
        """How far the history of each branch was verified."""
        from casectl.adapters.index.verified_file import VerifiedFile
        from casectl.core.checks.table import VERSION as CHECKS

        return VerifiedFile(self._repository.data_dir / "verified", f"{__version__} {CHECKS}")

    @cached_property
    def verdicts(self) -> Verdicts:
        """What `check` found when it last looked; of a sparse checkout nothing is kept."""
        from casectl.adapters.index.verdicts import NoVerdicts, VerdictFile
        from casectl.core.checks.table import VERSION as CHECKS

        if self._sparse:
            return NoVerdicts()
        return VerdictFile(self.root, self._repository.tree_data_dir / "verdicts", f"{__version__} {CHECKS}")

    @cached_property
    def _acting(self) -> tuple[Person, Person]:
        if error := self._settings[1]:
            raise error
        identity = self.ledger.identity()
        return self.casebook.acting(identity.email, identity.name, self._acting_as or "")

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

    def as_if(self, commit: str, changes: Mapping[str, bytes | None] = NO_CHANGES) -> Workspace:
        """The casebook with the rule files of a commit ("": none), some of them changed; None removes one."""
        other = self._again()
        other._files_of = commit, changes
        other.__dict__["ledger"] = self.ledger
        return other

    def _again(self) -> Workspace:
        """The same casebook, with nothing open yet."""
        other = Workspace(self.root)
        other.is_bare, other._files_of = self.is_bare, self._files_of
        return other

    @property
    def _goes_by_commit(self) -> bool:
        return self._acting_as is not None

    @cached_property
    def typed_times(self) -> TypedTimeReader:
        """Times as people type them, seen from now; how an ambiguous one was understood is reported."""
        from casectl.core.time.typed_time_reader import TypedTimeReader

        return TypedTimeReader(self.now, self.zone, self.calendar, self._notify, self.casebook.dates)

    def excerpts(self, wanted: Selection = EVERYTHING, *, trust_folder_times: bool = False) -> Excerpts:
        """What the index knows of the wanted cases, perhaps of more, after interrupted commands were finished."""
        from casectl.casebook.listing import CaseReader

        if self._repository.has_pending_checkouts():
            self.ledger.recover_if_idle(self.store)
        reader = CaseReader(self.store, self._parse)
        return reader.excerpts(self.index.find(CASES, reader.facts, wanted, trust_folder_times=trust_folder_times))

    def journals(self) -> Journals:
        """The events of all cases of the work tree, after interrupted commands were finished."""
        from casectl.adapters.index.opening import read_journals
        from casectl.casebook.journals import JournalReader

        if self._repository.has_pending_checkouts():
            self.ledger.recover_if_idle(self.store)
        file = None if self._sparse else self._repository.index_file.with_name("events.sqlite3")
        reader = JournalReader.of(self._parse, self.ledger.blob_id)
        return read_journals(self.root, file, reader.rows, self.store, self._progress)

    def case_ids(self) -> list[str]:
        """The ids of all case files, from their names alone, by path."""
        return [id_of_path(path) for path in self.store.paths(CASES)]

    def share(self, work: Callable[[Checking, Sequence[Thing]], list[Found]], things: Sequence[Thing]) -> list[Found]:
        """The results of `work` for these things, in order; many are shared among all processors."""
        from casectl.adapters.system.second_process import in_processes, is_worth_it

        if not is_worth_it(len(things), _MIN_SHARED):
            return work(self, things)
        # git's processes cannot be shared
        return in_processes(lambda some: work(self._again(), some), things)

    def new_event_id(self) -> str:
        """A new random event id: 50 bits."""
        return event_id(os.urandom(10))

    def new_case_id(self) -> str:
        """A new random case id for the present month in the casebook's zone."""
        return case_id(self.casebook.id_prefix, self.now, self.zone, os.urandom(5))
