"""Signing: whether git's settings ask for it, and doing it with git's own `commit-tree -S`.

``commit.gpgsign`` is honoured in every scope. The signing program is run only if the user or the system configured it:
a repository's own configuration may come from anywhere, and must not choose what is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.objects import GitObject, ObjectReader
from casectl.adapters.git.settings import GitSettings
from casectl.core.values.messages import RepositoryError, msg
from casectl.core.values.regex import regex
from casectl.ports.recording import Head

_PROGRAMS = regex(r"gpg\.(.*\.)?(program|defaultkeycommand)")
TIMEOUT = 300.0
"""Seconds in which to type a passphrase."""


def is_signing_wanted(git: GitCommand, settings: GitSettings) -> bool:
    """Whether ``commit.gpgsign`` is on. Raises RepositoryError if the repository's configuration names a program."""
    if settings.get("commit.gpgsign") is None:
        return False
    if git.run("config", "--type=bool", "--get", "commit.gpgsign").strip() != b"true":  # git knows many ways to say it
        return False
    demand_own_program(settings)
    return True


def demand_own_program(settings: GitSettings) -> None:
    """Raise RepositoryError if the repository's configuration names a program that would sign."""
    for key in (each.key for each in settings.own() if _PROGRAMS.fullmatch(each.key)):
        raise RepositoryError(
            msg("{key} is set in the repository's own configuration, so casectl does not run it", key=key),
            hint=msg("set it with git config --global {key}, and remove it from this repository", key=key),
        )


def signed(git: GitCommand, reader: ObjectReader, head: Head, commits: Sequence[str]) -> list[str]:
    """The same commits, made again with signatures; returns their ids. Raises RepositoryError if signing fails."""
    made: list[str] = []
    for commit in commits:
        found = reader.read(commit)
        if found is None:
            raise RepositoryError(msg("commit {commit} cannot be read back", commit=commit))
        parent = made[-1] if made else head.commit
        made.append(_signed(git, found, parent))
    return made


def _signed(git: GitCommand, commit: GitObject, parent: str) -> str:
    headers, _, message = commit.data.partition(b"\n\n")
    lines = dict(line.split(b" ", 1) for line in headers.splitlines())
    environment = {**_as_it_is("AUTHOR", lines[b"author"]), **_as_it_is("COMMITTER", lines[b"committer"])}
    parents = ("-p", parent) if parent else ()
    arguments = ("commit-tree", "-S", *parents, lines[b"tree"].decode())
    with demanding_signature():
        return git.run(*arguments, data=message, environment=environment, timeout=TIMEOUT).decode().strip()


@contextmanager
def demanding_signature() -> Iterator[None]:
    """While git makes something that it signs. Raises RepositoryError, with where its settings are, if it cannot."""
    try:
        yield
    except GitFailed as error:
        raise RepositoryError(
            msg("nothing was recorded, since git could not sign it"),
            problems=[error.what],
            hint=msg(
                "git config --show-origin --get-regexp '^(gpg|user.signingkey|commit.gpgsign)' shows how git signs"
            ),
        ) from None


def _as_it_is(role: str, line: bytes) -> dict[str, str]:
    """The variables by which git writes a line of a commit as it is, ``Name <mail> seconds zone``."""
    who, _, date = line.decode(errors="surrogateescape").rpartition("> ")
    name, _, email = who.partition(" <")
    return {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": email, f"GIT_{role}_DATE": f"@{date}"}
