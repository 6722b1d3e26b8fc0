"""Two commits of a casebook united: cases by what they mean, other files by their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256

from casectl.actions.context import Cases, Checking
from casectl.actions.lookup.find import case_in
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.actions.recording.merged_rules import THEIRS, merged_rule_file
from casectl.actions.recording.unmarked import unmarked
from casectl.actions.syncing.archived import Change, FileVersions, archived_meanwhile, kept_here
from casectl.core.case import archived
from casectl.core.case.attached import beside
from casectl.core.case.compose import read_case
from casectl.core.case.folders import ATTACHMENTS
from casectl.core.case.ids import case_path, id_of_path, is_case_id
from casectl.core.merge.sequences import merged_lines
from casectl.core.template.rule_paths import is_rules
from casectl.core.values.messages import Message, Refused, Unreadable, msg
from casectl.core.values.value_class import value_class
from casectl.ports.syncing import FILES, Entry, Exchange


@value_class
class United:
    """What a merge has otherwise than our side, by path; what one side had deleted and the other changed is kept, and
    cases that one had taken to the archive come `back`.
    """

    changes: Mapping[str, Change]
    kept: tuple[str, ...]
    back: tuple[str, ...] = ()


Versions = Mapping[str, FileVersions]
"""What two commits have otherwise, by path: as it was where they parted, as we have it, as they have it."""


def versions(exchange: Exchange, ours: str, theirs: str) -> Versions:
    """What two commits have otherwise. Raises Refused if they have no commit in common."""
    bases = exchange.bases(ours, theirs)
    if not bases:
        raise Refused(
            msg("the two histories have no commit in common: this is another casebook, or one that was recreated"),
            hint=msg("git remote -v shows where the other casebook is; casectl clone URL makes a clone of it"),
        )
    differing = exchange.differing(ours, theirs)
    before = [exchange.entries(base, differing) for base in bases]
    return {
        path: (tuple(dict.fromkeys(each[path] for each in before if path in each)), *pair)
        for path, pair in differing.items()
    }


def strangers(context: Cases, found: Versions) -> list[str]:
    """The ids that two different cases have, one on either side."""
    both = {path: sides for path, (before, *sides) in found.items() if _is_case(path) and not before and all(sides)}
    return [id_of_path(path) for path, sides in both.items() if len({*_openings(context, path, sides)}) > 1]


def _openings(context: Cases, path: str, sides: Iterable[Entry | None]) -> Iterator[str]:
    """The first event of the case on each side; "" for one that cannot be read."""
    for data in context.ledger.by_ids([each.blob for each in sides if each]):
        try:
            yield case_in(context, path, data or b"").journal[0].id
        except Unreadable:
            yield ""


def united(context: Checking, found: Versions, commits: Sequence[str], prefer: str | None = None) -> United:
    """What the two `commits`, ours and theirs, give together; the same whichever is ours, but for what is compared.

    Where both changed what no rule merges, that of the side counts which is to be preferred, `OURS` or `THEIRS`. Raises
    Refused, naming all such files, if neither is.
    """
    return _Merge(context, commits, prefer).of(found)


class _Merge:
    def __init__(self, context: Checking, commits: Sequence[str], prefer: str | None) -> None:
        self._context, self._commits, self._prefer = context, commits, prefer
        self._texts: dict[str, bytes] = {}
        self._changes: dict[str, Change] = {}
        self._kept: list[str] = []
        self._problems: list[Message] = []

    def of(self, found: Mapping[str, FileVersions]) -> United:
        away = dict(archived_meanwhile(self._context, found, self._commits))
        versions = {**found, **away}
        both = {path: each for path, each in versions.items() if self._is_changed_by_both(path, each)}
        self._read(entry for befores, *sides in both.values() for entry in (*befores, *sides) if entry)
        for path, (befores, ours, theirs) in both.items():
            if ours is None or theirs is None:
                self._keep(path, ours, theirs)
            else:
                self._merge(path, befores, ours, theirs)
        if self._problems:
            raise Refused(
                msg("both sides changed something that cannot be merged automatically"),
                problems=self._problems,
                hint=msg("casectl sync --prefer theirs takes theirs where both sides changed the same thing,"
                         " --prefer ours keeps yours; everything else is merged"),
            )  # fmt: skip
        back = tuple(id_of_path(path) for path in away if path in self._changes)
        changes = {**self._changes, **kept_here(self._context, back, versions, self._changes)}
        return United(changes, tuple(self._kept), back)

    def _is_changed_by_both(self, path: str, versions: FileVersions) -> bool:
        befores, ours, theirs = versions
        before = befores[0] if befores else None
        if len(befores) < 2 and before == ours:
            self._changes[path] = theirs
        return len(befores) > 1 or before not in (ours, theirs)

    def _read(self, entries: Iterable[Entry]) -> None:
        blobs = [*dict.fromkeys(each.blob for each in entries if each.mode in FILES)]
        for blob, data in zip(blobs, self._context.ledger.by_ids(blobs), strict=True):
            if data is None:
                raise Unreadable(
                    msg("content {id} is not in this clone", id=blob),
                    hint=msg("git fetch --refetch --no-filter fetches what is missing"),
                )
            self._texts[blob] = data

    def _keep(self, path: str, ours: Entry | None, theirs: Entry | None) -> None:
        """What one side deleted and the other changed stays."""
        if ours is None:
            self._changes[path] = theirs
        self._kept.append(path)

    def _merge(self, path: str, befores: Sequence[Entry], ours: Entry, theirs: Entry) -> None:
        try:
            if any(each.mode not in FILES for each in (ours, theirs, *befores)):
                raise Refused(msg("one of the versions is not a regular file"))
            sides = Sides(self._base(path, befores), self._texts[ours.blob], self._texts[theirs.blob])
            if path.startswith(f"{ATTACHMENTS}/") and not befores:
                self._changes |= _side_by_side(path, sides)
                return
            if (data := self._by_meaning(path, sides)) != sides.one:
                self._changes[path] = data
        except (Refused, Unreadable) as error:
            if not self._prefer:
                self._problems.append(msg("{path}: {why}", path=path, why=error.what))
            elif self._prefer == THEIRS:
                self._changes[path] = theirs

    def _by_meaning(self, path: str, sides: Sides) -> bytes:
        """The merged file. Raises Refused, Unreadable."""
        if is_rules(path):
            return merged_rule_file(self._context.documents, path, sides, self._prefer)
        if archived.is_list(path):
            return archived.united(sides.base or b"", sides.one, sides.other)
        if not _is_case(path):
            return _by_lines(sides)
        one, other = (_readable(self._context, path, data, commit)
                      for data, commit in zip((sides.one, sides.other), self._commits, strict=True))  # fmt: skip
        return merged_file(self._context.documents, path, Sides(sides.base, one, other), self._context.zone)[1]

    def _base(self, path: str, befores: Sequence[Entry]) -> bytes | None:
        """The content before; of several, which merges of merges leave, what they give together."""
        texts = [self._texts[each.blob] for each in befores]
        if len(texts) < 2:
            return texts[0] if texts else None
        try:
            return merged_file(self._context.documents, path, Sides(None, *texts[:2]), self._context.zone)[1]
        except (Refused, Unreadable):
            return texts[0]


def _side_by_side(path: str, sides: Sides) -> dict[str, Change]:
    """Two contents that clones attached under one name, each where `attached_files` has it."""
    first, second = sorted((sha256(data).hexdigest(), data) for data in (sides.one, sides.other))
    return {path: first[1], beside(path, second[0]): second[1]}


def _by_lines(sides: Sides) -> bytes:
    """The text with the lines that both changed. Raises Refused where they changed the same, or it is no text."""
    try:
        texts = (each.decode().splitlines(keepends=True) for each in (sides.base or b"", sides.one, sides.other))
        lines = merged_lines(*texts)
    except UnicodeDecodeError:
        lines = None
    if lines is None:
        raise Refused(msg("both sides changed the same lines"))
    return "".join(lines).encode()


def _is_case(path: str) -> bool:
    case = id_of_path(path)
    return is_case_id(case) and case_path(case) == path


def _readable(context: Checking, path: str, data: bytes, commit: str) -> bytes:
    """The content of a case file in a commit, if it can be read.

    Else what the two sides between its marks are together, else the last version before that can be read, so that no
    later work waits for its repair. The content itself where there is none.
    """
    if _is_readable(context, path, data):
        return data
    with suppress(Refused, Unreadable):
        if found := unmarked(context, path, data):
            return found
    blobs = reversed(context.changes.versions(path, [commit]))
    earlier = (each for blob in blobs if (each := context.ledger.by_id(blob)) and _is_readable(context, path, each))
    return next(earlier, data)


def _is_readable(context: Checking, path: str, data: bytes) -> bool:
    with suppress(Unreadable):
        read_case(context.documents.read(path, data))
        return True
    return False
