"""The order of times: nothing can be done about a deadline before its clock began."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.case.event import Event
from casectl.core.case.model import Case
from casectl.core.clocks.runs import runs_of
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.errors import Refused
from casectl.core.values.messages import Message, msg


def check_order(event: Event, before: Case, zone: tzinfo) -> None:
    """Raises Refused if an event, with its consequences, is dated before a clock began that it stops or changes.

    `before` is the case before it; instants are shown in `zone`. A clock that counts from a date to come can be stopped
    as soon as it is recorded.
    """
    runs = runs_of(before.journal) if "clocks" in event.data else {}
    problems: list[Message] = []
    for name in event.mapping("clocks"):
        run = runs[name][-1] if name in runs else None
        begun = next((each.at for each in before.journal if run and each.id == run.events[0]), None)
        if run is None or begun is None or not run.is_open:
            continue
        first = min(run.start, begun, key=to_seconds)
        if to_seconds(event.at) < to_seconds(first):
            since = format_instant(first, zone)
            problems.append(msg("{clock} runs only since {since}", clock=name, since=since))
    if problems:
        at = format_instant(event.at, zone)
        raise Refused(msg("{at} is too early: a clock cannot be met before it began", at=at), problems=problems)
