"""Whose a case is: only its owner gives it away, only who is asked takes it, and only what is one's own is undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casectl.core.case.model import Event
from casectl.core.template.model import GuardUse, Template
from casectl.core.template.permission import Permission
from casectl.core.values.tree import Tree
from tests.core.law.desk import DESK, event, opened, said, verdicts

TO_BOB = event(1, "offered", to="bob", giver="ada", reason="please")
TO_BACK = event(1, "offered", team="back", giver="ada", reason="please")


@pytest.mark.parametrize("state", ["new", "working", "solved"])
@pytest.mark.parametrize("what", [event(1, "assigned", to="bob"), TO_BOB, event(1, "escalated", level="2")])
def test_a_case_that_is_not_closed_may_be_handled(state: str, what: Event) -> None:
    assert said(opened(state), what) == []


@pytest.mark.parametrize("state", ["closed", "dropped"])
@pytest.mark.parametrize("what", [event(1, "assigned", to="bob"), TO_BOB, event(1, "escalated", level="2")])
def test_a_closed_case_must_be_reopened_first(state: str, what: Event) -> None:
    over = f"C-1 is already {state.title()} [to take it up again: casectl reopen C-1]"
    assert said(opened(state), what) == [over]


def test_the_owner_offers_and_where_nobody_owns_anybody_does() -> None:
    assert said(opened(), TO_BOB) == []
    assert said(opened(), TO_BACK) == []
    assert said(opened(owner=""), event(1, "offered", "cy", to="bob", giver="cy")) == []


@pytest.mark.parametrize(
    ("before", "offer", "wrong"),
    [
        ((opened(owner="bob"),), event(1, "offered", to="cy"), "C-1 belongs to bob, who alone can hand it over"),
        ((opened(), TO_BOB), event(2, "offered", to="cy"), "C-1 is already offered to bob"),
        ((opened(), TO_BACK), event(2, "offered", to="cy"), "C-1 is already offered to Back office"),
        ((opened(),), event(1, "offered", to="ada"), "C-1 already belongs to ada"),
        ((opened(),), event(1, "offered", to="cy", giver="bob"), "ada cannot offer C-1 for bob"),
    ],
)
def test_nobody_else_offers_nor_twice_nor_to_the_owner(before: tuple[Event, ...], offer: Event, wrong: str) -> None:
    [found] = said(*before, offer)
    assert found.split(" [")[0] == wrong


def asking(**permissions: Permission) -> Template:
    """The plain template, with what it takes to do something."""
    plain = DESK.template("plain")
    step = replace(plain.workflow.transitions[0], guards=(GuardUse("not_handled_by", {"field": "cause"}),))
    states = tuple(replace(each, withdrawn=each.name == "dropped") for each in plain.workflow.states)
    steps = (*plain.workflow.transitions, replace(step, source="closed", target="closed"))
    return replace(plain, workflow=replace(plain.workflow, states=states, transitions=steps, permissions=permissions))


OF_BOSS, WITH_REASON = Permission(may=("boss",)), Permission(reason=True)
ROLE, REASON = "this needs one of the roles boss", "say why: --reason TEXT"
PAUSE: dict[str, Tree] = {"clock": ["answer"], "code": "customer"}
WORK = [
    ("advanced", {"to": "working"}),
    ("changed", {"changed": ["fields.problem"]}),
    ("adopted", {"changed": ["fields.problem"]}),
    ("escalated", {"level": "2"}),
    ("paused", PAUSE),
]


def against(template: Template, by: str, kind: str, data: dict[str, Tree], owner: str = "ada") -> list[str]:
    """What the rules of ownership have against an event on a case, in words."""
    found = verdicts(opened(owner=owner), event(1, kind, by, **data), template=template, since=1)
    return [str(problem) for each in found if each.code in ("C042", "C110", "C112") for problem in each.fault.problems]


@pytest.mark.parametrize("kind", ["assigned", "advanced"])
def test_a_case_of_somebody_else_is_assigned_and_withdrawn_as_the_template_allows(kind: str) -> None:
    """Found by use (G18): any clerk took a colleague's case away without a word. Of one's own, of nobody's, and where
    the template asks for nothing, it takes nothing.
    """
    to: dict[str, Tree] = {"to": "cy" if kind == "assigned" else "dropped"}
    act, said_of = ("assign", "{}") if kind == "assigned" else ("withdraw", "it belongs to ada: {}")
    assert said_of.format(ROLE) in against(asking(**{act: OF_BOSS}), "bob", kind, to)
    assert said_of.format(REASON) in against(asking(**{act: WITH_REASON}), "bob", kind, to)
    for template, by, owner, why in (
        (asking(**{act: OF_BOSS}), "cy", "ada", ""),
        (asking(**{act: OF_BOSS}), "ada", "ada", ""),
        (asking(**{act: OF_BOSS}), "bob", "", ""),
        (asking(**{act: WITH_REASON}), "bob", "ada", "ada is ill"),
        (asking(), "bob", "ada", ""),
    ):
        found = " ".join(against(template, by, kind, {**to, "reason": why}, owner))
        assert ROLE not in found
        assert "belongs to" not in found


def test_who_took_a_case_from_a_colleague_withdraws_it_as_a_colleague_would() -> None:
    """Found by use: a case was assigned to oneself, and withdrawn. What nobody owned, or was given, is one's own."""
    template, dropped = asking(withdraw=OF_BOSS), event(2, "advanced", "bob", to="dropped")
    for owner, given, is_free in (
        ("ada", event(1, "assigned", "bob", to="bob", reason="so"), False),
        ("ada", event(1, "assigned", "cy", to="bob", reason="so"), True),
        ("", event(1, "assigned", "bob", to="bob"), True),
    ):
        found = verdicts(opened(owner=owner), given, dropped, template=template, since=2)
        said_of = [str(problem) for each in found for problem in each.fault.problems]
        assert (f"it was taken from a colleague: {ROLE}" not in said_of) == is_free, said_of


