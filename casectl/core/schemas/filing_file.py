"""The file of a return to a regulator as a JSON Schema, from the tables that its reader goes by."""

from __future__ import annotations

from casectl.core.filings.columns import VALUES
from casectl.core.filings.measures import BEGUN, ENDED, POPULATIONS
from casectl.core.filings.pack import CHECKS
from casectl.core.filings.read_pack import DECISIONS, EXTRAS, MEASURES, NEEDED, PACK_FILE
from casectl.core.filings.spans import SPANS
from casectl.core.schemas.shapes import SCALAR, TITLE, YES, Say, Schema, entries, one_of, or_list
from casectl.core.schemas.whole_files import Shapes, reference, whole

_NAME = r"^[^_.\s-]\S{0,63}$"
_NUMBER = r"^\d+(\.\d+)*$"
_WORDS = or_list({"type": "string"})


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
