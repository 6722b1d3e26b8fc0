"""Fields that a case may need only under conditions, and defaults that depend on the day."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from casectl.core.template.free_fields import with_defaults
from casectl.core.values.tree import Tree
from tests.core.template.template_texts import BASE, changed, faults, good

CONDITIONAL = BASE.replace(
    "ours: {type: yes_no",
    "why: {type: text, title: Why, required: done, required_if: {kind: a}}\n  ours: {type: yes_no",
)


@pytest.mark.parametrize(
    ("fields", "needed"), [({}, False), ({"kind": "b"}, False), ({"kind": "a"}, True), ({"kind": ["a"]}, False)]
)
def test_a_field_is_required_only_if_the_case_meets_its_conditions(fields: dict[str, Tree], needed: bool) -> None:
    """A value that is missing meets none."""
    paths = [path for path, _ in good(CONDITIONAL).required_for("done", fields)]
    assert (("why",) in paths) == needed


@pytest.mark.parametrize(
    ("condition", "code"),
    [("{nope: a}", "T015"), ("{kind: z}", "T015"), ("{who: a}", "T015"), ("kind", "T003")],
)
def test_a_condition_on_what_there_is_not_is_a_fault(condition: str, code: str) -> None:
    """As it is in a row of a clock."""
    found = faults(CONDITIONAL.replace("required_if: {kind: a}", f"required_if: {condition}"))
    assert code in [each for _, each, _ in found]


def test_a_condition_without_a_state_says_nothing() -> None:
    found = faults(CONDITIONAL.replace("required: done, required_if", "required_if"))
    assert [code for _, code, _ in found] == ["T004"]


def test_today_is_the_day_of_opening_in_the_casebooks_zone() -> None:
    """Late in the evening in London it is tomorrow in Shanghai."""
    text = BASE.replace(
        "ours: {type: yes_no",
        "on: {type: date, title: On, default: today}\n  at: {type: instant, title: At, default: now}\n"
        "  ours: {type: yes_no",
    )
    at = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert with_defaults({}, good(text), at)["fields"] == {
        "on": "2026-11-21",
        "at": "2026-11-21T23:30:00+00:00",
        "ours": "no",
    }
    there = at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert with_defaults({}, good(text), there)["fields"] == {
        "on": "2026-11-22",
        "at": "2026-11-22T07:30:00+08:00",
        "ours": "no",
    }


@pytest.mark.parametrize("default", ["tomorrow", "now"])
def test_no_other_word_is_a_default_of_a_date(default: str) -> None:
    """A word that is read anew each day would be a surprise in a rule."""
    text = BASE.replace(
        "ours: {type: yes_no", f"on: {{type: date, title: On, default: {default}}}\n  ours: {{type: yes_no"
    )
    assert [code for _, code, _ in faults(text)] == ["T006"]


@pytest.mark.parametrize(
    ("fields", "team", "level"), [({}, "front", "1"), ({"kind": "a"}, "back", "2"), ({"kind": "b"}, "front", "1")]
)
def test_team_and_level_may_depend_on_a_field(fields: dict[str, Tree], team: str, level: str) -> None:
    """The first row whose conditions hold counts."""
    presets = (
        "team: [{when: {kind: a}, value: back}, {value: front}]\nlevel: [{when: {kind: a}, value: 2}, {value: 1}]\n"
    )
    template = good(changed("levels:", presets + "levels:"))
    assert template.preset("team", fields) == team
    assert template.preset("level", fields) == level
    assert template.preset("owner", fields) == ""


def test_a_level_that_there_is_not_is_a_fault() -> None:
    assert [code for _, code, _ in faults(changed("levels:", "level: 3\nlevels:"))] == ["T018"]
    assert [code for _, code, _ in faults(changed("levels:", "level: [{when: {nope: a}, value: 1}]\nlevels:"))] == [
        "T015"
    ]


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("{type: date, title: On, past: yes}", []),
        ("{type: instant, title: On, past: yes}", []),
        ("{type: text, title: On, past: yes}", ["T004"]),
        ("{type: date, title: On, past: yes, promise: yes}", ["T004"]),
    ],
)
def test_a_date_can_only_be_past_or_promised(field: str, wanted: list[str]) -> None:
    text = BASE.replace("ours: {type: yes_no", f"on: {field}\n  ours: {{type: yes_no")
    assert [code for _, code, _ in faults(text)] == wanted
