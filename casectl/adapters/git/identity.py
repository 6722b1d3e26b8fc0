"""Who git names as the user."""

from __future__ import annotations

import re

from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.core.values.errors import RepositoryError
from casectl.core.values.messages import msg
from casectl.ports import Identity

_NOBODY = re.compile(r"identity unknown|auto-detection is disabled|empty ident|no (name|email) was given", re.I)


def identity_of(git: GitCommand) -> Identity:
    """The author that git would record. Raises RepositoryError if git has no name or email."""
    try:
        line = git.run("var", "GIT_AUTHOR_IDENT").decode(errors="replace")
    except GitFailed as error:
        if not _NOBODY.search(str(error)):
            raise
        raise RepositoryError(
            msg("git does not know who you are"),
            hint=msg('git config --global user.name "YOUR NAME"; git config --global user.email YOU@EXAMPLE.ORG'),
        ) from None
    name, _, rest = line.rpartition(" <")
    return Identity(name, rest.partition(">")[0])
