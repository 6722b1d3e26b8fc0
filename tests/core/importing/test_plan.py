"""Rows become cases, each of them once, and the same ones in every clone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.case.compose import drift, read_case
from casectl.core.case.fold import fold
from casectl.core.case.ids import case_path
from casectl.core.clocks.rules import RuleSet
from casectl.core.importing.plan import Already, KnownCases
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import to_seconds
from tests.core.importing.import_context import (
    ROWS,
    TEMPLATE,
    UTC,
    cases,
    context,
    outcomes,
    rejects,
    story,
    table,
)

AT = "2026-01-05T08:00:00+00:00"


def test_an_imported_case_is_a_case_like_any_other() -> None:
    """Its header is what its journal adds up to, its text unchanged, its own id kept as the source's."""
    rules = context(ROWS + 'state: closed\nlevel: 2\nteam: "{team}"\nfields: {text: "{text}", place.zip: "{zip}"}\n')
    [made] = cases(outcomes(rules, table("id,at,text,team,zip", f"7,{AT}, N/A: #1 ,PWDx_A & B,02131")))
    source = YamlDocuments().read(case_path(made.id), YamlDocuments().write(made.tree(UTC)))
    case = read_case(source)
    assert not drift(case, UTC)
    assert (case.title, case.header.state, case.header.level, case.header.team) == (
        " N/A: #1 ",
        "closed",
        2,
        "pwdx_a-b",
    )
    assert case.header.source == ("elsewhere", "7")
    assert case.fields == {"text": " N/A: #1 ", "place": {"zip": "02131"}}
    assert case.journal[0].text("row") == "2"


def test_ids_follow_from_the_complaint_alone() -> None:
    """Two clones that import one file, or one row of it, make the same bytes."""
    rules, rows = context(ROWS), table("id,at,text", f"1,{AT},a", f"2,{AT},b")
    first, again = cases(outcomes(rules, rows)), cases(outcomes(rules, rows[1:]))
    assert first[1].tree(UTC) == again[0].tree(UTC)
    assert first[0].id != first[1].id


def test_what_is_there_already_is_not_made_again() -> None:
    """Known to the casebook, or a row that occurs twice in the table."""
    rows = table("id,at,text", f"1,{AT},a", f"2,{AT},b", f"2,{AT},b")
    found = outcomes(context(ROWS), rows, KnownCases({"elsewhere:1": "C-2601-X"}))
    assert [type(each).__name__ for each in found] == ["Already", "ImportedCase", "Already"]


def test_one_id_with_two_stories_is_rejected() -> None:
    """It is unknown which of them is right; the first is kept and the second reported."""
    found = outcomes(context(ROWS), table("id,at,text", f"1,{AT},a", f"1,{AT},b"))
    assert len(cases(found)) == 1
    assert rejects(found) == [(3, "line 2 has the same id 1 but different content")]


def test_twins_without_an_id_are_both_kept_and_found_again() -> None:
    """They are distinguished by counting, so importing again adds nothing."""
    rules = context(ROWS.replace('id: "{id}"', "same: row"))
    rows = table("at,text", f"{AT},a", f"{AT},a", f"{AT},b")
    made = cases(outcomes(rules, rows))
    assert len({each.id for each in made}) == 3
    known = KnownCases({rules.key(each.external): each.id for each in made})
    assert all(isinstance(each, Already) for each in outcomes(rules, rows, known))


def test_an_id_that_is_taken_makes_way() -> None:
    """Another case may have the id that would follow."""
    rules, rows = context(ROWS), table("id,at,text", f"1,{AT},a")
    [first] = cases(outcomes(rules, rows))
    [second] = cases(outcomes(rules, rows, KnownCases({}, frozenset([first.id]))))
    assert second.id != first.id


def test_a_faulty_row_is_rejected_with_its_reason_and_the_rest_goes_on() -> None:
    """Every way in which a row may be unfit."""
    rules = context(ROWS + 'fields: {count: "{n}"}\nstate: {from: "{s}", values: {o: new}}\nlevel: "{l}"\n')
    found = outcomes(
        rules,
        table(
            "id,at,text,n,s,l",
            f"1,{AT},a,3,o,1",
            f",{AT},a,3,o,1",
            "3,,a,3,o,1",
            "4,yesterday,a,3,o,1",
            f"5,{AT}, ,3,o,1",
            f"6,{AT},a,many,o,1",
            f"7,{AT},a,3,x,1",
            f"8,{AT},a,3,o,9",
            f"1.0E+11,{AT},a,3,o,1",
            f"10,{AT},a,3,o,",
        ),
    )
    assert [each.external for each in cases(found)] == ["1", "10"]
    reasons = dict(rejects(found))
    assert list(reasons) == [3, 4, 5, 6, 7, 8, 9, 10]
    for line, part in (
        (3, "no id"), (4, "no time of receipt"), (5, "would mean a different day whenever it is read; give a date"),
        (6, "no title"),
        (7, "count: many is not a number"), (8, "no value is mapped for x"), (9, "9 is not a state or level"),
        (10, "spreadsheet"),
    ):  # fmt: skip
        assert part in reasons[line]


STEPS = """\
due: {reply: "{due}"}
steps:
  - {event: contacted, at: "{told}", direction: out, text: "{answer}"}
  - {event: advanced, at: "{shut}", to: {from: "{s}", values: {Closed: closed, Open: ""}}, reason: "{why}"}
  - {event: noted, at: "{told}", text: told}
"""


STEP_COLUMNS = "id,at,text,due,told,answer,shut,s,why"


