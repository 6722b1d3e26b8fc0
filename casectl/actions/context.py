"""What a verb asks for, by what it does: each names the smallest of these Protocols. `Workspace` has all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar
from zoneinfo import ZoneInfo

from casectl.core.query.selection import EVERYTHING, Selection

if TYPE_CHECKING:  # lists need little of all this
    from casectl.core.clocks.rules import RuleSet
    from casectl.core.history.case_line import CaseVersions
    from casectl.core.history.commit import BookHistory
    from casectl.core.history.event_rows import Journals
    from casectl.core.law.rule_change import RulesOf
    from casectl.core.query.excerpt import Excerpts
    from casectl.core.template.labels import Labels
    from casectl.core.template.model import Template
    from casectl.core.template.settings import Casebook, Person
    from casectl.core.time.calendar import Calendar
    from casectl.core.time.typed_time_reader import TypedTimeReader
    from casectl.core.values.messages import Finding
    from casectl.ports.checking import Changes, SeenHeads, Verdicts, VerifiedBranches
    from casectl.ports.proving import Bundles, Seals
    from casectl.ports.recording import Documents, Ledger, Store

Thing = TypeVar("Thing")
Found = TypeVar("Found")


class Cases(Protocol):
    """The casebook's files: as they are, as they are recorded, and what the index knows of them."""

    @property
    def documents(self) -> Documents:
        """YAML."""
        ...

    @property
    def ledger(self) -> Ledger:
        """git."""
        ...

    @property
    def store(self) -> Store:
        """The work tree."""
        ...

    def excerpts(self, wanted: Selection = EVERYTHING, *, trust_folder_times: bool = False) -> Excerpts:
        """What the index has of the cases wanted (there may be others too), and every file that could not be read.

        With `trust_folder_times`, a file that was edited in place since the last list may appear as it was then.
        """
        ...

    def case_ids(self) -> list[str]:
        """The ids of all case files, from their names alone."""
        ...


class Rules(Protocol):
    """What the team has written down: settings, templates, calendars."""

    @property
    def casebook(self) -> Casebook:
        """The settings in casectl.yaml. Raises Unreadable with every error in them."""
        ...

    @property
    def calendar(self) -> Calendar:
        """The casebook's working calendar."""
        ...

    def template_names(self) -> list[str]:
        """The templates of the casebook."""
        ...

    def template(self, name: str) -> Template:
        """A template of the casebook. Raises NotFound (naming the nearest), or Unreadable with every error."""
        ...

    def labels(self, name: str) -> Labels:
        """The labels of a template. Raises as `template` does, and is much faster."""
        ...

    def rule_set(self, name: str, versions: Mapping[str, str]) -> RuleSet:
        """The template's clocks and calendars in these versions (`versions_of`); the present ones for {}.

        Raises NotFound for a calendar that does not exist, Unreadable with every error of a present file.
        """
        ...

    def settings_then(self, version: str) -> Casebook | None:
        """The settings in this version; None if this clone does not have it, or nobody could read it."""
        ...

    def law_came_first(self) -> bool:
        """Whether the casebook had its law from its first commit on, so that no event is older."""
        ...

    def is_rehearsal(self) -> bool:
        """Whether times may be made up here: the settings say so, and have from their first commit on."""
        ...

    def template_then(self, name: str, versions: Mapping[str, str]) -> Template | None:
        """A template by these versions of its files (`pins_of`); None if one is not here, or cannot be read."""
        ...


class Present(Protocol):
    """Who acts, and when."""

    @property
    def actor(self) -> Person:
        """Who acts."""
        ...

    @property
    def keyboard(self) -> Person:
        """Who is at the keyboard, by git's identity; differs from `actor` with ``--as``."""
        ...

    @property
    def now(self) -> datetime:
        """The present instant, read once."""
        ...

    @property
    def casebook(self) -> Casebook:
        """The settings in casectl.yaml, which name the currency of an amount without one."""
        ...

    @property
    def zone(self) -> ZoneInfo:
        """The casebook's time zone."""
        ...

    @property
    def typed_times(self) -> TypedTimeReader:
        """Times as people type them; how an ambiguous one was understood is reported."""
        ...


class Reading(Cases, Rules, Present, Protocol):
    """What a verb needs that reports on cases by the rules, at a time, to a person."""


