"""The language of mapping files, and the reader of one.

    mapping: city-requests            # the file's own name
    source: city                      # whose ids these are; name and id make importing twice harmless
    template: service-request         # the kind of complaint the rows become
    zone: America/New_York            # of times without offset; the casebook's own if not given
    format: "%Y-%m-%d %H:%M:%S"       # of times: one, or a list to be tried in turn; iso is ISO 8601
    missing: ["?", "NULL"]            # what means "no value"; blank always does
    table: {format: csv, encoding: utf-8, sheet: Data, delimiter: ";"}   # where the file does not say it itself
    optional: [Tags]                  # columns that an export may lack
    leave: [resolved_at]              # columns not to be taken, such as those that were not known then

    id: "{case_id}"                   # the complaint's id over there; or, where there is none:
    same: row                         # rows alike in all columns (or in a list of columns) are distinguished by
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
      order: time                     # or file: in the file's order
      activity: "{activity}"          # kept in each event as it is called over there
      handoff: [owner]                # a change of owner, of team, or of either counts as a handoff
      reopening: [[Resolve, Take up]] # pairs of activities; not given: each move out of a resolved or closed state

A value is a text in which ``{Column}`` means that column's text (``{{`` and ``}}`` for braces); a list of
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
from casectl.core.importing.read_values import MappingReader
from casectl.core.template.model import Template
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.nodes import Node
from casectl.core.values.tree import Source

_SOURCE = re.compile(r"[^\W_][\w.-]{0,63}")


def read_mapping(source: Source, zone: tzinfo) -> tuple[RowMapping | None, list[Finding]]:
    """The mapping in a file, or None if anything is wrong; and the findings in the order of the file.

    `zone` is that of times for which the file names none.
    """
    top = Node.of(source)
    reader = MappingReader(top, zone)
    part = reader.part(top, "mapping")
    if ("id" in part) == ("same" in part):
        reader.report(top, "M001", msg("one of id and same is needed, and not both"))
    name = reader.text(part.get("source"))
    if name and not _SOURCE.fullmatch(name):
        reader.report(part["source"], "M002", msg("{word} must be one word of letters, digits, . - _", word=name))
    nothing = top.holding("")
    mapping = RowMapping(
        name=reader.text(part.get("mapping")) or source.file.rpartition("/")[2].removesuffix(".yaml"),
        source=name,
        template=reader.text(part.get("template")),
        title=reader.pick(part.get("title", nothing)),
        received=reader.timestamp(part.get("received", nothing)),
        file=source,
        id=reader.pick(part["id"]) if "id" in part else None,
        same=_same(reader, part.get("same")),
        header={key: reader.pick(part[key]) for key in HEADER if key in part},
        fields=tuple(_field(reader, *each) for each in reader.mapping(part.get("fields")).items()),
        due=tuple((clock, reader.timestamp(each)) for clock, each in reader.named(part.get("due")).items()),
        steps=tuple(_step(reader, each) for each in reader.items(part.get("steps"))),
        links=tuple(_link(reader, each) for each in reader.items(part.get("links"))),
        events=_events(reader, part.get("events")),
        table=_table(reader, part.get("table")),
        leave=reader.texts(part.get("leave")),
        optional=reader.texts(part.get("optional")),
    )
    return (None if reader.findings else mapping), reader.findings


def _same(reader: MappingReader, node: Node | None) -> tuple[str, ...] | None:
    columns = reader.texts(node)
    return None if node is None else () if columns == ("row",) else columns


def _table(reader: MappingReader, node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    part = reader.part(node, "table")
    return {key: each.text for key, each in part.items()}


def _field(reader: MappingReader, name: str, node: Node) -> FieldPick:
    last = reader.yes(node.mapping.get("last"))
    return FieldPick(tuple(name.split(".")), reader.pick(node, "field"), last)


def _step(reader: MappingReader, node: Node) -> RowEvent:
    part = reader.part(node, "step")
    kind = reader.word(part.get("event"), tuple(STEPS), "noted")
    for key in STEPS[kind]:
        if key not in part:
            reader.report(node, "T002", msg("{key} is missing", key=key))
    at = reader.timestamp(part["at"]) if "at" in part else None
    return RowEvent(kind, at, tuple((key, reader.pick(part[key])) for key in STEP_DATA if key in part))


def _link(reader: MappingReader, node: Node) -> LinkRule:
    part = reader.part(node, "link")
    nothing = node.holding("")
    find = re.compile("")
    try:
        find = re.compile(reader.text(part.get("find")))
    except re.error as error:
        reader.report(part["find"], "M003", msg("the pattern cannot be used: {why}", why=str(error)))
    node_of_id = part.get("id", nothing)
    identity = reader.pick(node_of_id)
    groups = {str(number) for number in range(1, find.groups + 1)} | set(find.groupindex)
    for group in sorted(set(identity.columns()) - groups):
        reader.report(node_of_id, "M003", msg("the pattern has no group {group}", group=group))
    kind = reader.word(part.get("type"), tuple(LINK_TYPES), "related")
    return LinkRule(kind, reader.pick(part.get("from", nothing)), find, identity)


def _events(reader: MappingReader, node: Node | None) -> EventLog | None:
    if node is None:
        return None
    part = reader.part(node, "events")
    handoff = reader.texts(part.get("handoff"))
    for word in handoff:
        if word not in ("owner", "team"):
            reader.unknown(part["handoff"], "T018", word, ("owner", "team"))
    return EventLog(
        reader.timestamp(part.get("at", node.holding(""))),
        reader.word(part.get("order"), ("file", "time"), "file") == "time",
        reader.pick(part["activity"]) if "activity" in part else None,
        frozenset(handoff),
        frozenset(_pairs(reader, part["reopening"])) if "reopening" in part else None,
    )


def _pairs(reader: MappingReader, node: Node) -> Iterator[tuple[str, str]]:
    for each in reader.items(node):
        pair = reader.texts(each)
        if len(pair) == 2:
            yield pair[0], pair[1]
        else:
            reader.report(each, "M004", msg("a pair of activities is needed here: [from, to]"))


def findings_against(mapping: RowMapping, template: Template) -> list[Finding]:
    """The fields and states that the mapping names and the template does not have."""
    findings = [
        Finding(mapping.file.place("fields", ".".join(each.path)), "M005", _unknown_field(each, template))
        for each in mapping.fields
        if not template.field_at(each.path)
    ]
    states = {state.name for state in template.workflow.states}
    for pick in _state_picks(mapping):
        for name in sorted(pick.outcomes() - states - {""}):
            what = msg("template {template} has no state {state}", template=template.name, state=name)
            findings.append(Finding(pick.place, "M005", what))
    return sorted(findings, key=Finding.sort_key)


def _unknown_field(each: FieldPick, template: Template) -> Message:
    name = ".".join(each.path)
    hint = suggestion(name, [".".join(path) for top in template.fields for path, _ in top.walk()])
    what = msg("template {template} has no field {field}", template=template.name, field=name)
    return msg("{what}; {hint}", what=what, hint=hint) if hint else what


def _state_picks(mapping: RowMapping) -> Iterator[Pick]:
    yield from [mapping.header["state"]] if "state" in mapping.header else []
    yield from (pick for step in mapping.steps if step.kind == "advanced" for key, pick in step.data if key == "to")
