"""Two people at two clones of one casebook, with plain git between them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.cli.casebook import CliCasebook

CASECTL = Path(sys.executable).parent
"""Where the program is that git runs."""


MERGED_AT = "2026-11-21T10:30:00+00:00"
"""When git records something: after what both did, and before either looks at it."""


def clone_of(book: CliCasebook, name: str = "other", now: str = "2026-11-21T10:00:00+00:00") -> CliCasebook:
    """Ben's clone, in which casectl was set up, beside Ann's; it is a little later there."""
    folder = book.folder.parent / name
    git(book, "clone", "-q", str(book.folder), str(folder))
    ben = {"GIT_AUTHOR_NAME": "Ben Okoro", "GIT_AUTHOR_EMAIL": "ben@example.org"}
    committer = {key.replace("AUTHOR", "COMMITTER"): value for key, value in ben.items()}
    other = replace(book, folder=folder, env={**book.env, **ben, **committer, "CASECTL_NOW": now})
    other.done("doctor", "--fix")
    return other


def git(book: CliCasebook, *words: str, status: int = 0, path: str = "") -> str:
    """git as a person types it there, with casectl on the path, or with `path` instead; all that it says."""
    where = path or f"{CASECTL}:{os.environ['PATH']}"
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), MERGED_AT)
    env = {**os.environ, **book.env, **dates, "PATH": where}
    env = {key: value for key, value in env.items() if key != "GIT_CONFIG_PARAMETERS"}
    done = subprocess.run(["git", *words], cwd=book.folder, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr
