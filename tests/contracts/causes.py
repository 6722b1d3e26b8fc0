"""Causes and what they lead to, with all that they may be given."""

from __future__ import annotations

from casectl.actions.cause import FoundCause, cause, dispute
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def disputed(context: FakeContext) -> str:
    """A cause that names Bob, who does not agree."""
    case = context.open()
    cause(context, case, FoundCause("lid.loose", ("Nobody turned it", "The tool is worn"), "bob"), AT_ONCE)
    dispute(context.by("bob"), case, "It left my desk closed", AT_ONCE)
    return case
