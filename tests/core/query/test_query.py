"""A query finds what matches it and nothing else, asked of cases one by one or of SQLite."""

from __future__ import annotations

import time as clock
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any as Anything

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.query.clause import ORDERS, UNDECIDED, Clause, both, either, negated
from casectl.core.query.conditions import (
    ClockRuns,
    FieldCompares,
    FieldIs,
    InState,
    LevelBetween,
    Like,
    LinkedTo,
    Mentions,
    OfferedTo,
    OneOf,
    Range,
    TimeWithin,
)
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, All, Any, Condition, Not
from casectl.core.query.parser import read_query
from casectl.core.query.scope import QueryScope
from casectl.core.query.selection import Selection
from casectl.core.time.calendar import Calendar
from casectl.core.time.typed_time import parse_typed_time
from casectl.core.values.errors import NotFound, QuerySyntaxError, UnknownName, UsageError
from casectl.core.values.messages import Message, msg
from tests.fakes.columns import met, selected

RAW: dict[str, object] = {
    "id": "C-1",
    "title": "The parcel came open",
    "template": "plain",
    "state": "working",
    "owner": "ada",
    "team": "front",
    "level": 2,
    "received_at": "2026-11-21T09:00:00+08:00",
    "opened_at": "2026-11-21T10:00:00+08:00",
    "closed_at": "",
    "due": [["answer", "2026-11-22T09:00:00+08:00"], ["resolve", "2026-11-25T09:00:00+08:00"]],
    "follow_ups": [{"id": "f1", "at": "2026-11-23T09:00:00+08:00", "what": "callback", "who": "bo"}],
    "links": [["related", "C-9"]],
    "offer": {"to": "chen", "by": "ada", "at": "2026-11-21T11:00:00+08:00", "reason": "", "team": "back"},
    "fields": [
        ["customer.name", "Flora Fiction"],
        ["tags", "late, broken"],
        ["amount", "99.50"],
        ["urgent", "yes"],
        ["bought", "2026-11-12"],
        ["price", "12.50 EUR"],
    ],
    "text": "Angerufen\n投诉",
}
CASE = Excerpt("cases/2026/11/C-1.yaml", RAW)
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)


def category(template: str, state: str) -> str:
    return {"working": "waiting", "done": "closed"}.get(state, "open")


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def holds(condition: Condition) -> bool:
    """Whether CASE matches, which SQLite must not deny."""
    found = condition.matches(CASE, category)
    clause = condition.clause()
    by_clause = bool(met(clause, [CASE], category))
    assert by_clause == found or (by_clause and not clause.exact)
    return found


VIEWS = {"mine": "owner:me state:active", "loop": "a @loop", "none": "", "bad": "owner:me dew<2d"}


def unknown(asked: Condition) -> list[tuple[str, Message]]:
    if isinstance(asked, FieldIs) and asked.name == "nosuch":
        return [("nosuch", msg("there is no field nosuch"))]
    return [("opne", msg("there is no opne"))] if isinstance(asked, InState) and "opne" in asked.states else []


def linked(word: str) -> tuple[str, frozenset[str]]:
    """C-5 has a link to CASE, which has one to C-9."""
    known = {
        "": ("", {"C-1", "C-9"}),
        "9": ("C-9", ()),
        "c-5": ("C-5", {"C-1"}),
        "C-9": ("C-9", ()),
        "C-2": ("C-2", ()),
    }
    if word not in known:
        raise NotFound(msg("there is no case {typed}", typed=word))
    case, theirs = known[word]
    return case, frozenset(theirs)


