"""restart starts a clock again, for a reason that its rule knows."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import case, on


def test_new_facts_restart_a_clock_and_no_other_reason_does(formal: CliCasebook) -> None:
    assert "reasons that the rules know: new_facts" in formal.refused(
        3, "restart", case(formal), "answer", "--reason-code", "whim", **on("11-30")
    )
    assert "never starts anew" in formal.refused(
        3, "restart", case(formal), "final", "--reason-code", "new_facts", **on("11-30")
    )
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", **on("11-30"))
    shown = [(row["clock"], row["state"]) for row in formal.rows("due", case(formal), **on("11-30"))]
    assert shown == [("answer", "restarted"), ("final", "running"), ("answer", "running")]
