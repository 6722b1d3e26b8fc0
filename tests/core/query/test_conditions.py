"""Each condition finds what matches it and nothing else, asked of a case or of SQLite."""

from __future__ import annotations

import time as clock

import pytest

from casectl.core.query.conditions import (
    ClockRuns,
    FieldCompares,
    FieldIs,
    InState,
    Like,
    Mentions,
    NumberBetween,
    OneOf,
    Range,
    TimeWithin,
)
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, And, Condition, Not, Or
from casectl.core.query.relations import LinkedTo, OfferedTo
from tests.core.query.one_case import RAW, at, category, holds
from tests.fakes.columns import met


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (EVERY, Not(EVERY)),
        (OneOf("owner", ("ada",)), OneOf("owner", ("ad",))),
        (OneOf("team", ("front",)), OneOf("team", ("",))),
        (OneOf("id", ("C-1",)), OneOf("template", ("plane",))),
        (InState(("new", "working")), InState(("new",))),
        (InState((), ("waiting",)), InState((), ("open",))),
        (InState((), ("active",)), InState((), ("closed", "resolved"))),
        (NumberBetween(1, 2), NumberBetween(3, 9)),
        (Mentions("PARCEL"), Mentions("parcels")),
        (And((Mentions("flora"), Mentions("投诉"), Mentions("c-1"))), And((Mentions("flora"), Mentions("missing")))),
        (FieldIs("customer.name", ("Flora Fiction",)), FieldIs("customer.name", ("Flora",))),
        (FieldIs("tags", ("broken",)), FieldIs("tags", ("broke",))),
        (FieldIs("none", ("",)), FieldIs("tags", ("",))),
        (FieldCompares("amount", ">=", "99.5"), FieldCompares("amount", "<", "9")),
        (FieldCompares("customer.name", ">", "Adam"), FieldCompares("none", "<", "9")),
        (Like("fields.customer.name", "FICTION"), Like("fields.customer.name", "flora*x")),
        (Like("title", "parcel*op?n"), Like("title", "parcel ?open")),
        (Like("text", "投*诉"), Like("text", "诉*投")),
        (FieldIs("customer.name", ("ＦＬＯＲＡ fiction",)), FieldIs("tags", ("LATE, broke",))),
        (LinkedTo((), ("C-1",)), LinkedTo((), ("C-2",))),
        (LinkedTo((), anywhere=True), Not(LinkedTo((), anywhere=True))),
        (ClockRuns(("answer",)), ClockRuns(("update",))),
        (LinkedTo(("C-9",)), LinkedTo(("C-1",))),
        (OfferedTo(("back",)), OfferedTo(("ada", ""))),
        (TimeWithin("received_at", Range(at(21, 1))), TimeWithin("received_at", Range(at(21, 2)))),
        (TimeWithin("received_at", Range(until=at(21, 2))), TimeWithin("received_at", Range(until=at(21, 1)))),
        (TimeWithin("opened_at", Range(at(21), at(22))), TimeWithin("opened_at", Range(at(22)))),
        (TimeWithin("due", Range(until=at(23))), TimeWithin("due", Range(since=at(23)))),
        (TimeWithin("follow_up"), TimeWithin("closed_at")),
        (Or((OneOf("owner", ("bo",)), OneOf("owner", ("ada",)))), Or((OneOf("owner", ("bo",)),))),
    ],
)
def test_each_condition_holds_and_fails(good: Condition, bad: Condition) -> None:
    assert holds(good)
    assert not holds(bad)
    assert holds(Not(bad))


def test_a_pattern_that_looks_back_for_ever_in_other_programs_is_quick() -> None:
    begun = clock.perf_counter()
    assert not Like("title", "*a" * 40 + "b").matches(Excerpt("p", {"title": "a" * 20000}), category)
    assert clock.perf_counter() - begun < 1


def test_words_that_are_no_unicode_or_have_a_quote_in_them_are_words() -> None:
    for word in ("\udcff", "a'b", 'a"b', "a;b", "%", "ａｄａ"):
        case = Excerpt("p", {**RAW, "owner": word.replace("\udcff", "?"), "links": [["related", "C-1"]]})
        for condition in (OneOf("owner", (word,)), LinkedTo((word,)), OfferedTo((word,)), Like("title", word)):
            for asked in (condition, Not(condition)):
                if asked.matches(case, category):
                    assert met(asked.clause(), [case], category) == {0}, (word, asked)
