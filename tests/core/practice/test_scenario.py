"""Scenarios that ship are whole, in both languages, and ask for what their templates have."""

from __future__ import annotations

import pytest

from casectl.adapters.files import shipped
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.casebook.shipped_rules import read_shipped_templates
from casectl.core.practice.scenario import ANY, read_scenario
from casectl.core.template.field_names import paths_named
from casectl.core.template.model import Template
from casectl.core.values.messages import LocalizedText


@pytest.fixture(scope="module")
def templates() -> dict[str, Template]:
    """The shipped templates by name."""
    return {each.name: each for each in read_shipped_templates()}


def test_six_scenarios_ship() -> None:
    assert len(shipped.scenarios()) == 6


@pytest.mark.parametrize("name", shipped.scenarios())
def test_a_shipped_scenario_is_whole(name: str, templates: dict[str, Template]) -> None:
    """Every text in both languages or in none; every field is one of the template's, with values that it may have."""
    scenario, findings = read_scenario(YamlDocuments().read("x.yaml", shipped.scenarios()[name]), name)
    assert findings == []
    texts: list[LocalizedText] = [scenario.title, scenario.brief, *(each.text for each in scenario.messages)]
    for each in (*texts, *(text for _, text in scenario.opening)):
        assert [language for language, _ in each.by_language] in (["en", "zh"], [""])
    template = templates[scenario.template]
    for field, values in (*scenario.record, *scenario.solution):
        assert paths_named(template, field), field
        found = template.field_at(tuple(field.split(".")))
        assert found
        choices = {each for each, _ in found.choices} | {ANY, "yes", "no"}
        assert set(values) <= choices, field
    times = [each.after.hours for each in scenario.messages]
    assert times == sorted(times)
    assert scenario.says
    assert scenario.never


def test_what_is_wrong_with_a_scenario_is_said_at_once() -> None:
    data = (
        b"scenario: other\ntitle: x\ntemplate: refund\nopen: {}\nmessages: [{at: soon}]\nanswer_within: 2x\nhint: y\n"
    )
    found = [str(each.what) for each in read_scenario(YamlDocuments().read("mine.yaml", data), "mine")[1]]
    assert len(found) == 6, found
