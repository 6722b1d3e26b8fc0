"""The rules of then are those of the versions that were recorded; what is not here, or has faults, is no rule."""

from __future__ import annotations

from datetime import UTC, datetime

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.casebook.past_rules import PastRules
from casectl.ports.recording import NewCommit
from tests.core.clockwork import FRAME
from tests.fakes.context import SETTINGS
from tests.fakes.ledger import FakeLedger

BASE = FRAME.replace("template: t", "template: base")
CHILD = "template: t\nversion: 2\nextends: base\ntitle: T\nlevels: {1: Low}\n"


class Desk:
    """Past rules, of which versions are recorded."""

    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.rules = PastRules(self.ledger, YamlDocuments().read)

    def record(self, path: str, text: str) -> str:
        """A version that is recorded; its id."""
        entry = NewCommit({path: text.encode()}, "rules")
        self.ledger.record(self.ledger.head(), [entry], datetime(2026, 11, 21, tzinfo=UTC))
        return self.ledger.blob_id(text.encode())


def test_settings_are_those_of_the_version() -> None:
    desk = Desk()
    old = desk.record("casectl.yaml", SETTINGS.replace("law: 1\n", ""))
    new = desk.record("casectl.yaml", SETTINGS)
    found = [desk.rules.settings(version) for version in (old, new)]
    assert [book and book.law for book in found] == ["", "1"]
    assert desk.rules.settings(old) is found[0]


def test_a_template_is_read_with_what_it_extended_then() -> None:
    desk = Desk()
    pins = {"templates/base.yaml": desk.record("templates/base.yaml", BASE)}
    pins["templates/t.yaml"] = desk.record("templates/t.yaml", CHILD)
    desk.record("templates/base.yaml", BASE.replace("Solved", "Done"))
    template = desk.rules.template("t", pins)
    assert template
    assert "Solved" in {str(each.title) for each in template.workflow.states}


def test_what_is_not_here_or_has_faults_is_no_rule() -> None:
    desk = Desk()
    faulty, broken = desk.record("casectl.yaml", "colour: red\n"), desk.record("casectl.yaml", "people: [\n")
    assert [desk.rules.settings(version) for version in (faulty, broken, "0" * 40, "")] == [None] * 4
    child = desk.record("templates/t.yaml", CHILD)
    assert desk.rules.template("t", {"templates/t.yaml": child}) is None
    assert desk.rules.template("t", {}) is None
