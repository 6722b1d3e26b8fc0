"""A folder that is to become a casebook: what `casectl init` uses before there is a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casectl.actions.init import Shipped
from casectl.adapters.files import shipped
from casectl.adapters.files.casebook_root import whole_path
from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.init import create_repository, identity_in, repository_around
from casectl.adapters.git.last_heads import LastHeads, state_folder
from casectl.adapters.git.merge_driver import set_up
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.settings import GitSettings
from casectl.adapters.system import clock
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.template.settings import SETTINGS, Casebook, read_casebook
from casectl.core.values.messages import CasectlError, Message, Unreadable, msg
from casectl.ports.recording import Documents, Identity
from casectl.workspace import Workspace


def git_version() -> str:
    """The output of ``git --version``. Raises RepositoryError if git is missing."""
    return GitCommand(Path()).run("--version").decode(errors="replace").strip()


def git_editor(folder: Path) -> str:
    """The editor that git's settings name, "" for none; what the repository itself says may come from anywhere."""
    try:
        return GitSettings(GitCommand(folder, repository_paths(folder))).users("core.editor")
    except CasectlError:  # what needs git says what is wrong with it
        return ""


def shipped_scenarios() -> dict[str, bytes]:
    """The scenarios that casectl ships, by name."""
    return shipped.scenarios()


def shipped_filings() -> dict[str, bytes]:
    """The packs of returns that casectl ships, by name."""
    return shipped.filings()


class NewCasebook:
    """A folder that is to become a casebook."""

    def __init__(self, folder: Path) -> None:
        self.folder = whole_path(folder)
        self.enclosing_repository = repository_around(self.folder)

    @property
    def is_repository(self) -> bool:
        """Whether the folder itself is a git work tree already."""
        return self.enclosing_repository == self.folder

    def identity(self) -> Identity:
        """The author that git would record here, repository or not. Raises RepositoryError if it has none."""
        return identity_in(self.folder)

    @property
    def clock_is_moved(self) -> bool:
        """Whether CASECTL_NOW says what time it is."""
        return clock.is_moved()

    def settings(self) -> Casebook | None:
        """The settings that are here already."""
        if self.is_repository:
            return Workspace(self.folder).casebook if self.existing([SETTINGS]) else None
        here = self.existing([SETTINGS]).get(SETTINGS)
        return read_casebook(self.documents.read(SETTINGS, here))[0] if here is not None else None

    def template_names(self) -> list[str]:
        """The templates that are here already."""
        if self.is_repository:
            return Workspace(self.folder).template_names() if self.existing([SETTINGS]) else []
        return [Path(each).stem for each in WorkTree(self.folder).paths("templates")]

    @property
    def documents(self) -> Documents:
        """The YAML reader and writer."""
        return YamlDocuments()

    def shipped(self) -> Shipped:
        """The templates, calendars and scripts of letters that casectl ships."""
        return Shipped(shipped.templates(), shipped.calendars(), shipped.scripts())

    def existing(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Those of the paths that are files here already, with their content.

        Raises Unreadable, naming all, where a path or a folder above it is something else: it could not be written.
        """
        store, found, problems = WorkTree(self.folder), dict[str, bytes](), list[Message]()
        for path in paths:
            try:
                data = store.read(path)
            except Unreadable as error:
                problems.append(error.what)
                continue
            if data is not None:
                found[path] = data
        if problems:
            raise Unreadable(
                msg("a casebook's files cannot be kept here"),
                problems=problems,
                hint=msg("move what is not a regular file out of the way, or choose another folder"),
            )
        return found

    def create(self) -> Workspace:
        """Create the repository if there is none, tell git how cases are merged, and open it as a casebook.

        Raises RepositoryError.
        """
        if not self.is_repository:
            create_repository(self.folder)
            LastHeads(repository_paths(self.folder), state_folder()).forget()
        set_up(GitCommand(self.folder, repository_paths(self.folder)))
        return Workspace(self.folder)
