"""The language of mapping files, and the reader of one.

    mapping: city-requests            # the file's own name
    source: city                      # whose ids these are; name and id make importing twice harmless
    template: service-request         # the kind of complaint the rows become
    zone: America/New_York            # of times without offset; the casebook's own if not given
    format: "%Y-%m-%d %H:%M:%S"       # of times: one, or a list to be tried in turn; iso is ISO 8601, written is
                                      # whatever may be typed, dmy and mdy the same with that order of figures
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

import codecs
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo

from casectl.core.case.links import LINK_TYPES
from casectl.core.importing.keys import TABLE_FORMATS
from casectl.core.importing.mapping import (
    HEADER,
    STEP_DATA,
    STEPS,
    EventLog,
    FieldPick,
    LinkRule,
    RowEvent,
    RowMapping,
    SharedValue,
)
from casectl.core.importing.read_values import MappingReader
from casectl.core.values.messages import Finding, msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.tree import Source

_SOURCE = regex(r"[^\W_][\w.-]{0,63}")


def read_mapping(
    source: Source, zone: tzinfo, keys: Sequence[str] = (), order: str = ""
) -> tuple[RowMapping | None, list[Finding]]:
    """The mapping in a file, or None if anything is wrong; and the findings in the order of the file.

    `zone` is that of times for which the file names none, `order` that of day and month in figures (dmy, mdy or "");
    `keys` are those of the table's columns, if it is known.
    """
    top = Node.of(source)
    reader = MappingReader(top, zone, keys, order)
    part = reader.part(top, "mapping")
    if ("id" in part) == ("same" in part):
        reader.report(top, "M001", msg("give either id or same, but not both"))
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
        links=tuple(_link(reader, each) for each in _links(reader, part, shared=False)),
        shared=tuple(_shared(reader, each) for each in _links(reader, part, shared=True)),
        events=_events(reader, part.get("events")),
        table=_table(reader, part.get("table")),
        leave=reader.columns(part.get("leave")),
        optional=reader.columns(part.get("optional")),
    )
    _check_columns(reader, part, mapping)
    if "steps" in part and mapping.events:
        what = msg(
            "an event log cannot have steps, because each of its rows is already an event; remove either"
            " steps or events"
        )
        reader.report(part["steps"], "M009", what)
    return (None if reader.findings else mapping), reader.findings


def _check_columns(reader: MappingReader, part: Mapping[str, Node], mapping: RowMapping) -> None:
    """Report optional columns that are not read, and columns that are left and read."""
    read = mapping.columns()
    for node in reader.items(part.get("optional")):
        if not {node.text, *reader.columns(node)} & {*read, *mapping.leave}:
            reader.unknown(node, "M010", node.text, sorted(read))
    for node in reader.items(part.get("leave")):
        if set(reader.columns(node)) & read:
            what = msg(
                "the column {column} is both ignored and used; either remove it from the ignored"
                " columns, or do not use it",
                column=node.text,
            )
            reader.report(node, "M010", what)


def _same(reader: MappingReader, node: Node | None) -> tuple[str, ...] | None:
    columns = reader.columns(node)
    return None if node is None else () if columns == ("row",) else columns


def _table(reader: MappingReader, node: Node | None) -> dict[str, str]:
    """What the mapping says of the table, by the names of the options of `casectl import`."""
    part = reader.part(node, "table") if node else {}
    if "format" in part:
        reader.word(part["format"], TABLE_FORMATS, "csv")
    if (encoding := part.get("encoding")) and not _is_encoding(encoding.text):
        reader.report(encoding, "M011", msg("there is no encoding {encoding}", encoding=encoding.text))
    if (row := part.get("header row")) and not (row.text.isascii() and row.text.isdecimal()):
        reader.report(row, "M011", msg("{text} is not a line number", text=row.text))
    if (mark := part.get("delimiter")) and len(mark.text) != 1 and mark.text not in ("\\t", "tab"):
        reader.report(mark, "M011", msg("{text} cannot separate columns: it must be one character", text=mark.text))
    return {key.replace(" ", "_"): each.text for key, each in part.items()}


def _is_encoding(name: str) -> bool:
    try:
        return bool(codecs.lookup(name))
    except (LookupError, ValueError):
        return False


def _field(reader: MappingReader, name: str, node: Node) -> FieldPick:
    last = reader.yes(node.mapping.get("last"))
    return FieldPick(tuple(name.split(".")), reader.conversion(node), last)


def _step(reader: MappingReader, node: Node) -> RowEvent:
    part = reader.part(node, "step")
    kind = reader.word(part.get("event"), tuple(STEPS), "noted")
    for key in STEPS[kind]:
        if key not in part:
            reader.report(node, "T002", msg("{key} is missing", key=key))
    at = reader.timestamp(part["at"]) if "at" in part else None
    return RowEvent(kind, at, tuple((key, reader.pick(part[key])) for key in STEP_DATA if key in part))


def _links(reader: MappingReader, part: Mapping[str, Node], *, shared: bool) -> list[Node]:
    """The links by a shared value, or those by references in a text."""
    return [each for each in reader.items(part.get("links")) if ("shared" in each.mapping) == shared]


def _shared(reader: MappingReader, node: Node) -> SharedValue:
    part = reader.part(node, "shared")
    return SharedValue(reader.word(part.get("type"), tuple(LINK_TYPES), "related"), reader.pick(part["shared"]))


def _link(reader: MappingReader, node: Node) -> LinkRule:
    part = reader.part(node, "link")
    nothing = node.holding("")
    find = reader.pattern(part.get("find", nothing))
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
