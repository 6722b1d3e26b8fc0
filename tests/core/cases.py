"""Cases for the tests of the core: read from text, and random lives built step by step with the verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st

from casectl.actions import follow_up, hand, tell
from casectl.actions.advance import Given, advance, reopen
from casectl.actions.change import set_values
from casectl.actions.proposal import EventStamp
from casectl.actions.undo import undo
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.case.compose import read_case
from casectl.core.case.model import Case
from casectl.core.time.instants import plus
from casectl.core.values.errors import CasectlError
from tests.fakes.context import FakeContext

Verb = Callable[[FakeContext, str], object]


def read_text(text: str, file: str = "cases/2026/11/C-2611-00000001X.yaml") -> Case:
    """The case in a file's text."""
    return read_case(YamlDocuments().read(file, text.encode()))


def _move(target: str) -> Verb:
    given = Given([("cause", "a loose lid")], ["first.heard", "first.sorry"], "so it is")
    return lambda context, case: advance(context, case, target, given, EventStamp())


VERBS: dict[str, Verb] = {
    **{f"to {state}": _move(state) for state in ("working", "solved", "closed", "dropped")},
    "reopen": lambda context, case: reopen(context, case, Given(reason="again"), EventStamp()),
    "note": lambda context, case: tell.note(context, case, "noted: 'yes'\n# no", EventStamp()),
    "out": lambda context, case: tell.contact(context, case, tell.Contact("out", "phone", "told"), EventStamp()),
    "in": lambda context, case: tell.contact(context, case, tell.Contact("in", "mail", "heard"), EventStamp()),
    "set": lambda context, case: set_values(context, case, Given([("tags", f"t{context.drawn}")]), EventStamp()),
    "unset": lambda context, case: set_values(context, case, Given([("tags", "")]), EventStamp()),
    "raise": lambda context, case: hand.escalate(context, case, 0, hand.HandoffForm(reason="hot"), EventStamp()),
    "assign": lambda context, case: hand.assign(context, case, hand.HandoffForm("bob", "back", "yours"), EventStamp()),
    "offer": lambda context, case: hand.offer(context, case, hand.HandoffForm("cy", reason="please"), EventStamp()),
    "offer team": lambda context, case: hand.offer(
        context, case, hand.HandoffForm(team="back", reason="please"), EventStamp()
    ),
    "accept": lambda context, case: hand.accept(context, case, EventStamp()),
    "return": lambda context, case: hand.send_back(context, case, "not mine", EventStamp()),
    "plan": lambda context, case: follow_up.add(
        context, case, follow_up.NewFollowUp(plus(context.now, timedelta(days=2)), "visit", "bob"), EventStamp()
    ),
    "done": lambda context, case: follow_up.done(context, case, "visit", "went well", EventStamp()),
    "cancel": lambda context, case: follow_up.cancel(context, case, "survey", "no need", EventStamp()),
    "undo": lambda context, case: undo(context, case, "a slip", EventStamp()),
}


def live(steps: list[tuple[str, str, int]]) -> FakeContext:
    """A context with one case that has gone through `steps`: person, verb, minutes; a refused step changes nothing."""
    context = FakeContext()
    case = context.open()
    for person, verb, minutes in steps:
        context.by(person).later(minutes=minutes)
        before = (dict(context.store.files), len(context.ledger.commits))
        try:
            VERBS[verb](context, case)
        except CasectlError:
            assert (context.store.files, len(context.ledger.commits)) == before
    return context


life = st.lists(
    st.tuples(st.sampled_from(["ada", "bob", "cy", "cy"]), st.sampled_from(list(VERBS)), st.integers(0, 3000)),
    max_size=14,
).map(live)
"""Contexts with one case that has been worked on."""
