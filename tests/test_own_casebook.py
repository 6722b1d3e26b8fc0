"""This repository is a casebook itself; `casectl check` looks at it in `make test`."""

from __future__ import annotations

from pathlib import Path

from casectl.core.schemas.for_editors import SCHEMA_FILES, schema_text

ROOT = Path(__file__).parent.parent


def test_its_editor_schemas_are_those_that_casectl_writes() -> None:
    """After a change of the declarations: ``make docs``."""
    for path, kind in SCHEMA_FILES.items():
        assert (ROOT / path).read_text("utf-8") == schema_text(kind, str), "make docs writes it"


def test_its_cases_are_there() -> None:
    """Cases made with casectl, in English and Chinese."""
    assert len(list((ROOT / "cases").rglob("*.yaml"))) >= 4
