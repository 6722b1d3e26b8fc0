"""Numbers of events are written to the file as numbers."""

from __future__ import annotations

from casectl.actions.attach import attach
from casectl.actions.escalate import escalate
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.core.case.ids import case_path
from casectl.core.values.tree import Plain
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def kinds(context: FakeContext, case: str) -> list[str]:
    return [event.kind for event in context.case(case).journal]


def test_sizes_and_levels_are_written_as_numbers(context: FakeContext) -> None:
    case = context.open()
    attach(context, case, "a", b"x" * 7, AT_ONCE)
    assert "    size: 7\n" in context.store.files[case_path(case)].decode()
    assert isinstance(escalate(context, case, 0, HandoffForm(reason="x"), AT_ONCE).events[0].data["level"], Plain)
    assert kinds(context, case) == ["opened", "attached", "escalated"]
