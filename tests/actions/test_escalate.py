"""escalate raises the level, moves the deadlines that depend on it, and may offer the case."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.handoff import handoff
from casectl.actions.new import new
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.opening import Opening
from casectl.actions.undo import undo
from casectl.core.time.instants import plus
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, due_in_hours, refused
from tests.fakes.context import GIVEN, NOW, SETTINGS, TEMPLATE, FakeContext


def test_a_clock_that_counts_from_the_customers_time_does_so_after_a_change_of_level_too(context: FakeContext) -> None:
    case = new(context, Opening("plain", GIVEN, plus(NOW, -timedelta(hours=2))), AT_ONCE).case.id
    assert due_in_hours(context, case) == {"answer": 2, "resolve": 46, "update": 24}
    escalate(context.later(hours=5), case, 3, HandoffForm(reason="hot"), AT_ONCE)
    assert due_in_hours(context, case) == {"answer": 2, "resolve": 6, "update": 24}


def test_a_change_of_level_counts_from_the_start_in_force_not_from_one_that_was_undone(context: FakeContext) -> None:
    case = context.open()
    contact(context.later(hours=2), case, Contact("out", "mail", "to the wrong one"), AT_ONCE)
    undo(context, case, "", AT_ONCE)
    escalate(context, case, 3, HandoffForm(reason="hot"), AT_ONCE)
    assert due_in_hours(context, case) == {"answer": 4, "resolve": 8, "update": 24}


def test_escalating_raises_the_level_and_may_offer_the_case_in_the_same_commit(context: FakeContext) -> None:
    case = context.open()
    assert escalate(context, case, 0, HandoffForm(reason="hot"), AT_ONCE).case.header.level == 2
    receipt = escalate(context, case, 3, HandoffForm("cy", reason="hotter"), AT_ONCE)
    assert [event.kind for event in receipt.events] == ["escalated", "offered"]
    assert (receipt.case.header.level, receipt.case.header.offer and receipt.case.header.offer.to) == (3, "cy")
    assert len(context.ledger.commits) == 3
    with refused(context, Refused, "there is no level 4; levels are 1, 2, 3"):
        escalate(context, case, 0, HandoffForm(reason="x"), AT_ONCE)
    with refused(context, Refused, "is already at level 3"):
        escalate(context, case, 2, HandoffForm(reason="x"), AT_ONCE)


def test_an_escalation_whose_offer_is_refused_records_no_half_of_it(context: FakeContext) -> None:
    case = context.open()
    handoff(context, case, HandoffForm("bob", reason="x"), AT_ONCE)
    with refused(context, Refused, "is already offered to bob"):
        escalate(context, case, 0, HandoffForm("cy", reason="x"), AT_ONCE)


def test_a_case_may_be_offered_to_a_team_as_it_is_raised(context: FakeContext) -> None:
    receipt = escalate(context, context.open(), 0, HandoffForm(team="back", reason="hot"), AT_ONCE)
    offer = receipt.case.header.offer
    assert (receipt.case.header.level, offer and (offer.to, offer.team)) == (2, ("", "back"))


def test_a_raised_case_is_offered_to_whom_its_template_means() -> None:
    """At its new level, unless they have it, or somebody else is named; where all are away it is said."""
    rows = "escalation: [{when: {level: 3}, to: boss}, {when: {level: 2, problem: big}, to: back}]\n"
    desk = FakeContext(templates={"plain": TEMPLATE + rows})
    plain, vip, named = desk.open(), desk.open((("problem", "big"),)), desk.open()
    assert escalate(desk, plain, 2, HandoffForm(reason="x"), AT_ONCE).case.header.offer is None
    offers = [
        escalate(desk, *given, AT_ONCE).case.header.offer
        for given in ((plain, 3, HandoffForm(reason="x")), (vip, 2, HandoffForm(reason="x")),
                      (named, 3, HandoffForm("bob", reason="x")))
    ]  # fmt: skip
    assert [each and (each.to, each.team) for each in offers] == [("cy", ""), ("", "back"), ("bob", "")]
    away = FakeContext(settings=SETTINGS.replace("cy: {", "cy: {away: [{from: 2026-11-01, until: 2026-12-24}], "),
                       templates={"plain": TEMPLATE + rows})  # fmt: skip
    case = away.open()
    with refused(away, Refused, "none of them can take it now", "--team TEAM"):
        escalate(away, case, 3, HandoffForm(reason="x"), AT_ONCE)
