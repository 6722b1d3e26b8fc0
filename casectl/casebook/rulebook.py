"""The rules of one casebook while a command runs: settings, calendars, templates, and earlier versions of these.

Each is read when it is first asked for, and what is slow to load is imported then.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from casectl import __version__
from casectl.core.template.settings import Casebook
from casectl.core.values.messages import CasectlError, Finding, Message, msg
from casectl.core.values.tree import Source

if TYPE_CHECKING:
    from casectl.adapters.git.repository_paths import RepositoryPaths
    from casectl.casebook.beginning import Beginning
    from casectl.casebook.calendars import CalendarLoader
    from casectl.casebook.past_rules import PastRules
    from casectl.casebook.rule_files import RuleFiles
    from casectl.casebook.rule_versions import RuleVersions
    from casectl.casebook.rules_at import RulesAt
    from casectl.casebook.settings_files import SettingsFiles
    from casectl.casebook.templates import TemplateLoader
    from casectl.core.clocks.rules import RuleSet
    from casectl.core.law.rule_change import RulesOf
    from casectl.core.template.labels import Labels
    from casectl.core.template.model import Template
    from casectl.core.time.calendar import Calendar
    from casectl.ports.recording import Documents, Ledger, Store


class RuleBook(ABC):
    """The part of a workspace that is about rules; the workspace has the ports, and says where warnings go."""

    @property
    @abstractmethod
    def store(self) -> Store:
        """The files of the work tree."""

    @property
    @abstractmethod
    def ledger(self) -> Ledger:
        """The git repository."""

    @property
    @abstractmethod
    def documents(self) -> Documents:
        """The YAML reader and writer."""

    @property
    @abstractmethod
    def _repository(self) -> RepositoryPaths:
        """Where git keeps what belongs to the casebook, and we what is derived."""

    @property
    @abstractmethod
    def _goes_by_commit(self) -> bool:
        """Whether committed rules count, and not those in the work tree."""

    @abstractmethod
    def _notify(self, what: Message) -> None:
        """Give a warning to whom it concerns."""

    @cached_property
    def _files(self) -> SettingsFiles:
        from casectl.adapters.files.tree_cache import TreeCache
        from casectl.casebook.settings_files import SettingsFiles

        return SettingsFiles(self._rules, self._parse, TreeCache(self._repository.data_dir / "trees", __version__))

    @cached_property
    def _rules(self) -> RuleFiles:
        from casectl.casebook.rule_files import RulesCommitted, RulesOnDisk

        if self._goes_by_commit:
            return RulesCommitted(self.store, self.ledger, self._notify)
        return RulesOnDisk(self.store)

    def demand_rules_of(self, commit: str) -> None:
        """Raise RepositoryError if a commit has other rules than those that were read."""
        self._rules.demand_same(commit)

    def _parse(self, path: str, data: bytes) -> Source:
        return self.documents.read(path, data)

    def dirty_rules(self) -> list[str]:
        """The rule files of the work tree that are not as HEAD has them, new and removed ones too."""
        from casectl.casebook.rule_files import dirty_rules

        return [*dirty_rules(self.store, self.ledger)]

    @cached_property
    def casebook(self) -> Casebook:
        """The team's settings; invalid ones are reported and replaced by defaults, and then nothing can be recorded."""
        book, error = self._settings
        if error:
            self._notify(
                msg("casectl.yaml has errors, which casectl check lists; fix them, then: casectl adopt casectl.yaml")
            )
        if book.rehearsal:
            self._notify(
                msg("this casebook is a rehearsal: its times may be made up")
                if self.is_rehearsal()
                else msg("rehearsal: yes has no effect: it was not in the first commit of casectl.yaml")
            )
        return book

    def is_rehearsal(self) -> bool:
        """Whether the settings say that this is a rehearsal, and the first that were committed said so too."""
        return self._settings[0].rehearsal and self._beginning.may_be_rehearsal

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

        return CalendarLoader(self._rules, self.zone, self._files.read_checked)

    def known_calendar(self, name: str) -> Calendar:
        """The calendar of that name, here or shipped; "" is the casebook's. Raises NotFound, Unreadable."""
        return self.calendars.known(name, self.documents) if name else self.calendar

    @cached_property
    def calendar(self) -> Calendar:
        """The casebook's working calendar. Raises NotFound, Unreadable."""
        return self.calendars.chosen(self.casebook.calendar)

    @cached_property
    def _rule_versions(self) -> RuleVersions:
        from casectl.casebook.rule_versions import CurrentCasebook, RuleVersions

        current = CurrentCasebook(self.template, self.calendars.calendar, self.calendar, self.zone)
        return RuleVersions(self._rules, self.ledger, self._files.cached_tree, current)

    def rule_set(self, name: str, versions: Mapping[str, str]) -> RuleSet:
        """The template's clocks and calendars in these versions. Raises NotFound, Unreadable."""
        return self._rule_versions.rule_set(name, versions)

    def versions(self, name: str) -> dict[str, str]:
        """The current files with the rules of a template, its calendars included, each with its blob id."""
        return self._rule_versions.versions(name)

    @cached_property
    def _past(self) -> PastRules:
        from casectl.casebook.past_rules import PastRules

        return PastRules(self.ledger, self._files.cached_tree)

    @cached_property
    def _beginning(self) -> Beginning:
        from casectl.adapters.git.last_heads import LastHeads, state_folder
        from casectl.casebook.beginning import KeptBeginning

        kept = KeptBeginning(self._repository.data_dir / "law", LastHeads(self._repository, state_folder()).tip())
        return kept.known or kept.found(self.ledger, self._past.settings)

    def law_came_first(self) -> bool:
        """Whether the casebook had its law from its first commit on, so that no event is older."""
        return self._beginning.has_law

    def settings_then(self, version: str) -> Casebook | None:
        """The settings in this version; None if this clone does not have it, or nobody could read it."""
        return self._past.settings(version)

    def template_then(self, name: str, versions: Mapping[str, str]) -> Template | None:
        """A template by these versions of its files; None if one is not here, or cannot be read."""
        return self._past.template(name, versions)

    @cached_property
    def _rules_at(self) -> RulesAt:
        from casectl.casebook.rules_at import RulesAt

        return RulesAt(self.ledger, self._past)

    def rules_at(self, commit: str, instead: Mapping[str, str]) -> RulesOf:
        """Settings and templates of a commit ("": none), other versions `instead` of those it has ("": no file)."""
        return self._rules_at.rules(commit, instead)

    def rule_versions(self, commit: str) -> Mapping[str, str]:
        """casectl.yaml, templates and calendars of a commit ("": none), each with its version."""
        return self._rules_at.versions(commit)

    def pins_by(self, versions: Mapping[str, str], template: str) -> dict[str, str]:
        """What an event says of its rules that is recorded on top of these versions; empty without a law."""
        return self._rules_at.pins(versions, template)

    def version(self, path: str) -> str:
        """The blob id of a current rule file; "" if there is none."""
        return self._rule_versions.version(path)

    def pins(self, name: str) -> dict[str, str]:
        """What an event says of the rules it was recorded under: settings and template, each file with its blob id.

        Empty as long as the casebook has no law.
        """
        return self._rule_versions.pins(name) if self.casebook.law else {}

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
        """A template's labels, cached until a template changes, with the titles of teams and causes.

        Raises as `template` does.
        """
        return self._templates.labels(name).with_settings(self.casebook)

    def checked_template(self, name: str) -> tuple[Template | None, list[Finding]]:
        """A template with all its problems and their places."""
        return self._templates.checked(name)