def read(text: str, views: dict[str, str] = VIEWS) -> Condition:
    zone = Calendar("x", UTC)
    called = {
        ("state", "进行中"): ("working", "w2"),
        ("owner", "Ada Testwell"): ("ada",),
        ("fields.tags", "坏了"): ("broken",),
        ("field", "金额"): ("amount",),
        ("field", "称呼"): ("customer.name", "customer.title"),
        ("level", "Urgent"): ("2",),
        ("level", "Plain"): ("1",),
    }
    scope = QueryScope(
        views,
        lambda: "ada",
        lambda words, day: parse_typed_time(words, NOW, UTC, zone, day).at,
        lambda key, word: called.get((key, word), (word,)),
        lambda: ["customer.name", "amount", "owner", "urgent", "bought", "price"],
        lambda word: word == "waiting",
        unknown,
        lambda name: {"urgent": "yes_no", "bought": "date", "price": "money", "customer.name": "text"}.get(name, ""),
        lambda: [msg("2 Urgent")],
        linked,
    )
    return read_query(text, scope)


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
        (LevelBetween(1, 2), LevelBetween(3, 9)),
        (Mentions("PARCEL"), Mentions("parcels")),
        (All((Mentions("flora"), Mentions("投诉"), Mentions("c-1"))), All((Mentions("flora"), Mentions("missing")))),
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
        (Any((OneOf("owner", ("bo",)), OneOf("owner", ("ada",)))), Any((OneOf("owner", ("bo",)),))),
    ],
)
def test_each_condition_holds_and_fails(good: Condition, bad: Condition) -> None:
    assert holds(good)
    assert not holds(bad)
    assert holds(Not(bad))


