"""The events that verbs record, and the rows of their kinds: each keeps to the other.

A verb records only details that the row of the kind declares, with values of their types; and every detail that a row
declares is recorded by some verb.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from casectl import actions
from casectl.actions.accept import accept
from casectl.actions.advance import advance
from casectl.actions.answer import answer
from casectl.actions.assign import assign
from casectl.actions.attach import attach
from casectl.actions.confirm import Confirmation, confirm
from casectl.actions.contact import Contact, contact
from casectl.actions.edit import edit
from casectl.actions.escalate import escalate
from casectl.actions.extend import ExtensionRequest, extend
from casectl.actions.handoff import handoff
from casectl.actions.import_ import Import, import_cases, mapping_from, template_for
from casectl.actions.link import link, unlink
from casectl.actions.new import new
from casectl.actions.override import override
from casectl.actions.pause import pause
from casectl.actions.recompute import RecomputeRequest, recompute
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.opening import Opening
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reopen import reopen
from casectl.actions.restart import restart
from casectl.actions.resume import resume
from casectl.actions.return_ import return_case
from casectl.actions.retype import NewKind, retype
from casectl.actions.set_ import set_fields
from casectl.actions.syncing.rekeying import rekey
from casectl.actions.take import take
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.kinds.kind import ANY_EVENT
from casectl.core.case.model import Event
from casectl.core.importing.rows import RawRow
from casectl.core.time.instants import plus
from tests.actions.cases import AT_ONCE, case_in
from tests.actions.conftest import ASKED_OF_RESOLVE
from tests.contracts.adoptions import adopted
from tests.contracts.archiving import brought_back
from tests.contracts.causes import disputed, put_right
from tests.contracts.drills import drilled
from tests.contracts.follow_ups import follow_ups, instructed, promised
from tests.contracts.inspections import inspected, surveyed
from tests.contracts.letters import approved, written_by_day_and_night
from tests.contracts.mail import with_mail
from tests.contracts.merges import joined, merge_all, settled, taken_apart
from tests.contracts.notes import noted, stated, undone
from tests.contracts.reminders import reminded
from tests.core.event_details import undeclared
from tests.fakes.context import GIVEN, NOW, SETTINGS, TEMPLATE, FakeContext

ROWS_END = TEMPLATE.index("\n", TEMPLATE.index("    within: [{when: {level: 3}, duration: 8h}"))
WITH_PAUSES = f"{TEMPLATE[:ROWS_END]}\n{ASKED_OF_RESOLVE}{TEMPLATE[ROWS_END:]}"
"""The usual template, with a clock that can be paused, extended and restarted."""

FORM = HandoffForm("bob", "back", "He knows it", "Rang twice", "A new one", "Often abroad", "Yes")
SO = ClockChange("resolve", reason="So")
_MODULES = "record record_many clock_change opening new_follow_up take_out merged_file"
RECORDERS = {f"casectl.actions.recording.{each}" for each in _MODULES.split()}
"""The modules through which a verb records."""
NO_EVENT = {"calendar", "init"}  # they record files

LOG = """\
mapping: log
source: old
template: plain
id: "{id}"
received: "{at}"
title: "{id}"
owner: "{who}"
team: "{team}"
fields: {problem: "{id}", customer.name: "{id}"}
state: {from: "{what}", values: {open: working, fix: solved, touch: ""}}
events: {at: "{at}", activity: "{what}", handoff: [owner]}
"""
TABLE = """\
mapping: table
source: table
template: plain
id: "{id}"
received: "{at}"
title: "{id}"
fields: {problem: "{id}", customer.name: "{id}"}
steps: [{event: contacted, at: "{none}", direction: out, text: "{what}"}]
"""


class Versioned(FakeContext):
    """A casebook whose rules have versions."""

    def versions(self, name: str) -> dict[str, str]:
        path = f"templates/{name}.yaml"
        return {path: f"{len(self.store.files[path]):040}"}

    def pins(self, name: str) -> dict[str, str]:
        return {path: self.version(path) for path in ("casectl.yaml", f"templates/{name}.yaml")}


def _advanced(context: FakeContext) -> None:
    case = case_in(context, "working")
    advance(context.by("cy"), case, "dropped", FieldChanges([("about", "a")], reason="Wrong number"), AT_ONCE)


def _offered(context: FakeContext, form: HandoffForm = FORM) -> str:
    return handoff(context, context.by("ada").open(owner="ada"), form, AT_ONCE).case.id


def _accepted(context: FakeContext, by: Callable[[FakeContext, str, EventStamp], object] = accept) -> None:
    case = _offered(context)
    by(context.by("bob"), case, AT_ONCE)


def _returned(context: FakeContext) -> None:
    case = _offered(context)
    return_case(context.by("bob"), case, "Not mine", AT_ONCE)


def _links(context: FakeContext) -> None:
    case, other = context.open(), context.open()
    link(context, case, "related", other, AT_ONCE)
    unlink(context, case, "related", other, AT_ONCE)


def _paused(context: FakeContext) -> str:
    """Twice: with a notice that was recorded, and with one that comes along."""
    case = context.open()
    told = Notice(event=contact(context, case, Contact("out", "phone", "We wait"), AT_ONCE).events[0].id)
    pause(context, case, ClockChange("resolve", "wait", "He is away", told), AT_ONCE)
    resume(context, case, ClockChange("resolve", reason="Back"), AT_ONCE)
    pause(context, case, ClockChange("resolve", "wait", "Again", Notice("We wait", "phone")), AT_ONCE)
    return case


def _extended(context: FakeContext) -> None:
    for request in (ExtensionRequest("24h"), ExtensionRequest(until=lambda _: plus(NOW, timedelta(hours=58)))):
        case = context.by("ada").open()
        notice = contact(context, case, Contact("out", "phone", "A day later"), AT_ONCE).events[0].id
        change = ClockChange("resolve", reason="The maker is slow", notice=Notice(event=notice))
        extend(context.by("cy"), case, change, request, AT_ONCE)


def _recomputed(context: FakeContext) -> None:
    context.open()
    path = "templates/plain.yaml"
    rules = context.store.files[path].replace(b"{duration: 48h}", b"{duration: 160h}")
    context.store.files[path] = rules.replace(b"version: 7", b"version: 8")
    recompute(context, RecomputeRequest(apply=True, retarget=True, reason="New rules"), AT_ONCE)


def _reopened(context: FakeContext) -> None:
    reopen(context, case_in(context, "closed"), FieldChanges([("about", "a")], reason="Again"), AT_ONCE)


def _retyped(context: FakeContext) -> None:
    path = "templates/other.yaml"
    text = WITH_PAUSES.replace("template: plain", "template: other").replace("    new: {", "    fresh: {")
    context.store.files[path] = text.replace("initial: new", "initial: fresh").replace("[new,", "[fresh,").replace(
        "from: new,", "from: fresh,").encode()  # fmt: skip
    wanted = NewKind("other", level=2, changes=FieldChanges([("about", "a")], reason="Another kind"))
    retype(context, context.open(), wanted, AT_ONCE)


def _received(context: FakeContext) -> None:
    changes = FieldChanges([("received_at", "2026-11-22 09:00"), ("about", "a")], reason="The letter says so")
    set_fields(context, context.open(), changes, AT_ONCE)


def _imported(context: FakeContext) -> None:
    """A log in which a case changes hands, and a table with a step that has no date."""
    columns = ("id", "at", "what", "who", "team")
    log = [("1", "2026-01-01T08:00Z", "open", "a", "A"), ("1", "2026-01-02T08:00Z", "fix", "b", "B")]
    table = [("2", "2026-01-01T08:00Z", "We rang", "", "")]
    for text, rows in ((LOG, log), (TABLE, table)):
        mapping = mapping_from(context, "map.yaml", text.encode())
        template, files = template_for(context, mapping, {})
        read = [RawRow(line, {**dict(zip(columns, row, strict=True)), "none": ""}) for line, row in enumerate(rows, 2)]
        import_cases(context, Import(mapping, template, read.__iter__, files), lambda _: None)


def _confirmed(context: FakeContext) -> None:
    context.store.files["templates/plain.yaml"] = TEMPLATE.replace("kind: internal", "kind: regulatory").encode()
    case, late = context.by("ada").open(owner="ada"), EventStamp(plus(NOW, timedelta(hours=1)), late="I was away")
    recorder, context.recorder = context.recorder, ""  # who types the entry does not type its confirmation
    contact(context.later(days=9), case, Contact("out", "phone", "x"), late)
    context.recorder = recorder
    confirm(context.by("bob"), case, Confirmation(refused=True, reason="No such call"), AT_ONCE)


VERBS: dict[str, Callable[[FakeContext], object]] = {
    "accept": _accepted,
    "adopt": adopted,
    "advance": _advanced,
    "cause": disputed,
    "redress": put_right,
    "assign": lambda context: assign(context, context.open(), FORM, AT_ONCE),
    "attach": lambda context: attach(context, context.open(), "a.txt", b"x", AT_ONCE),
    "boundary": stated,
    "confirm": _confirmed,
    "contact": lambda context: contact(context, context.open(), Contact("in", "phone", "x", True), AT_ONCE),
    "drill": drilled,
    "edit": lambda context: edit(context, context.open(), lambda old: old.replace(b"title:", b"# x\ntitle:"), AT_ONCE),
    "escalate": lambda context: escalate(context, context.open(), 3, FORM, AT_ONCE),
    "extend": _extended,
    "followup": follow_ups,
    "handoff": _offered,
    "import_": _imported,
    "inspect": inspected,
    "survey": surveyed,
    "instruct": instructed,
    "link": _links,
    "answer": lambda context: answer(context, instructed(context), "", "rang", AT_ONCE),
    "archive": brought_back,
    "mail": with_mail,
    "merge_driver": merge_all,
    "new": lambda context: new(context, Opening("plain", GIVEN, NOW, "bob", "back", 2), AT_ONCE),
    "reply": written_by_day_and_night,
    "approve": approved,
    "note": noted,
    "remind": reminded,
    "override": lambda context: override(context, context.open(), SO, lambda _: plus(NOW, timedelta(hours=9)), AT_ONCE),
    "pause": _paused,
    "promise": promised,
    "recompute": _recomputed,
    "reconcile": settled,
    "reopen": _reopened,
    "restart": lambda context: restart(
        context, context.open(), ClockChange("resolve", "new_facts", "A letter"), AT_ONCE
    ),
    "resume": lambda context: resume(context, _paused(context), ClockChange("resolve", reason="Back"), AT_ONCE),
    "return_": _returned,
    "merge": joined,
    "split": taken_apart,
    "retype": _retyped,
    "set_": _received,
    "sync": lambda context: (attach(context, case := context.open(), "a", b"x", AT_ONCE), rekey(context, [case])),
    "take": lambda context: _accepted(context, take),
    "undo": undone,
}
"""Every verb that records events, with all that it may be given."""


@cache
def events(verb: str) -> tuple[Event, ...]:
    """What the verb recorded, in its actor's name and in somebody else's."""
    found: list[Event] = []
    for recorder in ("", "cy"):
        context = Versioned(templates={"plain": WITH_PAUSES}, recorder=recorder)
        VERBS[verb](context)
        found += [event for case in context.case_ids() for event in context.case(case).journal]
    return tuple(found)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_records_only_details_that_the_kind_declares(verb: str) -> None:
    """Each with a value of its type."""
    assert {(event.kind, name) for event in events(verb) for name in undeclared(event)} == set()


def test_every_verb_that_records_is_tried() -> None:
    """A new verb that records events needs a line in VERBS."""
    recording = set()
    for path in Path(actions.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        if RECORDERS & {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}:
            recording.add(path.stem)
    assert recording - NO_EVENT == set(VERBS)


def test_every_detail_of_a_kind_is_recorded_by_some_verb() -> None:
    """A detail that nothing records is a promise of the reference that is not kept."""
    every = [event for found in (alone(), *map(events, VERBS)) for event in found]
    recorded = {(event.kind, name) for event in every for name in event.data}
    assert {(name, each) for name, kind in EVENT_KINDS.items() for each in kind.details} - recorded == set()
    assert set(ANY_EVENT) - {name for _kind, name in recorded} == set()


def alone() -> tuple[Event, ...]:
    """What somebody records late who is alone in the casebook, and puts off a regulatory deadline."""
    settings = "".join(line for line in SETTINGS.splitlines(keepends=True) if not line.startswith(("  bob:", "  cy:")))
    context = Versioned(settings=settings, templates={"plain": TEMPLATE.replace("kind: internal", "kind: regulatory")})
    case, half_an_hour_ago = context.open(), EventStamp(plus(NOW, timedelta(minutes=30)))
    override(context.later(hours=1), case, SO, lambda _: plus(NOW, timedelta(days=9)), half_an_hour_ago)
    return tuple(event for case in context.case_ids() for event in context.case(case).journal)
