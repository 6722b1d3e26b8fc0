"""Every guard passes a case that meets it and otherwise says what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from casectl.core.case.fold import fold
from casectl.core.case.model import Case, Event
from casectl.core.time.instants import plus
from casectl.core.values.tree import Source, Tree
from casectl.core.workflow.guards import GUARDS
from casectl.core.workflow.transition_context import TransitionContext
from tests.fakes.context import FakeContext

DESK = FakeContext()
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
BLOCKING: Tree = {"id": "f1", "at": "2026-11-23T09:00:00Z", "what": "callback", "rule": "call"}
HARMLESS: Tree = {"id": "f2", "at": "2026-11-23T09:00:00Z", "what": "survey", "rule": "survey"}


def event(kind: str, number: int = 1, **data: Tree) -> Event:
    return Event(f"event{number}", plus(AT, timedelta(hours=number)), "ada", kind, data)


def context(
    *events: Event, actor: str = "ada", reason: str = "", free: dict[str, Tree] | None = None
) -> TransitionContext:
    """A new case of ada's that `events` happened to."""
    opened = event("opened", 0, template="plain", to="new", owner="ada", level="2")
    journal = (opened, *events)
    case = Case("C-1", "T", fold(journal), journal, {}, Source("f", {}))
    return TransitionContext(case, DESK.template("plain"), DESK.casebook.person(actor), free or {}, reason)


@dataclass(frozen=True)
class Row:
    """A guard's parameters, a context that meets it, and one that does not, with the message."""

    met: TransitionContext
    unmet: TransitionContext
    said: str
    params: dict[str, Tree] = field(default_factory=dict)


TOLD, SAID = event("contacted", direction="out"), event("contacted", direction="in")
OUT: dict[str, Tree] = {"direction": "out"}
CAUSED, DISPUTED = event("cause_found", cause="lid"), event("cause_disputed", 2)
OFFERED = event("offered", to="bob", giver="ada")
ANSWERED = (event("assigned", to="bob"), replace(event("advanced", 2, to="working"), by="bob"),
            replace(event("advanced", 3, to="solved"), by="bob"))  # fmt: skip
