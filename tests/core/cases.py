"""Cases for the tests of the core: read from text, and lives made up step by step through the verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st

from casectl.actions import follow_up, hand, tell
from casectl.actions.advance import Given, advance, reopen
from casectl.actions.change import set_values
from casectl.actions.proposal import When
from casectl.actions.undo import undo
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.case.compose import read_case
from casectl.core.case.model import Case
from casectl.core.values.errors import CasectlError
from tests.fakes.desk import FakeDesk

Verb = Callable[[FakeDesk, str], object]


def read_text(text: str, file: str = "cases/2026/11/C-2611-00000001X.yaml") -> Case:
    """The case in a file's text."""
    return read_case(YamlDocuments().read(file, text.encode()))


def _move(target: str) -> Verb:
    given = Given([("cause", "a loose lid")], ["first.heard", "first.sorry"], "so it is")
    return lambda desk, case: advance(desk, case, target, given, When())


VERBS: dict[str, Verb] = {
    **{f"to {state}": _move(state) for state in ("working", "solved", "closed", "dropped")},
    "reopen": lambda desk, case: reopen(desk, case, Given(reason="again"), When()),
    "note": lambda desk, case: tell.note(desk, case, "noted: 'yes'\n# no", When()),
    "out": lambda desk, case: tell.contact(desk, case, tell.Contact("out", "phone", "told"), When()),
    "in": lambda desk, case: tell.contact(desk, case, tell.Contact("in", "mail", "heard"), When()),
    "set": lambda desk, case: set_values(desk, case, Given([("tags", f"t{desk.drawn}")]), When()),
    "unset": lambda desk, case: set_values(desk, case, Given([("tags", "")]), When()),
    "raise": lambda desk, case: hand.escalate(desk, case, 0, hand.Handover(reason="hot"), When()),
    "assign": lambda desk, case: hand.assign(desk, case, hand.Handover("bob", "back", "yours"), When()),
    "offer": lambda desk, case: hand.offer(desk, case, hand.Handover("cy", reason="please"), When()),
    "offer team": lambda desk, case: hand.offer(desk, case, hand.Handover(team="back", reason="please"), When()),
    "accept": lambda desk, case: hand.accept(desk, case, When()),
    "return": lambda desk, case: hand.send_back(desk, case, "not mine", When()),
    "plan": lambda desk, case: follow_up.add(
        desk, case, follow_up.Plan(desk.now + timedelta(days=2), "visit", "bob"), When()
    ),
    "done": lambda desk, case: follow_up.done(desk, case, "visit", "went well", When()),
    "cancel": lambda desk, case: follow_up.cancel(desk, case, "survey", "no need", When()),
    "undo": lambda desk, case: undo(desk, case, "a slip", When()),
}


def live(steps: list[tuple[str, str, int]]) -> FakeDesk:
    """A desk with one case that has gone through `steps`: person, verb, minutes; what is refused changes nothing."""
    desk = FakeDesk()
    case = desk.open()
    for person, verb, minutes in steps:
        desk.by(person).later(minutes=minutes)
        before = (dict(desk.store.files), len(desk.ledger.commits))
        try:
            VERBS[verb](desk, case)
        except CasectlError:
            assert (desk.store.files, len(desk.ledger.commits)) == before
    return desk


life = st.lists(
    st.tuples(st.sampled_from(["ada", "bob", "cy", "cy"]), st.sampled_from(list(VERBS)), st.integers(0, 3000)),
    max_size=14,
).map(live)
"""Desks on which one case has had a life."""
