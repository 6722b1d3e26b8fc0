"""The trail of a case: what git's history says happened, commit by commit, hand edits included.

Truth comes from the content of each version, never from a commit's message: an event counts as recorded by the
commit in which it first stands in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casectl.core.case import Case
from casectl.core.compose import shown
from casectl.core.event import Event
from casectl.core.fold import fold
from casectl.core.free import changed_names
from casectl.core.messages import Message, msg
from casectl.core.tree import Tree, text_of

LATE = timedelta(minutes=5)
"""How far an event's time and its commit's may lie apart before it is called back-dated, or is refused as to come."""


@dataclass(frozen=True, slots=True)
class Commit:
    """What git says of a commit: id, author, instants, and the trailers casectl writes."""

    id: str
    author: str
    committed_at: datetime
    events: tuple[str, ...] = ()
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """The case before and after one commit; None: not there; a Message: why it could not be read."""

    commit: Commit | None
    before: Case | Message | None
    after: Case | Message | None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trail. `event` is None for what was done around casectl; `marks` say what is unusual."""

    commit: Commit | None
    event: Event | None
    what: Message
    changed: tuple[str, ...] = ()
    moved: tuple[str, str] = ("", "")
    marks: tuple[Message, ...] = field(default=())


def trail(versions: Iterable[Version]) -> list[Step]:
    """Every event and every hand edit, in the order of the versions (oldest first)."""
    return [step for version in versions for step in _steps(version)]


def _steps(version: Version) -> list[Step]:
    before, after, commit = version.before, version.after, version.commit
    if isinstance(after, Message):
        return [Step(commit, None, msg("the file was left unreadable: {why}", why=after))]
    if after is None:
        return [Step(commit, None, msg("the file was removed"))]
    old = before if isinstance(before, Case) else None
    known = {event.id: event for event in old.journal} if old else {}
    added = [event for event in after.journal if event.id not in known]
    steps = [_event_step(event, after.journal, commit, _free_changes(old, after)) for event in added]
    steps += _around(old, after, commit, explained=bool(added))
    if not steps:
        steps = [Step(commit, None, msg("the file was rewritten; what it says is the same"))]
    return steps


def _event_step(event: Event, journal: Sequence[Event], commit: Commit | None, changes: list[str]) -> Step:
    earlier = tuple(journal[: [each.id for each in journal].index(event.id)])
    before, after = fold(earlier), fold((*earlier, event))
    giver = event.text("giver") or before.owner
    receiver = event.text("to") if event.kind == "offered" else after.owner
    moved = (giver, receiver) if event.kind in ("offered", "accepted", "assigned", "returned") else ("", "")
    names = changes if event.kind in ("opened", "changed", "adopted", "advanced", "undone", "reopened") else []
    return Step(commit, event, _what(event, before.state, after.state), tuple(names), moved, _marks(event, commit))


def _what(event: Event, old: str, new: str) -> Message:
    if event.kind in ("advanced", "reopened"):
        return msg("{event}: {old} → {new}", event=event.kind, old=old, new=new)
    if event.kind == "undone":
        return msg("{event}: {what}", event=event.kind, what=event.text("what"))
    return msg("{event}", event=event.kind)


def _marks(event: Event, commit: Commit | None) -> tuple[Message, ...]:
    if commit is None:
        return (msg("not recorded yet"),)
    marks = []
    if event.id not in commit.events:
        marks.append(msg("added by hand, not by casectl"))
    elif commit.actor and commit.actor != event.by:
        marks.append(msg("the commit says {actor}, the event {by}", actor=commit.actor, by=event.by))
    if event.text("via"):
        marks.append(msg("recorded by {via}", via=event.text("via")))
    if commit.committed_at - event.at > LATE:
        marks.append(msg("recorded {later} later", later=span(commit.committed_at - event.at)))
    if event.at - commit.committed_at > LATE:
        marks.append(msg("dated {ahead} ahead of its commit", ahead=span(event.at - commit.committed_at)))
    return tuple(marks)


def span(length: timedelta) -> str:
    """A length of time in its two largest units: ``3d 4h``."""
    minutes = int(length.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [f"{number}{unit}" for number, unit in ((days, "d"), (hours, "h"), (minutes, "m")) if number]
    return " ".join(parts[:2]) or "0m"


def _free_changes(old: Case | None, new: Case) -> list[str]:
    from casectl.core.free import free_part

    return changed_names(free_part(old) if old else {}, free_part(new))


def _around(old: Case | None, new: Case, commit: Commit | None, explained: bool) -> list[Step]:
    """What the commit changed beside adding events: always shown, never hidden."""
    if old is None:
        return []
    steps = []
    kept = {event.id: event for event in new.journal}
    for event in old.journal:
        if event.id not in kept:
            steps.append(
                Step(
                    commit,
                    None,
                    msg("hand edit: event {id} ({kind}) was taken out of the journal", id=event.id, kind=event.kind),
                )
            )
        elif kept[event.id] != event:
            steps.append(
                Step(commit, None, msg("hand edit: event {id} ({kind}) was altered", id=event.id, kind=event.kind))
            )
    if [each.id for each in old.journal] != [
        each.id for each in new.journal if each.id in {one.id for one in old.journal}
    ]:
        steps.append(Step(commit, None, msg("hand edit: the journal was put into another order")))
    steps += _header_edits(old, new, commit)
    free = [] if explained else _free_changes(old, new)
    if free:
        steps.append(Step(commit, None, msg("hand edit of {names}", names=free), tuple(free)))
    return steps


def _header_edits(old: Case, new: Case, commit: Commit | None) -> list[Step]:
    """Header values written by hand: what stands there and is not what the journal adds up to, and was so before."""
    keys = [
        ("state", new.header.state),
        ("owner", new.header.owner),
        ("team", new.header.team),
        ("level", str(new.header.level or "")),
    ]
    return [
        Step(
            commit,
            None,
            msg("hand edit of {key}: {old} → {new}", key=key, old=_said(old.tree, key), new=_said(new.tree, key)),
        )
        for key, folded in keys
        if text_of(new.tree.get(key)) != folded and new.tree.get(key) != old.tree.get(key)
    ]


def _said(tree: dict[str, Tree], key: str) -> str:
    return shown(tree.get(key))
