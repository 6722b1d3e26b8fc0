"""schema writes the schema of each kind of file."""

from __future__ import annotations

import json

import pytest

from casectl.actions.schema import schema
from casectl.core.schemas.for_editors import KINDS
from casectl.core.template.model import Template
from tests.core.template.template_texts import BASE, good


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_has_a_schema(kind: str) -> None:
    """In draft 7, which editors know."""
    assert json.loads(schema(kind, str))["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_a_schema_of_one_template_knows_its_states() -> None:
    template: Template = good(BASE)
    assert json.loads(schema("case", str, template))["properties"]["state"] == {
        "description": "the state of the workflow it is in", "enum": ["new", "done"],
    }  # fmt: skip
