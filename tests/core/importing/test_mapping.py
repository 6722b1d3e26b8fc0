"""A mapping's values: what they take from a row, and what they refuse."""

from __future__ import annotations

import pytest

from casectl.core.importing.pick import Pick
from casectl.core.importing.timestamps import TimestampColumn
from casectl.core.values.messages import UsageError
from tests.core.importing.import_context import ROWS, mapping


def pick(value: str, extra: str = "") -> Pick:
    found = mapping(f"{ROWS}{extra}fields:\n  text: {value}\n").fields
    return found[0].pick


def timestamp(value: str, extra: str = "") -> TimestampColumn:
    return mapping(f"{ROWS.replace('received', 'x-received')}{extra}received: {value}\n").received


def test_a_text_with_places_joins_columns() -> None:
    """Nothing but the places is touched; doubled braces are braces."""
    assert pick('"{a}: {b c}"').value({"a": " x ", "b c": "y"}) == " x : y"
    assert pick('"{{{a}}}"').value({"a": "x"}) == "{x}"
    assert pick("web").value({}) == "web"


def test_a_value_is_in_the_usual_unicode_form() -> None:
    """So that one customer of another system is one here."""
    assert pick('"{a}"').value({"a": "Zoe\u0308"}) == "Zoë"


def test_the_first_text_counts_whose_columns_all_have_a_value() -> None:
    """A blank is no value, and neither is what the mapping lists as missing."""
    value = pick('["{a}: {b}", "{a}", none]', 'missing: ["?"]\n')
    assert value.value({"a": "x", "b": "y"}) == "x: y"
    assert value.value({"a": "x", "b": " \t"}) == "x"
    assert value.value({"a": "?", "b": "y"}) == "none"
    assert pick('"{a}"').value({"a": "N/A"}) == "N/A"


def test_a_value_that_is_not_translated_is_refused_with_the_place_to_add_it() -> None:
    """An empty translation makes it no value."""
    value = pick('{from: "{a}", values: {Open: new, Void: ""}}')
    assert value.value({"a": "Open"}) == "new"
    assert value.value({"a": " Open "}) == "new"
    assert value.value({"a": "Void"}) is None
    with pytest.raises(UsageError, match=r"no value is mapped for Shut; add it under values: at map.yaml:\d+:\d+"):
        value.value({"a": "Shut"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("7/4/2011", "2011-07-04 04:00:00+00:00"),
        ("2011-07-04 02:18:31", "2011-07-04 06:18:31+00:00"),
        ("2011-07-04T02:18:31.9+02:00", "2011-07-04 00:18:31+00:00"),
        ("2011-11-06 01:30:00", "2011-11-06 05:30:00+00:00"),
    ],
)
def test_times_are_tried_against_the_formats_in_the_zone(text: str, wanted: str) -> None:
    """A bare day is its first second, a repeated hour is the first one, an offset wins over the zone."""
    value = timestamp('{from: "{t}", format: ["%m/%d/%Y", "%Y-%m-%d %H:%M:%S", iso], zone: America/New_York}')
    assert str(value.at({"t": text})) == wanted


def test_a_time_that_does_not_exist_is_refused() -> None:
    """So is one in another form; a missing one is none."""
    value = timestamp('{from: "{t}", format: "%Y-%m-%d %H:%M", zone: America/New_York}')
    assert value.at({"t": ""}) is None
    with pytest.raises(UsageError, match="there is no time 2011-03-13 02:30:00 in America/New_York"):
        value.at({"t": "2011-03-13 02:30"})
    with pytest.raises(UsageError, match=r"13\.03.2011 does not match the time format %Y-%m-%d %H:%M; see map.yaml:"):
        value.at({"t": "13.03.2011"})


def test_a_bare_day_without_midnight_begins_after_the_gap() -> None:
    """In Beirut the clocks go forward at midnight."""
    value = timestamp('{from: "{t}", format: "%Y-%m-%d", zone: Asia/Beirut}')
    assert str(value.at({"t": "2022-03-27"})) == "2022-03-26 22:00:00+00:00"


def test_what_the_mapping_needs_of_a_table_is_known_beforehand() -> None:
    """Columns it lacks, columns nothing is taken from."""
    rules = mapping(ROWS + 'optional: [extra]\nleave: [future]\nfields: {text: "{extra}", count: "{n}"}\n')
    assert [str(each) for each in rules.unusable(["id", "at"], ["id", "at"])] == [
        "map.yaml:6:1: no column text",
        "map.yaml:8:9: no column future",
        "map.yaml:9:27: no column n",
    ]
    assert rules.untouched(["id", "at", "text", "future", "stray"]) == ["stray"]
