"""survey says whom to ask and whom to remind, once each, and takes each answer once."""

from __future__ import annotations

from datetime import UTC, datetime

from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.set_ import set_fields
from casectl.actions.survey import Answer, answer, ask, due, import_answers
from casectl.core.case.surveys import survey_of
from casectl.core.importing.rows import BadRow, RawRow
from casectl.core.query.conditions import Like
from casectl.core.query.model import EVERY, Condition
from casectl.core.values.messages import Refused, UsageError, msg
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.fakes.context import SETTINGS, TEMPLATE, FakeContext

WITH_REF = TEMPLATE.replace("      age: {type: number", "      ref: {type: text, title: Ref}\n      age: {type: number")
DESK = SETTINGS.replace("people:\n", "surveys: {after: 2d, remind: 1w, within: 30d, pause: 10w}\npeople:\n")


def desk() -> FakeContext:
    return FakeContext(settings=DESK, templates={"plain": WITH_REF})


def closed(context: FakeContext, ref: str) -> str:
    """A closed case of a customer."""
    case = case_in(context, "closed")
    set_fields(context, case, FieldChanges([("customer.ref", ref)], reason="It was missing"), AT_ONCE)
    return case


def asked(context: FakeContext, never: Condition | None = None) -> list[tuple[str, str]]:
    return [(row.step, row.case.id) for row in due(context, EVERY, never).rows]


def test_a_customer_is_asked_some_days_after_closing_and_reminded_once() -> None:
    """Not before, not a third time, and not when it is too late."""
    context = desk()
    case = closed(context, "CU-1")
    assert asked(context) == []
    still_open = context.open()
    with refused(context, Refused, "too early to ask"):
        ask(context, still_open, "mail", AT_ONCE)
    assert asked(context.later(days=2)) == [("ask", case)]
    ask(context, case, "mail", AT_ONCE)
    assert asked(context.later(days=6)) == []
    assert asked(context.later(days=1)) == [("remind", case)]
    [reminder] = ask(context, case, "mail", AT_ONCE).events
    assert reminder.text("reminder") == "yes"
    assert asked(context.later(days=9)) == []
    with refused(context, Refused, "nobody is asked a third time"):
        ask(context, case, "mail", AT_ONCE)
    late = closed(context, "CU-2")
    assert asked(context.later(days=33)) == []
    assert survey_of(context.case(late).journal).asked is None


def test_nobody_is_asked_about_two_cases_or_once_they_want_none() -> None:
    """Of two cases the one that waits longer; a customer whom nobody knows cannot be told from others."""
    context = desk()
    first, second = closed(context, "CU-1"), closed(context.later(hours=1), "CU-1")
    case_in(context, "closed")  # whose customer has no number
    quiet, other = closed(context, "CU-2"), closed(context, "CU-3")
    answer(context, quiet, Answer(declined=True), AT_ONCE)
    assert asked(context.later(days=3)) == [("ask", first), ("ask", other)]
    assert asked(context, Like("id", other)) == [("ask", first)]
    ask(context, first, "", AT_ONCE)
    assert ("ask", second) not in asked(context)
    answer(context, first, Answer(score="5"), AT_ONCE)
    assert asked(context.later(days=20)) == [("ask", other)]
    with refused(context, Refused, "the customer wants no surveys"):
        ask(context, quiet, "", AT_ONCE)
    with refused(context, Refused, "the customer has answered already"):
        ask(context, first, "", AT_ONCE)


def test_an_answer_has_numbers_in_range_and_counts_once() -> None:
    context = desk()
    case = closed(context, "CU-1")
    for given, why in (
        (Answer(score="6"), "score must be a number from 1 to 5, not 6"), (Answer(nps="-1"), "nps must be a number"),
        (Answer(nps="11"), "from 0 to 10"), (Answer(ces="0"), "ces must be a number from 1 to 7"),
        (Answer(), "needs a number"),
        (Answer(score="4.5"), "4.5"), (Answer(text=" "), "needs a number or a text"),
        (Answer(score="5", declined=True), "a customer who declined the survey cannot have answered it"),
    ):  # fmt: skip
        with refused(context, UsageError, why):
            answer(context, case, given, AT_ONCE)
    answer(context, case, Answer("4", "0", "7", "Quick"), AT_ONCE)
    with refused(context, Refused, "the customer has answered already"):
        answer(context, case, Answer(score="5"), AT_ONCE)
    answer(context, case, Answer(declined=True), AT_ONCE)
    found = survey_of(context.case(case).journal)
    assert (found.answer and found.answer.text("nps"), found.declined is not None) == ("0", True)


def test_a_survey_that_the_template_plans_is_done_by_its_answer() -> None:
    """It is due when the template says; the score is that of the call, so that it counts once."""
    planned = (
        WITH_REF + "follow_ups:\n  later: {title: Survey, what: survey, on: state:closed, after: 20d, asks: score}\n"
        if "follow_ups:" not in WITH_REF
        else WITH_REF.replace("follow_ups:\n", "follow_ups:\n  later: {title: Later, what: survey, on: state:closed,"
                              " after: 20d, asks: score}\n")
    )  # fmt: skip
    context = FakeContext(settings=DESK, templates={"plain": planned})
    case = closed(context, "CU-1")
    assert asked(context.later(days=5)) == []
    assert asked(context.later(days=16)) == [("ask", case)]
    events = answer(context, case, Answer("5", "9"), AT_ONCE).events
    assert [(each.kind, each.text("score"), each.text("nps")) for each in events] == [
        ("survey_answered", "", "9"), ("followup_done", "5", ""),
    ]  # fmt: skip
    assert asked(context) == []


def test_a_table_of_answers_is_taken_row_by_row_and_once() -> None:
    """A row that is wrong is named and leaves the others alone; the same table again changes nothing."""
    context = desk()
    case, other = closed(context, "CU-1"), closed(context, "CU-2")
    rows: list[RawRow | BadRow] = [
        RawRow(2, {"工单号": case, "满意度": "5", "Time": "soon"}), RawRow(3, {"case": "C-99", "score": "5"}),
        RawRow(4, {"id": other, "csat": "9"}), BadRow(5, msg("it is damaged")), RawRow(6, {"case": other, "nps": ""}),
        RawRow(7, {"case": other, "declined": "是"}),
    ]  # fmt: skip

    def results(*, dry_run: bool = False) -> list[str]:
        found = import_answers(context, rows, "mail", lambda _: datetime(2026, 11, 23, 1, tzinfo=UTC), dry_run=dry_run)
        return [each.result for each in found]

    assert results(dry_run=True)[0] == "recorded"
    assert survey_of(context.case(case).journal).answer is None
    assert results() == ["refused", "refused", "refused", "refused", "empty", "recorded"]
    rows[0] = RawRow(2, {"工单号": case, "满意度": "5"})
    assert results() == ["recorded", "refused", "refused", "refused", "empty", "already"]
    assert results()[0] == "already"
