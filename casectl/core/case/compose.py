"""Converting between a case and its tree, and updating the header to match the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo

from casectl.core.case.fold import fold, steps, with_event
from casectl.core.case.model import EVENT_ID, GOVERNED, ORDER, SCHEMA, Case, Event, FollowUp, Header
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.time.zones import zone_named
from casectl.core.values.messages import Message, Unreadable, UsageError, msg
from casectl.core.values.tree import Plain, Source, Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import value_class

_EVENT_KEYS = ("id", "at", "by", "event")


def read_case(source: Source) -> Case:
    """Read a case from a parsed file.

    Raises:
        Unreadable: the schema is newer than this casectl, or the journal is not a list of readable events.
    """
    return _read(source, fold)


def read_steps(source: Source) -> tuple[Case, tuple[Header, ...]]:
    """As `read_case`, with the header before each event."""
    headers: list[Header] = []

    def last(journal: tuple[Event, ...]) -> Header:
        headers.extend(steps(journal))
        return headers.pop()

    return _read(source, last), tuple(headers)


def _read(source: Source, fold: Callable[[tuple[Event, ...]], Header]) -> Case:
    schema = text_of(source.tree.get("schema"))
    if schema != SCHEMA:
        raise _unreadable(
            source, ("schema",), msg("schema {schema} is not supported by this version", schema=schema or "?")
        )
    entries = source.tree.get("journal")
    if not isinstance(entries, list) or not entries:
        raise _unreadable(source, ("journal",), msg("there is no journal"))
    journal = tuple(_read_event(source, number, entry) for number, entry in enumerate(entries))
    try:
        header = fold(journal)
    except UsageError as error:
        raise _unreadable(source, ("journal",), error.what) from None
    fields = mapping_of(source.tree.get("fields"))
    return Case(text_of(source.tree.get("id")), text_of(source.tree.get("title")), header, journal, fields, source)


def read_grown(old: Case, source: Source) -> Case:
    """The case in a file that is that of `old` with another header and more events, which alone are in `source`.

    Raises as `read_case` does.
    """
    if text_of(source.tree.get("schema")) != SCHEMA:
        return read_case(source)
    case, added = old, list_of(source.tree.get("journal"))
    try:
        for number, entry in enumerate(added):
            case = with_event(case, _read_event(source, number, entry))
    except UsageError as error:
        raise _unreadable(source, ("journal",), error.what) from None
    tree = {**source.tree, "journal": [*list_of(old.tree.get("journal")), *added]}
    grown, fields = Source(source.file, tree, data=source.data), mapping_of(tree.get("fields"))
    return Case(text_of(tree.get("id")), text_of(tree.get("title")), case.header, case.journal, fields, grown)


def _read_event(source: Source, number: int, entry: Tree) -> Event:
    data = dict(mapping_of(entry))
    event_id, at_text, by, kind = [text_of(data.pop(key, None)) for key in _EVENT_KEYS]
    if not (event_id and at_text and by and kind):
        missing = [key for key in _EVENT_KEYS if not text_of(mapping_of(entry).get(key))]
        raise _unreadable(source, ("journal", number), msg("an event is missing {keys}", keys=missing))
    if not EVENT_ID.fullmatch(event_id):
        raise _unreadable(source, ("journal", number, "id"), msg("{id} is not an event id", id=event_id))
    try:
        at = parse_instant(at_text)
    except UsageError as error:
        raise _unreadable(source, ("journal", number, "at"), error.what) from None
    return Event(event_id, at, by, kind, data)


def _unreadable(source: Source, path: tuple[str | int, ...], why: Message) -> Unreadable:
    return Unreadable(why, place=source.place(*path), hint=way_out(source.file))


def way_out(file: str) -> Message:
    """What to do about a file that cannot be read."""
    return msg("fix the file by hand, or restore it: git checkout -- {file} (git log -p -- {file} shows older"
               " versions)",
               file=file)  # fmt: skip


def header_tree(case_id: str, header: Header, zone: tzinfo) -> dict[str, Tree]:
    """The governed keys as they are written in the file, instants in `zone`; keys without a value are left out."""
    tree: dict[str, Tree] = {
        "schema": Plain(SCHEMA),
        "id": case_id,
        "template": header.template,
        "state": header.state,
        "owner": header.owner,
        "team": header.team,
        "level": Plain(header.level) if header.level else "",
        "received_at": Plain(format_instant(header.received_at, zone)) if header.received_at else "",
        "closed_at": Plain(format_instant(header.closed_at, zone)) if header.closed_at else "",
        "source": {"name": header.source[0], "id": header.source[1]} if header.source else "",
        "offer": _offer_tree(header, zone),
        "next_due": Plain(format_instant(header.next_due, zone)) if header.next_due else "",
        "due": {clock: Plain(format_instant(header.due[clock], zone)) for clock in sorted(header.due)},
        "paused": dict(sorted(header.paused.items())),
        "provisional": [*header.provisional],
        "unconfirmed": [*header.unconfirmed],
        "follow_ups": [follow_up_tree(each, zone) for each in header.follow_ups],
        "links": [{"type": link.type, "case": link.case} for link in header.links],
        "conflicts": [{"about": each.about, "event": each.event} for each in header.conflicts],
    }
    return {key: value for key, value in tree.items() if value}


def _offer_tree(header: Header, zone: tzinfo) -> Tree:
    if not header.offer:
        return ""
    offer = header.offer
    whom = {key: name for key, name in (("to", offer.to), ("team", offer.team)) if name}
    return {**whom, "by": offer.by, "at": Plain(format_instant(offer.at, zone)), "event": offer.event}


def follow_up_tree(each: FollowUp, zone: tzinfo) -> dict[str, Tree]:
    """A follow-up as written in the header and in the event that schedules it."""
    place = (zone_named(each.zone) if each.zone else None) or zone
    at = each.written.isoformat() if each.written else format_instant(each.at, place)
    tree: dict[str, Tree] = {"id": each.id, "at": Plain(at), "what": each.what}
    others = (
        ("who", each.who), ("rule", each.rule), ("note", each.note), ("kind", each.kind), ("zone", each.zone),
        ("every", each.every), ("until", Plain(format_instant(each.until, zone)) if each.until else ""),
        ("tries", Plain(str(each.tries)) if each.tries else ""),
    )  # fmt: skip
    return tree | {key: value for key, value in others if value}


def with_tree(case: Case, free: Mapping[str, Tree] | None, zone: tzinfo) -> Case:
    """A case that has had events since it was read, with the tree of its file then: its header, these events appended.

    `free`, if given, replaces all keys that are neither governed nor the journal.
    """
    kept = {key: value for key, value in case.tree.items() if key not in GOVERNED and key != "journal"}
    header = mapping_of(with_spelling_of(header_tree(case.id, case.header, zone), case.tree))
    before = list_of(case.tree.get("journal"))
    added = case.journal[len(before) :]
    tree = {
        **header,
        **(kept if free is None else free),
        "journal": [*before, *(each.to_tree(zone) for each in added)],
    }
    source = Source(case.source.file, in_order(tree, like=case.tree))
    return Case(case.id, text_of(tree.get("title")), case.header, case.journal, mapping_of(tree.get("fields")), source)


def with_spelling_of(new: Tree, old: Tree | None) -> Tree:
    """`new`, but each instant that `old` has with another offset or spelling stays as written there."""
    if new == old:
        return new
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: with_spelling_of(value, old.get(key)) for key, value in new.items()}
    if isinstance(new, list) and isinstance(old, list):
        known = {text_of(mapping_of(each).get("id")): each for each in old}
        return [with_spelling_of(each, known.get(text_of(mapping_of(each).get("id")))) for each in new]
    if isinstance(new, Plain) and isinstance(old, str) and new != old:
        try:
            return old if to_seconds(parse_instant(new)) == to_seconds(parse_instant(old)) else new
        except UsageError:
            return new
    return new


@value_class
class Drift:
    """A governed key whose written value differs from the fold of the journal; "" means the key is absent."""

    key: str
    written: str
    folded: str


def drift(case: Case, zone: tzinfo) -> list[Drift]:
    """Every governed key in which header and fold differ; empty for a consistent case.

    A `next_due` that leaves out the follow-ups, as 0.1.0 wrote it, is no difference.
    """
    written = case.tree
    folded = mapping_of(with_spelling_of(header_tree(case.id, case.header, zone), written))
    return [
        Drift(key, shown(written.get(key)), shown(folded.get(key)))
        for key in GOVERNED
        if (written.get(key) or "") != (folded.get(key) or "")
        and not (key == "next_due" and has_old_next_due(case, zone))
    ]


def has_old_next_due(case: Case, zone: tzinfo) -> bool:
    """Whether `next_due` is written as 0.1.0 wrote it, which left out the follow-ups, or as it was before the law of a
    follow-up's zone changed, and is not what it would be.
    """
    header, written = case.header, case.tree.get("next_due") or ""
    new, *old = (
        with_spelling_of(Plain(format_instant(at, zone)) if at else "", written)
        for at in (header.next_due, header.next_deadline, header.next_due_written)
    )
    return written in old and written != new


def shown(tree: Tree | None) -> str:
    """A header's value on one line, for messages."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {shown(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(shown(each) for each in tree) + "]"
    return tree or "-"


def in_order(tree: Mapping[str, Tree], like: Mapping[str, Tree] | None = None) -> dict[str, Tree]:
    """`tree` with its keys in the order of the original file, new ones where the file format puts them."""
    order, placed = list(like or ()), set(like or ())
    for key in (*(key for key in ORDER if key in tree), *tree):
        if key not in placed:
            order.insert(_slot(key, order), key)
            placed.add(key)
    return {key: tree[key] for key in order if key in tree}


def _slot(key: str, order: list[str]) -> int:
    """The index of a new key: after the nearest key that precedes it in ORDER, and before the journal."""
    end = order.index("journal") if "journal" in order and key != "journal" else len(order)
    if key not in ORDER:
        return end
    before = [each for each in ORDER[: ORDER.index(key)] if each in order]
    return min(order.index(before[-1]) + 1, end) if before else 0