@pytest.mark.parametrize(
    "text",
    [
        "", "state:working", "-state:waiting", "category:waiting", "金额>=99", "level≥2", "level≤2", "amount＞99",
        "state:active", "state:new,working", "owner:me", "owner!=bo", "-owner:bo",
        "not owner:bo", "owner:bo or owner:ada", "(owner:bo or team:front) level>=2", "level:1..2", "level:2..",
        "level<3", "due<2d", "due:2d", "due:tomorrow", "due<=2026-11-22", "received:today", "received:2026-11-01..",
        "received:..2026-11-21", "received>7d", "received:7d", 'due<"tomorrow 10:00"', "closed:none", "due:any",
        "followup:2026-11-23", "tag:broken", "fields.customer.name~fict", 'field.customer.name:"Flora Fiction"',
        "fields.amount>=99", "fields.amount:50..100", "fields.none:none", '投诉 "came open"', "“came open”", "@mine",
        "clock:answer", "link:C-9", "offered:chen", "title~parcel", "owner：ada", "（owner:bo or team:front）",
        "owner:bo,ada and not state:done", "source:none", "id:C-1",
        "owner:'Ada Testwell'", "owner:我", "owner:「Ada Testwell」",
        "「came open」", "state:new、working", "'came open'", "text:flora,missing", "template:plain", "id:c-1",
        "received:2026", "received:2026-11", "received:this-week", "received:本月", "received:2026年11月", "due:本周",
        "received:2026/11/21", "received:2026-10..2026-11", "received:sat", "received>=周五",
        "closed:无", "due:有", "customer.name~fict", "amount>=99", "owner:ada", "状态:进行中", "负责人:me 级别>=2",
        'owner:"Ada Testwell"', "tag:坏了", "opened:last-week,this-week", "title~parcel*open", "title~p?rcel",
        "text~flo*tion", "text~c-?", "id~c?1", "tag:BROKEN", "customer.name:'flora fiction'", "urgent:true",
        "urgent:是", "urgent:Yes", "bought:2026-11", "bought>2026-10-31", "bought:2026-11-01..2026-11-15",
        "bought:11月", "price>=9", "bought<today", "level:Urgent", "link:9", "link:any", "link:有",
        "-link:none", "link:c-5",
        "state:done || owner:ada", "owner:ada && level:2", "state:ACTIVE", "category:WAITING", "编号:c-1",
        "受理时间:今天", "建立:今天", "received:近7天", "received:1y", "received:11月21日", "received:'21 november'",
        "received:nov-21", "received:november", "received:11月", "due:'25 nov',11月22日",
    ],
)  # fmt: skip
def test_a_query_is_read_as_people_write_it(text: str) -> None:
    assert holds(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "state:done", "state:closed", "owner:none", "-owner:ada", "owner:bo or (owner:ada level>2)", "due:overdue",
        "due:none", "received<7d", "closed:any", "tag:brok", "not @mine", "parcels", "offered:none", "level:",
        "received:..2026-11-20", "received:2025", "received:last-month", "received:fri", "due:下周", "id:C-2",
        "customer.name:Flora", "状态:done", "closed:有", "urgent:no", "urgent:none", "title~open*parcel",
        "title~parce?t", "link:none", "link:C-2", "bought<2026-11-12", "bought:none", "price<9", "level:Plain",
        "text~broken*late",
        "received:10月", "received:近2h", "received:12月",
    ],
)  # fmt: skip
def test_a_query_leaves_out_what_does_not_meet_it(text: str) -> None:
    if text == "level:":
        with pytest.raises(UsageError):
            read(text)
    else:
        assert not holds(read(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dew<2wd", "at character 1: there is no field dew; did you mean due?"),
        ("custmer.name:x", "at character 1: there is no field custmer.name; did you mean customer.name?"),
        ("状况:new", "there is no field 状况; there are state,"),
        ("@bad", "at character 10: in the view bad: there is no field dew; did you mean due?"),
        ("owner:ada ()", "at character 12: a condition is missing"),
        ("received:2026-13", "at character 10: there is no day 2026-13"),
        ("id:1..2", "at character 1: id cannot be asked with :"),
        ("owner:ada lvel>2", "at character 11: there is no field lvel; did you mean level?"),
        ("due<", "at character 5: a value is missing"),
        ("(owner:ada", "at character 11: a bracket is not closed"),
        ("owner:ada)", "at character 10: a bracket is closed that was never opened"),
        ('"open', "at character 1: a quotation mark is not closed"),
        ("owner:ada or", "at character 13: a condition is missing"),
        ("state<new", "at character 1: state cannot be asked with <"),
        ("due<someday", "at character 5: someday is not a time"),
        ("level:high", "at character 7: high is no level; there are 2 Urgent"),
        ("received<2026-03-01..2026-03-10", "at character 9: a range takes : in place of <"),
        ("owner:ada level>=1..2", "at character 16: a range takes : in place of >="),
        ("due>none", "at character 1: due cannot be asked with >"),
        ("due<overdue", "at character 1: due cannot be asked with <"),
        ("amount:..", "at character 7: a range has at least one end"),
        ("level<1,2", "at character 6: < takes one value"),
        ('title~"a', "at character 7: a quotation mark is not closed"),
        ('owner:"ada', "at character 7: a quotation mark is not closed"),
        ("owner:ada or or team:x", "at character 14: a condition is missing"),
        ("owner:ada and and team:x", "at character 15: a condition is missing"),
        ("or owner:ada", "at character 1: a condition is missing"),
        ("and owner:ada", "at character 1: a condition is missing"),
        ("owner:ada not or", "at character 15: a condition is missing"),
        ("(owner:ada and or team:x)", "at character 16: a condition is missing"),
        ("(owner:ada not )", "at character 16: a condition is missing"),
        ("owner:ada and", "at character 14: a condition is missing"),
        ("@none", "at character 1: the view none says nothing, which would mean every case"),
        ("owner:ada urgent:maybe", "at character 18: maybe is neither yes nor no"),
        ("urgent>no", "at character 8: urgent is neither a number nor a date"),
        ("customer.name:a..b", "at character 15: customer.name is neither a number nor a date"),
        ("price>abc", "at character 7: abc is not a number"),
        ("price:1..many", "at character 7: many is not a number"),
        ("bought<someday", "at character 8: someday is not a time"),
        ("link:C-77", "at character 6: there is no case C-77"),
        ("fields.nosuch:1", "at character 1: there is no field nosuch"),
        ("@min", "at character 1: there is no view min in casectl.yaml; did you mean mine?"),
        ("@loop", "the view loop stands in itself"),
        ("due:1d..2d..3d", "a range has two ends"),
        ("category:opn", "opn is no category"),
        ("level:5..1", "at character 7: the range ends before it begins"),
        ("received:2026-03-31..2026-01-01", "at character 10: the range ends before it begins"),
        ("amount:100..50", "at character 8: the range ends before it begins"),
        ("owner:ada :open", "at character 11: what is asked about is missing"),
        ("称呼:x", "at character 1: 称呼 may mean customer.name, customer.title"),
        ("owner:ada state:opne", "at character 17: there is no opne"),
        ("owner:ada -(state:opne or state:opne)", "at character 19: there is no opne"),
        ("(" * 50 + "a", "at character 22: brackets stand too deep in one another"),
        ("-" * 5000 + "a", "brackets stand too deep"),
    ],
)
def test_what_does_not_read_is_reported_with_its_place_and_the_nearest_name(text: str, said: str) -> None:
    with pytest.raises((UsageError, UnknownName)) as caught:
        read(text)
    assert said in str(caught.value.what)


