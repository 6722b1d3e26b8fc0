"""What is recorded goes by committed rules; of each file that differs in the work tree there is one warning."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casectl.casebook.rule_files import RulesCommitted, dirty_rules
from casectl.core.values.messages import Message, Refused, RepositoryError
from casectl.ports.recording import NewCommit
from tests.fakes.ledger import FakeLedger
from tests.fakes.store import FakeStore

SETTINGS, KIND, CALENDAR = "casectl.yaml", "templates/t.yaml", "calendars/office.yaml"


class Desk:
    """A casebook whose rules are committed and the same in the work tree; `said` has the warnings."""

    def __init__(self) -> None:
        self.store, self.ledger, self.said = FakeStore(), FakeLedger(), list[Message]()
        self.commit({SETTINGS: b"a: 1\n", KIND: b"b: 1\n", CALENDAR: b"c: 1\n", "cases/x.yaml": b"d: 1\n"})

    def commit(self, files: dict[str, bytes | None]) -> str:
        """Write files and commit them; the commit."""
        self.store.write_many(files.items())
        return self.ledger.record(self.ledger.head(), [NewCommit(files, "rules")], datetime(2026, 1, 1, tzinfo=UTC))[0]

    def rules(self) -> RulesCommitted:
        """The committed rules, in a new object."""
        return RulesCommitted(self.store, self.ledger, self.said.append)


def test_what_is_committed_is_read_without_a_word() -> None:
    rules = Desk().rules()
    assert (rules.paths("templates"), rules.paths("calendars"), rules.paths("none")) == ([KIND], [CALENDAR], [])
    assert [rules.read(path) for path in (SETTINGS, KIND, "templates/x.yaml")] == [b"a: 1\n", b"b: 1\n", None]
    assert rules.drafts("templates") == []


@pytest.mark.parametrize("edited", [b"b: 2\n", None])
def test_an_edit_counts_for_nothing_and_is_named_once(edited: bytes | None) -> None:
    desk = Desk()
    desk.store.write_many([(KIND, edited)])
    rules = desk.rules()
    assert [rules.read(KIND), rules.read(KIND)] == [b"b: 1\n", b"b: 1\n"]
    assert [str(each) for each in desk.said] == [
        f"{KIND} has changes that are not committed, so the old rules still apply; casectl adopt {KIND} records them"
    ]
    assert list(dirty_rules(desk.store, desk.ledger)) == [KIND]


def test_other_line_ends_are_no_edit() -> None:
    """A checkout may have turned them into CRLF."""
    desk = Desk()
    desk.store.files[KIND] = b"b: 1\r\n"
    assert desk.rules().read(KIND) == b"b: 1\n"
    assert (desk.said, list(dirty_rules(desk.store, desk.ledger))) == ([], [])


def test_a_draft_is_no_template() -> None:
    desk = Desk()
    desk.store.files["templates/new.yaml"] = b"b: 1\n"
    rules = desk.rules()
    assert (rules.paths("templates"), rules.read("templates/new.yaml")) == ([KIND], None)
    assert rules.drafts("templates") == list(dirty_rules(desk.store, desk.ledger)) == ["templates/new.yaml"]


def test_settings_that_are_not_committed_let_nothing_be_recorded() -> None:
    desk = Desk()
    desk.ledger = FakeLedger()
    with pytest.raises(Refused, match="nothing is committed on this branch"):
        desk.rules().read(SETTINGS)
    assert list(dirty_rules(desk.store, desk.ledger)) == [SETTINGS, CALENDAR, KIND]


@pytest.mark.parametrize(("path", "same"), [(KIND, False), (SETTINGS, False), (CALENDAR, True), ("cases/x.yaml", True)])
def test_rules_that_somebody_committed_meanwhile_are_not_mixed_with_those_that_were_read(path: str, same: bool) -> None:
    """Of a folder that was not looked into nothing was read."""
    desk = Desk()
    rules = desk.rules()
    rules.read(SETTINGS)
    rules.read(KIND)
    commit = desk.commit({path: b"z: 1\n"})
    if same:
        rules.demand_same(commit)
        return
    with pytest.raises(RepositoryError, match="rules were changed"):
        rules.demand_same(commit)