@pytest.mark.parametrize(("kind", "data"), WORK)
def test_a_case_of_somebody_else_is_worked_on_as_the_template_allows(kind: str, data: dict[str, Tree]) -> None:
    """A permission to withdraw goes before that to work."""
    boss = asking(work=OF_BOSS)
    assert [each for each in against(boss, "bob", kind, data) if ROLE in each]
    for by, owner in (("cy", "ada"), ("ada", "ada"), ("bob", "")):
        assert not [each for each in against(boss, by, kind, data, owner) if ROLE in each]
    assert not [each for each in against(asking(), "bob", kind, data) if ROLE in each]
    both = asking(work=OF_BOSS, withdraw=Permission())
    assert not [each for each in against(both, "bob", "advanced", {"to": "dropped"}) if ROLE in each]


@pytest.mark.parametrize("kind", ["noted", "contacted", "attached", "followup_done", "linked"])
def test_what_anybody_hears_about_a_case_is_always_recorded(kind: str) -> None:
    assert against(asking(work=OF_BOSS), "bob", kind, {}) == []


@pytest.mark.parametrize(("kind", "more"), [("changed", {}), ("adopted", {}), ("advanced", {"to": "working"})])
@pytest.mark.parametrize("by", ["ada", "bob"])
def test_whom_a_complaint_is_about_is_changed_as_the_template_allows(kind: str, more: dict[str, Tree], by: str) -> None:
    """Found by use (G18, G20): also by the owner, who may be that person, and by whatever verb."""
    names: dict[str, Tree] = {"changed": ["fields.cause"], **more}
    assert ROLE in against(asking(change_about=OF_BOSS), by, kind, names)
    assert REASON in against(asking(change_about=WITH_REASON), by, kind, names)
    assert against(asking(change_about=WITH_REASON), by, kind, {**names, "reason": "a slip"}) == []
    assert against(asking(change_about=OF_BOSS), "cy", kind, names) == []
    assert against(asking(change_about=OF_BOSS), by, kind, {**names, "changed": ["fields.problem"]}) == []


