"""R13: a repository that tries to run a program at every opportunity git, Python and YAML give; none runs."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from tests.fakes.hot_journal import forge_journal
from tests.scorecard.every_command import commands
from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, Book, Ground, git, opening, process

HOOKS = (
    "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction", "post-index-change",
    "post-checkout", "post-merge", "post-rewrite", "pre-auto-gc", "pre-push",
)  # fmt: skip
PROGRAMS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
    "filter.evil.clean", "filter.evil.smudge", "filter.wicked.process",
    "diff.evil.textconv", "diff.external", "merge.evil.driver",
    "gpg.program", "trailer.evil.command", "credential.helper", "sequence.editor", "interactive.diffFilter",
    "alias.co", "remote.origin.uploadpack", "remote.origin.receivepack",
)  # fmt: skip
MODULES = ("click.py", "git.py", "ruamel.py", "sitecustomize.py", "usercustomize.py")
INHERITED = ("GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_PAGER", "GIT_ASKPASS", "GIT_PROXY_COMMAND")
ATTRIBUTES = "* filter=evil diff=evil merge=evil\n*.md filter=wicked\n"
MAPPING = 'source: desk\ntemplate: help-desk\nid: "{id}"\nreceived: "{at}"\ntitle: "{title}"\n'
LOG = "id,at,title\nA,2026-01-01T08:00:00Z,Printer on fire\n"
PRECIOUS = "somebody else's"
LONG_AGO = 1_000_000_000
PATIENCE = 30.0
"""Seconds; a named pipe keeps a command waiting for ever."""
LINKED = ("HEAD", "index", "logs/HEAD", "logs/refs/heads/main", "refs/heads", "objects/pack", "objects", "casectl")
"""Where a git folder that came as a copy may have a link, through which what is recorded would be written elsewhere."""
WAITED_FOR = ("config", "objects/info/alternates", "packed-refs", "logs/HEAD")
"""Where it may have a pipe, on which git waits for ever."""
AT_LEAST, MOST_WORK = 15, 25
"""How many raw git must fire for the trap to count as one, and how many commands must do what they are for."""


def measure(ground: Ground) -> Score:
    """Every command, each with words that work, in every kind of place; none runs or leads anywhere."""
    book = ground.book()
    others = _more_cases(book)
    fired = _arm(book)
    runs, done_work, odd, recorded = 0, 0, [], int(book.git("rev-list", "--count", "HEAD").out)
    for folder, words in _runs(book, *others):
        done = process([*CASECTL, *words], folder, stdin="text", environment=_environment(book))
        runs, done_work = runs + 1, done_work + (done.code == 0)
        if done.code not in (0, 1, 3, 4, 5, 6) or "Traceback" in done.err:
            odd.append(f"{words[0]}: exit {done.code} {done.err[-200:]}")
    marks = sorted(each.name for each in fired.iterdir())
    if [each.read_text() for each in (book.folder.parent / "precious").iterdir()] != [PRECIOUS]:
        marks.append("a link led out")
    marks += _through_links(ground) + _kept_waiting(ground)
    made = int(book.git("rev-list", "--count", "HEAD").out) - recorded
    listed = f": {marks}" if marks else ""
    return Score(
        f"{runs} commands, {done_work} of them did their work, {made} recorded, {_traps()} traps,"
        f" {len(marks)} fired{listed}{odd[:3] or ''}",
        len(marks) + len(odd) + (made < AT_LEAST // 2) + (done_work < MOST_WORK),
    )


def _through_links(ground: Ground) -> list[str]:
    """The links through which a command wrote, each in a casebook of its own."""
    written = []
    for name in LINKED:
        book = ground.book()
        inside, outside = book.folder / ".git" / name, book.folder.parent / "outside"
        shutil.move(inside, outside)
        inside.symlink_to(outside)
        before = _contents(outside)
        book.casectl("note", book.case, "x")
        written += [f"wrote through {name}"] if _contents(outside) != before else []
    return written


def _kept_waiting(ground: Ground) -> list[str]:
    """The pipes that kept a command waiting, or that it did not name."""
    waited = []
    for name in WAITED_FOR:
        book = ground.book()
        pipe = book.folder / ".git" / name
        pipe.unlink(missing_ok=True)
        os.mkfifo(pipe)
        begun = time.monotonic()
        done = book.casectl("note", book.case, "x")
        if str(pipe) not in done.err or time.monotonic() - begun > PATIENCE:
            waited.append(f"waited for {name}")
    return waited


def _contents(top: Path) -> dict[str, bytes]:
    files = [top] if top.is_file() else [each for each in top.rglob("*") if each.is_file()]
    return {str(each.relative_to(top)): each.read_bytes() for each in files}


def _runs(book: Book, other: str, *joined: str) -> Iterator[tuple[Path, list[str]]]:
    """The casebook, a copy of it, the repository hidden in it, and one that is to become a casebook.

    Before each command every file is made as young as git's index, a forged entry claims a pending checkout, and a
    forged journal next to casectl's index names another person's file.
    """
    copy, foreign = _clone(book), _foreign(book)
    places = (book.folder, book.folder), (copy, copy), (book.folder / "cases/evil", book.folder)
    for (folder, root), signing, once in zip(places, ("false", "false", "true"), (*joined[:1], *joined), strict=True):
        git(root, "config", "commit.gpgsign", signing)
        for words in commands(book.case, other, once):
            _make_young(root)
            _forge_note(root)
            _forge_journal(root, book.folder.parent / "precious/file.yaml")
            yield folder, words
    for words in (
        ["init", ".", "--language=en", "--zone=UTC", "--template=complaint", "--scripts", "--yes"],
        opening(),
        ["list"],
    ):
        _make_young(foreign)
        yield foreign, words


def _make_young(root: Path) -> None:
    """git reads again, through filters, what is not older than its index: after a clone, that is every file."""
    os.utime(root / ".git/index", (LONG_AGO, LONG_AGO))


def _forge_note(root: Path) -> None:
    head = git(root, "rev-parse", "HEAD").out.strip()
    pending = root / ".git/casectl/pending"
    pending.mkdir(parents=True, exist_ok=True)
    (pending / f"{head}.json").write_text(json.dumps({"ref": "refs/heads/main", "base": "", "commit": head}))


def _forge_journal(root: Path, victim: Path) -> None:
    """Next to a copied index: what makes SQLite delete the victim."""
    file = root / ".git/casectl/index.sqlite3"
    if file.is_file():
        forge_journal(file, victim)


def _more_cases(book: Book) -> list[str]:
    """The case that commands name beside the first, and two that are joined to it, in each repository one."""
    for number, name in enumerate(("Al Sample", "Bo Sample", "Cy Sample"), 2):
        book.casectl(*opening(f"Lamp {number}", reference=f"R-{number}", **{"customer.name": name}))
    return sorted(file.stem for file in book.folder.glob("cases/*/*/*.yaml") if file.stem != book.case)


def control(ground: Ground) -> Score:
    """What a person does there with plain git."""
    book = ground.book()
    fired = _arm(book)
    (book.folder / "casectl.yaml").open("a").write("# more\n")
    book.git("config", "commit.gpgsign", "false")
    environment, program = _environment(book), shutil.which("git") or "git"
    del environment["GIT_DIR"]  # otherwise all of it would happen in the hidden repository
    process([program, "status"], book.folder, environment=environment)
    book.git("config", "--unset", "filter.wicked.process")  # one that ends at once ends every other git too
    for words in (
        ["status"], ["diff"], ["--paginate", "log", "-p", "-1"], ["add", "."], ["commit", "-m", "raw"],
        ["commit", "--amend"], ["checkout", "-b", "side"], ["rebase", "--force-rebase", "HEAD~1"], ["checkout", "main"],
        ["merge", "side"], ["commit", "--allow-empty", "-S", "-m", "signed"], ["co"], ["fetch", "origin"],
        ["interpret-trailers", "--trailer", "evil=x"], ["push", "origin", "main"], ["gc", "--auto"],
        ["fetch", "ssh://nowhere.invalid/x"], ["rebase", "-i", "HEAD~1"], ["checkout", "HEAD", "--", "."],
    ):  # fmt: skip
        process([program, *words], book.folder, environment=environment)
    process([program, "status"], book.folder / "cases/evil")
    marks = len(list(fired.iterdir()))
    return Score(f"raw git fires {marks} (at least {AT_LEAST})", marks if marks >= AT_LEAST else 0)


def _traps() -> int:
    return len(HOOKS) + len(PROGRAMS) + len(MODULES) + len(INHERITED) + len(LINKED) + len(WAITED_FOR) + 10


def _arm(book: Book) -> Path:
    """Set every trap; the folder in which one that fires leaves its mark."""
    fired = book.folder.parent / "fired"
    fired.mkdir()
    _link(book)
    _set_traps(book.folder, fired)
    for name in MODULES:
        (book.folder / name).write_text(f"open({str(fired / name)!r}, 'w')\n")
    _script(book.folder / "git", fired / "git in the folder")
    (book.folder / "cases/tag.yaml").write_text(f"a: !!python/object/apply:os.system ['touch {fired}/yaml']\n")
    (book.folder / "map.yaml").write_text(MAPPING)
    (book.folder / "log.csv").write_text(LOG)
    (book.folder / "letter.eml").write_text("From: kim@example.com\nSubject: A lamp\n\nIt is dark.\n")
    _embed(book, fired)
    return fired


def _set_traps(folder: Path, fired: Path) -> None:
    """Hooks, settings that name programs, and attributes that ask for them; git knows its files by time and size."""
    for key, value in (("core.checkStat", "minimal"), ("core.trustctime", "false")):
        git(folder, "config", key, value)
    git(folder, "update-index", "-q", "--refresh")
    for name in HOOKS:
        _script(folder / ".git/hooks" / name, fired / name)
    for key in PROGRAMS:
        ending = "false" if key.endswith(".process") else "cat"  # a conversation with cat would never end
        git(folder, "config", key, f"touch '{fired}/{key}'; {ending}")
    git(folder, "config", "remote.origin.url", str(folder.parent / "nowhere.git"))
    git(folder, "config", "include.path", "../gitconfig")
    (folder / "gitconfig").write_text(f"[core]\n\tfsmonitor = touch '{fired}/include'; false\n")
    (folder / ".git/info").mkdir(exist_ok=True)
    for name in (".gitattributes", ".git/info/attributes"):
        (folder / name).write_text(ATTRIBUTES)


def _link(book: Book) -> None:
    """Recorded among the cases: links to another person's file and folder, and a submodule."""
    precious, module = book.folder.parent / "precious", book.folder / "cases/module"
    precious.mkdir()
    (precious / "file.yaml").write_text(PRECIOUS)
    (book.folder / "cases/link.yaml").symlink_to(precious / "file.yaml")
    (book.folder / "cases/away").symlink_to(precious)
    (book.folder / "README.md").write_text("read me\n")
    book.git("init", "--quiet", str(module))
    git(module, "commit", "--quiet", "--allow-empty", "--message", "module")
    book.git("add", "README.md", "cases")
    book.git("commit", "--quiet", "--message", "links")
    git(module, "config", "core.fsmonitor", f"touch '{book.folder.parent}/fired/submodule';:")


def _foreign(book: Book) -> Path:
    """Another person's repository that is to become a casebook."""
    folder = book.folder.parent / "foreign"
    folder.mkdir()
    git(folder, "init", "--quiet", "--template=")
    (folder / "README.md").write_text("read me\n")
    git(folder, "add", "README.md")
    git(folder, "commit", "--quiet", "--message", "start")
    _set_traps(folder, book.folder.parent / "fired")
    return folder


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
    casebook = {"PATH": f".{os.pathsep}{os.environ['PATH']}", "EDITOR": "sed -i s/lamp/lantern/"}
    return hostile | elsewhere | casebook
