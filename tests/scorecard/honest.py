"""Random honest histories: several people, branches and merges, imports, hand edits that are adopted, acts undone."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

from tests.scorecard.ground import Book, Done, git, opening
from tests.scorecard.hands import lay_table

STEPS = 12
PEOPLE = {"ada": "Ada Testwell", "bo": "Bo Sample"}


class _Desk:
    """People at work in one casebook; what they are refused they leave."""

    def __init__(self, book: Book, chance: Random) -> None:
        self.book, self.chance, self.number = book, chance, 0

    def run(self, *words: str, by: str = "") -> Done:
        """Run casectl as one of the people."""
        name = by or self.chance.choice(sorted(PEOPLE))
        who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
               for key, value in (("NAME", PEOPLE[name]), ("EMAIL", f"{name}@example.org"))}  # fmt: skip
        return self.book.forked(*words, prepare=lambda: os.environ.update(who))

    def case(self) -> str:
        """Some case."""
        return self.chance.choice(sorted(self.book.folder.glob("cases/*/*/*.yaml"))).stem

    def goes_on(self) -> None:
        """Something happens."""
        self.number += 1
        self.chance.choice(ACTS)(self)


def _new(desk: _Desk) -> None:
    desk.run(*opening(f"Lamp {desk.number}"))


def _note(desk: _Desk) -> None:
    desk.run("note", desk.case(), f"note {desk.number}\n\nand more")


def _contact(desk: _Desk) -> None:
    desk.run("contact", desk.case(), desk.chance.choice(["in", "out"]), "told", "--channel", "phone")


def _set(desk: _Desk) -> None:
    desk.run("set", desk.case(), f"problem=It broke {desk.number} times")


def _hand(desk: _Desk) -> None:
    case = desk.case()
    desk.run("handoff", case, "bo", "--reason", "r", "--tried", "t", "--expects", "e", by="ada")
    desk.run(desk.chance.choice(["accept", "note"]), case, *([] if desk.chance.random() < 0.5 else ["x"]), by="bo")


def _withdraw(desk: _Desk) -> None:
    case = desk.case()
    desk.run("advance", case, "withdrawn", "--reason", "turned up")
    if desk.chance.random() < 0.5:
        desk.run("reopen", case, "--reason", "not so")


def _follow(desk: _Desk) -> None:
    desk.run("followup", "add", desk.case(), "+2h", "callback")


def _attach(desk: _Desk) -> None:
    file = desk.book.folder.parent / f"letter {desk.number}.txt"
    file.write_text(f"letter {desk.number}\n")
    desk.run("attach", desk.case(), str(file))


def _undo(desk: _Desk) -> None:
    case = desk.case()
    desk.run("note", case, "a slip", by="ada")
    desk.run("undo", case, "--reason", "a slip", by="ada")


def _adopt(desk: _Desk) -> None:
    """A field edited by hand, committed with git or not, and adopted."""
    case = desk.case()
    [file] = desk.book.folder.glob(f"cases/*/*/{case}.yaml")
    text = file.read_text("utf-8")
    file.write_text(text.replace("history: none", f"history: told {desk.number}", 1), "utf-8")
    if desk.chance.random() < 0.5:
        desk.run("adopt", case, "--reason", "by hand")
    git(desk.book.folder, "commit", "--quiet", "--all", "-m", "By hand")


def _many(desk: _Desk) -> None:
    desk.run("note", "--where", "open", "--yes", "to all")


def _import(desk: _Desk) -> None:
    """Rows that are right, and rows that are rejected."""
    folder = desk.book.folder.parent / f"import-{desk.number}"
    folder.mkdir()
    desk.run(*lay_table(folder, desk.chance))


def _rules(desk: _Desk) -> None:
    """A template in another version, adopted."""
    path = "templates/complaint.yaml"
    file = desk.book.folder / path
    lines = file.read_text("utf-8").splitlines(keepends=True)
    lines = [line.rstrip("\n") + f"{desk.number}\n" if line.startswith("version:") else line for line in lines]
    file.write_text("".join(lines) + f"# {desk.number}\n", "utf-8")
    desk.run("adopt", path)
    git(desk.book.folder, "checkout", "--quiet", "--", path)


def _branch(desk: _Desk) -> None:
    """Two clones at work at once: a case on each side, then a merge."""
    folder = desk.book.folder
    git(folder, "checkout", "--quiet", "-b", "side")
    _new(desk)
    git(folder, "checkout", "--quiet", "main")
    _note(desk)
    merged = git(folder, "merge", "--quiet", "--no-edit", "side")
    if merged.code:
        git(folder, "merge", "--abort")
    git(folder, "branch", "-D", "side")


ACTS: tuple[Callable[[_Desk], None], ...] = (
    *(_new, _note, _contact, _set, _hand, _withdraw, _follow, _attach, _undo, _adopt, _many, _import, _rules),
    *(_branch, _branch),
)


def some_history(book: Book, chance: Random) -> Book:
    """The casebook after some random honest work."""
    desk = _Desk(book, chance)
    for _ in range(STEPS):
        desk.goes_on()
    return book
