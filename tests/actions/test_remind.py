"""remind tells nobody twice, and loses nothing without saying so, wherever it is cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import cast

import pytest

from casectl.actions.check import check
from casectl.actions.followup import Outcome, done
from casectl.actions.handoff import handoff
from casectl.actions.instruct import instruct
from casectl.actions.promise import promise
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.new_follow_up import NewFollowUp, plan
from casectl.actions.recording.proposal import EventDraft, Proposal
from casectl.actions.recording.record import record
from casectl.actions.remind import due_reminders, remind, unsure
from casectl.core.owed_reports import Reminder
from casectl.core.time.instants import plus
from casectl.core.values.messages import Refused
from casectl.core.values.tree import Tree
from casectl.ports.sending import Dispatch
from casectl.render.views.reminders import digest
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.fakes.context import SETTINGS, TEMPLATE, FakeContext
from tests.fakes.dispatch import CutOffError, FakeSender, Steps, fake_dispatch

LADDER = "    remind: [{at: 0, to: owner}, {at: +1h, to: [boss, owner], raise: 3}]\n"
CLOCK = "  answer:\n"


def desk(more: str = "") -> FakeContext:
    """Two cases of Ada's whose answer is late by two hours, with a ladder."""
    template = TEMPLATE.replace(CLOCK, CLOCK + LADDER) + more
    context = FakeContext(settings=SETTINGS + "remind: {host: here}\n", templates={"plain": template})
    for _ in range(2):
        context.open(owner="ada")
    return context.later(hours=6)


def texts(due: Sequence[Reminder]) -> tuple[str, str]:
    return str(len(due)), ""


def test_all_stages_that_have_come_are_one_message_for_each_person() -> None:
    """Each with the case's level, which is raised once."""
    context, dispatch = desk(), fake_dispatch()
    due = [(each.stage, each.told) for each in due_reminders(context).rows]
    assert due == [("0", ("ada",)), ("+1h", ("cy", "ada"))] * 2
    remind(context, dispatch, texts)
    sent = cast("FakeSender", dispatch.sender).sent
    assert [(each.person, each.subject) for each in sent] == [("ada", "2"), ("cy", "2")]
    assert [context.case(case).header.level for case in context.case_ids()] == [3, 3]
    again = remind(context, dispatch, texts)
    assert (again.rows, len(sent)) == ([], 2)


def test_once_it_is_due_nobody_is_told_that_it_is_due_soon() -> None:
    """Whoever was not told before learns of the latest stage alone; one that raises the case is worked off."""
    ladder = LADDER.replace("[{", "[{at: -2h, to: cy}, {at: -1h, to: boss, raise: 2}, {", 1)
    context = FakeContext(settings=SETTINGS, templates={"plain": TEMPLATE.replace(CLOCK, CLOCK + ladder)})
    context.open(owner="ada")
    for hours, stages in ((3, ["-2h", "-1h"]), (1, ["-1h", "0"]), (2, ["-1h", "0", "+1h"])):
        assert [each.stage for each in due_reminders(context.later(hours=hours)).rows] == stages


@pytest.mark.parametrize("after", [False, True])
def test_wherever_it_is_cut_off_nobody_is_told_twice_and_nothing_is_lost(*, after: bool) -> None:
    """The next run sends what nobody has; what may be sent is listed."""
    for last in range(1, 12):
        context, dispatch = desk(), fake_dispatch(steps := Steps(last, after))
        cut_in_the_ledger_too(context, steps)
        with pytest.raises(CutOffError):
            remind(context, dispatch, texts)
        steps.last = 0
        remind(context, dispatch, texts)
        told, open_ones = _counts(dispatch)
        assert all(told[person] <= 1 for person in told), last
        assert all(told[person] + open_ones[person] >= 1 for person in ("ada", "cy")), last


def cut_in_the_ledger_too(context: FakeContext, steps: Steps) -> None:
    record = context.ledger.record

    def cut_record(*given: object) -> list[str]:
        entries = list(given[1])  # type: ignore[call-overload]
        steps.begin()
        commits = record(given[0], entries, given[2])  # type: ignore[arg-type]
        steps.end()
        return commits

    context.ledger.record = cut_record  # type: ignore[assignment, method-assign]


def _counts(dispatch: Dispatch) -> tuple[Counter[str], Counter[str]]:
    sent = cast("FakeSender", dispatch.sender).sent
    return Counter(each.person for each in sent), Counter(each.person for each in unsure(dispatch))


def test_an_offer_that_nobody_answers_goes_back_in_time_and_no_sooner() -> None:
    """In working time, to whoever gave it; nobody else may send it back so."""
    context, dispatch = desk("offer: {back_after: 2wh}\n"), fake_dispatch()
    case = context.open(owner="ada")
    handoff(context, case, HandoffForm("bob", reason="x"), AT_ONCE)
    remind(context.later(minutes=30), dispatch, texts)
    assert context.case(case).header.offer
    with refused(context, Refused, "may be answered until"):
        record(context, case, lambda *_: Proposal([EventDraft("returned", {"unanswered": "yes"})]), AT_ONCE)
    context.later(days=1)
    assert any("is returned to ada" in str(note) for note in due_reminders(context).notes)
    remind(context, dispatch, texts)
    header = context.case(case).header
    assert (header.offer, header.owner) == (None, "ada")
    assert context.case(case).journal[-1].text("unanswered") == "yes"


