"""The archive of a casebook: a repository beside it, to which closed cases go with the casebook's history.

Each time it gets a commit with two parents: what it had, and the casebook as it is then. So each case has its own
history there, and each of its files is the very content that the casebook had.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from casectl.actions.init import ATTRIBUTES
from casectl.actions.lookup.archived import all_archived
from casectl.actions.recording.record import recording_at, refresh
from casectl.adapters.files import durable, plain_file
from casectl.adapters.files.casebook_root import whole_path
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.exchange import GitExchange
from casectl.adapters.git.init import create_repository
from casectl.adapters.git.merge_driver import set_up
from casectl.adapters.git.remote import GitRemotes
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.settings import GitSettings
from casectl.core.case.archived import ARCHIVE_MARK, ArchivedCase, archiving_subject
from casectl.core.case.folders import ATTACHMENTS, CASES
from casectl.core.case.ids import case_path
from casectl.core.case.imported import FOLDER
from casectl.core.query.excerpt import Excerpts
from casectl.core.query.selection import EVERYTHING, Selection
from casectl.core.template.rule_paths import is_rules
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import NotFound, Refused, RepositoryError, msg, reason_of
from casectl.ports.recording import Head, NewCommit
from casectl.ports.syncing import FILES, Entry, Union
from casectl.workspace import Workspace

_LAST = "archive"
"""The file in casectl's own folder that says where cases went last."""
_README = b"""\
Cases that a casebook has taken out of its daily work. They are read here, and nothing is added to them:
casectl archive --restore CASE, in the casebook, brings one back.
"""


class ArchiveBeside:
    """The `Archive` of a casebook in another folder of this machine, which is made when it is first needed."""

    def __init__(self, context: Workspace, folder: Path, name: str) -> None:
        """`name` is what people call the folder. Raises Refused for one that is in the casebook, or around it."""
        self.name, self._context, self._folder = name, context, whole_path(folder).resolve()
        root = context.root.resolve()
        if self._folder == root or root in self._folder.parents or self._folder in root.parents:
            raise Refused(
                msg("{folder} is the casebook's own folder, is inside it, or contains it", folder=name),
                hint=msg("choose a folder beside the casebook: casectl archive --to ../archive"),
            )

    def keep(self, ids: Collection[str], commit: str) -> str:
        """Have these cases as a commit of the casebook has them, with what belongs to them; the archive's commit."""
        self._make(commit)
        archive, exchange = self._archive, GitExchange(repository_paths(self._folder), self._archive.ledger)
        with archive.ledger.lock():
            archive.ledger.recover(archive.store)
            exchange.recover(archive.store)
            head = self._begun(archive.ledger.head())
            self._fetch()
            self._demand_ours(exchange, head, commit)
            changes = self._changes(ids, commit, head)
            if not changes:
                return head.commit
            union = Union(head.commit, commit, changes, archiving_subject(ids), recording_at(self._context))
            made = exchange.unite(union)
            paths = exchange.advance(head, made)
            refresh(archive, archive.ledger.blobs(paths, made), made, {})
            self._remember()
            return made

    def _remember(self) -> None:
        """Note for this clone where the archive is, so that --archived finds it. Best effort."""
        kept = repository_paths(self._context.root).data_dir
        with suppress(OSError):
            durable.make_folder(kept, 0o700)
            with durable.open_folder(kept) as folder:
                durable.replace(folder, _LAST, str(self._folder).encode(), 0o600)

    def behind(self, cases: Iterable[ArchivedCase]) -> str:
        """A commit that one of the cases names and this copy of the archive does not have; "" for none."""
        return next(iter(self._unknown(cases)), "")

    def _unknown(self, cases: Iterable[ArchivedCase]) -> list[str]:
        commits = dict.fromkeys(each.commit for each in cases)
        return [each for each in commits if self._archive.ledger.commit_named(each) is None]

    def lacking(self, cases: Iterable[ArchivedCase]) -> list[ArchivedCase]:
        """Those of the cases that the archive's branch does not have as they went there."""
        there, unknown = self._archive.ledger.listed(CASES), self._unknown(cases := [*cases])
        found = [each for each in cases if each.commit not in unknown]
        kept = {each.id for each in found if there.get(case_path(each.id)) == each.blob}
        return [each for each in found if each.id not in kept]

    def cases(self, ids: Collection[str]) -> Workspace:
        """The archive, with these cases of it."""
        return _ArchivedCases(self._folder, ids)

    @property
    def is_there(self) -> bool:
        """Whether it is on this machine."""
        return (self._folder / ".git").exists()

    def whole(self) -> Workspace:
        """The archive, with all that it has, also of cases that came back."""
        return self._archive

    @cached_property
    def _archive(self) -> Workspace:
        return Workspace(self._folder, "", "archive")

    def _make(self, commit: str) -> None:
        if (self._folder / ".git").exists():
            return
        if self._folder.exists() and not (self._folder.is_dir() and next(self._folder.iterdir(), None) is None):
            raise self._something_else()
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(prefix=f".{self._folder.name}-", dir=self._folder.parent) as beside:
                self._make_in(Path(beside) / "archive", commit)
        except OSError as error:
            reason = reason_of(error)
            raise RepositoryError(msg("cannot make {path}: {reason}", path=self.name, reason=reason)) from None

    def _make_in(self, made: Path, commit: str) -> None:
        """Make the repository where nobody looks, and put it in its place whole."""
        create_repository(made, commit)
        git = GitCommand(made, repository_paths(made))
        set_up(git)
        self._name_user(git)
        durable.sync_tree(made / ".git")
        self._folder.mkdir(exist_ok=True)
        (made / ".git").replace(self._folder / ".git")

    def _name_user(self, git: GitCommand) -> None:
        """Let git know there who is at work, if only the casebook's own configuration says it."""
        known = GitSettings(git)
        identity = self._context.ledger.identity()
        for key, value in (("user.name", identity.name), ("user.email", identity.email)):
            if known.get(key) is None:
                git.run("config", "--local", key, value)

    def _something_else(self) -> Refused:
        return Refused(
            msg("{folder} already exists and is not an archive", folder=self.name),
            hint=msg("name another folder: casectl archive --to DIR"),
        )

    def _begun(self, head: Head) -> Head:
        """The branch, with its first commit, which says what this repository is."""
        ledger = self._archive.ledger
        if not head.commit:
            first = NewCommit({ARCHIVE_MARK: _README}, "casectl archive")
            [made] = ledger.record(head, [first], recording_at(self._context))
            refresh(self._archive, [(ARCHIVE_MARK, _README)], made, {})
            return Head(head.ref, made)
        if ledger.blob(ARCHIVE_MARK, head.commit) is None:
            raise self._something_else()
        return head

    def _fetch(self) -> None:
        git = GitCommand(self._folder, repository_paths(self._folder))
        GitRemotes(git).bring(str(self._context.root), self._context.ledger.head().ref)

    def _demand_ours(self, exchange: GitExchange, head: Head, commit: str) -> None:
        has_cases = self._archive.ledger.blob(SETTINGS, head.commit) is not None
        if has_cases and not exchange.bases(head.commit, commit):
            raise Refused(
                msg("{folder} is the archive of another casebook", folder=self.name),
                hint=msg("name another folder: casectl archive --to DIR"),
            )

    def _changes(self, ids: Collection[str], commit: str, head: Head) -> dict[str, Entry | bytes | None]:
        """What the archive gets: the cases, what was attached to them, and the rules as they are then."""
        theirs, ours = self._context.ledger.listed("", commit), self._archive.ledger.listed("", head.commit)
        cases, folders = {case_path(each) for each in ids}, {f"{ATTACHMENTS}/{each}" for each in ids}
        meant = {
            path: blob
            for path, blob in theirs.items()
            if path in cases or path.rpartition("/")[0] in folders or is_around(path)
        }
        changes: dict[str, Entry | bytes | None] = {path: None for path in ours if is_rules(path) and path not in meant}
        return changes | {path: Entry(FILES[0], blob) for path, blob in meant.items() if ours.get(path) != blob}


