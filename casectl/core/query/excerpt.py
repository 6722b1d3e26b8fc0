"""Facts: what lists need to know of a case, flat and quick to load. Facts, never conclusions.

"Overdue" is no fact; the deadlines are. A state's category is looked up in the template when a list is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from casectl.core.case.owed import DEADLINE, Owed, owed_in
from casectl.core.time.instants import to_seconds
from casectl.core.values.tree import list_of, mapping_of, text_of

if TYPE_CHECKING:
    from casectl.core.case.model import Case
    from casectl.core.values.tree import Tree

VERSION = "10"
"""Raised whenever what a fact means changes; an index of another version is rebuilt."""


class Excerpt(NamedTuple):
    """One case's row in the index. Instants are kept as text, each with its own offset."""

    path: str
    raw: Mapping[str, object]

    def text(self, key: str) -> str:
        """A fact as text, "" if it is not there."""
        value = self._fact(key, "")
        return value if isinstance(value, str) else str(value)

    def _fact(self, key: str, default: object = None) -> object:
        try:
            return self.raw[key]  # which may have to be fetched, so that a question whether it is there would be slower
        except KeyError:
            return default

    @property
    def id(self) -> str:
        """The case's id."""
        return self.text("id")

    @property
    def level(self) -> int:
        """The severity level, 0 if none is set."""
        return int(self.text("level") or 0)

    @property
    def owed(self) -> list[Owed]:
        """What is owed, the earliest first; times are in UTC."""
        found = self._fact("owed")
        return [_owed(*each) for each in found] if isinstance(found, list) else []

    @property
    def due(self) -> dict[str, datetime]:
        """The open deadlines by clock, the earliest first."""
        return {each.name: each.at for each in self.owed if each.kind == DEADLINE}

    @property
    def next_due(self) -> datetime | None:
        """When the soonest of what is owed is due."""
        return _instant(self._fact("next_due"))

    @property
    def provisional(self) -> bool:
        """Whether the soonest of what is owed rests on days that a calendar only guesses."""
        return bool(self._fact("provisional"))

    @property
    def next_follow_up(self) -> datetime | None:
        """When the soonest follow-up or promise is to be done."""
        return next((each.at for each in self.owed if each.follow_up), None)

    @property
    def paused(self) -> dict[str, str]:
        """The clocks that are paused, each with the reason."""
        return dict(_pairs(self._fact("paused")))

    @property
    def links(self) -> list[tuple[str, str]]:
        """The case's own links: type and case."""
        return _pairs(self._fact("links"))

    @property
    def fields(self) -> dict[str, str]:
        """Every scalar field by its dotted path; lists are joined with commas."""
        return dict(_pairs(self._fact("fields")))

    def field_names(self) -> Iterator[str]:
        """The names in `fields`, without the rest of it."""
        found = self._fact("fields")
        return map(_first, found) if isinstance(found, list) else iter(())

    @property
    def offer(self) -> dict[str, str]:
        """The pending handoff: to, by, at, reason, team; empty if there is none."""
        found = self._fact("offer")
        return found if isinstance(found, dict) else {}


_first = itemgetter(0)


def _owed(
    kind: str, name: str, at: int, who: str, follow_up: str, rule: str, note: str, provisional: object
) -> Owed:  # fmt: skip
    return Owed(kind, name, datetime.fromtimestamp(at, UTC), who, follow_up, rule, note, bool(provisional))


def _instant(found: object) -> datetime | None:
    return datetime.fromtimestamp(found, UTC) if isinstance(found, int) else None


def _pairs(value: object) -> list[tuple[str, str]]:
    return [(str(first), str(second)) for first, second in value] if isinstance(value, list) else []


def excerpt_of(case: Case) -> dict[str, object]:
    """The facts of a case, as JSON can hold them. Instants keep their own offset."""
    from casectl.core.case.event_kinds import COUNTED, ENTERING, SEARCHED  # lists need neither the kinds nor the fold
    from casectl.core.case.fold import effective_events

    counted = [COUNTED[event.kind] for event in case.journal if event.kind in COUNTED]
    header = case.header
    source = f"{header.source[0]}:{header.source[1]}" if header.source else ""
    return {
        "id": case.id,
        "title": case.title,
        "template": header.template,
        "state": header.state,
        "owner": header.owner,
        "team": header.team,
        "level": header.level,
        "received_at": _iso(header.received_at),
        "opened_at": _iso(header.opened_at),
        "closed_at": _iso(header.closed_at),
        "source": source,
        "first_event": case.journal[0].id,
        "last_event": next(reversed(effective_events(case.journal)), case.journal[0]).id,
        **owed_facts(owed_in(header)),
        "paused": [[clock, reason] for clock, reason in sorted(header.paused.items())],
        "links": [[link.type, link.case] for link in header.links],
        "offer": _offer(case),
        "moves": [[event.text("to"), event.at.isoformat()] for event in case.journal if event.kind in ENTERING],
        "contacts": counted.count("contacts"),
        "handoffs": counted.count("handoffs"),
        "fields": _flat_fields(case),
        "text": _texts(case, SEARCHED),
    }  # fmt: skip


def owed_facts(owed: Sequence[Owed]) -> dict[str, object]:
    """The facts of what is owed, the earliest first."""
    soonest = next(iter(owed), None)
    return {
        "owed": [[kind, name, to_seconds(at), *others] for kind, name, at, *others in owed],
        "next_due": to_seconds(soonest.at) if soonest else None,
        "provisional": bool(soonest and soonest.provisional),
    }


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _offer(case: Case) -> dict[str, str]:
    offer = case.header.offer
    if not offer:
        return {}
    return {"to": offer.to, "by": offer.by, "at": offer.at.isoformat(), "reason": offer.reason, "team": offer.team}


def _flat_fields(case: Case) -> list[list[str]]:
    flat: dict[str, str] = {}
    for key, value in case.fields.items():
        _flatten(flat, key, value)
    return [[name, text] for name, text in flat.items()]


def _flatten(flat: dict[str, str], name: str, tree: Tree) -> None:
    """Put the scalars of `tree` under dotted names; those of a list share one."""
    if isinstance(tree, str):
        flat[name] = f"{flat[name]}, {tree}" if name in flat else tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            _flatten(flat, f"{name}.{key}", value)
    else:
        for value in tree:
            _flatten(flat, name, value)


def _texts(case: Case, searched: frozenset[str]) -> str:
    """What people said and noted, for text search beside title and fields: the details in `searched`."""
    return "\n".join(text for event in case.journal for text in _said(event.data, searched) if text)


def _said(data: Mapping[str, Tree], searched: frozenset[str]) -> Iterator[str]:
    for key, value in data.items():
        if key in searched:
            yield text_of(value)
        elif key == "follow_ups":
            entries = [mapping_of(each) for each in list_of(value)]
            typed = [each for each in entries if "rule" not in each and "kind" not in each]
            yield from (text_of(each.get(key)) for each in typed for key in ("what", "note"))
