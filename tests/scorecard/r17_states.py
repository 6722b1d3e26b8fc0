"""R17: every state of a repository × every way of writing: it works, or it is refused and not a byte has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.scorecard import beside, naive
from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, Book, Done, Ground, ended, events, opening, process
from tests.scorecard.machine import demand_mounts
from tests.scorecard.states import STATES, TROUBLE, State, snapshot

WRITES: dict[str, Callable[[Book], list[str]]] = {
    "note": lambda book: ["note", book.case, "rang"],
    "new": lambda _: opening("Another lamp"),
    "contact": lambda book: ["contact", book.case, "out", "told her", "--channel", "phone"],
    "reply": lambda book: ["reply", book.case, "--script", "acknowledgement", "-o", "-"],
    "set": lambda book: ["set", book.case, "request=An exchange"],
    "assign": lambda book: ["assign", book.case, "bo"],
    "advance": lambda book: ["advance", book.case, "withdrawn", "--reason", "turned up"],
    "followup": lambda book: ["followup", "add", book.case, "+2h", "callback"],
    "attach": lambda book: ["attach", book.case, "casectl.yaml"],
    "merge": lambda book: ["merge", book.case, _another(book), "--reason", "one lamp"],
    "reconcile": lambda book: ["reconcile", book.case, "--reason", "she says so"],
    "split": lambda book: ["split", book.case, "--title", "The shade", "--reason", "another product"],
    "survey": lambda book: ["survey", "record", book.case, "--score", "4"],
    "seal": lambda _: ["seal"],
}
BESIDE = ("hook", "pack", "clone", "archive")
"""Commands that write beside the cases; a seal is among the WRITES, since it has their demands."""
_ON_A_CASE = {*WRITES} - {"new", "seal"}


READS: tuple[Callable[[Book], list[str]], ...] = (
    lambda _: ["list"],
    lambda _: ["overdue"],
    lambda _: ["agenda"],
    lambda _: ["today"],
    lambda _: ["export"],
    lambda book: ["show", book.case],
    lambda book: ["audit", book.case],
    lambda _: ["sample", "--per", "owner"],
    lambda _: ["inspect", "list", "--all"],
    lambda _: ["check"],
)
READABLE = tuple(name for name in STATES if name not in ("bare", "no git", "unborn", "case is a link", "nobody"))
"""The states in which all reading must keep working."""
READ_ONLY = 'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && exec "$@"'


class _WithTwo(Ground):
    """Casebooks with a second record of the complaint."""

    def book(self, where: Path | None = None) -> Book:
        """A fresh casebook with two cases."""
        book = super().book(where)
        book.forked(*opening("The same lamp"))
        return book


def _another(book: Book) -> str:
    """The other case; any id where there is no commit."""
    return next((each for each in beside.cases(book) if each != book.case), "C-2611-00000001X")


def measure(ground: Ground) -> Score:
    """The whole matrix; in the quick profile two of the writes, and the reads in a few of the states."""
    demand_mounts()
    special = {each: kind(ground.folder, ground.quick, ground.seed)
               for each, kind in (("merge", _WithTwo), ("reconcile", beside.LeftOpen))}  # fmt: skip
    wrong: list[str] = []
    pairs = 0
    closed = beside.WithClosed(ground.new_folder(), ground.quick, ground.seed)
    for name, state in STATES.items():
        for write in list(WRITES)[: ground.size(len(WRITES), 2)]:
            pairs += 1
            fault = _tried(state, state.make(special.get(write, ground)), write)
            if fault:
                wrong.append(f"{name}/{write}: {fault}")
        for write in BESIDE:
            pairs += 1
            book = state.make(closed if write == "archive" else ground)
            if fault := _written_beside(state, book, write):
                wrong.append(f"{name}/{write}: {fault}")
        pairs += 1
        if fault := _exchanged(state, state.make(ground)):
            wrong.append(f"{name}/sync: {fault}")
    reads = 0
    for name in READABLE[:: ground.size(1, 6)]:
        book = STATES[name].make(ground)
        reads += len(READS)
        wrong += [f"{name}/{fault}" for fault in _not_read(book, lambda book, words: book.forked(*words))]
    read_only = _read_only(ground)
    reads += len(READS)
    wrong += [f"read-only/{fault}" for fault in read_only]
    listed = f" ({'; '.join(wrong[:6])})" if wrong else ""
    return Score(
        f"{len(STATES)} states, {pairs} writes and {reads} reads (on a read-only disk too):"
        f" {len(wrong)} wrong answers{listed}",
        len(wrong),
    )


def control(ground: Ground) -> Score:
    """The naive writer in the states in which nothing may be written."""
    refusing = [state for state in STATES.values() if state.known == TROUBLE]
    bad = 0
    for state in refusing:
        book = state.make(ground)
        before = snapshot(book)
        if (book.folder / book.path).exists():
            naive.note(book.folder, book.path, "rang")
        bad += snapshot(book) != before
    return Score(f"{bad} of {len(refusing)} states changed that should not be", bad)


def _not_read(book: Book, reader: Callable[[Book, list[str]], Done]) -> list[str]:
    """The reading commands that fail, or change something but casectl's own folder."""
    before, wrong = snapshot(book), []
    for words in (each(book) for each in READS):
        done = reader(book, words)
        if done.code not in (0, 1) or (words[0] in ("list", "show", "audit") and done.code):
            wrong.append(f"{words[0]}: exit {done.code} {done.err.strip()[-150:]}")
    return wrong if snapshot(book) == before else [*wrong, "something changed"]


