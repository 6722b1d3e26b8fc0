"""schema: what the files of a casebook look like, as JSON Schema."""

from __future__ import annotations

from casectl.core.schemas.for_editors import schema_text
from casectl.core.schemas.shapes import Say
from casectl.core.template.model import Template


def schema(kind: str, say: Say, template: Template | None = None) -> str:
    """The schema of a kind of file, as `schema_text` has it."""
    return schema_text(kind, say, template)
