"""Mappings, templates and rows, written down short, for the tests of imports."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from casectl.adapters.files import shipped
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.importing.case_builder import ImportedCase
from casectl.core.importing.context import ImportContext
from casectl.core.importing.mapping import RowMapping
from casectl.core.importing.plan import KnownCases, Outcome, plan
from casectl.core.importing.read_mapping import read_mapping
from casectl.core.importing.rows import BadRow, RawRow, Row
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.workflow.guards import GUARDS

UTC = ZoneInfo("UTC")

TEMPLATE = """\
template: ticket
version: 1
title: Ticket
levels: {1: Low, 2: High}
fields:
  text: {type: text, title: Text}
  count: {type: number, title: Count}
  place: {type: map, title: Place, fields: {zip: {type: text, title: ZIP}}}
workflow:
  initial: new
  states:
    new: {title: New, category: open}
    waiting: {title: Waiting, category: waiting}
    done: {title: Done, category: resolved}
    closed: {title: Closed, category: closed}
  transitions:
    wait: {title: Wait, from: new, to: waiting}
    finish: {title: Finish, from: [new, waiting], to: done}
    close: {title: Close, from: done, to: closed}
"""

ROWS = """\
mapping: rows
source: elsewhere
template: ticket
id: "{id}"
received: "{at}"
title: "{text}"
"""

LOG = """\
mapping: log
source: elsewhere
template: ticket
id: "{id}"
received: "{at}"
title: "{id}"
owner: "{who}"
team: "{team}"
state: {from: "{what}", values: {open: new, wait: waiting, fix: done, close: closed, touch: ""}}
events: {at: "{at}", activity: "{what}", handoff: [owner]}
"""


def template(text: str = TEMPLATE) -> Template:
    """A template that must be faultless."""
    name = text.split("\n", 1)[0].partition(": ")[2]
    source = YamlDocuments().read(f"templates/{name}.yaml", text.encode())
    found, faults = read_template(source, lambda _name: None, GUARDS)
    assert found is not None, [f"{fault.place} {fault.what}" for fault in faults]
    return found


def mapping(text: str) -> RowMapping:
    """A mapping that must be faultless."""
    found, faults = read_mapping(YamlDocuments().read("map.yaml", text.encode()), UTC)
    assert found is not None, [f"{fault.place} {fault.what}" for fault in faults]
    return found


def faults(text: str) -> list[tuple[str, str]]:
    """The place and text of every finding in a mapping."""
    return [
        (str(fault.place).partition(":")[2], str(fault.what))
        for fault in read_mapping(YamlDocuments().read("map.yaml", text.encode()), UTC)[1]
    ]


def context(text: str, kind: str = TEMPLATE, zone: str = "UTC") -> ImportContext:
    """What the cases of an import have in common."""
    return ImportContext(mapping(text), template(kind), ZoneInfo(zone), "C")


def shipped_ground(name: str, zone: str = "UTC") -> ImportContext:
    """The same for a shipped mapping."""
    text = shipped.mappings()[name].decode()
    return context(text, _bare(shipped.all_templates()[mapping(text).template].decode()), zone)


def _bare(text: str) -> str:
    """A template's text from its name on, without the comments above it."""
    return text[text.index("template: ") :]


def table(columns: str, *rows: str) -> list[Row]:
    """Rows with their cells between commas, on lines from 2 on."""
    names = columns.split(",")
    return [RawRow(line, dict(zip(names, row.split(","), strict=True))) for line, row in enumerate(rows, 2)]


def outcomes(rules: ImportContext, rows: Iterable[Row], known: KnownCases | None = None) -> list[Outcome]:
    """What becomes of the rows."""
    return list(plan(rules, rows, known or KnownCases({})))


def cases(found: Iterable[Outcome]) -> list[ImportedCase]:
    """The cases among them."""
    return [each for each in found if isinstance(each, ImportedCase)]


def rejects(found: Iterable[Outcome]) -> list[tuple[int, str]]:
    """Line and reason of what was rejected."""
    return [(each.line, str(each.reason)) for each in found if isinstance(each, BadRow)]


def story(case: ImportedCase) -> list[str]:
    """The journal in short: kind and what it led to."""
    return [" ".join(filter(None, (event.kind, event.text("to"), event.text("team")))) for event in case.journal]
