"""Opening a case warns of possible duplicates, and of a customer who complains often."""

from __future__ import annotations

import pytest

from casectl.actions.lookup.earlier_complaints import earlier_complaints, warnings
from casectl.actions.similar import similar
from casectl.core.case.model import Case
from tests.actions.complaints import opened
from tests.fakes.context import FakeContext


def warnings_about(complaints: FakeContext, case: Case) -> list[str]:
    return [str(each) for each in warnings(case.id, earlier_complaints(complaints, case))]


def test_opening_a_case_again_warns(complaints: FakeContext) -> None:
    first = opened(complaints, "Wrong lamp", "A blue one, not a red one", customer__ref="CU 1", reference="O-1")
    again = opened(complaints, "Colour", "It should have been red", customer__ref="cu1", reference="O-1")
    [warning] = warnings_about(complaints, again)
    assert warning.startswith(
        f"{first.id} may be the same complaint; if so: casectl merge {again.id} {first.id} --reason TEXT"
    )


def test_opening_a_case_with_nearly_the_same_text_warns(complaints: FakeContext) -> None:
    again = opened(complaints, "Late parcel", "The parcel came two days late and open, with a broken lamp.")
    assert "may be the same complaint" in warnings_about(complaints, again)[0]
    other = opened(complaints, "Rude clerk", "He did not greet me")
    assert warnings_about(complaints, other) == []


@pytest.mark.parametrize("nothing", ["none", "N/A", "无", "匿名", "-", "？"])
def test_that_there_is_no_number_makes_nobody_the_same_customer(complaints: FakeContext, nothing: str) -> None:
    """Nor do two short texts make one complaint."""
    for title in ("Late", "Wet", "Torn"):
        case = opened(complaints, title, "Refund me", customer__ref=nothing, reference=nothing)
    assert warnings_about(complaints, case) == []
    again = opened(complaints, "Torn", "Refund me", customer__ref="CU-7", reference=nothing)
    assert warnings_about(complaints, again) == []


def test_a_number_is_the_same_however_it_is_grouped(complaints: FakeContext) -> None:
    first = opened(complaints, "Wrong lamp", "A blue one", customer__ref="02079460018", reference="A1001")
    again = opened(complaints, "Colour", "It should be red", customer__ref="020 7946-0018", reference="A-1001")
    assert warnings_about(complaints, again)[0].startswith(f"{first.id} may be the same complaint")


def test_a_customer_who_complains_a_third_time_in_ninety_days_is_reported(complaints: FakeContext) -> None:
    for number, subject in enumerate(("A late train", "An empty box")):
        opened(complaints, subject, f"{subject} at number {number}", customer__ref="CU-1")
        complaints.later(days=1)
    third = opened(complaints, "No answer", "Nobody rang back", customer__ref="CU-1")
    assert warnings_about(complaints, third) == ["this customer has complained 3 times in 90 days"]
    complaints.later(days=100)
    fourth = opened(complaints, "Rain", "Through the roof", customer__ref="CU-1")
    assert warnings_about(complaints, fourth) == []


def test_the_same_order_of_the_same_customer_is_reported_however_old(complaints: FakeContext) -> None:
    """The other way round neither alone is enough."""
    first = opened(complaints, "Wrong lamp", "A blue one", customer__ref="CU-1", reference="A-1001")
    complaints.later(days=400)
    opened(complaints, "Rain", "Through the roof", customer__ref="CU-2", reference="A-1001")
    opened(complaints, "Wind", "Through the door", customer__ref="CU-1", reference="A-1002")
    again = opened(complaints, "Colour", "It should be red", customer__ref="CU-1", reference="a1001")
    assert earlier_complaints(complaints, again).duplicates == (first.id,)
    assert earlier_complaints(complaints, again).complaints == 0
    [likest] = [row for row in similar(complaints, again.id).rows if row.same_customer][:1]
    assert likest.case.id == first.id
    assert similar(complaints, again.id).rows[0].case.id == first.id


ALIKE = (
    ("The lamp came broken, the carton was bent and its base is missing as well.", "Lamp broken on arrival"),
    ("The lamp came broken, the carton was bent and its base is missing too.", "Lamp broken"),
    ("客户反映购买的台灯收到时灯罩破损，要求退款并补偿邮费", "台灯破损"),
    ("客户反映购买的台灯收到时灯罩破损，要求退款并补偿邮", "台灯坏了"),
)


@pytest.mark.parametrize(("one", "other"), [ALIKE[:2], ALIKE[2:]])
def test_nearly_the_same_text_is_reported_whatever_the_title(
    complaints: FakeContext, one: tuple[str, str], other: tuple[str, str]
) -> None:
    first = opened(complaints, one[1], one[0])
    assert earlier_complaints(complaints, opened(complaints, other[1], other[0])).duplicates == (first.id,)


def test_the_same_text_with_the_same_title_comes_first_and_the_latest_of_these(complaints: FakeContext) -> None:
    """However many others say the same: a form letter is reported by its own copies."""
    text = ALIKE[0][0]
    first = opened(complaints, "My lamp", text)
    for number in range(320):
        opened(complaints, f"Lamp {number}", text)
        complaints.later(minutes=1)
    second = opened(complaints, "MY LAMP", text)
    assert earlier_complaints(complaints, opened(complaints, "My lamp", text)).duplicates[:3] == (
        second.id,
        first.id,
        max(complaints.excerpts().cases, key=lambda case: case.text("title") == "Lamp 319").id,
    )
