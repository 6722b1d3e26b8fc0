"""restart starts a clock again, for a reason that its rule knows."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import case, on


def test_new_facts_restart_a_clock_and_no_other_reason_does(formal: CliCasebook) -> None:
    assert "reasons in the rules: New facts (new_facts)" in formal.refused(
        3, "restart", case(formal), "answer", "--reason-code", "whim", **on("11-30")
    )
    assert "is never restarted" in formal.refused(
        3, "restart", case(formal), "final", "--reason-code", "new_facts", **on("11-30")
    )
    formal.done("restart", case(formal), "answer", "--reason-code", "NEW facts", **on("11-30"))
    assert "    code: new_facts\n" in formal.cases[0].read_text("utf-8")
    shown = [(row["clock"], row["state"]) for row in formal.rows("due", case(formal), **on("11-30"))]
    assert shown == [("answer", "restarted"), ("final", "running"), ("answer", "running")]


def test_a_reason_behind_the_clock_gets_the_line_with_its_options(formal: CliCasebook) -> None:
    """The code first, since the verb asks for it; the line can be pasted as it is."""
    line = f"casectl restart {case(formal)} answer --reason-code new_facts"
    assert f"try {line}" in formal.refused(2, "restart", case(formal), "answer", "new_facts")
    said = formal.refused(2, "restart", case(formal), "answer", "new_facts", "a", "second", "contract")
    assert f"try {line} --reason 'a second contract'" in said
    formal.done(*line.split()[1:], "--reason", "a second contract", **on("11-30"))


def test_a_case_that_is_over_is_reopened_rather_than_restarted(formal: CliCasebook) -> None:
    """Found by use (D16): a regulatory clock ran on in a closed case, and became overdue."""
    for state in ("done", "closed"):
        formal.done("advance", case(formal), state, **on("11-25"))
        words = ("restart", case(formal), "answer", "--reason-code", "new_facts")
        assert f"casectl reopen {case(formal)}" in formal.refused(3, *words, **on("11-30"))
    formal.done("reopen", case(formal), "--reason", "New facts", **on("11-30"))