def test_steps_are_dated_as_they_happened_and_stop_the_deadline() -> None:
    """In the order of time, whatever their order in the mapping."""
    [made] = cases(
        outcomes(
            context(ROWS + STEPS),
            table(STEP_COLUMNS, f"1,{AT},a,2026-01-06T00:00Z,2026-01-08T00:00Z,sorry,2026-01-07T00:00Z,Closed,paid"),
        )
    )
    assert [event.kind for event in made.journal] == ["opened", "advanced", "contacted", "noted"]
    closing = made.journal[1]
    assert (closing.text("reason"), closing.text("closes")) == ("paid", "yes")
    assert closing.mapping("clocks")["reply"] == {"stopped": "2026-01-07T00:00:00+00:00", "late": "yes"}


def test_a_step_that_the_row_does_not_have_did_not_happen() -> None:
    """A constant needs its time; a value without a time is kept, and marked as undated."""
    rows = table(STEP_COLUMNS, f"1,{AT},a,2026-01-06T00:00Z,,,,Open,", f"2,{AT},a,,,,,Closed,")
    still, undated = cases(outcomes(context(ROWS + STEPS), rows))
    assert story(still) == ["opened new"]
    assert still.tree(UTC)["due"] == {"reply": "2026-01-06T00:00:00+00:00"}
    assert undated.journal[1].text("undated") == "yes"
    assert to_seconds(undated.journal[1].at) == to_seconds(undated.journal[0].at)


def test_a_state_that_a_step_leads_to_is_not_the_one_it_was_opened_in() -> None:
    """Or else the closing and what it stops would be lost."""
    given = ROWS + STEPS + 'state: {from: "{s}", values: {Closed: closed, Open: waiting}}\n'
    rows = table(STEP_COLUMNS, f"1,{AT},a,2026-01-06T00:00Z,,,2026-01-07T00:00Z,Closed,", f"2,{AT},a,,,,,Open,")
    closed, waiting = cases(outcomes(context(given), rows))
    assert story(closed) == ["opened new", "advanced closed"]
    assert closed.tree(UTC)["closed_at"] == "2026-01-07T00:00:00+00:00"
    assert closed.journal[1].mapping("clocks")["reply"]
    assert story(waiting) == ["opened waiting"]


LINKS = """\
links:
  - {from: "{text}", find: "dup of (\\\\d+)", id: "{1}", type: duplicate-of}
  - {from: "{text}", find: "(\\\\d+)|#(?P<tail>\\\\w+)", id: ["{1}", "9{tail}"]}
"""


def test_references_become_links_where_they_lead_somewhere() -> None:
    """Within the table, forward too, and to cases imported before; never to itself, and each once."""
    found = outcomes(
        context(ROWS + LINKS),
        table("id,at,text", f"1,{AT},dup of 2 see 2 and 1 and 77", f"2,{AT},see #x", f"9x,{AT},none"),
        KnownCases({"elsewhere:77": "C-2601-OLD", "other:2": "C-2601-NO"}),
    )
    first, second, third = cases(found)
    assert first.tree(UTC)["links"] == [
        {"type": "duplicate-of", "case": second.id},
        {"type": "related", "case": "C-2601-OLD"},
    ]
    assert second.tree(UTC)["links"] == [{"type": "related", "case": third.id}]
    assert first.references == (("duplicate-of", "2"), ("related", "77"))


def test_no_link_leads_to_a_row_that_was_rejected() -> None:
    """The reference stays in the text, and is counted."""
    [made] = cases(outcomes(context(ROWS + LINKS), table("id,at,text", f"1,{AT},dup of 2", "2,never,b")))
    assert "links" not in made.tree(UTC)
    assert made.references == (("duplicate-of", "2"),)


CLOCKED = (
    TEMPLATE
    + """\
clocks:
  answer:
    {title: A, kind: internal, starts: opened, stops: "state:done", counts_from: received, within: [{duration: 1d}]}
"""
)


def test_a_case_that_is_still_open_has_its_deadlines() -> None:
    """Otherwise a list of overdue cases would miss it; a finished one had its verdict where it came from."""
    rules = context(ROWS + 'state: "{state}"\n', CLOCKED)
    rules = replace(rules, rule_set=RuleSet(rules.template, Calendar("office", UTC)))
    still, over = cases(outcomes(rules, table("id,at,text,state", f"1,{AT},a,new", f"2,{AT},b,done")))
    assert [at.isoformat() for at in fold(still.journal).due.values()] == ["2026-01-06T08:00:00+00:00"]
    assert not fold(over.journal).due


PROMISED = CLOCKED.replace("fields:\n", "fields:\n  back_on: {type: date, title: Back on, promise: yes}\n", 1)


PROMISES = (("new", "06"), ("new", "08"), ("done", "06"), ("done", "08"))


@pytest.mark.parametrize("due", ["", 'due: {answer: "{back}"}\n'])
def test_what_an_open_case_was_promised_is_owed_even_if_it_is_late(due: str) -> None:
    """Whether the deadlines are those of the template or of the source; of a finished case what is still to come."""
    rules = context(ROWS + 'state: "{state}"\nfields: {back_on: "{back}"}\n' + due, PROMISED)
    now = datetime(2026, 1, 7, tzinfo=UTC)
    rules = replace(rules, rule_set=RuleSet(rules.template, Calendar("office", UTC)), now=now)
    rows = [f"{number},{AT},a,{state},2026-01-{day}" for number, (state, day) in enumerate(PROMISES)]
    owed = [fold(each.journal).follow_ups for each in cases(outcomes(rules, table("id,at,text,state,back", *rows)))]
    assert [[(each.what, each.kind, each.at.isoformat()) for each in promises] for promises in owed] == [
        [("back_on", "promise", "2026-01-06T23:59:59+00:00")],
        [("back_on", "promise", "2026-01-08T23:59:59+00:00")],
        [],
        [("back_on", "promise", "2026-01-08T23:59:59+00:00")],
    ]
