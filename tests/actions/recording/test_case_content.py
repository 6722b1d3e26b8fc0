"""Any text, wherever it is typed, is recorded so that it reads the same, or refused with nothing recorded."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from casectl.actions.edit import edit
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.set_ import set_fields
from casectl.core.case.model import Case
from casectl.core.values.messages import CasectlError
from casectl.core.values.tree import text_of
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext

TEXTS = st.text(st.characters(), max_size=60)
"""Controls, unusual line ends and halves of characters among them."""


def recorded(verb: Callable[[FakeContext, str], object]) -> Case | None:
    """The case after the verb, as the next reader reads it; None if it was refused, and then nothing is recorded."""
    context = FakeContext()
    case = context.open()
    commits = len(context.ledger.commits)
    try:
        verb(context, case)
    except CasectlError:
        assert len(context.ledger.commits) == commits
        return None
    assert len(context.ledger.commits) == commits + 1
    return context.case(case)


@given(TEXTS)
def test_a_note(text: str) -> None:
    case = recorded(lambda context, id: note(context, id, text, AT_ONCE))
    assert case is None or case.journal[-1].text("text") == text


@given(TEXTS)
def test_a_title(text: str) -> None:
    case = recorded(lambda context, id: set_fields(context, id, FieldChanges([("title", text)]), AT_ONCE))
    assert case is None or case.title == text


@given(TEXTS)
def test_a_field(text: str) -> None:
    case = recorded(lambda context, id: set_fields(context, id, FieldChanges([("about", text)]), AT_ONCE))
    assert case is None or text_of(case.fields.get("about")) in (text, "")


@given(TEXTS, TEXTS)
def test_a_key_of_ones_own(key: str, value: str) -> None:
    """Typed in an editor, as it may be."""
    line = f"{key}: {value}\n".encode(errors="surrogatepass")
    case = recorded(
        lambda context, id: edit(context, id, lambda data: data.replace(b"title:", line + b"title:"), AT_ONCE)
    )
    assert case is None or case.journal[-1].kind == "changed"
