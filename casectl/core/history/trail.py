"""The trail of a case: what happened according to git's history, commit by commit, including hand edits.

Only the content of each version counts, never a commit's message: an event was recorded by the commit in which the
journal first has it, and a change that no event accounts for is shown as a hand edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import TypeAlias

from casectl.core.case.compose import drift, shown
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.event_subject import pattern_filled
from casectl.core.case.known_then import around_each
from casectl.core.case.model import GOVERNED, REKEYED, RENAMED, Case, Event, Header
from casectl.core.case.pins import pinned
from casectl.core.history.commit import NOBODY, Commit, Committers
from casectl.core.history.journal_changes import journal_changes
from casectl.core.history.marks import NOT_RECORDED, Marks, marks_of
from casectl.core.law.unclaimed import claimed_by, unclaimed
from casectl.core.template.free_fields import changed_values, free_part
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Tree, get_in
from casectl.core.values.value_class import NamedTuple, replace, value_class

_NOTHING = Header()
_Changes: TypeAlias = Mapping[str, tuple[Tree | None, Tree | None]]


@value_class
class Version:
    """The case before and after one commit; None if it did not exist; a Message says why it could not be read.

    `elsewhere` are the ids of events that a merge has from another parent than the one before it.
    """

    commit: Commit | None
    before: Case | Message | None
    after: Case | Message | None
    elsewhere: frozenset[str] = frozenset()


class ValueChange(NamedTuple):
    """A key of the file that changed, by its dotted name, and its value before and after; None: it was not there."""

    name: str
    old: Tree | None
    new: Tree | None


@value_class
class TrailEntry:
    """One line of the trail. `event` is None for a change made without casectl; `marks` are remarks such as
    back-dating.

    `before` is the header before the event, `changed` are the names of the free fields that changed with it, `values`
    what these and any governed key were and are. `around` says that it was recorded around casectl, `late` by how many
    seconds later than it happened, `imported` that it came with an import. `idle` entries say that nothing changed.
    `made_by` are the people who committed it, by the settings that the event went by.
    `case_id` and `template` are those of the case, "" if that is not known.
    """

    commit: Commit | None
    event: Event | None
    what: Message
    changed: tuple[str, ...] = ()
    moved: tuple[str, str] = ("", "")
    marks: tuple[Message, ...] = ()
    before: Header = _NOTHING
    values: tuple[ValueChange, ...] = ()
    around: bool = False
    late: int = 0
    imported: bool = False
    idle: bool = False
    case_id: str = ""
    template: str = ""
    made_by: tuple[str, ...] = ()


def trail(versions: Iterable[Version], committers: Committers = NOBODY) -> list[TrailEntry]:
    """Every event once, and every hand edit, in the order of the versions (oldest first; uncommitted changes last).

    Where a commit is by others than who is said to have acted, as `committers` has them, the event is marked so.
    """
    entries: list[TrailEntry] = []
    listed: set[str] = set()
    last: Case | None = None
    is_gone = False
    for version in versions:
        listed |= version.elsewhere
        if is_gone and isinstance(version.after, Case):
            entries.append(_entry_without_event(version.commit, msg("the file is back, and can be read")))
        entries += _entries_of(version, last, listed, committers)
        last = version.after if isinstance(version.after, Case) else last
        is_gone = not isinstance(version.after, Case)
    return entries


def _entries_of(version: Version, last: Case | None, listed: set[str], committers: Committers) -> list[TrailEntry]:
    """The entries of one version. `last` is the last readable one; `listed` has the ids of the events listed so far."""
    before, after, commit = version.before, version.after, version.commit
    if isinstance(after, Message):
        return [
            _entry_without_event(commit, msg("a commit left the file in a state that cannot be read: {why}", why=after))
        ]
    if after is None:
        return [_entry_without_event(commit, msg("the file was removed"))]
    old = before if isinstance(before, Case) else last
    entries: list[TrailEntry] = []
    known = {event.id for event in old.journal} if old else set()
    added = [event for event in after.journal if event.id not in known]
    changes = changed_values(free_part(old) if old else {}, free_part(after))
    recorded = _Recorded(after, commit, committers, changes, opens=old is None)
    entries += recorded.entries([event for event in added if event.id not in listed])
    listed |= {event.id for event in added}
    if old:
        listed -= known - {event.id for event in after.journal}
        entries += _hand_edits(old, after, added, commit)
    if old and before is None and not entries:
        return []  # a merge brought what another parent has
    same = (
        msg("merged with what was recorded elsewhere") if added else msg("the file was rewritten with the same content")
    )
    return entries or [replace(_entry_without_event(commit, same), around=False, idle=True)]


def _entry_without_event(commit: Commit | None, what: Message, values: Sequence[ValueChange] = ()) -> TrailEntry:
    """An entry without an event, which nobody but a hand can have made."""
    marks = () if commit else (NOT_RECORDED,)
    return TrailEntry(commit, None, what, marks=marks, values=tuple(values), around=True)


class _Recorded:
    """What a commit added to a case: `changes` are the free values that changed, `opens` says that it made the file."""

    def __init__(
        self, case: Case, commit: Commit | None, committers: Committers, changes: _Changes, *, opens: bool
    ) -> None:
        self._case, self._commit, self._committers = case, commit, committers
        self._changes = changes
        self._opens = opens

    def entries(self, events: Sequence[Event]) -> Iterator[TrailEntry]:
        """The entries of these events of the case."""
        wanted = {event.id for event in events}
        pins: Mapping[str, str] = {}
        for event, before, after in around_each(self._case.journal) if events else ():
            pins = pinned(pins, event)
            if event.id in wanted:
                yield self._entry(event, before, after, self._committers.by_settings(pins.get(SETTINGS, "")))

    def _entry(self, event: Event, before: Header, after: Header, committers: Committers) -> TrailEntry:
        giver, receiver = event.text("giver") or before.owner, event.text("to") or event.text("team") or after.owner
        claimed = claimed_by(event, self._case.journal) if event.kind != RENAMED else ()  # which changes no value
        free = [ValueChange(name, *sides) for name, sides in self._changes.items() if name in claimed]
        marks: Marks = marks_of(event, self._commit, committers, opens=self._opens)
        return TrailEntry(
            self._commit,
            event,
            _what(before, event),
            tuple(each.name for each in free),
            (giver, receiver) if kind_of(event.kind).passes_on else ("", ""),
            marks.said,
            before,
            (*free, *_receipt(event)),
            marks.around,
            marks.late,
            marks.imported,
            made_by=committers.made_by(self._commit) if self._commit else (),
        )


def _receipt(event: Event) -> Iterator[ValueChange]:
    """The time of receipt before and after an event that corrected it, which the event itself records."""
    if "received_before" in event.data:
        yield ValueChange("received_at", event.data["received_before"], event.data.get("received_at"))


def unclaimed_changes(old: Case, new: Case) -> list[ValueChange]:
    """What differs in the free part of two versions and that none of the events added says it changed."""
    return [ValueChange(name, *sides) for name, sides in unclaimed(old, new).items()]


def is_claimed_since(change: ValueChange, new: Case, now: Case) -> bool:
    """Whether an event that the version `new` had not yet says that it changed the same."""
    later = [event for event in now.journal if new.event(event.id) is None]
    return any(change.name in claimed_by(event, now.journal) for event in later)


def value_of(case: Case, name: str) -> Tree | None:
    """A value of the free part by its dotted name."""
    return get_in(free_part(case), tuple(name.split(".")))


def _what(before: Header, event: Event) -> Message:
    detail = pattern_filled(kind_of(event.kind).trail, before, event, str)
    return msg("{event}: {detail}", event=event.kind, detail=detail) if detail else msg("{event}", event=event.kind)


def _hand_edits(old: Case, new: Case, added: list[Event], commit: Commit | None) -> list[TrailEntry]:
    """What the version changed that no added event accounts for: always shown, never hidden."""
    entries = [_entry_without_event(commit, what) for what in _journal_edits(old, new)]
    for each in _header_edits(old, new, added):
        what = msg("hand edit of {key}: {old} → {new}", key=each.name, old=shown(each.old), new=shown(each.new))
        entries.append(_entry_without_event(commit, what, [each]))
    values = unclaimed_changes(old, new)
    if names := [each.name for each in values]:
        edit = _entry_without_event(commit, msg("hand edit of {names}", names=names), values)
        entries.append(replace(edit, changed=tuple(names)))
    return entries


def _journal_edits(old: Case, new: Case) -> Iterator[Message]:
    for change in journal_changes(old.journal, new.journal):
        event, kind = change.event, kind_of(change.event.kind).title
        if change.how == "gone":
            yield msg("hand edit: event {id} ({kind}) was removed from the journal", id=event.id, kind=kind)
        elif change.how == "altered":
            yield msg("hand edit: event {id} ({kind}) was altered", id=event.id, kind=kind)
        else:
            yield msg("hand edit: the journal was reordered")


def _header_edits(old: Case, new: Case, added: Sequence[Event]) -> Iterator[ValueChange]:
    """Governed keys that changed and differ from the fold, or that differed before while no event was added."""
    cases = (new,) if added else (old, new)
    fixed = () if any(each.kind == REKEYED for each in added) else ("id",)
    drifted = {*fixed, *(each.key for case in cases for each in drift(case, UTC))}
    for key in GOVERNED:
        before, after = old.tree.get(key), new.tree.get(key)
        if key in drifted and shown(before) != shown(after):
            yield ValueChange(key, before, after)
