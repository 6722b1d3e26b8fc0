"""A casebook and another repository of it: what `casectl clone` and `casectl sync` work on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from casectl.adapters.files import durable
from casectl.adapters.files.casebook_root import SETTINGS, whole_path
from casectl.adapters.git.changed_paths import note_if_none
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.exchange import GitExchange
from casectl.adapters.git.last_heads import LastHeads, state_folder
from casectl.adapters.git.merge_driver import set_up
from casectl.adapters.git.merging import GitMerging
from casectl.adapters.git.remote import ORIGIN, GitRemotes, demand_safe
from casectl.adapters.git.repository_paths import repository_paths
from casectl.core.values.addresses import redacted
from casectl.core.values.messages import Refused, RepositoryError, msg, reason_of
from casectl.workspace import Workspace


def exchange_of(context: Workspace) -> GitExchange:
    """The other repositories of a casebook."""
    return GitExchange(repository_paths(context.root), context.ledger)


def merging_of(context: Workspace) -> GitMerging:
    """What git has of a merge that is not finished."""
    return GitMerging(repository_paths(context.root))


class NewClone:
    """A folder that is to become a clone of a casebook."""

    def __init__(self, address: str, folder: Path) -> None:
        """Raises Refused for an address that holds a password or runs a program, and for a folder that is not empty."""
        demand_safe(address)
        self.address, self.folder = address, whole_path(folder)
        if self.folder.is_symlink() or (self.folder.exists() and not _is_empty(self.folder)):
            raise Refused(
                msg("{folder} is there already, and is not empty", folder=str(self.folder)),
                hint=msg("give another folder: casectl clone URL DIR"),
            )

    def make(self, branch: str = "") -> Path:
        """Clone the casebook, all or nothing, tell git there how cases are merged, name the remote as the casebook's
        settings do, and have it note what the commits of a long history changed; the folder.

        Raises RepositoryError if it cannot be reached, or is no casebook.
        """
        with self._beside() as folder:
            GitRemotes(GitCommand(folder.parent)).clone(self.address, str(folder), branch)
            if not (folder / SETTINGS).is_file():
                raise _no_casebook(self.address)
            repo = repository_paths(folder)
            git = GitCommand(folder, repo)
            set_up(git)
            if pinned := Workspace(folder).casebook.sync.remote:
                GitRemotes(git).rename(ORIGIN, pinned)
            note_if_none(repo, git)
            durable.sync_tree(folder / ".git")
            self._take_place(folder)
        LastHeads(repository_paths(self.folder), state_folder()).forget()
        return self.folder

    def _take_place(self, made: Path) -> None:
        """Put the clone where it belongs; into a folder that somebody may be in, git's own folder last."""
        if not self.folder.exists():
            made.replace(self.folder)
            return
        for each in sorted(made.iterdir(), key=lambda each: each.name == ".git"):
            each.replace(self.folder / each.name)

    @contextmanager
    def _beside(self) -> Iterator[Path]:
        """A folder beside, which takes its place; it is gone afterwards, whatever happens."""
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            made = Path(mkdtemp(prefix=f".{self.folder.name}-", dir=self.folder.parent))
        except OSError as error:
            raise _not_made(self.folder, error) from None
        try:
            yield made / self.folder.name
        except OSError as error:
            raise _not_made(self.folder, error) from None
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and next(folder.iterdir(), None) is None


def _not_made(folder: Path, error: OSError) -> RepositoryError:
    return RepositoryError(msg("cannot make {path}: {reason}", path=str(folder), reason=reason_of(error)))


def _no_casebook(address: str) -> RepositoryError:
    return RepositoryError(
        msg("{address} is not a casebook: it has no casectl.yaml", address=redacted(address)),
        hint=msg("if the casebook is on another branch: --branch NAME; to make a new casebook: casectl init"),
    )
