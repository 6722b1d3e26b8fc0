"""Notes: one that cites an article, one that is taken back; and a boundary."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions.boundary import Boundary, boundary
from casectl.actions.note import note
from casectl.actions.undo import undo
from casectl.core.reports import Receipt
from casectl.core.time.instants import plus
from tests.actions.cases import AT_ONCE
from tests.fakes.context import NOW, FakeContext

ARTICLE = """\
---
title: Refund to a card
owner: ada
verified_until: 2026-11-22
for: {templates: plain}
---

The bank takes ten days. Never ask for the whole number.
"""
"""Verified up to the day before the tests' now."""

STATED = Boundary(
    "Called her names", "We end the call at the next insult", "in writing only", plus(NOW, timedelta(days=90))
)
"""A boundary that holds for 90 days."""


def noted(context: FakeContext) -> Receipt:
    """A note that goes by an article."""
    context.store.files["knowledge/refund-to-card.md"] = ARTICLE.encode()
    return note(context, context.open(), "As it says", AT_ONCE, ["refund to a card"])


def undone(context: FakeContext) -> None:
    """A note that was a slip."""
    undo(context, note(context, context.open(), "x", AT_ONCE).case.id, "A slip", AT_ONCE)


def stated(context: FakeContext) -> Receipt:
    """A boundary."""
    return boundary(context, context.open(), STATED, AT_ONCE)
