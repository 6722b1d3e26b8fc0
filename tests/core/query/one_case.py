"""A case that queries are asked of, and the names that they may use."""

from __future__ import annotations

from datetime import UTC, datetime

from casectl.core.case.owed import Owed
from casectl.core.query.case_facts import owed_facts
from casectl.core.query.conditions import (
    FieldIs,
    InState,
)
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import Condition
from casectl.core.query.parser import read_query
from casectl.core.query.scope import QueryScope
from casectl.core.time.calendar import Calendar
from casectl.core.time.typed_time import Around, parse_time_span
from casectl.core.values.messages import Message, NotFound, msg
from tests.fakes.columns import met

RAW: dict[str, object] = {
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
    **owed_facts(
        [
            Owed("deadline", "answer", datetime(2026, 11, 22, 1, tzinfo=UTC), "ada"),
            Owed("follow-up", "callback", datetime(2026, 11, 23, 1, tzinfo=UTC), "bo", "f1"),
            Owed("deadline", "resolve", datetime(2026, 11, 25, 1, tzinfo=UTC), "ada"),
        ]
    ),
    "links": [["related", "C-9"]],
    "offer": {"to": "chen", "by": "ada", "at": "2026-11-21T11:00:00+08:00", "reason": "", "team": "back"},
    "fields": [
        ["customer.name", "Flora Fiction"],
        ["tags", "late, broken"],
        ["amount", "99.50"],
        ["urgent", "yes"],
        ["bought", "2026-11-12"],
        ["price", "12.50 EUR"],
    ],
    "text": "Angerufen\n投诉",
}


CASE = Excerpt("cases/2026/11/C-1.yaml", RAW)


NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)


def category(template: str, state: str) -> str:
    return {"working": "waiting", "done": "closed"}.get(state, "open")


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def holds(condition: Condition) -> bool:
    """Whether CASE matches, which SQLite must not deny."""
    found = condition.matches(CASE, category)
    clause = condition.clause()
    by_clause = bool(met(clause, [CASE], category))
    assert by_clause == found or (by_clause and not clause.exact)
    return found


VIEWS = {"mine": "owner:me state:active", "loop": "a @loop", "none": "", "bad": "owner:me dew<2d"}


def unknown(asked: Condition) -> list[tuple[str, Message]]:
    if isinstance(asked, FieldIs) and asked.name == "nosuch":
        return [("nosuch", msg("there is no field nosuch"))]
    return [("opne", msg("there is no opne"))] if isinstance(asked, InState) and "opne" in asked.states else []


def linked(word: str) -> tuple[str, frozenset[str]]:
    """C-5 has a link to CASE, which has one to C-9."""
    known = {
        "": ("", {"C-1", "C-9"}),
        "9": ("C-9", ()),
        "c-5": ("C-5", {"C-1"}),
        "C-9": ("C-9", ()),
        "C-2": ("C-2", ()),
    }
    if word not in known:
        raise NotFound(msg("there is no case {typed}", typed=word))
    case, theirs = known[word]
    return case, frozenset(theirs)


def time_span(words: str, past: bool) -> tuple[datetime, datetime]:
    found = parse_time_span(words, Around(NOW, UTC, Calendar("x", UTC), past))
    return found.start, found.end


def read(text: str, views: dict[str, str] = VIEWS) -> Condition:
    called = {
        ("state", "进行中"): ("working", "w2"),
        ("owner", "Ada Testwell"): ("ada",),
        ("fields.tags", "坏了"): ("broken",),
        ("field", "金额"): ("amount",),
        ("field", "称呼"): ("customer.name", "customer.title"),
        ("level", "Urgent"): ("2",),
        ("level", "Plain"): ("1",),
    }
    scope = QueryScope(
        views,
        lambda: "ada",
        time_span,
        lambda key, word: called.get((key, word), (word,)),
        lambda: ["customer.name", "amount", "owner", "urgent", "bought", "price"],
        lambda word: word == "waiting",
        lambda condition, _: unknown(condition),
        lambda name: {"urgent": "yes_no", "bought": "date", "price": "money", "customer.name": "text"}.get(name, ""),
        lambda: [msg("2 Urgent")],
        linked,
    )
    return read_query(text, scope)
