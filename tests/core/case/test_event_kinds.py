"""Each row of the table of kinds is whole, and whatever reads the table works for every row."""

from __future__ import annotations

from datetime import UTC, datetime
from string import Formatter

import pytest
from hypothesis import given, settings

from casectl.core.case.event_kinds import EVENT_KINDS, SEARCHED, title_of
from casectl.core.case.event_subject import pattern_filled, subject
from casectl.core.case.fold import fold
from casectl.core.case.kinds.kind import (
    AMOUNT,
    ANY_EVENT,
    ARTICLES,
    AUTOMATIC,
    CASE,
    CAUSE,
    CHANNEL,
    CLOCK_RECORDS,
    CLOCKS,
    CONFLICTS,
    CONTACTS,
    DIRECTION,
    DURATION,
    EVENT,
    EVENTS,
    FIELD_NAMES,
    FIELDS,
    FILE,
    FOLLOW_UP,
    FOLLOW_UPS,
    INSTANT,
    KIND,
    LAYOUT,
    LETTER,
    LEVEL,
    LINK,
    MARKS,
    NUMBER,
    OUTCOME,
    PEOPLE,
    PERSON,
    REDRESS_KIND,
    RESPONSIBLE,
    RULES,
    SIDES,
    SOURCE,
    STATE,
    TEAM,
    TEMPLATE,
    TEXT,
    WHYS,
    WORD,
    YES,
    DetailType,
)
from casectl.core.case.model import Event, Header
from casectl.core.clocks.rules import triggers_of
from casectl.core.history.commit import Commit
from casectl.core.history.event_summary import event_summary
from casectl.core.history.trail import Version, trail
from casectl.core.schemas.case_file import case_schema
from casectl.core.template.labels import Labels
from casectl.core.template.read_triggers import TRIGGER_WORDS
from casectl.core.values.tree import Tree
from tests.core.cases import life
from tests.core.clockwork import Life
from tests.core.event_details import undeclared
from tests.fakes.context import FakeContext

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
OPENED = Event("event0", AT, "ada", "opened", {"template": "plain", "to": "new", "owner": "ada", "level": "1"})
EXAMPLES: dict[DetailType, Tree] = {
    TEXT: "a long story",
    WORD: "sick",
    CAUSE: "lid",
    REDRESS_KIND: "refund",
    AMOUNT: "12.50 CNY",
    RESPONSIBLE: "bob",
    MARKS: {"tone": "4"},
    WHYS: ["the tool is worn"],
    CHANNEL: "phone",
    DIRECTION: "in",
    AUTOMATIC: "bounce",
    LETTER: "final",
    LINK: "related",
    STATE: "working",
    TEMPLATE: "plain",
    PERSON: "bob",
    TEAM: "back",
    LEVEL: "3",
    CASE: "C-2611-00000001X",
    EVENT: "event0",
    KIND: "noted",
    FOLLOW_UP: "f1",
    OUTCOME: "reached",
    FILE: "attachments/C-1/invoice.txt",
    INSTANT: "2026-11-20T09:00:00+08:00",
    DURATION: "3wd",
    NUMBER: "7",
    YES: "yes",
    LAYOUT: "yes",
    CLOCKS: ["answer"],
    FIELDS: ["title", "fields.cause"],
    FIELD_NAMES: {"cause": "reason"},
    EVENTS: ["event1"],
    FOLLOW_UPS: [{"id": "f1", "at": "2026-11-22T09:00:00+08:00", "what": "visit"}],
    SIDES: {"first": ["event2"], "second": ["event3"]},
    CONFLICTS: [{"about": "title", "kept": {"is": "a"}, "other": {"is": "b"}}],
    PEOPLE: ["ada", "bob"],
    ARTICLES: ["refunds", "cards"],
    CONTACTS: {"event2": {"at": "2026-11-20T09:00:00+08:00", "direction": "out"}},
    RULES: {"templates/plain.yaml": "0" * 40},
    SOURCE: {"name": "crm", "id": "7"},
    CLOCK_RECORDS: {"answer": {"due": "2026-11-22T09:00:00+08:00", "from": "2026-11-21T09:00:00+08:00"}},
}
"""A value of each type of detail."""

every_kind = pytest.mark.parametrize("kind", EVENT_KINDS)


def example(kind: str) -> Event:
    """An event with every detail that its kind may carry."""
    data = {name: EXAMPLES[each.type] for name, each in {**EVENT_KINDS[kind].details, **ANY_EVENT}.items()}
    return Event("event1", AT, "bob", kind, data)


@every_kind
def test_a_row_says_what_the_kind_is(kind: str) -> None:
    """Name, title and meaning, and whether such an event may be taken back."""
    row = EVENT_KINDS[kind]
    assert row.name == kind
    assert str(row.title)
    assert str(row.meaning)
    assert isinstance(row.may_be_undone, bool)


@every_kind
def test_an_event_of_each_kind_folds_and_is_worded(kind: str) -> None:
    """In the header, the commit's subject, the summary and the trail, with all its details and with none."""
    for event in (example(kind), Event("event1", AT, "bob", kind)):
        before, header = fold([OPENED]), fold([OPENED, event])
        assert isinstance(header, Header)
        assert subject(before, event).startswith(kind)
        assert pattern_filled(EVENT_KINDS[kind].trail, before, event, str).isprintable()
        assert str(event_summary(before, event, Labels({}, {}, {}))).startswith(str(title_of(event)))


