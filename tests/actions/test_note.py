"""note records a text byte for byte."""

from __future__ import annotations

from casectl.actions.note import note
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def test_a_note_keeps_every_sign_and_every_line_end(context: FakeContext) -> None:
    case = context.open()
    text = "  ‮no: 'x'\r\n# ---\n\ttab\x07"
    note(context, case, text, AT_ONCE)
    assert context.case(case).journal[-1].text("text") == text
