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
