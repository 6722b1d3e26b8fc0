"""review names the cases of a period that something can be learnt from, each in every part that it belongs to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casectl.actions import followup
from casectl.actions.advance import advance
from casectl.actions.assign import assign
from casectl.actions.cause import FoundCause, cause
from casectl.actions.contact import Contact, contact
from casectl.actions.link import link
from casectl.actions.new import new
from casectl.actions.note import note
from casectl.actions.promise import promise
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.actions.recording.opening import Opening
from casectl.actions.retype import NewKind, retype
from casectl.actions.review import review
from casectl.actions.set_ import set_fields
from casectl.core.figures.periods import Period
from casectl.core.query.conditions import Like
from casectl.core.query.model import EVERY
from casectl.core.time.instants import plus
from tests.actions.cases import AT_ONCE, TICKS, case_in
from tests.fakes.context import GIVEN, NOW, TEMPLATE, FakeContext

WEEK = Period(date(2026, 11, 23), date(2026, 11, 30))


def test_each_part_has_its_cases(context: FakeContext) -> None:
    """A cause is one only with others; a promise that nobody kept is broken, and what is open and late is late."""
    lid, box, _single = context.open([("title", "Lid")]), context.open([("title", "Box")]), context.open()
    for case in (lid, box):
        cause(context, case, FoundCause("lid.loose"), AT_ONCE)
    cause(context, _single, FoundCause("lid"), AT_ONCE)
    promise(context, lid, NewFollowUp(plus(NOW, timedelta(hours=2)), "a call"), AT_ONCE)
    followup.add(context, box, NewFollowUp(plus(NOW, timedelta(hours=2)), "survey"), AT_ONCE)
    followup.done(context.later(days=1), box, "survey", followup.Outcome(score=2), AT_ONCE)
    rows = review(context, EVERY, WEEK).rows
    parts = {section: {each.case for each in rows if each.section == section} for section in {e.section for e in rows}}
    assert parts == {
        "late": {lid, box, _single}, "dissatisfied": {box}, "same_cause": {lid, box}, "promise_broken": {lid},
    }  # fmt: skip
    assert {str(each.what) for each in rows if each.section == "same_cause"} == {"Loose lid"}
    assert {each.title for each in rows if each.case == lid} == {"Lid"}
    assert {each.case for each in review(context, Like("title", "Box"), WEEK).rows} == {box}


def test_what_the_case_says_of_the_customer_when_it_was_closed_counts_as_well() -> None:
    """The score in its field, unless the customer answered a survey in that week; a model case needs an answer."""
    template = TEMPLATE.replace("  tags:", "  satisfaction: {type: text, title: Satisfied}\n  tags:")
    context = FakeContext(templates={"plain": template})
    unhappy, happy, unknown, answered = (case_in(context, "closed") for _ in range(4))
    for case, score in ((unhappy, "2"), (happy, "5"), (unknown, "no_answer"), (answered, "1")):
        set_fields(context, case, FieldChanges([("satisfaction", score)]), AT_ONCE)
    followup.add(context, answered, NewFollowUp(plus(NOW, timedelta(hours=2)), "survey"), AT_ONCE)
    followup.done(context.later(hours=3), answered, "survey", followup.Outcome(score=4), AT_ONCE)
    rows = review(context, EVERY, WEEK).rows
    found = [(each.section, each.case, str(each.what)) for each in rows if each.section in ("dissatisfied", "model")]
    assert found == [("dissatisfied", unhappy, "score 2")]
    before = Period(date(2026, 11, 16), date(2026, 11, 23))
    assert "dissatisfied" not in {each.section for each in review(context, EVERY, before).rows}


@pytest.mark.parametrize(("scores", "is_model"), [((5,), True), ((5, 5), True), ((5, 4), False), ((4, 5), False)])
def test_a_model_case_is_named_once_and_has_the_best_score_each_time(scores: tuple[int, ...], is_model: bool) -> None:
    """Found by use: a case stood in the list as often as its customer was asked."""
    context = FakeContext()
    case = case_in(context, "closed")
    for number, score in enumerate(scores):
        when = plus(NOW, timedelta(hours=2 + number))
        followup.add(context, case, NewFollowUp(when, f"survey{number}"), AT_ONCE)
        followup.done(context.later(hours=3 + number), case, f"survey{number}", followup.Outcome(score=score), AT_ONCE)
    found = [each.case for each in review(context, EVERY, WEEK).rows if each.section == "model"]
    assert found == [case] * is_model


def test_a_week_without_anything_to_learn_from_is_empty(context: FakeContext) -> None:
    context.open()
    assert review(context, EVERY, Period(date(2026, 11, 16), date(2026, 11, 23))).rows == []


def test_who_was_not_told_of_an_improvement_is_named() -> None:
    """A contact after it was done tells them, whichever of the two has the link; no note does, nor what came before."""
    improvement = TEMPLATE.replace("template: plain", "template: improvement")
    context = FakeContext(templates={"plain": TEMPLATE, "improvement": improvement})
    told, silent, before = (context.open([("title", title)]) for title in ("Told", "Silent", "Before"))
    contact(context, before, Contact("out", "phone", "We look into it"), AT_ONCE)
    record = new(context, Opening("improvement", GIVEN), AT_ONCE).case.id
    for case, other in ((record, told), (silent, record), (record, before)):
        link(context, case, "related", other, AT_ONCE)
    assert [
        each.section for each in review(context, EVERY, WEEK).rows if each.section in ("improved", "not_told")
    ] == []
    advance(context, record, "working", FieldChanges(ticks=TICKS), AT_ONCE)
    contact(context.later(hours=1), record, Contact("out", "phone", "x"), AT_ONCE)
    advance(context, record, "solved", FieldChanges([("cause", "the lid")]), AT_ONCE)
    contact(context.later(hours=1), told, Contact("out", "phone", "It is mended"), AT_ONCE)
    note(context, silent, "We mended it", AT_ONCE)
    rows = review(context, EVERY, WEEK).rows
    assert [(each.case, str(each.what)) for each in rows if each.section == "improved"] == [
        (record, "customers informed: 1 of 3")
    ]
    assert {each.case for each in rows if each.section == "not_told"} == {silent, before}
    later = Period(date(2026, 12, 7), date(2026, 12, 14))
    found = [each.section for each in review(context.later(days=20), EVERY, later).rows if "i" in each.section]
    assert "improved" not in found


def test_a_clock_from_before_a_case_was_retyped_has_its_title(clocks: FakeContext) -> None:
    """That of the template that has it."""
    case = clocks.open(received_at=plus(NOW, timedelta(days=-4)))
    bare = TEMPLATE[: TEMPLATE.index("clocks:")] + TEMPLATE[TEMPLATE.index("checklists:") :]
    clocks.store.files["templates/other.yaml"] = bare.replace("template: plain", "template: other").encode()
    retype(clocks, case, NewKind("other", changes=FieldChanges(reason="x")), AT_ONCE)
    november = Period(date(2026, 11, 1), date(2026, 12, 1))
    late = {str(each.what) for each in review(clocks, EVERY, november).rows if each.section == "late"}
    assert "Resolve" in late
    assert "resolve" not in late


def test_who_had_the_case_then_is_named_and_not_who_has_it_now() -> None:
    """Found by use: whoever accepted a case was shown with the deadlines that another had missed."""
    context = FakeContext()
    case = context.by("ada").open(owner="ada")
    assign(context.later(days=6).by("cy"), case, HandoffForm("bob", reason="Ada is away"), AT_ONCE)
    assert {each.owner for each in review(context, EVERY, WEEK).rows if each.section == "late"} == {"ada"}
