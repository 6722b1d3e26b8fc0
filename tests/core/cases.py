"""Cases for the tests of the core: read from text, and random lives built step by step with the verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st

from casectl.actions import followup
from casectl.actions.accept import accept
from casectl.actions.advance import advance
from casectl.actions.assign import assign
from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.handoff import handoff
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reopen import reopen
from casectl.actions.return_ import return_case
from casectl.actions.set_ import set_fields
from casectl.actions.undo import undo
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.case.compose import read_case
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.time.instants import plus
from casectl.core.values.messages import CasectlError
from tests.fakes.context import FakeContext

Verb = Callable[[FakeContext, str], Receipt]


def read_text(text: str, file: str = "cases/2026/11/C-2611-00000001X.yaml") -> Case:
    """The case in a file's text."""
    return read_case(YamlDocuments().read(file, text.encode()))


def _move(target: str) -> Verb:
    given = FieldChanges([("cause", "a loose lid")], ["first.heard", "first.sorry"], "so it is")
    return lambda context, case: advance(context, case, target, given, EventStamp())


VERBS: dict[str, Verb] = {
    **{f"to {state}": _move(state) for state in ("working", "solved", "closed", "dropped")},
    "reopen": lambda context, case: reopen(context, case, FieldChanges(reason="again"), EventStamp()),
    "note": lambda context, case: note(context, case, "noted: 'yes'\n# no", EventStamp()),
    "out": lambda context, case: contact(context, case, Contact("out", "phone", "told"), EventStamp()),
    "in": lambda context, case: contact(context, case, Contact("in", "mail", "heard"), EventStamp()),
    "set": lambda context, case: set_fields(context, case, FieldChanges([("tags", f"t{context.drawn}")]), EventStamp()),
    "unset": lambda context, case: set_fields(context, case, FieldChanges([("tags", "")]), EventStamp()),
    "raise": lambda context, case: escalate(context, case, 0, HandoffForm(reason="hot"), EventStamp()),
    "assign": lambda context, case: assign(context, case, HandoffForm("bob", "back", "yours"), EventStamp()),
    "offer": lambda context, case: handoff(context, case, HandoffForm("cy", reason="please"), EventStamp()),
    "offer team": lambda context, case: handoff(context, case, HandoffForm(team="back", reason="please"), EventStamp()),
    "accept": lambda context, case: accept(context, case, EventStamp()),
    "return": lambda context, case: return_case(context, case, "not mine", EventStamp()),
    "plan": lambda context, case: followup.add(
        context, case, followup.NewFollowUp(plus(context.now, timedelta(days=2)), "visit", "bob"), EventStamp()
    ),
    "done": lambda context, case: followup.done(context, case, "visit", followup.Outcome("went well"), EventStamp()),
    "cancel": lambda context, case: followup.cancel(context, case, "survey", "no need", EventStamp()),
    "undo": lambda context, case: undo(context, case, "a slip", EventStamp()),
}


def live(steps: list[tuple[str, str, int]]) -> FakeContext:
    """A context with one case that has gone through `steps`: person, verb, minutes; a refused step changes nothing.

    What each step reports is what is then recorded.
    """
    context = FakeContext()
    case = context.open()
    for person, verb, minutes in steps:
        context.by(person).later(minutes=minutes)
        before = (dict(context.store.files), len(context.ledger.commits))
        try:
            told, found = VERBS[verb](context, case).case, context.case(case)
            assert (told.header, told.journal, told.tree) == (found.header, found.journal, found.tree)
        except CasectlError:
            assert (context.store.files, len(context.ledger.commits)) == before
    return context


life = st.lists(
    st.tuples(st.sampled_from(["ada", "bob", "cy", "cy"]), st.sampled_from(list(VERBS)), st.integers(0, 3000)),
    max_size=14,
).map(live)
"""Contexts with one case that has been worked on."""
