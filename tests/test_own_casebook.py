"""This repository is a casebook itself; `casectl check` looks at it in `make test`."""

from __future__ import annotations

from pathlib import Path

from casectl.actions.init import schema_text
from casectl.adapters.yaml.documents import SCHEMA_FILE

ROOT = Path(__file__).parent.parent


def test_its_editor_schema_is_the_one_that_casectl_writes() -> None:
    """After a change of the declarations: ``make docs``."""
    assert (ROOT / SCHEMA_FILE).read_text("utf-8") == schema_text(str), "make docs writes it"


def test_its_cases_are_there() -> None:
    """Cases made with casectl, in English and Chinese."""
    assert len(list((ROOT / "cases").rglob("*.yaml"))) >= 4
