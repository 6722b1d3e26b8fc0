"""Trails from git's history: of one case, and of many cases by as few questions to git as one case needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from casectl.actions.context import Auditing, Cases, Reading, Rules
from casectl.actions.lookup.archived import all_archived, archived
from casectl.actions.lookup.find import case_in, same_text
from casectl.core.case.ids import case_path, id_of_path
from casectl.core.case.model import Case
from casectl.core.history.audit_filter import AuditFilter
from casectl.core.history.commit import Commit, Committers, RecordedChange
from casectl.core.history.event_rows import Journals
from casectl.core.history.own_versions import continued, id_before, own_versions
from casectl.core.history.trail import TrailEntry, Version, trail
from casectl.core.reports import Unread
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError, Message, msg
from casectl.core.values.value_class import NamedTuple, replace
from casectl.ports.recording import Identity, Revision

_CASES = "cases"
_Found: TypeAlias = Case | Message | None
"""A case, why it cannot be read, or None where there is no file."""
_LAST = 1 << 62
_LEFT_OUT = msg("some earlier versions are not in this clone: git fetch --refetch --no-filter fetches them")


def case_trail(
    context: Reading, case_id: str, committers: Committers, met: bool = False
) -> list[TrailEntry]:  # fmt: skip
    """The whole trail of a case, oldest first; hand edits not yet recorded come last.

    `met`: also when what one clone alone knew met the others, for which the whole history is asked.
    """
    path = case_path(case_id)
    return _trail(context, case_id, [*_recorded(context, path, met), *_unrecorded(context, path)], committers)


def _recorded(context: Cases, path: str, met: bool) -> list[Version]:
    """What every commit did to the case, also under the id that it had before."""
    found = _at(context, path, met)
    cases = [side for each in reversed(found) for side in (each.after, each.before) if isinstance(side, Case)]
    if not cases:
        return found
    own = [*own_versions(found, cases[0])]
    was = id_before(cases[0])
    return continued([*own_versions(_at(context, case_path(was), met), cases[0])], own) if was else own


def _at(context: Cases, path: str, met: bool) -> list[Version]:
    case_of = cache(partial(_case, context))  # the file after one commit is the one before the next
    return [
        Version(_commit(each), case_of(path, each.before), case_of(path, each.after))
        for each in context.ledger.history(path, met=met)
        if each.after is not None or not archived(context, id_of_path(path), each.commit)
    ]


def trails(
    context: Auditing, paths: Collection[str] | None, wanted: AuditFilter
) -> tuple[list[TrailEntry], list[Unread]]:
    """The wanted entries of these cases, or of all, in the order in which they were recorded, and what is unreadable.

    What is not recorded yet comes last. Of a case of which this clone left an earlier version out there are no entries.
    """
    journals = context.journals()
    changes = list(context.book_history.changes(_CASES, wanted.since))
    meant = _Meant(journals, _away(context), paths, wanted).of(changes)
    listed = context.ledger.listed(_CASES)
    unreadable = [(path, why) for path, why in journals.unreadable if paths is None or path in paths]
    on_disk = {**journals.blobs(), **{path: "" for path, _ in unreadable}}
    edited = [path for path in {**listed, **on_disk} if listed.get(path) != on_disk.get(path)]
    for path in edited:
        if paths is None or path in paths:
            meant.setdefault(path, [])
    work = partial(_entries, wanted=wanted, edited=frozenset(edited))
    found = context.share(work, [(path, tuple(each)) for path, each in meant.items()])
    entries = (each for each in found if isinstance(each, TrailEntry))
    left_out = [each for each in found if not isinstance(each, TrailEntry)]
    return sorted(entries, key=_recorded_at), [*unreadable, *left_out]


def _away(context: Cases) -> frozenset[str]:
    """The paths that the cases in the archive had, whose events are in no journal here."""
    return frozenset(case_path(each.id) for each in all_archived(context))


class _Meant(NamedTuple):
    """Which changes are to be read: all that may have what is wanted, those of cases that are `away` among them."""

    journals: Journals
    away: frozenset[str]
    paths: Collection[str] | None
    wanted: AuditFilter

    def of(self, changes: Sequence[RecordedChange]) -> dict[str, list[RecordedChange]]:
        """These changes by path; of an import only the cases with events that are wanted.

        Without a time to start from, a case is left out if it has no such event now and all that changed it are commits
        of casectl by others: no other commit can have taken such an event away.
        """
        having = self.journals.with_events(self.wanted.events()) | self.away
        narrow = self.wanted.since is None and bool(self.wanted.people or self.wanted.kinds)
        chosen = having | {each.path for each in changes if self._is_suspect(each)} if narrow else None
        found: dict[str, list[RecordedChange]] = {}
        for each in changes:
            is_meant = (self.paths is None or each.path in self.paths) and (chosen is None or each.path in chosen)
            if is_meant and (each.path in having or not _is_import(each)):
                found.setdefault(each.path, []).append(each)
        return found

    def _is_suspect(self, change: RecordedChange) -> bool:
        called = self.wanted.committers.called
        by = {called(each) for each in (change.commit.author, change.commit.committer)}
        return not (change.commit.events or _is_import(change)) or bool(by & {*self.wanted.people})


def _is_import(change: RecordedChange) -> bool:
    return bool(change.commit.imported) and not change.before


def _entries(
    context: Reading,
    things: Sequence[tuple[str, tuple[RecordedChange, ...]]],
    wanted: AuditFilter,
    edited: frozenset[str],
) -> list[TrailEntry | Unread]:
    found: list[TrailEntry | Unread] = []
    for path, changes in things:
        try:
            recorded = [*_versions(context, path, changes)]
        except _NotHere:
            found.append((path, _LEFT_OUT))
            continue
        versions = [*recorded, *(_unrecorded(context, path) if path in edited else ())]
        entries = _trail(context, id_of_path(path), versions, wanted.committers)
        found += (each for each in entries if not each.idle and wanted.meets(each))
    return found


class _NotHere(Exception):
    """A version of a case that this clone left out."""


def _versions(context: Cases, path: str, changes: Iterable[RecordedChange]) -> Iterator[Version]:
    """The versions of a case; of a merge one for each parent, which says what comes from the others.

    Raises _NotHere.
    """

    @cache
    def case_of(blob: str) -> _Found:
        data = context.ledger.by_id(blob) if blob else None
        if blob and data is None:
            raise _NotHere
        return _case(context, path, data)

    for commit, same in groupby(changes, attrgetter("commit")):
        sides = list(same)
        if not sides[0].after and archived(context, id_of_path(path), commit.id):
            continue  # its events say that it went to the archive
        unchanged = [sides[0].after] if len(sides) < sides[0].parents else []
        for each in sides:
            others = [*unchanged, *(side.before for side in sides if side is not each)]
            elsewhere = (
                event.id for other in others if isinstance(case := case_of(other), Case) for event in case.journal
            )
            yield Version(each.commit, case_of(each.before), case_of(each.after), frozenset(elsewhere))


def _unrecorded(context: Cases, path: str) -> list[Version]:
    """What the work tree has that is not recorded yet."""
    recorded, on_disk = context.ledger.blob(path), context.store.read(path)
    if recorded == on_disk or (recorded is not None and on_disk is not None and same_text(recorded, on_disk)):
        return []
    return [Version(None, _case(context, path, recorded), _case(context, path, on_disk))]


def _commit(revision: Revision) -> Commit:
    return Commit(
        revision.commit,
        _identity(revision.author),
        revision.committed_at,
        revision.trailers.events,
        revision.trailers.actor or "",
        revision.trailers.mapping or "",
        revision.cut,
        _identity(revision.committer),
        wrote=revision.trailers.wrote,
        met_at=revision.met_at,
    )


def _case(context: Cases, path: str, data: bytes | None) -> _Found:
    if data is None:
        return None
    try:
        return case_in(context, path, data)
    except CasectlError as error:
        return error.what


def _identity(who: Identity) -> str:
    return f"{who.name} <{who.email}>"


def _trail(context: Rules, case_id: str, versions: Sequence[Version], committers: Committers) -> list[TrailEntry]:
    """The trail; who committed an event is told by the settings that it went by."""

    def then(version: str) -> Committers:
        book = context.settings_then(version)
        return Committers.of(book) if book else committers

    cases = (side for each in versions for side in (each.after, each.before) if isinstance(side, Case))
    template = next((case.header.template for case in cases), "")
    return [
        replace(each, case_id=case_id, template=template)
        for each in trail(versions, committers._replace(then=cache(then)))
    ]


def _recorded_at(entry: TrailEntry) -> int:
    return to_seconds(entry.commit.made_at) if entry.commit else _LAST
