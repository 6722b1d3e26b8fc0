"""Facts are the same before and after JSON, and are facts of the fold, not of what was typed into the header."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.actions.followup import NewFollowUp, add
from casectl.actions.note import note
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.owed import owed_in
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.time.instants import to_seconds
from casectl.core.values.tree import Tree
from tests.core.cases import life, read_text
from tests.fakes.context import FakeContext


@settings(max_examples=40)
@given(life)
def test_facts_survive_json(context: FakeContext) -> None:
    for path in context.store.paths("cases"):
        raw = excerpt_of(read_text(context.store.files[path].decode(), path))
        again = Excerpt(path, json.loads(json.dumps(raw, ensure_ascii=False)))
        assert again == Excerpt(path, raw)
        case = context.case(again.id)
        assert [*map(to_seconds, again.due.values())] == sorted(map(to_seconds, case.header.due.values()))
        assert {*again.due} == {*case.header.due}
        assert again.level == case.header.level
        assert again.links == [(link.type, link.case) for link in case.header.links]
        assert [*map(repr, again.owed)] == [
            repr(each._replace(at=each.at.astimezone(UTC))) for each in owed_in(case.header)
        ]


@given(st.dictionaries(st.text(min_size=1), st.text()), st.lists(st.text(min_size=1), min_size=1))
def test_every_scalar_field_is_found_under_its_dotted_name(customer: dict[str, str], tags: list[str]) -> None:
    context = FakeContext()
    case = context.case(context.open())
    fields: dict[str, Tree] = {"customer": {**customer}, "tags": [*tags]}
    facts = Excerpt("p", excerpt_of(replace(case, fields=fields)))
    assert facts.fields["tags"] == ", ".join(tags)
    assert {name: text for name, text in facts.fields.items() if name != "tags"} == {
        f"customer.{key}": text for key, text in customer.items()
    }


def test_a_header_edited_by_hand_makes_no_facts() -> None:
    context = FakeContext()
    case = context.open()
    context.rewrite(case, "owner: ada", "owner: eve")
    assert [facts.text("owner") for facts in context.excerpts().cases] == ["ada"]


def test_what_is_said_is_there_to_be_searched() -> None:
    context = FakeContext()
    case = context.open()
    note(context, case, "打过电话\nno answer", EventStamp())
    add(context, case, NewFollowUp(context.now, "ask the depot", note="打样"), EventStamp())
    text = Excerpt("p", excerpt_of(context.case(case))).text("text")
    for said in ("打过电话\nno answer", "ask the depot", "打样"):
        assert said in text


def test_facts_that_are_not_there_are_empty() -> None:
    facts = Excerpt("p", {})
    assert (facts.id, facts.level, facts.due, facts.owed) == ("", 0, {}, [])
    assert (facts.links, facts.fields, facts.offer) == ([], {}, {})


class _Beside(dict[str, object]):
    """Facts whose rest is in a file."""

    def __missing__(self, key: str) -> object:
        raise AssertionError(f"{key} was fetched")


def test_nothing_is_fetched_to_know_that_an_excerpt_is_of_one_case() -> None:
    """Every list asks that of every row."""
    assert Excerpt("cases/x.yaml", _Beside(id="x")).alike == 0
    assert Excerpt("cases/x.yaml", _Beside(alike=3)).alike == 3
