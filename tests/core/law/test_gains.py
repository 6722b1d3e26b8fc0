"""Who gains by a later regulatory deadline never decides it alone, by whatever verb; the honest neighbour may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from casectl.actions.adopt import adopt
from casectl.actions.advance import advance
from casectl.actions.assign import assign
from casectl.actions.check import check
from casectl.actions.contact import Contact, contact
from casectl.actions.due import due
from casectl.actions.edit import edit
from casectl.actions.escalate import escalate
from casectl.actions.explain import RunFilter, explain
from casectl.actions.override import override
from casectl.actions.recompute import RecomputeRequest, recompute
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.restart import restart
from casectl.actions.set_ import set_fields
from casectl.actions.undo import undo
from casectl.core.clocks.runs import latest_runs
from casectl.core.time.instants import elapsed, format_instant, plus
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, TICKS, due_in_hours, refused
from tests.fakes.context import NOW, SETTINGS, TEMPLATE, FakeContext

REGULATED = TEMPLATE.replace(
    "  resolve:\n    title: Resolve\n    kind: internal\n",
    "  resolve:\n    title: Resolve\n    kind: regulatory\n    restarts: {new_facts: {title: New facts}}\n",
)
LONGER = REGULATED.replace("duration: 12h", "duration: 20h")
DESK = SETTINGS.replace("boss: {may: [act_as]}", "boss: {may: [act_as, clocks]}")
RESOLVE = ClockChange("resolve", reason="Agreed")
Verb = Callable[[FakeContext, str], object]


def desk(settings: str = DESK) -> FakeContext:
    return FakeContext(settings=settings, templates={"plain": REGULATED})


def by_hand(context: FakeContext, case: str, hours: int = 90) -> None:
    override(context, case, RESOLVE, lambda _: plus(NOW, timedelta(hours=hours)), AT_ONCE)


def _in_four_days(_: object) -> datetime:
    return plus(NOW, timedelta(hours=90))


def by_new_rules(context: FakeContext, case: str) -> None:
    context.store.files["templates/plain.yaml"] = LONGER.encode()
    recompute(context, RecomputeRequest([case], retarget=True, apply=True, reason="New rules"), AT_ONCE)


def by_receipt(context: FakeContext, case: str) -> None:
    later = plus(NOW, -timedelta(minutes=30)).isoformat()
    set_fields(context, case, FieldChanges([("received_at", later)], reason="It came later"), AT_ONCE)


def by_field(context: FakeContext, case: str) -> None:
    set_fields(context, case, FieldChanges([("customer.age", "1")]), AT_ONCE)


def by_editor(context: FakeContext, case: str) -> None:
    edit(context, case, lambda text: text.replace(b"age: 99", b"age: 1"), AT_ONCE)


def by_adoption(context: FakeContext, case: str) -> None:
    context.rewrite(case, "age: 99", "age: 1")
    try:
        adopt(context, case, "", AT_ONCE)
    finally:
        if context.case(case).fields["customer"] == {"name": "Flora Fiction", "age": "99"}:
            context.rewrite(case, "age: 1", "age: 99")


LATER: dict[str, Verb] = {
    "override": by_hand, "recompute": by_new_rules, "receipt": by_receipt, "set": by_field, "edit": by_editor,
    "adopt": by_adoption,
}  # fmt: skip


def opened(context: FakeContext, owner: str = "ada") -> str:
    received = plus(NOW, -timedelta(hours=1))
    case = context.open([("customer.age", "99")], owner=owner, received_at=received)
    context.later(hours=1)
    return case


@pytest.mark.parametrize("verb", LATER)
def test_the_owner_does_not_put_a_regulatory_deadline_off(verb: str) -> None:
    context = desk()
    case = opened(context)
    before = due_in_hours(context, case)["resolve"]
    with pytest.raises(Refused, match=r"ada has owned \S+ while resolve ran"):
        LATER[verb](context, case)
    assert due_in_hours(context, case)["resolve"] == before


@pytest.mark.parametrize("verb", LATER)
def test_nor_does_who_owned_the_case_while_the_clock_ran(verb: str) -> None:
    """Giving it away for a minute helps nobody, however the assignment is taken back."""
    context = desk()
    case = opened(context)
    assign(context, case, HandoffForm("bob", "back"), AT_ONCE)
    with pytest.raises(Refused, match=r"ada has owned \S+ while resolve ran"):
        LATER[verb](context, case)


@pytest.mark.parametrize("verb", LATER)
def test_nor_does_who_may_not_decide_on_clocks_nor_types_for_who_may(verb: str) -> None:
    context = desk()
    case = opened(context)
    with pytest.raises(Refused, match=r"bob has no role with may: \[clocks\]"):
        LATER[verb](context.by("bob"), case)
    context.store.files["templates/plain.yaml"] = REGULATED.encode()
    boss = opened(context, "cy")
    context.by("bob").recorder = "cy"
    with pytest.raises(Refused, match="cy has owned"):
        LATER[verb](context, boss)


@pytest.mark.parametrize("verb", LATER)
def test_somebody_who_may_and_never_owned_it_does_and_check_finds_nothing(verb: str) -> None:
    context = desk()
    case = opened(context)
    before = due_in_hours(context, case)["resolve"]
    LATER[verb](context.by("cy"), case)
    assert due_in_hours(context, case)["resolve"] > before
    assert [each for each in check(context).findings if each.code == "C094"] == []


@pytest.mark.parametrize("verb", LATER)
def test_where_no_role_may_decide_on_clocks_anybody_does_who_has_not_owned_the_case(verb: str) -> None:
    context = desk(SETTINGS)
    case = opened(context)
    with pytest.raises(Refused, match="ada has owned"):
        LATER[verb](context, case)
    LATER[verb](context.by("bob"), case)


@pytest.mark.parametrize("verb", LATER)
def test_one_who_is_alone_may_and_it_says_so(verb: str) -> None:
    alone = "\n".join(line for line in DESK.splitlines() if not line.startswith(("  bob:", "  cy:"))) + "\n"
    context = desk(alone)
    case = opened(context)
    LATER[verb](context, case)
    assert "yes" in [event.text("alone") for event in context.case(case).journal]
    assert [each for each in check(context).findings if each.code == "C094"] == []


def test_what_is_not_put_off_is_the_owners_own_business() -> None:
    """An earlier date, a higher level, a field on which nothing hangs, starting anew as the rule says."""
    context = desk()
    case = opened(context)
    by_hand(context, case, 9)
    set_fields(context, case, FieldChanges([("cause", "a lid")]), AT_ONCE)
    other = opened(context)
    escalate(context, other, 3, HandoffForm(reason="hot"), AT_ONCE)
    restart(context, other, ClockChange("resolve", "new_facts", "He found it"), AT_ONCE)
    assert context.case(case).journal[-2].text("own") == "yes"


def test_an_undo_that_makes_a_deadline_later_is_nobodys_own() -> None:
    context = desk()
    case = opened(context)
    by_hand(context, case, 9)
    with refused(context, Refused, "this postpones a regulatory deadline: somebody else must decide on it"):
        undo(context, case, "", AT_ONCE)


def test_a_breach_that_happened_is_explained_and_never_erased() -> None:
    """Twelve hours were given; eleven of them are left."""
    context = desk()
    case = opened(context)
    context.later(hours=12)
    said = " ".join(map(str, override(context.by("cy"), case, RESOLVE, _in_four_days, AT_ONCE).notes))
    [resolve] = [row for row in due(context, case).rows if row.run.clock == "resolve"]
    [missed] = resolve.missed
    assert "resolve was missed at 2026-11-23T21:00:00+08:00, which stays on record" in said
    assert missed.event.by == "cy"
    assert elapsed(NOW, missed.due) == timedelta(hours=11)
    assert resolve.late < timedelta()
    [found] = explain(context, case, RunFilter("resolve")).found
    assert found.row.missed == resolve.missed


def test_a_deadline_that_was_put_off_before_it_passed_was_not_missed() -> None:
    context = desk()
    case = opened(context)
    by_hand(context.by("cy"), case)
    assert [row.missed for row in due(context, case).rows] == [(), (), ()]


def test_the_same_by_hand_is_found_before_and_after_it_is_committed() -> None:
    """The owner writes in cy's name what cy decided, and then in their own."""
    context = desk()
    case = opened(context)
    by_hand(context.by("cy"), case)
    assert [each for each in check(context).findings if each.code == "C094"] == []
    context.rewrite(case, "by: cy", "by: ada")
    found = [str(each.what) for each in check(context).findings if each.code == "C094"]
    context.commit(case)
    assert found == [str(each.what) for each in check(context).findings if each.code == "C094"]
    assert "somebody else must decide" in found[0]


