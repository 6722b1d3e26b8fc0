"""The header is what the journal adds up to: always, and nothing else counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given, settings

from casectl.core.case.compose import drift
from casectl.core.case.fold import before_each, effective_events, fold, steps, with_event
from casectl.core.case.model import Event, Header, Link, Offer
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import UsageError
from casectl.core.values.tree import Tree
from tests.core.cases import life
from tests.fakes.context import FakeContext

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
OPENED = Event(
    "e0", AT, "ada", "opened", {"template": "plain", "to": "new", "owner": "ada", "team": "front", "level": "1"}
)


def second(at: datetime | None) -> int | None:
    return to_seconds(at) if at else None


def happened(kind: str, id: str = "e1", by: str = "bob", **data: Tree) -> Event:
    return Event(id, plus(AT, timedelta(hours=1)), by, kind, data)


def after(*events: Event) -> Header:
    return fold((OPENED, *events))


@settings(max_examples=40)
@given(life)
def test_the_header_of_every_case_is_the_fold_of_its_journal(context: FakeContext) -> None:
    for id in context.case_ids():
        case = context.case(id)
        assert case.header == fold(case.journal)
        assert drift(case, context.zone) == []
        assert context.store.files[case.source.file] == context.ledger.blob(case.source.file)


@settings(max_examples=40)
@given(life)
def test_the_header_before_each_event_is_the_fold_of_those_before(context: FakeContext) -> None:
    """Undone events too, wherever the undoing event is: even before it, as only a hand edit could put it."""
    for id in context.case_ids():
        first, *rest = context.case(id).journal
        for event in rest:
            undone = Event("undo1", event.at, event.by, "undone", {"undoes": event.id})
            for journal in (
                (first, *rest),
                (first, *rest, undone),
                (first, undone, *rest),
                (first, *rest, undone, event),
            ):
                headers = [*before_each(journal)]
                assert headers == [fold(journal[:number]) for number in range(len(journal))]
                assert [*steps(journal)] == [*headers, fold(journal)]
                for known in {1, len(journal) // 2, len(journal)}:
                    assert [*before_each(journal, headers[:known])] == headers[known:]
                case = context.case(id)
                grown = reduce(with_event, journal, replace(case, header=Header(), journal=()))
                assert grown == replace(case, header=fold(journal), journal=journal)


@settings(max_examples=40)
@given(life)
def test_an_undone_event_counts_as_if_it_had_never_been(context: FakeContext) -> None:
    for id in context.case_ids():
        journal = context.case(id).journal
        assert fold(journal) == fold(effective_events(journal))
        for number, event in enumerate(journal[1:], 1):
            undone = Event("undo1", event.at, event.by, "undone", {"undoes": event.id})
            if event.kind != "undone":
                assert fold((*journal[: number + 1], undone)) == fold(journal[:number])


def test_opening_says_where_the_case_begins() -> None:
    header = after()
    assert (header.template, header.state, header.owner, header.team, header.level) == (
        "plain",
        "new",
        "ada",
        "front",
        1,
    )
    assert second(header.received_at) == second(header.opened_at) == to_seconds(AT)
    earlier = replace(OPENED, data={"received_at": "2026-11-20T09:00:00Z", "source": {"name": "crm", "id": "7"}})
    assert second(fold([earlier]).received_at) == to_seconds(AT) - 86400
    assert second(fold([earlier]).opened_at) == to_seconds(AT)
    assert fold([earlier]).source == ("crm", "7")


def test_closing_and_reopening() -> None:
    closed = happened("advanced", to="closed", closes="yes")
    assert after(closed).state == "closed"
    assert second(after(closed).closed_at) == to_seconds(closed.at)
    reopened = happened("reopened", "e2", to="working")
    assert (after(closed, reopened).state, after(closed, reopened).closed_at) == ("working", None)


def test_an_offer_changes_nothing_until_it_is_accepted() -> None:
    offered = happened("offered", by="ada", to="bob", team="back", giver="ada", reason="please")
    assert after(offered).offer == Offer("e1", offered.at, "ada", "bob", "please", "back")
    assert (after(offered).owner, after(offered).team) == ("ada", "front")
    accepted = happened("accepted", "e2", to="bob", team="back")
    assert (after(offered, accepted).owner, after(offered, accepted).team) == ("bob", "back")
    assert after(offered, accepted).offer is None
    returned = happened("returned", "e2", to="ada", giver="bob")
    assert after(offered, returned) == after()
    assigned = happened("assigned", "e2", to="cy")
    assert (after(offered, assigned).owner, after(offered, assigned).offer) == ("cy", None)


def test_links_are_there_once_and_go_when_taken_back() -> None:
    linked = happened("linked", type="related", case="C-2")
    assert after(linked, replace(linked, id="e2")).links == (Link("related", "C-2"),)
    assert after(linked, happened("unlinked", "e2", type="related", case="C-2")).links == ()
    assert after(linked, happened("unlinked", "e2", type="part-of", case="C-2")).links == (Link("related", "C-2"),)


def test_clocks_are_facts_of_events_of_any_kind() -> None:
    started = happened("noted", clocks={"answer": {"due": "2026-11-22T09:00:00Z", "from": "2026-11-21T09:00:00Z"}})
    assert [*after(started).due] == ["answer"]
    assert second(after(started).due["answer"]) == second(after(started).next_due) == to_seconds(AT) + 86400
    stopped = happened("changed", "e2", clocks={"answer": {"stopped": "2026-11-21T10:00:00Z"}})
    assert (dict(after(started, stopped).due), after(started, stopped).next_due) == ({}, None)


def test_follow_ups_come_and_go() -> None:
    one: Tree = {"id": "f1", "at": "2026-11-22T09:00:00Z", "what": "callback", "who": "ada", "rule": "call"}
    two: Tree = {"id": "f2", "at": "2026-11-23T09:00:00Z", "what": "visit", "note": "ring twice"}
    planned = happened("followup_added", follow_ups=[one, two])
    assert [(each.id, each.rule, each.note) for each in after(planned).follow_ups] == [
        ("f1", "call", ""),
        ("f2", "", "ring twice"),
    ]
    for ending in ("followup_done", "followup_cancelled"):
        assert [each.id for each in after(planned, happened(ending, "e2", follow_up="f1")).follow_ups] == ["f2"]
    assert after(planned, happened("reopened", "e2", to="new", cancels=["f1", "f2"])).follow_ups == ()


def test_an_event_of_an_unknown_kind_counts_with_its_details() -> None:
    """It may come from a newer casectl."""
    header = after(
        happened("merged_in", owner="bob", team="back", level="3", clocks={"x": {"due": "2026-11-22T09:00:00Z"}})
    )
    assert (header.owner, header.team, header.level, list(header.due)) == ("bob", "back", 3, ["x"])
    assert header.state == "new"


@pytest.mark.parametrize(
    "data",
    [
        {"level": "high"},
        {"level": "٣"},
        {"level": "1_0"},
        {"level": "9" * 5000},
        {"clocks": {"a": {"due": "tomorrow"}}},
        {"clocks": {"a": {"due": []}}},
        {"follow_ups": [{"id": "f1"}]},
    ],
)
def test_details_that_cannot_be_read_are_refused(data: dict[str, Tree]) -> None:
    with pytest.raises(UsageError):
        after(Event("e1", AT, "ada", "noted", data))
