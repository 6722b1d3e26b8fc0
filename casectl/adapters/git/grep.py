"""git grep: what the files of a commit say, without taking one out of the repository."""

from __future__ import annotations

from casectl.adapters.git.command import GitCommand, GitFailed

_GREP = ("grep", "-a", "--no-color", "--no-line-number", "--no-column", "--no-recurse-submodules")
_LONGEST = 600.0
"""Seconds that it may take: the files of a book of any size are read."""


def lines(git: GitCommand, *words: str) -> bytes:
    """The lines in which git finds a pattern; nothing where there is none."""
    try:
        return git.run(*_GREP, *words, timeout=_LONGEST)
    except GitFailed as error:
        if error.status == 1:  # nothing is there
            return b""
        raise
