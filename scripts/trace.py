"""What one casectl command does, counted: ``python scripts/trace.py FOLDER COMMAND [ARGUMENT …]``.

Runs the command in this process, on the casebook around FOLDER, and prints a table of one row: modules of casectl
that were entered, calls of its functions, case files opened, objects read from git, parses, folds, documents written,
and processes of git. What a second process does (`check` of a large casebook) is not in it.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import casectl

OURS = f"{Path(casectl.__file__).parent}{os.sep}"
COUNTED = {
    "git objects": (("adapters/git/objects.py", "_read_answer"),),
    "quick parses": (("adapters/yaml/quick.py", "read"),),
    "strict parses": (("adapters/yaml/reader.py", "compose"),),
    "folds": (("core/case/fold.py", "_added"), ("core/case/compose.py", "read_steps")),
    "written": (("adapters/yaml/writer.py", "write"),),
}
"""The functions whose calls are counted, by file and name, for each column."""
COLUMNS = ("modules", "calls", "case files", *COUNTED, "git processes")
_CASE = re.compile(r"(?:^|/)[A-Z]+-\d{4}-[0-9A-Z]{9}\.yaml$")


def main() -> None:
    """Run the command and print what it did."""
    folder, *words = sys.argv[1:]
    found: Counter[str] = Counter()
    modules: set[str] = set()
    titles = {where: title for title, places in COUNTED.items() for where in places}
    known: dict[CodeType, tuple[bool, str]] = {}

    def called(frame: FrameType, event: str, _value: object) -> None:
        if event != "call":
            return
        code = frame.f_code
        if code not in known:
            ours = code.co_filename.startswith(OURS)
            place = (code.co_filename.removeprefix(OURS), code.co_name)
            known[code] = ours, titles.get(place, "")
            if ours:
                modules.add(place[0])
        ours, title = known[code]
        found["calls"] += ours
        found[title] += 1

    def audited(event: str, details: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(details[0], (str, os.PathLike)):
            found["case files"] += bool(_CASE.search(os.fspath(details[0])))
        elif event == "subprocess.Popen":
            found["git processes"] += 1

    from casectl.cli.main import run  # loading is not part of what is counted

    sys.addaudithook(audited)
    sys.setprofile(called)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as said:
        code = run(["-C", folder, *words])
    sys.setprofile(None)
    found["modules"] = len(modules)
    if code:
        print(said.getvalue(), file=sys.stderr)
    print("| command |", " | ".join(COLUMNS), "|\n|" + " --- |" * (1 + len(COLUMNS)))
    print(f"| `{words[0]}` |", " | ".join(f"{found[column]:,}" for column in COLUMNS), "|")


if __name__ == "__main__":
    main()
