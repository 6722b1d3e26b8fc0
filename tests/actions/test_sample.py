"""sample draws the same cases for everybody from one seed, so many of each person, and none that was inspected."""

from __future__ import annotations

from datetime import date

import pytest

from casectl.actions.inspect import Marked, inspect
from casectl.actions.lookup.draws import Draw
from casectl.actions.sample import sample
from casectl.core.figures.periods import Period
from casectl.core.query.conditions import OneOf
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.fakes.context import SETTINGS, FakeContext

WEEK = Period(date(2026, 11, 23), date(2026, 11, 30))
THIS_WEEK = Draw(WEEK)
TONE = SETTINGS.replace("people:\n", "inspections: {marks: {tone: Tone}}\npeople:\n")


@pytest.fixture
def desk() -> FakeContext:
    """Five cases of Ada's and two of Bob's that were resolved, and one that is open."""
    context = FakeContext(settings=TONE)
    for person in ("ada",) * 5 + ("bob",) * 2:
        case_in(context.by(person), "solved")
    context.by("ada").open(owner="ada")
    return context


def drawn(context: FakeContext, draw: Draw = THIS_WEEK) -> dict[str, list[str]]:
    """The drawn cases of each person."""
    found: dict[str, list[str]] = {}
    for row in sample(context, draw).rows:
        found.setdefault(row.person, []).append(row.case)
    return found


def test_so_many_of_each_person_by_the_seed_alone(desk: FakeContext) -> None:
    """Whoever draws, and whenever; another seed is another draw, and fewer cases than asked for are all of them."""
    first = drawn(desk)
    assert {person: len(cases) for person, cases in first.items()} == {"ada": 2, "bob": 2}
    assert drawn(desk.by("cy").later(days=40)) == first
    seeds = [drawn(desk, Draw(WEEK, seed=str(seed)))["ada"] for seed in range(9)]
    assert len({tuple(each) for each in seeds}) > 3
    every = drawn(desk, Draw(WEEK, number=9))
    assert {person: len(cases) for person, cases in every.items()} == {"ada": 5, "bob": 2}
    assert drawn(desk, Draw(WEEK.previous)) == {}


def test_what_was_inspected_stays_in_its_draw_and_is_in_no_other(desk: FakeContext) -> None:
    """So the list of a draw does not change while it is worked through."""
    first = drawn(desk)
    inspect(desk.by("cy"), first["ada"][0], Marked(("tone=4",), "ada", THIS_WEEK), AT_ONCE)
    assert drawn(desk) == first
    [done] = [row for row in sample(desk, Draw(WEEK)).rows if row.inspection]
    assert (done.case, done.inspection and done.inspection.marks) == (first["ada"][0], {"tone": 4})
    others = [drawn(desk, Draw(WEEK, seed=str(seed), number=9))["ada"] for seed in range(3)]
    assert all(first["ada"][0] not in each and len(each) == 4 for each in others)
    inspect(desk, first["ada"][1], Marked(("tone=1",), "ada"), AT_ONCE)
    assert first["ada"][1] not in drawn(desk)["ada"]


def test_groups_may_be_others_and_no_private_field(desk: FakeContext) -> None:
    rows = sample(desk, Draw(WEEK, ("template", "owner"), 1)).rows
    assert [row.group for row in rows] == [("plain", "ada"), ("plain", "bob")]
    with pytest.raises(UsageError, match="cannot be broken down by title"):
        sample(desk, Draw(WEEK, ("title",)))


def test_only_what_was_drawn_counts_as_drawn(desk: FakeContext) -> None:
    """Another draw, more of each, a query or other groups than the people are part of the name."""
    first = drawn(desk)
    [*_, last] = drawn(desk, Draw(WEEK, number=5))["ada"]
    with refused(desk.by("cy"), Refused, f"{last} is not in the draw 2026-W48"):
        inspect(desk, last, Marked(("tone=4",), draw=THIS_WEEK), AT_ONCE)
    with refused(desk, Refused, "is not in the draw 2026-W47"):
        inspect(desk, last, Marked(("tone=4",), draw=Draw(WEEK.previous)), AT_ONCE)
    with refused(desk, Refused, "is not in the draw 2026-W48"):
        inspect(desk, first["ada"][0], Marked(("tone=4",), "bob", THIS_WEEK), AT_ONCE)
    only_ada = Draw(WEEK, number=5, query=OneOf("owner", ("ada",)), typed="owner:ada")
    assert str(sample(desk, only_ada).name) == "2026-W48,count=5,where=owner:ada"
    inspect(desk, last, Marked(("tone=4",), draw=only_ada), AT_ONCE)
    [event] = [each for each in desk.case(last).journal if each.kind == "inspected"]
    assert (event.text("person"), event.text("draw")) == ("ada", "2026-W48,count=5,where=owner:ada")
    assert last not in drawn(desk, Draw(WEEK, number=5))["ada"]
    assert last in drawn(desk, only_ada._replace(number=9))["ada"]
