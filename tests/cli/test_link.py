"""link relates two cases."""

from __future__ import annotations

import json

from tests.cli.casebook import CliCasebook


def test_a_link_is_found_from_both_sides(three: CliCasebook) -> None:
    """By any part of an id, as every verb takes it, and as show has it."""
    one, other, third = (path.stem for path in three.cases)
    three.done("link", one, "related", other)
    asked = {f"link:{other[-5:]}": {one}, f"link:{one[-5:]}": {other}, "link:any": {one, other}, "link:none": {third}}
    for query, found in asked.items():
        assert {row["id"] for row in json.loads(three.done("list", query, "--format", "json"))["rows"]} == found


def test_many_cases_are_linked_to_one_that_gathers_them(three: CliCasebook) -> None:
    """By a query or by ids; what is linked already, or is that case itself, is told apart, and nothing else changes."""
    one, other, third = (path.stem for path in three.cases)
    three.done("link", one, "related", third)
    answer = three.run("link", "--where", "state:open", "related", third, "--yes", "--format", "json")
    found = {row["id"]: row["result"] for row in json.loads(answer.out)["rows"]}
    assert (answer.status, found) == (3, {one: "refused", other: "done", third: "refused"})
    removed = three.run("link", "-", "related", third, "--remove", "--yes", stdin=f"{one}\n{other}\n")
    assert removed.status == 0
    assert three.run("list", "link:any", "--format", "ids").out == ""


def test_what_is_linked_how_and_to_what_is_asked_for_by_name(three: CliCasebook) -> None:
    """In the order in which it is typed; a case and a query are not both taken."""
    one, other, third = (path.stem for path in three.cases)
    assert "missing: TYPE, OTHER" in three.refused(2, "link", one)
    assert "missing: OTHER" in three.refused(2, "link", "--where", "state:open", "related")
    assert "not both" in three.refused(2, "link", one, "related", other, "--where", "state:open")
    assert "relatet" in three.refused(2, "link", one, "relatet", third)
