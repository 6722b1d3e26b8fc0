"""What somebody is told whose work is not signed where the settings demand it."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.checks.health import Problem
from casectl.core.template.settings import REQUIRED, Casebook
from casectl.core.values.messages import Message, msg

SET_UP = msg(
    "git config --global gpg.format ssh; git config --global user.signingkey FILE.pub;"
    " git config --global commit.gpgsign true"
)
"""The commands by which git signs every commit."""


def unsigned(settings: Casebook, *, signs: bool) -> Iterator[Message]:
    """That a commit will not be signed, though the settings demand it; `signs` is whether git is told to."""
    if settings.signatures == REQUIRED and not signs:
        yield msg("casectl.yaml requires signed commits, but git is not set up to sign yours")


def unsigned_problem(settings: Casebook, *, signs: bool) -> Iterator[Problem]:
    """The same, as `doctor` says it."""
    for what in unsigned(settings, signs=signs):
        yield Problem("unsigned", what, SET_UP)
