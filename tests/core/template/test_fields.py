"""Field types: what may be typed, how it is stored, and that a stored value is valid exactly if it reads as itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.template.fields import TYPES, as_stored, check, demand, is_blank, is_filled
from casectl.core.template.model import Field
from casectl.core.values.messages import LocalizedText, UsageError
from casectl.core.values.tree import Plain, Tree

CHANNELS = (("phone", LocalizedText((("en", "Phone"), ("zh", "电话")))), ("email", LocalizedText.of("E-mail")))


def field(kind: str, name: str = "it", **more: object) -> Field:
    return Field(name, kind, LocalizedText.of(name), **more)  # type: ignore[arg-type]


CUSTOMER = field("map", "customer", fields=(field("text", "name"), field("number", "age"), field("yes_no", "vip")))
SUMS = field("list", "sums", item=field("money", "item"))
CHANNEL = field("choice", "channel", choices=CHANNELS)

STORED = [
    (field("text"), " no ", " no "),
    (field("text"), "TBD", "TBD"),
    (field("number"), "12.50", "12.50"),
    (field("number"), "007", "7"),
    (field("number"), "+3", "3"),
    (field("number"), "-0.5", "-0.5"),
    (field("number"), "１２", "12"),
    (CHANNEL, "phone", "phone"),
    (CHANNEL, "PHONE ", "phone"),
    (CHANNEL, "电话", "phone"),
    (field("date"), "2026-02-28", "2026-02-28"),
    (field("instant"), "2026-11-21 09:12+08:00", "2026-11-21T09:12:00+08:00"),
    (field("yes_no"), "Yes", "yes"),
    (field("yes_no"), "否", "no"),
    (field("money"), "12.50 eur", "12.50 EUR"),
    (field("money"), "CNY 0012.50", "12.50 CNY"),
    (field("money"), "CNY12", "12 CNY"),
    (field("money"), "12,50 EUR", "12.50 EUR"),
    (field("money"), "1000元", "1000 CNY"),
    (field("money"), "12 EURO", "12 EUR"),
    (SUMS, "1 EUR, EUR 2", ["1 EUR", "2 EUR"]),
    (SUMS, ["3 EUR"], ["3 EUR"]),
    (field("list", item=field("text")), "a, b\nc", ["a, b", "c"]),
    (CUSTOMER, {"name": "Ada", "vip": "是"}, {"name": "Ada", "vip": "yes"}),
]

REFUSED = [
    (field("number"), "1,000"),
    (field("number"), "1e3"),
    (field("number"), "0x10"),
    (field("number"), "nan"),
    (field("number", minimum="1", maximum="5"), "0.99"),
    (field("number", minimum="1", maximum="5"), "5.01"),
    (field("number"), "²"),
    (CHANNEL, "fax"),
    (field("date"), "2026-02-29"),
    (field("date"), "21/11/2026"),
    (field("date"), "20261121"),
    (field("instant"), "2026-11-21T09:12:00"),
    (field("yes_no"), "true"),
    (field("money"), "12"),
    (field("money"), "¥12"),
    (field("money"), "1.234,5.0 EUR"),
    (CUSTOMER, "Ada"),
    (CUSTOMER, {"nme": "Ada"}),
    (CUSTOMER, {"name": {"first": "Ada"}}),
    (SUMS, {"a": "1 EUR"}),
    (SUMS, "1 EUR, two"),
]


@pytest.mark.parametrize(("of", "text", "stored"), STORED)
def test_what_is_typed_is_stored_in_one_way_which_is_right(of: Field, text: Tree, stored: Tree) -> None:
    assert as_stored(of, text) == stored
    assert as_stored(of, stored) == stored
    assert check(of, stored) == []


@pytest.mark.parametrize(("of", "text", "stored"), STORED)
def test_a_stored_value_that_is_written_otherwise_is_a_fault(of: Field, text: Tree, stored: Tree) -> None:
    assert bool(check(of, text)) == (text != stored)


@pytest.mark.parametrize(("of", "text"), REFUSED)
def test_what_the_type_does_not_hold_is_refused(of: Field, text: Tree) -> None:
    with pytest.raises(UsageError):
        as_stored(of, text)


@pytest.mark.parametrize(("of", "text"), [each for each in REFUSED if each[1] != {"nme": "Ada"}])
def test_a_file_that_holds_it_all_the_same_has_a_fault(of: Field, text: Tree) -> None:
    assert check(of, text)


@given(st.sampled_from([kind for kind, row in TYPES.items() if row.read]), st.text(max_size=12))
def test_no_text_does_worse_than_being_refused_and_what_is_stored_is_right(kind: str, text: str) -> None:
    of = field(kind, choices=CHANNELS)
    try:
        stored = as_stored(of, text)
    except UsageError:
        return
    assert as_stored(of, stored) == stored
    assert check(of, stored) == []


def test_typed_values_but_no_texts_are_written_bare() -> None:
    assert isinstance(as_stored(field("number"), "1"), Plain)
    assert isinstance(as_stored(field("yes_no"), "no"), Plain)
    assert not isinstance(as_stored(field("text"), "1"), Plain)
    assert not isinstance(as_stored(CHANNEL, "phone"), Plain)


def test_all_that_is_wrong_is_said_at_once_with_its_place_and_what_to_write() -> None:
    with pytest.raises(UsageError) as refusal:
        as_stored(CUSTOMER, {"nme": "Ada", "age": "old", "vip": "maybe"})
    assert [str(problem) for problem in refusal.value.problems] == [
        "customer.age: old is not a number (write it like 12 or 12.50)",
        "customer.vip: maybe is neither yes nor no",
        "customer.nme: there is no such field (did you mean name?)",
    ]


def test_a_refused_choice_names_the_choices_and_the_nearest() -> None:
    with pytest.raises(UsageError) as refusal:
        as_stored(CHANNEL, "phne", name="first.channel")
    assert str(refusal.value.what) == "first.channel: phne is not one of Phone (phone), E-mail (email)"
    assert str(refusal.value.hint) == "did you mean phone?"


def test_faults_of_a_stored_value_have_their_path_and_unknown_keys_are_the_users() -> None:
    faults = check(CUSTOMER, {"age": "010", "nickname": "A"})
    assert [(path, str(what)) for path, what in faults] == [(("age",), "write 010 as 10")]
    assert [path for path, _ in check(SUMS, ["1 EUR", "x"])] == [(1,)]


def test_a_blank_value_is_no_fault_whatever_the_type() -> None:
    assert check(field("number"), "") == []
    assert check(CUSTOMER, {"age": " ", "vip": ""}) == []


@pytest.mark.parametrize(
    "blank",
    [
        None,
        "",
        " ",
        "\u00a0",
        "\u200b\u200d",
        "\u3000\n",
        "\u2800",
        "\u3164",
        "\ufeff",
        "\x00",
        [],
        {},
        {"a": ["", " "]},
    ],
)
def test_blanks_of_every_kind_are_blank(blank: Tree | None) -> None:
    assert is_blank(blank)
    assert not is_filled(blank)


@pytest.mark.parametrize(
    "text", ["TBD", "tbd.", " todo ", "t\u200bbd", "待定", "待补充。", "?", "？？", "-", "—", "…", "...", "ＴＢＤ"]
)
def test_a_promise_to_fill_it_in_later_is_not_blank_and_does_not_fill_a_required_field(text: str) -> None:
    assert not is_blank(text)
    assert not is_filled(text)


@pytest.mark.parametrize("value", ["N/A", "无", "none", "0", "no", {"a": "", "b": "x"}, ["TBD", "done"]])
def test_an_answer_fills_a_required_field_even_if_it_says_none(value: Tree) -> None:
    assert is_filled(value)


def test_a_demand_names_the_words_that_will_do() -> None:
    """The allowed values are listed without having to try one."""
    assert [str(demand(("it",), each)) for each in (field("text"), field("yes_no"), CHANNEL)] == [
        "it (it) must be filled",
        "it (it) must be filled with one of yes, no",
        "channel (it) must be filled with one of Phone (phone), E-mail (email)",
    ]
