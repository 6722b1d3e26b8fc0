"""clone says what is in the new clone, and who works there."""

from __future__ import annotations

from casectl.actions.clone import clone
from casectl.ports.recording import Identity
from tests.fakes.context import FakeContext


def test_cases_are_counted_and_the_person_is_named(context: FakeContext) -> None:
    context.open()
    context.ledger.who = Identity("Ada Testwell", context.casebook.people[0].emails[0])
    found = clone(context, "/desk", "/srv/desk.git")
    assert (found.cases, found.unreadable, found.person) == (1, 0, context.casebook.people[0].name)


def test_a_stranger_is_nobody_there(context: FakeContext) -> None:
    context.ledger.who = Identity("Kit", "kit@example.com")
    assert (clone(context, "/desk", "x").identity, clone(context, "/desk", "x").person) == ("Kit <kit@example.com>", "")


def test_whom_git_does_not_know_is_nobody_at_all(context: FakeContext) -> None:
    context.ledger.who = None
    assert clone(context, "/desk", "x").identity == ""
