"""What follows from two histories of one case: what rules decide, and what is left to be decided by somebody.

Levels only go up, so the higher one counts. Of two sides the one that went on from the other's state counts. A clock
that either side stopped is stopped, by the earlier stop; of two runs the later counts, and of two deadlines of one run
the earlier. A follow-up that one side ended is ended. Of two joins of the case, to two others or with one in opposite
directions, the earlier stands. What one side recorded beside a join of the other is to be looked at, redress that both
offered or paid, and what both decided about one letter, appeal or late entry. Anything else that both changed is a
conflict: the later change counts for now, and both are on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from hashlib import sha256

from casectl.core.case.compose import shown, with_spelling_of
from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.model import MERGED, MERGER, Event, Header
from casectl.core.case.sides import FIRST, SECOND
from casectl.core.clocks.runs import Run
from casectl.core.merge.answers import NOT_SAID_AT_FIRST, answered_twice, in_short
from casectl.core.merge.histories import Histories, History
from casectl.core.merge.joins import beside_joins, later_join
from casectl.core.merge.values import Clash, told
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.tree import Plain, Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import value_class

_PASSING = ("assigned", "offered", "accepted", "returned", "escalated")
_RUNNING = ("due", "from", "rule", "within", "calendar", "provisional", "chance", "repeat", "counting")
_STOPPED = ("stopped", "met", "late", "fell_away", "excused", "counting")
_TEXTS = ("rule", "within", "calendar", "reason", "excused")
_PAUSED = ("paused", "reason", "deadline", "left", "counting")


@value_class
class Side:
    """What one side of a conflict has, and the event that brought it; None if none is known."""

    value: str
    event: Event | None

    def to_tree(self) -> dict[str, Tree]:
        """The form in the journal."""
        who: dict[str, Tree] = {"by": self.event.by, "event": self.event.id} if self.event else {}
        return {"is": self.value, **who}


def merged_event(both: Histories, clashes: Sequence[Clash], zone: tzinfo) -> Event | None:
    """What is to be recorded of a merge; None where nothing depends on it. `clashes` are those of the free part."""
    if both.are_independent and not clashes and not any(beside_joins(both)):
        return None
    parts, conflicts = _reckoned(both, clashes, zone)
    sides: dict[str, Tree] = {
        name: [event.id for event in side.own]
        for name, side in ((FIRST, both.first), (SECOND, both.second)) if side.own
    }  # fmt: skip
    data: dict[str, Tree] = {"sides": sides, **parts, **({"conflicts": conflicts} if conflicts else {})}
    return Event(id_of(data), _at(both), MERGER, MERGED, data)


def as_reckoned(event: Event, both: Histories, zone: tzinfo) -> bool:
    """Whether an event of a merge says of the two histories what they give; clashes of the free part are its own, and
    a merge of an earlier release does not say everything.
    """
    clashes = [mapping_of(each) for each in list_of(event.data.get("conflicts"))]
    right, conflicts = _reckoned(both, (), zone)
    said = {key: value for key, value in event.data.items() if key not in ("sides", "conflicts")}
    about = {text_of(each.get("about")) for each in clashes}
    needed = [
        each for each in map(mapping_of, conflicts) if _was_said(text_of(each["about"])) or each["about"] in about
    ]
    return right == with_spelling_of(said, right) and all(each in clashes for each in needed)


def _was_said(about: str) -> bool:
    """Whether merges have always said that."""
    return about.partition(".")[0] not in NOT_SAID_AT_FIRST


def _reckoned(
    both: Histories, clashes: Iterable[Clash], zone: tzinfo
) -> tuple[dict[str, Tree], list[Tree]]:  # fmt: skip
    """What rules decide, without the later one of two joins, and what is left to be decided."""
    gone = later_join(both)
    fallen: dict[str, Tree] = {"falls_away": [*gone]} if gone else {}
    both = both.without(gone)
    parts = {**fallen, **_state(both, zone), **_level(both), **_clocks(both), **_cancels(both)}
    return parts, [_conflict(*each) for each in _conflicts(both, clashes)]


def id_of(data: Mapping[str, Tree]) -> str:
    """The id of a merge's event, which follows from what it says."""
    return f"m{sha256(shown({**data}).encode()).hexdigest()[:12]}"


def _at(both: Histories) -> datetime:
    events = (*both.first.own, *both.second.own) or both.journal
    return max((event.at for event in events), key=to_seconds)


def _conflict(name: str, kept: Side, other: Side) -> dict[str, Tree]:
    return {"about": name, "kept": kept.to_tree(), "other": other.to_tree()}


def _conflicts(both: Histories, clashes: Iterable[Clash]) -> Iterator[tuple[str, Side, Side]]:
    yield from _state_conflict(both) if _further(both) is None else _join_conflicts(both)
    yield from _owner_conflict(both)
    for name, first_event, second_event in answered_twice(both):
        yield name, Side(in_short(first_event), first_event), Side(in_short(second_event), second_event)
    for clock, first, second in _both_running(both):
        is_moved = to_seconds(first.due) != to_seconds(second.due)
        if is_moved and (to_seconds(first.start) == to_seconds(second.start) or first.restarted or second.restarted):
            sides = [_of_clock(*each) for each in ((first, both.first), (second, both.second))]
            kept, other = sides if _rank(first) <= _rank(second) else sides[::-1]
            yield f"due.{clock}", kept, other
    for clash in clashes:
        sides = [_of_value(clash.name, *each) for each in ((clash.one, both.first), (clash.other, both.second))]
        kept, other = sides if clash.one is not None else sides[::-1]
        yield clash.name, kept, other


