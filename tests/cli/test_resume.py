"""resume ends a pause: the deadline moves by as long as the pause was."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import case, due, on


def test_the_deadline_of_a_resumed_clock_moves_by_the_pause(formal: CliCasebook) -> None:
    """Two working days of pause, two working days later; at most what was paused is resumed."""
    assert "no clock of" in formal.refused(3, "resume", case(formal), **on("11-25"))
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "An expert looks", **on("11-25"))
    assert "final" in formal.refused(3, "resume", case(formal), "--clock", "final", **on("11-27"))
    formal.done("resume", case(formal), "--reason", "The expert has answered", **on("11-27"))
    assert due(formal)["answer"] == "2026-12-09T17:30:00+00:00"
    assert formal.rows("audit", case(formal))[-1]["reason"] == "The expert has answered"
