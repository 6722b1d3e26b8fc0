"""The ways in which an event comes into the record, each with what is said of one that breaks a rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import NamedTuple

from casectl.actions.adopt import adopt
from casectl.actions.check import check
from casectl.actions.recording.bulk import Bulk, record_in_bulk
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.actions.undo import undo
from casectl.core.case.compose import with_tree
from casectl.core.case.fold import with_event
from casectl.core.case.ids import case_path
from casectl.core.case.imported import record_path
from casectl.core.case.model import IMPORTER, Case, Event
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext, versions_of
from casectl.core.law.table import RULES
from casectl.core.query.conditions import OneOf
from casectl.core.template.free_fields import free_part
from casectl.core.template.model import Template
from casectl.core.time.instants import plus
from casectl.core.values.messages import CasectlError
from casectl.core.values.tree import Tree, set_in
from casectl.ports.recording import NewCommit
from tests.core.law.broken import BROKEN, Broken
from tests.core.law.strict_desk import DESK, TEMPLATES
from tests.fakes.context import FakeContext


class Tried(NamedTuple):
    """A casebook with a case in which all is ready, and the row of the rule that is to be broken in it."""

    context: FakeContext
    case: str
    rule: str

    @property
    def broken(self) -> Broken:
        return BROKEN[self.rule]


def ready(rule: str) -> Tried:
    """What is done before, by honest people; the person who breaks the rule is at the keyboard."""
    return deepcopy(_ready(rule))


@cache
def _ready(rule: str) -> Tried:
    context = FakeContext(settings=DESK, templates=TEMPLATES)
    case = context.open(owner="ada")
    for deed in BROKEN[rule].before:
        deed(context, case)
    return Tried(context.by(BROKEN[rule].by), case, rule)


def by_verb(tried: Tried) -> str:
    """The refusal of the verb that proposes the event."""
    try:
        record(tried.context, tried.case, _propose(tried.broken), _stamp(tried))
    except CasectlError as error:
        return _said(error)
    return ""


def with_as(tried: Tried) -> str:
    """The refusal if somebody records it in the person's name."""
    tried.context.recorder = "dee"
    return by_verb(tried)


def in_bulk(tried: Tried) -> str:
    """What is said of the case in a bulk run."""
    query = Bulk(OneOf("template", ("plain",)))
    batch = record_in_bulk(tried.context, query, _propose(tried.broken), _stamp(tried))
    return "".join(_said(row.refusal) for row in batch.rows if row.refusal)


def on_imported(tried: Tried) -> str:
    """The refusal where an import on record brought the case, and what was done before here."""
    with_import(tried, 1)
    return by_verb(tried)


def with_import(tried: Tried, events: int) -> None:
    """Commit the case as it is in the work tree, as one of which so many events came with an import."""
    context, path = tried.context, case_path(tried.case)
    for old, new in (
        ("    event: opened\n", f"    event: opened\n    {_SOURCE}"),
        ("\nowner: ", f"\n{_SOURCE}owner: "),
    ):
        context.rewrite(tried.case, old, new)
    text = context.store.files[path].decode()
    context.store.files[path] = re.sub(r"(?m)^    by: \w+$", f"    by: {IMPORTER}", text, count=events).encode()
    content = f"cases: {tried.case} {events}\n".encode()
    context.store.files[record_path(content)] = content
    files = {path: context.store.files[path], record_path(content): content}
    context.ledger.record(context.ledger.head(), [NewCommit(files, "an import")], context.now)


_SOURCE = "source: {name: crm, id: 7}\n"


def typed(tried: Tried) -> str:
    """What `check` finds if it is typed into the file with its consequences, as the verb would have written it."""
    type_in(tried)
    return found(tried)


def committed(tried: Tried) -> str:
    """What it finds once that is committed with git."""
    type_in(tried)
    tried.context.commit(tried.case)
    return found(tried)


def undone(tried: Tried) -> str:
    """What it finds once the event that was committed is taken back."""
    type_in(tried)
    tried.context.commit(tried.case)
    undo(tried.context, tried.case, "a slip", EventStamp())
    return found(tried)


def adopted(tried: Tried) -> str:
    """The refusal to adopt the edit that comes to the same; where there is none, the event typed into the journal."""
    old, new = tried.broken.edit
    if old:
        tried.context.rewrite(tried.case, old, new)
    elif tried.broken.fields:
        _write_fields(tried)
    else:
        type_in(tried)
    try:
        adopt(tried.context, tried.case, "", EventStamp())
    except CasectlError as error:
        return _said(error)
    return ""


def found(tried: Tried) -> str:
    """What `check` says by the rule."""
    code = RULES[tried.rule].code
    return "\n".join(str(each.what) for each in check(tried.context).findings if each.code == code)


WAYS: dict[str, Callable[[Tried], str]] = {
    "verb": by_verb, "bulk": in_bulk, "--as": with_as, "edited": typed, "committed": committed,
    "imported": on_imported, "undone": undone, "adopt": adopted,
}  # fmt: skip
"""The ways by the name of their column."""

COLUMNS = {
    "verb": "a verb proposes the event",
    "bulk": "a verb proposes it for all cases that a query finds",
    "--as": "somebody who may records it in the person's name",
    "edited": "it is typed into the case's file, with all that follows from it",
    "committed": "that is committed with plain git",
    "imported": "a verb proposes it for a case that an import brought",
    "undone": "it was typed and committed, and is then undone with `undo`: it stays found",
    "adopt": "the edit that comes to the same is to be recorded with `adopt`",
}
"""What is done by each way."""


def _said(error: CasectlError) -> str:
    return " ".join(map(str, (error.what, *error.problems)))


def _stamp(tried: Tried) -> EventStamp:
    earlier, late = tried.broken.earlier, "" if tried.rule == "late_reason" else "I was away"
    return EventStamp(plus(tried.context.now, -earlier), late=late) if earlier else EventStamp()


def _propose(broken: Broken) -> Callable[[Case, Template], Proposal]:
    def propose(case: Case, _: Template) -> Proposal:
        return Proposal([EventDraft(broken.kind, broken.data)], _free(case, broken))

    return propose


def _free(case: Case, broken: Broken) -> dict[str, Tree] | None:
    free = free_part(case)
    for name, value in broken.fields.items():
        free = set_in(free, ("fields", name), value)
    return free if broken.fields else None


def type_in(tried: Tried) -> None:
    """Type the event into the file with its consequences and its fields, as somebody does who knows the format."""
    context, broken = tried.context, tried.broken
    case, template = context.case(tried.case), context.template("plain")
    rules = ClockContext(template, context.rule_set("plain", versions_of(case.journal)), case.fields, context.zone)
    event = Event("typed1", plus(context.now, -broken.earlier), broken.by, broken.kind, broken.data)
    after = with_tree(with_event(case, with_consequences(event, case, rules)), _free(case, broken), context.zone)
    context.store.files[case_path(tried.case)] = context.documents.edit(case.source, after.tree)


def _write_fields(tried: Tried) -> None:
    context, case = tried.context, tried.context.case(tried.case)
    after = with_tree(case, _free(case, tried.broken), context.zone)
    context.store.files[case_path(tried.case)] = context.documents.edit(case.source, after.tree)
