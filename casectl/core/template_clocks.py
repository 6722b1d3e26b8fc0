"""Reading what a template says about time: clocks, follow-ups, and the moments that start them; and checklists."""

from __future__ import annotations

from casectl.core.durations import parse_duration
from casectl.core.errors import Misused
from casectl.core.fields import check
from casectl.core.fold import EFFECTS
from casectl.core.messages import Words, msg
from casectl.core.template import Checklist, Clock, Field, FollowUpRule, Within
from casectl.core.template_nodes import Node
from casectl.core.template_parts import Reading

MOMENT_WORDS = {"contact:": ("in", "out"), "event:": tuple(EFFECTS)}
"""What may follow the colon of a moment; after ``state:`` it is one of the template's states."""


def read_clocks(
    reading: Reading, node: Node | None, states: tuple[str, ...], conditions: dict[str, Field]
) -> tuple[Clock, ...]:
    """The clocks under `node`; `conditions` are what a row's ``when`` may ask, by name."""
    return tuple(_clock(reading, name, each, states, conditions) for name, each in reading.named(node).items())


def _clock(reading: Reading, name: str, node: Node, states: tuple[str, ...], conditions: dict[str, Field]) -> Clock:
    part = reading.part(node, "clock")
    return Clock(
        name=name,
        title=reading.words(part.get("title"), name),
        kind=reading.word(part.get("kind"), ("regulatory", "internal"), "internal"),
        starts=_moments(reading, part.get("starts"), states),
        stops=_moments(reading, part.get("stops"), states),
        within=_table(reading, part.get("within"), conditions),
        counts_from=reading.word(part.get("counts_from"), ("received", "event"), "event"),
        warn=_duration(reading, part.get("warn")),
        source=reading.text(part.get("source")),
        verified=_day(reading, part.get("verified")),
    )


def _table(reading: Reading, node: Node | None, conditions: dict[str, Field]) -> tuple[Within, ...]:
    if node is not None and not (isinstance(node.content, list) and node.content):
        reading.fault(node.place, "T003", msg("a list of rows is needed here, such as - duration: 24h"))
        return ()
    rows: list[Within] = []
    for each in node.items if node else ():
        if rows and not rows[-1].when:
            reading.fault(each.place, "T008", msg("this row never counts: the one before it has no condition"))
        part = reading.part(each, "row")
        rows.append(Within(_duration(reading, part.get("duration")), _when(reading, part.get("when"), conditions)))
    return tuple(rows)


def _when(reading: Reading, node: Node | None, conditions: dict[str, Field]) -> tuple[tuple[str, str], ...]:
    entries = reading.mapping(node)
    for name, value in entries.items():
        field = conditions.get(name)
        if field is None:
            reading.unknown(value.place, "T015", name, conditions)
            continue
        for _, problem in check(field, reading.text(value)):
            reading.fault(value.place, "T015", msg("{field}: {problem}", field=name, problem=problem))
    return tuple((name, value.text) for name, value in entries.items())


def read_follow_ups(reading: Reading, node: Node | None, states: tuple[str, ...]) -> tuple[FollowUpRule, ...]:
    """The follow-ups under `node`."""
    rules = []
    for name, each in reading.named(node).items():
        part = reading.part(each, "follow_up")
        rules.append(
            FollowUpRule(
                name=name,
                on=_moment(reading, part["on"], states) if "on" in part else "",
                after=_duration(reading, part.get("after")),
                what=reading.text(part.get("what")),
                title=reading.words(part.get("title"), name),
                who=reading.text(part.get("who"), "owner"),
                blocking=reading.yes(part.get("blocking")),
            )
        )
    return tuple(rules)


def read_checklists(reading: Reading, node: Node | None) -> tuple[Checklist, ...]:
    """The checklists under `node`."""
    lists = []
    for name, each in reading.named(node).items():
        part = reading.part(each, "checklist")
        items = part.get("items")
        if items is not None and not items.content:
            reading.fault(items.place, "T002", msg("checklist {name} has no items", name=name))
        reading.named(items)
        lists.append(Checklist(name, reading.words(part.get("title"), name), reading.titles(items)))
    return tuple(lists)


def read_levels(reading: Reading, node: Node | None) -> tuple[tuple[str, Words], ...]:
    """The levels of severity under `node`."""
    for name, value in reading.mapping(node).items():
        if not (name.isascii() and name.isdigit() and name[0] != "0"):
            reading.fault(value.place, "T017", msg("{name} is no level: levels are numbers from 1", name=name))
    return reading.titles(node)


def _moments(reading: Reading, node: Node | None, states: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(_moment(reading, each, states) for each in node.items) if node else ()
    if node is not None and not found:
        reading.fault(node.place, "T002", msg("moments are missing here, such as opened or state:closed"))
    reading.texts(node)
    return found


def _moment(reading: Reading, node: Node, states: tuple[str, ...]) -> str:
    moment = reading.text(node)
    if moment != "opened" and moment:
        known = {**MOMENT_WORDS, "state:": states}
        moments = ["opened", *(kind + word for kind, words in known.items() for word in words)]
        if moment not in moments:
            kind = moment.partition(":")[0] + ":"
            shown = [each for each in moments if each.startswith(kind)] or ["opened", *(f"{each}…" for each in known)]
            reading.unknown(node.place, "T013", moment, shown)
    return moment


def _duration(reading: Reading, node: Node | None) -> str:
    text = reading.text(node)
    if node is None or not text:
        return ""
    try:
        return str(parse_duration(text))
    except Misused as error:
        reading.fault(node.place, "T014", msg("{problem}; {hint}", problem=error.what, hint=error.hint or ""))
        return ""


def _day(reading: Reading, node: Node | None) -> str:
    text = reading.text(node)
    if node is not None:
        for _, problem in check(Field("day", "date", Words.of("")), text):
            reading.fault(node.place, "T014", problem)
    return text
