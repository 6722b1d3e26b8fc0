"""A letter goes out only without a gap, with what it must say, and with nothing from inside."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.model import Case, Event
from casectl.core.letters.faults import Draft, faults_of
from casectl.core.letters.placeholders import filled, placeholders_in
from casectl.core.letters.script import Script
from casectl.core.template.clock_rules import NO_WORDS
from casectl.core.values.value_class import replace

AT = datetime(2026, 11, 23, tzinfo=UTC)
SCRIPT = Script("s", NO_WORDS, "final", NO_WORDS, forbidden=("calm down", "无理取闹"))
CASE = replace(
    Case.unopened("C-1"),
    journal=(
        Event("n1", AT, "ada", "noted", {"text": "She shouts a lot; give her nothing! 客户情绪很激动,先拖着"}),
        Event("c1", AT, "ada", "contacted", {"direction": "in", "text": "the parcel was open when it came"}),
        Event("n2", AT, "ada", "noted", {"text": "The parcel was open when it came"}),
    ),
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear Flora, the parcel was open when it came. Within six\nmonths of it.", []),
        (" ", ["blank", "a required passage is missing: within six months"]),
        ("within six months {{?the reason}} {{ x.y }}", ["{{?the reason}}", "{{x.y}}"]),
        (
            "within six months {customer.name}, {case} [fill in] 【姓名】",
            ["{customer.name}", "{case}", "[fill in]", "【姓名】"],
        ),
        ("within six months, dear XX, 尊敬的XX，退款XX元 {?why}", ["{?why}", "dear XX", "尊敬的XX", "XX is still"]),
        ("within six months {x} [1] press [Enter] 【通知】 size XXL, 尾号XX12, part XX, [...]", []),
        ("Within  six Months: CALM\nDOWN", ["calm down is a word"]),
        ("within six months recalm downs", []),
        ("within six months 您这是无理取闹。", ["无理取闹 is a word"]),
        ("within six months, damn it", ["damn is a word"]),
        (
            "within six months https://ec.europa.eu/consumers/odr/ and webgate.ec.europa.eu/ODR",
            ["consumers/odr", "ODR"],
        ),
        ("within six months. As agreed, GIVE her  nothing, please", ["give her nothing"]),
        ("within six months，客户情绪很激动,先拖着", ["客户情绪很激动"]),
    ],
)
def test_what_keeps_a_letter_from_going_out_is_said_at_once(text: str, said: list[str]) -> None:
    found = [str(each) for each in faults_of(Draft(text, "en", ("damn",)), SCRIPT, CASE, ["within six months"])]
    assert len(found) == len(said), found
    assert [each for each, fault in zip(said, found, strict=True) if each not in fault] == []


@given(st.text(alphabet="{} ?a.\n", max_size=30), st.text(alphabet="{}ab ", min_size=1, max_size=9))
def test_what_is_filled_in_is_not_filled_in_again(text: str, value: str) -> None:
    """Each placeholder is replaced once, by the value as it is; without one it stays."""
    names = placeholders_in(text)
    assert filled(text, lambda _: "") == (text, [*dict.fromkeys(names)])
    made, missing = filled(text, lambda _: value)
    assert missing == []
    assert len(made) >= len(value) * len(names)
    assert filled("<{{a}}>", lambda name: {"a": "{{a}}"}[name]) == ("<{{a}}>", [])