def named_archive(context: Workspace) -> ArchiveBeside | None:
    """The archive that casectl.yaml names, or else the one to which cases went from here last; None without either.

    It is read only: in a folder that somebody copied the second may be anywhere.
    """
    if named := context.casebook.archive:
        return ArchiveBeside(context, context.root / named, named)
    with suppress(OSError, UnicodeError):
        last = plain_file.content(repository_paths(context.root).data_dir / _LAST).decode()
        return ArchiveBeside(context, Path(last), last)
    return None


def archive_of(context: Workspace) -> ArchiveBeside | None:
    """The archive of the casebook; None if nothing says where it is, or it is not on this machine."""
    found = named_archive(context)
    return found if found and found.is_there else None


class _ArchivedCases(Workspace):
    """The archive of a casebook, without the cases that came back from it."""

    def __init__(self, root: Path, ids: Collection[str]) -> None:
        super().__init__(root)
        self._ids = ids

    def excerpts(self, wanted: Selection = EVERYTHING, *, trust_folder_times: bool = False) -> Excerpts:
        """What the index has of the cases wanted that the casebook lists."""
        found = super().excerpts(wanted, trust_folder_times=trust_folder_times)
        return found._replace(cases=[each for each in found.cases if each.id in self._ids])


def archived_cases(context: Workspace) -> Workspace:
    """The cases in the archive of the casebook, to be read. Raises NotFound if it is not on this machine."""
    beside = named_archive(context)
    if beside is None:
        raise NotFound(
            msg("the archive's folder is not set"),
            hint=msg("set it in casectl.yaml: archive: {{to: DIR}}"),
        )
    if not beside.is_there:
        raise NotFound(
            msg("the archive {folder} is not on this machine", folder=beside.name),
            hint=msg("clone it into that folder with git clone; casectl show CASE works without it"),
        )
    return beside.cases(frozenset(each.id for each in all_archived(context)))


def is_around(path: str) -> bool:
    """Whether a file says how all cases are read and judged."""
    return is_rules(path) or path == ATTRIBUTES or path.startswith(f"{FOLDER}/")