"""Ada only took the case in; Bob owned it and answered it."""
ROWS: dict[str, list[Row]] = {
    "fields_set": [
        Row(
            context(free={"fields": {"cause": "lid", "customer": {"name": "Flora"}}}),
            context(free={"fields": {"cause": "TBD", "customer": {"age": "3"}}}),
            "fill Cause (cause), Name (customer.name)",
            {"fields": ["cause", "customer.name"]},
        ),
        Row(context(free={"fields": {"own": "x"}}), context(), "fill own", {"fields": "own"}),
    ],
    "contacted": [
        Row(context(TOLD), context(SAID), "record what the customer was told: casectl contact C-1 out", OUT),
        Row(context(SAID), context(), "record what the customer said: casectl contact C-1 in", {"direction": "in"}),
        Row(
            context(event("advanced", to="working"), event("contacted", 2, direction="out"), event("noted", 3)),
            context(event("contacted", direction="out"), event("advanced", 2, to="working")),
            "record what the customer was told: casectl contact C-1 out",
            {"direction": "out", "since": "working"},
        ),
        Row(
            context(event("contacted", direction="out")),
            context(event("contacted", direction="out"), event("undone", 2, undoes="event1")),
            "record what the customer was told: casectl contact C-1 out",
            {"direction": "out", "since": "working"},
        ),
        Row(
            context(event("contacted", direction="out", letter="final"), event("contacted", 2, direction="out")),
            context(event("contacted", direction="out", letter="holding"), event("contacted", 2, direction="out")),
            "send the customer the final response: casectl reply C-1",
            {"direction": "out", "letter": "final"},
        ),
    ],
    "checklist_done": [
        Row(
            context(free={"checklists": {"first": {"heard": "yes", "sorry": "yes"}}}),
            context(free={"checklists": {"first": {"heard": "yes", "sorry": "no"}}}),
            "Said sorry (first.sorry)",
            {"checklist": "first"},
        )
    ],
    "no_open_follow_ups": [
        Row(
            context(event("noted", follow_ups=[BLOCKING]), event("followup_done", 2, follow_up="f1")),
            context(event("noted", follow_ups=[BLOCKING, HARMLESS])),
            "finish the follow-ups Call back (call), Survey (survey)",
        ),
        Row(
            context(event("noted", follow_ups=[HARMLESS])),
            context(event("noted", follow_ups=[BLOCKING, HARMLESS])),
            "finish the follow-ups Call back (call)",
            {"blocking_only": "yes"},
        ),
    ],
    "no_pending_offer": [
        Row(
            context(OFFERED, event("accepted", 2, to="bob")),
            context(OFFERED),
            "the handoff to bob is not accepted or returned yet",
        ),
        Row(
            context(OFFERED, event("returned", 2)),
            context(event("offered", team="back", giver="ada")),
            "the handoff to back is not accepted or returned yet",
        ),
    ],
    "parts_closed": [
        Row(context(), replace(context(), open_parts=lambda: ("C-2", "C-3")), "the parts of this case: C-2, C-3")
    ],
    "clocks_stopped": [
        Row(
            context(event("noted", clocks={"answer": {"stopped": "2026-11-21T10:00:00Z", "met": "yes"}})),
            context(event("noted", clocks={"answer": {"due": "2026-11-21T13:00:00Z"}})),
            "these clocks must stop first: Answer",
            {"clocks": ["answer", "update"]},
        ),
        Row(
            context(),
            context(event("noted", clocks={"answer": {"paused": "2026-11-21T10:00:00Z", "reason": "lab"}})),
            "these clocks must stop first: Answer",
            {"clocks": "answer"},
        ),
    ],
    "has_owner": [Row(context(), context(event("assigned", to="")), "the case has no owner: casectl assign C-1 NAME")],
    "cause_found": [
        Row(context(CAUSED), context(), "record the root cause: casectl cause C-1 CAUSE"),
        Row(context(CAUSED), context(CAUSED, DISPUTED), "decide who is responsible: casectl cause C-1 CAUSE"),
    ],
    "reason_given": [Row(context(reason="so"), context(reason=" \u200b\n"), "say why: --reason TEXT")],
    "role": [
        Row(
            context(actor="cy"),
            context(actor="bob"),
            "bob has none of the roles boss, king",
            {"roles": ["boss", "king"]},
        )
    ],
    "not_handled_by": [
        Row(
            context(free={"fields": {"about": "Bob Probe"}}),
            context(free={"fields": {"about": " ADA testwell "}}),
            "the complaint is about ada, who may not handle it",
            {"field": "about"},
        ),
        Row(
            context(free={"fields": {"about": " "}}),
            context(free={"fields": {"about": "ada"}}),
            "the complaint is about ada, who may not handle it",
            {"field": "about"},
        ),
        Row(
            context(free={"fields": {"about": "Bob Probe（工号8021）, Adamson, hadal"}}),
            context(free={"fields": {"about": "ＡＤＡ（工号8021）"}}),
            "the complaint is about ada, who may not handle it",
            {"field": "about"},
        ),
        Row(
            replace(context(free={"fields": {"about": "cy"}}), owner=DESK.casebook.person("ada")),
            replace(context(free={"fields": {"about": "cy"}}), owner=DESK.casebook.person("cy")),
            "the complaint is about cy, who may not handle it",
            {"field": "about"},
        ),
    ],
    "handled_by_another": [
        Row(
            context(*ANSWERED, event("assigned", 5, to="cy"), actor="cy"),
            context(*ANSWERED, event("assigned", 5, to="cy"), actor="bob"),
            "bob handled the case up to Solved: somebody else must own it now, and do this",
            {"until": "solved"},
        ),
        Row(
            context(*ANSWERED, event("advanced", 5, to="working"), event("assigned", 6, to="ada")),
            context(*ANSWERED, actor="cy"),
            "bob handled the case",
            {"until": "solved"},
        ),
    ],
    "level_at_least": [
        Row(context(), context(event("escalated", level="1")), "the level must be 2 or higher", {"level": "2"})
    ],
    "amount_at_most": [
        Row(
            context(free={"fields": {"cost": "500 CNY"}}),
            context(free={"fields": {"cost": "500.01 CNY"}}),
            "500.01 CNY is above 500 CNY",
            {"field": "cost", "amount": "500 CNY"},
        ),
        Row(
            context(free={"fields": {"cost": "9000 CNY"}}, actor="cy"),
            context(free={"fields": {"cost": "9000 CNY"}}),
            "this needs one of the roles boss",
            {"field": "cost", "amount": "500 CNY", "roles": ["boss"]},
        ),
        Row(
            context(free={"fields": {"cost": "9000 CNY"}}, actor="bob"),
            context(free={"fields": {"cost": "9000 CNY"}}),
            "somebody other than ada",
            {"field": "cost", "amount": "500 CNY", "second_person": "yes"},
        ),
        Row(
            context(),
            context(
                replace(event("changed", changed=["fields.cost"]), by="bob"),
                actor="bob",
                free={"fields": {"cost": "9 EUR"}},
            ),
            "somebody other than bob",
            {"field": "cost", "amount": "500 CNY", "second_person": "yes"},
        ),
    ],
    "level_at_most": [
        Row(context(), context(event("escalated", level="3")), "the level must be 2 or lower", {"level": "2"}),
        Row(
            context(event("escalated", level="3"), actor="cy"),
            context(event("escalated", level="3")),
            "above level 2 this needs one of the roles boss",
            {"level": "2", "roles": ["boss"]},
        ),
    ],
}