class Recording(Reading, Protocol):
    """What a verb needs that records something; its rules are the committed ones."""

    @property
    def clock_is_moved(self) -> bool:
        """Whether `now` comes from the environment and not from a clock."""
        ...

    @property
    def verdicts(self) -> Verdicts:
        """What `check` found when it last looked."""
        ...

    def demand_rules_of(self, commit: str) -> None:
        """Raise RepositoryError if a commit has other rules than those that were read."""
        ...

    def versions(self, name: str) -> dict[str, str]:
        """The files that hold the rules of a template now, its calendars among them, each with its blob id."""
        ...

    def as_if(self, commit: str, changes: Mapping[str, bytes | None] = ...) -> Checking:
        """The casebook with the rule files of a commit ("": none), some of them changed; None removes one."""
        ...

    def version(self, path: str) -> str:
        """The blob id of a rule file as it is now; "" if there is none."""
        ...

    def pins(self, name: str) -> dict[str, str]:
        """The settings and the files of a template as they are now, each with its blob id; empty without a law."""
        ...

    def new_event_id(self) -> str:
        """A fresh random event id."""
        ...

    def new_case_id(self) -> str:
        """A fresh random case id for the present month."""
        ...


class Auditing(Reading, Protocol):
    """What `audit` needs, which looks at the history of many cases."""

    @property
    def book_history(self) -> BookHistory:
        """What git recorded about all cases."""
        ...

    def journals(self) -> Journals:
        """The events of all cases of the work tree."""
        ...

    def share(self, work: Callable[[Reading, Sequence[Thing]], list[Found]], things: Sequence[Thing]) -> list[Found]:
        """What `work` finds in these things, in order; perhaps in several processes, each with a context of its own."""
        ...


class Packing(Auditing, Protocol):
    """What `pack` needs, which takes a case out of the casebook with all that proves it."""

    @property
    def bundles(self) -> Bundles:
        """Parts of git's history."""
        ...

    @property
    def changes(self) -> Changes:
        """The branch that is checked out."""
        ...

    def as_if(self, commit: str, changes: Mapping[str, bytes | None] = ...) -> Packing:
        """The casebook as a commit has it."""
        ...

    def versions(self, name: str) -> dict[str, str]:
        """The files that hold the rules of a template now, its calendars among them, each with its blob id."""
        ...


class Sealing(Packing, Protocol):
    """What `seal` needs, and who asks whether a seal still holds."""

    @property
    def seals(self) -> Seals:
        """The seals, and the branch's history."""
        ...


class Checking(Reading, Protocol):
    """What `check` needs, which looks at every file and wants every error in it."""

    @property
    def changes(self) -> Changes:
        """What differs between two versions of the casebook."""
        ...

    @property
    def seals(self) -> Seals:
        """The tags that seal commits."""
        ...

    @property
    def seen_heads(self) -> SeenHeads:
        """How far it has looked at each branch."""
        ...

    @property
    def verified(self) -> VerifiedBranches:
        """How far the history of each branch was verified."""
        ...

    @property
    def verdicts(self) -> Verdicts:
        """What it found when it last looked."""
        ...

    def rules_at(self, commit: str, instead: Mapping[str, str]) -> RulesOf:
        """Settings and templates of a commit ("": none), other versions `instead` of those it has ("": no file)."""
        ...

    def rule_versions(self, commit: str) -> Mapping[str, str]:
        """casectl.yaml, templates and calendars of a commit ("": none), each with its version."""
        ...

    def pins_by(self, versions: Mapping[str, str], template: str) -> dict[str, str]:
        """What an event says of its rules that is recorded on top of these versions; empty without a law."""
        ...

    @property
    def recorded_cases(self) -> CaseVersions:
        """The recorded versions of case files."""
        ...

    def as_if(self, commit: str, changes: Mapping[str, bytes | None] = ...) -> Checking:
        """The casebook with the rule files of a commit ("": none), some of them changed; None removes one."""
        ...

    def dirty_rules(self) -> list[str]:
        """The rule files of the work tree that are not as HEAD has them, new and removed ones too."""
        ...

    def checked_template(self, name: str) -> tuple[Template | None, list[Finding]]:
        """A template (None: it cannot be used) with all its errors and their positions."""
        ...

    def share(self, work: Callable[[Checking, Sequence[Thing]], list[Found]], things: Sequence[Thing]) -> list[Found]:
        """What `work` finds at these things, in order; perhaps in several processes, each with a context of its own."""
        ...
