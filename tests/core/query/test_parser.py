"""A query is read as people write it; what cannot be read is reported with its place and what may be meant."""

from __future__ import annotations

import pytest

from casectl.core.query.conditions import (
    BareWord,
    Like,
)
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import And, Or
from casectl.core.values.messages import QuerySyntaxError, UnknownName, UsageError
from tests.core.query.one_case import category, holds, read


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
        ("状况:new", "there is no field 状况; casectl help queries"),
        ("@bad", "at character 10: in the view bad: there is no field dew; did you mean due?"),
        ("owner:ada ()", "at character 12: a condition is missing"),
        ("received:2026-13", "at character 10: there is no day 2026-13"),
        ("id:1..2", "at character 1: id cannot be used with :"),
        ("owner:ada lvel>2", "at character 11: there is no field lvel; did you mean level?"),
        ("due<", "at character 5: a value is missing"),
        ("(owner:ada", "at character 11: a bracket is not closed"),
        ("owner:ada)", "at character 10: a bracket is closed that was never opened"),
        ('"open', "at character 1: a quotation mark is not closed"),
        ("owner:ada or", "at character 13: a condition is missing"),
        ("state<new", "at character 1: state cannot be used with <"),
        ("due<someday", "at character 5: someday is not a time"),
        ("level:high", "at character 7: high is not a level; available: 2 Urgent"),
        ("received<2026-03-01..2026-03-10", "at character 9: a range needs : instead of <"),
        ("owner:ada level>=1..2", "at character 16: a range needs : instead of >="),
        ("due>none", "at character 1: due cannot be used with >"),
        ("due<overdue", "at character 1: due cannot be used with <"),
        ("amount:..", "at character 7: a range needs a start or an end"),
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
        ("@none", "at character 1: the view none has no conditions, so it would list every case"),
        ("owner:ada urgent:maybe", "at character 18: maybe is neither yes nor no"),
        ("urgent>no", "at character 8: urgent is neither a number nor a date"),
        ("customer.name:a..b", "at character 15: customer.name is neither a number nor a date"),
        ("price>abc", "at character 7: abc is not a number"),
        ("price:1..many", "at character 7: many is not a number"),
        ("bought<someday", "at character 8: someday is not a time"),
        ("link:C-77", "at character 6: there is no case C-77"),
        ("fields.nosuch:1", "at character 1: there is no field nosuch"),
        ("@min", "at character 1: there is no view min in casectl.yaml; did you mean mine?"),
        ("@loop", "the view loop refers to itself"),
        ("due:1d..2d..3d", "a range needs a start and an end"),
        ("category:opn", "opn is not a category"),
        ("level:5..1", "at character 7: the range ends before it begins"),
        ("received:2026-03-31..2026-01-01", "at character 10: the range ends before it begins"),
        ("amount:100..50", "at character 8: the range ends before it begins"),
        ("owner:ada :open", "at character 11: the field name is missing"),
        ("称呼:x", "at character 1: 称呼 may mean customer.name, customer.title"),
        ("owner:ada state:opne", "at character 17: there is no opne"),
        ("owner:ada -(state:opne or state:opne)", "at character 19: there is no opne"),
        ("(" * 50 + "a", "at character 22: brackets are nested too deeply"),
        ("-" * 5000 + "a", "brackets are nested too deeply"),
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
    with pytest.raises(QuerySyntaxError, match=r"at character 7: regular expressions are not supported: ") as caught:
        read(f"title~{pattern}")
    assert "stands for any letters" in str(caught.value.hint)


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert read("don't 'tis title~o'clock") == And(
        (BareWord("don't"), BareWord("'tis"), Or((Like("title", "o'clock"),)))
    )


@pytest.mark.parametrize(
    "pattern", ["5$-bill", "C++", "[1]", "a.b", "/etc", "a|b", "Mr.?", "What?", "(株)", "(株)山田"]
)
def test_signs_that_texts_have_in_them_are_looked_for(pattern: str) -> None:
    assert read(f"title~{pattern}") == Or((Like("title", pattern),))
    assert Like("title", pattern.replace("?", "")).matches(Excerpt("p", {"title": f"<{pattern}>"}), category)


@pytest.mark.parametrize("written", ["(株)", "（株）", "㈱", '"(株)"'])
def test_a_word_in_brackets_is_a_text_like_any_other(written: str) -> None:
    """Found by use: the sign of a Japanese company, however it is written, finds every form of it."""
    condition = read(f"title~{written}")
    for title in ("㈱山田", "(株)山田", "（株）山田"):
        assert condition.matches(Excerpt("p", {"title": title}), category)
    assert read(f"(title~{written} level:1)") == read(f"title~{written} level:1")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("late:yes", "there is no field late; did you mean is:late?"),
        ("超时:是", "there is no field 超时; did you mean is:超时?"),
        ("逾期:是", "there is no field 逾期; did you mean is:逾期?"),
        ("templat:x", "there is no field templat; did you mean template?"),
        ("colour:red", "there is no field colour; casectl help queries lists what can be asked"),
    ],
)
def test_a_word_that_is_a_filter_is_not_taken_for_a_mistyped_field(query: str, said: str) -> None:
    """Found by use: `late:yes` was taken for a template, and whoever was near to nothing got a list of sixty fields."""
    with pytest.raises(QuerySyntaxError) as error:
        read(query)
    assert said in str(error.value.what)
