"""casectl approve lets a colleague's letter go out, in the words in which it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.test_instruct import MIA


@pytest.fixture
def desk(book: CliCasebook) -> CliCasebook:
    """A casebook in which a supervisor, Mia, approves final responses, committed as the rules are."""
    template, folder = book.folder / "templates/complaint.yaml", book.folder / "scripts"
    rule = "  initial: received\n  approve: {letters: [final], may: [supervisor]}\n"
    template.write_text(template.read_text("utf-8").replace("  initial: received\n", rule), "utf-8")
    folder.mkdir()
    (folder / "end.yaml").write_text(
        "script: end\nkind: final\ntext: Dear {{customer.name}}, it is settled.\n", "utf-8"
    )
    book.commit("Letters are approved")
    return book


def test_a_letter_waits_until_a_colleague_lets_it_go(desk: CliCasebook, tmp_path: Path) -> None:
    """It is in the day of those who approve; nothing is written before, and the same bytes as were read are."""
    case, file = desk.cases[0].stem, tmp_path / "letter.txt"
    assert "no letter waiting for approval" in desk.refused(4, "approve", case, "-o", "-")
    said = desk.run("reply", case, "--text", "Dear Kit, it is settled.", "-o", str(file))
    assert (said.status, "+4wh" in said.err) == (0, False)
    assert not file.exists()
    assert "letter: final response" in desk.done("agenda", **MIA)
    assert f"casectl approve {case} --show" in {row["next"] for row in desk.rows("today", **MIA)}
    assert "ann wrote the letter" in desk.refused(3, "approve", case, "-o", str(file))
    shown = desk.run("approve", case, "--show", **MIA)
    assert shown.out == "Dear Kit, it is settled.\n"
    draft = shown.err.split()[-1]
    assert f"casectl approve {case} --draft {draft}" in shown.err
    assert "replaced an earlier one" in desk.refused(3, "approve", case, "--draft", "older", "-o", str(file), **MIA)
    assert "--reject REASON" in desk.refused(2, "approve", case, "--reject", " ", **MIA)
    assert "letter sent back" in desk.done("approve", case, "--reject", "Too short", **MIA)
    assert f"casectl reply {case}" in {row["next"] for row in desk.rows("today")}
    desk.done("reply", case, "--text", "Dear Kit, it is settled, and we are sorry.")
    assert "letter approved" in desk.done("approve", case, "-o", str(file), **MIA)
    assert file.read_text("utf-8") == "Dear Kit, it is settled, and we are sorry.\n"
    assert desk.done("reply", case, "--copy") == file.read_text("utf-8")
    assert desk.run("check").status == 0


def test_a_letter_that_was_sent_back_is_revised_as_it_was_written(desk: CliCasebook) -> None:
    """By the next step that its writer reads, though the case's state has another script; that one can be asked for."""
    case = desk.cases[0].stem
    script = "script: heard\nkind: acknowledgement\nfor: {states: [received]}\ntext: We have heard you.\n"
    (desk.folder / "scripts/heard.yaml").write_text(script, "utf-8")
    desk.done("reply", case, "--script", "end", "--text", "Dear Kit, it is settled.")
    assert desk.run("reply", case, "--dry-run").out == "We have heard you.\n"
    desk.done("approve", case, "--reject", "Too short", **MIA)
    assert desk.run("reply", case, "--dry-run").out == "Dear Kit, it is settled.\n"
    assert desk.run("reply", case, "--script", "heard", "--dry-run").out == "We have heard you.\n"
    desk.done("reply", case, "--text", "Dear Kit, it is settled, and we are sorry.")
    assert "and we are sorry" in desk.done("approve", case, "-o", "-", **MIA)
    assert desk.run("reply", case, "--dry-run").out == "We have heard you.\n"
