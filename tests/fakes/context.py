"""A command context in memory: a small casebook with one template, and everything that an action uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from casectl.actions.context import Checking, Found, Thing
from casectl.actions.new import new
from casectl.actions.recording.opening import Opening
from casectl.actions.recording.proposal import EventStamp
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.casebook.case_versions import RecordedCases
from casectl.core.case.compose import read_case
from casectl.core.case.ids import case_id, case_path, id_of_path
from casectl.core.case.model import Case
from casectl.core.clocks.rules import RuleSet
from casectl.core.history.case_line import CaseVersions
from casectl.core.history.commit import BookHistory
from casectl.core.history.event_rows import Journals
from casectl.core.law.rule_change import RulesOf
from casectl.core.query.excerpt import Excerpts
from casectl.core.query.selection import EVERYTHING, Selection
from casectl.core.reports import Receipt
from casectl.core.template.labels import Labels
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.template.settings import Casebook, Person, read_casebook
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import plus
from casectl.core.time.typed_time_reader import TypedTimeReader
from casectl.core.values.messages import Finding, NotFound, msg
from casectl.core.values.tree import Source, Tree
from casectl.core.workflow.guards import GUARDS
from casectl.ports.recording import Identity, NewCommit
from tests.fakes.bundles import FakeBundles
from tests.fakes.changes import ForCheck
from tests.fakes.index import excerpts_of, journals_of
from tests.fakes.rules import SETTINGS as SETTINGS
from tests.fakes.rules import TEMPLATE as TEMPLATE
from tests.fakes.seals import FakeSeals
from tests.fakes.store import FakeStore

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""A Monday, 10:00 where the casebook is."""

_Values = Sequence[tuple[str, Tree]]

GIVEN: tuple[tuple[str, Tree], ...] = (
    ("title", "The parcel came open"),
    ("problem", "The parcel came open"),
    ("customer.name", "Flora Fiction"),
)
"""What a new case of the template needs."""


@cache
def _casebook(data: bytes) -> Casebook:
    return read_casebook(YamlDocuments().read("casectl.yaml", data))[0]


@cache
def _template(path: str, data: bytes) -> tuple[Template | None, list[Finding]]:
    no_bases: dict[str, Source] = {}
    return read_template(YamlDocuments().read(path, data), no_bases.get, GUARDS)


