"""A pack that somebody handed over: what `casectl verify --pack` looks at, with no casebook around.

The bundle is unpacked into a folder of its own. From there the pack is made a second time: what is not the same was not
made of this record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from casectl import __version__
from casectl.actions.check import check
from casectl.actions.pack import pack
from casectl.actions.proving.pack_files import manifest_of, wrong_sums
from casectl.actions.proving.pack_history import broken_history
from casectl.adapters.files.archive import open_archive
from casectl.adapters.git.pack_stream import bundle_parts
from casectl.adapters.git.unbundled import Unbundled
from casectl.core.proof.manifest import Manifest
from casectl.core.proof.pack import BUNDLE, MANIFEST, RECORD, SHALLOW, SUMS
from casectl.core.reports import CheckReport
from casectl.core.values.messages import CasectlError, Finding, Message, Unreadable, msg
from casectl.core.values.tree import Position
from casectl.ports.proving import Bundle, PackFiles
from casectl.render.pages.packed import packed_files
from casectl.workspace import Workspace

_ELSEWHERE = ("C08", "B0", "P0")
"""What `check` finds about other cases and about the rules, which are not in the pack."""


def verify_pack(file: Path, called: str = "") -> CheckReport:
    """Everything in a pack that is not what git recorded, or not by the rules; `called` is how errors name the file.

    Raises NotFound, Unreadable.
    """
    with open_archive(file, called) as files, TemporaryDirectory(prefix="casectl-pack-") as folder:
        findings = list(wrong_sums(files))
        manifest, count = manifest_of(files), len(files.names())
        if manifest.masked:
            note = msg("a masked pack has no git record: only the checksums and the list of files were checked")
            return CheckReport(findings, count, notes=(note,))
        opened = _Opened(files, manifest, Path(folder).resolve())
        findings += opened.findings()
        return CheckReport(sorted(findings, key=Finding.sort_key), count, notes=tuple(opened.notes()))


class _Opened:
    """A pack with its bundle unpacked in `folder`."""

    def __init__(self, files: PackFiles, manifest: Manifest, folder: Path) -> None:
        self._files, self._manifest = files, manifest
        self._bundle = files.read(BUNDLE) or b""
        cut = (files.read(SHALLOW) or b"").decode(errors="replace").split()
        self._cut = tuple(each for each in cut if each.isalnum())
        parts = bundle_parts(self._bundle)
        try:
            self._git = Unbundled(folder, parts, self._cut)
        except CasectlError as error:
            raise Unreadable(msg("git cannot read the bundle in the pack: {why}", why=error.what)) from None

    def findings(self) -> Iterator[Finding]:
        """What is wrong, in git's record first: what is not sound there is not compared with the rest."""
        if self._git.commit != self._manifest.commit:
            what = msg("the bundle ends at commit {commit}", commit=self._git.commit)
            yield Finding(Position(MANIFEST), "K002", what)
            return
        try:
            broken = list(broken_history(self._context, self._manifest, self._git.parents(), self._files))
            yield from broken
            if not any(each.code in ("K003", "K004") for each in broken):
                self._add_attachments()
                yield from self._not_the_same()
                yield from self._unlawful()
        except CasectlError as error:
            yield Finding(Position(BUNDLE), "K003", msg("the git record cannot be read: {why}", why=error.what))

    def notes(self) -> Iterator[Message]:
        """What the answer is good for."""
        yield msg(
            "the pack ends at commit {commit}; compare that with another clone, or with a seal on paper",
            commit=self._manifest.commit,
        )
        if self._manifest.version != __version__:
            yield msg(
                "the pack was made by casectl {version}, so its pages were not checked against the record",
                version=self._manifest.version or "?",
            )

    @cached_property
    def _context(self) -> Workspace:
        """The casebook as the pack's commit has it."""
        unpacked, ledger = Workspace(self._git.folder), self._git.ledger()
        ledger.name_commits({each.path: each.commits for each in self._manifest.cases})
        unpacked.__dict__["ledger"] = ledger
        context = unpacked.as_if(self._manifest.commit)
        context.__dict__["bundles"] = _SameBundle(self._bundle, self._cut)
        return context

    def _not_the_same(self) -> Iterator[Finding]:
        """Files that are not what the record gives, where the same casectl made them."""
        made = pack(self._context, [each.id for each in self._manifest.cases])
        again, same = packed_files(made), self._manifest.version == __version__
        for name in sorted({*again, *self._files.names()} - {SUMS}):
            if (same or name.startswith(RECORD)) and not self._is_same(name, again.get(name)):
                yield Finding(Position(name), "K007", msg("{name} does not match git's record", name=name))

    def _is_same(self, name: str, data: bytes | None) -> bool:
        return data is not None and name in self._files.names() and b"".join(self._files.pieces(name)) == data

    def _unlawful(self) -> Iterator[Finding]:
        """What `check` finds in the cases, by the rules that are in the pack."""
        self._git.lay_out(dict(self._laid_out()))
        paths = [each.path for each in self._manifest.cases]
        found = check(Workspace(self._git.folder), paths).findings
        yield from (each for each in found if each.place.file in paths and not each.code.startswith(_ELSEWHERE))

    def _add_attachments(self) -> None:
        for path, data in self._records():
            if path.startswith("attachments/"):
                self._git.add(data)

    def _laid_out(self) -> Iterator[tuple[str, bytes]]:
        yield from self._records()
        ledger, commit = self._context.ledger, self._manifest.commit
        for path in self._rule_paths():
            if (data := ledger.blob(path, commit)) is not None:
                yield path, data

    def _records(self) -> Iterator[tuple[str, bytes]]:
        for name in self._files.names():
            if name.startswith(f"{RECORD}/"):
                yield name.removeprefix(f"{RECORD}/"), b"".join(self._files.pieces(name))

    def _rule_paths(self) -> Iterable[str]:
        """The rule files that the pack has of any time."""
        inside = (name.split("/", 2) for name in self._files.names() if name.startswith("rules/"))
        return sorted({rest[2] for rest in inside if len(rest) > 2})


class _SameBundle:
    """The bundle that a pack came with: it was looked at by itself."""

    def __init__(self, data: bytes, cut: tuple[str, ...]) -> None:
        self._bundle = Bundle(data, cut)

    def prepare(self) -> None:
        """It is there."""

    def bundle(self, *_: object) -> Bundle:
        """That bundle."""
        return self._bundle
