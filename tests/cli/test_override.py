"""override sets a deadline by hand, and it is marked so."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MIA, case, due, on
from tests.conftest import run_git


def test_a_deadline_set_by_hand_is_said_and_a_title_names_the_clock_as_well(formal: CliCasebook) -> None:
    words = ("override", case(formal), "Final response", "--due", "2026-12-18 17:00", "--reason", "Agreed")
    said = formal.done(*words, "--format", "table", **on("11-25"))
    assert "Final response (final) is due at 2026-12-18 17:00" in said
    assert due(formal)["final"] == "2026-12-18T17:00:00+00:00"
    assert "Final response (final)" in formal.done("due", case(formal), "--format", "table", **on("11-25"))


def test_a_deadline_set_by_hand_stays_with_its_reason_and_person(formal: CliCasebook) -> None:
    words = ("override", case(formal), "final", "--due", "2026-12-24 12:00", "--reason", "Agreed")
    formal.done(*words, **on("11-25", **MIA))
    (found,) = formal.rows("explain", case(formal), "final")
    assert found["due"] == "2026-12-24T12:00:00+00:00"
    assert [(each["event"], each["by"], each["reason"]) for each in found["events"]][1] == (
        "overridden",
        "mia",
        "Agreed",
    )
    assert found["segments"][0]["why"] == "set by hand"
    assert "before the start of the clock" in formal.refused(
        2, *words[:4], "2026-11-01 12:00", "--reason", "x", **on("11-25")
    )


def test_a_verb_done_twice_under_one_id_is_done_once(formal: CliCasebook) -> None:
    words = ("override", case(formal), "final", "--due", "2026-12-24 12:00", "--reason", "Agreed", "--event-id", "once")
    formal.done(*words, **on("11-25"))
    head = run_git(formal.folder, "rev-parse", "HEAD")
    assert "was already recorded, so it was not recorded again" in formal.done(*words, **on("11-25"))
    assert run_git(formal.folder, "rev-parse", "HEAD") == head


def test_the_owner_does_not_put_off_a_regulatory_deadline_by_hand(formal: CliCasebook) -> None:
    words = ("override", case(formal), "final", "--reason", "More time", "--due")
    said = formal.refused(3, *words, "2027-03-01", **on("11-25"))
    assert "somebody else must decide on it" in said
    assert f"ann has owned {case(formal)} while final ran" in said
    assert "it is the deadline of Final response (final; source: DISP 1.6.2R)" in said
    formal.done(*words, "2026-12-01", **on("11-25"))


def test_a_verdict_on_a_deadline_that_was_set_by_hand_is_marked_so(formal: CliCasebook) -> None:
    formal.done("override", case(formal), "final", "--due", "2027-03-01", "--reason", "More time", **on("11-25", **MIA))
    assert "(set by hand)" in formal.done("show", case(formal), **on("11-26"))
    formal.done("advance", case(formal), "done", **on("12-01"))
    assert "met, set by hand" in formal.done("due", case(formal), **on("12-02"))
    head, _, final = formal.done("due", case(formal), "--format", "tsv", **on("12-02")).splitlines()
    assert dict(zip(head.split("\t"), final.split("\t"), strict=True))["by_hand"] == "true"


def test_a_day_as_a_deadline_is_a_day_of_the_clocks_own_calendar(formal: CliCasebook) -> None:
    """20 December in Shanghai ends at 16:00 in London; a time of day is London's, as everywhere."""
    path = formal.folder / "templates/formal.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            "    within: [{duration: 8w}]", "    calendar: far\n    within: [{duration: 8w}]"
        ),
        "utf-8",
    )
    far = "calendar: far\ntitle: Far\nzone: Asia/Shanghai\nwindows: {mon: ['09:00-17:30']}\n"
    (formal.folder / "calendars").mkdir(exist_ok=True)
    (formal.folder / "calendars/far.yaml").write_text(far, "utf-8")
    formal.cases[0].unlink()
    formal.commit("Far")
    formal.done("new", "formal", "--title", "Torn", **on("11-23"))
    for typed, due_at in (
        ("2026-12-20", "2026-12-20T15:59:59+00:00"),
        ("2026-12-19 12:00", "2026-12-19T12:00:00+00:00"),
    ):
        formal.done("override", case(formal), "final", "--due", typed, "--reason", "Agreed", **on("11-25"))
        assert due(formal)["final"] == due_at
