"""Every remark on how an event was recorded, and which of them show that it was recorded around casectl."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casectl.core.case.model import Event
from casectl.core.history.commit import NOBODY, Commit, Committers
from casectl.core.history.marks import Marks, marks_of
from casectl.core.template.settings import Casebook, Person
from casectl.core.template.signing_keys import Forge
from casectl.core.time.instants import plus
from casectl.core.values.tree import Tree

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
ADA, BOSS, MAL, LEFT = (
    f"{name} <{address}@example.org>"
    for name, address in (("Ada", "ada"), ("Bo", "boss"), ("Mal", "mal"), ("X", "old"))
)
HUB, GITHUB = "Hub <hub@Example.org>", "GitHub <noreply@github.com>"
PEOPLE = Committers.of(
    Casebook(
        "book", "en", ZoneInfo("UTC"),
        people=tuple(Person(name, name.title(), (f"{name}@Example.org",)) for name in ("ada", "boss", "mal")),
        forges=(Forge(emails=("Hub@example.org",)),),
    )
)  # fmt: skip


def commit(
    by: str = BOSS, committer: str = "", *, casectl: bool = True, later: float = 0, counted: float | None = None,
    actor: str = "", imported: str = "", cut: bool = False, wrote: tuple[str, ...] = (),
) -> Commit:  # fmt: skip
    made = plus(AT, timedelta(minutes=later))
    at = None if counted is None else plus(AT, timedelta(minutes=counted))
    return Commit("c1", by, made, ("e1",) if casectl else (), actor, imported, cut, committer or by, at, wrote=wrote)


ROWS: dict[str, tuple[Commit | None, str, str, bool]] = {
    "by the person herself": (commit(), "boss", "", False),
    "in another's name, as is said": (commit(MAL), "boss", "mal", False),
    "in her own, as if another had recorded it": (commit(), "boss", "mal", True),
    "a forger with the trailers": (commit(MAL, actor="boss"), "boss", "", True),
    "committed by another": (commit(BOSS, MAL), "boss", "", True),
    "written by another": (commit(MAL, BOSS), "boss", "", True),
    "by an address that nobody has": (commit(LEFT), "boss", "", True),
    "by one who has left and is not in the settings": (commit(LEFT), "gone", "", False),
    "added by hand": (commit(casectl=False), "boss", "", True),
    "the trailer names another": (commit(MAL, actor="mal"), "boss", "", True),
    "squashed by a server": (commit(BOSS, HUB, casectl=False), "boss", "", False),
    "squashed by GitHub, of several": (commit(MAL, GITHUB, casectl=False, wrote=(BOSS,)), "boss", "", False),
    "squashed by a server, of others": (commit(MAL, HUB, casectl=False, wrote=(ADA,)), "boss", "", True),
    "of several, and no server": (commit(MAL, LEFT, casectl=False, wrote=(BOSS,)), "boss", "", True),
    "not recorded": (None, "boss", "", True),
    "imported": (commit(MAL, casectl=False, imported="old-desk", later=9999), "boss", "", False),
    "before the clone's history": (commit(MAL, casectl=False, cut=True, later=9999), "boss", "", False),
    "late": (commit(later=180), "boss", "", False),
    "a little late": (commit(later=5), "boss", "", False),
    "ahead": (commit(later=-180), "boss", "", False),
    "the commit dated back": (commit(counted=180), "boss", "", False),
}
SAID: dict[str, list[str]] = {
    "in her own, as if another had recorded it": [
        "it says that mal recorded it, but mal neither committed nor wrote it",
        "recorded by mal",
    ],
    "in another's name, as is said": ["recorded by mal"],
    "a forger with the trailers": ["committed by mal, not by boss"],
    "committed by another": ["committed by mal, not by boss"],
    "written by another": ["written by mal, not by boss"],
    "by an address that nobody has": ["committed by X <old@example.org>, not by boss"],
    "added by hand": ["added by hand, not by casectl"],
    "the trailer names another": [
        "the commit gives mal as the person who acted, but the event gives boss",
        "committed by mal, not by boss",
    ],
    "squashed by a server, of others": ["added by hand, not by casectl", "written by mal, not by boss"],
    "of several, and no server": [
        "added by hand, not by casectl",
        "committed by X <old@example.org>, not by boss",
    ],
    "not recorded": ["not recorded yet"],
    "imported": ["imported with old-desk", "recorded 6d 22h later"],
    "before the clone's history": [
        "this clone does not contain the earlier history, so it is not known how this was recorded"
    ],
    "late": ["recorded 3h later"],
    "ahead": ["dated 3h later than the commit that contains it"],
    "the commit dated back": [
        "recorded 3h later",
        "the commit that contains it is dated 3h before the previous commit",
    ],
}


def marks(name: str) -> Marks:
    by_commit, by, via, _ = ROWS[name]
    data: dict[str, Tree] = {"via": via} if via else {}
    return marks_of(Event("e1", AT, by, "noted", data), by_commit, PEOPLE, opens=True)


@pytest.mark.parametrize("name", ROWS)
def test_what_is_said_and_whether_it_was_around_casectl(name: str) -> None:
    found = marks(name)
    assert ([*map(str, found.said)], found.around) == (SAID.get(name, []), ROWS[name][3])


def test_only_what_people_dated_back_counts_as_late() -> None:
    """Neither an import nor the cut of a clone; a commit's own date set back does not help."""
    assert {name: marks(name).late // 60 for name in ROWS if marks(name).late} == {
        "late": 180,
        "the commit dated back": 180,
    }


def test_an_import_is_one_only_of_new_files_and_of_events_that_it_names() -> None:
    """So that nobody adds an event to a case under the name of an import."""
    event = Event("e1", AT, "boss", "noted")
    added = commit(casectl=False, imported="old-desk")
    assert marks_of(event, added, PEOPLE, opens=True).imported
    forged = marks_of(event, added, PEOPLE, opens=False)
    assert (forged.imported, forged.around) == (False, True)
    assert [*map(str, forged.said)] == ["added by hand, not by casectl"]


def test_without_settings_nobody_is_suspected() -> None:
    assert marks_of(Event("e1", AT, "boss", "noted"), commit(MAL), NOBODY, opens=False) == Marks()


def test_what_a_merge_adds_of_itself_is_nobodys_hand() -> None:
    """casectl sync records it in the merge commit, whose trailers do not name it."""
    assert marks_of(Event("m1", AT, "merge", "merged"), commit(casectl=False), PEOPLE, opens=False) == Marks()
    by_hand = marks_of(Event("m1", AT, "boss", "merged"), commit(casectl=False), PEOPLE, opens=False)
    assert by_hand.around
