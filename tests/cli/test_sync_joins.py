"""Two people join records of one complaint at the same time: the complaint stays in one open case, and sync says so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MIA
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


def _all_see(books: Sequence[CliCasebook], case: str, about: str, told: str) -> None:
    """Whoever syncs is told, lists and `check` show it in every clone, and it is settled in an event."""
    for each in (books[0], books[1], books[0]):
        each.done("sync")
    for each in books:
        [row] = (row for row in each.rows("list", "conflicts>0"))
        assert (row["id"], row["conflicts"]) == (case, 1)
        assert "(to be decided)" in each.done("list", "conflicts>0")
        assert told in " ".join(each.done("show", case).split())
        assert f"C122 {told}" in " ".join(each.run("check").err.split())
        assert case in each.done("today", "--all")
    path = next(path for path in books[0].cases if path.stem == case).relative_to(books[0].folder).as_posix()
    assert [each["about"] for each in books[0].rows("show", path)[0]["conflicts"]] == [about]
    books[1].done("reconcile", case, "--reason", "seen to")
    for each in (books[1], books[0]):
        each.done("sync")
        assert each.rows("list", "conflicts>0") == []
        demand_sound(each)


def test_a_join_into_a_case_that_is_over_meanwhile(shared: CliCasebook, other: CliCasebook) -> None:
    """It needs a person: nobody would hear of the complaint any more."""
    first, second = (path.stem for path in shared.cases)
    _joins(shared, (first, second))
    other.done("assign", second, "ben", "--reason", "Ann is away", **MIA)
    other.done("contact", second, "in", "Let it be", "--channel", "phone")
    other.done("advance", second, "withdrawn", "--reason", "She gave up")
    shared.done("sync")
    told = (
        f"ann merged {first} into this case, while ben closed it; to reopen it: casectl reopen {second} --reason TEXT"
    )
    _all_see((shared, other), second, f"took_over.{first}", told)


def test_what_a_joined_case_got_meanwhile(shared: CliCasebook, other: CliCasebook) -> None:
    """A note is to be read in its own file; contacts with the customer are to be taken over."""
    first, second = (path.stem for path in shared.cases)
    _joins(shared, (first, second))
    other.done("note", first, "She rang")
    shared.done("sync")
    path = shared.cases[0].relative_to(shared.folder).as_posix()
    told = f"ann merged this case into {second}, while ben recorded something in it: noted; to read it: casectl"
    told += f" show {path}"
    _all_see((shared, other), first, "joined", told)


def test_a_joined_case_with_contacts_meanwhile(shared: CliCasebook, other: CliCasebook) -> None:
    """The command that is named takes them over, and what is open stays so until somebody settles it."""
    first, second = (path.stem for path in shared.cases)
    _joins(shared, (first, second))
    other.done("contact", first, "in", "Where is it?", "--channel", "phone")
    shared.done("sync")
    other.done("sync")
    path = shared.cases[0].relative_to(shared.folder).as_posix()
    assert f"casectl merge {path} {second} --reason TEXT" in " ".join(other.done("show", first).split())
    other.done("merge", path, second, "--reason", "with her call")
    assert [each["id"] for each in other.rows("list", "conflicts>0")] == [first]
    other.done("reconcile", first, "--reason", "taken over")
    assert other.rows("list", "conflicts>0") == []
    demand_sound(other)


def test_lists_of_what_is_owed_mark_the_case(shared: CliCasebook, other: CliCasebook) -> None:
    """In every one, for people and for programs; other cases have no mark."""
    case, much_later = shared.cases[1].stem, "2026-12-21T09:00:00+00:00"
    for each, title in ((shared, "Ann's"), (other, "Ben's")):
        each.done("set", case, f"title={title}")
        each.done("sync")
    for verb, *words in (("overdue",), ("due-soon", "--within", "900h"), ("agenda", "--all"), ("today", "--all")):
        env = {"CASECTL_NOW": much_later} if verb == "overdue" else {}
        rows = other.rows(verb, *words, **env)
        assert {row["id"]: row["conflicts"] for row in rows if row["conflicts"]} == {case: 1}, verb
        shown = [line for line in other.done(verb, *words, **env).splitlines() if "to be decided" in line]
        assert shown, verb
        assert all(case in line or "Ben's" in line for line in shown), verb
    other.done("reconcile", case, "--reason", "Asked her")
    assert "to be decided" not in other.done("agenda", "--all")