def rung(context: FakeContext, case: str, hours: float) -> None:
    """The step that stops the clock, dated so many hours from its opening."""
    advance(context, case, "solved", FieldChanges([("cause", "a lid")]), EventStamp(plus(NOW, timedelta(hours=hours))))


def answered(owner: str = "ada") -> tuple[FakeContext, str]:
    """A case in which nothing is left to do but to say that it is solved; it is due eleven hours after NOW."""
    context = desk()
    case = opened(context, owner)
    advance(context, case, "working", FieldChanges(ticks=TICKS), AT_ONCE)
    contact(context, case, Contact("out", "phone", "it is the lid"), AT_ONCE)
    return context, case


def verdict(context: FakeContext, case: str) -> str:
    return latest_runs(context.case(case).journal)["resolve"].verdict


def test_a_late_entry_counts_by_its_date_within_a_working_day_and_is_marked() -> None:
    context, case = answered()
    context.later(hours=14)
    rung(context, case, 2)
    assert verdict(context, case) == "met"
    assert context.case(case).journal[-1].text("recorded") == format_instant(context.now, context.zone)


def test_check_says_what_anybody_may_do_and_what_was_decided_alone() -> None:
    """Where no committed role may change rules or decide on clocks; of one who is alone each decision is shown by
    itself, so that two in one case are two.
    """
    everybody = FakeContext(settings=SETTINGS, templates={"plain": REGULATED})
    assert [str(each.what) for each in check(everybody).advice if each.code == "B013"] == [
        "no role in casectl.yaml has may: [rules, clocks],"
        " so anybody may change the rules, decide on regulatory deadlines"
    ]
    some = desk(DESK.replace("clocks]", "clocks, rules]"))
    assert [each for each in check(some).advice if each.code == "B013"] == []
    context = desk("".join(line for line in DESK.splitlines(keepends=True) if not line.startswith(("  bob:", "  cy:"))))
    case = opened(context)
    for hours in (90, 120):
        by_hand(context, case, hours)
    report = check(context)
    assert [each.code for each in report.findings if each.code.startswith("C")] == []
    ids = sorted(each.id for each in context.case(case).journal if each.kind == "overridden")
    assert len(ids) == 2
    assert sorted(str(each.what) for each in report.advice) == [
        f"ada postponed a regulatory deadline (deadline overridden {each}), and there was nobody else to decide on it"
        for each in ids
    ]
