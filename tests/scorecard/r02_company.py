"""R2: people, an editor's background git and `git gc` working next to casectl; no change of theirs is lost.

One of them edits the very case in an editor that knows nothing of what is recorded meanwhile, and commits it with git:
what that takes out of the file, `adopt --refold` brings back, as the guide of sharing says.
"""

from __future__ import annotations

import subprocess
import sys
import time

from tests.scorecard import naive
from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, REPOSITORY, Book, Ground, events
from tests.scorecard.r01_writers import NAIVE

# git itself loses what one person stages while another commits everything: the index is read before it is locked. That
# is not casectl's doing, so the two people take turns; casectl has none and meets both of them at any moment.
TURN = """
import contextlib, fcntl
@contextlib.contextmanager
def turn():
    with open(".git/turn-of-people", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
"""
COMMITTER = f"""{TURN}
import subprocess, sys, time
until, number = time.monotonic() + float(sys.argv[1]), 0
while time.monotonic() < until:
    number += 1
    open("people.txt", "a").write(f"line {{number}}\\n")
    with turn():
        done = subprocess.run(["git", "commit", "--quiet", "--all", "-m", f"person {{number}}"], capture_output=True)
    print(f"person {{number}}", done.returncode, flush=True)
    time.sleep(0.05)
"""
ADDER = f"""{TURN}
import subprocess, sys, time
until, number = time.monotonic() + float(sys.argv[1]), 0
while time.monotonic() < until:
    number += 1
    open(f"draft-{{number}}.txt", "w").write("draft")
    with turn():
        done = subprocess.run(["git", "add", f"draft-{{number}}.txt"], capture_output=True)
    print(f"draft-{{number}}.txt", done.returncode, flush=True)
    subprocess.run(["git", "status", "--short"], capture_output=True)
    time.sleep(0.08)
"""
EDITOR = f"""{TURN}
import pathlib, subprocess, sys, time
until, number, path = time.monotonic() + float(sys.argv[1]), 0, pathlib.Path(sys.argv[2])
while time.monotonic() < until:
    number += 1
    text = path.read_text("utf-8")
    time.sleep(0.15)
    path.write_text(text + f"x-edit-{{number}}: typed\\n", "utf-8")
    with turn():
        words = ["git", "commit", "--quiet", "-m", f"edit-{{number}}", "--", str(path)]
        done = subprocess.run(words, capture_output=True)
    print(f"edit-{{number}}", done.returncode, flush=True)
    time.sleep(0.4)
"""
KEEPER = """
import subprocess, sys, time
until, number = time.monotonic() + float(sys.argv[1]), 0
while time.monotonic() < until:
    number += 1
    done = subprocess.run(["git", "gc", "--quiet"], capture_output=True)
    print(f"gc {number}", done.returncode, flush=True)
    time.sleep(0.5)
"""
NOTER = """
import subprocess, sys, time
seconds, name, *command = sys.argv[1:]
until, number = time.monotonic() + float(seconds), 0
while time.monotonic() < until:
    number += 1
    each = f"{name}-{number}"
    extra = ["--event-id", each] if "casectl" in command else []
    done = subprocess.run([*command, each, *extra], capture_output=True)
    print(each, done.returncode, flush=True)
"""


def measure(ground: Ground) -> Score:
    """Two casectl, a person who commits, one who adds, one who edits the case, a `git gc`: all that was acknowledged
    is there.
    """
    book = _peopled(ground)
    seconds = ground.size(60, 8)
    noters = [(NOTER, name, *CASECTL, "note", book.case) for name in ("ours-a", "ours-b")]
    codes = _together(book, seconds, [*noters, (COMMITTER,), (ADDER,), (EDITOR, book.path), (KEEPER,)])
    book.git("commit", "--quiet", "--message", "the last edit", "--", book.path)
    in_file = set(events(book.recorded(), book.path))
    book.casectl("adopt", "--refold", book.case)
    recorded = set(events(book.recorded(), book.path))
    subjects = set(book.git("log", "--format=%s").out.splitlines())
    known = set(book.git("ls-files").out.splitlines())
    ours = {name for name, code in codes.items() if code == 0 and name.startswith("ours")}
    lost_ours = len(ours - recorded)
    text = (book.folder / book.path).read_text("utf-8")
    edits = {name for name, code in codes.items() if code == 0 and name.startswith("edit")}
    lost_edits = sum(f"x-{name}: typed" not in text for name in edits)
    theirs = {name for name, code in codes.items() if code == 0 and name.startswith("person")}
    lost_theirs = len(theirs - subjects)
    drafts = {name for name, code in codes.items() if code == 0 and name.startswith("draft")}
    lost_drafts = len(drafts - known)
    foreign = _foreign(book)
    moved = _staged_survives(book)
    broken = book.git("fsck", "--strict").code != 0
    return Score(
        f"{seconds} s: {len(ours)} events, {len(theirs)} commits and {len(drafts)} staged files acknowledged;"
        f" lost {lost_ours}, {lost_theirs}, {lost_drafts}; of {len(edits)} hand edits of the case {lost_edits}, and"
        f" {len(ours - in_file)} events that they took out came back; foreign paths in our commits {foreign},"
        f" staged files touched {moved}, fsck {'broken' if broken else 'clean'}",
        lost_ours
        + lost_theirs
        + lost_drafts
        + lost_edits
        + foreign
        + moved
        + broken
        + (not ours)
        + (not theirs)
        + (not edits),
    )


def control(ground: Ground) -> Score:
    """The naive writer in the same company."""
    book = _peopled(ground)
    command = (sys.executable, "-c", NAIVE, str(REPOSITORY), str(book.folder), book.path)
    codes = _together(book, ground.size(15, 5), [(NOTER, "ours-a", *command), (NOTER, "ours-b", *command), (ADDER,)])
    ours = {name for name, code in codes.items() if code == 0 and name.startswith("ours")}
    lost = len(ours - set(naive.notes(book.recorded())))
    swept = book.git("log", "--format=", "--name-only", "--", "draft-*").out.split()
    return Score(f"{lost} of {len(ours)} events lost, {len(swept)} foreign paths swept in", lost + len(swept))


def _peopled(ground: Ground) -> Book:
    book = ground.book()
    (book.folder / "people.txt").write_text("")
    book.git("add", "people.txt")
    book.git("commit", "--quiet", "--message", "people")
    return book


def _together(book: Book, seconds: int, programs: list[tuple[str, ...]]) -> dict[str, int]:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(seconds), *words], cwd=book.folder, stdout=subprocess.PIPE, text=True
        )
        for program, *words in programs
    ]
    time.sleep(seconds)
    outputs = "".join(each.communicate()[0] for each in running)
    return {name: int(code) for name, _, code in (line.rpartition(" ") for line in outputs.splitlines())}


def _foreign(book: Book) -> int:
    """Paths in casectl's own commits (those with a Case: trailer) other than the case's file."""
    log = book.git("log", "--grep=^Case: ", "--format=", "--name-only").out.split()
    return sum(path != book.path for path in log)


def _staged_survives(book: Book) -> int:
    """What a person has staged, before and after a note: 0 if it is the same to the byte."""
    (book.folder / "last-draft.txt").write_text("mine")
    book.git("add", "last-draft.txt")
    before = book.git("ls-files", "--stage").out.splitlines()
    book.casectl("note", book.case, "the last one")
    after = book.git("ls-files", "--stage").out.splitlines()
    return len([line for line in before if line not in after and book.path not in line])
