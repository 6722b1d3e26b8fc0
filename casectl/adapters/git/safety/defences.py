"""The entrance to what protects casectl from a damaged or hostile git folder."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import plain_file
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.safety import commit_graph, layout, process
from casectl.core.values.messages import Message, RepositoryError, counted, msg
from casectl.core.values.regex import regex

CHECK_AFTER = 0.5
"""Seconds of silence after which the whole git folder is checked; git has mostly answered by then."""
_REFLOG_COMMIT = regex(rb"^[0-9a-f]{40,64} (?!0+ )([0-9a-f]{40,64}) ", re.MULTILINE)
"""The commit that an entry of a branch's reflog moved it to."""


class Defences:
    """What protects from one repository; from one that is not there yet, without `repo`."""

    def __init__(self, repo: RepositoryPaths | None) -> None:
        self._repo = self._unchecked = repo

    def start(self, command: str) -> tuple[Sequence[str], dict[str, str]]:
        """The start of git's command line, and its variables. Raises RepositoryError for no git, or an unsafe folder.

        Only a history is read by the commit-graph, and only if that is sound; git writes none where it may not use it.
        """
        if self._unchecked:
            self.demand_safe_layout()
            self._unchecked = None
        graph = command == "commit-graph" or (command == "log" and self._has_sound_graph())
        options = ("-c", "core.commitGraph=true") if graph else ()
        return (process.executable(), *process.SAFE, *options), process.environment() | _pushed(self._repo)

    def object_folders(self) -> list[str]:
        """Where git's objects are: the repository's own folder, and what is being pushed into it by a push to it."""
        own = str(self._repo.common_dir / "objects") if self._repo else ""
        return sorted({own, *_pushed(self._repo).values()} - {""})

    def _has_sound_graph(self) -> bool:
        return bool(self._repo and self._repo.commit_graphs and not self.damaged_graphs())

    def damaged_graphs(self) -> list[Path]:
        """The commit-graph files whose checksum is wrong, or that cannot be read."""
        return commit_graph.damaged(self._repo) if self._repo else []

    def problems(self, *, deep: bool = False) -> list[Message]:
        """Every link and special file where git writes; if `deep`, every special file on which reading waits too."""
        if self._repo is None:
            return []
        found = list(layout.problems(self._repo))
        return found + [each for each in layout.special_files(self._repo) if each not in found] if deep else found

    def demand_safe_layout(self, *, deep: bool = False) -> None:
        """Raise RepositoryError that lists the `problems`, before git touches any of it."""
        if found := self.problems(deep=deep):
            raise RepositoryError(
                msg("the git folder points outside itself or makes git hang: it may be malicious"),
                problems=found,
                hint=msg("clone it again from where it came, or restore what is missing"),
            )

    def wait_times(self, command: str, timeout: float) -> Iterator[float]:
        """Two numbers of seconds to wait for git in turn. Raises RepositoryError once both have passed.

        It raises after the first if something in the git folder blocks git, and names it.
        """
        yield min(CHECK_AFTER, timeout)
        self.demand_safe_layout(deep=True)
        yield max(timeout - CHECK_AFTER, 0)
        raise RepositoryError(
            counted(
                "git {command} did not answer within {count} second",
                "git {command} did not answer within {count} seconds",
                int(timeout),
                command=command,
            ),
            hint=msg(
                "something in .git that is neither a file nor a folder may block git; to find it: find .git !"
                " -type f ! -type d"
            ),
        )

    def last_logged(self, ref: str) -> str:
        """The last commit in the branch's reflog; "" if it has none."""
        with suppress(OSError):
            moves = _REFLOG_COMMIT.findall(plain_file.content(self._file(f"logs/{ref}")))
            return moves[-1].decode() if moves else ""
        return ""

    def demand_never_born(self, ref: str) -> None:
        """Raise RepositoryError, with the way back, if a branch without a commit had one before.

        One whose file was lost, or emptied by a power cut, must not be taken for one on which nothing is recorded.
        """
        file, last = self._file(ref), self.last_logged(ref)
        if last:
            raise RepositoryError(
                msg("{ref} is lost; its reflog ends at commit {id}", ref=ref, id=last),
                hint=msg("restore it: echo {id} > {file}", id=last, file=shlex.quote(str(file))),
            )
        if file.is_file():
            raise RepositoryError(
                msg("{file} does not contain a commit id", file=str(file)),
                hint=msg(
                    "the lost commit may be among those that git fsck --lost-found lists; git log COMMIT shows"
                    " one of them"
                ),
            )

    def _file(self, name: str) -> Path:
        return self._repo.common_dir / name if self._repo else Path(name)


def is_receiving(repo: RepositoryPaths) -> bool:
    """Whether git is receiving a push into this repository, and this process is a hook of it."""
    return bool(_pushed(repo))


def _pushed(repo: RepositoryPaths | None) -> dict[str, str]:
    return process.quarantine(repo.common_dir / "objects") if repo else {}