def _read_only(ground: Ground) -> list[str]:
    """The same where nothing at all can be written."""
    book = ground.book()
    start = ["unshare", "-rm", "sh", "-c", READ_ONLY, "-", *CASECTL]
    return _not_read(book, lambda book, words: process([*start, *words], book.folder))


def _tried(state: State, book: Book, write: str) -> str:
    """What is wrong with the answer; "" if nothing is."""
    wanted = state.known if write in _ON_A_CASE else state.new
    before = snapshot(book)
    status = _status(book)
    words = [*WRITES[write](book), *(("--event-id", "state-1") if write != "seal" else ())]
    child = book.fork(*words, prepare=lambda: os.environ.update(state.environment))
    code = ended(child)
    if code != wanted:
        return f"exit {code} instead of {wanted}"
    if code:
        changed = {name for name in {*before, *snapshot(book)} if before.get(name) != snapshot(book).get(name)}
        return f"refused, and changed {sorted(changed)[:3]}" if changed else ""
    event = f"state-1-{book.case}" if write == "merge" else "state-1"
    if not (_seals(book) if write == "seal" else event in _events(book)):
        return "exit 0, and not recorded"
    later = _status(book)
    shutil.rmtree(book.folder.parent)
    return "" if later == status else f"git status differs: {sorted({*status} ^ {*later})[:3]}"


def _written_beside(state: State, book: Book, write: str) -> str:
    """The same of a command that records nothing: if it says that it worked, something is written, or else nothing."""
    before = snapshot(book)
    words = [word.format(case=book.case) for word in beside.WRITES[write].words]
    code = ended(book.fork(*words, prepare=lambda: os.environ.update(state.environment)))
    after = snapshot(book)
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    shutil.rmtree(book.folder.parent)
    if code not in (0, 3, 4, 5, 6) or bool(changed) != (code == 0):
        return f"exit {code}, and changed {changed[:3]}"
    return ""


def _exchanged(state: State, book: Book) -> str:
    """The same of `sync` with a remote that has a commit more: it brings that, or the branch and the files stay."""
    with suppress(OSError):  # where there is no repository there is nothing to share
        beside.share(book)
    before = _branch_and_files(book)
    code = ended(book.fork("sync", prepare=lambda: os.environ.update(state.environment)))
    after = _branch_and_files(book)
    came = (book.folder / "notes.txt").exists()
    shutil.rmtree(book.folder.parent)
    if code == 0:
        return "" if came else "exit 0, and nothing came"
    return f"exit {code}, and changed something" if code not in (3, 4, 6) or before != after else ""


def _branch_and_files(book: Book) -> tuple[str, dict[str, bytes]]:
    files = {name: data for name, data in snapshot(book).items() if name.startswith(str(book.folder))}
    own = {name: data for name, data in files.items() if f"{book.folder}/.git" not in name and ".git/" not in name}
    return book.git("rev-parse", "HEAD").out, own if (book.folder / ".git").exists() else {}


def _seals(book: Book) -> str:
    return book.git("for-each-ref", "refs/tags/casectl/seal").out


def _status(book: Book) -> list[str]:
    lines = book.git("--no-optional-locks", "status", "--porcelain", "--untracked-files=all").out.splitlines()
    return [line for line in lines if not line.endswith((".out", ".err"))]


def _events(book: Book) -> list[str]:
    names = book.git("ls-tree", "-r", "--name-only", "HEAD", "cases").out.split()
    return [event for name in names for event in events(book.git("cat-file", "blob", f"HEAD:{name}").out.encode())]
