"""The schemas of a casebook's files as they are written: an editor checks what is typed by them, and completes it."""

from __future__ import annotations

import json
from collections.abc import Callable

from casectl.core.schemas.case_file import case_schema
from casectl.core.schemas.filing_file import filing_schema
from casectl.core.schemas.modeline import schema_file
from casectl.core.schemas.rule_files import calendar_schema, settings_schema, template_schema
from casectl.core.schemas.shapes import Say, Schema
from casectl.core.template.model import Template

_RULE_FILES: dict[str, Callable[[Say], Schema]] = {
    "template": template_schema,
    "calendar": calendar_schema,
    "settings": settings_schema,
}
FILING = "filing"
KINDS = ("case", *_RULE_FILES, FILING)
"""The kinds of files that there is a schema of."""


def schema_text(kind: str, say: Say, template: Template | None = None) -> str:
    """The schema of a kind of file, one of KINDS, as JSON, its descriptions in the language of `say`.

    A schema of cases is that of the cases of `template`, if it is given.
    """
    found = case_schema(say, template) if kind == "case" else {**_RULE_FILES, FILING: filing_schema}[kind](say)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


SCHEMA_FILES = {schema_file(kind): kind for kind in KINDS if kind != FILING}
"""The schemas of what every casebook has, each with its kind."""