@every_kind
def test_the_summary_of_an_event_says_more_than_its_kind(kind: str) -> None:
    """For all but a note, whose text is for the case alone, and kinds that say all by their name."""
    said = str(event_summary(fold([OPENED]), example(kind), Labels({}, {}, {})))
    assert (said == str(EVENT_KINDS[kind].title)) == (kind in ("archived", "restored"))


@every_kind
def test_the_patterns_of_a_row_name_what_there_is(kind: str) -> None:
    """Only the kind's own details, and what `filled` adds to them, may be between braces."""
    row = EVENT_KINDS[kind]
    texts = (row.subject, row.trail, *(pattern.text for pattern in row.summary))
    named = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    assert named <= {*row.details, *ANY_EVENT, "old_state", "old_level", "giver", "verdict", "former", "present"}
    assert row.proposes <= {*row.details} & {*ANY_EVENT}


@every_kind
def test_the_triggers_of_a_kind_are_triggers_of_templates(kind: str) -> None:
    """``event:`` and the kind, and only words that a template may use."""
    triggers = triggers_of(example(kind))
    assert f"event:{kind}" in triggers
    assert {each.partition(":")[0] for each in triggers} <= {
        *("opened", "received", "state", "contact", "event", "field", "outcome", "low")
    }
    assert kind in TRIGGER_WORDS["event:"]


@every_kind
def test_a_kind_is_in_the_schema_with_its_details(kind: str) -> None:
    """Editors offer the kind, and each detail with the shape of its type."""
    event = case_schema(str)["properties"]["journal"]["items"]["properties"]
    assert {"const": kind, "description": str(EVENT_KINDS[kind].meaning)} in event["event"]["oneOf"]
    shapes = {"scalar": "string", "list": "array", "mapping": "object"}
    for name, detail in {**EVENT_KINDS[kind].details, **ANY_EVENT}.items():
        assert shapes[detail.type.shape] in event[name]["type"]


def test_a_detail_has_one_shape_and_is_searched_in_all_kinds_or_in_none() -> None:
    """The schema and the search know a detail by its name alone."""
    rows = [*(row.details for row in EVENT_KINDS.values()), ANY_EVENT]
    details = [(name, detail.type) for row in rows for name, detail in row.items()]
    assert len({(name, type.shape) for name, type in details}) == len({name for name, _ in details})
    known = [
        "abuse",
        "background",
        "cites",
        "consent",
        "expects",
        "file",
        "late",
        "next",
        "outcome",
        "reason",
        "text",
        "tried",
    ]
    assert sorted(SEARCHED) == [*known, "whys"]
    assert [name for name, type in details if type.searched != (name in SEARCHED)] == []


@pytest.mark.parametrize(
    ("kind", "event", "moved"),
    [
        ("assigned", {"to": "cy"}, ("ada", "cy")),
        ("offered", {"team": "back", "giver": "ada"}, ("ada", "back")),
        ("accepted", {"to": "bob", "giver": "ada"}, ("ada", "bob")),
        ("returned", {"to": "ada", "giver": "bob"}, ("bob", "ada")),
        ("noted", {"text": "x"}, ("", "")),
    ],
)
def test_the_trail_says_who_passed_the_case_to_whom(kind: str, event: dict[str, Tree], moved: tuple[str, str]) -> None:
    """For the kinds that pass a case on; for others nobody."""
    context = FakeContext()
    case = context.case(context.open())
    happened = Event("event1", AT, "ada", kind, event)
    after = type(case)(case.id, case.title, case.header, (*case.journal, happened), case.fields, case.source)
    (entry,) = trail([Version(Commit("c", "Ada", AT, ("event1",)), case, after)])
    assert entry.moved == moved


@settings(max_examples=40)
@given(life)
def test_what_verbs_record_is_declared_in_the_row(context: FakeContext) -> None:
    """Each detail is one of its kind or of any event, and a value of the declared type."""
    for id in context.case_ids():
        for event in context.case(id).journal:
            assert undeclared(event) == []


def test_what_events_about_clocks_record_is_declared_in_the_row() -> None:
    """As for the other verbs, with the consequences that are calculated."""
    clock = (
        "c: {title: C, kind: internal, starts: opened, stops: 'state:solved', within: [{duration: 3wd}],"
        " pauses: {customer: {title: W}}, extension: {by: 10wd, times: 5}, restarts: {facts: {title: F}}}"
    )
    happening = Life(clock).opens("2026-11-23 10:00")
    happening.asks("2026-11-24 10:00", "paused", "c", code="customer").asks("2026-11-24 11:00", "resumed", "c")
    happening.asks("2026-11-24 12:00", "extended", "c", length="1wd")
    happening.asks("2026-11-24 14:00", "overridden", "c", until="2026-12-02T10:00:00+08:00")
    happening.asks("2026-11-24 15:00", "restarted", "c", code="facts").asks("2026-11-24 15:30", "recomputed", "c")
    kinds = [event.kind for event in happening.journal if event.mapping("clocks")]
    assert kinds == ["opened", "paused", "resumed", "extended", "overridden", "restarted", "recomputed"]
    for event in happening.journal:
        assert undeclared(event) == []
