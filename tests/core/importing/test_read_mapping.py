"""Reading a mapping file, and what a template lacks of what it names."""

from __future__ import annotations

from casectl.core.importing.mapping_checks import findings_against
from tests.core.importing.import_context import (
    ROWS,
    faults,
    mapping,
    template,
)
from tests.core.law.desk import DESK


def test_every_fault_of_a_mapping_is_named_at_once() -> None:
    """Each with its line and column."""
    found = faults(
        "source: two words\n"
        "template: ticket\n"
        'title: "{a"\n'
        'recieved: "{at}"\n'
        "zone: Mars/Olympus\n"
        "steps: [{event: jumped, to: x}]\n"
        'links: [{from: "{a}", find: "(", id: "{1}"}, {from: "{a}", find: "x", id: "{1}"}]\n'
        "events: {order: alphabet, handoff: [dog], reopening: [[a]]}\n"
    )
    words = " / ".join(what for _, what in found)
    for part in (
        "give either id or same, but not both", "one word of letters", "an unmatched brace", "did you mean received",
        "received is missing",
        "no time zone Mars/Olympus", "jumped is unknown", "the pattern cannot be used", "no group 1", "at is missing",
        "alphabet is unknown", "dog is unknown", "a pair of activities",
    ):  # fmt: skip
        assert part in words
    assert ("5:1", "there is no time zone Mars/Olympus; write it like Europe/London") in found


def test_what_the_template_does_not_have_is_named_before_any_row() -> None:
    """Fields, states of rows and of steps."""
    rules = mapping(
        ROWS + 'fields: {tekst: a}\nstate: {from: "{s}", values: {o: old}}\nsteps: [{event: advanced, to: gone}]\n'
    )
    assert [str(each.what) for each in findings_against(rules, template(), DESK.casebook)] == [
        "template ticket has no field tekst; did you mean text?",
        "template ticket has no state old",
        "template ticket has no state gone; did you mean done?",
    ]


def test_a_team_or_a_person_that_the_mapping_itself_names_must_be_there() -> None:
    """What a column has is the other system's, and so is what stands in for an empty one."""
    known = mapping(ROWS + 'team: front\nowner: ["{who}", nobody]\n')
    assert findings_against(known, template(), DESK.casebook) == []
    wrong = mapping(
        ROWS + 'team: frnt\nowner: {from: "{who}", values: {Ann: ada, Bob: boob}}\n'
        "steps: [{event: assigned, to: eve, team: front}]\n"
    )
    assert [str(each.what) for each in findings_against(wrong, template(), DESK.casebook)] == [
        "there is no team frnt in casectl.yaml; did you mean front?",
        "boob is not a person in casectl.yaml; did you mean bob?",
        "eve is not a person in casectl.yaml",
    ]
