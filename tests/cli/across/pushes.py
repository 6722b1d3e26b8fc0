"""A server's repository with casectl's guard, and what people push to it: honestly, and in nine other ways."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

SERVER = "desk.git"


def guarded_server(book: CliCasebook, shim: Path) -> Path:
    """A bare repository beside the casebook, cloned from it, whose pre-receive hook is casectl's."""
    server = book.folder.parent / SERVER
    run_git(book.folder.parent, "clone", "--quiet", "--bare", str(book.folder), str(server))
    for key, value in (("receive.advertisePushOptions", "true"), ("http.receivepack", "true")):
        run_git(server, "config", key, value)
    CliCasebook(server).done("hook", "install", "pre-receive", PATH=f"{shim}{os.pathsep}{os.environ['PATH']}")
    return server


def clone(book: CliCasebook, url: str) -> CliCasebook:
    """Another clone of the server, as Ann."""
    number = len([*book.folder.parent.glob("clone*")])
    run_git(book.folder.parent, "clone", "--quiet", url, f"clone{number}")
    return CliCasebook(book.folder.parent / f"clone{number}")


def push(desk: CliCasebook, *words: str, **env: str) -> tuple[int, str]:
    """Push to the server; the exit code, and all that the pusher sees on one line."""
    done = subprocess.run(
        ["git", "push", *(words or ("origin", "HEAD"))],
        cwd=desk.folder,
        env={**os.environ, **desk.env, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, " ".join(re.sub(r"^remote: ", "", done.stdout + done.stderr, flags=re.MULTILINE).split())


def _edited(desk: CliCasebook, old: str, new: str) -> None:
    """Edit the first case with plain git."""
    case = desk.cases[0]
    text, count = re.subn(old, new, case.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert count, old
    case.write_text(text, "utf-8")
    desk.commit()


def closes_without_the_steps(desk: CliCasebook) -> None:
    event = "  - {id: 7k7k7k, at: 2026-11-30T09:00:00+00:00, by: ann, event: advanced, from: received, to: closed}\n"
    case = desk.cases[0]
    case.write_text(case.read_text("utf-8").replace("state: received", "state: closed", 1) + event, "utf-8")
    desk.commit()


def moves_a_deadline(desk: CliCasebook) -> None:
    _edited(desk, r"^  (first_response|acknowledge): .*", r"  \1: 2027-12-31T09:00:00+00:00")


def skips_the_acceptance(desk: CliCasebook) -> None:
    event = "  - {id: 8k8k8k, at: 2026-11-30T09:00:00+00:00, by: ben, event: accepted, owner: ben}\n"
    case = desk.cases[0]
    case.write_text(case.read_text("utf-8").replace("owner: ann", "owner: ben", 1) + event, "utf-8")
    desk.commit()


def rewrites_the_journal(desk: CliCasebook) -> None:
    _edited(desk, r"^    at: \S+", "    at: 2026-01-01T09:00:00+00:00")


def relaxes_a_rule(desk: CliCasebook) -> None:
    template = desk.folder / "templates/complaint.yaml"
    template.write_text(re.sub(r"\n      guards:(\n        .*)+", "", template.read_text("utf-8")), "utf-8")
    template.write_text(template.read_text("utf-8").replace("version: 1", "version: 2", 1), "utf-8")
    desk.commit()


def deletes_a_case(desk: CliCasebook) -> None:
    desk.cases[0].unlink()
    desk.commit()


def renames_a_case(desk: CliCasebook) -> None:
    desk.cases[0].rename(desk.cases[0].with_name("C-2610-000000000.yaml"))
    desk.commit()


def takes_history_back(desk: CliCasebook) -> None:
    run_git(desk.folder, "reset", "--quiet", "--hard", "HEAD~1")


DISHONEST: dict[str, tuple[Callable[[CliCasebook], None], str]] = {
    each.__name__: (each, code)
    for each, code in (
        (closes_without_the_steps, "C041"),
        (moves_a_deadline, "C050"),
        (skips_the_acceptance, "C046"),
        (rewrites_the_journal, "C063"),
        (relaxes_a_rule, "B011"),
        (deletes_a_case, "C065"),
        (renames_a_case, "C065"),
        (takes_history_back, "H012"),
    )
}
"""What somebody does in a clone, and the code that the server answers with."""
