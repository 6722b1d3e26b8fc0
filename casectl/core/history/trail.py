"""The trail of a case: what happened according to git's history, commit by commit, including hand edits.

Only the content of each version counts, never a commit's message: an event was recorded by the commit in which the
journal first has it, and a change that no event accounts for is shown as a hand edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from casectl.core.case.compose import drift, shown
from casectl.core.case.event import UNDONE, Event
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.event_subject import pattern_filled
from casectl.core.case.fold import before_each
from casectl.core.case.model import GOVERNED, Case, Header
from casectl.core.history.event_summary import FORM_ALONE
from casectl.core.template.free_fields import changed_keys, free_part
from casectl.core.time.durations import span
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import list_of, text_of
from casectl.core.values.value_class import value_class

LATE = timedelta(minutes=5)
"""How far an event's time may be before its commit's without a mark, or after now without being refused."""


_NOTHING = Header()


@value_class
class Commit:
    """A commit: id, author, instant, and its trailers: ids of events, who acted, the mapping that `imported` cases.

    `cut`: the history before it is not in this clone, so that its content may have been recorded earlier.
    """

    id: str
    author: str
    committed_at: datetime
    events: tuple[str, ...] = ()
    actor: str = ""
    imported: str = ""
    cut: bool = False


@value_class
class Version:
    """The case before and after one commit; None if it did not exist; a Message says why it could not be read."""

    commit: Commit | None
    before: Case | Message | None
    after: Case | Message | None


@value_class
class TrailEntry:
    """One line of the trail. `event` is None for a change made without casectl; `marks` are remarks such as
    back-dating.

    `before` is the header before the event.
    """

    commit: Commit | None
    event: Event | None
    what: Message
    changed: tuple[str, ...] = ()
    moved: tuple[str, str] = ("", "")
    marks: tuple[Message, ...] = ()
    before: Header = _NOTHING


def trail(versions: Iterable[Version]) -> list[TrailEntry]:
    """Every event once, and every hand edit, in the order of the versions (oldest first; uncommitted changes last)."""
    entries: list[TrailEntry] = []
    listed: set[str] = set()
    last: Case | None = None
    for version in versions:
        entries += _entries_of(version, last, listed)
        last = version.after if isinstance(version.after, Case) else last
    return entries


def _entries_of(version: Version, last: Case | None, listed: set[str]) -> list[TrailEntry]:
    """The entries of one version. `last` is the last readable one; `listed` has the ids of the events listed so far."""
    before, after, commit = version.before, version.after, version.commit
    if isinstance(after, Message):
        return [_entry_without_event(commit, msg("the file was left unreadable: {why}", why=after))]
    if after is None:
        return [_entry_without_event(commit, msg("the file was removed"))]
    old = before if isinstance(before, Case) else last
    entries = [_entry_without_event(commit, msg("the file is back, and can be read"))] if old is not before else []
    known = {event.id for event in old.journal} if old else set()
    added = [event for event in after.journal if event.id not in known]
    changes = changed_keys(free_part(old) if old else {}, free_part(after))
    headers = [*before_each(after.journal), after.header] if added else []
    entries += [_event_entry(event, after, headers, commit, changes) for event in added if event.id not in listed]
    listed |= {event.id for event in added}
    if old:
        listed -= known - {event.id for event in after.journal}
        entries += _hand_edits(old, after, added, commit)
    same = (
        msg("joined with what was recorded elsewhere")
        if added
        else msg("the file was rewritten; what it says is the same")
    )
    return entries or [_entry_without_event(commit, same)]


def _entry_without_event(commit: Commit | None, what: Message, changed: Sequence[str] = ()) -> TrailEntry:
    """An entry without an event."""
    return TrailEntry(commit, None, what, tuple(changed), marks=() if commit else (msg("not recorded yet"),))


def _event_entry(
    event: Event, case: Case, headers: Sequence[Header], commit: Commit | None, changes: list[str]
) -> TrailEntry:
    """The entry of an event; `headers` are those before each event of the case, and the last."""
    number = [each.id for each in case.journal].index(event.id)
    before, after = headers[number : number + 2]
    giver, receiver = event.text("giver") or before.owner, event.text("to") or event.text("team") or after.owner
    moved = (giver, receiver) if kind_of(event.kind).passes_on else ("", "")
    names = [name for name in changes if name in _claimed(event, case.journal)]
    return TrailEntry(commit, event, _what(before, event), tuple(names), moved, _marks(event, commit), before)


def _claimed(event: Event, journal: Sequence[Event]) -> set[str]:
    """The free names that an event says it changed; undoing it changes them again."""
    undone = event.text("undoes") if event.kind == UNDONE else ""
    by = next((each for each in journal if each.id == undone), event)
    return {text_of(name) for name in list_of(by.data.get("changed"))}


def _what(before: Header, event: Event) -> Message:
    detail = pattern_filled(kind_of(event.kind).trail, before, event, str)
    return msg("{event}: {detail}", event=event.kind, detail=detail) if detail else msg("{event}", event=event.kind)


def _marks(event: Event, commit: Commit | None) -> tuple[Message, ...]:
    if commit is None:
        return (msg("not recorded yet"),)
    marks = []
    earlier = commit.cut and event.id not in commit.events
    if earlier:
        marks.append(msg("this clone's history is cut off here: how it was recorded is not known"))
    elif commit.imported and event.id not in commit.events:
        marks.append(msg("imported with {name}", name=commit.imported))
    elif event.id not in commit.events:
        marks.append(msg("added by hand, not by casectl"))
    elif commit.actor and commit.actor != event.by:
        marks.append(msg("the commit says {actor}, the event {by}", actor=commit.actor, by=event.by))
    if event.text("form"):
        marks.append(FORM_ALONE)
    if keys := list_of(event.data.get("refolded")):
        marks.append(msg("header from the journal: {refolded}", refolded=[text_of(key) for key in keys]))
    if event.text("via"):
        marks.append(msg("recorded by {via}", via=event.text("via")))
    later = elapsed(event.at, commit.committed_at)
    if later > LATE and not earlier:
        marks.append(msg("recorded {later} later", later=span(later)))
    if -later > LATE:
        marks.append(msg("dated {ahead} ahead of its commit", ahead=span(-later)))
    return tuple(marks)


def _hand_edits(old: Case, new: Case, added: list[Event], commit: Commit | None) -> list[TrailEntry]:
    """What the version changed that no added event accounts for: always shown, never hidden."""
    entries = [
        _entry_without_event(commit, what)
        for what in (*_journal_edits(old, new), *_header_edits(old, new, bool(added)))
    ]
    claimed = {name for event in added for name in _claimed(event, new.journal)}
    names = [name for name in changed_keys(free_part(old), free_part(new)) if name not in claimed]
    return (
        [*entries, _entry_without_event(commit, msg("hand edit of {names}", names=names), names)] if names else entries
    )


def _journal_edits(old: Case, new: Case) -> Iterator[Message]:
    kept = {event.id: event for event in new.journal}
    for event in old.journal:
        if event.id not in kept:
            yield msg(
                "hand edit: event {id} ({kind}) was taken out of the journal",
                id=event.id,
                kind=kind_of(event.kind).title,
            )
        elif kept[event.id] != event:
            yield msg("hand edit: event {id} ({kind}) was altered", id=event.id, kind=kind_of(event.kind).title)
    known = {event.id for event in old.journal}
    if [each.id for each in old.journal if each.id in kept] != [each.id for each in new.journal if each.id in known]:
        yield msg("hand edit: the journal was put into another order")


def _header_edits(old: Case, new: Case, explained: bool) -> Iterator[Message]:
    """Governed keys that changed and differ from the fold, or that differed before while no event was added."""
    cases = (new,) if explained else (old, new)
    drifted = {"id", *(each.key for case in cases for each in drift(case, UTC))}
    for key in GOVERNED:
        before, after = shown(old.tree.get(key)), shown(new.tree.get(key))
        if key in drifted and before != after:
            yield msg("hand edit of {key}: {old} → {new}", key=key, old=before, new=after)
