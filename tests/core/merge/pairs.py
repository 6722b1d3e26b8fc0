"""Pairs of honest histories of one case, made with the verbs: what two clones do that were one before."""

from __future__ import annotations

from hypothesis import strategies as st

from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.core.case.compose import read_case
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.law.in_force import InForce
from casectl.core.law.judging import judge
from casectl.core.law.verdict import Verdict
from casectl.core.law.walking import Evidence
from casectl.core.template.free_fields import free_part
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError
from tests.core.cases import VERBS
from tests.fakes.context import FakeContext

Step = tuple[str, str, int]
PATH = "cases/2026/11/C-2611-00000001X.yaml"

steps = st.lists(
    st.tuples(st.sampled_from(["ada", "bob", "cy", "cy"]), st.sampled_from(list(VERBS)), st.integers(0, 3000)),
    max_size=5,
)
"""Some steps: person, verb, minutes since the last one."""


def worked(context: FakeContext, case: str, done: list[Step]) -> None:
    """Go through some steps; a refused one changes nothing."""
    for person, verb, minutes in done:
        context.by(person).later(minutes=minutes)
        try:
            VERBS[verb](context, case)
        except CasectlError:
            continue


def clone(shared: list[Step], own: list[Step], number: int) -> tuple[FakeContext, bytes, bytes]:
    """A clone after some `shared` steps and some of its `own`; the case's file when the clones parted, and now."""
    context = FakeContext()
    case = context.open()
    worked(context, case, shared)
    before = context.store.files[case_path(case)]
    context.drawn = 1000 * number
    worked(context, case, own)
    return context, before, context.store.files[case_path(case)]


def together(shared: list[Step], one: list[Step], other: list[Step]) -> tuple[FakeContext, Sides]:
    """Two clones: the context of the first, and the case's file when they parted and as either has it."""
    context, before, mine = clone(shared, one, 1)
    other_context, _, theirs = clone(shared, other, 2)
    context.now = max(context.now, other_context.now, key=to_seconds)
    return context, Sides(before, mine, theirs)


def merge(context: FakeContext, sides: Sides) -> tuple[Case, bytes]:
    """The merged case and its file."""
    return merged_file(context.documents, PATH, sides, context.zone)


def read(context: FakeContext, data: bytes) -> Case:
    """The case in a file."""
    return read_case(context.documents.read(PATH, data))


def faults(context: FakeContext, case: Case) -> tuple[Verdict, ...]:
    """What the law has against a case."""
    template = context.template(case.header.template)
    rules = InForce.of(context.casebook, template, context.rule_set(template.name, {}))
    return judge(case, lambda *_: rules, Evidence(free_part(case), context.now)).verdicts
