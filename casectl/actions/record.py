"""The one door through which everything is written.

Lock, refuse odd states, read the case from HEAD inside the lock, let the verb propose, fold, validate, commit
with compare-and-swap, then refresh what can be rebuilt. Before the commit nothing has changed; after it the
event is recorded, whatever else happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import TypeVar

from casectl.actions.desk import Desk
from casectl.actions.find import case_in
from casectl.actions.proposal import Draft, Proposal, Propose, When
from casectl.actions.recorded import recorded_content, refuse_drift
from casectl.actions.repeat import refuse_another, refuse_another_case
from casectl.core.case.commit_message import commit_message
from casectl.core.case.compose import grown_tree, new_tree
from casectl.core.case.event import EVENT_ID, Event
from casectl.core.case.ids import case_path
from casectl.core.case.json_schema import HINT, PATH
from casectl.core.case.model import Case, Header
from casectl.core.clocks.effects import too_late, with_consequences
from casectl.core.clocks.rules import Rules, versions_of
from casectl.core.history.trail import LATE
from casectl.core.reports import Receipt
from casectl.core.time.instants import format_instant
from casectl.core.values.errors import CasectlError, Misused, RepositoryTrouble
from casectl.core.values.messages import Message, msg
from casectl.core.values.os_errors import reason_of
from casectl.core.values.tree import Tree, mapping_of, text_of
from casectl.core.values.value_class import frozen
from casectl.ports import Entry, Head, MovedOn

_TRIES = 5
NOTHING: Mapping[str, bytes] = {}
Done = TypeVar("Done")


@frozen
class Door:
    """The open door: where the branch stands, and what recovery had to say."""

    head: Head
    notes: tuple[Message, ...]


def through_the_door(desk: Desk, act: Callable[[Door], Done]) -> Done:
    """Run `act` under the write lock, again from the start if somebody else's commit came between.

    Raises RepositoryTrouble if the repository is in no state to be written to, or keeps moving.
    """
    with desk.ledger.lock():
        notes = (*desk.ledger.heal(desk.store), *_clock_is_behind(desk))
        for _ in range(_TRIES):
            try:
                return act(Door(desk.ledger.head(), notes))
            except MovedOn:
                continue
    raise RepositoryTrouble(msg("other commits kept coming in between; nothing was recorded"), hint=msg("try again"))


def _clock_is_behind(desk: Desk) -> Iterator[Message]:
    """That the last commit is dated in the future: one of two clocks is wrong, and what it times is wrong with it."""
    last = desk.ledger.point("HEAD")
    if last and last.at - desk.now > LATE:
        late, now = (format_instant(at, desk.zone) for at in (last.at, desk.now))
        yield msg(
            "the last commit is dated {late}, and it is {now} here: one of two clocks is wrong", late=late, now=now
        )


def record(desk: Desk, case_id: str, propose: Propose, when: When) -> Receipt:
    """Record what `propose` makes of the case as it stands in HEAD.

    Raises:
        Refused: the case has hand edits that are not recorded, or the verb's own rules say no, or the event's id
            stands for something else.
        Unreadable: the case cannot be read.
        RepositoryTrouble: nothing could be recorded; nothing has changed.
    """

    def act(door: Door) -> Receipt:
        found = proposed(desk, door, case_id, propose, when)
        if isinstance(found, Receipt):
            return found
        return commit(desk, Door(door.head, (*door.notes, *found.notes)), found)

    return through_the_door(desk, act)


def proposed(desk: Desk, door: Door, case_id: str, propose: Propose, when: When) -> Change | Receipt:
    """What `propose` makes of the case as it stands in the door's head; a receipt if it was recorded before.

    Raises as `record` does.
    """
    path = case_path(case_id)
    data = recorded_content(desk, case_id, door.head)
    case = case_in(desk, path, data)
    if when.event_id and (known := case.event(when.event_id)):
        refuse_another(desk, case, known, propose)
        return Receipt(case, case.header, (known,), already=True, notes=door.notes)
    refuse_drift(desk, case_id, case)
    template = desk.template(case.header.template)
    proposal = propose(case, template)
    after = case.tree if proposal.free is None else proposal.free
    law = desk.law(template.name, versions_of(case.journal))
    rules = Rules(template, law, mapping_of(after.get("fields")), desk.zone)
    events = complete(desk, proposal.events, when, (case.journal, rules))
    text = proposal.rewritten.get(data, data)
    content = desk.documents.edit(text, grown_tree(case, events, proposal.free, desk.zone))
    return Change(
        path,
        content,
        case.header,
        tuple(events),
        proposal.files,
        (*law.notes, *stay_missed(events, case.journal, rules)),
    )


def record_new(desk: Desk, case_id: str, free: Mapping[str, Tree], opened: Proposal, when: When) -> Receipt:
    """Record a new case with its first events, ``opened`` before all; an event id that opened a case opens no other.

    Raises RepositoryTrouble if the case's id is taken, or nothing could be recorded.
    """
    path = case_path(case_id)

    def act(door: Door) -> Receipt:
        if when.event_id and (known := _opened_with(desk, when.event_id)):
            refuse_another_case(known, free)
            return Receipt(known, known.header, known.journal[:1], already=True, notes=door.notes)
        if desk.ledger.blob(path, door.head.commit) is not None or desk.store.read(path) is not None:
            raise RepositoryTrouble(msg("{path} is there already", path=path), hint=msg("try again"))
        template = desk.template(text_of(opened.events[0].data.get("template")))
        rules = Rules(template, desk.law(template.name, {}), mapping_of(free.get("fields")), desk.zone)
        events = complete(desk, opened.events, when, ((), rules))
        hint = HINT if desk.store.read(PATH) is not None else b""
        content = hint + desk.documents.write(new_tree(case_id, free, events, desk.zone))
        return commit(desk, door, Change(path, content, Header(), tuple(events), opened.files))

    return through_the_door(desk, act)


def _opened_with(desk: Desk, event_id: str) -> Case | None:
    found = next((facts for facts in desk.facts().cases if facts.text("first_event") == event_id), None)
    return case_in(desk, found.path, desk.store.read(found.path) or b"") if found else None


def complete(desk: Desk, drafts: Sequence[Draft], when: When, ground: tuple[tuple[Event, ...], Rules]) -> list[Event]:
    """The proposed events with id, time, person and consequences; `ground` is the journal so far and the rules."""
    journal, rules = ground
    at = (when.at or desk.now).replace(microsecond=0)
    if at - desk.now > LATE:
        raise Misused(msg("{at} is still to come: nothing can have happened then", at=format_instant(at, desk.zone)))
    events: list[Event] = []
    for number, draft in enumerate(drafts):
        given = when.event_id and (f"{when.event_id}-{number + 1}" if number else when.event_id)
        if given and not EVENT_ID.fullmatch(given):
            raise Misused(
                msg("{id} cannot be an event id", id=given),
                hint=msg("use 4 to 64 letters, digits, dots, dashes or underscores"),
            )
        via: dict[str, Tree] = {} if desk.keyboard.name == desk.actor.name else {"via": desk.keyboard.name}
        event = Event(given or desk.new_event_id(), at, desk.actor.name, draft.kind, {**via, **draft.data})
        events.append(with_consequences(event, (*journal, *events), rules))
    return events


def stay_missed(events: Sequence[Event], journal: tuple[Event, ...], rules: Rules) -> Iterator[Message]:
    """The deadlines that what was recorded came too late to move."""
    for number, event in enumerate(events):
        yield from too_late(event, (*journal, *events[:number]), rules)


@frozen
class Change:
    """One case's new content, ready to be committed, and the header it had before.

    `seen` has what was read in files that were not as recorded, and may be replaced.
    """

    path: str
    content: bytes
    before: Header
    events: tuple[Event, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    seen: Mapping[str, bytes] = field(default_factory=dict)


def commit(desk: Desk, door: Door, change: Change) -> Receipt:
    """Commit a change on top of the door's head, then refresh the work tree."""
    after = case_in(desk, change.path, change.content)
    entry = entry_of(desk, after.id, change)
    [oid] = desk.ledger.record(door.head, [entry], recording_at(desk))
    notes = (*door.notes, *refresh(desk, entry.files, oid, change.seen))
    return Receipt(after, change.before, change.events, oid, notes=notes)


