"""R1: many processes write to one case at once; nothing that was acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.scorecard import naive
from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, REPOSITORY, Book, Ground, events

WRITER = """
import subprocess, sys, time
from pathlib import Path
go, count, *command = sys.argv[1:]
while not Path(go).exists():
    time.sleep(0.002)
for number in range(int(count)):
    name = f"{command[-1]}-{number}"
    done = subprocess.run([*command[:-1], name] + (["--event-id", name] if "casectl" in command else []),
                          capture_output=True)
    print(name, done.returncode, flush=True)
"""
NAIVE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.scorecard.naive import note
sys.exit(note(Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
"""


def measure(ground: Ground) -> Score:
    """casectl: acknowledged == events in HEAD == trailers in history."""
    book = ground.book()
    processes, each = ground.size(8, 4), ground.size(25, 5)
    codes = _raced(book, processes, each, [*CASECTL, "note", book.case])
    said_yes = {name for name, code in codes.items() if code == 0}
    wanted = Counter(said_yes)
    in_head = Counter(name for name in events(book.recorded(), book.path) if name in codes)
    in_log = Counter(
        name for name in book.git("log", "--format=%(trailers:key=Event,valueonly)").out.split() if name in codes
    )
    lost = sum((wanted - in_head).values()) + sum((wanted - in_log).values())
    doubled = sum((in_head - wanted).values()) + sum((in_log - wanted).values())
    odd = sum(code not in (0, 6) for code in codes.values())
    refused = len(codes) - len(said_yes)
    dirty = len(book.git("status", "--porcelain").out.splitlines())
    return Score(
        f"{processes} processes x {each}: {len(said_yes)} acknowledged, {lost} lost, {doubled} doubled,"
        f" {refused} kept waiting until they gave up, {odd} untruthful codes, {dirty} files left dirty",
        lost + doubled + refused + odd + dirty,
    )


def control(ground: Ground) -> Score:
    """The naive writer: acknowledged notes that are not in HEAD."""
    book = ground.book()
    each = ground.size(25, 5)
    command = [sys.executable, "-c", NAIVE, str(REPOSITORY), str(book.folder), book.path]
    codes = _raced(book, 4, each, command)
    said_yes = {name for name, code in codes.items() if code == 0}
    lost = len(said_yes - set(naive.notes(book.recorded())))
    turned_away = len(codes) - len(said_yes)
    return Score(f"{lost} of {len(codes)} lost, {turned_away} turned away", lost + turned_away)


def _raced(book: Book, processes: int, each: int, command: list[str]) -> dict[str, int]:
    """The exit code of every note, by its name; all processes wait for one signal to start."""
    go = Path(f"{book.folder}.go")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(go), str(each), *command, f"w{number}"],
            cwd=book.folder, stdout=subprocess.PIPE, text=True,
        )
        for number in range(processes)
    ]  # fmt: skip
    time.sleep(0.3)
    go.touch()
    outputs = [writer.communicate()[0] for writer in writers]
    return {name: int(code) for name, code in (line.split() for line in "".join(outputs).splitlines())}
