"""git's settings, read by git itself in one process: who is at work, and whether commits are to be signed."""

from __future__ import annotations

import os
from datetime import datetime
from functools import cached_property

from casectl.adapters.git.command import GitCommand, GitProcess
from casectl.core.values.messages import RepositoryError, msg
from casectl.core.values.value_class import NamedTuple
from casectl.ports.recording import Identity

_AROUND = "".join(map(chr, range(33))) + ".,:;<>\"\\'"
_WITHIN = str.maketrans("", "", "\n<>")
"""What git leaves out at the ends of a name, and within it (ident.c)."""


class Setting(NamedTuple):
    """One line of a configuration: its scope (``local``, ``global`` …), and its key as git writes it."""

    scope: str
    key: str
    value: str


class GitSettings:
    """git's settings in one folder; the last of a key counts."""

    def __init__(self, git: GitCommand) -> None:
        self._git = git
        self._asked: GitProcess | None = None

    def ask(self) -> GitProcess:
        """Have git read them already, while other work proceeds. Raises RepositoryError as `GitCommand.start` does."""
        self._asked = self._asked or self._git.start("config", "--show-scope", "-z", "--list")
        return self._asked

    @cached_property
    def all(self) -> list[Setting]:
        """Every line, in the order in which git reads them. Raises GitFailed if a configuration cannot be read."""
        asked, self._asked = self.ask(), None
        fields = asked.result().decode(errors="replace").split("\0")
        self._asked = asked  # there is nothing more to ask
        lines = ((scope, *line.partition("\n")) for scope, line in zip(fields[::2], fields[1::2], strict=False))
        return [Setting(scope, key, value) for scope, key, _, value in lines]

    def get(self, key: str) -> str | None:
        """The value of a key; None if it is not set."""
        return next((each.value for each in reversed(self.all) if each.key == key), None)

    def users(self, key: str) -> str:
        """The value of a key as the person or the machine has it, "" for none; the repository's own does not count."""
        own = self.own()
        return next((each.value for each in reversed(self.all) if each.key == key and each not in own), "")

    def own(self) -> list[Setting]:
        """Those of the repository's own configuration, which may come from anywhere."""
        return [each for each in self.all if each.scope in ("local", "worktree")]

    def identity(self) -> Identity:
        """Who is at work: the committer that git would record, or the author where git knows nobody else.

        Raises RepositoryError if git has no name or email; none is invented.
        """
        name, email = (self._part("committer", part, self._part("author", part)) for part in ("name", "email"))
        if not name or email is None:  # git records an address that is set and empty
            raise RepositoryError(
                msg("git does not know who you are"),
                hint=msg('git config --global user.name "YOUR NAME"; git config --global user.email YOU@EXAMPLE.ORG'),
            )
        return Identity(name, email)

    def author(self) -> Identity:
        """The author that git would record. Raises as `identity` does."""
        who = self.identity()
        name, email = self._part("author", "name"), self._part("author", "email", who.email)
        return Identity(name or who.name, email or "")

    def signatures(self, at: datetime) -> tuple[str, str]:
        """Author and committer as a commit of this time (aware) has them, ``Name <mail> seconds zone`` each."""
        dated = f"{int(at.timestamp())} {at.strftime('%z')[:5]}"
        author, committer = (f"{each.name} <{each.email}> {dated}" for each in (self.author(), self.identity()))
        return author, committer

    def _part(self, role: str, part: str, otherwise: str | None = None) -> str | None:
        given = os.environ.get(f"GIT_{role.upper()}_{part.upper()}")
        found = self.get(f"{role}.{part}") or self.get(f"user.{part}") if given is None else given
        return otherwise if found is None else found.strip(_AROUND).translate(_WITHIN)
