"""Improvements that are done, and the customers whose complaints they came from: who was told, by a contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.find import read
from casectl.core.case.contacts import contacts_in, undelivered
from casectl.core.case.fold import effective_events
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.waiting import IMPROVEMENT
from casectl.core.template.labels import Labels
from casectl.core.template.model import FINISHED
from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import NamedTuple


class DoneImprovement(NamedTuple):
    """An improvement, when it was done (in seconds), and the complaints it came from: whose customers have been told
    since then, and whose have not.
    """

    case: Excerpt
    done: int
    told: tuple[Excerpt, ...]
    untold: tuple[Excerpt, ...]


def done_improvements(
    context: Reading, excerpts: Mapping[str, Excerpt], since: int, until: int
) -> Iterator[DoneImprovement]:
    """The improvements done between two instants, the earliest first, whichever of the two cases has the link.

    A customer was told if a contact to them counts after it was done and reached them; what a field says is no contact.
    """
    labels = context.labels(IMPROVEMENT) if IMPROVEMENT in context.template_names() else None
    records = [each for each in excerpts.values() if each.text("template") == IMPROVEMENT] if labels else []
    dated = ((_done(each, labels), each) for each in records) if labels else iter(())
    found = sorted((done, each.id) for done, each in dated if done is not None and since <= done < until)
    linked = _linked(excerpts, {name for _, name in found}) if found else {}
    for done, name in found:
        complaints = [excerpts[each] for each in sorted(linked.get(name, ()))]
        told = {each.id for each in complaints if _was_told(context, each, done)}
        yield DoneImprovement(
            excerpts[name], done, tuple(each for each in complaints if each.id in told),
            tuple(each for each in complaints if each.id not in told),
        )  # fmt: skip


def _done(case: Excerpt, labels: Labels) -> int | None:
    """When an improvement was done last, in seconds; None if it is not, or was closed without that, as dropped."""
    done: int | None = None
    for state, at in case.moves:
        category = labels.category(state)
        if category not in FINISHED:
            done = None
        elif category == "resolved" and done is None:
            done = to_seconds(datetime.fromisoformat(at))
    return done


def _linked(excerpts: Mapping[str, Excerpt], records: set[str]) -> dict[str, set[str]]:
    """The complaints that each record is linked with."""
    found: dict[str, set[str]] = {}
    for case in excerpts.values():
        for _, other in case.links:
            for record, complaint in ((case.id, other), (other, case.id)):
                known = excerpts.get(complaint) if record in records else None
                if known and known.text("template") != IMPROVEMENT:
                    found.setdefault(record, set()).add(complaint)
    return found


def _was_told(context: Reading, case: Excerpt, done: int) -> bool:
    events = effective_events(read(context, case.id).journal)
    lost = undelivered(events)
    return any(
        each.direction == "out" and to_seconds(each.at) >= done and each.event not in lost
        for each in contacts_in(events)
    )
