"""A bare repository, such as one on a server: it has no work tree, and is only read."""

from __future__ import annotations

import os
from pathlib import Path

from casectl.adapters.git.ledger import GitLedger
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.safety.defences import is_receiving
from casectl.core.values.messages import RepositoryError, msg


def bare_ledger(root: Path) -> GitLedger:
    """The ledger of a bare repository, to be read.

    Raises RepositoryError if it belongs to another user; to whom a push comes in, git itself has seen to that.
    """
    repo = repository_paths(root, bare=True)
    if repo.root.stat().st_uid != os.geteuid() and not is_receiving(repo):
        raise RepositoryError(
            msg("{folder} belongs to somebody else", folder=str(root)), hint=msg("clone it, and work in the clone")
        )
    return GitLedger(repo)
