"""instruct is for those whose role may, and an instruction is in every list until it is answered."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook

LATE = {"CASECTL_NOW": "2026-11-24T09:00:00+00:00"}
MIA = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
       for key, value in (("NAME", "Mia Lund"), ("EMAIL", "mia@example.org"))}  # fmt: skip


def test_a_supervisors_instruction_is_in_every_list_until_it_is_answered(book: CliCasebook) -> None:
    case = book.cases[0].stem
    words = ("instruct", case, "Call the customer", "--to", "ann", "--by", "2026-11-23 12:00")
    assert "ann has no role that may give or withdraw instructions" in book.refused(3, *words)
    book.done(*words, **MIA)
    assert "instruction: Call the customer" in book.done("agenda")
    assert "督办：Call the customer" in book.done("agenda", **CHINESE)
    for listing in (["overdue", "--kind", "follow-up"], ["today"]):
        assert "Call the customer" in {row["what"] for row in book.rows(*listing, **LATE)}
    [step] = [row["next"] for row in book.rows("today", **LATE) if row["kind"] == "instruction"]
    assert step.startswith(f"casectl answer {case} f")


def test_whom_it_is_for_answers_it(book: CliCasebook) -> None:
    case = book.cases[0].stem
    book.done("instruct", case, "Call the customer", "--to", "ann", "--by", "tomorrow", **MIA)
    assert "is for ann, who has to answer it" in book.refused(3, "answer", case, "Done", **MIA)
    assert "instruction: Call the customer" in book.done("answer", case, "Called at three")
    assert "Called at three" in book.done("show", case)
    assert "has no instruction to answer" in book.refused(4, "answer", case, "Done")