def _of_value(name: str, value: Tree | None, side: History) -> Side:
    event = side.last_on(detail="changed", name=name) or next(reversed(side.own), None)
    return Side(told(value), event)


def _of_clock(run: Run, side: History) -> Side:
    events = {event.id: event for event in side.own}
    last = next((events[each] for each in reversed(run.events) if each in events), None)
    return Side(run.due.isoformat(timespec="seconds"), last)


def _steps(side: History) -> list[str]:
    return [event.text("to") for event in side.own if event.kind in ENTERING]


def _further(both: Histories) -> History | None:
    """The side whose state counts: the only one that moved, or the one that went on from where the other is."""
    first, second = _steps(both.first), _steps(both.second)
    if not second or first[: len(second)] == second:
        return both.first
    return both.second if not first or second[: len(first)] == first else None


def _state(both: Histories, zone: tzinfo) -> dict[str, Tree]:
    side = _further(both)
    if side is None or _reached(side.header) == _reached(both.header):
        return {}
    closed = side.header.closed_at
    return {"state": side.header.state, **({"closed_at": Plain(format_instant(closed, zone))} if closed else {})}


def _reached(header: Header) -> tuple[str, bool]:
    return header.state, header.closed_at is not None


def _state_conflict(both: Histories) -> Iterator[tuple[str, Side, Side]]:
    if _further(both) is None and both.first.header.state != both.second.header.state:
        sides = [Side(each.header.state, each.last_on(ENTERING)) for each in (both.first, both.second)]
        kept, other = sides if sides[0].value == both.header.state else sides[::-1]
        yield "state", kept, other


def _join_conflicts(both: Histories) -> Iterator[tuple[str, Side, Side]]:
    for name, join, beside in beside_joins(both):
        yield name, Side(join.text("case"), join), Side(beside.kind, beside)


def _ownership(header: Header) -> tuple[str, ...]:
    offer = header.offer
    return (header.owner, header.team, *((offer.to, offer.team, offer.event) if offer else ()))


def _owner_conflict(both: Histories) -> Iterator[tuple[str, Side, Side]]:
    """Two offers to the same person or team are no conflict: the later one is open."""
    first, second = _ownership(both.first.header), _ownership(both.second.header)
    if first[:4] != second[:4] and _ownership(both.fork) not in (first, second):
        sides = [_whose(each) for each in (both.first, both.second)]
        kept, other = sides if first[:2] == _ownership(both.header)[:2] else sides[::-1]
        yield "owner", kept, other


def _whose(side: History) -> Side:
    header, last = side.header, side.last_on(_PASSING)
    offered = header.offer
    to = f" → {offered.to or offered.team}" if offered else ""
    return Side(f"{header.owner or header.team}{to}", last or side.last_on(detail="owner"))


def _level(both: Histories) -> dict[str, Tree]:
    highest = max(both.first.header.level, both.second.header.level)
    return {"level": Plain(highest)} if highest > both.header.level else {}


def _cancels(both: Histories) -> dict[str, Tree]:
    """The follow-ups that one side had ended, and that are there again since the other passed them on."""
    kept = [{each.id for each in side.header.follow_ups} for side in (both.first, both.second)]
    before = {each.id for each in both.fork.follow_ups}
    now = (each.id for each in both.header.follow_ups if each.id in before)
    gone: list[Tree] = [each for each in now if not all(each in side for side in kept)]
    return {"cancels": gone} if gone else {}


def _touched(side: History) -> set[str]:
    return {clock for event in side.own for clock in event.mapping("clocks")}


def _both_touched(both: Histories) -> Iterator[tuple[str, Run, Run]]:
    for clock in sorted(_touched(both.first) & _touched(both.second)):
        if clock in both.first.runs and clock in both.second.runs:
            yield clock, both.first.runs[clock], both.second.runs[clock]


def _both_running(both: Histories) -> Iterator[tuple[str, Run, Run]]:
    return (each for each in _both_touched(both) if each[1].is_open and each[2].is_open)


def _clocks(both: Histories) -> dict[str, Tree]:
    """The clocks that both sides moved, where the united journal does not say what counts."""
    found: dict[str, Tree] = {}
    for clock, first, second in _both_touched(both):
        run, side = min(((first, both.first), (second, both.second)), key=lambda each: _rank(each[0]))
        if _outcome(run) != _outcome(both.runs[clock]):
            found[clock] = _record(clock, run, side)
    return {"clocks": found} if found else {}


def _rank(run: Run) -> tuple[float, bool, bool, float]:
    """The lowest counts: the later run; one that was stopped, the earlier; one that runs; the earlier deadline."""
    return -to_seconds(run.start), run.is_open, run.pause is not None, to_seconds(run.stopped or run.due)


def _outcome(run: Run) -> tuple[float, float, bool, bool]:
    return to_seconds(run.start), to_seconds(run.stopped or run.due), run.is_open, run.pause is not None


def _record(clock: str, run: Run, side: History) -> dict[str, Tree]:
    """How a clock stands on a side, as a record; nothing of how it came to be so is counted again."""
    records = [mapping_of(each.mapping("clocks")[clock]) for each in side.own if clock in each.mapping("clocks")]
    keys = _STOPPED if not run.is_open else _PAUSED if run.pause else _RUNNING
    last = next((each for each in reversed(records) if keys[0] in each), records[-1])
    return {key: value if key in _TEXTS else Plain(text_of(value)) for key, value in last.items() if key in keys}
