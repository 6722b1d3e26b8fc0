"""What `check` found in each case, kept with how its file looked then; derived, and read only with its seal.

A file counts as unchanged by the same stamp as in the index: kind and rights, times, size and inode. One that was
changed while it was being judged, or within the clock's grain before, is not kept.

Beside them, in a line each, stand the faulty cases with what is wrong: a verb that records asks about one case and has
no time to read the verdicts on all.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from casectl.adapters.files.plain_file import content
from casectl.adapters.files.sealed_file import SealedFile
from casectl.adapters.index.scan import DISTRUSTED, file_stamp
from casectl.core.checks.verdict import Faults, KeptVerdicts, Verdict, findings_kept

NOTHING_KEPT = KeptVerdicts()
_ATTACHED = "attachments/"


class VerdictFile:
    """The verdicts on the cases of the casebook at `root`, in `file`; `version` names what found them.

    What is in the file may be anything: it counts if it has its seal, and reads as verdicts.
    """

    def __init__(self, root: Path, file: Path, version: str) -> None:
        self._root = f"{root}{os.sep}"
        self._folder = file.parent
        self._file = SealedFile(file)
        self._faulty = SealedFile(file.with_name("faulty"))
        self._version = version
        self._begun_ns = 0
        self._stamps: dict[str, int] = {}
        self._found: dict[str, Any] = {}

    def kept(self, rules: str, at: float, paths: Sequence[str]) -> KeptVerdicts:
        """What was found in those of these files that are as they were then, with all that is attached to them.

        Nothing, if it was found by other `rules`, or at a later instant than `at` (seconds).
        """
        self._begun_ns = time.time_ns()
        self._stamps, self._found = {}, {}
        try:
            return self._read(rules, at, paths)
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            self._stamps, self._found = {}, {}
            return NOTHING_KEPT

    def _read(self, rules: str, at: float, paths: Sequence[str]) -> KeptVerdicts:
        data = self._file.read(self._seed(rules))
        if data is None or (kept := json.loads(bytes(data)))["at"] > at:
            return NOTHING_KEPT
        known: Mapping[str, int] = kept["stamps"]
        stamps = {path: stamp for path in paths if (stamp := known.get(path)) and stamp == self._stamp(path)}
        for path, (_, _, files) in kept["found"].items():
            if any(self._stamp(file) != stamp for file, stamp in files.items()):
                stamps.pop(path, None)
        found = {path: row for path, row in kept["found"].items() if path in stamps}
        verdicts = [Verdict(path, findings_kept(path, rows), tuple(links), tuple(files))
                    for path, (rows, links, files) in found.items()]  # fmt: skip
        for each in verdicts:
            "".join(str(finding.what) for finding in each.findings)  # what cannot be shown was not kept by us
        self._stamps, self._found = stamps, found
        return KeptVerdicts(str(kept["recorded"]), known.keys(), stamps.keys(), verdicts, [*map(str, kept["gone"])])

    def keep(self, rules: str, at: float, recorded: str, verdicts: Iterable[Verdict], gone: Sequence[str]) -> None:
        """Keep these verdicts, beside those on the other files that `kept` called unchanged. Best effort."""
        for each in verdicts:
            self._note(each)
        kept = {"at": at, "recorded": recorded, "gone": [*gone], "stamps": self._stamps, "found": self._found}
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._file.write(json.dumps(kept, separators=(",", ":")).encode(), self._seed(rules))

    def keep_faults(self, faults: Mapping[str, Faults]) -> None:
        """Keep the faults in files and in the commits that made them, by path, instead of those kept before. Best
        effort.
        """
        rows = [f"{path}\t{self._mark(path, self._begun_ns)}\t{json.dumps(each)}\n" for path, each in faults.items()]
        if rows or self._faulty.read(self._seed("")):
            with suppress(OSError):
                self._folder.mkdir(mode=0o700, exist_ok=True)
                self._faulty.write("".join(("\n", *rows)).encode("utf-8", "surrogateescape"), self._seed(""))

    def faults(self, path: str) -> Faults:
        """The faults kept of this file, if it is as it was when they were found; by whatever rules."""
        lines = bytes(self._faulty.read(self._seed("")) or b"")
        at = lines.find(name := f"\n{path}\t".encode("utf-8", "surrogateescape"))
        if at < 0:
            return Faults()
        mark, _, kept = lines[at + len(name) :].partition(b"\n")[0].decode("utf-8", "replace").partition("\t")
        if mark not in (self._mark(path), self._mark(path, 0)):
            return Faults()
        with suppress(ValueError, TypeError, RecursionError):
            codes, edits = json.loads(kept)
            return Faults(tuple(map(str, codes)), tuple((str(field), str(commit)) for field, commit in edits))
        return Faults()

    def _mark(self, path: str, looked_at_ns: int | None = None) -> str:
        """The stamp of a file; of one that is too young for that when it was looked at, a digest of what is in it."""
        if (stamp := self._stamp(path, looked_at_ns)) != DISTRUSTED:
            return str(stamp)
        with suppress(OSError):
            return f"={crc32(content(Path(self._root + path)))}"
        return ""

    def _note(self, verdict: Verdict) -> None:
        files = {file: self._stamp(file, self._begun_ns) for file in verdict.attachments}
        trusted = DISTRUSTED not in files.values() and not verdict.passing
        self._stamps[verdict.path] = self._stamp(verdict.path, self._begun_ns) if trusted else DISTRUSTED
        self._found.pop(verdict.path, None)
        if verdict.findings or verdict.links or files:
            self._found[verdict.path] = [verdict.to_kept(), [*verdict.links], files]

    def _stamp(self, path: str, looked_at_ns: int | None = None) -> int:
        if path.startswith(_ATTACHED) and os.path.islink(os.path.dirname(self._root + path)):  # noqa: PTH114, PTH120
            return DISTRUSTED  # what is in a folder that leads elsewhere is no attachment
        return file_stamp(self._root + path, looked_at_ns)

    def _seed(self, rules: str) -> int:
        return crc32(f"{self._version} {rules}".encode())


class NoVerdicts:
    """Nothing is kept."""

    def kept(self, rules: str, at: float, paths: Sequence[str]) -> KeptVerdicts:
        """Nothing."""
        del rules, at, paths
        return NOTHING_KEPT

    def keep(self, rules: str, at: float, recorded: str, verdicts: Iterable[Verdict], gone: Sequence[str]) -> None:
        """Keep nothing."""

    def keep_faults(self, faults: Mapping[str, Faults]) -> None:
        """Keep nothing."""

    def faults(self, path: str) -> Faults:
        """None."""
        del path
        return Faults()
