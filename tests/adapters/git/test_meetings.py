"""Until a merge, what one of its sides had recorded was known there alone."""

from __future__ import annotations

from random import Random

from casectl.adapters.git.meetings import met_at

Commits = dict[str, tuple[int, tuple[str, ...]]]
FORKED: Commits = {
    "start": (1, ()), "here": (2, ("start",)), "there": (3, ("start",)), "later": (4, ("there",)),
    "merge": (9, ("here", "later")), "after": (10, ("merge",)), "again": (12, ("after", "later")),
}  # fmt: skip


def test_both_sides_met_at_the_first_merge_and_what_all_had_met_at_none() -> None:
    assert met_at(FORKED) == {"here": 9, "there": 9, "later": 9, "merge": 12, "after": 12}
    assert met_at({"one": (1, ()), "two": (2, ("one",))}) == {}


def test_a_parent_that_is_not_in_this_clone_is_left_out() -> None:
    assert met_at({"cut": (5, ("gone", "missing")), "next": (6, ("cut", "gone"))}) == {}


def test_it_is_what_the_histories_of_the_sides_say() -> None:
    """Of any history: held against the whole set of ancestors of each parent."""
    chance = Random(13)
    for _ in range(200):
        commits: Commits = {}
        for number in range(chance.randrange(2, 25)):
            known = [*commits]
            commits[str(number)] = number, tuple(chance.sample(known, min(len(known), chance.choice([0, 1, 1, 2, 3]))))
        assert met_at(commits) == plainly(commits)


def plainly(commits: Commits) -> dict[str, int]:
    before: dict[str, set[str]] = {}
    found: dict[str, int] = {}
    for commit, (at, parents) in commits.items():
        sides = [before[each] for each in parents]
        before[commit] = {commit}.union(*sides)
        for each in before[commit] - {commit}:
            if not all(each in side for side in sides):
                found.setdefault(each, at)
    return found
