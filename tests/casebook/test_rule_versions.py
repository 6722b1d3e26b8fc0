"""The rule book: a case's clocks count under the versions it was opened with, as long as this clone has them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.casebook.calendars import CalendarLoader
from casectl.casebook.rule_files import RulesOnDisk
from casectl.casebook.rule_versions import CurrentCasebook, RuleVersions
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.time.calendar import Calendar
from casectl.core.values.messages import NotFound
from casectl.core.values.tree import Source
from casectl.core.workflow.guards import GUARDS
from casectl.ports.recording import NewCommit
from tests.core.clockwork import FRAME
from tests.fakes.ledger import FakeLedger
from tests.fakes.store import FakeStore

ZONE = ZoneInfo("Asia/Shanghai")
BASE = FRAME.replace("template: t", "template: base") + (
    "clocks:\n  c: {title: C, kind: internal, starts: opened, stops: state:solved, within: [{duration: 3wd}]}\n"
)
CHILD = "template: t\nversion: 2\nextends: base\ntitle: T\nclocks: {c: {calendar: england, warn: 1wd}}\n"
ENGLAND = "calendar: england\nwindows: {mon: [09:00-17:00]}\n"
FILES = {"templates/base.yaml": BASE, "templates/t.yaml": CHILD, "calendars/england.yaml": ENGLAND}


class Book:
    """A casebook of these files, recorded in git."""

    def __init__(self) -> None:
        self.store, self.ledger = FakeStore(), FakeLedger()
        self.documents = YamlDocuments()
        self.write(FILES)

    def write(self, files: dict[str, str], recorded: bool = True) -> None:
        """Write files, and record them."""
        contents: dict[str, bytes | None] = {path: text.encode() for path, text in files.items()}
        self.store.files |= {path: data for path, data in contents.items() if data is not None}
        if recorded:
            self.ledger.record(self.ledger.head(), [NewCommit(contents, "rules")], datetime(2026, 11, 21, tzinfo=UTC))

    def _read(self, path: str, data: bytes) -> Source:
        return self.documents.read(path, data)

    def _template(self, name: str) -> Template:
        def source(each: str) -> Source | None:
            data = self.store.read(f"templates/{each}.yaml")
            return self._read(f"templates/{each}.yaml", data) if data else None

        own = source(name)
        assert own
        found, findings = read_template(own, source, GUARDS)
        assert found, findings
        return found

    @property
    def rules(self) -> RuleVersions:
        """The rule versions, in a new object."""
        calendars = CalendarLoader(
            RulesOnDisk(self.store), ZONE, lambda path, read: read(self._read(path, self.store.files[path]))[0]
        )
        current = CurrentCasebook(self._template, calendars.calendar, Calendar("office", ZONE), ZONE)
        return RuleVersions(RulesOnDisk(self.store), self.ledger, self._read, current)


def test_the_versions_name_every_file_that_a_deadline_rests_on() -> None:
    book = Book()
    versions = book.rules.versions("t")
    assert versions == {
        "calendar": "office",
        **{path: book.ledger.blob_id(FILES[path].encode()) for path in versions if path != "calendar"},
    }
    assert set(versions) == {"calendar", *FILES}


def test_rules_that_have_not_changed_are_the_present_ones() -> None:
    book = Book()
    rule_set = book.rules.rule_set("t", book.rules.versions("t"))
    assert (rule_set.template.rule, rule_set.notes, rule_set.calendar.name) == ("t@2", (), "office")
    assert rule_set.calendar_named("england").windows[4] == ()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("templates/base.yaml", "3wd", "9wd"),
        ("templates/t.yaml", "warn: 1wd", "warn: 2wd"),
        ("calendars/england.yaml", "{mon: [09:00-17:00]}", "{tue: [09:00-17:00]}"),
    ],
)
def test_an_edited_file_counts_as_it_was_for_those_that_stay_and_as_it_is_for_the_rest(
    path: str, old: str, new: str
) -> None:
    book = Book()
    versions = book.rules.versions("t")
    book.write({path: FILES[path].replace(old, new)})
    then, now = book.rules.rule_set("t", versions), book.rules.rule_set("t", {})
    seen = [
        (rule_set.template.clocks[0].within[0].duration, rule_set.template.clocks[0].warn) for rule_set in (then, now)
    ]
    days = [rule_set.calendar_named("england").is_working_day(date(2026, 11, 23)) for rule_set in (then, now)]
    assert seen[0] == ("3wd", "1wd")
    assert days[0]
    assert (seen[1], days[1]) != (seen[0], days[0])
    assert then.notes == now.notes == ()


def test_a_file_that_was_taken_away_still_counts_as_it_was() -> None:
    book = Book()
    versions = book.rules.versions("t")
    book.write({"templates/t.yaml": CHILD.replace("calendar: england, ", "")})
    del book.store.files["calendars/england.yaml"]
    assert book.rules.rule_set("t", versions).calendar_named("england").is_working_day(date(2026, 11, 23))


def test_a_version_that_this_clone_does_not_have_gives_way_to_the_present_one_and_that_is_said() -> None:
    book = Book()
    versions = book.rules.versions("t") | {"templates/base.yaml": "0" * 40}
    rule_set = book.rules.rule_set("t", versions)
    assert rule_set.template.clocks[0].within[0].duration == "3wd"
    assert [str(note) for note in rule_set.notes] == [
        "templates/base.yaml: that version is not in this clone; using the current one"
    ]


def test_a_version_that_no_longer_reads_gives_way_to_the_present_one_and_that_is_said() -> None:
    book = Book()
    book.write({"templates/base.yaml": BASE.replace("3wd", "soon")})
    versions = {"templates/base.yaml": book.ledger.blob_id(BASE.replace("3wd", "soon").encode())}
    book.write({"templates/base.yaml": BASE})
    rule_set = book.rules.rule_set("t", versions)
    assert rule_set.template.clocks[0].within[0].duration == "3wd"
    assert "the rules in force at that time cannot be read" in str(rule_set.notes[0])


def test_a_calendar_that_is_not_there_is_named() -> None:
    book = Book()
    del book.store.files["calendars/england.yaml"]
    with pytest.raises(NotFound, match="england"):
        book.rules.rule_set("t", {})