def test_no_contact_is_recorded_on_a_withdrawn_case() -> None:
    """Found by use (G19). On a closed one it is: customers call again."""
    plain = DESK.template("plain")
    states = tuple(replace(each, withdrawn=each.name == "dropped") for each in plain.workflow.states)
    template = replace(plain, workflow=replace(plain.workflow, states=states))
    contact = event(1, "contacted", direction="out", text="x")
    [found] = said(opened("dropped"), contact, template=template)
    assert found.startswith(
        "C-1 is Dropped: no more contacts can be recorded on it [to reopen it: casectl reopen C-1 --reason TEXT"
    )
    assert said(opened("closed"), contact, template=template) == []
    assert said(opened("dropped"), event(1, "noted", text="x"), template=template) == []


def test_who_is_asked_accepts_or_anybody_of_the_team_that_is_asked() -> None:
    assert said(opened(), TO_BOB, event(2, "accepted", "bob", to="bob", giver="ada")) == []
    assert said(opened(), TO_BACK, event(2, "accepted", "cy", to="cy", giver="ada", team="back")) == []


@pytest.mark.parametrize(
    ("offer", "acceptance", "wrong"),
    [
        (event(1, "noted"), event(2, "accepted", "cy", to="cy"), "C-1 is not offered to anybody"),
        (TO_BOB, event(2, "accepted", "cy", to="cy"), "C-1 is offered to bob, not to cy"),
        (TO_BOB, event(2, "accepted", "bob", to="cy"), "bob cannot accept C-1 for cy"),
        (TO_BACK, event(2, "accepted", "cy", to="cy", team="front"), "C-1 was not offered to team Front line"),
        (event(1, "offered", "cy", team="back", giver="cy"), event(2, "accepted", "cy", to="cy"),
         "cy offered C-1 and cannot accept it"),
        (event(1, "offered", team="nowhere"), event(2, "accepted", "cy", to="cy"),
         "C-1 is offered to team nowhere, and cy is not in it"),
    ],
)  # fmt: skip
def test_nobody_else_accepts(offer: Event, acceptance: Event, wrong: str) -> None:
    [found] = said(opened(owner=offer.by), offer, acceptance)
    assert found.split(" [")[0] == wrong


@pytest.mark.parametrize("offer", [TO_BOB, TO_BACK])
@pytest.mark.parametrize("person", ["ada", "bob"])
def test_both_sides_of_an_offer_may_end_it(offer: Event, person: str) -> None:
    assert said(opened(), offer, event(2, "returned", person, to="ada", reason="no")) == []


def test_nobody_else_ends_an_offer() -> None:
    back = event(2, "returned", "cy", to="ada", reason="no")
    assert said(opened(), TO_BOB, back) == ["the handoff of C-1 is between ada and bob"]
    assert said(opened(), back) == ["C-1 is not offered to anybody [casectl handoff --pending lists open offers]"]


def test_a_level_is_one_of_the_templates_and_only_goes_up() -> None:
    assert said(opened(), event(1, "escalated", level="3")) == []
    assert said(opened(level="3"), event(1, "escalated", level="1")) == ["C-1 is already at level 3"]
    assert said(opened(), event(1, "escalated", level="9")) == ["there is no level 9; levels are 1, 2, 3"]


def test_only_ones_own_last_event_is_taken_back() -> None:
    noted, by_bob = event(1, "noted"), event(1, "noted", "bob")
    undone = event(2, "undone", undoes="event1", what="noted")
    assert said(opened(), noted, undone) == []
    assert said(opened(), by_bob, undone)[0].startswith("the last event of C-1 (noted) is bob's, not yours")
    other = event(2, "undone", undoes="event0", what="opened")
    assert said(opened(), noted, other)[0].startswith("the last event of C-1 is event1 (noted), not event0")
    accepted = event(2, "accepted", "bob", to="bob", giver="ada")
    taken = event(3, "undone", "bob", undoes="event2", what="accepted")
    assert said(opened(), TO_BOB, accepted, taken)[0].startswith("accepted cannot be undone")
