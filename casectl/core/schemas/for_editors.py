"""The schemas of a casebook's files as they are written: an editor checks what is typed by them, and completes it."""

from __future__ import annotations

import json
from collections.abc import Callable

from casectl.core.filings.measures import BEGUN, ENDED, POPULATIONS
from casectl.core.filings.pack import CHECKS, SPANS, VALUES
from casectl.core.filings.read_pack import DECISIONS, EXTRAS, MEASURES, NEEDED, PACK_FILE
from casectl.core.schemas.case_file import case_schema
from casectl.core.schemas.modeline import schema_file
from casectl.core.schemas.rule_files import calendar_schema, settings_schema, template_schema
from casectl.core.schemas.shapes import SCALAR, TITLE, YES, Say, Schema, entries, one_of, or_list
from casectl.core.schemas.whole_files import Shapes, reference, whole
from casectl.core.template.model import Template

_NAME = r"^[^_.\s-]\S{0,63}$"
_NUMBER = r"^\d+(\.\d+)*$"
_WORDS = or_list({"type": "string"})
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


def filing_schema(say: Say) -> Schema:
    """A return. What a box names of others, and that these come before it, only its reader sees."""
    decisions = or_list(one_of(DECISIONS))
    shapes: Shapes = {
        "filing": {
            **dict.fromkeys(("title", "source", "verified", "unknown", "period"), TITLE),
            "spans": one_of(SPANS), "needs": _WORDS, "clocks": _WORDS, "folds": entries(one_of(DECISIONS)),
            "sections": entries(reference("section"), _NAME), "columns": entries(reference("column"), _NAME),
            "cases": or_list(one_of(POPULATIONS)), "provisions": entries(reference("provision"), _NUMBER),
            "checks": or_list(one_of(CHECKS)),
        },
        "section": {"title": TITLE, "boxes": entries(reference("box"), _NAME), "once": YES,
                    "with": or_list(one_of(EXTRAS))},
        "box": {
            "title": TITLE, "count": one_of((*POPULATIONS, ENDED, BEGUN)), "decision": decisions,
            **dict.fromkeys(("in_time", "late", "add", "less", "share"), _WORDS),
            "median_days": one_of(POPULATIONS), "redress": one_of(("paid",)),
        },
        "column": {"title": TITLE, "value": one_of(VALUES), "needed": one_of(NEEDED), "codes": entries(SCALAR)},
        "provision": {"requires": TITLE, "evidence": _WORDS},
    }  # fmt: skip
    schema = whole(PACK_FILE, "filing", shapes, say)
    box = schema["definitions"]["box"]
    box["oneOf"] = [{"required": [each]} for each in MEASURES]
    return schema
