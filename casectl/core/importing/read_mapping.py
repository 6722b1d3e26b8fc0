"""The language of mapping files, and the reading of one.

    mapping: city-requests            # the file's own name
    source: city                      # whose ids these are; name and id make importing twice harmless
    template: service-request         # the kind of complaint the rows become
    zone: America/New_York            # of times without offset; the casebook's own if not given
    format: "%Y-%m-%d %H:%M:%S"       # of times: one, or a list to be tried in turn; iso is ISO 8601
    missing: ["?", "NULL"]            # what stands for "no value"; blank always does
    table: {format: csv, encoding: utf-8, sheet: Data, delimiter: ";"}   # where the file does not say it itself
    optional: [Tags]                  # columns that an export may lack
    leave: [resolved_at]              # columns not to be taken, such as those that tell the future

    id: "{case_id}"                   # the complaint's id over there; or, where there is none:
    same: row                         # rows alike in all columns (or in a list of columns) are told apart by
                                      # counting, so that importing twice adds nothing and twins are both kept
    received: "{open_dt}"
    title: ["{Issue}: {Sub-issue}", "{Issue}"]
    state: {from: "{status}", values: {Open: received, Closed: closed}}    # owner, team, level likewise
    fields:
      customer.name: "{name}"         # by the template's path
      channel: web                    # a text without places is a constant
    due: {resolve: "{target_dt}"}     # deadlines that were recorded over there
    steps:                            # what happened after opening; an event each, if what it needs is there
      - {event: advanced, at: "{closed_dt}", to: closed, reason: "{why}"}
      - {event: contacted, at: "{answered}", direction: out, channel: web, text: "{answer}"}
    links:                            # references in a text; {1}, {2} are the pattern's groups
      - {from: "{why}", find: "See (\\d+)", id: "{1}", type: related}

    events:                           # for event logs: rows with one id are one case, each row an event
      at: "{time}"
      order: time                     # or file: as they stand
      activity: "{activity}"          # kept in each event as it is called over there
      handoff: [owner]                # a change of owner, of team, or of either counts as a handoff
      reopening: [[Resolve, Take up]] # pairs of activities; not given: each move out of a resolved or closed state

A value is a text in which ``{Column}`` stands for that column's text (``{{`` and ``}}`` for braces); a list of
texts, of which the first whose columns all have a value counts; or a mapping with ``from`` (either of those),
``values`` (a translation; a value that is not in it rejects the row; "" makes it no value), ``missing`` and
``strip: yes``, and for a time ``format`` and ``zone``. In an event log state, owner, team and level are looked at
in every row (no value: no change), fields in the first, or with ``last: yes`` in the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo

from casectl.core.case.links import LINK_TYPES
from casectl.core.importing.mapping import (
    HEADER,
    STEP_DATA,
    STEPS,
    EventLog,
    FieldPick,
    LinkRule,
    Pick,
    RowEvent,
    RowMapping,
)
from casectl.core.importing.read_values import ValueReading
from casectl.core.template.model import Template
from casectl.core.template.nodes import TemplateNode, nodes
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, msg
from casectl.core.values.nearest import nearest
from casectl.core.values.tree import Source

_SOURCE = re.compile(r"[^\W_][\w.-]{0,63}")


def read_mapping(source: Source, zone: tzinfo) -> tuple[RowMapping | None, list[Finding]]:
    """The mapping in a file (`zone`: of times, if the file names none); None if there is any fault, and the faults."""
    top = nodes(source)
    reading = ValueReading(top, zone)
    part = reading.entries(top, "mapping")
    if ("id" in part) == ("same" in part):
        reading.fault(top.place, "M001", msg("one of id and same is needed, and not both"))
    name = reading.text(part.get("source"))
    if name and not _SOURCE.fullmatch(name):
        reading.fault(part["source"].place, "M002", msg("{word} must be one word of letters, digits, . - _", word=name))
    nothing = TemplateNode("", top.place)
    mapping = RowMapping(
        name=reading.text(part.get("mapping")) or source.file.rpartition("/")[2].removesuffix(".yaml"),
        source=name,
        template=reading.text(part.get("template")),
        title=reading.pick(part.get("title", nothing)),
        received=reading.moment(part.get("received", nothing)),
        file=source,
        id=reading.pick(part["id"]) if "id" in part else None,
        same=_same(reading, part.get("same")),
        header={key: reading.pick(part[key]) for key in HEADER if key in part},
        fields=tuple(_field(reading, *each) for each in reading.mapping(part.get("fields")).items()),
        due=tuple((clock, reading.moment(each)) for clock, each in reading.named(part.get("due")).items()),
        steps=tuple(_step(reading, each) for each in reading.items(part.get("steps"))),
        links=tuple(_link(reading, each) for each in reading.items(part.get("links"))),
        events=_events(reading, part.get("events")),
        table=_table(reading, part.get("table")),
        leave=reading.texts(part.get("leave")),
        optional=reading.texts(part.get("optional")),
    )
    findings = sorted(reading.findings, key=Finding.sort_key)
    return (None if findings else mapping), findings


def _same(reading: ValueReading, node: TemplateNode | None) -> tuple[str, ...] | None:
    columns = reading.texts(node)
    return None if node is None else () if columns == ("row",) else columns


def _table(reading: ValueReading, node: TemplateNode | None) -> dict[str, str]:
    if node is None:
        return {}
    part = reading.entries(node, "table")
    return {key: each.text for key, each in part.items()}


def _field(reading: ValueReading, name: str, node: TemplateNode) -> FieldPick:
    last = reading.yes(node.mapping.get("last"))
    return FieldPick(tuple(name.split(".")), reading.pick(node, "field"), last)


def _step(reading: ValueReading, node: TemplateNode) -> RowEvent:
    part = reading.entries(node, "step")
    kind = reading.word(part.get("event"), tuple(STEPS), "noted")
    for key in STEPS[kind]:
        if key not in part:
            reading.fault(node.place, "T002", msg("{key} is missing", key=key))
    at = reading.moment(part["at"]) if "at" in part else None
    return RowEvent(kind, at, tuple((key, reading.pick(part[key])) for key in STEP_DATA if key in part))


def _link(reading: ValueReading, node: TemplateNode) -> LinkRule:
    part = reading.entries(node, "link")
    nothing = TemplateNode("", node.place)
    find = re.compile("")
    try:
        find = re.compile(reading.text(part.get("find")))
    except re.error as error:
        reading.fault(part["find"].place, "M003", msg("the pattern cannot be used: {why}", why=str(error)))
    identity = reading.pick(part.get("id", nothing))
    groups = {str(number) for number in range(1, find.groups + 1)} | set(find.groupindex)
    for group in sorted(set(identity.columns()) - groups):
        reading.fault(identity.place, "M003", msg("the pattern has no group {group}", group=group))
    kind = reading.word(part.get("type"), tuple(LINK_TYPES), "related")
    return LinkRule(kind, reading.pick(part.get("from", nothing)), find, identity)


def _events(reading: ValueReading, node: TemplateNode | None) -> EventLog | None:
    if node is None:
        return None
    part = reading.entries(node, "events")
    handoff = reading.texts(part.get("handoff"))
    for word in handoff:
        if word not in ("owner", "team"):
            reading.unknown(part["handoff"].place, "T018", word, ("owner", "team"))
    return EventLog(
        reading.moment(part.get("at", TemplateNode("", node.place))),
        reading.word(part.get("order"), ("file", "time"), "file") == "time",
        reading.pick(part["activity"]) if "activity" in part else None,
        frozenset(handoff),
        frozenset(_pairs(reading, part["reopening"])) if "reopening" in part else None,
    )


def _pairs(reading: ValueReading, node: TemplateNode) -> Iterator[tuple[str, str]]:
    for each in reading.items(node):
        pair = reading.texts(each)
        if len(pair) == 2:
            yield pair[0], pair[1]
        else:
            reading.fault(each.place, "M004", msg("a pair of activities is needed here: [from, to]"))


def faults_against(mapping: RowMapping, template: Template) -> list[Finding]:
    """What the mapping says that the template does not know: fields and states."""
    faults = [
        Finding(mapping.file.place("fields", ".".join(each.path)), "M005", _unknown_field(each, template))
        for each in mapping.fields
        if not template.field_at(each.path)
    ]
    states = {state.name for state in template.workflow.states}
    for pick in _state_picks(mapping):
        for name in sorted(pick.outcomes() - states - {""}):
            what = msg("template {template} has no state {state}", template=template.name, state=name)
            faults.append(Finding(pick.place, "M005", what))
    return sorted(faults, key=Finding.sort_key)


def _unknown_field(each: FieldPick, template: Template) -> Message:
    name = ".".join(each.path)
    near = nearest(name, [".".join(path) for top in template.fields for path, _ in top.walk()])
    what = msg("template {template} has no field {field}", template=template.name, field=name)
    return msg("{what}; did you mean {near}?", what=what, near=near) if near else what


def _state_picks(mapping: RowMapping) -> Iterator[Pick]:
    yield from [mapping.header["state"]] if "state" in mapping.header else []
    yield from (pick for step in mapping.steps if step.kind == "advanced" for key, pick in step.data if key == "to")
