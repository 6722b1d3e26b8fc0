"""A blank text is not recorded."""

from __future__ import annotations

import pytest

from casectl.actions.contact import Contact, contact
from casectl.actions.note import note
from casectl.core.values.messages import UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


@pytest.mark.parametrize("blank", ["", " \n\t", "\u200b\u3000"])
def test_nothing_is_not_recorded(context: FakeContext, blank: str) -> None:
    case = context.open()
    with refused(context, UsageError, "the text is blank"):
        note(context, case, blank, AT_ONCE)
    with refused(context, UsageError, "the text is blank"):
        contact(context, case, Contact("out", "mail", blank), AT_ONCE)
