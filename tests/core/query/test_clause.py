"""A condition in SQL says the same as the condition, or leaves the decision to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.owed import Owed
from casectl.core.query.case_facts import owed_facts
from casectl.core.query.clause import ORDERS, UNDECIDED, Clause, both, either, negated
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.selection import Selection
from casectl.core.time.instants import to_seconds
from tests.core.query.one_case import CASE, category, holds, read
from tests.fakes.columns import met, selected

names = st.sampled_from(["", "ada", "bo", "chen"])


instants = st.sampled_from(["", "2026-11-21T09:00:00+08:00", "2026-11-22T09:00:00+00:00", "2026-12-01T00:00:00-05:00"])


owed = st.lists(
    st.builds(
        lambda kind, at: Owed(kind, "answer", datetime.fromisoformat(at), "ada"),
        st.sampled_from(["deadline", "follow-up"]),
        instants.filter(bool),
    ),
    max_size=2,
).map(lambda found: owed_facts(sorted(found, key=lambda each: to_seconds(each.at))))


cases = st.builds(
    lambda facts, owed: {**facts, **owed},
    st.fixed_dictionaries({
        "template": st.sampled_from(["plain", "other"]), "source": st.sampled_from(["", "crm:12"]),
        "opened_at": instants, "state": st.sampled_from(["new", "working", "done", ""]),
        "owner": names, "team": names, "level": st.integers(0, 4), "received_at": instants, "closed_at": instants,
        "links": st.lists(st.tuples(st.just("related"), st.sampled_from(["C-1", "C-9"])).map(list), max_size=2),
        "offer": st.just({}) | st.fixed_dictionaries({"to": names, "by": names, "team": names}),
        "title": st.sampled_from(["late parcel", "退款"]), "id": st.sampled_from(["C-1", "C-4", "C-9"]),
    }),
    owed,
)  # fmt: skip


simple = st.sampled_from(
    [
        "owner:ada", "owner:none", "team:bo,chen", "state:new", "state:active", "category:waiting", "level:2..3",
        "level<2", "due<2d", "due:none", "closed:any", "received:today", "link:C-9", "offered:bo", "offered:none",
        "link:any", "link:none", "link:c-5", "退款", "title~late", "clock:answer", "template:other",
        "followup<2d", "followup:none",
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


def _value(case: Excerpt, key: str) -> Any:
    if key == "level":
        return case.level
    if key == "next_due":
        return case.next_due.timestamp() if case.next_due else 0
    if key.endswith("_at"):
        text = case.text(key)
        return datetime.fromisoformat(text).timestamp() if text else 0
    return case.text(key)


def test_what_cannot_be_decided_by_columns_lets_every_case_through() -> None:
    for text in ("amount:1", "not amount:1", "owner:bo or amount:1", "title~parcel*late"):
        assert not read(text).clause().exact
    assert met(read("not amount:1 not clock:none").clause(), [CASE], category) == {0}


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
