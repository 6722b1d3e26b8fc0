"""Facts are the same before and after JSON, and are facts of the fold, not of what was typed into the header."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.actions.follow_up import Plan, add
from casectl.actions.proposal import When
from casectl.actions.tell import note
from casectl.core.query.excerpt import Facts, facts_of
from casectl.core.values.tree import Tree
from tests.core.cases import life, read_text
from tests.fakes.desk import FakeDesk


@settings(max_examples=40)
@given(life)
def test_facts_survive_json(desk: FakeDesk) -> None:
    for path in desk.store.paths("cases"):
        raw = facts_of(read_text(desk.store.files[path].decode(), path))
        again = Facts(path, json.loads(json.dumps(raw, ensure_ascii=False)))
        assert again == Facts(path, raw)
        case = desk.case(again.id)
        assert again.due == dict(case.header.due)
        assert again.level == case.header.level
        assert again.links == [(link.type, link.case) for link in case.header.links]
        assert [each["id"] for each in again.follow_ups] == [each.id for each in case.header.follow_ups]


@given(st.dictionaries(st.text(min_size=1), st.text()), st.lists(st.text(min_size=1), min_size=1))
def test_every_scalar_field_is_found_under_its_dotted_name(customer: dict[str, str], tags: list[str]) -> None:
    desk = FakeDesk()
    case = desk.case(desk.open())
    fields: dict[str, Tree] = {"customer": {**customer}, "tags": [*tags]}
    facts = Facts("p", facts_of(replace(case, fields=fields)))
    assert facts.fields["tags"] == ", ".join(tags)
    assert {name: text for name, text in facts.fields.items() if name != "tags"} == {
        f"customer.{key}": text for key, text in customer.items()
    }


def test_a_header_edited_by_hand_makes_no_facts() -> None:
    desk = FakeDesk()
    case = desk.open()
    desk.rewrite(case, "owner: ada", "owner: eve")
    assert [facts.text("owner") for facts in desk.facts().cases] == ["ada"]


def test_what_is_said_is_there_to_be_searched() -> None:
    desk = FakeDesk()
    case = desk.open()
    note(desk, case, "打过电话\nno answer", When())
    add(desk, case, Plan(desk.now, "ask the depot", note="打样"), When())
    text = Facts("p", facts_of(desk.case(case))).text("text")
    for said in ("打过电话\nno answer", "ask the depot", "打样"):
        assert said in text


def test_facts_that_are_not_there_are_empty() -> None:
    facts = Facts("p", {})
    assert (facts.id, facts.level, facts.due, facts.follow_ups) == ("", 0, {}, [])
    assert (facts.links, facts.fields, facts.offer) == ([], {}, {})
