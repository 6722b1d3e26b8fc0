"""Whether the record of git in a pack is one unbroken history of its cases, in which nothing was rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.actions.context import Cases
from casectl.actions.lookup.find import case_in
from casectl.core.case.model import Case
from casectl.core.history.journal_changes import JournalChange, journal_changes
from casectl.core.proof.manifest import Manifest, ManifestCase
from casectl.core.proof.pack import RECORD
from casectl.core.values.messages import CasectlError, Finding, Message, msg
from casectl.core.values.tree import Position
from casectl.core.values.value_class import NamedTuple
from casectl.ports.proving import PackFiles
from casectl.ports.recording import Ledger, Revision

Parents = Mapping[str, Sequence[str]]
"""Every commit of the bundle, newest first, with its parents as far as it has them."""


def broken_history(context: Cases, manifest: Manifest, parents: Parents, files: PackFiles) -> Iterator[Finding]:
    """What is wrong with the history of the cases of a pack; `context` is the casebook as its commit has it."""
    yield from _other_attachments(context.ledger, manifest.commit, files)
    for each in manifest.cases:
        unknown = [commit for commit in each.commits if commit not in parents]
        if unknown or manifest.commit not in parents:
            what = msg("the pack's git record does not have commit {commit}", commit=(*unknown, manifest.commit)[0])
            yield Finding(Position(each.path), "K003", what)
            continue
        if context.ledger.blob(each.path, manifest.commit) != files.read(f"{RECORD}/{each.path}"):
            yield Finding(Position(each.path), "K004", msg("the case file is not the one that git recorded"))
        yield from _Walk(context.ledger, each, parents).gaps(manifest.commit)
        yield from _rewritten(context, each)


def _other_attachments(ledger: Ledger, commit: str, files: PackFiles) -> Iterator[Finding]:
    """Attachments that are not those that the commit names: the bundle has their names and ids, not their content."""
    for name in files.names():
        if name.startswith(f"{RECORD}/attachments/"):
            folder, _, plain = name.removeprefix(f"{RECORD}/").rpartition("/")
            if ledger.files_in(folder, commit).get(plain) != ledger.blob_id(b"".join(files.pieces(name))):
                yield Finding(Position(name), "K004", msg("{name} is not the file that git recorded", name=name))


class _Walk(NamedTuple):
    """A way through all commits of the bundle, from the oldest on."""

    ledger: Ledger
    case: ManifestCase
    parents: Parents

    def gaps(self, head: str) -> Iterator[Finding]:
        """Changes of the case that no commit of the pack accounts for: one of its commits was left out."""
        named, known = {*self.case.commits}, dict[str, bytes | None]()
        for commit in reversed([*self.parents]):
            above = [each for each in self.parents[commit] if each in known]
            for parent in above if commit in named else ():
                if self._at(parent) != known[parent]:
                    yield self._gap(parent)
            if commit in named:
                known[commit] = self._at(commit)
            elif above:
                known[commit] = known[above[0]]
        if head in known and self._at(head) != known[head]:
            yield self._gap(head)

    def _at(self, commit: str) -> bytes | None:
        return self.ledger.blob(self.case.path, commit)

    def _gap(self, commit: str) -> Finding:
        what = msg("the case was changed up to commit {commit}, by a commit that the pack does not list", commit=commit)
        return Finding(Position(self.case.path), "K005", what)


def _rewritten(context: Cases, case: ManifestCase) -> Iterator[Finding]:
    """Events that a commit took out of the journal, or altered."""
    for each in context.ledger.history(case.path):
        before, after = (_case(context, each, data) for data in (each.before, each.after))
        for change in journal_changes(before.journal, after.journal) if before and after else ():
            yield Finding(Position(case.path), "K006", _says(change, each.commit))


def _says(change: JournalChange, commit: str) -> Message:
    if change.how == "moved":
        return msg("commit {commit} reordered the journal", commit=commit)
    if change.how == "gone":
        return msg("commit {commit} removed event {id} from the journal", commit=commit, id=change.event.id)
    return msg("commit {commit} altered event {id}", commit=commit, id=change.event.id)


def _case(context: Cases, revision: Revision, data: bytes | None) -> Case | None:
    try:
        return None if data is None else case_in(context, revision.path, data)
    except CasectlError:
        return None
