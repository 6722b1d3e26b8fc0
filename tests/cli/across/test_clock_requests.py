"""What pause, resume, extend, restart and override all refuse."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.formal import EXTEND, MIA, MONDAY, case, on


def test_nothing_happens_to_a_clock_before_it_started_nor_goes_on_before_it_was_paused(formal: CliCasebook) -> None:
    """What is recorded later may be dated back, and no further than makes sense."""
    early, words = ("--at", "2026-11-20 10:00"), (case(formal), "answer", "--reason")
    asked: tuple[tuple[str, ...], ...] = (
        ("pause", case(formal), "--reason-code", "appraisal", "--notice", "Wait"),
        ("extend", *words, "Slow", "--by", "1wd", "--notice", "Wait"),
        ("override", *words, "Agreed", "--due", "2026-12-24"),
        ("restart", case(formal), "answer", "--reason-code", "new_facts"),
    )
    for each in asked:
        said = formal.refused(3, *each, *early, **on("11-25", **MIA))
        assert (
            "Answer (answer; source: Code 4.2): 2026-11-20T10:00:00+00:00 is before 2026-11-23T10:00:00+00:00" in said
        )
    formal.done(*asked[0], **on("11-25"))
    said = formal.refused(3, "resume", case(formal), "--at", "2026-11-24 10:00", **on("11-27"))
    assert "Answer (answer; source: Code 4.2): 2026-11-24T10:00:00+00:00 is before 2026-11-25T10:00:00+00:00" in said


@pytest.mark.parametrize(("verb", "known"), [("pause", "Appraisal (appraisal)"), ("restart", "New facts (new_facts)")])
def test_without_a_reason_the_reasons_that_the_rules_know_are_named(formal: CliCasebook, verb: str, known: str) -> None:
    words = (verb, case(formal), *(["answer"] if verb == "restart" else []))
    said = formal.refused(2, *words, **MONDAY)
    assert said.endswith(f"--reason-code CODE hint: reasons in the rules: {known}")
    assert "never pauses" in formal.refused(3, "pause", case(formal), "--clock", "final", **MONDAY)


@pytest.mark.parametrize("verb", ["pause", "resume", "extend", "restart", "override"])
def test_a_misspelt_clock_is_named_with_the_nearest(formal: CliCasebook, verb: str) -> None:
    more = {
        "pause": ["--clock", "anser", "--reason-code", "appraisal"],
        "resume": ["--clock", "anser"],
        "extend": ["anser", "--by", "1wd", *EXTEND],
        "restart": ["anser", "--reason-code", "new_facts"],
        "override": ["anser", "--due", "+3d", "--reason", "x"],
    }[verb]
    assert "did you mean answer?" in formal.refused(2, verb, case(formal), *more, **on("11-25", **MIA))
