"""What the law finds against a rule of a template says where that is written: its file, the key, the version."""

from __future__ import annotations

import pytest

from casectl.core.case.model import Event
from casectl.core.law.verdict import said
from casectl.core.values.tree import get_in
from tests.core.law.desk import event, opened, verdicts
from tests.core.law.test_steps import PLAIN, moved
from tests.fakes.context import TEMPLATE, FakeContext

CALL = event(1, "contacted", direction="out")


@pytest.mark.parametrize(
    ("journal", "code", "key"),
    [
        (moved("new", "dropped", "ada", ""), "C042", "workflow.transitions.drop"),
        (moved("new", "closed"), "C041", "workflow.transitions"),
        ((opened(), event(1, "reopened", "ada", to="working")), "C043", "workflow.reopens_to"),
        ((opened(), event(1, "extended", "ada", clock=["answer"], length="3d")), "C090", "clocks.answer"),
    ],
)
def test_a_finding_names_the_key_of_the_template_that_says_so(journal: tuple[Event, ...], code: str, key: str) -> None:
    """It is there in the file, where whoever reads the finding looks it up."""
    [found] = [each for each in verdicts(*journal) if each.code == code]
    assert str(found.clause) == f"templates/plain.yaml, {key}, version {PLAIN.version}"
    assert str(said(found)).endswith(f"({found.clause})")
    source = FakeContext().documents.read("templates/plain.yaml", TEMPLATE.encode())
    assert get_in(source.tree, tuple(key.split("."))) is not None


def test_what_no_template_says_names_none() -> None:
    """That nobody accepts what was offered to another is the law's own."""
    found = verdicts(opened(), event(1, "offered", "ada", to="bob"), event(2, "accepted", "cy"))
    assert [(each.code, each.clause) for each in found] == [("C046", None)]
