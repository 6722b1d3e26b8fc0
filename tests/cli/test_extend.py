"""extend moves a deadline within the bounds of its rule."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import EXTEND, MIA, case, due, on


def test_an_extension_needs_somebody_else_time_bounds_and_notice(formal: CliCasebook) -> None:
    said = formal.refused(3, "extend", case(formal), "answer", "--by", "30wd", "--reason", "Slow", **on("12-08"))
    for fault in (
        "ann owns the case",
        "the customer must be informed of the extension",
        "it has expired",
        "may add at most 10wd",
        "at most 20wd after",
    ):
        assert fault in said
    assert "Answer (answer; source: Code 4.2)" in said
    assert "Final response (final; source: DISP 1.6.2R) cannot be extended" in formal.refused(
        3, "extend", case(formal), "final", "--by", "1w", *EXTEND, **on("11-25", **MIA)
    )
    formal.done("extend", case(formal), "answer", "--by", "10wd", *EXTEND, **on("11-25", **MIA))
    assert due(formal)["answer"] == "2026-12-21T17:30:00+00:00"
    said = formal.refused(3, "extend", case(formal), "answer", "--by", "1wd", *EXTEND, **on("11-26", **MIA))
    assert "it has been extended 1 time," in said
    assert "say how long" in formal.refused(2, "extend", case(formal), "answer", *EXTEND, **on("11-26", **MIA))


def test_the_owner_at_the_keyboard_extends_his_case_under_no_name(formal: CliCasebook) -> None:
    settings = formal.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("roles: [agent]", "roles: [agent, supervisor]"), "utf-8")
    formal.commit("Ann may record for others")
    words = ("extend", case(formal), "answer", "--by", "1wd", *EXTEND)
    assert "ann owns the case" in formal.refused(3, *words, "--as", "mia", **on("11-25"))


def test_a_clock_is_extended_to_a_day_within_its_bounds(formal: CliCasebook) -> None:
    words = ("extend", case(formal), "answer", "--to", "2026-12-15 17:30")
    formal.done(*words, *EXTEND, **on("11-25", **MIA))
    assert due(formal)["answer"] == "2026-12-15T17:30:00+00:00"


def test_a_day_as_a_deadline_is_given_whole_and_ends_as_the_rule_says(formal: CliCasebook) -> None:
    """A promise of an answer by Friday has that whole day; by a clock that ends with business, until half past five."""
    formal.done("extend", case(formal), "answer", "--to", "2026-12-15", *EXTEND, **on("11-25", **MIA))
    assert due(formal)["answer"] == "2026-12-15T17:30:00+00:00"
    said = formal.done("override", case(formal), "final", "--due", "2026-12-18", "--reason", "Agreed", **on("11-25"))
    assert "Final response (final) is due at 2026-12-18 23:59" in said
    assert due(formal)["final"] == "2026-12-18T23:59:59+00:00"


def test_an_extension_counts_when_it_is_recorded_and_not_as_it_is_dated(formal: CliCasebook) -> None:
    """The answer was due on 7 December; on the 9th nobody extends it as of the 1st."""
    words = ("extend", case(formal), "answer", "--by", "5wd", *EXTEND, "--at", "2026-12-01 10:00")
    said = formal.refused(3, *words, **on("12-09", **MIA))
    assert "had already expired when the extension was recorded: it was due at 2026-12-07T17:30" in said
    assert due(formal)["answer"] == "2026-12-07T17:30:00+00:00"
