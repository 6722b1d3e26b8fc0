"""R8: cases that clones open offline never become one: ids drawn by chance, and ids that are forced to be the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casectl.workspace import Workspace
from tests.scorecard.figure import Score
from tests.scorecard.ground import Book, Ground, git, opening


def measure(ground: Ground) -> Score:
    """Offline clones whose cases are all distinct after a sync; and two clones that draw the same ids."""
    clones, each = ground.size(10, 4), ground.size(100, 10)
    made, distinct, odd = _offline(ground, clones, each)
    forced = ground.size(200, 20)
    kept, more = _collided(ground, forced)
    return Score(
        f"{clones} clones x {each} cases: {distinct} of {made} distinct; {forced} forced collisions,"
        f" {kept} kept apart; {odd + more} odd ends",
        made - distinct + forced - kept + odd + more,
    )


def control(ground: Ground) -> Score:
    """Numbers that are counted up, as many trackers give them: two clones give the same ones."""
    numbers = [f"C-{number + 1:04}" for _ in range(2) for number in range(20)]
    return Score(
        f"{len(numbers) - len({*numbers})} of {len(numbers)} taken for another", len(numbers) - len({*numbers})
    )


def _clone(book: Book, server: Path, name: str) -> Book:
    folder = book.folder.parent / name
    git(book.folder, "clone", "--quiet", str(server), str(folder))
    return Book(folder, book.case)


def _shared(ground: Ground) -> tuple[Book, Path]:
    book = ground.book()
    server = book.folder.parent / "shared.git"
    git(book.folder, "clone", "--quiet", "--bare", ".", str(server))
    return book, server


def _offline(ground: Ground, clones: int, each: int) -> tuple[int, int, int]:
    """How many cases were made, how many the last clone has, and how many commands ended oddly."""
    book, server = _shared(ground)
    desks = [_clone(book, server, f"clone {number}") for number in range(clones)]
    codes = [desk.forked(*opening(f"Lamp {number}")).code for desk in desks for number in range(each)]
    codes += [desk.forked("sync").code for desk in (*desks, *desks)]
    return clones * each, len(_ids(desks[0])) - 1, sum(map(bool, codes))


def _ids(desk: Book) -> list[str]:
    return [path.stem for path in desk.folder.glob("cases/*/*/*.yaml")]


def _collided(ground: Ground, count: int) -> tuple[int, int]:
    """How many of the cases that got an id which another had too are there as they were opened, and odd ends."""
    book, server = _shared(ground)
    one, other = (_clone(book, server, name) for name in ("one", "other"))
    odd = sum(one.forked(*opening(f"One {number}")).code for number in range(count))
    taken = [each for each in _ids(one) if each != book.case]
    for each in taken:
        child = other.forked(*opening(f"Other {each}"), prepare=_drawing(each))
        odd += child.code
    odd += one.forked("sync").code + other.forked("sync").code + one.forked("sync").code
    kept = [len(_titles(desk) & {f"Other {each}" for each in taken}) for desk in (one, other)]
    heads = {git(desk.folder, "rev-parse", "HEAD").out for desk in (one, other)}
    firsts = sum(title.startswith("One ") for title in _titles(other))
    return min(*kept, firsts), odd + len(heads) - 1


def _titles(desk: Book) -> set[str]:
    """The titles of all cases there."""
    texts = (path.read_text("utf-8") for path in desk.folder.glob("cases/*/*/*.yaml"))
    return {line.removeprefix("title: ") for text in texts for line in text.splitlines() if line.startswith("title: ")}


def _drawing(case: str) -> Callable[[], None]:
    """Chance gives this id once."""

    def force() -> None:
        drawn, by_chance = [case], Workspace.new_case_id
        setattr(Workspace, "new_case_id", lambda here: drawn.pop() if drawn else by_chance(here))  # noqa: B010

    return force
