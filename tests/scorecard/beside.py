"""Commands that write more than one case, or beside the cases: a seal (a tag), a hook (a file of somebody's), a pack (a
file anywhere), a clone, what is exchanged with a remote, cases that are joined and split, and those that go to an
archive, and mail that is taken in.

R3 kills them, R4 lets their calls fail. What they write is there whole or not at all, what was there before is kept,
and the same command does its work afterwards.
"""

from __future__ import annotations

import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.scorecard.ground import Book, Ground, ended, git, left_over, opening, said

OWN_HOOK = "#!/bin/sh\necho mine\n"
"""A hook that somebody has already."""


_WHY = ("--reason", "one lamp", "--event-id", "beside-1")


class Write(NamedTuple):
    """A command, and whether what it writes is there: "" for no, "whole", or what is wrong. `again`: it is good for
    another time; `aside`: it leaves the case alone.
    """

    words: list[str]
    made: Callable[[Book], str]
    again: bool = True
    aside: bool = True


def _sealed(book: Book) -> str:
    tags = book.git("for-each-ref", "--format=%(refname:short)", "refs/tags/casectl/seal").out.split()
    texts = [book.git("cat-file", "tag", tag) for tag in tags]
    if any(text.code or "\nSealed: " not in text.out for text in texts):
        return f"a tag that is no seal: {texts}"
    return "whole" if tags else ""


def _hooked(book: Book) -> str:
    text = (book.folder / ".git/hooks/pre-commit").read_text("utf-8")
    if text == OWN_HOOK:
        return ""
    whole = "mine" in text and "hook run pre-commit" in text and "# <<< casectl" in text
    return "whole" if whole else f"half a hook: {text}"


def _packed(book: Book) -> str:
    file = book.folder.parent / "pack.zip"
    if not file.exists():
        return ""
    done = book.forked("verify", "--pack", str(file))
    return f"half a pack: {done.err}" if done.code else "whole"


def _synced(book: Book) -> str:
    """Whether both sides have what the other had; a merge that the remote has not got yet is for the next sync."""
    here, there = (git(folder, "rev-parse", "main").out for folder in (book.folder, _server(book)))
    files = {"notes.txt", book.path}
    if here != there or book.git("ls-tree", "-r", "--name-only", "main").out.split().count("notes.txt") == 0:
        lost = [name for name in files if not _is_somewhere(book, name)]
        return f"lost {lost}" if lost else ""
    return "whole"


def _is_somewhere(book: Book, name: str) -> bool:
    return any(git(folder, "cat-file", "-e", f"main:{name}").code == 0 for folder in (book.folder, _server(book)))


def _server(book: Book) -> Path:
    return book.folder.parent / "shared.git"


def share(book: Book) -> None:
    """A remote to which somebody has pushed a file, while a note was recorded here."""
    git(book.folder, "clone", "--quiet", "--bare", ".", str(_server(book)))
    git(book.folder, "remote", "add", "origin", str(_server(book)))
    other = book.folder.parent / "other"
    git(book.folder, "clone", "--quiet", str(_server(book)), str(other))
    (other / "notes.txt").write_text("theirs")
    git(other, "add", "notes.txt")
    git(other, "commit", "--quiet", "--message", "theirs")
    git(other, "push", "--quiet")
    book.forked("note", book.case, "ours")


def _cloned(book: Book) -> str:
    copy = book.folder.parent / "copy"
    if not copy.exists():
        return ""
    is_same = git(copy, "rev-parse", "main").out == git(book.folder, "rev-parse", "main").out
    driver = git(copy, "config", "merge.casectl.driver").out
    return "whole" if is_same and driver and (copy / book.path).exists() else "half a clone"


def _joined(book: Book) -> str:
    other = next(each for each in cases(book) if each != book.case)
    both = b"event: joined" in book.recorded(), b"event: took_over" in Book(book.folder, other).recorded()
    return "whole" if all(both) else "half a join" if any(both) else ""


def _split(book: Book) -> str:
    parts = [each for each in cases(book) if b"type: part-of" in Book(book.folder, each).recorded()]
    return f"{len(parts)} parts" if len(parts) > 1 else "whole" if parts else ""


def _reconciled(book: Book) -> str:
    return "whole" if b"event: reconciled" in book.recorded() else ""


def leave_open(book: Book) -> Book:
    """The book after a merge that left something to be decided in its case."""
    server, other = book.folder.parent / "open.git", Book(book.folder.parent / "open", book.case)
    git(book.folder, "clone", "--quiet", "--bare", ".", str(server))
    git(book.folder, "clone", "--quiet", str(server), str(other.folder))
    for each, wish in ((other, "Another lamp"), (book, "The money back")):
        each.forked("set", book.case, f"request={wish}", "--reason", "she says so")
    git(other.folder, "push", "--quiet")
    git(book.folder, "remote", "add", "open", str(server))
    book.forked("sync", "--remote", "open")
    git(book.folder, "remote", "remove", "open")
    shutil.rmtree(server)
    shutil.rmtree(other.folder)
    return book


class LeftOpen(Ground):
    """A ground whose casebooks have a case in which a merge left something to be decided."""

    def book(self, where: Path | None = None) -> Book:
        """Such a casebook."""
        return leave_open(super().book(where))


def cases(book: Book) -> list[str]:
    """The ids of the cases that are recorded, or would be with the next commit."""
    recorded = book.git("ls-tree", "-r", "--name-only", "HEAD", "cases").out.split()
    listed = recorded or book.git("ls-files", "cases").out.split()
    return [name.rpartition("/")[2].removesuffix(".yaml") for name in listed]


