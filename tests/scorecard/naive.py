"""The known-bad control: a case tracker as one writes it without thinking about crashes or company.

It opens the case's file for writing, writes it, and calls `git add` and `git commit`. Every line of it is found in
real tools; `git add` sweeps in what others staged, and nothing is locked, synced or checked.
"""

from __future__ import annotations

import subprocess
from pathlib import Path


def note(folder: Path, path: str, text: str) -> int:
    """Append a line to the case and commit it; 0 if git succeeded."""
    file = folder / path
    content = file.read_text(encoding="utf-8")
    with file.open("w", encoding="utf-8") as out:
        for line in content.splitlines():
            out.write(f"{line}\n")
            out.flush()
        out.write(f"# {text}\n")
    for arguments in (["add", path], ["commit", "--quiet", "--message", text]):
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
        if done.returncode:
            return 6
    return 0


def notes(data: bytes) -> list[str]:
    """What was noted, according to these bytes."""
    lines = data.decode(errors="replace").splitlines()
    return [line[2:] for line in lines if line.startswith("# ") and not line.startswith("# yaml-language-server")]
