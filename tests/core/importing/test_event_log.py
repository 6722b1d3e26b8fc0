"""Event logs: every row is recorded, in the order it happened, and what changed decides its kind."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.fold import fold
from casectl.core.importing.plan import Already, KnownCases
from casectl.core.importing.rows import RawRow
from tests.core.importing.import_context import LOG, UTC, cases, context, outcomes, rejects, story, table

COLUMNS = "id,at,what,who,team"


def log(*rows: str, extra: str = "") -> list[str]:
    [made] = cases(outcomes(context(LOG + extra), table(COLUMNS, *rows)))
    return story(made)


def test_rows_become_a_journal() -> None:
    """One row may bring several events, of one instant."""
    assert log(
        "1,2026-01-01T08:00Z,open,Ann Lee,A",
        "1,2026-01-02T08:00Z,wait,Bob,A",
        "1,2026-01-03T08:00Z,touch,Bob,B",
        "1,2026-01-04T08:00Z,close,,B",
    ) == ["opened new a", "assigned bob", "advanced waiting", "assigned bob b", "advanced closed"]


def test_events_after_closing_are_kept() -> None:
    """They change nothing, and are noted with what they are called."""
    rows = table(
        COLUMNS, "1,2026-01-01T08:00Z,close,a,A", "1,2026-01-02T08:00Z,close,a,A", "1,2026-01-03T08:00Z,touch,a,A"
    )
    [made] = cases(outcomes(context(LOG), rows))
    assert [(event.kind, event.text("activity")) for event in made.journal] == [
        ("opened", "close"), ("noted", "close"), ("noted", "touch"),
    ]  # fmt: skip


def test_leaving_a_resolved_state_is_reopening_unless_the_mapping_names_the_pairs() -> None:
    """If pairs are given only those count; other moves are plain advances."""
    rows = ("1,2026-01-01T08:00Z,fix,a,A", "1,2026-01-02T08:00Z,open,a,A", "1,2026-01-03T08:00Z,fix,a,A",
            "1,2026-01-04T08:00Z,wait,a,A")  # fmt: skip
    assert log(*rows) == ["opened done a", "reopened new", "advanced done", "reopened waiting"]
    pairs = LOG.replace("handoff: [owner]", "handoff: [owner], reopening: [[fix, wait]]")
    [made] = cases(outcomes(context(pairs), table(COLUMNS, *rows)))
    assert story(made) == ["opened done a", "advanced new", "advanced done", "reopened waiting"]


def test_only_what_the_mapping_calls_a_handoff_is_marked_as_one() -> None:
    """Here a change of owner; a change of team alone is an assignment."""
    rows = table(
        COLUMNS, "1,2026-01-01T08:00Z,open,a,A", "1,2026-01-02T08:00Z,open,a,B", "1,2026-01-03T08:00Z,open,b,B"
    )
    [made] = cases(outcomes(context(LOG), rows))
    assert [event.text("handoff") for event in made.journal] == ["", "", "yes"]
    assert made.journal[1].text("from_team") == "a"
    assert made.journal[2].text("from") == "a"


def test_a_level_that_goes_up_is_escalated() -> None:
    """And a level that goes down is a change."""
    rules = context(LOG.replace('owner: "{who}"', 'level: "{who}"'))
    rows = table(
        COLUMNS, "1,2026-01-01T08:00Z,open,1,A", "1,2026-01-02T08:00Z,open,2,A", "1,2026-01-03T08:00Z,open,1,A"
    )
    [made] = cases(outcomes(rules, rows))
    assert [event.kind for event in made.journal] == ["opened", "escalated", "changed"]
    assert made.tree(UTC)["level"] == "1"


def test_rows_may_be_mixed_and_out_of_order() -> None:
    """Cases are grouped by id; order: time sorts their rows, and rows of one instant keep the file's order."""
    rows = table(
        COLUMNS,
        "1,2026-01-03T08:00Z,close,a,A",
        "2,2026-01-01T08:00Z,open,a,A",
        "1,2026-01-01T08:00Z,open,a,A",
        "1,2026-01-01T08:00Z,wait,a,A",
    )
    first, second = cases(outcomes(context(LOG.replace("events: {", "events: {order: time, ")), rows))
    assert story(first) == ["opened new a", "advanced waiting", "advanced closed"]
    assert story(second) == ["opened new a"]


def test_fields_come_from_the_first_row_or_the_last() -> None:
    """Future rows of a log can be left out, final ones can be moved to the end."""
    rules = context(LOG + 'fields:\n  text: "{team}"\n  count: {from: "{who}", last: yes}\n')
    [made] = cases(outcomes(rules, table(COLUMNS, "1,2026-01-01T08:00Z,open,1,A", "1,2026-01-02T08:00Z,open,2,B")))
    assert made.free["fields"] == {"text": "A", "count": "2"}


def test_a_faulty_row_takes_its_whole_case_along() -> None:
    """An incomplete history would be a false one; all its rows are rejected, so that they can be fixed and imported."""
    rows = table(COLUMNS, "1,2026-01-01T08:00Z,open,a,A", "2,2026-01-01T08:00Z,open,a,A", "1,then,open,a,A")
    found = outcomes(context(LOG), rows)
    assert [each.external for each in cases(found)] == ["2"]
    assert [line for line, _ in rejects(found)] == [2, 4]
    assert rejects(found)[0][1] == "line 4 of the same case has a problem"


def test_a_case_that_is_there_is_left_alone() -> None:
    """It counts as one, with its rows."""
    rows = table(COLUMNS, "1,2026-01-01T08:00Z,open,a,A", "1,2026-01-02T08:00Z,open,a,A")
    assert outcomes(context(LOG), rows, KnownCases({"elsewhere:1": "C-1"})) == [Already(2, "1", 2)]


ROWS = st.lists(
    st.tuples(
        st.sampled_from("12"), st.integers(1, 9), st.sampled_from(["open", "wait", "fix", "close", "touch"]),
        st.sampled_from(["a", "b", ""]), st.sampled_from(["A", "B", ""]),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@given(ROWS)
def test_no_row_is_lost_and_no_change_is_missed(drawn: list[tuple[str, int, str, str, str]]) -> None:
    """Each row leaves one event with its line; the header ends as the last row with a value left it."""
    drawn = sorted(drawn, key=lambda each: each[1])
    rows = [
        RawRow(line, {"id": case, "at": f"2026-01-{day:02}T00:00:00Z", "what": what, "who": who, "team": team})
        for line, (case, day, what, who, team) in enumerate(drawn, 2)
    ]
    made = cases(outcomes(context(LOG), rows))
    lines = [event.text("row") for case in made for event in case.journal if "row" in event.data]
    assert sorted(map(int, lines)) == [row.line for row in rows]
    for case in made:
        own = [each for each in drawn if each[0] == case.external]
        header = fold(case.journal)
        assert header.owner == next((who for *_, who, _ in reversed(own) if who), "")
        assert header.team == next((team.lower() for *_, team in reversed(own) if team), "")
        changes = sum(now != before for before, now in _successive([who for *_, who, _ in own]))
        assert sum("handoff" in event.data for event in case.journal) == changes
        assert len({event.id for event in case.journal}) == len(case.journal)


def _successive(names: list[str]) -> list[tuple[str, str]]:
    """Every name with the one before it; the first one is no handoff if there was no owner."""
    said = [name for name in names[1:] if name]
    return list(zip([names[0], *said], said, strict=False))