@dataclass
class FakeContext(ForCheck):
    """Ada's context. `by` gives another person's on the same casebook, `later` the same at another time."""

    store: FakeStore = field(default_factory=FakeStore)
    documents: YamlDocuments = field(default_factory=YamlDocuments)
    now: datetime = NOW
    calendar: Calendar = field(default_factory=lambda: Calendar("office", ZoneInfo("Asia/Shanghai")))
    settings: str = SETTINGS
    templates: dict[str, str] = field(default_factory=lambda: {"plain": TEMPLATE})
    person: str = "ada"
    recorder: str = ""
    drawn: int = 0

    def __post_init__(self) -> None:
        self.sealed_here = FakeSeals(self.ledger)
        self.store.files.setdefault("casectl.yaml", self.settings.encode())
        for name, text in self.templates.items():
            self.store.files.setdefault(f"templates/{name}.yaml", text.encode())

    def by(self, person: str) -> FakeContext:
        """Another person's context, on the same casebook."""
        self.person = person
        self.ledger.who = Identity(self.actor.title, self.actor.emails[0])
        return self

    def later(self, **length: float) -> FakeContext:
        """The context after some time."""
        self.now = plus(self.now, timedelta(**length))
        return self

    @property
    def casebook(self) -> Casebook:
        return _casebook(self.store.files["casectl.yaml"])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo("Asia/Shanghai")

    @property
    def typed_times(self) -> TypedTimeReader:
        return TypedTimeReader(self.now, self.zone, self.calendar, lambda _: None)

    @property
    def actor(self) -> Person:
        return self.casebook.person(self.person)

    @property
    def keyboard(self) -> Person:
        return self.casebook.person(self.recorder or self.person)

    def template(self, name: str) -> Template:
        template, findings = self.checked_template(name)
        assert template, findings
        return template

    def labels(self, name: str) -> Labels:
        labels = Labels.from_tree(Labels.of(self.template(name)).to_tree())
        return labels.with_settings(self.casebook)

    def checked_template(self, name: str) -> tuple[Template | None, list[Finding]]:
        path = f"templates/{name}.yaml"
        if path not in self.store.files:
            raise NotFound(msg("there is no template {name} in templates/", name=name))
        return _template(path, self.store.files[path])

    def rule_set(self, name: str, versions: Mapping[str, str]) -> RuleSet:
        return RuleSet(self.template(name), self.calendar)

    def versions(self, name: str) -> dict[str, str]:
        return {}

    def dirty_rules(self) -> list[str]:
        return []

    @property
    def seals(self) -> FakeSeals:
        return self.sealed_here

    @property
    def bundles(self) -> FakeBundles:
        return FakeBundles()

    @property
    def clock_is_moved(self) -> bool:
        return False

    def demand_rules_of(self, commit: str) -> None:
        """They are those of the work tree here."""

    def as_if(self, commit: str, changes: Mapping[str, bytes | None] | None = None) -> FakeContext:
        """With the files of a commit."""
        recorded = dict(self.ledger.blobs(self.ledger.listed("", commit), commit))
        if commit and "casectl.yaml" not in recorded:  # most tests record no rules
            recorded |= {path: data for path, data in self.store.files.items() if not path.startswith("cases/")}
        files = {**recorded, **(changes or {})}
        other = replace(self, store=FakeStore(), templates={})
        other.store.files = {path: data for path, data in files.items() if data is not None}
        return other

    def version(self, path: str) -> str:
        data = self.store.read(path)
        return self.ledger.blob_id(data) if data is not None else ""

    def pins(self, name: str) -> dict[str, str]:
        return {}

    def rules_at(self, commit: str, instead: Mapping[str, str]) -> RulesOf:
        return RulesOf(self.casebook, {})

    def rule_versions(self, commit: str) -> Mapping[str, str]:
        listed = self.ledger.listed("", commit) if commit else {}
        return {
            path: oid
            for path, oid in listed.items()
            if path == "casectl.yaml" or path.startswith(("templates/", "calendars/"))
        }

    def pins_by(self, versions: Mapping[str, str], template: str) -> dict[str, str]:
        return {}

    @property
    def recorded_cases(self) -> CaseVersions:
        return RecordedCases(self.ledger, self.documents.read)

    def law_came_first(self) -> bool:
        return True

    def is_rehearsal(self) -> bool:
        return self.casebook.rehearsal

    def settings_then(self, version: str) -> Casebook | None:
        return self.casebook

    def template_then(self, name: str, versions: Mapping[str, str]) -> Template | None:
        return self.template(name)

    def template_names(self) -> list[str]:
        return [id_of_path(path) for path in self.store.paths("templates")]

    def excerpts(self, wanted: Selection = EVERYTHING, *, trust_folder_times: bool = False) -> Excerpts:
        return excerpts_of(self.store, self.documents, wanted)

    @property
    def book_history(self) -> BookHistory:
        return self.ledger

    def journals(self) -> Journals:
        return journals_of(self.store, self.documents, self.ledger.blob_id)

    def case_ids(self) -> list[str]:
        return [id_of_path(path) for path in self.store.paths("cases")]

    def share(self, work: Callable[[Checking, Sequence[Thing]], list[Found]], things: Sequence[Thing]) -> list[Found]:
        return work(self, things)

    def new_event_id(self) -> str:
        self.drawn += 1
        return f"event{self.drawn:04}"

    def new_case_id(self) -> str:
        self.drawn += 1
        return case_id("C", self.now, self.zone, self.drawn.to_bytes(5, "big"))

    def open(self, values: _Values = (), level: int = 0, owner: str = "", received_at: datetime | None = None) -> str:
        """A new case with what the template needs and `values`; its id."""
        return self.opened(values, level, owner, received_at).case.id

    def opened(
        self, values: _Values = (), level: int = 0, owner: str = "", received_at: datetime | None = None
    ) -> Receipt:
        """The receipt of a new case."""
        opening = Opening("plain", (*GIVEN, *values), received_at=received_at, level=level, owner=owner)
        return new(self, opening, EventStamp())

    def case(self, case: str) -> Case:
        """The case as HEAD has it."""
        data = self.ledger.blob(case_path(case))
        assert data is not None
        return read_case(self.documents.read(case_path(case), data))

    def rewrite(self, case: str, old: str, new: str) -> None:
        """A case file edited by hand."""
        path = case_path(case)
        text = self.store.files[path].decode()
        assert old in text
        self.store.files[path] = text.replace(old, new, 1).encode()

    def commit(self, case: str, subject: str = "by hand") -> None:
        """What somebody does with plain git: the case file as it is gets committed."""
        path = case_path(case)
        self.ledger.record(self.ledger.head(), [NewCommit({path: self.store.files.get(path)}, subject)], self.now)

    def subjects(self) -> list[str]:
        """The subject of every commit."""
        return [commit.subject for commit in self.ledger.commits]