def test_every_guard_has_its_rows() -> None:
    """In ROWS above: a case that meets it, one that does not, and what is said then."""
    assert set(GUARDS) - set(ROWS) == set()
    assert list(ROWS) == list(GUARDS), "the same order, please"


@pytest.mark.parametrize(("name", "row"), [(name, row) for name, rows in ROWS.items() for row in rows])
def test_a_guard_lets_through_what_meets_it_and_names_what_is_missing(name: str, row: Row) -> None:
    guard = GUARDS[name]
    assert set(guard.required) <= set(row.params) <= guard.params
    assert guard.check(row.met, row.params) is None
    assert row.said in str(guard.check(row.unmet, row.params))


@pytest.mark.parametrize("name", GUARDS)
def test_every_guard_says_what_it_demands(name: str) -> None:
    """The reference shows it."""
    assert str(GUARDS[name].demands).strip()


@pytest.mark.parametrize("name", GUARDS)
def test_no_parameter_is_both_needed_and_left_out(name: str) -> None:
    assert not {*GUARDS[name].required} & {*GUARDS[name].optional}


def test_a_reader_who_is_nobody_here_is_not_whom_a_blank_field_names() -> None:
    nobody = replace(context(), actor=replace(DESK.casebook.person("ada"), name="", title=""))
    assert GUARDS["not_handled_by"].check(nobody, {"field": "about"}) is None


def test_whom_the_complaint_is_about_handles_it_under_no_other_name() -> None:
    ada = DESK.casebook.person("ada")
    bob = replace(ada, name="bob", title="Bob Probe", alone=())
    acting = replace(context(free={"fields": {"about": "ada"}}), actor=bob, keyboard=ada)
    refusal = GUARDS["not_handled_by"].check(acting, {"field": "about"})
    assert refusal
    assert str(refusal) == "the complaint is about ada, who may not handle it"


def test_who_recorded_a_step_for_somebody_else_handled_the_case_too() -> None:
    step = replace(event("advanced", 2, to="solved", via="cy"), by="bob")
    left = context(event("assigned", to="bob"), step, event("assigned", 3, to="cy"), actor="cy")
    refusal = GUARDS["handled_by_another"].check(left, {"until": "solved"})
    assert str(refusal).startswith("cy handled the case")


@pytest.mark.parametrize(
    ("amount", "limit", "above"),
    [("-3.50 CNY", "0 CNY", False), ("500 CNY", "500.00 CNY", False), ("500.001 CNY", "500 CNY", True),
     ("1000 CNY", "999.99 CNY", True), ("99 CNY", "1000 CNY", False), ("1 EUR", "1000 CNY", True),
     ("much CNY", "1000 CNY", True)],
)  # fmt: skip
def test_amounts_are_compared_by_their_value_and_in_one_currency_alone(amount: str, limit: str, above: bool) -> None:
    told = GUARDS["amount_at_most"].check(
        context(free={"fields": {"cost": amount}}), {"field": "cost", "amount": limit}
    )
    assert (told is not None) == above


def test_who_enters_the_amount_with_the_step_is_no_second_person() -> None:
    entering = replace(context(actor="bob", free={"fields": {"cost": "9000 CNY"}}), changed=frozenset({"fields.cost"}))
    assert GUARDS["amount_at_most"].check(entering, {"field": "cost", "amount": "5 CNY", "second_person": "yes"})
