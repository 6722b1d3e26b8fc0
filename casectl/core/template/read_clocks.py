"""Reading a template's clocks, and what can be wrong with them as a whole: no end, circles, rules without effect."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.template.clock_rules import PROOFS, Clock, Extension, Pause, clause
from casectl.core.template.read_ladders import read_ladder
from casectl.core.template.read_rows import read_table
from casectl.core.template.read_triggers import AT_OPENING, TriggerNames, read_day, read_duration, read_triggers
from casectl.core.time.calendar import ARRIVALS
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.values.messages import LocalizedText, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader

REOPENINGS = ("resume", "owed", "restart", "new", "none")
"""What a reopened case may do to a clock."""

_DATED = ("date", "instant")
"""The types of field that a clock can count from."""


def read_clocks(reader: SettingsReader, node: Node | None, names: TriggerNames) -> tuple[Clock, ...]:
    """The clocks under `node`."""
    entries = reader.named(node)
    clocks = tuple(_clock(reader, name, each, names) for name, each in entries.items())
    for clock in clocks:
        _check_bound(reader, clock, entries[clock.name])
    _check_ends(reader, clocks, entries, names)
    _check_circles(reader, clocks, entries)
    return clocks


def _clock(reader: SettingsReader, name: str, node: Node, names: TriggerNames) -> Clock:
    part = reader.part(node, "clock")
    kind = reader.word(part.get("kind"), ("regulatory", "internal"), "internal")
    starts = read_triggers(reader, part.get("starts"), names)
    _check_dates(reader, part.get("starts"), [each for each in starts if each.startswith("field:")], names)
    return Clock(
        name=name,
        title=reader.words(part.get("title"), name),
        kind=kind,
        starts=starts,
        stops=read_triggers(reader, part.get("stops"), names),
        within=read_table(reader, part.get("within"), names),
        calendar=reader.text(part.get("calendar")),
        counts_from=_counts_from(reader, part.get("counts_from"), starts, names),
        day_zero=reader.word(part.get("day_zero"), ("yes", "no"), "yes") == "yes",
        next_day=reader.yes(part.get("next_day")),
        arrivals=reader.word(part.get("arrivals"), ARRIVALS, ""),
        ends=reader.word(part.get("ends"), ("exact", "close_of_business", "end_of_day"), "exact"),
        at_most=read_duration(reader, part.get("at_most")),
        warn=read_duration(reader, part.get("warn")),
        repeat=read_table(reader, part.get("repeat"), names),
        excused_by=reader.word(part.get("excused_by"), names.clocks, ""),
        chance=reader.yes(part.get("chance")),
        pauses=_pauses(reader, part.get("pauses"), kind, names),
        extension=_extension(reader, part["extension"]) if "extension" in part else None,
        restarts=_restarts(reader, part.get("restarts")),
        reopening=reader.word(part.get("reopening"), REOPENINGS, ""),
        source=reader.words(part.get("source")),
        verified=reader.word(part.get("verified"), tuple(PROOFS), ""),
        in_force=_in_force(reader, part.get("in_force")),
        remind=read_ladder(reader, part.get("remind")),
    )


def _counts_from(reader: SettingsReader, node: Node | None, starts: tuple[str, ...], names: TriggerNames) -> str:
    """What the clock counts from: as written, else what its first start says."""
    if node is None:
        return "received" if starts[:1] == ("received",) else "event"
    dated = tuple(f"field:{name}" for name, field in (names.fields or {}).items() if field.type in _DATED)
    return reader.word(node, ("received", "event", *dated), "event")


def _check_dates(reader: SettingsReader, node: Node | None, starts: list[str], names: TriggerNames) -> None:
    for each in starts:
        field = (names.fields or {}).get(each.removeprefix("field:"))
        if node and field and field.type not in _DATED:
            reader.report(node, "T013", msg("{name} is not a date to count from", name=each.removeprefix("field:")))


def _pauses(reader: SettingsReader, node: Node | None, kind: str, names: TriggerNames) -> tuple[Pause, ...]:
    if node is None or node.content == "never":
        return ()
    pauses = []
    for reason, each in reader.named(node).items():
        part = reader.part(each, "pause")
        states = part.get("while")
        known = tuple(f"state:{state}" for state in names.states)
        for item in states.items if states else ():
            reader.word(item, known, "")
        if states and kind == "regulatory":
            reader.report(states, "T022", msg("a regulatory clock is paused by casectl pause only"))
        found = tuple(text.removeprefix("state:") for text in reader.texts(states))
        pauses.append(Pause(reason, reader.words(part.get("title"), reason), reader.yes(part.get("notice")), found))
    return tuple(pauses)


def _extension(reader: SettingsReader, node: Node) -> Extension:
    part = reader.part(node, "extension")
    if "by" not in part and "up_to" not in part:
        reader.report(node, "T022", msg("an extension needs a limit: by, or up_to"))
    times = reader.text(part.get("times"), "1")
    if not (times.isascii() and times.isdecimal() and 0 < int(times) < 100):
        reader.report(part["times"], "T022", msg("{text} is not a number of times", text=times))
        times = "1"
    return Extension(
        by=read_duration(reader, part.get("by")),
        up_to=read_duration(reader, part.get("up_to")),
        may=reader.texts(part.get("may")),
        notice=reader.yes(part.get("notice")),
        times=int(times),
    )


def _restarts(reader: SettingsReader, node: Node | None) -> tuple[tuple[str, LocalizedText], ...]:
    return tuple(
        (reason, reader.words(reader.part(each, "restart").get("title"), reason))
        for reason, each in reader.named(node).items()
    )


def _in_force(reader: SettingsReader, node: Node | None) -> tuple[str, str]:
    if node is None:
        return "", ""
    part = reader.part(node, "in_force")
    first, last = read_day(reader, part.get("from")), read_day(reader, part.get("until"))
    if first and last and last < first:
        reader.report(node, "T014", msg("{last} comes before {first}", first=first, last=last))
    return first, last


def _check_bound(reader: SettingsReader, clock: Clock, node: Node) -> None:
    """An extension may not end before the time that it extends."""
    if not clock.extension or not clock.extension.up_to:
        return
    bound = parse_duration(clock.extension.up_to)
    longest = max((parse_duration(row.duration) for row in clock.within if row.duration), key=_hours, default=bound)
    if bound.hours < longest.hours:
        what = msg("clock {clock}: up_to {bound} is less than the {within} that it extends",
                   clock=clause(clock), bound=str(bound), within=str(longest))  # fmt: skip
        reader.report(node, "T022", what)


def _hours(duration: Duration) -> float:
    return duration.hours


def _check_ends(
    reader: SettingsReader, clocks: tuple[Clock, ...], entries: dict[str, Node], names: TriggerNames
) -> None:
    """Something must be able to come after each clock's start that stops it, be it by way of other clocks."""
    endless = list(clocks)
    while ending := [each for each in endless if _can_end(each, names, [other.name for other in endless])]:
        endless = [each for each in endless if each not in ending]
    for clock in endless:
        if clock.stops:
            what = msg("clock {clock} can never stop: {stops} cannot end it", clock=clause(clock), stops=clock.stops)
            reader.report(entries[clock.name], "T020", what)


def _can_end(clock: Clock, names: TriggerNames, endless: list[str]) -> bool:
    """Whether one of the triggers that stop the clock can come after its start and does not restart it."""
    endless_or_own = {*clock.starts, *AT_OPENING, *(f"{kind}:{name}" for name in endless for kind in ("clock", "met"))}
    never = {f"state:{state}" for state in names.states if state not in names.entered}
    return not set(clock.stops) <= endless_or_own | never


def _check_circles(reader: SettingsReader, clocks: tuple[Clock, ...], entries: dict[str, Node]) -> None:
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
            reader.report(entries[name], "T021", msg("clock {clock} waits for itself in a circle", clock=named))


def _reached(waits: dict[str, list[str]], names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += waits.get(name, [])
    return found
