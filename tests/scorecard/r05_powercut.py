"""R5: the power fails right after casectl succeeded. What was not synced is gone: contents become empty, names undone.

A trace of every call (strace) shows what was synced. Two worst cases are then simulated on a copy of the casebook:
every file whose content was not synced is emptied, and every name that was made, moved or removed in a folder that
was not synced afterwards is as it was before the command.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, Book, Ground, events, opening
from tests.scorecard.machine import demand_tracing

CALLS = (
    "openat,open,creat,write,pwrite64,writev,ftruncate,fsync,fdatasync,sync,syncfs,rename,renameat,renameat2,link,"
    "linkat,unlink,unlinkat,symlink,symlinkat,sendfile,copy_file_range,mkdir,mkdirat"
)
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (\d+)(?:<(.*)>)?$")
_UNFINISHED = "<unfinished ...>"
_QUOTED = re.compile(r'(?:(AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
_HANDLE = re.compile(r"^\d+<([^>]*)>")


@dataclass
class Disk:
    """What the disk may have lost since the last sync: contents, and names."""

    contents: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def follow(self, trace: str, root: str) -> None:
        """Go through a trace of one command; only what is below `root` counts."""
        for text in _whole(trace):
            match = _LINE.match(text)
            if match:
                self._call(match[1], match[2], match[4] or "")
        self.contents = {path for path in self.contents if path.startswith(root)}
        self.names = {path for path in self.names if path.startswith(root)}

    def _call(self, name: str, arguments: str, opened: str) -> None:
        handle = _HANDLE.match(arguments)
        paths = [
            os.path.normpath(f"{folder}/{path}" if folder else path) for _, folder, path in _QUOTED.findall(arguments)
        ]
        if name in ("write", "pwrite64", "writev", "ftruncate", "sendfile", "copy_file_range") and handle:
            self.contents.add(handle[1])
        elif name in ("fsync", "fdatasync") and handle:
            self.contents.discard(handle[1])
            self.names = {path for path in self.names if str(Path(path).parent) != handle[1]}
        elif name in ("sync", "syncfs"):
            self.contents, self.names = set(), set()
        elif name in ("openat", "open", "creat") and "O_CREAT" in arguments and opened:
            self.names.add(opened)
        elif name.startswith(("rename", "link")) and len(paths) == 2:
            self._moved(*paths, keeps=name.startswith("link"))
        elif paths and name.startswith(("unlink", "symlink", "mkdir")):
            self.names.add(paths[-1])
            self.contents.discard(paths[-1])

    def _moved(self, source: str, target: str, *, keeps: bool) -> None:
        self.names |= {target} | (set() if keeps else {source})
        if source in self.contents:
            self.contents.add(target)
        else:
            self.contents.discard(target)
        if not keeps:
            self.contents.discard(source)


def _whole(trace: str) -> Iterator[str]:
    """The lines of a trace, with those put together that strace split because another thread came between."""
    begun: dict[str, str] = {}
    for text in trace.splitlines():
        thread = text.partition(" ")[0]
        if text.endswith(_UNFINISHED):
            begun[thread] = text.removesuffix(_UNFINISHED).rstrip()
        elif " resumed>" in text and thread in begun:
            yield begun.pop(thread) + text.partition(" resumed>")[2]
        else:
            yield text


def measure(ground: Ground) -> Score:
    """Notes and new cases, each followed by both power cuts on a copy, and by one command there."""
    demand_tracing()
    book, count, tally = ground.book(), ground.size(50, 5), Counter[str]()
    disk = Disk()
    for number in range(count):
        event = f"power-{number}"
        words = [*(opening(f"Lamp {number}") if number % 5 == 4 else ["note", book.case, "rang"]), "--event-id", event]
        before = _copied(ground, book)
        code = _traced(ground, book, [*CASECTL, *words], disk)
        tally["refused"] += code != 0
        for model in (_emptied, _undone):
            cut = _copied(ground, book)
            tally[f"files {model.__name__}"] += model(cut, book, before, disk)
            tally["head"] += cut.git("rev-parse", "--verify", "--quiet", "HEAD^{commit}").code != 0
            tally["content"] += event not in _all_events(cut)
            tally["unhealed"] += cut.forked("note", cut.case, "after the power cut").code != 0
            tally["unhealed"] += cut.git("status", "--porcelain").out != ""
            shutil.rmtree(cut.folder.parent)
        shutil.rmtree(before.folder.parent)
    faults = sum(tally[name] for name in ("refused", "head", "content", "unhealed"))
    return Score(
        f"{count} events x 2 models: HEAD resolves {2 * count - tally['head']}, content right"
        f" {2 * count - tally['content']} of {2 * count}, not healed by one command {tally['unhealed']}"
        f" (emptied {tally['files _emptied']} files, undone {tally['files _undone']} names)",
        faults,
    )


def control(ground: Ground) -> Score:
    """git as it is set up by default, which syncs nothing in a small commit."""
    book = ground.book()
    disk, before = Disk(), _copied(ground, book)
    with (book.folder / book.path).open("a", encoding="utf-8") as file:
        file.write("# noted\n")
    _traced(ground, book, ["git", "commit", "--quiet", "--all", "--message", "naive"], disk)
    cut = _copied(ground, book)
    emptied = _emptied(cut, book, before, disk)
    broken = cut.git("rev-parse", "--verify", "--quiet", "HEAD^{commit}").code != 0
    return Score(f"HEAD {'does not resolve' if broken else 'resolves'}, {emptied} files empty", int(broken))


def _traced(ground: Ground, book: Book, command: list[str], disk: Disk) -> int:
    trace = ground.folder / "trace"
    traced = ["strace", "-f", "-y", "-s", "0", "-o", str(trace), "-e", f"trace={CALLS}", *command]
    # The paths must be whole: strace cuts strings, but never the names of files.
    code = subprocess.run(traced, cwd=book.folder, capture_output=True, check=False).returncode
    disk.follow(trace.read_text("utf-8", "replace"), str(book.folder))
    return code


def _emptied(cut: Book, book: Book, before: Book, disk: Disk) -> int:
    """Empty every file whose content was not synced; how many there are."""
    lost = [cut.folder / Path(path).relative_to(book.folder) for path in disk.contents]
    there = [file for file in lost if file.is_file() and not file.is_symlink()]
    for file in there:
        file.chmod(0o600)
        file.write_bytes(b"")
    return len(there)


def _undone(cut: Book, book: Book, before: Book, disk: Disk) -> int:
    """Put back every name as it was before the command, where the folder was not synced; how many differ."""
    undone = 0
    for path in sorted(disk.names):
        inside = Path(path).relative_to(book.folder)
        now, then = cut.folder / inside, before.folder / inside
        if now.is_dir() or then.is_dir():
            if now.is_dir() and not then.exists():
                shutil.rmtree(now)
                undone += 1
            continue
        if _content(now) != _content(then):
            now.unlink(missing_ok=True)
            undone += 1
            if then.is_file() and now.parent.is_dir():
                shutil.copy2(then, now)
    return undone


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _copied(ground: Ground, book: Book) -> Book:
    copy = ground.new_folder() / "book"
    shutil.copytree(book.folder, copy, symlinks=True)
    return Book(copy, book.case)


def _all_events(book: Book) -> list[str]:
    names = book.git("ls-tree", "-r", "--name-only", "HEAD", "cases").out.split()
    return [event for name in names for event in events(book.git("cat-file", "blob", f"HEAD:{name}").out.encode())]
