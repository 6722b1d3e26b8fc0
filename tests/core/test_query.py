"""A list shows what meets every condition, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casectl.core.facts import Facts
from casectl.core.query import Query, Range

CASE = Facts(
    "cases/2026/11/C-1.yaml",
    {
        "id": "C-1",
        "title": "The parcel came open",
        "template": "plain",
        "state": "working",
        "owner": "ada",
        "team": "front",
        "level": 2,
        "received_at": "2026-11-21T09:00:00+08:00",
        "opened_at": "2026-11-21T10:00:00+08:00",
        "closed_at": "",
        "due": [["answer", "2026-11-22T09:00:00+08:00"], ["resolve", "2026-11-25T09:00:00+08:00"]],
        "fields": [["customer.name", "Flora Fiction"], ["tags", "late, broken"]],
        "text": "Angerufen\n投诉",
    },
)
WAITING = "waiting"


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def holds(query: Query) -> bool:
    return query.matches(CASE, lambda _: WAITING)


def test_an_empty_query_shows_everything() -> None:
    assert holds(Query())


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (Query(state=("new", "working")), Query(state=("new",))),
        (Query(owner=("ada",)), Query(owner=("ad",))),
        (Query(team=("front",)), Query(team=("",))),
        (Query(template=("plain",)), Query(template=("plane",))),
        (Query(level=(1, 2)), Query(level=(1, 3))),
        (Query(category=("waiting",)), Query(category=("open",))),
        (Query(category=("active",)), Query(category=("closed", "resolved"))),
        (Query(text=("PARCEL",)), Query(text=("parcels",))),
        (Query(text=("flora", "投诉", "c-1")), Query(text=("flora", "missing"))),
        (Query(fields=(("customer.name", "Flora Fiction"),)), Query(fields=(("customer.name", "Flora"),))),
        (Query(fields=(("tags", "broken"), ("none", ""))), Query(fields=(("tags", "broke"),))),
        (Query(received=Range(at(21, 1))), Query(received=Range(at(21, 2)))),
        (Query(received=Range(until=at(21, 2))), Query(received=Range(until=at(21, 1)))),
        (Query(opened=Range(at(21), at(22))), Query(opened=Range(at(22)))),
        (Query(due=Range(until=at(23))), Query(due=Range(since=at(23)))),
    ],
)
def test_each_condition_holds_and_fails(good: Query, bad: Query) -> None:
    assert holds(good)
    assert not holds(bad)


def test_every_condition_must_hold() -> None:
    assert not holds(Query(owner=("ada",), state=("new",)))


def test_what_never_happened_lies_in_no_range() -> None:
    assert not holds(Query(closed=Range(at(1))))
    assert not Query(due=Range(at(1))).matches(Facts("p", {"id": "C-2"}), lambda _: "open")


def test_an_open_range_is_no_condition() -> None:
    assert holds(Query(closed=Range()))
