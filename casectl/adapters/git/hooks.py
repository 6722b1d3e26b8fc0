"""git's hooks, as the port `casectl.actions.hook.Hooks` describes them.

From git 2.54 on a hook is a setting beside others of the same event; before, it is a file, into which we put a section.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from casectl.adapters.files import durable
from casectl.adapters.git import hook_section
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.settings import GitSettings
from casectl.core.values.messages import Refused, msg

_BY_SETTINGS = (2, 54)
"""The first version of git that takes hooks from its settings."""
_SHARED = ("global", "system")
_MAIN = ("HEAD", "main", "master")


class GitHooks:
    """The hooks of a repository on disk."""

    def __init__(self, repo: RepositoryPaths) -> None:
        self._repo = repo
        self._git = GitCommand(repo.root, repo)
        self._settings = GitSettings(self._git)

    def place(self, name: str) -> str:
        """Where our part of a hook is: a file, or the key of a setting; "" if git does not run us there."""
        if any(each.key == f"{_key(name)}.command" for each in self._settings.own()):
            return f"{_key(name)}.command"
        file = self._folder / name
        return self._shown(file) if hook_section.has_section(name, _read(file)) and os.access(file, os.X_OK) else ""

    def others(self, name: str) -> bool:
        """Whether something else runs there too."""
        return bool(hook_section.without_section(name, _read(self._folder / name)))

    def install(self, name: str) -> str:
        """Have git run us there, beside what runs there already; returns the place.

        Raises Refused where that could break what is there, OSError.
        """
        if self.version >= _BY_SETTINGS:
            self._set(f"{_key(name)}.command", shlex.join([*_ourselves(), "hook", "run", name]))
            self._set(f"{_key(name)}.event", name)
            return f"{_key(name)}.command"
        file = self._file(name)
        text = hook_section.with_section(name, _read(file), _ourselves())
        durable.make_folder(file.parent, 0o777)
        with durable.open_folder(file.parent) as folder:
            durable.replace(folder, file.name, text, (file.stat().st_mode & 0o777) if file.exists() else 0o755)
        return self._shown(file)

    def uninstall(self, name: str) -> str:
        """Take our part out, and the file if it had nothing else; returns the place, "" if there was none."""
        place = self.place(name)
        if place == f"{_key(name)}.command":
            self._git.run("config", "--local", "--remove-section", _key(name))
        elif place:
            file = self._file(name)
            rest = hook_section.without_section(name, _read(file))
            if rest is None:
                file.unlink()
                durable.sync_folder(file.parent)
            else:
                with durable.open_folder(file.parent) as folder:
                    durable.replace(folder, file.name, rest, file.stat().st_mode & 0o777)
        return place

    def known_of(self, remote: str) -> list[str]:
        """The commits of a remote's branches as this clone knows them, those of its main branch first."""
        listed = self._git.run("for-each-ref", "--format=%(objectname) %(refname:lstrip=3)", f"refs/remotes/{remote}/")
        rows = (line.partition(" ") for line in listed.decode(errors="replace").splitlines())
        return [commit for commit, _, name in sorted(rows, key=lambda row: (row[2] not in _MAIN, row[2]))]

    def draft(self, at: datetime) -> tuple[str, str, list[str]]:
        """HEAD ("" without a commit), the commit that is about to be made of what is staged, and the files it changes.

        Its date is `at`. Raises GitFailed where that commit could not be made either.
        """
        tree = self._staged_tree()
        head = self._git.run("rev-parse", "--revs-only", "HEAD").decode().strip()
        parents = [each for each in (head, *self._merged()) if each]
        of = [word for each in parents for word in ("-p", each)]
        dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"@{int(at.timestamp())} +0000")
        draft = self._git.run("commit-tree", *of, "-m", "staged", tree, environment=dates).decode().strip()
        names = self._git.run("diff-tree", "-r", "-z", "--root", "--no-commit-id", "--no-renames", "--name-only",
                              *([head, draft] if head else [draft]))  # fmt: skip
        return head, draft, [name for name in names.decode(errors="surrogateescape").split("\0") if name]

    def _staged_tree(self) -> str:
        """The tree of what is staged, from a copy of the index: git writes the index back, and of files that are not
        older than it that would ask the repository's filters.
        """
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "index"
            with suppress(FileNotFoundError):  # nothing was ever staged
                copyfile(self._index_in_use(), copy)
            return self._git.run("write-tree", environment={"GIT_INDEX_FILE": str(copy)}).decode().strip()

    def _index_in_use(self) -> Path:
        """The index that git commits from, which is another one for ``git commit FILE``; only one of its own folder."""
        given = os.environ.get("GIT_INDEX_FILE", "")
        file = (self._repo.root / given).resolve()
        own = self._repo.git_dir.resolve()
        return file if given and file.parent == own else own / "index"

    def _merged(self) -> list[str]:
        return _read(self._repo.git_dir / "MERGE_HEAD").decode().split()

    def setting(self, key: str) -> list[str]:
        """The values of a key in the repository's own configuration."""
        return [each.value for each in self._settings.own() if each.key == key]

    def log(self, line: str) -> None:
        """Add a line to the record of what was waived, durably. Raises OSError."""
        durable.make_folder(self._repo.data_dir, 0o700)
        file = os.open(
            self._repo.data_dir / "waived.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600
        )
        try:
            os.write(file, f"{line}\n".encode())
            os.fsync(file)
        finally:
            os.close(file)

    @cached_property
    def version(self) -> tuple[int, int]:
        """git's version."""
        found = re.search(rb"(\d+)\.(\d+)", self._git.run("version"))
        return (int(found[1]), int(found[2])) if found else (0, 0)

    @cached_property
    def _folder(self) -> Path:
        """Where git looks for hooks here; ``core.hooksPath`` counts from where git starts them."""
        given = self._hooks_path
        return self._repo.root / Path(given).expanduser() if given else self._repo.common_dir / "hooks"

    @cached_property
    def _hooks_path(self) -> str:
        found = [each for each in self._settings.all if each.key == "core.hookspath" and each.scope != "command"]
        return found[-1].value if found else ""

    def _shown(self, file: Path) -> str:
        """The file's path, from the top of the work tree or of the bare repository if it is there."""
        return str(file.relative_to(self._repo.root) if file.is_relative_to(self._repo.root) else file)

    def _file(self, name: str) -> Path:
        """The hook's file, which may be written. Raises Refused, with what to do by hand."""
        file = self._folder / name
        shared = [each for each in self._settings.all if each.key == "core.hookspath" and each.scope in _SHARED]
        if shared and shared[-1].value == self._hooks_path:
            raise Refused(
                msg(
                    "{folder} contains the hooks of all your repositories (core.hooksPath), so casectl does not"
                    " change it",
                    folder=str(self._folder),
                ),
                hint=msg("git config --local core.hooksPath .git/hooks gives this repository its own hooks"),
            )
        by_hand = msg("add this line to the hook yourself: casectl hook run {name}", name=name)
        if file.is_symlink() or file.parent.is_symlink():
            raise Refused(msg("{file} is a link, so casectl does not change it", file=str(file)), hint=by_hand)
        if file.exists() and not os.access(file, os.X_OK):
            raise Refused(
                msg("{file} exists but is not executable, so git does not run it", file=str(file)),
                hint=msg("chmod +x {file}, or move it away, and try again", file=str(file)),
            )
        if not hook_section.is_shell(_read(file)):
            raise Refused(
                msg("{file} is not a shell script, so casectl does not change it", file=str(file)), hint=by_hand
            )
        return file

    def _set(self, key: str, value: str) -> None:
        self._git.run("config", "--local", "--replace-all", key, value)


def _key(name: str) -> str:
    """The setting of git that is our hook: its name must not be that of an event."""
    return f"hook.casectl-{name}"


def _ourselves() -> list[str]:
    """How a hook starts casectl: by its absolute path, since a server's PATH is another one."""
    found = shutil.which("casectl")
    return [str(Path(found).absolute())] if found else [sys.executable, "-m", "casectl"]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