def test_where_there_are_no_views_none_is_offered() -> None:
    with pytest.raises(UsageError, match=r"at character 1: there is no view mine in casectl\.yaml\n"):
        read("@mine", {})


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "/(a+)+$/",
        '"(a+)+$"',
        "^Router",
        "Router$",
        "/Rou.*er/",
        "Rou.*er",
        "[ab]+c",
        '"\\d+"',
        '"(?i)x"',
        "x{2}]{3}",
    ],
)
def test_a_regular_expression_is_refused_and_what_there_is_instead_is_said(pattern: str) -> None:
    with pytest.raises(
        QuerySyntaxError, match=r"at character 7: .*is a regular expression, which is not understood"
    ) as caught:
        read(f"title~{pattern}")
    assert "stands for any letters" in str(caught.value.hint)


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert read("don't 'tis title~o'clock") == All(
        (Mentions("don't"), Mentions("'tis"), Any((Like("title", "o'clock"),)))
    )


@pytest.mark.parametrize("pattern", ["5$-bill", "C++", "[1]", "a.b", "/etc", "a|b", "Mr.?", "What?"])
def test_signs_that_texts_have_in_them_are_looked_for(pattern: str) -> None:
    assert read(f"title~{pattern}") == Any((Like("title", pattern),))
    assert Like("title", pattern.replace("?", "")).matches(Excerpt("p", {"title": f"<{pattern}>"}), category)


def test_a_pattern_that_looks_back_for_ever_in_other_programs_is_quick() -> None:
    begun = clock.perf_counter()
    assert not Like("title", "*a" * 40 + "b").matches(Excerpt("p", {"title": "a" * 20000}), category)
    assert clock.perf_counter() - begun < 1


names = st.sampled_from(["", "ada", "bo", "chen"])
instants = st.sampled_from(["", "2026-11-21T09:00:00+08:00", "2026-11-22T09:00:00+00:00", "2026-12-01T00:00:00-05:00"])
cases = st.fixed_dictionaries(
    {
        "template": st.sampled_from(["plain", "other"]), "source": st.sampled_from(["", "crm:12"]),
        "follow_ups": st.just([]), "opened_at": instants, "state": st.sampled_from(["new", "working", "done", ""]),
        "owner": names, "team": names, "level": st.integers(0, 4), "received_at": instants, "closed_at": instants,
        "due": st.lists(st.tuples(st.just("answer"), instants.filter(bool)).map(list), max_size=1),
        "links": st.lists(st.tuples(st.just("related"), st.sampled_from(["C-1", "C-9"])).map(list), max_size=2),
        "offer": st.just({}) | st.fixed_dictionaries({"to": names, "by": names, "team": names}),
        "title": st.sampled_from(["late parcel", "退款"]), "id": st.sampled_from(["C-1", "C-4", "C-9"]),
    }
)  # fmt: skip
simple = st.sampled_from(
    [
        "owner:ada", "owner:none", "team:bo,chen", "state:new", "state:active", "category:waiting", "level:2..3",
        "level<2", "due<2d", "due:none", "closed:any", "received:today", "link:C-9", "offered:bo", "offered:none",
        "link:any", "link:none", "link:c-5", "退款", "title~late", "clock:answer", "template:other",
    ]
)  # fmt: skip
queries = st.recursive(
    simple,
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, inner).map("({0[0]} or {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]} {0[1]})".format),
    ),
    max_leaves=6,
)


