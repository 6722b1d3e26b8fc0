"""A rule says the same of an event by whatever way it comes: from a verb, in bulk, with --as, by hand, by `adopt`.

docs/law.md shows the table, which `make docs` writes from the rows.
"""

from __future__ import annotations

from contextlib import nullcontext, suppress

import pytest

from casectl.actions.check import check
from casectl.core.law.table import RULES
from casectl.core.values.messages import CasectlError
from tests.core.law.broken import BROKEN
from tests.core.law.ways import COLUMNS, WAYS, found, ready, type_in, with_import

JOURNAL = "only casectl commands add to it"
"""What `adopt` says of an event that was typed into a journal, whatever event it is."""


def test_every_rule_has_its_smallest_case() -> None:
    assert BROKEN.keys() == RULES.keys()
    assert {way for row in BROKEN.values() for way in row.not_by} <= WAYS.keys() == COLUMNS.keys()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("rule", RULES)
def test_the_same_is_said_by_every_way(rule: str, way: str) -> None:
    """An event that was typed into a journal is never adopted. Where a row says that it cannot come so, it cannot."""
    tried, row, said = ready(rule), BROKEN[rule], "an undo is refused"
    with nullcontext() if way not in row.not_by else suppress(CasectlError):
        said = WAYS[way](tried)
    assert (row.says in said) == row.says_so_by(way), said
    assert row.says_so_by(way) or way in row.not_by or JOURNAL in said


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_found_before_it_is_broken(rule: str) -> None:
    """What honest people did first breaks nothing, so that the verdict is the event's own."""
    assert [str(each.what) for each in check(ready(rule).context).findings] == []


@pytest.mark.parametrize("rule", RULES)
def test_what_came_with_an_import_is_judged_by_its_dates_alone_and_counted(rule: str) -> None:
    """It is another system's history: of the rest no rule of ours says how it should have been."""
    tried = ready(rule)
    type_in(tried)
    with_import(tried, len(tried.context.case(tried.case).journal) + 1)
    assert bool(found(tried)) == RULES[rule].of_imports
    assert any("imported, so not checked against the rules: " in str(each) for each in check(tried.context).notes)
