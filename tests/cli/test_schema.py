"""casectl schema, in a casebook and outside of one."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.casebook import CHINESE, CliCasebook


def test_of_a_template_it_is_the_casebooks_own(book: CliCasebook) -> None:
    """Which the team may have changed."""
    own = book.folder / "templates/complaint.yaml"
    text = own.read_text("utf-8").replace("    received:", "    arrived: {title: A, category: open}\n    received:", 1)
    steps = "come: {from: received, to: arrived, title: C}\n    go: {from: arrived, to: received, title: G}"
    own.write_text(text.replace("  transitions:\n", f"  transitions:\n    {steps}\n", 1), "utf-8")
    schema = json.loads(book.done("schema", "case", "--template", "complaint"))
    assert "arrived" in schema["properties"]["state"]["enum"]


def test_outside_of_a_casebook_it_is_the_shipped_one(tmp_path: Path) -> None:
    nowhere = CliCasebook(tmp_path)
    assert (
        "received" in json.loads(nowhere.done("schema", "case", "--template", "refund"))["properties"]["state"]["enum"]
    )
    answer = nowhere.run("schema", "case", "--template", "refnd")
    assert answer.status == 4
    assert "did you mean refund?" in answer.err


def test_a_template_is_named_by_its_title_too(book: CliCasebook, tmp_path: Path) -> None:
    """In either language, in a casebook and outside of one."""
    wanted = book.done("schema", "case", "--template", "complaint")
    assert book.done("schema", "case", "--template", "投诉") == wanted
    nowhere = CliCasebook(tmp_path)
    wanted = nowhere.done("schema", "case", "--template", "complaint")
    assert nowhere.done("schema", "case", "--template", "投诉") == wanted


def test_its_descriptions_are_in_the_readers_language(book: CliCasebook) -> None:
    assert "工单" in book.done("schema", "case", **CHINESE)


def test_only_cases_have_a_template(book: CliCasebook) -> None:
    assert "casectl schema case --template refund" in book.refused(2, "schema", "calendar", "--template", "refund")
