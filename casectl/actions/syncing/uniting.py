"""Two commits of a casebook united: cases by what they mean, other files by their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo

from casectl.actions.context import Cases
from casectl.actions.lookup.find import case_in
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.actions.recording.merged_rules import merged_rule_file
from casectl.core.case.ids import case_path, id_of_path, is_case_id
from casectl.core.merge.sequences import merged_lines
from casectl.core.template.rule_paths import is_rules
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


Versions = Mapping[str, _Versions]
"""What two commits have otherwise, by path: as it was where they parted, as we have it, as they have it."""


def versions(exchange: Exchange, ours: str, theirs: str) -> Versions:
    """What two commits have otherwise. Raises Refused if they have no commit in common."""
    bases = exchange.bases(ours, theirs)
    if not bases:
        raise Refused(
            msg("the two histories have no commit in common: this is another casebook, or one that was made anew"),
            hint=msg("git remote -v shows whose it is; casectl clone URL makes a clone of it"),
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


def united(context: Cases, found: Versions, zone: tzinfo) -> United:
    """What the two commits give together; the same whichever is ours, but for what is compared.

    Raises Refused, naming all, for files that both changed and that no rule merges.
    """
    return _Merge(context, zone).of(found)


class _Merge:
    def __init__(self, context: Cases, zone: tzinfo) -> None:
        self._context, self._zone = context, zone
        self._texts: dict[str, bytes] = {}
        self._changes: dict[str, Change] = {}
        self._kept: list[str] = []
        self._problems: list[Message] = []
        self._unreadable: list[str] = []

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
                hint=self._way_out(),
            )
        return United(self._changes, tuple(self._kept))

    def _way_out(self) -> Message:
        if self._unreadable:
            return msg("in a clone that has that version: casectl adopt --refold {case}, then casectl sync; then"
                       " casectl sync here", case=self._unreadable[0])  # fmt: skip
        return msg("settle it with git: git merge, edit the files, git commit; then casectl sync again")

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
        try:
            data = self._by_meaning(path, sides)
        except (Refused, Unreadable) as error:
            self._problems.append(msg("{path}: {why}", path=path, why=error.what))
            self._unreadable += [id_of_path(path)] if _is_case(path) and isinstance(error, Unreadable) else []
            return
        if data != sides.one:
            self._changes[path] = data

    def _by_meaning(self, path: str, sides: Sides) -> bytes:
        """The merged file. Raises Refused, Unreadable."""
        if is_rules(path):
            return merged_rule_file(self._context.documents, path, sides)
        if _is_case(path):
            return merged_file(self._context.documents, path, sides, self._zone)[1]
        return _by_lines(sides)

    def _base(self, path: str, befores: Sequence[Entry]) -> bytes | None:
        """The content before; of several, which merges of merges leave, what they give together."""
        texts = [self._texts[each.blob] for each in befores]
        if len(texts) < 2:
            return texts[0] if texts else None
        try:
            return merged_file(self._context.documents, path, Sides(None, *texts[:2]), self._zone)[1]
        except (Refused, Unreadable):
            return texts[0]


def _by_lines(sides: Sides) -> bytes:
    """The text with the lines that both changed. Raises Refused where they changed the same, or it is no text."""
    try:
        texts = (each.decode().splitlines(keepends=True) for each in (sides.base or b"", sides.one, sides.other))
        lines = merged_lines(*texts)
    except UnicodeDecodeError:
        lines = None
    if lines is None:
        raise Refused(msg("both changed the same lines"))
    return "".join(lines).encode()


def _is_case(path: str) -> bool:
    case = id_of_path(path)
    return is_case_id(case) and case_path(case) == path
