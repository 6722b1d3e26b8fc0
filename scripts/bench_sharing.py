"""What sharing costs: ``python scripts/bench_sharing.py [CASES]`` (10,000 by default).

Processor time of whole processes, of all that they start too, the median of five: git's merge driver on one case; and
`casectl sync` of 100 events here and 100 there, on 100 cases of which half are the same, over a folder.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.workspace import Workspace
from scripts.make_casebook import END
from scripts.measuring import CASECTL, REPOSITORY, run

EVENTS = 100
TIMES = 5


def main(words: list[str]) -> None:
    """Print the figures."""
    size = int(words[0]) if words else 10_000
    os.environ |= {"CASECTL_NOW": END.isoformat(), "PYTHONPATH": str(REPOSITORY), "GIT_CONFIG_NOSYSTEM": "1"}
    with tempfile.TemporaryDirectory(prefix="casectl-sharing-") as name:
        folder = Path(name)
        os.environ |= {"HOME": name, "GIT_CONFIG_GLOBAL": str(folder / "gitconfig")}
        (folder / "gitconfig").write_text("[user]\nname = Ada Testwell\nemail = ada@example.org\n")
        one = folder / "one"
        _do(folder, sys.executable, str(REPOSITORY / "scripts/make_casebook.py"), str(one), str(size))
        cases = sorted(one.glob("cases/*/*/*.yaml"))
        _driver(one, cases[len(cases) // 2])
        _sync(folder, one, [each.stem for each in cases])


def _driver(book: Path, case: Path) -> None:
    base = case.read_bytes()
    sides = []
    for text in ("from one", "from the other"):
        _do(book, *CASECTL, "note", case.stem, text)
        sides.append(case.read_bytes())
        _do(book, "git", "reset", "--quiet", "--hard", "HEAD~")
    for name, data in zip("OAB", (base, *sides), strict=True):
        (book.parent / name).write_bytes(data)
    path = case.relative_to(book).as_posix()
    times = []
    for _ in range(TIMES):
        (book.parent / "A").write_bytes(sides[0])
        times.append(run([*CASECTL, "merge-driver", "../O", "../A", "../B", "7", path], book).worked)
    print(f"merge driver, a process: {statistics.median(times) * 1000:.0f} ms")
    context = Workspace(book, None, "merge-driver")
    times = []
    for _ in range(TIMES):
        begun = time.process_time()
        merged_file(context.documents, path, Sides(base, sides[0], sides[1]), context.zone)
        times.append(time.process_time() - begun)
    print(f"merging one case, in process: {statistics.median(times) * 1000:.1f} ms")


def _sync(folder: Path, one: Path, ids: list[str]) -> None:
    other, server = folder / "other", folder / "server.git"
    _do(folder, "git", "clone", "--quiet", "--bare", str(one), str(server))
    _do(one, "git", "remote", "add", "origin", str(server))
    _do(folder, *CASECTL, "clone", str(server), str(other))
    step = len(ids) // (3 * EVENTS)
    mine, theirs = ids[: step * EVENTS : step], ids[step * EVENTS // 2 : step * EVENTS * 3 // 2 : step]
    for book, some in ((one, mine), (other, theirs)):
        for each in some:
            _do(book, *CASECTL, "note", each, f"from {book.name}")
    _do(other, *CASECTL, "sync")
    before = one.with_name("before")
    times, clock = [], []
    _do(folder, "git", "clone", "--quiet", "--bare", str(server), str(before))
    for _ in range(TIMES - 2):
        copy = folder / "copy"
        _do(folder, "cp", "-a", str(one), str(copy))
        _do(copy, *CASECTL, "list", "--limit", "1")
        done = run([*CASECTL, "sync"], copy)
        times.append(done.worked)
        clock.append(done.seconds)
        _do(folder, "rm", "-r", str(copy), str(server))
        _do(folder, "cp", "-a", str(before), str(server))
    count = len({*mine, *theirs})
    print(f"sync of {len(mine)} events here and {len(theirs)} there, on {count} of {len(ids)} cases:"
          f" {statistics.median(times):.2f} s of processor, {statistics.median(clock):.2f} s by the clock")  # fmt: skip


def _do(folder: Path, *words: str) -> None:
    subprocess.run(words, cwd=folder, check=True, capture_output=True)


if __name__ == "__main__":
    main(sys.argv[1:])
