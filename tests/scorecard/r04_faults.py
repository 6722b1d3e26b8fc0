"""R4: every call that changes a file fails in turn, and the disk is full at every size; exit codes are true.

The sweep runs in a process of its own that has `fault.c` loaded (LD_PRELOAD), the sizes in one that has a small disk
mounted (`unshare -rm`). Both print what they counted as JSON.
"""

from __future__ import annotations

import ctypes
import errno
import json
import mmap
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

from tests.scorecard import beside, naive, posts
from tests.scorecard.figure import Score
from tests.scorecard.ground import (
    REPOSITORY,
    Book,
    Ground,
    ended,
    events,
    forked,
    lay_ground,
    left_over,
    opening,
    said,
    sound_case,
)
from tests.scorecard.machine import compiler, demand_mounts

KINDS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EDQUOT": errno.EDQUOT, "SIGKILL": 0}
EVENT = "fault-1"
OPERATIONS: dict[str, Callable[[Book], list[str]]] = {
    "note": lambda book: ["note", book.case, "The customer rang again."],
    "new": lambda _: opening("Another lamp"),
    "advance": lambda book: ["advance", book.case, "withdrawn", "--reason", "It turned up."],
    "assign": lambda book: ["assign", book.case, "bo"],
}
READERS = (("list", "--format", "json"), ("show", "{case}", "--format", "json"), ("check",))
BAD = ("corrupt", "half applied", "untruthful", "repairs", "doubled", "left over", "fsck")
SIZES = 40
"""Pages that are free at most; four operations make 160 full disks."""
PAGE = 4096
DISK_BYTES = 6 << 20


def measure(ground: Ground) -> Score:
    """casectl with every injected error and on every size of disk."""
    shim = _shim(ground)
    demand_mounts()
    swept = _worker(ground, shim, "sweep", "casectl")
    sized = _worker(ground, None, "sizes", "casectl")
    bad = {name: swept[name] + sized[name] for name in BAD}
    few = swept["points"] < 20 or not 0 < sized["refused"] < sized["points"]
    listed = ", ".join(f"{number} {name}" for name, number in bad.items())
    return Score(f"{_answers(swept)}; on {_answers(sized, 'full disks')}: {listed}", sum(bad.values()) + few)


def _answers(tally: Counter[str], what: str = "faults") -> str:
    """How the commands ended, and how often the files were still behind when the next command began."""
    ends = ", ".join(f"{tally[name]} {name}" for name in ("recorded", "refused", "killed") if tally[name])
    return f"{tally['points']} {what} ({ends}; {tally['behind']} files late)"


def control(ground: Ground) -> Score:
    """The naive writer with the same injected errors."""
    swept = _worker(ground, _shim(ground), "sweep", "naive")
    return Score(
        f"{swept['points']} faults: {swept['corrupt']} corrupt, {swept['half applied']} half applied,"
        f" {swept['untruthful']} untruthful",
        swept["corrupt"] + swept["half applied"] + swept["untruthful"],
    )


def _shim(ground: Ground) -> Path:
    made = ground.folder / "fault.so"
    source = Path(__file__).with_name("fault.c")
    subprocess.run([compiler(), "-O1", "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"], check=True)
    return made


def _worker(ground: Ground, shim: Path | None, what: str, whom: str) -> Counter[str]:
    folder = ground.new_folder()
    command = [sys.executable, "-m", __name__, what, whom, str(folder), str(int(ground.quick)), str(ground.seed)]
    if what == "sizes":
        command = ["unshare", "-rm", *command]
    environment = {**os.environ, **({"LD_PRELOAD": str(shim)} if shim else {})}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{what} failed: {done.stderr.strip().splitlines()[-1:]}")
    sys.stderr.write(done.stderr)
    return Counter(json.loads(done.stdout.splitlines()[-1]))


LONG = ("archive", "clone")
"""What makes another repository, in a thousand calls: the full profile alone sweeps them."""


