"""The line of one case through history: what each commit did to its file, held against the versions before it.

A journal is only ever added to; the header is what the journal adds up to; a file keeps its name and its case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Protocol

from casectl.core.case.compose import drift
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.ids import id_of_path, is_case_file
from casectl.core.case.model import MERGED, Case, Event
from casectl.core.history.journal_changes import journal_changes, out_of_place
from casectl.core.history.merges import dropped_values, false_sides, own_values
from casectl.core.history.step import Breach, Side, Step
from casectl.core.history.trail import ValueChange, unclaimed_changes
from casectl.core.mail.message import MARK
from casectl.core.merge.mail_twice import with_mail_once
from casectl.core.template.free_fields import free_part
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import NamedTuple, replace


class CaseVersions(Protocol):
    """The recorded versions of case files."""

    def prepare(self, blobs: Iterable[str]) -> None:
        """Read these contents together, which will be asked for next."""
        ...

    def case(self, path: str, blob: str, before: str = "") -> Case | None:
        """The case with this content; None if there is none ("") or it cannot be read.

        It is read faster where it is the content `before` with more events.
        """
        ...

    def is_here(self, blob: str) -> bool:
        """Whether this clone has the content, whatever is in it; a partial one may not."""
        ...


class Earlier(Protocol):
    """What a case was before a commit, in versions that its line may not have."""

    def parted(self, step: Step, path: str) -> Iterable[Case]:
        """As it was where the parents of a merge parted; for any other commit, as it last could be read."""
        ...

    def recorded(self, step: Step, path: str) -> Iterable[Case]:
        """Every version that could be read."""
        ...


class Added(NamedTuple):
    """The new `events` of a case, which is as a commit made it, and the free part that it had before; empty in a merge,
    where that is not one.
    """

    case: Case
    events: Sequence[Event]
    before: Mapping[str, Tree]


NewEvents = Callable[[Step, Added], Iterator[Breach]]
"""What is wrong with the events that a commit adds to a case."""

FieldEdits = Callable[[Step, Case, Case, Sequence[ValueChange]], Iterator[Breach]]
"""What is wrong with a commit that makes a case another one, and with the changes for which it has no event."""


class CaseLine:
    """The versions of the case at `path`, to be judged in the order in which they were recorded."""

    def __init__(
        self, path: str, versions: CaseVersions, judged: NewEvents, edited: FieldEdits, earlier: Earlier
    ) -> None:
        self._path, self._versions, self._judged, self._edited = path, versions, judged, edited
        self._earlier = earlier
        self.last = ""
        """The last content that could be read."""
        self._unsettled: Sequence[Case] = ()
        """What a merge had before it that left the file unreadable: what repairs the file is that merge's result."""
        self.is_judged = True
        """Whether all of the last commit was here to be judged."""
        self.taken_in = frozenset[str]()
        """The events of mail that the last commit added, which another clone may have taken in as well."""
        self._is_gone = False
        self._known = set[str]()
        self._is_whole: bool | None = None
        """Whether the line begins with the case; else there are versions before it."""
        self._recorded: dict[str, Event] | None = None
        """The events of all versions before, once they were asked for."""
        self._lost: dict[str, Event] = {}
        """The events that were taken out or altered, as they were before."""

    def judge(self, step: Step, sides: Sequence[Side]) -> Iterator[Breach]:
        """What a commit did to the case, seen from each parent from which it differs.

        What this clone does not have is not judged, and that is said.
        """
        self.is_judged = all(self._is_here(side.before) and self._is_here(side.after, side.before) for side in sides)
        if not self.is_judged:
            after = self._versions.case(self._path, sides[0].after)
            self._known |= {event.id for event in after.journal} if after else set()
            what = msg("the file could not be checked: this clone does not have that version of it")
            yield Breach(step.commit, self._path, "H013", what, is_note=True)
            return
        befores = self._befores(step, sides)
        after = self._versions.case(self._path, sides[0].after, sides[0].before)
        there = {event.id for case in befores for event in case.journal}
        mails = {event.id for event in after.journal if event.id.startswith(MARK)} if after else set[str]()
        self.taken_in = frozenset(mails - there)
        self._is_whole = not befores if self._is_whole is None else self._is_whole
        self._known |= there
        yield from self._gone(step, sides[0], befores, after)
        lost = [each for old in _once(step, befores, after) for each in self._losses(step, old, after)]
        if lost and len(step.parents) == 2 and not step.is_own(sides):
            bases = [*self._earlier.parted(step, self._path)]  # what the other side did to them is that side's
            lost = [each for each in lost if not bases or any(base.event(each.event) != each.was for base in bases)]
        yield from {(each.code, each.event): each for each in reversed(lost)}.values()
        if after:
            if step.is_own(sides) and not step.commit.cut:
                yield from self._own(step, sides, befores, after)
            elif len(step.parents) == 2 and all(step.parents):
                yield from self._dropped(step, [*befores, after], after)
            self._known |= {event.id for event in after.journal}
            self.last, self._is_gone, self._unsettled = sides[0].after, False, ()
        elif len(befores) > 1:
            self._unsettled = befores

    def _is_here(self, blob: str, before: str = "") -> bool:
        return not blob or self._versions.case(self._path, blob, before) is not None or self._versions.is_here(blob)

    def _befores(self, step: Step, sides: Sequence[Side]) -> Sequence[Case]:
        """The case as each parent has it; what repairs a file comes after what was there before that was unreadable."""
        if len(sides) == 1 and sides[0].before and not self._versions.case(self._path, sides[0].before):
            if not self.last:
                self._unsettled = [*self._earlier.parted(step, self._path)]
            if self._unsettled:
                return self._unsettled
        return [found for each in sides if (found := self._before(each))]

    def _before(self, side: Side) -> Case | None:
        """The case as it was; where it could not be read, as it last could."""
        found = self._versions.case(self._path, side.before)
        if found:
            self.last = side.before
        elif not side.before and not self._is_gone:
            return None  # another branch may have had a case of that name
        return found or self._versions.case(self._path, self.last)

    def _gone(self, step: Step, side: Side, befores: Sequence[Case], after: Case | None) -> Iterator[Breach]:
        if side.after and after is None:
            yield Breach(step.commit, self._path, "C000", msg("a commit left the file in a state that cannot be read"))
        elif befores and not side.after and not self._is_gone and is_case_file(self._path):
            self._is_gone = True
            yield Breach(step.commit, self._path, "C065", msg("the case was deleted"))

    def _losses(self, step: Step, old: Case, after: Case | None) -> Iterator[Breach]:
        """The events that were taken out or altered, each said once; what puts one back as it was is no loss."""
        if after is None or after.journal[: len(old.journal)] == old.journal:
            return
        now = {event.id: event for event in after.journal}
        for each in journal_changes(old.journal, after.journal):
            event = each.event
            first = self._lost.get(event.id, event)
            if each.how == "moved" or now.get(event.id) == first or (each.how == "gone" and event.id in self._lost):
                continue
            if each.how == "altered" and event.id not in self._lost and self._is_put_back(step, now[event.id]):
                continue
            self._lost[event.id] = first
            yield replace(self._lost_event(step, event, now.get(event.id)), was=first)

    def _lost_event(self, step: Step, old: Event, new: Event | None) -> Breach:
        if new is None:
            return Breach(step.commit, self._path, "C062", msg("event {id} was removed", id=old.id), old.id)
        what, key = msg("event {id} was altered", id=old.id), _differing(old, new)
        return Breach(step.commit, self._path, "C063", what, old.id, (key,) if key else ())

    def _own(self, step: Step, sides: Sequence[Side], befores: Sequence[Case], after: Case) -> Iterator[Breach]:
        """What the commit itself put into the file."""
        unknown = [event for event in after.journal if event.id not in self._known]
        new = [event for event in unknown if not (befores and self._is_put_back(step, event))]
        yield from self._order(step, befores, after, new)
        yield from self._kinds(step, new)
        yield from self._identity(step, befores, after)
        yield from self._header(step, befores, after)
        yield from self._merged(step, befores, after) if len(step.parents) > 1 else self._fields(step, befores, after)
        unread = any(each.before and not self._versions.case(self._path, each.before) for each in sides)
        yield from false_sides(step, self._path, befores, after, is_repair=unread)
        before = free_part(befores[0]) if len(befores) == 1 else {}
        yield from self._judged(step, Added(after, new, before))

    def _is_put_back(self, step: Step, event: Event) -> bool:
        """Whether an event that the commit does not name is as it was first recorded, before this line begins."""
        if self._is_whole or event.id in step.commit.events or event.kind == MERGED:
            return False
        if self._recorded is None:
            versions = [*self._earlier.recorded(step, self._path)]
            self._recorded = {each.id: each for case in reversed(versions) for each in case.journal}
        return self._recorded.get(event.id) == event

    def _identity(self, step: Step, befores: Sequence[Case], after: Case) -> Iterator[Breach]:
        if after.id != id_of_path(self._path) and all(each.id != after.id for each in befores):
            what = msg("the file contains {id}, but a case's file is named after its id", id=after.id)
            yield Breach(step.commit, self._path, "C002", what, where=("id",))
        ids = [event.id for event in after.journal]
        for event in {each for each in ids if ids.count(each) > 1} if len({*ids}) < len(ids) else ():
            yield Breach(step.commit, self._path, "C060", msg("event {id} occurs twice", id=event), event)

    def _order(self, step: Step, befores: Sequence[Case], after: Case, new: Sequence[Event]) -> Iterator[Breach]:
        """Events come at the end, but where a merge brought two histories together; one that was replayed on top of
        another branch still names what it recorded.
        """
        if len(befores) > 1 or len(step.parents) > 1 or any(event.kind == MERGED for event in new):
            return
        known = {event.id for event in after.journal}.difference(event.id for event in new).union(step.commit.events)
        for old in befores:
            if event := out_of_place(old.journal, after.journal, known):
                what = msg("event {id} was put before events recorded earlier", id=event.id)
                yield Breach(step.commit, self._path, "C063", what, event.id)

    def _kinds(self, step: Step, new: Sequence[Event]) -> Iterator[Breach]:
        """The events of no known kind: what they say has its effect, and the law has no rule for them."""
        for event in new:
            if event.kind not in EVENT_KINDS:
                what = msg("{kind} is not a kind of event", kind=event.kind)
                yield Breach(step.commit, self._path, "C061", what, event.id)

    def _header(self, step: Step, befores: Sequence[Case], after: Case) -> Iterator[Breach]:
        """The governed keys that say something else than the journal, unless they did before."""
        found = drift(after, UTC)
        old = {each for case in befores for each in drift(case, UTC)} if found else set()
        for each in found:
            if each not in old:
                what = msg("{key} became {written}, although the journal says {folded},", key=each.key,
                           written=each.written, folded=each.folded)  # fmt: skip
                yield Breach(step.commit, self._path, "C050", what, where=(each.key,))

    def _merged(self, step: Step, befores: Sequence[Case], after: Case) -> Iterator[Breach]:
        """The fields to which a merge gave a value of its own, or left that of the wrong parent."""
        for each in own_values(befores, after, self._earlier.parted(step, self._path)):
            what = msg("{name} got a value that none of the merge's parents has, and no event says so,", name=each.name)
            yield Breach(step.commit, self._path, "H005", what, where=tuple(each.name.split(".")), changes=(each,))
        yield from self._dropped(step, befores, after)

    def _dropped(self, step: Step, befores: Sequence[Case], after: Case) -> Iterator[Breach]:
        """The fields whose change in one parent is gone."""
        parted = self._earlier.parted(step, self._path)
        for each in dropped_values(befores, after, parted) if len(befores) == 2 else ():
            name, where = each.name, tuple(each.name.split("."))
            what = msg("{name} lost the value that one parent of the merge gave it, and no event says so,", name=name)
            yield Breach(step.commit, self._path, "H005", what, where=where, changes=(each,))

    def _fields(self, step: Step, befores: Sequence[Case], after: Case) -> Iterator[Breach]:
        """The fields that have another value than in all versions before, without an event."""
        changes = [{each.name: each for each in unclaimed_changes(old, after)} for old in befores]
        names = sorted(name for name in (changes[0] if changes else ()) if all(name in each for each in changes))
        unsaid = [changes[0][name] for name in names]
        yield from self._edited(step, befores[0], after, unsaid) if befores else ()


def _once(step: Step, befores: Sequence[Case], after: Case | None) -> Sequence[Case]:
    """The case as each parent has it, as if a message that both took in had been taken in once, by the first. A parent
    that is not among them has it as the merge has.
    """
    if len(befores) == 2:
        return with_mail_once(*befores)
    if after and befores and len(step.parents) > 1:
        return [with_mail_once(befores[0], after)[0]]
    return befores


def _differing(old: Event, new: Event) -> str:
    """The first key in which two versions of an event differ, "" if that is its id."""
    keys = {"at": to_seconds(old.at) != to_seconds(new.at), "by": old.by != new.by, "event": old.kind != new.kind}
    data = (key for key in {**old.data, **new.data} if old.data.get(key) != new.data.get(key))
    return next((key for key, differs in keys.items() if differs), next(data, ""))
