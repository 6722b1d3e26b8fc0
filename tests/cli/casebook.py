"""A casebook on which a test runs casectl, and sees what it answers and that nothing is half written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from casectl.cli.main import run
from tests.cli.transcript import NOW, in_folder
from tests.conftest import run_git

NEW = [
    *("new", "complaint", "--channel", "phone", "--customer.contact", "0100", "--problem", "Torn"),
    *("--request", "Another", "--reference", "none", "--history", "none"),
]

CHINESE = {"CASECTL_LANG": "zh"}


class Answer(NamedTuple):
    """What casectl answered."""

    status: int
    out: str
    err: str


@dataclass
class CliCasebook:
    """casectl in `folder`, as Ann; `cases` are the paths of the cases there."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ann = {"GIT_AUTHOR_NAME": "Ann Reed", "GIT_AUTHOR_EMAIL": "ann@example.org"}
        committer = {name.replace("AUTHOR", "COMMITTER"): value for name, value in ann.items()}
        self.env = {"CASECTL_NOW": NOW, "CASECTL_LANG": "en", **ann, **committer, **self.env}

    @property
    def cases(self) -> list[Path]:
        """The case files, by path: by month, and within a month in no order, since ids are random."""
        return sorted(self.folder.glob("cases/*/*/*.yaml"))

    def run(self, *words: str, stdin: str | bytes = "", **env: str) -> Answer:
        """Run casectl; it never shows a traceback, nor calls anything here a bug."""
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        with in_folder(self.folder, {**self.env, **env}, data) as (out, err):
            status = run(words)
        answer = Answer(status, out.getvalue().decode(), err.getvalue().decode())
        assert "Traceback" not in answer.err
        assert status != 70, answer.err
        return answer

    def done(self, *words: str, **env: str) -> str:
        """Run casectl, which does it; what it writes to stdout."""
        answer = self.run(*words, **env)
        assert answer.status == 0, answer.err
        return answer.out

    def rows(self, *words: str, **env: str) -> list[dict[str, Any]]:
        """Run casectl, which does it; the rows that it writes in JSON."""
        found: list[dict[str, Any]] = json.loads(self.done(*words, "--format", "json", **env))["rows"]
        return found

    def refused(self, status: int, *words: str, **env: str) -> str:
        """Run casectl, which does not do it and leaves all as it was; what it says on stderr, on one line."""
        before = self.picture()
        answer = self.run(*words, **env)
        assert answer.status == status, answer.err
        assert self.picture() == before
        assert answer.err
        return " ".join(answer.err.split())

    def picture(self) -> tuple[str, dict[str, bytes]]:
        """The commit of each branch, and every file of the work tree."""
        files = {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and ".git" not in path.parts
        }
        return run_git(self.folder, "for-each-ref"), files

    def commit(self, message: str = "By hand", **env: str) -> None:
        """Record the work tree with plain git."""
        at = self.env["CASECTL_NOW"]
        run_git(self.folder, "add", "--all")
        run_git(self.folder, "commit", "--quiet", "-m", message, GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at, **env)