def _sweep(ground: Ground, whom: str) -> Counter[str]:
    """Every call of every operation, with every kind of error; a few of each in the quick profile."""
    tally: Counter[str] = Counter()
    operations = list(OPERATIONS.items())[: 1 if whom == "naive" else None]
    kinds = KINDS if whom == "casectl" else {"ENOSPC": errno.ENOSPC}
    calls = Calls(ground.folder / "calls")
    for _, words in operations:
        book = ground.book()
        _run(whom, book, words(book), calls.armed(0, 0))
        total = calls.counted()
        shutil.rmtree(book.folder.parent)
        step = ground.size(1, 20)
        for kind, number in enumerate(kinds.values()):
            for at in range(1 + kind % step, total + 1, step):
                book = ground.book()
                _judge(whom, book, words(book), calls.armed(at, number), tally)
                shutil.rmtree(book.folder.parent)
    for others in (beside, posts) if whom == "casectl" else ():
        for name in others.WRITES:
            if not (ground.quick and name in LONG):
                _sweep_beside(others, ground, calls, name, tally)
    return tally


def _sweep_beside(others: ModuleType, ground: Ground, calls: Calls, name: str, tally: Counter[str]) -> None:
    """The same with a command that writes beside the cases, or sends mail."""
    book = ground.book()
    words = others.words_of(name, book)
    ended(book.fork(*words, prepare=calls.armed(0, 0)))
    total = calls.counted()
    shutil.rmtree(book.folder.parent)
    step = ground.size(1, 20)
    for which, number in enumerate(KINDS.values()):
        for at in range(1 + which % step, total + 1, step):
            book = ground.book()
            words = others.words_of(name, book)
            code = ended(book.fork(*words, prepare=calls.armed(at, number)))
            tally["points"] += 1
            tally["recorded" if code == 0 else "killed" if code == -signal.SIGKILL else "refused"] += 1
            others.judge(name, book, code, tally)
            shutil.rmtree(book.folder.parent)


def _sizes(ground: Ground, whom: str) -> Counter[str]:
    """Each operation on a disk with room for 0, 1, 2 … pages; then room is made, and it is tried again."""
    tally: Counter[str] = Counter()
    disk = ground.folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(disk)]
    subprocess.run(mount, check=True, capture_output=True)
    for words in OPERATIONS.values():
        for pages in range(0, SIZES, ground.size(1, 10)):
            book = ground.book(disk)
            ballast = disk / "ballast"
            with ballast.open("wb") as file:
                room = shutil.disk_usage(disk).free - pages * PAGE
                os.posix_fallocate(file.fileno(), 0, room)
            _judge(whom, book, words(book), lambda: None, tally, make_room=ballast.unlink)
            shutil.rmtree(book.folder)
    return tally


class Calls:
    """The counter that `fault.c` shares with every process."""

    def __init__(self, file: Path) -> None:
        file.write_bytes(bytes(8))
        self._file = file
        self._opened = file.open("r+b")
        self._shared = mmap.mmap(self._opened.fileno(), 8)

    def armed(self, at: int, number: int) -> Callable[[], None]:
        """What a child runs first, so that its call `at` fails with errno `number` (0: is killed there)."""
        self._shared[:8] = bytes(8)

        def arm() -> None:
            os.environ |= {"FAULT_FILE": str(self._file), "FAULT_AT": str(at), "FAULT_ERRNO": str(number)}
            ctypes.CDLL(None).fault_arm(str(self._file).encode(), ctypes.c_long(at), number)

        return arm

    def counted(self) -> int:
        """How many calls there were since `armed`."""
        return int.from_bytes(self._shared[:8], "little")


def _run(whom: str, book: Book, words: Sequence[str], prepare: Callable[[], None]) -> int:
    if whom == "casectl":
        return ended(book.fork(*words, "--event-id", EVENT, prepare=prepare))
    return ended(forked(book.folder, lambda: naive.note(book.folder, book.path, EVENT), prepare))


