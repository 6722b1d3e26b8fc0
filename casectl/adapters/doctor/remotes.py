"""Where a casebook is shared, as GitPython reads it from the configuration: its remotes, and what is not there yet.

Nothing is fetched: what a remote has is what the last `git fetch` or `git push` found. GitPython runs no git here but
``git version``, once, when it is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from configparser import Error as ConfigError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.settings import GitSettings
from casectl.core.checks.health import Fact, Problem
from casectl.core.values.addresses import has_secret, redacted
from casectl.core.values.messages import msg

if TYPE_CHECKING:
    from git import Remote


def remotes(repo: RepositoryPaths, git: GitCommand, settings: GitSettings) -> Iterator[Fact | Problem]:
    """The remotes, addresses among them that run a program or hold a password, and how far this branch is shared.

    Raises GitFailed if git cannot read the configuration: then GitPython is not asked to.
    """
    settings.own()
    ref = ""
    with suppress(GitFailed):  # no branch is checked out
        ref = git.run("symbolic-ref", "--quiet", "HEAD").decode().strip()
    with _safe_variables(git):
        from git import GitError, Head, Repo  # runs git at once, so that it must find ours

        try:
            with Repo(repo.root, expand_vars=False) as opened:
                found = [each for remote in opened.remotes for each in _remote(remote)]
                upstream = Head(opened, ref).tracking_branch() if ref else None
        except (GitError, ConfigError, ValueError, OSError) as error:
            yield Problem("remotes", msg("the remotes cannot be read: {reason}", reason=str(error)))
            return
    yield from found or [
        Fact(msg("remote"), "-", msg("this casebook is on this machine only: git remote add origin URL"))
    ]
    if found and ref:
        yield from _distance(git, ref, upstream.path if upstream else "")


@contextmanager
def _safe_variables(git: GitCommand) -> Iterator[None]:
    """Give GitPython our git and its variables: it obeys this process's own, such as GIT_COMMON_DIR."""
    words, variables = git.defences.start("version")
    before = dict(os.environ)
    try:
        _set_variables({**variables, "GIT_PYTHON_GIT_EXECUTABLE": words[0]})
        yield
    finally:
        _set_variables(before)


def _set_variables(variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)


def _remote(remote: Remote) -> Iterator[Fact | Problem]:
    from git import Git
    from git.exc import UnsafeProtocolError

    name, config = remote.name, remote.repo.config_reader("repository")
    values = (value for key in ("url", "pushurl") for value in config.get_values(f'remote "{name}"', key, default=""))
    for url in filter(None, map(str, values)):
        shown = redacted(url)
        yield Fact(msg("remote"), f"{name} {shown}")
        try:
            Git.check_unsafe_protocols(url)
        except UnsafeProtocolError:
            yield Problem(
                "program",
                msg("the address of remote {name} can run a program: {value}", name=name, value=shown),
                msg("if it is not yours: git remote remove {name}", name=name),
            )
        if has_secret(url):
            yield Problem(
                "password",
                msg(
                    "the address of remote {name} contains a password, which is also in every copy of this folder",
                    name=name,
                ),
                msg("change the password, then: git remote set-url {name} URL", name=name),
            )


def _distance(git: GitCommand, ref: str, upstream: str) -> Iterator[Fact]:
    """How many commits the branch and its upstream branch lack of each other."""
    counts = b""
    with suppress(GitFailed):  # one of them has no commit yet
        counts = git.run("rev-list", "--count", "--left-right", f"{ref}...{upstream}", "--") if upstream else b""
    here, _, there = counts.decode().strip().partition("\t")
    if there:
        yield Fact(msg("not pushed"), here, msg("git push shares these commits") if here != "0" else None)
        yield Fact(msg("not pulled"), there, msg("git pull gets these commits") if there != "0" else None)
    else:
        branch = ref.removeprefix("refs/heads/")
        yield Fact(
            msg("not pushed"), "-", msg("{branch} has no upstream branch: git push -u REMOTE {branch}", branch=branch)
        )
