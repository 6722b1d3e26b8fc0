"""Reading a clock's table of durations, and finding the rows that cannot count and those that hide a shorter one.

The first row whose conditions hold counts. A row above another may take cases away from it: that is plain where it
says more about the case, or asks for less time. A row that is looser and still hides a shorter duration is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from casectl.core.template.clock_rules import Conditions, Within
from casectl.core.template.fields import check
from casectl.core.template.model import Field, Preset
from casectl.core.template.read_triggers import TriggerNames, read_duration
from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import Message, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader


def read_table(reader: SettingsReader, node: Node | None, names: TriggerNames) -> tuple[Within, ...]:
    """The rows of a table of durations."""
    if node is not None and not (isinstance(node.content, list) and node.content):
        reader.report(node, "T003", msg("a list of rows is needed here, such as - duration: 24h"))
        return ()
    nodes, rows = node.items if node else [], list[Within]()
    for each in nodes:
        part = reader.part(each, "row")
        duration, warn = (read_duration(reader, part.get(key)) for key in ("duration", "warn"))
        rows.append(Within(duration, read_conditions(reader, part.get("when"), names.conditions or {}), warn))
    for number, what in _order_findings(rows):
        reader.report(nodes[number], "T019", what)
    return tuple(rows)


def read_presets(
    reader: SettingsReader, node: Node | None, allowed: Sequence[str], known: Mapping[str, Field]
) -> tuple[Preset, ...]:
    """What new cases have: one word, or a list of rows of which the first whose conditions hold counts.

    `allowed` are the words there are, if they are few; `known` the fields that conditions may name.
    """
    if node is None:
        return ()
    rows: list[tuple[Node, Preset]] = []
    if isinstance(node.content, list):
        for each in node.items:
            part = reader.part(each, "preset")
            when = read_conditions(reader, part.get("when"), known)
            rows.append((part.get("value", each), Preset(reader.text(part.get("value")), when)))
    else:
        rows.append((node, Preset(reader.text(node))))
    for place, row in rows:
        if allowed and row.value and row.value not in allowed:
            reader.unknown(place, "T018", row.value, allowed)
    return tuple(row for _, row in rows)


def read_escalation(reader: SettingsReader, node: Node | None, known: Mapping[str, Field]) -> tuple[Preset, ...]:
    """To whom a case is offered that is raised: the first row counts whose conditions hold at the new level."""
    rows = [(each, reader.part(each, "escalation")) for each in reader.items(node)]
    for place, part in rows:
        if "to" in part and not reader.text(part["to"]):
            reader.report(place, "T002", msg("a row under escalation has no value for to"))
    return tuple(
        Preset(reader.text(part.get("to")), read_conditions(reader, part.get("when"), known)) for _, part in rows
    )


def read_conditions(reader: SettingsReader, node: Node | None, known: Mapping[str, Field]) -> Conditions:
    """Conditions, on `known` fields and with values that these can have."""
    entries = reader.mapping(node)
    for name, value in entries.items():
        field = known.get(name)
        if field is None:
            reader.unknown(value, "T015", name, known)
            continue
        for text in reader.texts(value):
            for _, problem in check(field, text):
                reader.report(value, "T015", msg("{field}: {problem}", field=name, problem=problem))
    return tuple((name, tuple(each.text for each in value.items)) for name, value in entries.items())


def _order_findings(rows: list[Within]) -> Iterator[tuple[int, Message]]:
    for number, row in enumerate(rows):
        if _covered(row, rows[:number]):
            yield number, msg("this row never applies: the rows above it match all of its cases")
    for (_, above), (number, below) in combinations(enumerate(rows), 2):
        if not above.when or not _meet(above, below) or _implies(above, below):
            continue
        if _overlap(above, below):
            yield number, msg(("a row above, {above}, matches some of this one's cases; change the conditions so that"
                               " no case matches both"),
                              above=_said(above))  # fmt: skip
        elif _hours(below) < _hours(above):
            yield (
                number,
                msg(
                    "a row above, {above}, matches some of this row's cases and allows more time; put the row"
                    " with the shorter time first",
                    above=_said(above),
                ),
            )


def _covered(row: Within, above: list[Within]) -> bool:
    """Whether each case that the row is for is taken by one of the rows above it."""
    mentioned: dict[str, dict[str, None]] = {}
    for name, values in (entry for each in above for entry in each.when):
        mentioned.setdefault(name, {"": None}).update(dict.fromkeys(values))
    choices = {**{name: tuple(values) for name, values in mentioned.items()}, **dict(row.when)}
    points = (dict(zip(choices, point, strict=True)) for point in product(*choices.values()))
    return bool(above) and all(any(_holds(each, point) for each in above) for point in points)


def _holds(row: Within, point: dict[str, str]) -> bool:
    return all(point.get(name, "") in values for name, values in row.when)


def _meet(first: Within, second: Within) -> bool:
    """Whether a case can be one for both rows."""
    other = dict(second.when)
    return all(name not in other or set(values) & set(other[name]) for name, values in first.when)


def _overlap(first: Within, second: Within) -> bool:
    """Whether two rows ask the same of a case, and each has cases that the other has not."""
    return dict(first.when).keys() == dict(second.when).keys() and not _implies(second, first)


def _implies(first: Within, second: Within) -> bool:
    """Whether each case for the first row is one for the second."""
    own = dict(first.when)
    return all(name in own and set(own[name]) <= set(values) for name, values in second.when)


def _hours(row: Within) -> float:
    return parse_duration(row.duration).hours if row.duration else 0


def _said(row: Within) -> str:
    return ", ".join(f"{name}: {'/'.join(values)}" for name, values in row.when)
