"""A regulatory clock is paused, resumed and restarted by whose case it is, or who may decide on clocks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions.check import check
from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.restart import restart
from casectl.actions.resume import resume
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, refused
from tests.core.law.test_as_recorded import ANEW, DESK, REGULATED, WAIT
from tests.fakes.context import SETTINGS, FakeContext

Verb = Callable[[FakeContext, str], object]
ONLY = "only ada may pause, resume or restart resolve of C-"


def paused(context: FakeContext, case: str) -> None:
    pause(context, case, WAIT, AT_ONCE)


def restarted(context: FakeContext, case: str) -> None:
    restart(context, case, ANEW, AT_ONCE)


def resumed(context: FakeContext, case: str) -> None:
    resume(context, case, ClockChange("resolve"), AT_ONCE)


VERBS: dict[str, Verb] = {"pause": paused, "restart": restarted, "resume": resumed}


def desk(settings: str = DESK, template: str = REGULATED) -> FakeContext:
    return FakeContext(settings=settings, templates={"plain": template})


def ready(context: FakeContext, verb: str) -> str:
    """A case of ada's, of team front, in which the verb has something to do."""
    case = context.open(owner="ada")
    if verb == "resume":
        paused(context, case)
    context.later(hours=1)
    return case


def free_to_take(context: FakeContext, case: str) -> None:
    """The case as one that an import left to the team: nobody owns it."""
    context.rewrite(case, "    owner: ada\n", "")
    context.rewrite(case, "\nowner: ada\n", "\n")
    context.commit(case)


@pytest.mark.parametrize("verb", VERBS)
def test_a_colleague_does_not(verb: str) -> None:
    context = desk()
    case = ready(context, verb)
    with refused(context.by("bob"), Refused, ONLY):
        VERBS[verb](context, case)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("by", ["ada", "cy"])
def test_the_owner_does_and_who_may_decide_on_clocks(verb: str, by: str) -> None:
    context = desk()
    case = ready(context, verb)
    VERBS[verb](context.by(by), case)
    assert [str(each.what) for each in check(context).findings if each.code == "C131"] == []


@pytest.mark.parametrize("verb", VERBS)
def test_where_nobody_owns_the_case_its_team_does(verb: str) -> None:
    context = desk()
    case = ready(context, verb)
    free_to_take(context, case)
    with pytest.raises(Refused, match="only front may pause"):
        VERBS[verb](context.by("bob"), case)
    VERBS[verb](context.by("ada"), case)


@pytest.mark.parametrize("verb", VERBS)
def test_where_no_role_decides_on_clocks_and_of_internal_clocks_anybody_does(verb: str) -> None:
    for context in (desk(SETTINGS), desk(template=REGULATED.replace("kind: regulatory", "kind: internal"))):
        case = ready(context, verb)
        VERBS[verb](context.by("bob"), case)
        assert [str(each.what) for each in check(context).findings if each.code == "C131"] == []


def test_the_same_by_hand_is_found_before_and_after_it_is_committed() -> None:
    context = desk()
    case = ready(context, "restart")
    restarted(context, case)
    context.rewrite(case, "by: ada\n    event: restarted", "by: bob\n    event: restarted")
    found = [str(each.what) for each in check(context).findings if each.code == "C131"]
    context.commit(case)
    assert found == [str(each.what) for each in check(context).findings if each.code == "C131"]
    assert ONLY in found[0]
