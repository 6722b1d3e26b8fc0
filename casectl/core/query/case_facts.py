"""The facts of a case, which an `Excerpt` reads; apart, since lists need neither the fold nor kinds of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from casectl.core.case.causes import root_cause
from casectl.core.case.event_kinds import COUNTED, ENTERING, SEARCHED
from casectl.core.case.fold import effective_events, templates_of
from casectl.core.case.inspections import inspections_in, mean
from casectl.core.case.kinds.boundary import BOUNDARY_STATED
from casectl.core.case.kinds.reminded import reminds_of
from casectl.core.case.model import RECORDED, RETYPED, Case, Event
from casectl.core.case.owed import Owed, owed_in
from casectl.core.case.redress import redress_in, stages
from casectl.core.case.surveys import survey_of
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of


def excerpt_of(case: Case) -> dict[str, object]:
    """The facts of a case, as JSON can hold them. Instants keep their own offset."""
    cause = root_cause(case.journal)
    disputed: list[str] = []
    if cause and cause.dispute:
        disputed = [cause.code, cause.responsible, cause.found.by, cause.found.text("via")]
    counted = [COUNTED[event.kind] for event in case.journal if event.kind in COUNTED]
    header = case.header
    earlier = [*templates_of(case.journal)[:-1]] if any(event.kind == RETYPED for event in case.journal) else []
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
        "conflicts": len(header.conflicts),
        "chasers": chasers(case),
        "late_entries": late_entries(case),
        "waits": sum(each.waits for each in redress_in(case.journal)) + bool(disputed),
        "inspected": len(inspections_in(case.journal)),
        "cause": cause.code if cause else "",
        "paused": [[clock, reason] for clock, reason in sorted(header.paused.items())],
        "links": [[link.type, link.case] for link in header.links],
        "offer": _offer(case),
        "moves": [[event.text("to"), event.at.isoformat()] for event in case.journal if _enters(event)],
        "contacts": counted.count("contacts"),
        "handoffs": counted.count("handoffs"),
        "fields": _flat_fields(case),
        "text": _texts(case),
        **({"redress": offers} if (offers := _redress(case)) else {}),
        **({"survey": survey} if (survey := _survey(case)) else {}),
        **({"inspections": checked} if (checked := _inspections(case)) else {}),
        **({"disputed": disputed} if disputed else {}),
        **({"mail": mail} if (mail := _mail(case)) else {}),
        **({"has_boundary": True} if any(event.kind == BOUNDARY_STATED.name for event in case.journal) else {}),
        **({"earlier_templates": earlier} if earlier else {}),
        **({"reminded": told} if (told := _reminded(case)) else {}),
    }  # fmt: skip


def _redress(case: Case) -> list[list[str]]:
    """What was offered to put things right: the event, kind, amount and who offered it, and how far it is."""
    return [
        [each.id, each.kind, each.amount, each.offer.by, next(name for name, holds in stages(each).items() if holds)]
        for each in redress_in(case.journal)
    ]


def _survey(case: Case) -> list[object]:
    """When the customer was asked, reminded and answered, and whether they want no surveys; empty if none of it."""
    found = survey_of(case.journal)
    times = [to_seconds(each.at) if each else None for each in (found.asked, found.reminded, found.answer)]
    return [*times, found.declined is not None] if any(found) else []


def _inspections(case: Case) -> list[list[object]]:
    """The quality inspections: the event, whose handling, who inspected, when, how far it is, and its mean."""
    return [
        [each.id, each.person, each.event.by, to_seconds(each.event.at), each.stage, str(mean(each.marks) or "-")]
        for each in inspections_in(case.journal)
    ]


def _mail(case: Case) -> list[str]:
    """By what mail is known again that the case has: the ids of its events, and the Message-IDs."""
    events = [event for event in case.journal if "message_id" in event.data]
    return [*dict.fromkeys(each for event in events for each in (event.id, event.text("message_id")))]


def chasers(case: Case) -> int:
    """How often the customer has asked again, as far as that was not taken back."""
    if not any("chaser" in event.data for event in case.journal):
        return 0
    return sum(event.text("chaser") == "yes" for event in effective_events(case.journal))


def late_entries(case: Case) -> int:
    """How many entries that count for clocks were recorded later than they happened, as far as they stand.

    When a case was opened after its receipt is no such entry: `received_at` says it.
    """
    late = [event for event in case.journal if RECORDED in event.data and "clocks" in event.data]
    if not any(event.kind != "opened" for event in late):
        return 0
    standing = {event.id for event in effective_events(case.journal)}
    return sum(event.kind != "opened" and event.id in standing for event in late)


def _reminded(case: Case) -> list[list[object]]:
    """The reminders of what is open: the clock or the follow-up, the second at which it is due, the stage, and who."""
    open_ones = {*case.header.due, *(each.id for each in case.header.follow_ups)}
    said = [event for event in case.journal if event.kind == "reminded" and reminds_of(event) in open_ones]
    return [
        [reminds_of(each), to_seconds(parse_instant(each.text("deadline"))), each.text("stage"),
         [text_of(name) for name in list_of(each.data.get("told"))]]
        for each in said
    ]  # fmt: skip


def _enters(event: Event) -> bool:
    return event.kind in ENTERING and bool(event.text("to"))


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


def _texts(case: Case) -> str:
    """What people said and noted, for text search beside title and fields: the details that are searched."""
    return "\n".join(text for event in case.journal for text in _said(event) if text)


def _said(event: Event) -> Iterator[str]:
    for key, value in event.data.items():
        if key in SEARCHED:
            yield from map(text_of, list_of(value))
        elif key == "follow_ups":
            entries = [mapping_of(each) for each in list_of(value)]
            is_own = event.kind == "followup_added"  # others repeat it, or have the name of a field
            typed = [each for each in entries if "rule" not in each and (is_own or "kind" not in each)]
            yield from (text_of(each.get(key)) for each in typed for key in ("what", "note"))