def _archived(book: Book) -> str:
    """Whether the closed case is in the archive, as its line says; in neither place, it is lost."""
    here = [path for path in book.git("ls-tree", "-r", "--name-only", "HEAD", "cases").out.split() if path != book.path]
    listed = "".join(book.git("show", f"HEAD:{path}").out for path in _lists(book))
    if here:
        return "in both" if listed else ""
    case, blob, _ = listed.split()
    files = git(book.folder.parent / "archive", "ls-tree", "-r", "HEAD", "cases").out
    return "whole" if f" {blob}\t" in files and f"/{case}.yaml" in files else f"lost {case}"


def _lists(book: Book) -> list[str]:
    return book.git("ls-tree", "-r", "--name-only", "HEAD", "archive").out.split()


def close_another(book: Book) -> Book:
    """The book with a case that is over, beside the one that is not."""
    book.casectl(*opening("Lamp 2", reference="R-2", **{"customer.name": "Al Sample"}))
    [case] = (file.stem for file in book.folder.glob("cases/*/*/*.yaml") if file.stem != book.case)
    book.casectl("contact", case, "in", "It turned up", "--channel", "phone")
    book.casectl("advance", case, "withdrawn", "--reason", "It turned up")
    return book


class WithClosed(Ground):
    """A ground whose casebooks have a case that is over, too."""

    def book(self, where: Path | None = None) -> Book:
        """Such a casebook."""
        return close_another(super().book(where))


LETTERS = {"1": "From: kim@example.org\nSubject: {case}\nMessage-ID: <1@x>\n\nIt rattles.\n",
           "2": "From: kim@example.com\nPrecedence: bulk\nMessage-ID: <2@x>\n\nLamps for less.\n"}  # fmt: skip
"""Two messages: one of the case, one that is filed."""


def fill_box(book: Book) -> None:
    """A Maildir with two new messages."""
    for folder in ("cur", "new", "tmp"):
        (book.folder.parent / "box" / folder).mkdir(parents=True)
    for name, text in LETTERS.items():
        (book.folder.parent / "box/new" / name).write_text(text.format(case=book.case))


def _mailed(book: Book) -> str:
    """Whether both messages are recorded, once; one that is neither recorded nor in the Maildir is lost."""
    filed = book.git("ls-tree", "-r", "--name-only", "HEAD", "mail").out.split()
    made = book.recorded().count(b'message_id: "<1@x>"'), len(filed)
    if made == (1, 1):
        return "whole"
    left = sorted(path.name for path in (book.folder.parent / "box/new").iterdir())
    return "" if made == (0, 0) and left == ["1", "2"] else f"recorded {made}, left {left}"


WRITES = {
    "mail": Write(["mail", "../box"], _mailed, again=False, aside=False),
    "archive": Write(["archive", "state:withdrawn", "--to", "../archive", "--yes"], _archived),
    "seal": Write(["seal"], _sealed),
    "hook": Write(["hook", "install", "pre-commit"], _hooked),
    "sync": Write(["sync"], _synced),
    "pack": Write(["pack", "{case}", "-o", "../pack.zip", "--force"], _packed),
    "clone": Write(["clone", ".", "../copy"], _cloned, again=False),
    "merge": Write(["merge", "{case}", "{other}", *_WHY], _joined, aside=False),
    "reconcile": Write(["reconcile", "{case}", *_WHY], _reconciled, again=False, aside=False),
    "split": Write(["split", "{case}", "--title", "The shade", *_WHY], _split, aside=False),
}


def words_of(name: str, book: Book) -> list[str]:
    """The command, in a casebook in which somebody has a hook."""
    hook = book.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(OWN_HOOK, "utf-8")
    hook.chmod(0o755)
    if name == "sync":
        share(book)
    if name == "archive":
        close_another(book)
    if name == "reconcile":
        leave_open(book)
    if name == "mail":
        fill_box(book)
    if name == "merge":
        book.forked(*opening("The same lamp"))
    return _words(name, book)


def _words(name: str, book: Book) -> list[str]:
    other = next((each for each in cases(book) if each != book.case), "")
    return [word.format(case=book.case, other=other) for word in WRITES[name].words]


def judge(name: str, book: Book, code: int, tally: Counter[str]) -> None:
    """Look at what a disturbed command left, then run it again; count what is wrong."""
    first, before = WRITES[name].made(book), _bytes(book) if WRITES[name].aside else b""
    tally["half applied"] += first not in ("", "whole")
    tally["untruthful"] += code != -signal.SIGKILL and (code == 0) != (first == "whole")
    for lock in _server(book).rglob("*.lock"):
        lock.unlink()  # the kill was of the folder's git too, as it is not of a server's
    write = WRITES[name]
    is_due = write.again or first != "whole"
    another = ["list"] if write.aside else ["note", book.case, "next"]
    again = ended(book.fork(*(_words(name, book) if is_due else another)))
    then = WRITES[name].made(book)
    tally["repairs"] += again != 0 or then != "whole"
    left = left_over(book)
    moved = WRITES[name].aside and before != _bytes(book)
    wrong = len(left) + moved + (book.git("fsck", "--full", "--strict").code != 0)
    tally["left over"] += wrong
    if wrong or first not in ("", "whole") or again or then != "whole" or (code >= 0 and (code == 0) != bool(first)):
        print(f"{name}: exit {code}, made {first!r}; then {again}, {then!r}; {left}; {said('err')}", file=sys.stderr)


def _bytes(book: Book) -> bytes:
    """The case, which none of them touches."""
    return book.recorded() + book.on_disk()
