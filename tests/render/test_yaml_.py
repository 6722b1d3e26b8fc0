"""What yaml and ids promise beside what every format does."""

from __future__ import annotations

import json

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from casectl.core.values.messages import UsageError
from casectl.render.formats import render
from casectl.render.view import Column, Value, View
from tests.render.hostile import hostile
from tests.render.test_formats import titles, view


@given(st.lists(hostile(), min_size=1, max_size=4))
def test_yaml_says_what_json_says(texts: list[str]) -> None:
    """To a reader of YAML 1.2 and to one of 1.1, numbers, none, lists and maps included."""
    rows: list[dict[str, Value]] = [
        {"id": text, "title": text, "level": 2, "fields": {text: [text, {}, []], "vip": True}} for text in texts
    ]
    whole = view(*rows)
    wanted = json.loads(render(whole, "json"))
    assert YAML(typ="safe", pure=True).load(render(whole, "yaml")) == wanted
    assert pyyaml.safe_load(render(whole, "yaml")) == wanted


def test_words_that_a_reader_of_yaml_takes_for_something_else_are_quoted() -> None:
    words = ["no", "ON", "null", "~", "1e3", "010", "12:30", "2026-11-21", "", "-", "a: b", "ready"]
    text = render(titles(*words), "yaml")
    assert [row["title"] for row in pyyaml.safe_load(text)["rows"]] == words
    assert "title: ready\n" in text


def test_ids_are_those_of_the_cases_each_once() -> None:
    """Whatever the columns; rows about something else have none."""
    rows = view({"id": "C-1"}, {"id": "C-2", "title": "b"}, {"id": "C-1"})
    assert render(rows, "ids") == render(rows.arranged(["title"]), "ids") == "C-1\nC-2\n"
    assert render(View("audit", (Column("case", "Case"),), [{"case": "C-3"}]), "ids") == "C-3\n"
    with pytest.raises(UsageError, match="these rows are not cases"):
        render(View("config", (Column("setting", "Setting"),), [{"setting": "x"}]), "ids")
