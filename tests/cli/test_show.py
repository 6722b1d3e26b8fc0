"""show is the page of a case."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import case, on


def test_a_case_shows_what_is_paused_and_why(formal: CliCasebook) -> None:
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "Wait", **on("11-25"))
    page = formal.done("show", case(formal), **on("11-25"))
    assert "-                 Answer (answer)  paused: Appraisal\n" in page
    (shown,) = formal.rows("show", case(formal), **on("11-25"))
    assert (shown["paused"], list(shown["due"])) == ({"answer": "appraisal"}, ["final"])