def test_an_offer_that_nobody_answers_goes_up_once_and_then_back() -> None:
    """One level, unless there is no higher one; it stays offered meanwhile."""
    template = TEMPLATE + "offer: {up_after: 1wh, back_after: 3wh}\n"
    context, dispatch = FakeContext(settings=f"{SETTINGS}remind: {{host: here}}\n"), fake_dispatch()
    context.store.files["templates/plain.yaml"] = template.encode()
    case, top = context.open(owner="ada"), context.open(owner="ada", level=3)
    for each in (case, top):
        handoff(context, each, HandoffForm("bob", reason="x"), AT_ONCE)
    assert not any(case in str(note) for note in due_reminders(context).notes)
    context.later(hours=2)
    assert any("raised to level 2" in str(note) for note in due_reminders(context).notes)
    for _ in range(2):
        remind(context, dispatch, texts)
    found = context.case(case)
    assert (found.header.level, found.header.offer is not None, context.case(top).header.level) == (2, True, 3)
    assert sum(each.id.endswith("-up") for each in found.journal) == 1
    remind(context.later(hours=3), dispatch, texts)
    assert (context.case(case).header.offer, context.case(top).header.offer) == (None, None)


LADDERS = (
    "remind:\n  promise: [{at: -1h, to: owner}, {at: +1h, to: [owner, boss], raise: 2}]\n"
    "  instruction: {at: 0, to: owner}\n  follow_up: {at: 0, to: owner}\n"
)


def with_ladders(**planned: str) -> tuple[FakeContext, str]:
    """A case of Ada's with these things to be done in four hours, each by somebody."""
    context = FakeContext(settings=SETTINGS + "remind: {host: here}\n")
    context.store.files["templates/plain.yaml"] = (TEMPLATE + LADDERS).encode()
    case, at = context.by("cy").open(owner="ada"), plus(context.now, timedelta(hours=4))
    verbs = {"promise": promise, "instruction": instruct, "follow_up": plan}
    for kind, who in planned.items():
        new = NewFollowUp(at, "visit" if kind == "follow_up" else f"what {kind} says", who)
        verbs[kind](context, case, new, AT_ONCE)
    return context, case


def stages_due(context: FakeContext) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.what, each.stage, each.told) for each in due_reminders(context).rows]


def test_promises_instructions_and_follow_ups_have_ladders_of_their_own() -> None:
    """Each stage once: to whoever is to do it, and the case is raised where it says so."""
    context, case = with_ladders(promise="", instruction="bob", follow_up="cy")
    dispatch = fake_dispatch()
    assert stages_due(context.later(hours=2)) == []
    assert stages_due(context.later(hours=1)) == [("promise", "-1h", ("ada",))]
    remind(context, dispatch, texts)
    assert stages_due(context.later(hours=1)) == [
        ("instruction", "0", ("bob",)), ("follow-up", "0", ("cy",))
    ]  # fmt: skip
    remind(context.later(hours=2), dispatch, texts)
    header = context.case(case).header
    assert (header.level, header.follow_ups[0].kind, stages_due(context)) == (2, "promise", [])
    told = [event for event in context.case(case).journal if event.kind == "reminded"]
    assert [event.text("follow_up") for event in told] == [header.follow_ups[n].id for n in (0, 0, 1, 2)]
    assert not [*check(context).findings]


def test_what_somebody_promised_is_in_no_mail_and_in_no_commit() -> None:
    """A mailbox is read by others: it says that a promise is due, and of which case."""
    context, _ = with_ladders(promise="")
    due = due_reminders(context.later(hours=3)).rows
    subject, body = digest(context.zone, context.now)(due)
    assert "promise is due" in body
    assert "what promise says" not in subject + body
    remind(context, fake_dispatch(), digest(context.zone, context.now))
    assert not any("what" in each.subject for each in context.ledger.commits)


def test_what_was_done_moved_or_answered_reminds_nobody() -> None:
    """By the law, too: a stage counts for what is open, and for the time at which it is due."""
    context, case = with_ladders(promise="")
    owed = context.case(case).header.follow_ups[0].id
    done(context.by("ada").later(hours=3), case, owed, Outcome(result="kept"), AT_ONCE)
    assert stages_due(context) == []

    def reminded(stage: str, clock: str) -> Proposal:
        data: dict[str, Tree] = {
            "clock": [clock],
            "deadline": "2026-11-23T14:00:00+08:00",
            "stage": stage,
            "told": ["ada"],
        }
        return Proposal([EventDraft("reminded", data)])

    with refused(context, Refused, "is not due"):
        record(context, case, lambda *_: reminded("-1h", owed), AT_ONCE)


def test_a_follow_up_of_a_rule_has_its_own_ladder_before_the_usual_one() -> None:
    context = FakeContext(settings=SETTINGS + "remind: {host: here}\n")
    rule = "what: callback, blocking: yes"
    template = TEMPLATE.replace(rule, f"{rule}, remind: [{{at: 0, to: [owner, boss], any_time: yes}}]") + LADDERS
    context.store.files["templates/plain.yaml"] = template.encode()
    case_in(context, "solved")
    assert stages_due(context.later(days=1, hours=1)) == [("call", "0", ("ada", "cy"))]