def _judge(
    whom: str,
    book: Book,
    words: Sequence[str],
    prepare: Callable[[], None],
    tally: Counter[str],
    make_room: Callable[[], None] = lambda: None,
) -> None:
    """Run with an injected error, inspect, let readers read, then run again without it; count what is wrong."""
    before = _files(book)
    code = _run(whom, book, words, prepare)
    tally["points"] += 1
    tally["recorded" if code == 0 else "killed" if code == -signal.SIGKILL else "refused"] += 1
    if whom == "naive":
        return _judge_naive(book, code, tally)
    done = _recorded_events(book).count(EVENT)
    tally["untruthful"] += code != -signal.SIGKILL and (code == 0) != (done == 1)
    tally["doubled"] += done > 1
    _look(book, before, tally)
    wrong = _readers(book, words, done, len(before))
    make_room()
    again = ended(book.fork(*words, "--event-id", EVENT))
    recorded = _recorded_events(book).count(EVENT)
    if again != 0 or recorded != 1:
        tally["repairs"] += 1
        wrong.append(f"then exit {again}, recorded {recorded} times")
    later = _readers(book, words, 1, len(before))
    tally["half applied"] += len(wrong) + len(later)
    _look(book, {}, tally)
    left = left_over(book)
    tally["left over"] += len(left)
    for what in (*wrong, *later, *left):
        print(f"{words[0]}: exit {code}, recorded {done}; {what}; {said('err').strip()}", file=sys.stderr)
    return None


def _look(book: Book, before: Mapping[str, bytes], tally: Counter[str]) -> None:
    """The state before any command can recover it: each file as before or as recorded, each case valid."""
    recorded = {path: _blob(book, path) for path in _recorded_paths(book)}
    for path, data in {**dict.fromkeys(recorded, b""), **dict.fromkeys(before, b""), **_files(book)}.items():
        late = data != recorded.get(path, b"")
        tally["behind"] += late
        tally["half applied"] += late and data != before.get(path, b"")
        tally["corrupt"] += any(each and sound_case(path, each) is None for each in (data, recorded.get(path)))
    tally["fsck"] += book.git("fsck", "--full", "--strict").code != 0


def _readers(book: Book, words: Sequence[str], done: int, before: int) -> list[str]:
    """What is wrong with what readers are shown, when the event is recorded `done` times."""
    cases = before + (done if words[0] == "new" else 0)
    listed, shown, checked = (book.forked(*(word.format(case=book.case) for word in reader)) for reader in READERS)
    wrong = [f"{done.code}: {done.err.strip()[-200:]}" for done in (listed, shown, checked) if done.code]
    if not wrong and len(json.loads(listed.out)["rows"]) != cases:
        wrong.append(f"{cases} cases are recorded, and the list shows others: {listed.out}")
    if not wrong and words[0] != "new" and shown.out.count(EVENT) != done:
        wrong.append(f"recorded {done} times, and shown is {shown.out}")
    return wrong


def _files(book: Book) -> dict[str, bytes]:
    """Every case in the work tree."""
    files = book.folder.glob("cases/*/*/*.yaml")
    return {file.relative_to(book.folder).as_posix(): file.read_bytes() for file in files}


def _recorded_paths(book: Book) -> list[str]:
    return book.git("ls-tree", "-r", "--name-only", "HEAD", "cases").out.split()


def _blob(book: Book, path: str) -> bytes:
    return book.git("cat-file", "blob", f"HEAD:{path}").out.encode()


def _recorded_events(book: Book) -> list[str]:
    """The events of every case in HEAD."""
    return [event for path in _recorded_paths(book) for event in events(_blob(book, path))]


def _judge_naive(book: Book, code: int, tally: Counter[str]) -> None:
    noted, recorded = naive.notes(book.on_disk()), naive.notes(book.recorded())
    tally["corrupt"] += sound_case(book.path, book.on_disk()) is None
    tally["half applied"] += noted != recorded
    tally["untruthful"] += (code == 0) != (EVENT in recorded)


def main(what: str, whom: str, folder: str, quick: str, seed: str) -> None:
    """Count, and print the counts."""
    ground = lay_ground(Path(folder), quick=bool(int(quick)), seed=int(seed))
    tally = (_sweep if what == "sweep" else _sizes)(ground, whom)
    print(json.dumps(tally))


if __name__ == "__main__":
    main(*sys.argv[1:])
