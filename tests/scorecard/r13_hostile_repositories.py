"""R13: a repository that tries to run a program at every opportunity git, Python and YAML give; none runs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, Book, Ground, process

HOOKS = (
    "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction", "post-index-change",
    "post-checkout", "post-merge", "post-rewrite", "pre-auto-gc", "pre-push",
)  # fmt: skip
PROGRAMS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
    "filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "diff.external", "merge.evil.driver",
    "gpg.program", "trailer.evil.command", "credential.helper", "sequence.editor", "interactive.diffFilter",
    "alias.co", "remote.origin.uploadpack", "remote.origin.receivepack",
)  # fmt: skip
MODULES = ("click.py", "git.py", "ruamel.py", "sitecustomize.py", "usercustomize.py")
INHERITED = ("GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_PAGER", "GIT_ASKPASS", "GIT_PROXY_COMMAND")
AT_LEAST = 15
"""How many raw git must fire for the trap to count as one."""


def measure(ground: Ground) -> Score:
    """Every command, in every kind of place: the casebook itself, a clone of it, the repository hidden in it."""
    book = ground.book()
    fired = _arm(book)
    runs, odd, recorded = 0, [], int(book.git("rev-list", "--count", "HEAD").out)
    for folder, signing in ((book.folder, "false"), (_clone(book), "false"), (book.folder / "cases/evil", "true")):
        book.git("config", "commit.gpgsign", signing)
        for words in _commands(book):
            done = process([*CASECTL, *words], folder, stdin="text", environment=_environment(book))
            runs += 1
            if done.code not in (0, 1, 2, 3, 4, 5, 6) or "Traceback" in done.err:
                odd.append(f"{words[0]}: exit {done.code} {done.err[-200:]}")
    marks = sorted(each.name for each in fired.iterdir())
    made = int(book.git("rev-list", "--count", "HEAD").out) - recorded
    told = f": {marks}" if marks else ""
    return Score(
        f"{runs} commands, {made} of them recorded, {_traps()} traps, {len(marks)} fired{told}{odd[:3] or ''}",
        len(marks) + len(odd) + (made < AT_LEAST // 2),
    )


def control(ground: Ground) -> Score:
    """What a person does there with plain git."""
    book = ground.book()
    fired = _arm(book)
    (book.folder / "casectl.yaml").open("a").write("# more\n")
    book.git("config", "commit.gpgsign", "false")
    environment, git = _environment(book), shutil.which("git") or "git"
    del environment["GIT_DIR"]  # else all of it would go on in the hidden repository
    for words in (
        ["status"], ["diff"], ["--paginate", "log", "-p", "-1"], ["add", "."], ["commit", "-m", "raw"],
        ["commit", "--amend"], ["checkout", "-b", "side"], ["rebase", "--force-rebase", "HEAD~1"], ["checkout", "main"],
        ["merge", "side"], ["commit", "--allow-empty", "-S", "-m", "signed"], ["co"], ["fetch", "origin"],
        ["interpret-trailers", "--trailer", "evil=x"], ["push", "origin", "main"], ["gc", "--auto"],
        ["fetch", "ssh://nowhere.invalid/x"], ["rebase", "-i", "HEAD~1"], ["checkout", "HEAD", "--", "."],
    ):  # fmt: skip
        process([git, *words], book.folder, environment=environment)
    process([git, "status"], book.folder / "cases/evil")
    marks = len(list(fired.iterdir()))
    return Score(f"raw git fires {marks} (at least {AT_LEAST})", marks if marks >= AT_LEAST else 0)


def _traps() -> int:
    return len(HOOKS) + len(PROGRAMS) + len(MODULES) + len(INHERITED) + 5


def _arm(book: Book) -> Path:
    """Set every trap; the folder in which one that fires leaves its mark."""
    fired = book.folder.parent / "fired"
    fired.mkdir()
    for name in HOOKS:
        _script(book.folder / ".git/hooks" / name, fired / name)
    for key in PROGRAMS:
        book.git("config", key, f"touch '{fired}/{key}'; cat")
    book.git("config", "remote.origin.url", str(book.folder.parent / "nowhere.git"))
    book.git("config", "include.path", "../gitconfig")
    (book.folder / "gitconfig").write_text(f"[core]\n\tfsmonitor = touch '{fired}/include'; false\n")
    (book.folder / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n")
    (book.folder / ".git/info").mkdir(exist_ok=True)
    (book.folder / ".git/info/attributes").write_text("* filter=evil diff=evil merge=evil\n")
    for name in MODULES:
        (book.folder / name).write_text(f"open({str(fired / name)!r}, 'w')\n")
    _script(book.folder / "git", fired / "git in the folder")
    (book.folder / "cases/tag.yaml").write_text(f"a: !!python/object/apply:os.system ['touch {fired}/yaml']\n")
    _embed(book, fired)
    return fired


def _embed(book: Book, fired: Path) -> None:
    """A bare repository among the case files, whose configuration runs a program when git is started inside it."""
    evil = book.folder / "cases/evil"
    book.git("init", "--quiet", "--bare", str(evil))
    for key, value in (("core.bare", "false"), ("core.worktree", "."), ("core.fsmonitor", f"touch '{fired}/bare';:")):
        process(["git", "config", "--file", str(evil / "config"), key, value], book.folder)
    shutil.rmtree(evil / "hooks", ignore_errors=True)
    for name in ("objects", "refs"):
        (evil / name / ".keep").parent.mkdir(exist_ok=True)
        (evil / name / ".keep").touch()


def _script(file: Path, mark: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    file.chmod(0o755)


def _clone(book: Book) -> Path:
    """The same, come by as a copy of the whole folder: a zip, a backup, a shared disk."""
    copy = book.folder.parent / "copy"
    shutil.copytree(book.folder, copy, symlinks=True)
    return copy


def _environment(book: Book) -> dict[str, str]:
    fired = book.folder.parent / "fired"
    hostile = {name: f"touch '{fired}/{name}';:" for name in INHERITED}
    elsewhere = {"GIT_DIR": str(book.folder / "cases/evil"), "GIT_TEMPLATE_DIR": str(book.folder)}
    casebook = {"PATH": f".{os.pathsep}{os.environ['PATH']}", "CASECTL_PAGER": "cat", "EDITOR": "true"}
    return hostile | elsewhere | casebook


def _commands(book: Book) -> list[list[str]]:
    """Every command of the table, each as it is used; the case's own words are harmless here."""
    from casectl.cli.commands import COMMANDS

    given = {
        "init": ["."], "new": [], "calendar": ["check"], "import": ["-"], "help": ["schema"],
        "advance": [book.case, "withdrawn", "--reason", "x"], "set": [book.case, "request=x"],
        "note": [book.case, "x"], "contact": [book.case, "out", "x"], "attach": [book.case, "casectl.yaml"],
        "link": [book.case, "related", book.case], "assign": [book.case, "bo"], "accept": [book.case],
        "handoff": [book.case, "bo", "--reason", "x"], "return": [book.case, "--reason", "x"],
        "followup": ["add", book.case, "+2h", "x"], "show": [book.case], "edit": [book.case],
        "escalate": [book.case, "--reason", "x"], "reopen": [book.case, "--reason", "x"], "audit": [book.case],
        "adopt": [book.case], "undo": [book.case],
    }  # fmt: skip
    return [[name, *given.get(name, [])] for name in COMMANDS] + [["doctor", "--fix"], ["list", "--format", "csv"]]
