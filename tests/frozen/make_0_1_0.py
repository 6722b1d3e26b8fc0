"""Make the frozen casebook: what casectl 0.1.0 wrote, kept so that every later version is tested on it.

It was run once, with casectl 0.1.0 (commit c82363f), from the top of the repository:

    python -m tests.frozen.make_0_1_0

Do not run it again to replace `casebook-0.1.0.bundle`: a book that a later version wrote proves nothing about what
0.1.0 wrote. It stays for the record: to read what is in the book and how it came there. It refuses to run where the
bundle is there, or with another version. The next version's book is another file beside it.

`story_0_1_0` says what happens in it. Ids are random, so a second run gives another book of the same content.
"""

from __future__ import annotations

import shlex
import sys
import tempfile
from pathlib import Path

from tests.frozen.desk import Desk
from tests.frozen.story_0_1_0 import written

HERE = Path(__file__).parent
BUNDLE = HERE / "casebook-0.1.0.bundle"
ANSWERS = HERE / "answers-0.1.0"
SHOWN = ("long-life", "closed", "payment", "paused", "offered", "bank", "label")


def answers(desk: Desk, named: dict[str, str]) -> None:
    """The recorded answers, each below the command: lists of the whole book, and pages of some cases."""
    asked = {
        "list": ["list", "--format", "tsv"],
        "overdue": ["overdue"],
        "due-soon": ["due-soon", "--within", "10d"],
        "agenda": ["agenda", "--all"],
        "followups": ["followup", "list"],
        "offers": ["handoff", "--pending"],
        "search": ["search", "depot"],
        **{f"show-{name}": ["show", named[name]] for name in SHOWN},
        **{f"due-{name}": ["due", case] for name, case in named.items()},
        **{f"audit-{name}": ["audit", named[name]] for name in ("long-life", "label", "paused")},
        **{f"explain-{name}": ["explain", named[name]] for name in ("bank", "payment", "moved")},
    }
    ANSWERS.mkdir()
    desk.now("mia", "12-01 09:00")
    for name, words in asked.items():
        words = words if "--format" in words else [*words, "--format", "json"]
        text = f"$ casectl {shlex.join(words)}\n{desk.casectl(*words)}"
        (ANSWERS / f"{name}.txt").write_text(text, "utf-8")


def main() -> None:
    """Make the book, the bundle and the answers."""
    if BUNDLE.exists():
        sys.exit(f"{BUNDLE.name} is there, and stays as 0.1.0 wrote it")
    with tempfile.TemporaryDirectory() as home:
        make(Desk(Path(home)))


def make(desk: Desk) -> None:
    """Write the book, bundle it, and ask it."""
    if "casectl 0.1.0\n" not in desk.casectl("--version"):
        sys.exit("this is for casectl 0.1.0 alone")
    named = written(desk)
    desk.casectl("check")
    desk.run("git", "gc", "--quiet", "--aggressive", "--prune=now")
    desk.run("git", "bundle", "create", "--quiet", str(BUNDLE), "HEAD", "main")
    answers(desk, named)


if __name__ == "__main__":
    main()
