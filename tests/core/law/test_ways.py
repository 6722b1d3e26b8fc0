"""A rule says the same of an event by whatever way it comes: from a verb, with --as, in bulk, or typed by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest

from casectl.actions.check import check
from casectl.actions.recording.bulk import Bulk, record_in_bulk
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.compose import with_tree
from casectl.core.case.event import Event
from casectl.core.case.fold import with_event
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext, versions_of
from casectl.core.law.table import RULES
from casectl.core.query.conditions import OneOf
from casectl.core.template.model import Template
from casectl.core.time.instants import plus
from casectl.core.values.errors import CasectlError
from casectl.core.values.tree import Tree
from tests.core.cases import VERBS
from tests.fakes.context import FakeContext


class Broken(NamedTuple):
    """What breaks a rule: the verbs before it, then an event by a person, some time earlier."""

    before: tuple[tuple[str, str], ...]
    by: str
    kind: str
    data: dict[str, Tree]
    earlier: timedelta = timedelta(0)


EXAMPLES: dict[str, Broken] = {
    "step": Broken((), "ada", "advanced", {"to": "closed"}),
    "step_ready": Broken((), "ada", "advanced", {"to": "dropped"}),
    "reopening": Broken((), "ada", "reopened", {"to": "working"}),
    "not_over": Broken((("cy", "to dropped"),), "ada", "assigned", {"to": "bob"}),
    "offer": Broken((), "bob", "offered", {"to": "cy", "giver": "bob"}),
    "acceptance": Broken((("ada", "offer"),), "bob", "accepted", {"to": "bob", "giver": "ada"}),
    "return": Broken((("ada", "offer"),), "bob", "returned", {"to": "ada"}),
    "level": Broken((("ada", "raise"),), "ada", "escalated", {"level": "1"}),
    "undoing": Broken((("ada", "note"),), "bob", "undone", {"undoes": "event0003", "what": "noted"}),
    "clock_act": Broken((), "bob", "extended", {"clock": ["answer"], "length": "1d"}),
    "done_after_receipt": Broken((), "ada", "noted", {"text": "x"}, timedelta(days=9)),
    "answered_after_receipt": Broken((), "ada", "contacted", {"direction": "out"}, timedelta(days=9)),
    "declared": Broken((), "ada", "noted", {"text": "x", "owner": "bob"}),
}


def stamp(context: FakeContext, broken: Broken) -> EventStamp:
    return EventStamp(plus(context.now, -broken.earlier) if broken.earlier else None, late="I was away")


def proposed(context: FakeContext, case: str, broken: Broken) -> str:
    """What a verb is told that proposes the event."""
    with pytest.raises(CasectlError) as refused:
        record(context, case, _proposal(broken), stamp(context, broken))
    return str(refused.value.what)


def _proposal(broken: Broken) -> Callable[[Case, Template], Proposal]:
    return lambda *_: Proposal([EventDraft(broken.kind, broken.data)])


def with_as(context: FakeContext, case: str, broken: Broken) -> str:
    """What somebody is told who records the event in the person's name."""
    context.recorder = "cy"
    return proposed(context, case, broken)


def in_bulk(context: FakeContext, case: str, broken: Broken) -> str:
    """What is said of the case in a bulk run."""
    batch = record_in_bulk(context, Bulk(OneOf("template", ("plain",))), _proposal(broken), stamp(context, broken))
    [error] = [row.refusal for row in batch.rows if row.refusal]
    return str(error.what)


def typed(context: FakeContext, case_id: str, broken: Broken, *, committed: bool = False) -> str:
    """What `check` says of the event if it is typed into the file with its consequences, as the verb would write it."""
    case, template = context.case(case_id), context.template("plain")
    rules = ClockContext(template, context.rule_set("plain", versions_of(case.journal)), case.fields, context.zone)
    event = Event("typed1", plus(context.now, -broken.earlier), broken.by, broken.kind, broken.data)
    after = with_tree(with_event(case, with_consequences(event, case, rules)), None, context.zone)
    context.store.files[case_path(case_id)] = context.documents.edit(case.source, after.tree)
    if committed:
        context.commit(case_id)
    return "\n".join(f"{each.code} {each.what}" for each in check(context).findings)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_is_said_by_every_way(name: str) -> None:
    broken, told = EXAMPLES[name], []
    for way in (proposed, with_as, in_bulk):
        context, case = _case(broken)
        told.append(way(context.by(broken.by), case, broken))
    assert len({*told}) == 1
    for committed in (False, True):
        context, case = _case(broken)
        found = typed(context, case, broken, committed=committed)
        [line] = [each for each in found.splitlines() if each.startswith(RULES[name].code)]
        assert told[0] in line


def _case(broken: Broken) -> tuple[FakeContext, str]:
    context = FakeContext()
    case = context.open()
    for person, verb in broken.before:
        VERBS[verb](context.by(person), case)
    return context, case
