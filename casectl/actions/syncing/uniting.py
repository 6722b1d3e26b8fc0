"""Two commits of a casebook united: cases by what they mean, other files by their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

from casectl.actions.context import Cases
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.core.case.ids import case_path, id_of_path, is_case_id
from casectl.core.merge.sequences import merged_lines
from casectl.core.values.errors import Refused, Unreadable
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class
from casectl.sync_ports import FILES, Entry, Exchange

Change = Entry | bytes | None
_Versions = tuple[tuple[Entry, ...], Entry | None, Entry | None]


@value_class
class United:
    """What a merge has otherwise than our side, by path; what one side had deleted and the other changed is kept."""

    changes: Mapping[str, Change]
    kept: tuple[str, ...]


def united(context: Cases, exchange: Exchange, ours: str, theirs: str, zone: tzinfo) -> United:
    """What two commits give together; the same whichever is ours, but for what is compared.

    Raises Refused, naming all, for files that both changed and that no rule merges; and if the two have no commit in
    common.
    """
    bases = exchange.bases(ours, theirs)
    if not bases:
        raise Refused(
            msg("the two histories have no commit in common: this is another casebook, or one that was made anew"),
            hint=msg("git remote -v shows whose it is; casectl clone URL makes a clone of it"),
        )
    return _Merge(context, zone).of(_versions(exchange, bases, (ours, theirs)))


def _versions(exchange: Exchange, bases: Sequence[str], sides: tuple[str, str]) -> dict[str, _Versions]:
    """What differs, by path: as it was where the two parted, as we have it, as they have it."""
    differing = exchange.differing(*sides)
    before = [exchange.entries(base, differing) for base in bases]
    return {
        path: (tuple(dict.fromkeys(each[path] for each in before if path in each)), *pair)
        for path, pair in differing.items()
    }


class _Merge:
    def __init__(self, context: Cases, zone: tzinfo) -> None:
        self._context, self._zone = context, zone
        self._texts: dict[str, bytes] = {}
        self._changes: dict[str, Change] = {}
        self._kept: list[str] = []
        self._problems: list[Message] = []

    def of(self, versions: Mapping[str, _Versions]) -> United:
        both = {path: each for path, each in versions.items() if self._is_changed_by_both(path, each)}
        self._read(entry for befores, *sides in both.values() for entry in (*befores, *sides) if entry)
        for path, (befores, ours, theirs) in both.items():
            if ours is None or theirs is None:
                self._keep(path, ours, theirs)
            else:
                self._merge(path, befores, ours, theirs)
        if self._problems:
            raise Refused(
                msg("both sides changed what no rule merges"),
                problems=self._problems,
                hint=msg("settle it with git: git merge, edit the files, git commit; then casectl sync again"),
            )
        return United(self._changes, tuple(self._kept))

    def _is_changed_by_both(self, path: str, versions: _Versions) -> bool:
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
                    hint=msg("git fetch --refetch --no-filter brings what it left out"),
                )
            self._texts[blob] = data

    def _keep(self, path: str, ours: Entry | None, theirs: Entry | None) -> None:
        """What one side deleted and the other changed stays."""
        if ours is None:
            self._changes[path] = theirs
        self._kept.append(path)

    def _merge(self, path: str, befores: Sequence[Entry], ours: Entry, theirs: Entry) -> None:
        if any(each.mode not in FILES for each in (ours, theirs, *befores)):
            self._problems.append(msg("{path}: it is not a plain file on one side", path=path))
            return
        base = self._base(path, befores)
        sides = Sides(base, self._texts[ours.blob], self._texts[theirs.blob])
        data = self._case(path, sides) if _is_case(path) else None
        data = self._text(path, sides) if data is None else data
        if data is not None and data != sides.one:
            self._changes[path] = data

    def _base(self, path: str, befores: Sequence[Entry]) -> bytes | None:
        """The content before; of several, which merges of merges leave, what they give together."""
        texts = [self._texts[each.blob] for each in befores]
        if len(texts) < 2:
            return texts[0] if texts else None
        try:
            return merged_file(self._context.documents, path, Sides(None, *texts[:2]), self._zone)[1]
        except (Refused, Unreadable):
            return texts[0]

    def _case(self, path: str, sides: Sides) -> bytes | None:
        """The merged case; None if one side is no case that can be read."""
        try:
            return merged_file(self._context.documents, path, sides, self._zone)[1]
        except (Refused, Unreadable):
            return None

    def _text(self, path: str, sides: Sides) -> bytes | None:
        texts = (sides.base or b"", sides.one, sides.other)
        try:
            lines = merged_lines(*(each.decode().splitlines(keepends=True) for each in texts))
        except UnicodeDecodeError:
            lines = None
        data = "".join(lines).encode() if lines is not None else None
        if data is None or not self._reads(path, data):
            self._problems.append(msg("{path}: both changed the same lines", path=path))
        return data

    def _reads(self, path: str, data: bytes) -> bool:
        """Whether a document is still one: two insertions may give a key twice."""
        if not path.endswith(".yaml"):
            return True
        try:
            self._context.documents.read(path, data)
        except Unreadable:
            return False
        return True


def _is_case(path: str) -> bool:
    case = id_of_path(path)
    return is_case_id(case) and case_path(case) == path