def entry_of(desk: Desk, case_id: str, change: Change) -> Entry:
    """The commit that records a change."""
    via = "" if desk.keyboard.name == desk.actor.name else desk.keyboard.name
    files: dict[str, bytes | None] = {change.path: change.content, **change.files}
    return Entry(files, commit_message(case_id, change.before, change.events, via))


def recording_at(desk: Desk) -> datetime:
    """The time of a commit: now, in the casebook's zone; ``git log`` tells the hour that the desk's clock shows."""
    return desk.now.astimezone(desk.zone)


def refresh(
    desk: Desk, files: Mapping[str, bytes | None], head: str, seen: Mapping[str, bytes] = NOTHING
) -> list[Message]:
    """Bring work tree and git's index up to what was just committed; trouble is only a note, recovery mends it."""
    return tried(lambda: laid_out(desk, files.items(), head, seen))


def tried(refreshing: Callable[[], list[Message]]) -> list[Message]:
    """Run what brings the work tree up to what is recorded by now; a note if it fails."""
    try:
        return refreshing()
    except (CasectlError, OSError) as error:
        why = error.what if isinstance(error, CasectlError) else reason_of(error)
        return [msg("recorded, but the work tree could not be refreshed: {why}; the next command will", why=why)]


def laid_out(
    desk: Desk, files: Iterable[tuple[str, bytes | None]], head: str, seen: Mapping[str, bytes] = NOTHING
) -> list[Message]:
    """Lay into the work tree, and into git's index, what was just recorded; what there is to say about it."""
    paths: list[str] = []

    def noted() -> Iterator[tuple[str, bytes | None]]:
        for path, data in files:
            paths.append(path)
            yield path, data

    notes = desk.ledger.lay_out(noted(), head, desk.store, seen)
    desk.ledger.refresh(paths, head)
    return notes
