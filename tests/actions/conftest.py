"""The casebook in memory on which the actions are tested."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.actions.complaints import TEXTS, WITH_REFERENCES, opened
from tests.fakes.context import TEMPLATE, FakeContext

ASKED_OF_RESOLVE = """\
    warn: 4h
    pauses: {wait: {title: Waiting, notice: yes}}
    extension: {by: 24h, may: [boss], notice: yes}
    restarts: {new_facts: {title: New facts}}"""


@pytest.fixture
def context() -> FakeContext:
    """An empty casebook, with Ada as the actor."""
    return FakeContext()


@pytest.fixture
def book(context: FakeContext) -> Iterator[FakeContext]:
    """A casebook with three cases; after the test its lock is free."""
    for title in ("The parcel", "二号投诉", "The lid"):
        context.open([("title", title)])
    yield context
    assert not context.ledger.is_locked


@pytest.fixture
def owned(context: FakeContext) -> FakeContext:
    """A casebook with two cases of Ada's, and one of Bob's between them."""
    for owner in ("ada", "bob", "ada"):
        context.open(owner=owner)
    return context


@pytest.fixture
def complaints() -> FakeContext:
    """A casebook with the complaints of TEXTS, one an hour."""
    context = FakeContext(templates={"plain": WITH_REFERENCES})
    for title, problem in TEXTS:
        opened(context, title, problem)
        context.later(hours=1)
    return context


@pytest.fixture
def clocks() -> FakeContext:
    """A casebook whose clock `resolve` (48 hours, warning 4 hours ahead) can be paused, extended and restarted."""
    rule = "{when: {customer.age: 99}, duration: 12h}, {duration: 48h}]"
    assert rule in TEMPLATE
    return FakeContext(templates={"plain": TEMPLATE.replace(rule, f"{rule}\n{ASKED_OF_RESOLVE}")})
