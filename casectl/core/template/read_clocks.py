"""Reading a template's clocks, and what can be wrong with them as a whole: no end, circles, rules without effect."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.template.clock_rules import PROOFS, Clock, Extension, Pause, clause
from casectl.core.template.nodes import TemplateNode
from casectl.core.template.parts import Reading
from casectl.core.template.read_rows import read_table
from casectl.core.template.read_triggers import AT_OPENING, TriggerNames, read_day, read_duration, read_triggers
from casectl.core.time.calendar import ARRIVALS
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.values.messages import LocalizedText, msg

_DATED = ("date", "instant")
"""The types of field that a clock can count from."""


def read_clocks(reading: Reading, node: TemplateNode | None, names: TriggerNames) -> tuple[Clock, ...]:
    """The clocks under `node`."""
    entries = reading.named(node)
    clocks = tuple(_clock(reading, name, each, names) for name, each in entries.items())
    for clock in clocks:
        _check_bound(reading, clock, entries[clock.name])
    _check_ends(reading, clocks, entries, names)
    _check_circles(reading, clocks, entries)
    return clocks


def _clock(reading: Reading, name: str, node: TemplateNode, names: TriggerNames) -> Clock:
    part = reading.part(node, "clock")
    kind = reading.word(part.get("kind"), ("regulatory", "internal"), "internal")
    starts = read_triggers(reading, part.get("starts"), names)
    _check_dates(reading, part.get("starts"), [each for each in starts if each.startswith("field:")], names)
    return Clock(
        name=name,
        title=reading.words(part.get("title"), name),
        kind=kind,
        starts=starts,
        stops=read_triggers(reading, part.get("stops"), names),
        within=read_table(reading, part.get("within"), names),
        calendar=reading.text(part.get("calendar")),
        counts_from=_counts_from(reading, part.get("counts_from"), starts, names),
        day_zero=reading.word(part.get("day_zero"), ("yes", "no"), "yes") == "yes",
        next_day=reading.yes(part.get("next_day")),
        arrivals=reading.word(part.get("arrivals"), ARRIVALS, ""),
        ends=reading.word(part.get("ends"), ("exact", "close_of_business", "end_of_day"), "exact"),
        at_most=read_duration(reading, part.get("at_most")),
        warn=read_duration(reading, part.get("warn")),
        repeat=read_table(reading, part.get("repeat"), names),
        excused_by=reading.word(part.get("excused_by"), names.clocks, ""),
        chance=reading.yes(part.get("chance")),
        pauses=_pauses(reading, part.get("pauses"), kind, names),
        extension=_extension(reading, part["extension"]) if "extension" in part else None,
        restarts=_restarts(reading, part.get("restarts")),
        reopening=reading.word(part.get("reopening"), ("resume", "restart", "new", "none"), "none"),
        source=reading.text(part.get("source")),
        verified=reading.word(part.get("verified"), tuple(PROOFS), ""),
        in_force=_in_force(reading, part.get("in_force")),
    )


def _counts_from(reading: Reading, node: TemplateNode | None, starts: tuple[str, ...], names: TriggerNames) -> str:
    """What the clock counts from: as written, else what its first start says."""
    if node is None:
        return "received" if starts[:1] == ("received",) else "event"
    dated = tuple(f"field:{name}" for name, field in (names.fields or {}).items() if field.type in _DATED)
    return reading.word(node, ("received", "event", *dated), "event")


def _check_dates(reading: Reading, node: TemplateNode | None, starts: list[str], names: TriggerNames) -> None:
    for each in starts:
        field = (names.fields or {}).get(each.removeprefix("field:"))
        if node and field and field.type not in _DATED:
            reading.fault(node.place, "T013", msg("{name} is no date to count from", name=each.removeprefix("field:")))


def _pauses(reading: Reading, node: TemplateNode | None, kind: str, names: TriggerNames) -> tuple[Pause, ...]:
    if node is None or node.content == "never":
        return ()
    pauses = []
    for reason, each in reading.named(node).items():
        part = reading.part(each, "pause")
        states = part.get("while")
        known = tuple(f"state:{state}" for state in names.states)
        for item in states.items if states else ():
            reading.word(item, known, "")
        if states and kind == "regulatory":
            reading.fault(states.place, "T022", msg("a regulatory clock is paused by casectl pause only"))
        found = tuple(text.removeprefix("state:") for text in reading.texts(states))
        pauses.append(Pause(reason, reading.words(part.get("title"), reason), reading.yes(part.get("notice")), found))
    return tuple(pauses)


def _extension(reading: Reading, node: TemplateNode) -> Extension:
    part = reading.part(node, "extension")
    if "by" not in part and "up_to" not in part:
        reading.fault(node.place, "T022", msg("an extension needs a bound: by, or up_to"))
    times = reading.text(part.get("times"), "1")
    if not (times.isascii() and times.isdecimal() and 0 < int(times) < 100):
        reading.fault(part["times"].place, "T022", msg("{text} is not a number of times", text=times))
        times = "1"
    return Extension(
        by=read_duration(reading, part.get("by")),
        up_to=read_duration(reading, part.get("up_to")),
        may=reading.texts(part.get("may")),
        notice=reading.yes(part.get("notice")),
        times=int(times),
    )


def _restarts(reading: Reading, node: TemplateNode | None) -> tuple[tuple[str, LocalizedText], ...]:
    return tuple(
        (reason, reading.words(reading.part(each, "restart").get("title"), reason))
        for reason, each in reading.named(node).items()
    )


def _in_force(reading: Reading, node: TemplateNode | None) -> tuple[str, str]:
    if node is None:
        return "", ""
    part = reading.part(node, "in_force")
    first, last = read_day(reading, part.get("from")), read_day(reading, part.get("until"))
    if first and last and last < first:
        reading.fault(node.place, "T014", msg("{last} comes before {first}", first=first, last=last))
    return first, last


def _check_bound(reading: Reading, clock: Clock, node: TemplateNode) -> None:
    """An extension may not end before the time that it extends."""
    if not clock.extension or not clock.extension.up_to:
        return
    bound = parse_duration(clock.extension.up_to)
    longest = max((parse_duration(row.duration) for row in clock.within if row.duration), key=_hours, default=bound)
    if bound.hours < longest.hours:
        what = msg("clock {clock}: up_to {bound} is less than the {within} that it extends",
                   clock=clause(clock), bound=str(bound), within=str(longest))  # fmt: skip
        reading.fault(node.place, "T022", what)


def _hours(duration: Duration) -> float:
    return duration.hours


def _check_ends(
    reading: Reading, clocks: tuple[Clock, ...], entries: dict[str, TemplateNode], names: TriggerNames
) -> None:
    """Something must be able to come after each clock's start that stops it, be it by way of other clocks."""
    endless = list(clocks)
    while ending := [each for each in endless if _can_end(each, names, [other.name for other in endless])]:
        endless = [each for each in endless if each not in ending]
    for clock in endless:
        if clock.stops:
            what = msg("clock {clock} can never stop: {stops} cannot end it", clock=clause(clock), stops=clock.stops)
            reading.fault(entries[clock.name].place, "T020", what)


def _can_end(clock: Clock, names: TriggerNames, endless: list[str]) -> bool:
    """Whether one of the moments that stop the clock can come after its start and does not start it anew."""
    vain = {*clock.starts, *AT_OPENING, *(f"{kind}:{name}" for name in endless for kind in ("clock", "met"))}
    never = {f"state:{state}" for state in names.states if state not in names.entered}
    return not set(clock.stops) <= vain | never


def _check_circles(reading: Reading, clocks: tuple[Clock, ...], entries: dict[str, TemplateNode]) -> None:
    """No clock may wait for itself by way of others, be it to start or to be excused."""
    waits = {
        clock.name: [
            *(each.partition(":")[2] for each in clock.starts if each.startswith(("clock:", "met:"))),
            *([clock.excused_by] if clock.excused_by else []),
        ]
        for clock in clocks
    }
    for name in waits:
        if name in _reached(waits, waits[name]):
            named = next(clause(clock) for clock in clocks if clock.name == name)
            reading.fault(entries[name].place, "T021", msg("clock {clock} waits for itself in a circle", clock=named))


def _reached(waits: dict[str, list[str]], names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += waits.get(name, [])
    return found
