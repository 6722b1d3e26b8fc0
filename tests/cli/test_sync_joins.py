"""Two people join records of one complaint at the same time: the complaint stays in one open case, and sync says so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.shared import demand_sound, told

pytestmark = pytest.mark.slow


def _open(book: CliCasebook) -> list[str]:
    return [each.split("\t")[0] for each in book.done("list", "state:open", "--format", "tsv").splitlines()[1:]]


def _joins(book: CliCasebook, words: Sequence[str]) -> None:
    book.done("merge", *words, "--reason", "One parcel")


def test_two_joins_in_opposite_directions(shared: CliCasebook, other: CliCasebook) -> None:
    """The earlier one stands; whoever syncs is told, and it can be taken back in one step."""
    first, second = (path.stem for path in shared.cases)
    before = _open(shared)
    _joins(shared, (first, second))
    _joins(other, (second, first))
    shared.done("sync")
    assert [each.split(":")[0] for each in told(other)["joins"]] == sorted([first, second])
    shared.done("sync")
    for each in (shared, other):
        assert _open(each) == [case for case in before if case != first]
        assert second in each.done("show", first).splitlines()[0]
        demand_sound(each)


def test_a_join_into_a_case_that_is_over_meanwhile(shared: CliCasebook, other: CliCasebook) -> None:
    """It needs a person: nobody would hear of the complaint any more."""
    first, second = (path.stem for path in shared.cases)
    _joins(shared, (first, second))
    other.done("assign", second, "ben", "--reason", "I take it")
    other.done("contact", second, "in", "Let it be", "--channel", "phone")
    other.done("advance", second, "withdrawn", "--reason", "She gave up")
    shared.done("sync")
    assert told(other)["joins"] == [
        f"{first} was joined to {second}, which has been closed since (casectl reopen {second} --reason TEXT)"
    ]
    assert told(other)["joins"] == []


def test_what_a_joined_case_got_meanwhile(shared: CliCasebook, other: CliCasebook) -> None:
    first, second = (path.stem for path in shared.cases)
    _joins(shared, (first, second))
    other.done("note", first, "She rang")
    shared.done("sync")
    path = shared.cases[0].relative_to(shared.folder).as_posix()
    assert told(other)["joins"] == [
        f"{first} was joined to {second}, but something was added to it in the meantime (casectl show {path})"
    ]
    assert "She rang" in other.done("show", first)
