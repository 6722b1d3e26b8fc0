"""A deadline that counts on days nobody has confirmed is marked wherever it is shown."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import case, on


def test_a_provisional_deadline_is_marked_in_every_list(formal: CliCasebook) -> None:
    calendar = formal.folder / "calendars/office.yaml"
    calendar.write_text(calendar.read_text("utf-8") + "\nverified_until: 2026-12-01\n", "utf-8")
    formal.commit("Unsure")
    formal.done("new", "formal", "--title", "Unsure", **on("11-24"))
    shown = [(row["clock"], row["provisional"]) for row in formal.rows("overdue", "--within", "10w", **on("11-24"))]
    assert sorted(shown) == [("answer", False), ("answer", True), ("final", False), ("final", False)]
    unsure = next(path for path in formal.cases if "title: Unsure" in path.read_text("utf-8"))
    assert "\nprovisional:\n  - answer\n" in unsure.read_text("utf-8")
    assert [row["provisional"] for row in formal.rows("due", unsure.stem, **on("11-24"))] == [True, False]
    assert "provisional: for dates that far ahead, calendar" in formal.done("explain", unsure.stem, **on("11-24"))
    for words in (("list",), ("agenda", "--all", "--until", "2026-12-09")):
        table = formal.done(*words, "--format", "table", **on("11-24")).splitlines()
        marked = [line for line in table if "(provisional)" in line]
        assert ["Unsure" in line for line in marked] == [True]
        assert sorted(row["provisional"] for row in formal.rows(*words, **on("11-24")))[-2:] == [False, True]


def test_a_narrow_screen_marks_what_is_provisional_and_what_waits_for_acceptance(formal: CliCasebook) -> None:
    calendar = formal.folder / "calendars/office.yaml"
    calendar.write_text(calendar.read_text("utf-8") + "\nverified_until: 2026-12-01\n", "utf-8")
    formal.commit("Unsure")
    formal.cases[0].unlink()
    formal.commit("Gone")
    formal.done("new", "formal", "--title", "Unsure", **on("11-24"))
    formal.done("handoff", case(formal), "mia", "--reason", "Hers", "--expects", "News", **on("11-24"))
    said = formal.done("overdue", "--within", "10w", "--clock", "answer", **on("11-24"))
    assert "(provisional)" in said
    assert "ann → mia" in said
    assert "(provisional)" in formal.done("due", case(formal), **on("11-24"))