@given(st.lists(cases, max_size=12), queries)
def test_sqlite_finds_every_case_that_matches_and_if_the_clause_is_exact_no_other(
    raws: list[dict[str, object]], text: str
) -> None:
    """The two halves of a condition say the same."""
    found, condition = [Excerpt("p", raw) for raw in raws], read(text)
    clause = condition.clause()
    matching = {row for row, case in enumerate(found) if condition.matches(case, category)}
    by_clause = met(clause, found, category)
    assert matching <= by_clause
    assert matching == by_clause or not clause.exact


@given(st.lists(cases, max_size=12), st.sampled_from(sorted(ORDERS)), st.booleans(), st.integers(0, 5))
def test_the_first_by_an_order_are_what_sorting_all_would_show_first(
    raws: list[dict[str, object]], key: str, downwards: bool, limit: int
) -> None:
    """What has none comes last either way, and of equals the one with the lower id comes first."""
    found = [Excerpt("p", raw) for raw in raws]
    by_id = sorted(range(len(found)), key=lambda row: (found[row].id, row))
    given_ = [row for row in by_id if _value(found[row], key)]
    ordered = sorted(given_, key=lambda row: _value(found[row], key), reverse=downwards)
    ordered += [row for row in by_id if row not in given_]
    wanted = Selection(order=(f"-{key}" if downwards else key,), limit=limit)
    assert selected(wanted, found) == ordered[:limit]


def _value(case: Excerpt, key: str) -> Anything:
    if key == "level":
        return case.level
    if key == "next_due":
        return min((at.timestamp() for at in case.due.values()), default=0)
    if key.endswith("_at"):
        text = case.text(key)
        return datetime.fromisoformat(text).timestamp() if text else 0
    return case.text(key)


def test_what_cannot_be_decided_by_columns_lets_every_case_through() -> None:
    for text in ("amount:1", "not amount:1", "owner:bo or amount:1", "title~parcel*late", "clock:resolve"):
        assert not read(text).clause().exact
    assert met(read("not amount:1 not clock:answer").clause(), [CASE], category) == {0}


@pytest.mark.parametrize("join", [both, either])
def test_a_clause_with_too_many_parts_decides_nothing(join: Callable[[list[Clause]], Clause]) -> None:
    """SQLite refuses one that is too deep; the case then decides."""
    parts = [Clause("level = ?", (number,)) for number in range(2000)]
    assert join(parts) == negated(join(parts)) == UNDECIDED
    query = " or ".join(f"level:{number}" for number in range(3, 400))
    assert met(read(query).clause(), [CASE], category) in ({0}, set())
    assert not holds(read(query))


def test_a_level_that_no_number_of_sqlite_can_be_is_asked_for_like_any_other() -> None:
    for text in ("level:99999999999999999999", "level>99999999999999999999", "level<99999999999999999999"):
        assert holds(read(text)) == ("<" in text)


def test_words_that_are_no_unicode_or_have_a_quote_in_them_are_words() -> None:
    for word in ("\udcff", "a'b", 'a"b', "a;b", "%", "ａｄａ"):
        case = Excerpt("p", {**RAW, "owner": word.replace("\udcff", "?"), "links": [["related", "C-1"]]})
        for condition in (OneOf("owner", (word,)), LinkedTo((word,)), OfferedTo((word,)), Like("title", word)):
            for asked in (condition, Not(condition)):
                if asked.matches(case, category):
                    assert met(asked.clause(), [case], category) == {0}, (word, asked)


def test_a_day_without_a_time_is_the_whole_day() -> None:
    assert read("due:2026-11-22") == TimeWithin("due", Range(at(22), at(23)))
    assert read("due>2026-11-22") == TimeWithin("due", Range(at(23), None))
    assert read("due<now") == TimeWithin("due", Range(None, NOW))
