"""Which cases a list is to show: conditions on their facts, each of them to be met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from casectl.core.facts import Facts

Category = Callable[[Facts], str]


@dataclass(frozen=True, slots=True)
class Range:
    """From `since` on and before `until`; None leaves that end open."""

    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def holds(self, at: str) -> bool:
        """Whether the instant, as facts write it, lies within; what has none ("") lies in no range."""
        if not at:
            return False
        instant = datetime.fromisoformat(at)
        return (self.since is None or instant >= self.since) and (self.until is None or instant < self.until)


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions; an empty one always holds. Within one tuple, any value will do.

    `category` may hold "open", "waiting", "resolved", "closed", and "active" for everything but closed.
    """

    state: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    level: tuple[int, ...] = ()
    template: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    received: Range = Range()
    opened: Range = Range()
    closed: Range = Range()
    due: Range = Range()

    def matches(self, case: Facts, category: Category) -> bool:
        """Whether a case meets every condition; `category` tells a state's category from its template."""
        return (
            all(_among(case.text(key), wanted) for key, wanted in self._plain())
            and (not self.level or case.level in self.level)
            and (not self.category or _in_category(category(case), self.category))
            and all(_holds(case.fields, name, value) for name, value in self.fields)
            and all(_mentions(case, words) for words in self.text)
            and self._in_time(case)
        )

    def _plain(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (("state", self.state), ("owner", self.owner), ("team", self.team), ("template", self.template))

    def _in_time(self, case: Facts) -> bool:
        soonest = min(case.due.values(), default=None) if self.due else None
        return (
            (not self.received or self.received.holds(case.text("received_at")))
            and (not self.opened or self.opened.holds(case.text("opened_at")))
            and (not self.closed or self.closed.holds(case.text("closed_at")))
            and (not self.due or self.due.holds(soonest.isoformat() if soonest else ""))
        )


def _among(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _in_category(category: str, wanted: tuple[str, ...]) -> bool:
    return category in wanted or ("active" in wanted and category != "closed")


def _holds(fields: dict[str, str], name: str, value: str) -> bool:
    found = fields.get(name, "")
    return found == value or value in found.split(", ")


def _mentions(case: Facts, words: str) -> bool:
    wanted = words.casefold()
    return any(
        wanted in text.casefold() for text in (case.id, case.text("title"), case.text("text"), *case.fields.values())
    )
